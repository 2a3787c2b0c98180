"""How a claim is meant: what is hoped, asked or promised contradicts no fact, and what is yet to come may change."""

from __future__ import annotations

from claimtrack.link.pair import Pair
from claimtrack.link.signals.base import Each
from claimtrack.vocabulary import Reason, Stance

_STANCES = {
    Stance.PROMISES: "promise", Stance.EXPECTS: "promise", Stance.ASKS: "question", Stance.DEMANDS: "opinion",
    Stance.WANTS: "opinion", Stance.BELIEVES: "opinion", Stance.PRAISES: "opinion", Stance.WARNS: "promise",
}  # fmt: skip
_LINES = {
    "opinion": "one gives a view and not a fact",
    "question": "one asks",
    "promise": "one speaks of what is to come",
    "hedge": "one is hedged",
    "condition": "one holds under a condition",
}


def _has(pair: Pair, manner: str) -> tuple[bool, bool]:
    return tuple(  # type: ignore[return-value]
        manner in reading.manners or _STANCES.get(reading.statement.stance) == manner for reading in (pair.a, pair.b)
    )


def _look(pair: Pair, manner: str) -> Reason | None:
    left, right = _has(pair, manner)
    if not (left or right):
        return None
    return Reason(
        manner, 1.0 if left and right else 0.6, _LINES[manner],
        pair.a.spans(*pair.a.manners.get(manner, ())[:1]) if left else (),
        pair.b.spans(*pair.b.manners.get(manner, ())[:1]) if right else (),
    )  # fmt: skip


def _signal(manner: str) -> Each:
    return Each(manner, lambda pair: _look(pair, manner))


OPINION, QUESTION, PROMISE, HEDGE, CONDITION = map(_signal, ("opinion", "question", "promise", "hedge", "condition"))
