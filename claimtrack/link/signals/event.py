"""Event status: it has happened in one account and has not, or not yet, in the other; and all against some."""

from __future__ import annotations

from claimtrack.link.pair import Pair
from claimtrack.link.signals.base import Each, quoted
from claimtrack.vocabulary import Reason


def look(pair: Pair) -> Reason | None:
    left, right = pair.a.manners.get("notyet"), pair.b.manners.get("notyet")
    if bool(left) == bool(right):
        return None
    reading, spans = (pair.a, left) if left else (pair.b, right)
    assert spans is not None
    text = f"“{quoted(reading.text, spans[0])}”: not done in one account"
    here = reading.spans(spans[0])
    return Reason("event", min(1.0, 0.2 + 0.8 * pair.topic), text, here if left else (), () if left else here)


def look_every(pair: Pair) -> Reason | None:
    left, right = pair.a.manners.get("every"), pair.b.manners.get("every")
    if bool(left) == bool(right):
        return None
    reading, spans = (pair.a, left) if left else (pair.b, right)
    assert spans is not None
    text = f"“{quoted(reading.text, spans[0])}” leaves no room for an exception"
    here = reading.spans(spans[0])
    return Reason("every", min(1.0, 0.2 + 0.8 * pair.topic), text, here if left else (), () if left else here)


EVENT = Each("event", look)
EVERY = Each("every", look_every)
