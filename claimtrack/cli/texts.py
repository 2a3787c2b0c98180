"""extract and compare: what claimtrack sees in texts that no store holds."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from claimtrack import records
from claimtrack.cli.exits import Exit
from claimtrack.cli.filters import day
from claimtrack.cli.jsonlines import Objects
from claimtrack.cli.link_options import BUILTIN, Reader, Without, settings_of, tell_of_reader
from claimtrack.cli.output import Column, Format, Record, dumped, emit, narrate, write_line
from claimtrack.errors import UsageError
from claimtrack.intake import Failure, gather
from claimtrack.vocabulary import Article, Extraction, Statement, joined

if TYPE_CHECKING:
    from claimtrack.extract.extractor import Extractor, Item
    from claimtrack.link import LinkSettings

Attitudes = Annotated[bool, typer.Option("--attitudes", help="Wants, believes, expects and plans too.")]
Jsonl = Annotated[
    str | None, typer.Option("--jsonl", metavar="FILE", help="Read lines of JSON from there; - is standard input.")
]

BATCH = 256
"""Pairs that are compared together; a reader is faster on many at once."""

ATTRIBUTION_COLUMNS = (
    Column("speaker", "speaker"),
    Column("stance", "stance"),
    Column("kind", "kind"),
    Column("sure", "confidence"),
    Column("source", "source_text"),
    Column("content", "text", wide=True),
)

COMPARED_COLUMNS = (
    Column("id", "id"),
    Column("score", "score"),
    Column("relation", "relation"),
    Column("type", "type"),
    Column("why", "line", wide=True),
)


def extract(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE...]", help="Files or folders; - is standard input.")
    ] = None,
    jsonl: Jsonl = None,
    format: Annotated[Format, typer.Option("--format", help="How stdout shows it.")] = Format.TABLE,
    attitudes: Attitudes = False,
    lexicon: Annotated[
        Path | None,
        typer.Option("--lexicon", metavar="FILE", help="Your own verbs, titles and roles beside the built-in."),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="An installed spaCy model, such as en_core_web_md.")
    ] = None,
    processes: Annotated[int, typer.Option("--processes", min=1, max=64, help="How many read at once.")] = 1,
) -> int:
    """Find every quote and assertion in texts, with no store."""
    if (jsonl is None) == (not files):
        raise UsageError("give files to extract from, or --jsonl - for lines of JSON; not both, not neither")
    from claimtrack.extract import load

    extractor = load(model, lexicon)
    if jsonl is not None:
        return extract_lines(extractor, jsonl, attitudes, processes)
    return extract_files(extractor, files or [], format, attitudes, processes)


def extract_lines(extractor: Extractor, path: str, attitudes: bool, processes: int) -> int:
    """Lines {"id", "text"} (and "published", where known) to lines {"id", "attributions"}, in order."""
    from claimtrack.extract.extractor import Item

    given = Objects(path, wrong_text)
    waiting: deque[object] = deque()

    def items() -> Iterator[Item]:
        for one in given:
            waiting.append(one["id"])
            yield Item(str(one["text"]), as_day(one.get("published")))

    for extraction in extractor.extract_many(items(), processes=processes, attitudes=attitudes):
        found = [records.attribution(one, extraction) for one in extraction.attributions]
        write_line(dumped({"id": waiting.popleft(), "attributions": found}))
    return Exit.FAILED if given.failed else Exit.DONE


def wrong_text(one: dict[str, object]) -> str | None:
    if "id" not in one or not isinstance(one.get("text"), str):
        return 'needs an "id" and a "text"'
    return wrong_day(one, "published")


def extract_files(extractor: Extractor, files: list[str], format: Format, attitudes: bool, processes: int) -> int:
    """Every attribution of the files as one record, with the document it stands in and its words."""
    from claimtrack.extract.extractor import Item

    failed = 0
    waiting: deque[Article] = deque()

    def items() -> Iterator[Item]:
        nonlocal failed
        for one in gather(files):
            if isinstance(one, Failure):
                failed += 1
                narrate(f"{one.path} {one.reason}")
            elif isinstance(one, Article):
                for remark in one.remarks:
                    narrate(f"{one.path} {remark}")
                waiting.append(one)
                yield Item(one.text, one.published, one.author)

    def found() -> Iterator[Record]:
        for extraction in extractor.extract_many(items(), processes=processes, attitudes=attitudes):
            yield from in_article(waiting.popleft(), extraction)

    emit(found(), format, ATTRIBUTION_COLUMNS, empty="no quote or assertion found")
    return Exit.FAILED if failed else Exit.DONE


def in_article(article: Article, extraction: Extraction) -> Iterator[Record]:
    source = {
        "path": article.path,
        "title": article.title,
        "outlet": article.outlet,
        "published": records.day(article.published),
    }
    for one in extraction.attributions:
        yield records.attribution(one, extraction) | {
            "text": joined(article.text, one.content),
            "source_text": joined(article.text, one.source),
            "document": source,
        }


def compare(
    a: Annotated[str | None, typer.Argument(metavar="A", help="One statement.")] = None,
    b: Annotated[str | None, typer.Argument(metavar="B", help="The other.")] = None,
    jsonl: Jsonl = None,
    a_speaker: Annotated[str | None, typer.Option("--a-speaker", help="Who says A.")] = None,
    b_speaker: Annotated[str | None, typer.Option("--b-speaker", help="Who says B.")] = None,
    a_date: Annotated[str | None, typer.Option("--a-date", metavar="DATE", help="When A was said.")] = None,
    b_date: Annotated[str | None, typer.Option("--b-date", metavar="DATE", help="When B was said.")] = None,
    format: Annotated[Format, typer.Option("--format", help="How stdout shows it.")] = Format.TABLE,
    reader: Reader = BUILTIN,
    without: Without = None,
) -> int:
    """Say whether two statements contradict each other, and why, with no store."""
    settings = settings_of(reader, without)
    tell_of_reader(settings)
    if jsonl is not None:
        if a is not None:
            raise UsageError("give two statements, or --jsonl - for lines of JSON; not both")
        return compare_lines(settings, jsonl)
    if a is None or b is None:
        raise UsageError("give two statements: claimtrack compare 'The gate was locked.' 'The gate stood open.'")
    pair = (
        Statement(1, a, speaker=a_speaker, said=day(a_date) if a_date else None),
        Statement(2, b, speaker=b_speaker, said=day(b_date) if b_date else None),
    )
    from claimtrack.link import compare as compared

    (scored,) = compared([pair], settings)
    emit([records.compared(None, scored)], format, COMPARED_COLUMNS, empty="")
    return Exit.DONE


def compare_lines(settings: LinkSettings, path: str) -> int:
    """Lines {"id", "a", "b"} and what is known of speakers and dates to lines with relation, type and score."""
    from claimtrack.link import compare as compared

    given = Objects(path, wrong_pair)
    for batch in batches(given, BATCH):
        scored = compared([as_pair(one) for one in batch], settings)
        for one, answer in zip(batch, scored, strict=True):
            write_line(dumped(records.compared(one["id"], answer)))
    return Exit.FAILED if given.failed else Exit.DONE


def wrong_pair(one: dict[str, object]) -> str | None:
    if "id" not in one or not isinstance(one.get("a"), str) or not isinstance(one.get("b"), str):
        return 'needs an "id", an "a" and a "b"'
    return wrong_day(one, "a_date") or wrong_day(one, "b_date")


def as_pair(one: dict[str, object]) -> tuple[Statement, Statement]:
    first, second = (
        Statement(
            id=number,
            text=str(one[side]),
            speaker=str(one[f"{side}_speaker"]) if one.get(f"{side}_speaker") else None,
            said=as_day(one.get(f"{side}_date")),
        )
        for number, side in ((1, "a"), (2, "b"))
    )
    return first, second


def as_day(given: object) -> date | None:
    """The day of an ISO date or time; None for nothing. The line was checked before."""
    return datetime.fromisoformat(str(given)).date() if given else None


def wrong_day(one: dict[str, object], key: str) -> str | None:
    try:
        as_day(one.get(key))
    except ValueError:
        return f'has a "{key}" that is no day; write it as 2017-07-20'
    return None


T = TypeVar("T")


def batches(given: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(given)
    while batch := list(islice(rest, size)):
        yield batch
