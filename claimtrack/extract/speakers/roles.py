"""What a text says that somebody is (appositions, offices before a name, "X was the …"), and descriptions that fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimtrack.extract.speakers.words import noun_of, role_families, title_roles
from claimtrack.names import parse
from claimtrack.vocabulary import SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimtrack.extract.reading import Reading
    from claimtrack.extract.speakers.entities import Mention

PAST = frozenset({"former", "ex", "then", "late", "retired"})
_LESSER = frozenset({"vice", "deputy", "assistant", "shadow", "junior", "associate", "opposition", "minority"})
PRESENT = frozenset({"new", "current", "present", "acting", "interim", "incumbent", "next", "incoming"})
_STOP = frozenset({"the", "a", "an", "of", "for", "at", "in", "and", "'s", "’s"})
_PREPOSITIONS = frozenset("of for at in to from on with by who whose under and".split())
_AGENTS = ("er", "or", "ist", "man", "woman", "person", "ian")
"""Endings of nouns for people that no table needs to list."""
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
        human = mention.entity is not None and mention.entity.kind is SpeakerKind.PERSON
        found = [self._before(mention), self._succeeded(mention)]
        found += [
            self._phrase(child, human) for child in token.children if child.dep_ == "appos" and child.i > mention.head
        ]
        if token.dep_ == "appos" and token.head.pos_ in ("NOUN", "PROPN") and token.head.i not in self.at:
            found.append(self._phrase(token.head, human, mention.start))
        if token.dep_ == "nsubj" and token.head.lemma_ == "be":
            found += [self._phrase(child, human) for child in token.head.children if child.dep_ == "attr"]
        if not any(found[1:]):
            found.append(self._after_comma(mention))
        return [role for role in (*found, *self._titles(mention)) if role]

    def _titles(self, mention: Mention) -> list[str]:
        """A title of office in the name itself ("Cllr Roe")."""
        words = parse(self.doc[mention.start : mention.end].text).titles
        return [title_roles()[word] for word in words if word in title_roles()]

    def _succeeded(self, mention: Mention) -> str | None:
        """The former leader in "Jane Roe took over from John Doe as leader"."""
        before = self.doc[max(0, mention.start - 3) : mention.start]
        if not any(t.lemma_ in ("succeed", "replace") for t in before) and not (
            len(before) > 1 and before[-1].lower_ == "from" and any(t.lower_ == "over" for t in before)
        ):
            return None
        if mention.end >= len(self.doc) or self.doc[mention.end].lower_ != "as":
            return None
        stop = mention.end + 1
        while (
            stop < len(self.doc) and stop - mention.end < 8 and self.doc[stop].pos_ in ("NOUN", "PROPN", "ADJ", "DET")
        ):
            if self.doc[stop].ent_type_ in ("DATE", "TIME") or self.doc[stop].lower_ in ("last", "this", "next"):
                break
            stop += 1
        role = self._clean(mention.end + 1, stop)
        return f"former {role}" if role else None

    def _before(self, mention: Mention) -> str | None:
        """The nouns and adjectives that run up to a name: "council leader Dawn Roe", "retired judge Dame Ann Roe"."""
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
        held = self.at.get(token.i)
        if held is not None and held.entity is not None and held.entity.kind is SpeakerKind.PERSON:
            return False
        return token.pos_ in ("NOUN", "ADJ", "PROPN") or (token.text == "-" and token.i + 1 < stop)

    def _after_comma(self, mention: Mention) -> str | None:
        """The office in "Jane Roe, chief executive of X," where the parse has it otherwise."""
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

    def _phrase(self, token: Token, human: bool, stop: int | None = None) -> str | None:
        noun = noun_of(token.text, token.lemma_)
        if token.i in self.at and self.at[token.i].form == "name":
            return None
        if not (noun.human == human if noun is not None else human and token.lower_.endswith(_AGENTS)):
            return None
        start = token.left_edge.i
        end = token.i + 1
        for child in token.rights:
            if child.dep_ in ("prep", "conj", "cc") and (stop is None or child.right_edge.i < stop):
                end = max(end, child.right_edge.i + 1)
            else:
                break
        if stop is not None:
            end = min(end, stop)
        for index in range(token.i + 1, end):
            if self.doc[index].text in (",", "–", "—", ":", ";", "(") or self.doc[index].is_space:
                end = index
                break
        return self._clean(start, end)

    def _clean(self, start: int, end: int) -> str | None:
        while start < end and (
            self.doc[start].is_punct
            or self.doc[start].is_space
            or self.doc[start].pos_ == "DET"
            or self.doc[start].tag_ == "PRP$"
        ):
            start += 1
        while end > start and (
            self.doc[end - 1].is_punct or self.doc[end - 1].is_space or self.doc[end - 1].pos_ == "DET"
        ):
            end -= 1
        role = " ".join(self.doc[start:end].text.split())
        return role if 1 < len(role) <= ROLE_LIMIT and not role.isdigit() else None

    def relation_gender(self, mention: Mention) -> str | None:
        """The gender that "his daughter Kerry" and "Kerry, a mother of two" tell."""
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


def _parts(text: str) -> list[str]:
    low = text.lower().replace("’", "'").replace("'s", "").replace("-", " ")
    return [word for word in (word.strip(".,;:()'\"") for word in low.split()) if word and word not in _STOP]


def role_head(role: str) -> str:
    """The noun that a role turns on: the last one before "of", "for", "at" and their like.

    >>> role_head("council's former executive director for children")
    'director'
    """
    words = role.lower().replace("’", "'").replace("-", " ").split()
    stop = next((i for i, word in enumerate(words) if i and word.rstrip(",") in _PREPOSITIONS), len(words))
    return words[stop - 1].strip(".,;:()'\"") if words else ""


def same_office(a: str, b: str) -> bool:
    """Whether two role nouns can be one office: equal, or of one family ("boss" and "chief executive")."""
    return a == b or any(a in family and b in family for family in role_families())


def fits_role(words: Sequence[str], head: str, role: str, proper: frozenset[str] = frozenset()) -> float:
    """How well a description fits a role, above 0 where it can be the same office.

    `proper` are those of `words` that are names: where both sides name something else, nothing fits.

    >>> fits_role(["former", "chief", "executive"], "executive", "the council's former chief executive") > 0
    True
    """
    wanted = {part for word in words for part in _parts(word)}
    held = set(_parts(role))
    bare = wanted - PAST
    core = held - PAST
    head = head.lower().removeprefix("ex-")
    if head == role_head(role):
        score = 1.0
    elif same_office(head, role_head(role)):
        score = 0.5
    else:
        return 0.0
    if wanted & PAST and held & PRESENT and not held & PAST:
        return 0.0
    if core & _LESSER - wanted or wanted & _LESSER - held:
        return 0.0
    elsewhere = {part for word in role.split() if word[:1].isupper() for part in _parts(word)}
    if proper - held and elsewhere - wanted and not proper & held:
        return 0.0
    score += 0.6 * len((bare - {head}) & core) - 0.35 * len(bare - {head} - core)
    if wanted & PAST and held & PAST:
        score += 0.5
    elif held & PAST and not wanted & PAST:
        score -= 0.45
    elif wanted & PAST - {"then"}:
        return 0.0
    return score
