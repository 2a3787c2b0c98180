"""What `run` and `link` end with: the strongest contradictions, who against whom, and why."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

from claimtrack.cli.output import in_table, say
from claimtrack.vocabulary import ClaimView, LinkView, Relation

if TYPE_CHECKING:
    from claimtrack.store import Store

WIDEST = 110
"""Columns; longer lines of prose are hard to read."""

QUOTE = 240
"""Characters of a claim that the summary shows."""


def summarise(store: Store, most: int) -> int:
    """Print the case in one line and its strongest contradictions; how many contradictions there are in all."""
    from claimtrack.store import LinkFilter

    contradictions = LinkFilter(relations=(Relation.CONTRADICTS,))
    total = store.count_links(contradictions)
    known = store.stats()
    say(f"{known.documents} documents, {known.claims} claims, {known.speakers} speakers, {total} contradictions")
    for number, link in enumerate(store.links(contradictions, limit=most), 1):
        say()
        for line in told(number, link):
            say(line)
    return total


def told(number: int, link: LinkView) -> list[str]:
    """One pair in a few lines: score, type, who against whom, both quotes, why."""
    head = f"{number:>2}. {link.score:.2f} {link.type.value}: {against(link)} ({link.key})"
    lines = [in_table(head)]
    for claim in (link.a, link.b):
        lines += wrapped(f"{quoted(claim)} {origin(claim)}")
    if link.line:
        lines += wrapped(f"Why: {link.line}")
    return lines


def against(link: LinkView) -> str:
    """Who against whom."""
    a, b = name(link.a), name(link.b)
    own = link.a.speaker_id is not None and link.a.speaker_id == link.b.speaker_id
    return f"{a} against {'their own words' if own else b}"


def name(claim: ClaimView) -> str:
    return claim.speaker or (f"“{claim.source_text}” (speaker unknown)" if claim.source_text else "an unknown speaker")


def quoted(claim: ClaimView) -> str:
    """The claim in the quotation marks of a summary, cut where it is long, with what its speaker does to it."""
    text = in_table(claim.text)
    if len(text) > QUOTE:
        text = text[:QUOTE].rsplit(" ", 1)[0] + " […]"
    return f"{in_table(name(claim))} {claim.stance.value}: «{text}»"


def origin(claim: ClaimView) -> str:
    """Where it stands, in brackets."""
    document = claim.document
    where = [
        document.outlet or document.title or document.path,
        document.published.isoformat() if document.published else None,
        f"paragraph {claim.paragraph}",
    ]
    return f"({in_table(', '.join(one for one in where if one))})"


def wrapped(text: str) -> list[str]:
    width = min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)
    return textwrap.wrap(in_table(text), max(width, 40), initial_indent="    ", subsequent_indent="      ")
