"""Numbers with what they count, money and percentages that cannot be the same amount."""

from __future__ import annotations

from claimtrack.link.pair import Pair
from claimtrack.link.signals.base import Each, quoted
from claimtrack.link.units import Quantity
from claimtrack.vocabulary import Reason

_KIND = {"money": "money", "percent": "percentage"}


def _kind(quantity: Quantity) -> str:
    return _KIND.get(quantity.unit, "number")


def _look(pair: Pair, kind: str) -> Reason | None:
    a, b = pair.a, pair.b
    best = 0.0
    reason: Reason | None = None
    left = [q for q in a.quantities if _kind(q) == kind]
    right = [q for q in b.quantities if _kind(q) == kind]
    for one in left:
        for other in right:
            if not one.same_kind(other) or not one.clashes(other):
                continue
            if any(one.same_kind(q) and not one.clashes(q) for q in right) or any(
                q.same_kind(other) and not q.clashes(other) for q in left
            ):
                continue
            value = 0.25 + 0.75 * pair.topic
            if one.unit == "count" and set(one.nouns[:1]) != set(other.nouns[:1]):
                value *= 0.8
            if value > best:
                best = value
                text = f"“{quoted(a.text, one.span)}” against “{quoted(b.text, other.span)}”"
                reason = Reason(kind, min(1.0, value), text, a.spans(one.span), b.spans(other.span))
    return reason


NUMBER = Each("number", lambda pair: _look(pair, "number"))
MONEY = Each("money", lambda pair: _look(pair, "money"))
PERCENTAGE = Each("percentage", lambda pair: _look(pair, "percentage"))
