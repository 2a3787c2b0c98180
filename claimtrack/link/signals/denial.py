"""Denial: one speaker denies what the other's words say."""

from __future__ import annotations

from claimtrack.link.pair import Pair
from claimtrack.link.signals.base import Each
from claimtrack.vocabulary import Reason


def look(pair: Pair) -> Reason | None:
    if pair.a.denied == pair.b.denied:
        return None
    denying = pair.a if pair.a.denied else pair.b
    who = denying.statement.speaker or "one speaker"
    spans_a = pair.a.spans(*(pair.a.words[m.a].span for m in pair.matches))
    spans_b = pair.b.spans(*(pair.b.words[m.b].span for m in pair.matches))
    return Reason("denial", min(1.0, 0.2 + pair.topic), f"{who} denies it", spans_a, spans_b)


SIGNAL = Each("denial", look)
