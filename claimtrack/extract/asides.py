"""Cues set off by punctuation: "the road, she said, is shut" and "as she told the panel, it was shut"."""

from __future__ import annotations

from spacy.tokens import Token

from claimtrack.extract.clauses import has_subject
from claimtrack.extract.reading import Reading
from claimtrack.extract.sources import CUE_PARTS, PASSIVE_SUBJECTS, SUBJECTS


def as_aside(verb: Token) -> list[int]:
    """The sentence around a clause with as: "As she told the panel, the gate was shut"."""
    if verb.dep_ != "advcl" or not any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in verb.lefts):
        return []
    if verb.head.pos_ not in ("VERB", "AUX"):
        return []
    aside = {t.i for t in verb.subtree}
    return [t.i for t in verb.head.subtree if t.i not in aside]


def parenthetical(reading: Reading, verb: Token) -> list[int] | None:
    """The sentence around a cue and subject that punctuation sets off: "The road, she said, would stay
    shut"."""
    doc, sentence = reading.doc, verb.sent
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS | PASSIVE_SUBJECTS), None)
    if subject is None or subject.lower_ in ("you", "that", "which", "who"):
        return None
    low = min(subject.left_edge.i, verb.i, *(c.i for c in verb.lefts if c.dep_ in CUE_PARTS))
    high = max(subject.right_edge.i if subject.i > verb.i else verb.i, verb.i)
    for child in verb.rights:
        if child.dep_ in ("npadvmod", "advmod", "prep", "dobj", "dative", "prt") and child.left_edge.i == high + 1:
            high = child.right_edge.i
    if high - low > 40:
        return None
    before, after = low - 1, high + 1
    while before > sentence.start and (doc[before].is_quote or doc[before].is_space):
        before -= 1
    if before <= sentence.start or doc[before].text not in _ASIDE:
        return None
    if after < sentence.end and doc[after].text not in (*_ASIDE, ".", "?", "!", ";", ":") and not doc[after].is_space:
        return None
    if after < sentence.end and doc[after].text == ":":
        return None
    left = list(range(sentence.start, before))
    right = list(range(after + 1, sentence.end)) if after < sentence.end and doc[after].text in _ASIDE else []
    if right and doc[right[0]].tag_ == "VBG" and doc[right[0]].lower_ not in ("including", "excluding"):
        right = []
    if not right and not any(_is_main(doc[i], verb) for i in left) and not _is_headline(reading, verb, len(left)):
        return None
    return left + right


def _is_headline(reading: Reading, verb: Token, words: int) -> bool:
    """A paragraph without a full stop, of which the cue is the close ("Three hurt in blast, say police")."""
    start, end = reading.paragraphs[reading.paragraph_of(verb.idx)]
    return words >= 4 and end - start <= 160 and reading.text[end - 1] not in ".?!:,;" and end - verb.idx <= 60


def _is_main(token: Token, verb: Token) -> bool:
    """Whether a verb before the cue heads a sentence of its own, and no subordinate clause of the cue's."""
    if token.pos_ not in ("VERB", "AUX") or not has_subject(token) or any(c.dep_ == "mark" for c in token.lefts):
        return False
    return not (token.dep_ in ("advcl", "relcl", "acl") and token.head.i == verb.i)


_ASIDE = (",", "-", "–", "—", "―", "--")
