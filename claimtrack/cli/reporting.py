"""report, timeline, stats, export, import: what leaves the case, and what comes back."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.filters import ClaimWords, LinkWords, spread
from claimtrack.cli.output import Format, counted, dumped, narrate, say, write_line
from claimtrack.cli.session import Actor, open_store, who
from claimtrack.errors import GateRefused, UsageError
from claimtrack.vocabulary import Relation
from claimtrack.workflow import case_of, claims_between

if TYPE_CHECKING:
    from claimtrack.report import Format as ReportFormat
    from claimtrack.store import Store

FORMATS = "md, html, docx, pdf, csv, json, jsonld or webannotation"

FIRST_REPORT = 100
"""Pairs of the report that `run` writes, before anyone has judged."""


@spread("words", LinkWords)
def report(
    ctx: typer.Context,
    words: LinkWords,
    format: Annotated[
        str | None, typer.Option("-f", "--format", metavar="FORMAT", help=f"{FORMATS}; else as FILE's name ends.")
    ] = None,
    to: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where; stdout without it.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every listed pair, judged or not.")] = False,
    include_unsure: Annotated[bool, typer.Option("--include-unsure", help="Pairs judged unsure too.")] = False,
    appendix: Annotated[
        bool, typer.Option("--appendix/--no-appendix", help="Pairs judged otherwise, for balance.")
    ] = True,
    title: Annotated[str | None, typer.Option("--title", help="What the case is called.")] = None,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="DIR", help="Your own templates in place of ours.")
    ] = None,
    published_url: Annotated[
        str, typer.Option("--published-url", metavar="URL", help="Where this report will stand, for jsonld.")
    ] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse, with each reason, what a lawyer would send back.")
    ] = False,
    reveal: Annotated[
        bool, typer.Option("--reveal", help="Real names of confidential sources; goes into the journal.")
    ] = False,
    actor: Actor = None,
) -> None:
    """Write the contradiction report: what was judged a contradiction, in part or in full."""
    from claimtrack import report as room

    wanted = format_for(format, to)
    if to is None and wanted in (room.Format.DOCX, room.Format.PDF) and sys.stdout.isatty():
        raise UsageError(f"{wanted.value} is no text for a terminal; add -o findings.{wanted.value}")
    if template is not None and not template.is_dir():
        raise UsageError(f"{template} is no folder of templates")
    with open_store(ctx) as store:
        chosen = store.iter_links(words.filter(store))
        # Whoever names the judgements wants these pairs as the findings, whatever they are.
        whole = everything or bool(words.judgement)
        findings, others = room.choose(chosen, everything=whole, include_unsure=include_unsure)
        choice = (
            () if words.judgement else (room.choice_in_words(everything=everything, include_unsure=include_unsure),)
        )
        options = room.ReportOptions(
            include_appendix=appendix, reveal=reveal, filters=choice + words.in_words(), published_url=published_url
        )
        case = case_of(store, findings, others, options, title)
        for exposure in room.exposures(case):
            narrate(str(exposure))
        if strict:
            gate(room.strict_reasons(case))
        made = room.render(case, wanted, template)
        left_out = room.skipped_claim_reviews(case) if wanted is room.Format.JSONLD else {}
        for link, reasons in left_out.items():
            narrate(f"{link}: {'; '.join(reasons)}")
        if reveal:
            store.record("reveal", reviewer=who(actor), detail={"format": wanted.value, "findings": len(findings)})
    if not findings:
        fits = " that fits the filters" if words.in_words() else ""
        narrate(f"no pair{fits} has been judged a contradiction yet: claimtrack review, or --all for all suggestions")
    deliver(made, to)
    if to is not None:
        narrate(f"{counted(len(findings) - len(left_out), 'finding')} in {to}")


def gate(reasons: list[str]) -> None:
    """Raises GateRefused where there is a reason to; each goes to stderr as a line of its own."""
    if not reasons:
        return
    for reason in reasons:
        narrate(reason)
    raise GateRefused(
        f"refused for {counted(len(reasons), 'reason')}; mend what they name, or write the report without --strict"
    )


def format_for(word: str | None, to: Path | None) -> ReportFormat:
    """The asked format, else what the file's name says, else Markdown."""
    from claimtrack.report import Format as ReportFormat
    from claimtrack.report import format_of

    if word is not None:
        try:
            return ReportFormat(word.lower())
        except ValueError as error:
            raise UsageError(f"{word!r} is no report format; say one of {FORMATS}") from error
    if to is None:
        return ReportFormat.MD
    found = format_of(to)
    if found is None:
        raise UsageError(f"the name {to.name} does not tell a format; add -f with one of {FORMATS}")
    return found


