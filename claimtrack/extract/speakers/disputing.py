"""Sentences that say who disputes whom: "police have contradicted that", "these claims were refuted by X"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimtrack.extract.speakers.anaphora import PRO_FORM, Pointer, claim_nouns
from claimtrack.extract.speakers.entities import Entity
from claimtrack.extract.speakers.words import dispute_verbs
from claimtrack.vocabulary import Span, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimtrack.extract.speakers.cast import Cast
    from claimtrack.extract.speakers.sources import SourceReader

_MADE_BY = ("by", "from", "of")


@dataclass(frozen=True, slots=True)
class Disputing:
    """One dispute with its parties as entities; at least one of `against`, `attribution` and `matter` is there."""

    span: Span
    by: Entity
    against: Entity | None
    attribution: int | None
    matter: Span | None
    contrast: bool = False


class DisputeReader:
    """Reads the disputes of one text; what stands inside quotation marks is the speaker's business, not the text's."""

    def __init__(self, cast: Cast, sources: SourceReader, pointer: Pointer) -> None:
        self.cast = cast
        self.doc = cast.doc
        self.sources = sources
        self.pointer = pointer
        self.verbs = dispute_verbs()

    def find(self) -> Iterator[Disputing]:
        """All disputes in text order."""
        wanted = {self.doc.vocab.strings.add(lemma) for lemma in self.verbs}
        for index, lemma in enumerate(self.doc.to_array(["LEMMA"]).ravel().tolist()):
            if lemma not in wanted or self.doc[index].pos_ not in ("VERB", "AUX"):
                continue
            token = self.doc[index]
            if self.cast.reading.quote_over(token.idx) is not None:
                continue
            found = self._read(token)
            if found is not None:
                yield found

    def _read(self, verb: Token) -> Disputing | None:
        if any(child.dep_ == "neg" for child in verb.children):
            return None
        passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children) or (
            verb.tag_ == "VBN" and verb.dep_ == "acl"
        )
        by = self._agent(verb) if passive else self._subject(verb)
        if by is None:
            return None
        matter = self._patient(verb) if passive else self._object(verb)
        if matter is None and "." not in self.verbs[verb.lemma_]:
            return None
        return self._disputing(verb, by, matter)

    def _disputing(self, verb: Token, by: Entity, matter: Token | None) -> Disputing | None:
        sentence = verb.sent
        first = next(t for t in sentence if not t.is_space)
        last = next(self.doc[i] for i in range(sentence.end - 1, sentence.start - 1, -1) if not self.doc[i].is_space)
        start, end = first.idx, self.cast.reading.end_of(last)
        words = ""
        span: Span | None = None
        against: Entity | None = None
        if matter is not None:
            low, high = matter.left_edge.i, matter.i + 1
            span = self.cast.reading.span(low, high)
            words = self.doc[low:high].text
            against = self._owner(matter)
            pro_form = self.pointer.points(words) or matter.pos_ in ("PRON", "DET")
            if against is None and not pro_form and matter.lower_ not in claim_nouns():
                return None
            if PRO_FORM.fullmatch(words):
                span = None
        offset = verb.idx if matter is None or matter.i > verb.i else matter.idx
        target = self.pointer.target(None, offset, by, words, against)
        if against is None and target is not None:
            against = self.sources.of(target).entity
        if against is by or (against is None and target is None and span is None):
            return None
        return Disputing((start, end), by, against, target, span)

    def _entity(self, token: Token) -> Entity | None:
        held = self.cast.at.get(token.i)
        if held is not None and held.entity is not None:
            return held.entity
        if token.lower_ in ("who", "which") and token.head.dep_ == "relcl":
            held = self.cast.at.get(token.head.head.i)
            return held.entity if held is not None else None
        return None

    def _subject(self, verb: Token) -> Entity | None:
        """The subject, also over a conjunction or from the clause that a participle hangs on."""
        token = verb
        for _ in range(6):
            for child in token.children:
                if child.dep_ == "nsubj" and child.i < verb.i:
                    return self._entity(child)
            if (
                token.dep_ in ("conj", "advcl", "xcomp", "ccomp")
                and token.head.i != token.i
                and (token.dep_ != "advcl" or token.tag_ == "VBG")
                and (token.dep_ != "ccomp" or token.tag_ in ("VBG", "VB"))
            ):
                token = token.head
            else:
                return None
        return None

    def _agent(self, verb: Token) -> Entity | None:
        for child in verb.children:
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
                for held in child.children:
                    if held.dep_ == "pobj":
                        return self._entity(held) or next(
                            (self._entity(t) for t in held.children if t.dep_ == "appos"), None
                        )
        return None

    def _patient(self, verb: Token) -> Token | None:
        for child in verb.children:
            if child.dep_ == "nsubjpass":
                return child
        return verb.head if verb.dep_ == "acl" else None

    def _object(self, verb: Token) -> Token | None:
        ways = self.verbs[verb.lemma_]
        for child in verb.children:
            if "-" in ways and child.dep_ in ("dobj", "obj") and child.i > verb.i:
                return child
            if child.dep_ == "prep" and child.lower_ in ways:
                if verb.lemma_ in ("hit", "push", "fire") and not any(
                    t.lower_ == "back" for t in self.doc[verb.i + 1 : child.i]
                ):
                    continue
                for held in child.children:
                    if held.dep_ == "pobj":
                        return held
        return None

    def _owner(self, matter: Token) -> Entity | None:
        """Whose words they are: the possessor, "made by X", or the disputed person itself."""
        for child in matter.children:
            if child.dep_ == "poss":
                return self._entity(child)
            if child.dep_ == "prep" and child.lower_ in _MADE_BY and child.lower_ != "of":
                for held in child.children:
                    if held.dep_ == "pobj" and self._entity(held) is not None:
                        return self._entity(held)
            if child.dep_ == "acl" and child.lemma_ == "make":
                return self._agent(child)
        whom = self._entity(matter)
        if whom is None or matter.pos_ == "PRON" or (not whom.named and matter.lower_ in claim_nouns()):
            return None
        return whom if whom.named or whom.kind is not SpeakerKind.PERSON else None
