"""What `run` and `link` end with: the strongest contradictions, who against whom, and why."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from claimtrack.cli.output import counted, in_table, say
from claimtrack.vocabulary import ClaimView, LinkView, Relation

if TYPE_CHECKING:
    from claimtrack.store import Store

WIDEST = 110
"""Columns; longer lines of prose are hard to read."""

LOOK_THROUGH = 20
"""How many links are looked through for each that is shown."""

QUOTE = 240
"""Characters of a claim that the summary shows."""


def summarise(store: Store, most: int) -> int:
    """Print the case in one line and its strongest contradictions; how many contradictions there are in all.

    Each statement stands there once, so that ten pairs tell of more than one dispute.
    """
    from claimtrack.store import LinkFilter

    contradictions = LinkFilter(relations=(Relation.CONTRADICTS,))
    total = store.count_links(contradictions)
    known = store.stats()
    found = ((known.documents, "document"), (known.claims, "claim"), (known.speakers, "speaker"))
    say(", ".join(counted(*one) for one in (*found, (total, "contradiction"))))
    shown = strongest(store.links(contradictions, limit=most * LOOK_THROUGH), most)
    pointed = pointed_at(store, shown)
    for number, link in enumerate(shown, 1):
        say()
        for line in told(number, link, pointed):
            say(line)
    return total


def strongest(links: Iterable[LinkView], most: int) -> list[LinkView]:
    """The first of the links, but none with a statement that stands in an earlier one."""
    used: set[int] = set()
    found: list[LinkView] = []
    for link in links:
        own = {link.a.id, link.b.id, *link.a.appearances, *link.b.appearances}
        if len(found) < most and used.isdisjoint(own):
            used |= own
            found.append(link)
    return found


def pointed_at(store: Store, links: list[LinkView]) -> Mapping[int, ClaimView]:
    """The claims that contents such as "that" stand for, by their ids."""
    ids = {claim.refers_to for link in links for claim in (link.a, link.b) if claim.refers_to is not None}
    return store.claims_by_id(ids)


def told(number: int, link: LinkView, pointed: Mapping[int, ClaimView]) -> list[str]:
    """One pair in a few lines: score, type, who against whom, both quotes, why.

    `pointed` has the claims that a content such as "that" stands for.
    """
    lines = [in_table(f"{number}. {against(link)}: {link.type.value}, {link.score:.2f} ({link.key})")]
    for claim in (link.a, link.b):
        meant = pointed.get(claim.refers_to) if claim.refers_to is not None else None
        lines += wrapped(f"{quoted(claim, meant)} {origin(claim)}")
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


def quoted(claim: ClaimView, meant: ClaimView | None = None) -> str:
    """Who does what with which words; `meant` is what these words stand for, where they point at another claim."""
    stands_for = f", that is «{shortened(meant.text)}»" if meant is not None else ""
    return f"{in_table(name(claim))} {claim.stance.value}: «{shortened(claim.text)}»{stands_for}"


def shortened(text: str) -> str:
    line = in_table(text)
    return line if len(line) <= QUOTE else line[:QUOTE].rsplit(" ", 1)[0] + " […]"


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
