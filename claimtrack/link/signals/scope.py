"""A negated clause answered: all that one claim says is not so, the other says is so.

A claim that P is contradicted by "not Q" only where P entails Q: the words under the negator, and those that it
stands with, must be among the words of the other claim or have kinds of them there ("no people are dancing" / "a woman
is dancing").
"""

from __future__ import annotations

from claimtrack.link.lexicon import lexicon
from claimtrack.link.pair import Pair
from claimtrack.link.reading import Negator, Reading, Word
from claimtrack.link.signals.base import Each, quoted
from claimtrack.vocabulary import Reason, Span


def _answered(word: Word, other: Reading) -> tuple[float, int]:
    """How surely the other claim says the word unturned, and where; 0 where it does not."""
    best, at = 0.0, -1
    for key in lexicon().keys(word.lemma):
        for position in other.index.get(key, ()):
            mate = other.words[position]
            value = 1.0 if mate.lemma == word.lemma else 0.8
            if mate.turned == word.turned:
                value = 0.0
            if value > best:
                best, at = value, position
    if best == 0.0 and not word.name:
        own = lexicon().own(word.lemma)
        if not own & other.kinds:
            return 0.0, -1
        for position, mate in enumerate(other.words):
            if mate.turned != word.turned and own & lexicon().kinds(mate.lemma):
                return 0.7, position
    return best, at


def _outside(reading: Reading, negator: Negator, other: Reading) -> float:
    """Share of the words beside the negator's reach that the other claim has too, in [0, 1]."""
    total = found = 0.0
    for place, word in enumerate(reading.words):
        if negator.first <= place <= negator.last:
            continue
        total += word.weight
        if any(other.index.get(key) for key in lexicon().keys(word.lemma)) or (
            not word.name and lexicon().own(word.lemma) & other.kinds
        ):
            found += word.weight
    return found / total if total else 1.0


def look(pair: Pair) -> Reason | None:
    best: Reason | None = None
    for reading, other, first in ((pair.a, pair.b, True), (pair.b, pair.a, False)):
        for negator in reading.negators:
            if negator.first < 0:
                continue
            total = found = 0.0
            spans: list[Span] = []
            for word in reading.words[negator.first : negator.last + 1]:
                value, at = _answered(word, other)
                total += word.weight
                found += value * word.weight
                if at >= 0:
                    spans.append(other.words[at].span)
            share = found / total
            value = share * share * (0.35 + 0.65 * _outside(reading, negator, other)) * min(1.0, found / 0.5)
            if value > 0.05 and (best is None or value > best.value):
                here, there = reading.spans(negator.span), other.spans(*spans)
                text = f"“{quoted(reading.text, negator.span)}” denies what the other says"
                best = Reason("scope", min(1.0, value), text, here if first else there, there if first else here)
    return best


SIGNAL = Each("scope", look)
