"""A claim that denies the very claim it points at ("police have contradicted that")."""

from __future__ import annotations

from claimtrack.link.pair import Pair
from claimtrack.link.signals.base import Each
from claimtrack.vocabulary import Reason


def look(pair: Pair) -> Reason | None:
    for one, other, first in ((pair.a, pair.b, True), (pair.b, pair.a, False)):
        own = one.statement
        if own.refers_to is None or own.refers_to != other.statement.id or one.denied == other.denied:
            continue
        who, whom = own.speaker or "the other", other.statement.speaker or "this"
        words = own.cue_text or "contradicts"
        spans, whole = ((0, len(own.text)),), ((0, len(other.statement.text)),)
        text = f"{who} “{words}” what {whom} said"
        return Reason("points", 1.0, text, spans if first else whole, whole if first else spans)
    return None


SIGNAL = Each("points", look)
