"""Antonyms and contraries: a word of one claim and a word of the other cannot both hold ("resigned" / "sacked")."""

from __future__ import annotations

from claimtrack.link.lexicon import lexicon
from claimtrack.link.pair import Pair
from claimtrack.link.signals.base import Each, quoted
from claimtrack.vocabulary import Reason


def look(pair: Pair) -> Reason | None:
    best = 0.0
    reason: Reason | None = None
    a, b = pair.a, pair.b
    positions: dict[str, list[int]] = {}
    for j, word in enumerate(b.words):
        positions.setdefault(word.lemma, []).append(j)
    for i, word in enumerate(a.words):
        if word.name or word.lemma in positions or lexicon().is_person(word.lemma):
            continue
        for opposite in lexicon().opposites(word.lemma) & positions.keys():
            if opposite in a.lemmas:
                continue
            for j in positions[opposite]:
                if word.turned != b.words[j].turned or b.words[j].name:
                    continue
                value = 0.1 + 0.5 * pair.near(i, j, 6) + 0.4 * pair.topic
                if value > best:
                    best = value
                    here, there = a.spans(word.span), b.spans(b.words[j].span)
                    text = f"“{quoted(a.text, word.span)}” against “{quoted(b.text, b.words[j].span)}”"
                    reason = Reason("antonym", min(1.0, value), text, here, there)
    return reason


SIGNAL = Each("antonym", look)
