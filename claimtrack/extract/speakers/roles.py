"""What a text says that somebody is: appositions, titles of office before a name, "X was the …"; and descriptions that fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimtrack.extract.speakers.words import noun_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimtrack.extract.reading import Reading
    from claimtrack.extract.speakers.entities import Mention

_SYNONYMS = [
    frozenset(
        {"boss", "chief", "head", "executive", "ceo", "leader", "chair", "chairman", "chairwoman", "chairperson"}
    ),
    frozenset({"councillor", "councilor", "cllr", "councilman", "councilwoman"}),
    frozenset({"officer", "constable", "detective", "sergeant", "inspector", "superintendent"}),
    frozenset({"mp", "lawmaker", "legislator", "senator", "politician", "congressman", "congresswoman"}),
    frozenset({"lawyer", "solicitor", "barrister", "attorney", "counsel"}),
    frozenset({"doctor", "gp", "physician", "surgeon", "consultant"}),
    frozenset({"company", "firm", "business", "contractor", "developer", "operator"}),
]
_PAST = frozenset({"former", "ex", "then", "late", "retired"})
_STOP = frozenset({"the", "a", "an", "of", "for", "at", "in", "and", "'s", "’s", "council", "new"})
ROLE_LIMIT = 120
"""Code points a role may have: longer appositions tell a story."""


class RoleReader:
    """Reads the roles that stand beside names in one text."""

    def __init__(self, reading: Reading, at: dict[int, Mention]) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.at = at

    def of(self, mention: Mention) -> list[str]:
        """The roles that the text gives right here; empty where it gives none."""
        if mention.form != "name":
            return []
        token = self.doc[mention.head]
        found = [self._before(mention)]
        found += [self._phrase(child) for child in token.children if child.dep_ == "appos" and child.i > mention.head]
        if token.dep_ == "appos" and token.head.pos_ in ("NOUN", "PROPN") and token.head.i not in self.at:
            found.append(self._phrase(token.head, stop=mention.start))
        if token.dep_ == "nsubj" and token.head.lemma_ == "be":
            found += [self._phrase(child) for child in token.head.children if child.dep_ == "attr"]
        if not any(found):
            found.append(self._after_comma(mention))
        return [role for role in found if role]

    def _before(self, mention: Mention) -> str | None:
        """ "council leader Dawn Roe", "retired judge Dame Ann Roe": nouns and adjectives that run up to the name."""
        start = mention.start
        while start > 0 and self._runs_on(self.doc[start - 1], mention.start):
            start -= 1
        last = self.doc[mention.start - 1] if mention.start else None
        if start == mention.start or last is None:
            return None
        noun = noun_of(last.text, last.lemma_)
        if noun is None or not noun.human:
            return None
        return self._clean(start, mention.start)

    def _runs_on(self, token: Token, stop: int) -> bool:
        if token.i in self.at and self.at[token.i].entity is not None and token.tag_ != "POS":
            return (
                self.doc[token.i + 1].lower_ not in ("'s", "’s")
                and self.at[token.i].end < stop
                and token.pos_ == "PROPN"
                and False
            )
        return token.pos_ in ("NOUN", "ADJ", "PROPN") or (token.text == "-" and token.i + 1 < stop)

    def _after_comma(self, mention: Mention) -> str | None:
        """ "Jane Roe, chief executive of X," where the parse has it otherwise."""
        at = mention.end
        if at + 1 >= len(self.doc) or self.doc[at].text not in (",", "–", "—", "("):
            return None
        at += 1
        stop = at
        while (
            stop < len(self.doc) and stop - at < 16 and self.doc[stop].text not in (",", ".", "–", "—", ")", ":", ";")
        ):
            if self.doc[stop].pos_ in ("VERB", "AUX", "PRON", "SCONJ") and self.doc[stop].tag_ != "VBN":
                return None
            if self.doc[stop].is_space:
                break
            stop += 1
        first = next((t for t in self.doc[at:stop] if (n := noun_of(t.text, t.lemma_)) is not None and n.human), None)
        return self._clean(at, stop) if first is not None else None

    def _phrase(self, token: Token, stop: int | None = None) -> str | None:
        noun = noun_of(token.text, token.lemma_)
        if token.i in self.at and self.at[token.i].form == "name":
            return None
        if noun is None and token.pos_ not in ("NOUN", "PROPN"):
            return None
        start = token.left_edge.i
        end = token.i + 1
        for child in token.rights:
            if child.dep_ in ("prep", "conj", "cc") and (stop is None or child.right_edge.i < stop):
                end = max(end, child.right_edge.i + 1)
            elif child.dep_ not in ("prep", "conj", "cc"):
                break
        if stop is not None:
            end = min(end, stop)
        for index in range(token.i + 1, end):
            if self.doc[index].text in (",", "–", "—", ":", ";", "(") or self.doc[index].is_space:
                end = index
                break
        return self._clean(start, end)

    def _clean(self, start: int, end: int) -> str | None:
        while start < end and (self.doc[start].is_punct or self.doc[start].is_space or self.doc[start].pos_ == "DET"):
            start += 1
        while end > start and (
            self.doc[end - 1].is_punct or self.doc[end - 1].is_space or self.doc[end - 1].pos_ == "DET"
        ):
            end -= 1
        role = " ".join(self.doc[start:end].text.split())
        return role if 1 < len(role) <= ROLE_LIMIT and not role.isdigit() else None

    def relation_gender(self, mention: Mention) -> str | None:
        """ "his daughter Kerry" and "Kerry, a mother of two" tell a gender."""
        before = self.doc[mention.start - 1] if mention.start else None
        if before is not None and before.is_punct and mention.start > 1:
            before = self.doc[mention.start - 2]
        words = [before] if before is not None else []
        words += [c for c in self.doc[mention.head].children if c.dep_ == "appos"]
        for token in words:
            noun = noun_of(token.text, token.lemma_)
            if noun is not None and noun.human and noun.gender is not None:
                return noun.gender
        return None


def _parts(text: str) -> set[str]:
    words: set[str] = set()
    for word in text.lower().replace("’", "'").replace("'s", "").replace("-", " ").split():
        words.add(word.strip(".,;:()'\""))
    return words - _STOP - {""}


def fits_role(words: Sequence[str], head: str, role: str) -> float:
    """How well a description fits a role, above 0 where it can be the same office: heads agree, "former" does not contradict.

    >>> fits_role(["former", "chief", "executive"], "executive", "the council's former chief executive") > 0
    True
    """
    wanted = set().union(*(_parts(word) for word in words)) if words else set()
    held = _parts(role)
    bare = wanted - _PAST
    core = held - _PAST
    head = head.lower().removeprefix("ex-")
    if head in core:
        score = 1.0
    elif any(head in family and family & core for family in _SYNONYMS):
        score = 0.5
    else:
        return 0.0
    score += 0.6 * len((bare - {head}) & core) - 0.35 * len(bare - {head} - core)
    if wanted & _PAST and held & _PAST:
        score += 0.5
    elif held & _PAST and not wanted & _PAST:
        score -= 0.45
    elif wanted & _PAST:
        score -= 0.2
    return score
