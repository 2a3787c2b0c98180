"""What still tells of a confidential speaker once the names are gone, for an editor to read before it goes out.

A description that says whose or where ("the hall's manager") is masked like a name. One that may be anybody's ("chief
executive") is not, for that would take words away from others: it is told here instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from claimtrack.report.case import ReportCase
from claimtrack.report.contents import Finding
from claimtrack.report.descriptions import bare, core, is_empty
from claimtrack.report.folding import finder, folded, pattern_of, words_of
from claimtrack.report.gather import gathered

_NAMED = 5
"""Links that a line names."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """A description of a confidential speaker that stands in the report."""

    alias: str
    speaker: str
    """The speaker's key."""
    words: str
    is_whole: bool
    """False where it is only what the description comes down to: "executive" of "former executive"."""
    links: tuple[str, ...]
    """Keys of the pairs whose finding holds it."""

    def __str__(self) -> str:
        more = len(self.links) - _NAMED
        where = ", ".join(self.links[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        return f"{self.alias} may be known by “{self.words}”, which stands in {where}; {self.remedy}"

    @property
    def remedy(self) -> str:
        words = self.words.replace("'", "’")
        return f"to withhold it: claimtrack speakers alias {self.speaker} '{words}'"


def exposures(case: ReportCase) -> list[Exposure]:
    """Every description that is left, by speaker; empty where nobody is confidential or all is revealed."""
    looked_for = {} if case.options.reveal else _descriptions(case)
    if not looked_for:
        return []
    report = gathered(case)
    texts = [
        (finding.link, folded("\n".join(_strings(finding)))[0]) for finding in (*report.findings, *report.appendix)
    ]
    found: list[Exposure] = []
    for (speaker_id, words), is_whole in looked_for.items():
        parts = words_of(words)
        pattern = finder([pattern_of(parts)])
        links = tuple(dict.fromkeys(link for link, text in texts if parts[0] in text and pattern.search(text)))
        if links:
            row = case.speakers[speaker_id]
            found.append(Exposure(row.alias or "", row.key, words, is_whole, links))
    return found


def _descriptions(case: ReportCase) -> dict[tuple[int, str], bool]:
    """By speaker and words, whether they are a whole description."""
    told: dict[tuple[int, str], bool] = {}
    for row in sorted(case.speakers.values(), key=lambda row: row.id):
        if not row.alias:
            continue
        roles = [role.role for role in row.roles]
        roles += [
            claim.role
            for link in (*case.findings, *case.others)
            for claim in (link.a, link.b)
            if claim.speaker_id == row.id and claim.role
        ]
        for is_whole, shorten in ((True, bare), (False, core)):
            for words in sorted({shorten(role) for role in roles}):
                if not is_empty(words):
                    told.setdefault((row.id, words), is_whole)
    return told


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)
    elif is_dataclass(value):
        if isinstance(value, Finding):
            # The context comes in runs, and a description may stand in two of them.
            for side in (value.a, value.b):
                yield "".join(segment.text for segment in side.context)
        for each in fields(value):
            yield from _strings(getattr(value, each.name))
