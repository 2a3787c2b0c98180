"""Negation: words that both claims share stand under a negator in one of them only."""

from __future__ import annotations

from claimtrack.link.pair import Match, Pair
from claimtrack.link.signals.base import Each, quoted
from claimtrack.vocabulary import Reason, Span

_SUBJECT = 4
"""Words before a negator that it speaks of: "the gates were not locked" and "no gates were locked" say the same."""


def opposed(pair: Pair) -> list[Match]:
    """The matched words whose polarity differs, but for names and for subjects of what both claims negate.

    "Nobody asked Mr Roe" and "Mr Roe was late" share a name, and nothing that the one denies.
    """
    agreeing = [m for m in pair.matches if pair.a.words[m.a].turned and pair.b.words[m.b].turned]
    found = []
    for m in pair.matches:
        left, right = pair.a.words[m.a].turned, pair.b.words[m.b].turned
        if left == right or pair.a.words[m.a].name:
            continue
        reading, at = (pair.a, m.a) if right else (pair.b, m.b)
        if not any(
            0 < negator.first - at <= _SUBJECT
            and any(negator.first <= (k.a if right else k.b) <= negator.last for k in agreeing)
            for negator in reading.negators
        ):
            found.append(m)
    return found


def _turners(pair: Pair, matches: list[Match]) -> tuple[list[Span], list[Span]]:
    left = [n.span for n in pair.a.negators if any(n.first <= m.a <= n.last for m in matches)]
    right = [n.span for n in pair.b.negators if any(n.first <= m.b <= n.last for m in matches)]
    return left, right


def look(pair: Pair) -> Reason | None:
    if not (pair.a.negators or pair.b.negators):
        return None
    turned = opposed(pair)
    if not turned:
        return None
    weight = sum(m.strength * pair.a.words[m.a].weight for m in turned)
    value = weight / (pair.shared + 0.25) * pair.shared / (pair.shared + 0.5)
    left, right = _turners(pair, turned)
    negators = [quoted(pair.a.text, s) for s in left] + [quoted(pair.b.text, s) for s in right]
    words = {pair.a.words[m.a].lemma for m in turned[:3]}
    text = f"“{negators[0] if negators else 'not'}” turns round “{', '.join(sorted(words))}” in one of the two"
    return Reason(
        "negation", min(1.0, value), text,
        pair.a.spans(*left, *(pair.a.words[m.a].span for m in turned)),
        pair.b.spans(*right, *(pair.b.words[m.b].span for m in turned)),
    )  # fmt: skip


SIGNAL = Each("negation", look)
