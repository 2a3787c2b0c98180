"""Negation at its focus: the very word that a negator turns first stands unturned in the other claim."""

from __future__ import annotations

from claimtrack.link.pair import Pair
from claimtrack.link.signals.base import Each, quoted
from claimtrack.vocabulary import Reason

_FOCUS = 2


def look(pair: Pair) -> Reason | None:
    best = 0.0
    reason: Reason | None = None
    for reading, other, first in ((pair.a, pair.b, True), (pair.b, pair.a, False)):
        mates = {(m.a if first else m.b): (m.b if first else m.a) for m in pair.matches}
        for negator in reading.negators:
            if negator.first < 0:
                continue
            for place, index in enumerate(range(negator.first, min(negator.last, negator.first + _FOCUS) + 1)):
                mate = mates.get(index)
                word = reading.words[index]
                if mate is None or word.name or word.turned == other.words[mate].turned:
                    continue
                i, j = (index, mate) if first else (mate, index)
                value = (1.0 - 0.25 * place) * (0.4 + 0.6 * pair.near(i, j))
                if value > best:
                    best = value
                    here, there = (
                        reading.spans(negator.span, word.span),
                        other.spans(other.words[mate].span),
                    )
                    said = f"{quoted(reading.text, negator.span)} {word.lemma}"
                    text = f"“{said}” against “{other.words[mate].lemma}”"
                    reason = Reason("focus", min(1.0, value), text, here if first else there, there if first else here)
    return reason


SIGNAL = Each("focus", look)
