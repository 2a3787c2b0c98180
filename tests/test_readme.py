"""The readme is run: its examples work in the order in which they stand, and no verb is missing from it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from claimtrack.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
INSTALL = "Two commands"


def sections() -> dict[str, str]:
    parts = re.split(r"^## (.+)$", README, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def blocks(text: str, language: str = "sh") -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def examples() -> list[list[str]]:
    """The calls of claimtrack in every shell block but the two that install it."""
    lines = [
        line
        for name, text in sections().items()
        if name != INSTALL
        for block in blocks(text)
        for line in block.splitlines()
    ]
    return [shlex.split(line, comments=True) for line in lines if line.strip()]


def verbs(command: Any = None, before: str = "") -> Iterator[str]:
    group: Any = command or typer.main.get_command(app)
    for name, one in group.commands.items():
        nested = hasattr(one, "commands")
        if not nested or one.invoke_without_command:
            yield f"{before}{name}"
        if nested:
            yield from verbs(one, f"{before}{name} ")


def test_the_two_commands_are_two_and_do_the_main_job_and_the_tests() -> None:
    first, second = blocks(sections()[INSTALL])
    assert "claimtrack run articles --report report.html" in first
    assert "pytest" in second


def test_the_checks_before_landing_run_the_two_commands_as_they_stand() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    function = script[script.index("readme_command() {") : script.index("readme_runs() {")]
    for number, block in enumerate(blocks(sections()[INSTALL]), 1):
        done = subprocess.run(
            ["bash", "-c", f"{function}\nreadme_command {number}"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout == block


@pytest.mark.parametrize("verb", list(verbs()))
def test_every_verb_is_in_the_table(verb: str) -> None:
    group, _, name = verb.rpartition(" ")
    rows = [row for row in sections()["Verbs"].splitlines() if row.startswith("| `")]
    cells = [row.split(" | ")[0] for row in rows if not group or f"`{group} " in row]
    assert any(re.search(rf"`(?:{group} )?{name}\b", cell) for cell in cells), verb


def test_every_act_of_the_review_room_has_its_key_in_the_table() -> None:
    from claimtrack.tui.actions import ACTS, shown_key

    table = sections()["The review room"]
    shown = set(re.findall(r"`([^`]+)`", table))
    missing = [act.name for act in ACTS if not any(shown_key(key) in shown for key in act.keys)]
    assert missing == []


def test_every_format_of_the_report_is_in_its_table() -> None:
    from claimtrack.report import Format

    assert re.findall(r"^\| `([a-z]+)` \|", sections()["The report"], flags=re.MULTILINE) == [
        one.value for one in Format
    ]


def test_every_example_works_in_the_order_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "articles", tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLAIMTRACK_DB", raising=False)
    monkeypatch.setenv("CLAIMTRACK_REVIEWER", "ada")
    ran = 0
    for program, *words in examples():
        assert program == "claimtrack", program
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, f"{shlex.join(words)}: {result.stderr or result.exception}"
        ran += 1
    assert ran >= 15


@pytest.mark.parametrize("target", re.findall(r"\]\((?!https?:|#)([^)#]+)", README))
def test_every_file_the_readme_points_at_is_there(target: str) -> None:
    assert (ROOT / target).exists()
