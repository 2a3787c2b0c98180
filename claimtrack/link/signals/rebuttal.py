"""Explicit rebuttal: a claim that says of the other that it is wrong, untrue, contradicted."""

from __future__ import annotations

from claimtrack.link.pair import Pair
from claimtrack.link.reading import Reading
from claimtrack.link.signals.base import Each, quoted
from claimtrack.vocabulary import Reason, Span


def _aims(rebutting: Reading, other: Reading) -> Span | None:
    """Where the one names the other's speaker."""
    for word in rebutting.words:
        if word.lemma in other.speaker_words:
            return word.span
    return None


def _one_way(pair: Pair, rebutting: Reading, other: Reading) -> tuple[float, Span | None, str] | None:
    spans = rebutting.manners.get("wrong")
    if not spans:
        return None
    aimed = _aims(rebutting, other)
    value = 0.35 + (0.3 if aimed and not pair.same_speaker else 0.0) + 0.35 * pair.topic
    return value, spans[0], "says that such an account does not hold"


def look(pair: Pair) -> Reason | None:
    best: Reason | None = None
    for rebutting, other, first in ((pair.a, pair.b, True), (pair.b, pair.a, False)):
        found = _one_way(pair, rebutting, other)
        if found is None or (best is not None and found[0] <= best.value):
            continue
        value, span, what = found
        spans = rebutting.spans(span) if span else ()
        words = quoted(rebutting.statement.text, spans[0]) if spans else ""
        best = Reason("rebuttal", min(1.0, value), f"“{words}” {what}", spans if first else (), () if first else spans)
    return best


SIGNAL = Each("rebuttal", look)
