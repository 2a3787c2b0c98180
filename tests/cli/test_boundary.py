from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from typer.testing import Result

from claimtrack import errors
from claimtrack.cli.exits import Exit

Plain = Callable[..., Result]


def one_line(result: Result) -> str:
    (line,) = result.stderr.splitlines()
    assert result.stdout == ""
    assert line.startswith("claimtrack: ")
    return str(line)


def raising(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Make `claimtrack claims` end in an error."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    monkeypatch.setattr("claimtrack.cli.listing.open_store", fail)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["clams"], "Did you mean 'claims'"),
        (["claims", "--colour"], "--colour"),
        (["claims", "--format", "xml"], "xml"),
        (["claims", "--since", "last week"], "2017-07-20"),
        (["judge", "l1", "maybe"], "maybe"),
        (["judge", "l1"], "LINK..."),
        (["compare", "only one"], "two statements"),
        (["extract"], "--jsonl"),
        (["report", "-f", "odt"], "md, html, docx"),
        (["report", "-o", "findings"], "add -f"),
        (["review"], "needs a terminal"),
        (["review", "--theme", "pink"], "dark or light"),
    ],
)
def test_wrong_words_are_one_line_and_2(plain: Plain, words: list[str], message: str) -> None:
    result = plain(*words)
    assert message in one_line(result)
    assert result.exit_code == Exit.USAGE


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.StoreError("no store here"), 1),
        (errors.UsageError("say it otherwise"), 2),
        (errors.StoreBusy("try again"), 3),
        (errors.GateRefused("not yet"), 4),
        (PermissionError(13, "Permission denied", "case.db"), 1),
    ],
)
def test_each_error_has_its_code(plain: Plain, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int) -> None:
    raising(monkeypatch, error)
    result = plain("claims")
    one_line(result)
    assert result.exit_code == code


def test_ctrl_c_ends_with_130_and_one_line(plain: Plain, monkeypatch: pytest.MonkeyPatch) -> None:
    raising(monkeypatch, KeyboardInterrupt())
    result = plain("claims")
    assert "interrupted" in one_line(result)
    assert result.exit_code == Exit.INTERRUPTED


def test_a_bug_is_one_line_that_says_how_to_see_more(plain: Plain, monkeypatch: pytest.MonkeyPatch) -> None:
    raising(monkeypatch, RuntimeError("half\nand \x1b[2Jhalf"))
    result = plain("claims")
    line = one_line(result)
    assert "this is a bug" in line and "CLAIMTRACK_DEBUG=1" in line
    assert "\x1b" not in line
    assert result.exit_code == Exit.FAILED


def test_whoever_asks_sees_the_traceback(plain: Plain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMTRACK_DEBUG", "1")
    bug = RuntimeError("here")
    raising(monkeypatch, bug)
    assert plain("claims").exception is bug


def test_no_words_show_the_help(plain: Plain) -> None:
    result = plain()
    assert result.exit_code == 0
    assert "review" in result.stdout


def test_a_missing_store_says_what_makes_one(plain: Plain, tmp_path: Path) -> None:
    result = plain("--db", str(tmp_path / "none.db"), "claims")
    assert "claimtrack add" in one_line(result)
    assert result.exit_code == Exit.FAILED
    assert not list(tmp_path.iterdir())


def test_what_goes_to_a_pipe_is_utf8_wherever_it_runs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Zoë Åkesson said: “It was naïve.”\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "claimtrack", "extract", "a.txt", "--format", "jsonl"],
        capture_output=True,
        cwd=tmp_path,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": ""},
        timeout=120,
        check=True,
    )
    assert "“It was naïve.”" in done.stdout.decode("utf-8")


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    text = tmp_path / "long.txt"
    text.write_text("The mayor said that the gate was open.\n\n" * 300)
    script = f"{sys.executable} -m claimtrack extract {text} --format jsonl | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", script], capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    assert done.returncode == 0
    assert "the gate was open" in done.stdout
