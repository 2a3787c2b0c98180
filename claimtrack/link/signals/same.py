"""The same said again: each claim covers the other and nothing in them differs. It speaks against a contradiction."""

from __future__ import annotations

from claimtrack.link.pair import Pair
from claimtrack.link.signals.base import Each
from claimtrack.link.signals.negation import opposed
from claimtrack.vocabulary import Reason


def look(pair: Pair) -> Reason | None:
    cover = min(pair.cover_a, pair.cover_b)
    if cover < 0.5 or opposed(pair) or pair.a.denied != pair.b.denied:
        return None
    for one in pair.a.quantities:
        for other in pair.b.quantities:
            if one.same_kind(other) and one.clashes(other):
                return None
    for when in pair.a.whens:
        if any(when.clashes(other_when) for other_when in pair.b.whens):
            return None
    return Reason(
        "same", min(1.0, cover), "both say the same",
        pair.a.spans(*(pair.a.words[m.a].span for m in pair.matches)),
        pair.b.spans(*(pair.b.words[m.b].span for m in pair.matches)),
    )  # fmt: skip


SIGNAL = Each("same", look)
