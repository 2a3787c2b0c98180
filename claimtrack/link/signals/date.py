"""Dates: both claims date the same thing, and the dates cannot be the same."""

from __future__ import annotations

from claimtrack.link.pair import Pair
from claimtrack.link.signals.base import Each, quoted
from claimtrack.vocabulary import Reason


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
            value = 0.2 + 0.8 * pair.topic
            if value > best:
                best = value
                text = f"“{quoted(a.text, one.span)}” against “{quoted(b.text, other.span)}”"
                reason = Reason("date", min(1.0, value), text, a.spans(one.span), b.spans(other.span))
    return reason


SIGNAL = Each("date", look)
