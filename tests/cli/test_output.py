from __future__ import annotations

import csv
import io
import json

import pytest

from claimtrack.cli.output import Column, Format, cell, emit, in_table, progress
from claimtrack.workflow import Progress

HOSTILE = [
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "  =1+1",
    "\t=1",
    "\x1b]0;owned\x07",
    "[bold red]not markup[/]",
    "a \u202eright to left\u202c end",
    "two\nlines",
    'quote " and, comma',
]

COLUMNS = (Column("id", "id"), Column("text", "text", wide=True))


def emitted(capsys: pytest.CaptureFixture[str], format: Format, texts: list[str] = HOSTILE) -> str:
    emit([{"id": f"c{n}", "text": text} for n, text in enumerate(texts)], format, COLUMNS, empty="nothing")
    return capsys.readouterr().out


@pytest.mark.parametrize("format", list(Format))
def test_nothing_in_a_text_reaches_the_terminal_as_a_command(
    capsys: pytest.CaptureFixture[str], format: Format
) -> None:
    out = emitted(capsys, format)
    assert out
    assert not {"\x1b", "\x07", "\u202e", "\u202c"} & set(out)


@pytest.mark.parametrize("format", [Format.JSON, Format.JSONL])
def test_json_gives_every_text_back_as_it_was(capsys: pytest.CaptureFixture[str], format: Format) -> None:
    out = emitted(capsys, format)
    records = json.loads(out) if format is Format.JSON else [json.loads(line) for line in out.splitlines()]
    assert [record["text"] for record in records] == HOSTILE


def test_no_cell_of_a_csv_can_start_a_formula(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(emitted(capsys, Format.CSV))))
    assert len(rows) == len(HOSTILE)
    for row, text in zip(rows, HOSTILE, strict=True):
        assert row["text"].lstrip(" ")[0] not in "=+-@\t\r\n", row
        if text.lstrip(" ")[0] in "=+-@":
            assert row["text"] == "'" + text


def test_numbers_in_a_csv_stay_numbers() -> None:
    assert cell(-0.25) == -0.25


def test_a_table_shows_markup_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    assert "[bold red]not markup[/]" in emitted(capsys, Format.TABLE)


def test_nested_records_become_dotted_columns(capsys: pytest.CaptureFixture[str]) -> None:
    emit([{"id": "c1", "document": {"id": "d1"}, "spans": [[0, 3]]}], Format.CSV, COLUMNS, empty="")
    assert capsys.readouterr().out == 'id,document.id,spans\nc1,d1,"[[0, 3]]"\n'


def test_an_empty_list_is_said_on_stderr_and_stays_data_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    for format, out in ((Format.JSON, "[]\n"), (Format.JSONL, ""), (Format.TABLE, ""), (Format.CSV, "id,text\n")):
        emit([], format, COLUMNS, empty="nothing there")
        captured = capsys.readouterr()
        assert (captured.out, captured.err) == (out, "nothing there\n")


@pytest.mark.parametrize(
    ("value", "shown"), [(None, ""), (True, "yes"), (False, ""), (0.876, "0.88"), (["a", "b"], "a, b"), (3, "3")]
)
def test_values_in_a_table_are_short(value: object, shown: str) -> None:
    assert in_table(value) == shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_drawn_on_a_terminal_and_a_files_name_cannot_act_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with progress() as draw:
        assert draw is not None
        draw(Progress("reading", 1, 2, "[red]a\x1b]0;owned\x07.md"))
        draw(Progress("reading", 2, 2, "b.md"))
    drawn = terminal.getvalue()
    assert "reading" in drawn and "2/2" in drawn
    assert "\x07" not in drawn and "\x1b]0" not in drawn


def test_progress_is_no_part_of_what_a_script_reads() -> None:
    with progress() as draw:
        assert draw is None
