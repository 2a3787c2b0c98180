"""Data to stdout in the asked form; words and progress to stderr."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import typer

if TYPE_CHECKING:
    from rich.console import Console

Record = Mapping[str, object]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection)."""

PIPED_WIDTH = 160
"""Columns of a table that no terminal shows."""


NARROW = 110
"""Columns of a terminal below which tables leave out what is marked as aside."""

NAME = 28
"""Columns that a name takes at most."""


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `key` is a path into the record ("document.outlet")."""

    title: str
    key: str
    wide: bool = False
    """True for running text, which wraps; others stay on one line and are cut."""
    aside: bool = False
    """True for what a narrow terminal can do without."""


def emit(records: Iterable[Record], format: Format, columns: Sequence[Column], *, empty: str) -> None:
    """Write all records; `empty` is what stderr says where there are none."""
    if format is Format.JSONL:
        some = False
        for record in records:
            some = True
            write_line(dumped(record))
    else:
        listed = list(records)
        some = bool(listed)
        if format is Format.JSON:
            write_line(dumped(listed, indent=2))
        elif format is Format.CSV:
            write_csv(listed, columns)
        elif listed:
            write_table(listed, columns)
    if not some:
        narrate(empty)


def dumped(value: object, indent: int | None = None) -> str:
    """JSON as people can read it, with what would act in a terminal escaped."""
    from claimtrack.report.visible import escaped_json

    return escaped_json(json.dumps(value, ensure_ascii=False, indent=indent))


def write_line(line: str) -> None:
    sys.stdout.write(line + "\n")


def write_csv(records: Sequence[Record], columns: Sequence[Column]) -> None:
    """One row a record with its flat fields and those of one level below, safe to open in a spreadsheet."""
    rows = [flat(record) for record in records]
    names = list(dict.fromkeys(name for row in rows for name in row)) or [column.key for column in columns]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([cell(row.get(name)) for name in names])


def flat(record: Record, before: str = "") -> dict[str, object]:
    """Nested records as dotted columns; lists stay one cell."""
    row: dict[str, object] = {}
    for key, value in record.items():
        if isinstance(value, Mapping):
            row.update(flat(value, f"{before}{key}."))
        else:
            row[before + key] = value
    return row


def cell(value: object) -> object:
    """A value that a spreadsheet shows and never runs: what would start a formula gets an apostrophe before it."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else value
    from claimtrack.report.visible import shown

    text = shown(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def write_table(records: Sequence[Record], columns: Sequence[Column]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    screen = console()
    shown = [column for column in columns if screen.width >= NARROW or not column.aside]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=any(column.wide for column in shown))
    for column in shown:
        if column.wide:
            table.add_column(column.title, overflow="fold", ratio=1)
        else:
            table.add_column(
                column.title, no_wrap=True, overflow="ellipsis", max_width=min(NAME, max(12, screen.width // 5))
            )
    for record in records:
        table.add_row(*(Text(in_table(found(record, column.key))) for column in shown))
    screen.print(table)


def found(record: Record, path: str) -> object:
    value: object = record
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def in_table(value: object) -> str:
    """One line, safe for a terminal; nothing for None, two places for a share."""
    from claimtrack.report.visible import visible

    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, list | tuple):
        return ", ".join(in_table(one) for one in value)
    return visible(str(value))


def console(*, error: bool = False) -> Console:
    """A Rich console that takes no markup, emoji or highlighting from what it prints."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() else shutil.get_terminal_size((PIPED_WIDTH, 24)).columns
    return Console(file=stream, markup=False, emoji=False, highlight=False, soft_wrap=False, width=width)


def counted(number: int, word: str) -> str:
    """ "1 claim", "2 claims"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def say(text: str = "") -> None:
    """A line of a verb's own data for people, on stdout; acting characters in it are made visible."""
    from claimtrack.report.visible import shown

    write_line(shown(text))


def narrate(text: str) -> None:
    """A line about what goes on, on stderr."""
    from claimtrack.report.visible import visible

    typer.echo(visible(text), err=True)


class Step(Protocol):
    """What a stage tells while it works; `total` is None where it is not known."""

    @property
    def stage(self) -> str: ...
    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int | None: ...
    @property
    def what(self) -> str: ...


class Report(Protocol):
    def __call__(self, step: Step, /) -> None: ...


@contextmanager
def progress() -> Iterator[Report | None]:
    """Something that draws each step as a bar on stderr; None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from claimtrack.report.visible import visible

    columns = (
        TextColumn("{task.description:<10}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[what]}", markup=False),
    )
    with Progress(*columns, console=console(error=True), transient=True) as bars:
        tasks: dict[str, object] = {}

        def draw(step: Step, /) -> None:
            if step.stage not in tasks:
                tasks[step.stage] = bars.add_task(step.stage, total=step.total, what="")
            bars.update(
                tasks[step.stage],  # type: ignore[arg-type]
                completed=step.done,
                total=step.total,
                what=visible(step.what)[-40:],
            )

        yield draw
