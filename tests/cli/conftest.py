"""A case of two short documents, made once by the command line and copied for each test."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from claimtrack.cli import app

STORY = """---
title: Ferry firm says crew was warned
outlet: The Tidewater Post
published: 2019-03-02
url: https://example.org/ferry
---
Harbour master Ida Brandt said that the crew was warned at noon.

The ferry firm's director, Otto Lind, denied that the crew was warned at noon.

“The lifeboats were inspected in May,” Mr Lind said.

Lind believes that the inquiry will take a year.
"""

FOLLOW_UP = """---
title: Union contradicts ferry firm on lifeboats
outlet: Quayside Radio
published: 2019-03-05
---
Union secretary Pia Falk said that the lifeboats were not inspected in May.

Otto Lind told Quayside Radio that he had “nothing to add”.
"""


@dataclass(frozen=True)
class Command:
    """claimtrack on one store, as a user calls it."""

    db: Path

    def __call__(self, *words: str | Path, input: str | None = None) -> Result:
        return CliRunner().invoke(app, ["--db", str(self.db), *map(str, words)], input=input)

    def ok(self, *words: str | Path, input: str | None = None) -> str:
        result = self(*words, input=input)
        assert result.exit_code == 0, result.stderr or result.exception
        return result.stdout

    def lines(self, *words: str | Path, input: str | None = None) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.ok(*words, input=input).splitlines()]


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "a-story.md").write_text(STORY, encoding="utf-8")
    (folder / "b-follow-up.md").write_text(FOLLOW_UP, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def made_case(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("made") / "case.db"
    command = Command(db)
    command.ok("add", texts)
    command.ok("link", "--reader", "none")
    return db


@pytest.fixture
def case(made_case: Path, tmp_path: Path) -> Command:
    """A linked case; each test has its own copy."""
    for file in made_case.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return Command(tmp_path / made_case.name)


@pytest.fixture
def fresh(tmp_path: Path) -> Command:
    """A path where no store is yet."""
    return Command(tmp_path / "fresh.db")


@pytest.fixture
def plain() -> Callable[..., Result]:
    """claimtrack with no words before the verb."""

    def invoke(*words: str, input: str | None = None) -> Result:
        return CliRunner().invoke(app, list(words), input=input)

    return invoke