def deliver(made: bytes, to: Path | None) -> None:
    """All of the report or nothing of it: a file is replaced only once the new one is whole."""
    if to is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(made)
        return
    check_target(to)
    with NamedTemporaryFile(dir=to.parent, prefix=f".{to.name}.", delete=False) as part:
        try:
            part.write(made)
            part.close()
            Path(part.name).chmod(0o666 & ~umask())
            Path(part.name).replace(to)
        except BaseException:
            with suppress(OSError):
                Path(part.name).unlink()
            raise


def umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def check_target(to: Path) -> None:
    """Raises UsageError now, and not after an hour's work, where the report could not be written there."""
    if to.is_dir():
        raise UsageError(f"{to} is a folder; name a file in it, such as {to / 'report.md'}")
    if not to.parent.is_dir():
        raise UsageError(f"the folder {to.parent} does not exist; make it first")
    if not os.access(to.parent, os.W_OK):
        raise UsageError(f"nothing may be written into {to.parent}; name another place")


def first_report(store: Store, to: Path) -> Path:
    """The report of a case that nobody has judged yet: the strongest contradictions, marked as not judged."""
    from claimtrack import report as room
    from claimtrack.store import LinkFilter

    links = store.links(LinkFilter(relations=(Relation.CONTRADICTS,)), limit=FIRST_REPORT)
    findings, others = room.choose(links, everything=True)
    chosen = f"the surest {counted(len(findings), 'contradiction')} that the machine suggests, judged or not"
    case = case_of(store, findings, others, room.ReportOptions(filters=(chosen,)))
    deliver(room.render(case, format_for(None, to)), to)
    for exposure in room.exposures(case):
        narrate(str(exposure))
    return to


@spread("words", ClaimWords)
def timeline(ctx: typer.Context, words: ClaimWords) -> None:
    """Draw the statements in the order they were said."""
    from claimtrack.report.terminal import timeline as drawn

    with open_store(ctx) as store:
        claims = claims_between(store.claims(words.filter(store)))
        links = list(store.iter_links())
    if not claims:
        narrate("no claim fits; add articles with: claimtrack add PATH")
        return
    write_line(drawn(claims, links, width=width()))


def stats(
    ctx: typer.Context,
    format: Annotated[Format, typer.Option("--format", help="table or json.")] = Format.TABLE,
) -> None:
    """Count documents, claims, links and judgements."""
    from dataclasses import asdict

    from claimtrack.records import plain
    from claimtrack.report.terminal import stats as drawn

    with open_store(ctx) as store:
        if format is not Format.TABLE:
            write_line(dumped(plain(asdict(store.stats()))))
            return
        documents, speakers = store.documents(), store.speakers()
        claims, links = store.claims(), list(store.iter_links())
    write_line(drawn(documents, speakers, claims, links, width=width()))


def export(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    reveal: Annotated[
        bool,
        typer.Option("--reveal", help="Confidential sources and private notes too; goes into the journal."),
    ] = False,
    actor: Actor = None,
) -> None:
    """Write the whole case as sorted lines of JSON, the same bytes each time."""
    with open_store(ctx) as store:
        if reveal:
            store.record("reveal", reviewer=who(actor), detail={"format": "export"})
        done = store.export(folder, reveal=reveal)
    say(f"{counted(len(done.files), 'file')}, {counted(done.rows, 'row')} in {folder}")


def import_(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What a colleague's export wrote.")],
    actor: Actor = None,
) -> None:
    """Bring an exported case in; what is known already stays single, judgements that differ become a disagreement."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder; name what claimtrack export wrote")
    with open_store(ctx, create=True) as store:
        done = store.import_case(folder, reviewer=who(actor))
    say(str(done))


def width() -> int:
    return shutil.get_terminal_size((100, 24)).columns
