"""Dates: both claims date the same thing, and the dates cannot be the same."""

from __future__ import annotations

import re

from claimtrack.link.dates import When
from claimtrack.link.pair import Pair
from claimtrack.link.reading import Reading
from claimtrack.link.signals.base import Each, quoted
from claimtrack.vocabulary import Reason

_FIRST = re.compile(
    r"\b(?:not|n['’]t|never|nobody|none|no|first|only|earliest|nothing)\b[^.;]{0,60}?\b(?:until|till|before|on|in|was|from)?\s*$",
    re.IGNORECASE,
)


def _first_only(reading: Reading, when: When, other: When) -> bool:
    """Whether a claim has nothing before this date ("not until", "first"), and the other date lies before it."""
    if not _FIRST.search(reading.text[max(0, when.span[0] - 80) : when.span[0]]) or not (when.months and other.months):
        return False
    here = (when.year or other.year or 0, when.months[0], when.days[0] if when.days else 1)
    there = (other.year or when.year or 0, other.months[0], other.days[0] if other.days else 1)
    return there < here


def look(pair: Pair) -> Reason | None:
    a, b = pair.a, pair.b
    if not (a.whens and b.whens):
        return None
    best = 0.0
    reason: Reason | None = None
    for one in a.whens:
        for other in b.whens:
            if not one.clashes(other):
                continue
            if any(one.agrees(w) for w in b.whens) or any(w.agrees(other) for w in a.whens):
                continue
            value = 0.2 + 0.7 * pair.topic + (0.3 if _first_only(a, one, other) or _first_only(b, other, one) else 0.0)
            if value > best:
                best = value
                text = f"“{quoted(a.text, one.span)}” against “{quoted(b.text, other.span)}”"
                reason = Reason("date", min(1.0, value), text, a.spans(one.span), b.spans(other.span))
    return reason


SIGNAL = Each("date", look)
