"""Who speaks to whom: a speaker against himself, an answer to a claim about oneself, a stated dispute."""

from __future__ import annotations

from claimtrack.link.pair import Pair
from claimtrack.link.reading import Reading
from claimtrack.link.signals.base import Each, quoted
from claimtrack.vocabulary import Reason


def look_self(pair: Pair) -> Reason | None:
    if not pair.same_speaker:
        return None
    return Reason("self", 1.0, f"both are {pair.a.statement.speaker or 'one speaker'}'s own words")


_FOREMOST = 12
"""Words from the start of a claim within which it names whom it is about."""


def _about(claim: Reading, other: Reading) -> float:
    """How surely a claim speaks of the other claim's speaker: most where it names him first and early."""
    named = [place for place, word in enumerate(claim.words) if word.name]
    hits = [place for place in named if claim.words[place].lemma in other.speaker_words]
    if hits:
        ahead = sum(1 for place in named if place < hits[0] and claim.words[place].lemma not in other.speaker_words)
        return 1.0 if ahead <= 1 and hits[0] <= _FOREMOST else 0.6
    return 0.5 if claim.lemmas & other.speaker_words else 0.0


def look_answer(pair: Pair) -> Reason | None:
    if pair.same_speaker:
        return None
    best: Reason | None = None
    for accusing, answering, first in ((pair.a, pair.b, True), (pair.b, pair.a, False)):
        about = _about(accusing, answering)
        if not about:
            continue
        turned = bool(answering.negators) or answering.denied or "wrong" in answering.manners
        own = "first" in answering.manners or answering.speaker_words & answering.lemmas
        blamed = "blame" in accusing.manners
        value = about * (0.2 + 0.35 * turned + 0.2 * bool(own) + 0.25 * blamed)
        if best is None or value > best.value:
            spans = accusing.spans(*(w.span for w in accusing.words if w.lemma in answering.speaker_words))
            who = answering.statement.speaker or "the other speaker"
            best = Reason(
                "answer",
                value,
                f"one is about {who}, who speaks in the other",
                spans if first else (),
                () if first else spans,
            )
    return best


def look_dispute(pair: Pair) -> Reason | None:
    best: Reason | None = None
    ids = {pair.a.statement.id, pair.b.statement.id}
    for edge in pair.edges:
        value = 0.4 + 0.4 * pair.topic
        if edge.claim_id in ids:
            value = 0.9
        if edge.document_id not in (pair.a.statement.document_id, pair.b.statement.document_id):
            value -= 0.1
        if best is None or value > best.value:
            sentence = quoted(edge.sentence, (0, len(edge.sentence)), 160)
            how = "an article sets the two against each other" if edge.contrast else "an article says so"
            best = Reason("dispute", min(1.0, value), f"{how}: “{sentence}”")
    return best


SELF = Each("self", look_self)
ANSWER = Each("answer", look_answer)
DISPUTE = Each("dispute", look_dispute)
