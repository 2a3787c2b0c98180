"""run, add, link: articles in, contradictions out."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.exits import Exit
from claimtrack.cli.filters import day, spread
from claimtrack.cli.link_options import BUILTIN, Reader, Without, settings_of, tell_of_reader
from claimtrack.cli.output import counted, narrate, progress, say
from claimtrack.cli.session import Reviewer, open_store, program, who
from claimtrack.cli.summary import summarise
from claimtrack.errors import UsageError

if TYPE_CHECKING:
    from claimtrack.link import LinkSettings
    from claimtrack.store import Store
    from claimtrack.workflow import AddResult

STRONGEST = 10
"""Contradictions that `run` tells on the screen."""

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files (.txt, .md) or folders; - is standard input."),
]


@dataclass(frozen=True, slots=True)
class Reading:
    """How texts are read."""

    processes: Annotated[int, typer.Option("--processes", min=1, max=64, help="How many read at once.")] = 1
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="An installed spaCy model, such as en_core_web_md.")
    ] = None
    lexicon: Annotated[
        Path | None,
        typer.Option("--lexicon", metavar="FILE", help="Your own verbs and nouns beside the built-in ones."),
    ] = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where texts come from, for files that do not say so themselves."""

    title: Annotated[str | None, typer.Option("--title", help="Its title, if the file does not say.")] = None
    outlet: Annotated[str | None, typer.Option("--outlet", help="Who published it.")] = None
    published: Annotated[
        date | None, typer.Option("--published", parser=day, metavar="DATE", help="When it was published.")
    ] = None
    url: Annotated[str | None, typer.Option("--url", help="Where it can be found.")] = None
    author: Annotated[str | None, typer.Option("--author", help="Who wrote it.")] = None


@spread("reading", Reading)
def run(
    ctx: typer.Context,
    paths: Paths,
    reading: Reading,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Write the report there too, in the format its name ends with."),
    ] = None,
    reader: Reader = BUILTIN,
) -> int:
    """Read articles, find who contradicts whom, and say so: the whole job at once."""
    from claimtrack.cli.reporting import check_target, first_report

    if report is not None:
        check_target(report)
    with open_store(ctx, create=True) as store:
        added = add_to(store, paths, reading, Origin())
        if added.interrupted:
            return Exit.INTERRUPTED
        link_all(store, settings_of(reader, None))
        total = summarise(store, STRONGEST)
        say()
        if report is not None:
            say(f"report: {first_report(store, report)}")
        say(next_step(ctx, total))
    return Exit.FAILED if added.failures else Exit.DONE


def next_step(ctx: typer.Context, total: int) -> str:
    if total:
        return f"next: judge them one by one with: {program(ctx)} review"
    return f"next: see who said what with: {program(ctx)} claims"


@spread("reading", Reading)
@spread("origin", Origin)
def add(ctx: typer.Context, paths: Paths, reading: Reading, origin: Origin) -> int:
    """Read files or folders and store every claim; the same text again changes nothing."""
    with open_store(ctx, create=True) as store:
        added = add_to(store, paths, reading, origin)
    if added.interrupted:
        return Exit.INTERRUPTED
    return Exit.FAILED if added.failures else Exit.DONE


def add_to(store: Store, paths: list[str], reading: Reading, origin: Origin) -> AddResult:
    """Add, and say on stderr what came of each path that needs a word."""
    from claimtrack import workflow

    with progress() as draw:
        result = workflow.add(
            store,
            paths,
            model=reading.model,
            lexicon=reading.lexicon,
            processes=reading.processes,
            origin={name: value for name, value in asdict(origin).items() if value is not None},
            progress=draw,
        )
    for document in result.added:
        for remark in document.remarks:
            narrate(f"{document.path} {remark}")
    for failure in result.failures:
        narrate(f"{failure.path} {failure.reason}")
    if result.skipped:
        names = Counter(one.reason for one in result.skipped)
        narrate("skipped " + ", ".join(f"{counted(count, 'file')} ({why})" for why, count in names.items()))
    words = [f"added {counted(len(result.added), 'document')} with {counted(result.claims, 'claim')}"]
    if result.unchanged:
        words.append(f"{len(result.unchanged)} known already")
    if result.failures:
        words.append(f"{len(result.failures)} could not be read")
    narrate(", ".join(words))
    if result.interrupted:
        narrate("interrupted: what was added is kept; the same command goes on from here")
    return result


def link(
    ctx: typer.Context,
    reader: Reader = BUILTIN,
    without: Without = None,
    again: Annotated[
        bool, typer.Option("--again", help="Compare all claims anew, where a large case compares only what is new.")
    ] = False,
    learn: Annotated[
        bool, typer.Option("--learn", help="First refit the signals' weights to this case's judgements.")
    ] = False,
    defaults: Annotated[bool, typer.Option("--defaults", help="First go back to the weights as shipped.")] = False,
    reviewer: Reviewer = None,
) -> None:
    """Find links among all claims; what people decided stays as it is."""
    from claimtrack import workflow

    if learn and defaults:
        raise UsageError("--learn and --defaults say opposite things: give one")
    with open_store(ctx) as store:
        if learn:
            found = workflow.learn(store, reviewer=who(reviewer), settings=settings_of(reader, without))
            say(
                f"learned from {counted(found.pairs, 'judgement')}: average precision {found.before:.2f} as shipped, "
                f"{found.after:.2f} learned, on judgements held out"
            )
        if defaults and workflow.forget_learned(store, reviewer=who(reviewer)):
            say("back to the weights as shipped")
        link_all(store, settings_of(reader, without), again=again)


def link_all(store: Store, settings: LinkSettings, *, again: bool = False) -> None:
    """Link, and say on stderr what came of it."""
    from claimtrack import workflow

    tell_of_reader(settings)
    with progress() as draw:
        result = workflow.link(store, settings=settings, again=again, progress=draw)
    narrate(
        f"linked {counted(result.claims, 'claim')}: {counted(result.new, 'new link')}, {result.kept} kept, "
        f"{result.removed} gone; {result.listed} in the list"
    )
