"""What a report is made from: the rows of one case, and how its pairs are chosen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from claimtrack.errors import ReportError
from claimtrack.vocabulary import ClaimView, DocumentView, LinkView, SpeakerView, Verdict


class Format(StrEnum):
    MD = "md"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    CSV = "csv"
    JSON = "json"
    JSONLD = "jsonld"
    WEBANNOTATION = "webannotation"


_SUFFIXES = {
    ".md": Format.MD,
    ".markdown": Format.MD,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".docx": Format.DOCX,
    ".pdf": Format.PDF,
    ".csv": Format.CSV,
    ".json": Format.JSON,
    ".jsonld": Format.JSONLD,
}


@dataclass(frozen=True, slots=True)
class ReportOptions:
    include_appendix: bool = True
    reveal: bool = False
    """Real names of confidential speakers and documents; the caller journals it."""
    filters: tuple[str, ...] = ()
    """How the findings were chosen, in words, as the cover shows it; empty: judged contradiction or partial."""
    published_url: str = ""
    """Where the report will stand on the web; empty where it will not, or not yet."""


@dataclass(frozen=True, slots=True)
class ReportCase:
    """Every row that a report may show.

    `documents` and `speakers` hold at least all that the rows mention and every confidential one of the store: a name
    that is not in them cannot be masked.
    """

    title: str
    made_at: datetime
    version: str
    state: str
    """Digest of the store's state; empty where there is none."""
    journal_head: str
    """Of the last journal entry; empty where nobody has acted yet."""
    findings: tuple[LinkView, ...]
    """In the order they shall stand."""
    others: tuple[LinkView, ...]
    """Pairs judged otherwise, for the appendix."""
    documents: Mapping[int, DocumentView]
    speakers: Mapping[int, SpeakerView]
    texts: Callable[[int], str]
    """The full stored text of a document, by its id."""
    claims: Mapping[int, ClaimView] = field(default_factory=dict)
    """Claims that the findings mention by id: appearances, what relays them, what they refer to."""
    chronology: tuple[ClaimView, ...] = ()
    """Statements to date beside those of the findings."""
    options: ReportOptions = ReportOptions()


def choose(
    links: Iterable[LinkView], *, everything: bool = False, include_unsure: bool = False
) -> tuple[tuple[LinkView, ...], tuple[LinkView, ...]]:
    """The findings and the pairs judged otherwise, both in the order given.

    Findings are what was judged contradiction or partial; `everything` takes unjudged pairs and every verdict.
    """
    wanted = {Verdict.CONTRADICTION, Verdict.PARTIAL} | ({Verdict.UNSURE} if include_unsure else set())
    findings: list[LinkView] = []
    others: list[LinkView] = []
    for link in links:
        if everything or (link.judgement is not None and link.judgement.verdict in wanted):
            findings.append(link)
        elif link.judgement is not None:
            others.append(link)
    return tuple(findings), tuple(others)


def choice_in_words(*, everything: bool = False, include_unsure: bool = False) -> str:
    """What `choose` takes as findings, for the cover."""
    if everything:
        return "every listed pair, judged or not"
    return "judged contradiction, partial or unsure" if include_unsure else "judged contradiction or partial"


def time_of_making() -> datetime:
    """Now in UTC, to the second; SOURCE_DATE_EPOCH (reproducible-builds.org) fixes it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise ReportError(f"SOURCE_DATE_EPOCH is {epoch!r}: set it to whole seconds since 1970, or unset it") from None


def format_of(path: Path) -> Format | None:
    """The format that a file name asks for, None where its suffix tells nothing."""
    if path.name.lower().endswith((".webannotation.json", ".webannotation")):
        return Format.WEBANNOTATION
    return _SUFFIXES.get(path.suffix.lower())


def suffix(format: Format) -> str:
    """The usual end of a file name of that format."""
    return ".webannotation.json" if format is Format.WEBANNOTATION else f".{format.value}"
