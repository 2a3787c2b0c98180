"""Who did it and where: the same is told of different people or of different places."""

from __future__ import annotations

import re

from claimtrack.link.pair import Pair
from claimtrack.link.reading import Reading, Word
from claimtrack.link.signals.base import Each, quoted
from claimtrack.vocabulary import Reason

_BEFORE_PLACE = re.compile(
    r"\b(?:in|at|to|from|near|off|on|outside|inside|towards?|into|behind|along|via|through)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_AGENT = re.compile(r"\b(?:by)\s+(?:the\s+)?(?:[A-Z][\w.]*\s+){0,3}$")


def _is_place(reading: Reading, word: Word) -> bool:
    return bool(_BEFORE_PLACE.search(reading.text[max(0, word.span[0] - 18) : word.span[0]]))


def _look(pair: Pair, kind: str) -> Reason | None:
    a, b = pair.a, pair.b
    if a.borrowed or b.borrowed:
        return None
    left = [i for i in pair.unmatched_a if a.words[i].name]
    right = [j for j in pair.unmatched_b if b.words[j].name]
    best = 0.0
    reason: Reason | None = None
    for i in left:
        for j in right:
            one, other = a.words[i], b.words[j]
            places = _is_place(a, one) + _is_place(b, other)
            if (kind == "place") != (places == 2) or one.turned != other.turned:
                continue
            if kind == "actor" and places:
                continue
            value = (0.3 + 0.7 * pair.near(i, j)) * (0.2 + 0.8 * pair.topic)
            if value > best:
                best = value
                text = f"“{quoted(a.text, one.span)}” in one, “{quoted(b.text, other.span)}” in the other"
                reason = Reason(kind, min(1.0, value), text, a.spans(one.span), b.spans(other.span))
    return reason


ACTOR = Each("actor", lambda pair: _look(pair, "actor"))
PLACE = Each("place", lambda pair: _look(pair, "place"))
