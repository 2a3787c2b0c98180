"""An article may try to act on whoever reads it: on the terminal, the shell, the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command

ACTING = {"\x1b", "\x07", "\u202e", "\u2066", "\x9b"}

HOSTILE = """---
title: "[bold]=1+1\\e]0;owned\\a"
outlet: "<script>alert(1)</script>"
author: "=cmd|' /C calc'!A0"
---
Mayor Ana Holt said that the \x1b[31mgate [red]was[/red] open \u202e all night.

Clerk Bo Lee denied that the gate was open all night.

The mayor\u2066 said: “=HYPERLINK(1)”.
"""


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "pile"
    folder.mkdir()
    (folder / "$(touch owned)`id` <b>.md").write_text(HOSTILE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def hostile(pile: Path) -> Command:
    """One store for all tests here: none of them writes what another reads."""
    command = Command(pile.parent / "case.db")
    command.ok("run", pile, "--reader", "none")
    return command


@pytest.mark.parametrize(
    "words",
    [
        ("run",),
        ("claims",),
        ("claims", "--format", "csv"),
        ("claims", "--format", "jsonl"),
        ("links",),
        ("links", "--format", "csv"),
        ("speakers",),
        ("documents",),
        ("documents", "--format", "json"),
        ("show", "d1"),
        ("show", "l1"),
        ("show", "c1"),
        ("show", "s1"),
        ("timeline",),
        ("stats",),
        ("history",),
        ("report", "-f", "md", "--all"),
        ("report", "-f", "csv", "--all"),
        ("report", "-f", "html", "--all"),
    ],
    ids=" ".join,
)
def test_no_output_carries_what_would_act(hostile: Command, pile: Path, words: tuple[str, ...]) -> None:
    given = (*words, pile, "--reader", "none") if words == ("run",) else words
    result = hostile(*given)
    assert result.exit_code == 0, result.stderr
    assert result.stdout
    assert ACTING.isdisjoint(result.stdout + result.stderr)
    assert not Path("owned").exists()
    if "html" in words:
        assert "<script>alert" not in result.stdout


def test_words_of_the_user_are_never_a_query(hostile: Command) -> None:
    every = hostile.ok("claims", "--format", "json")
    for words in ("' OR 1=1 --", '"', "gate AND (", "NEAR(", "*", "%", "a" * 5000, "\x00"):
        for option in ("--search", "--speaker", "--outlet", "--tag"):
            assert hostile("claims", option, words).exit_code == 0
        assert hostile("links", "--search", words).exit_code == 0
    assert hostile.ok("claims", "--format", "json") == every
