"""Mutually exclusive alternatives: in the same place of the two accounts stand two different things of one kind."""

from __future__ import annotations

from claimtrack.link.lexicon import lexicon
from claimtrack.link.pair import Pair
from claimtrack.link.signals.base import Each, quoted
from claimtrack.vocabulary import Reason


def look(pair: Pair) -> Reason | None:
    a, b = pair.a, pair.b
    best = 0.0
    reason: Reason | None = None
    for i in pair.unmatched_a:
        word = a.words[i]
        kinds = lexicon().above(word.lemma)
        if word.name or not kinds:
            continue
        for j in pair.unmatched_b:
            other = b.words[j]
            if other.name or word.turned != other.turned or not (kinds & lexicon().above(other.lemma)):
                continue
            value = (0.3 + 0.7 * pair.near(i, j, 3)) * (0.3 + 0.7 * pair.topic) * min(1.0, word.weight + 0.3)
            if value > best:
                best = value
                text = f"“{quoted(a.text, word.span)}” in one, “{quoted(b.text, other.span)}” in the other"
                reason = Reason("alternative", min(1.0, value), text, a.spans(word.span), b.spans(other.span))
    return reason


SIGNAL = Each("alternative", look)
