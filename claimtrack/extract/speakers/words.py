"""The tables of words that speaker resolution knows: nouns that can speak, and words that make a name a body's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from claimtrack.vocabulary import SpeakerKind


class Sort(StrEnum):
    """What a common noun stands for when it speaks."""

    ROLE = "role"
    """Something that a named person can be ("the former chairman")."""
    PERSON = "person"
    """A person without an office ("the woman", "her father")."""
    SPOKES = "spokes"
    """Someone who speaks for another ("a spokesman")."""
    GROUP = "group"
    ORGANISATION = "organisation"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class SpeakingNoun:
    sort: Sort
    gender: str | None

    @property
    def kind(self) -> SpeakerKind:
        return _KINDS[self.sort]

    @property
    def human(self) -> bool:
        return self.sort in (Sort.ROLE, Sort.PERSON, Sort.SPOKES)


_KINDS = {
    Sort.ROLE: SpeakerKind.PERSON,
    Sort.PERSON: SpeakerKind.PERSON,
    Sort.SPOKES: SpeakerKind.PERSON,
    Sort.GROUP: SpeakerKind.GROUP,
    Sort.ORGANISATION: SpeakerKind.ORGANISATION,
    Sort.DOCUMENT: SpeakerKind.DOCUMENT,
}


def _lines(name: str) -> list[list[str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=1)
def speaking_nouns() -> dict[str, SpeakingNoun]:
    """By the noun in lower case, as written: plurals have lines of their own where they differ in sort."""
    return {
        noun: SpeakingNoun(Sort(sort), None if gender == "-" else gender) for noun, sort, gender in _lines("nouns.tsv")
    }


@lru_cache(maxsize=1)
def body_words() -> frozenset[str]:
    """Words in lower case that, capitalised in a name, make it an organisation's or a group's."""
    return frozenset(row[0] for row in _lines("bodies.tsv"))


def noun_of(word: str, lemma: str | None = None) -> SpeakingNoun | None:
    """The entry of a noun; a plural that has none is a group where its singular is a person."""
    table = speaking_nouns()
    low = word.lower().removeprefix("ex-").removeprefix("co-").removeprefix("vice-")
    known = table.get(low)
    if known is not None or lemma is None:
        return known
    single = table.get(lemma.lower())
    if single is not None and single.human and low != lemma.lower():
        return SpeakingNoun(Sort.GROUP, None)
    return single


@lru_cache(maxsize=1)
def role_families() -> tuple[frozenset[str], ...]:
    """Sets of role nouns that news prose swaps for one another."""
    return tuple(frozenset(row[0].split()) for row in _lines("role_families.tsv"))


@lru_cache(maxsize=1)
def title_roles() -> dict[str, str]:
    """Titles of office, folded, to the role that they say."""
    return {row[0]: row[1] for row in _lines("title_roles.tsv")}


@lru_cache(maxsize=8)
def word_set(name: str) -> frozenset[str]:
    """All words of a table that is only a list of words."""
    return frozenset(word for row in _lines(name) for word in row[0].split())


@lru_cache(maxsize=1)
def dispute_verbs() -> dict[str, frozenset[str]]:
    """Lemma to the prepositions that lead to what is disputed; "-" is the plain object, "." nothing."""
    found: dict[str, frozenset[str]] = {}
    for lemma, ways in _lines("dispute_verbs.tsv"):
        found[lemma] = found.get(lemma, frozenset()) | frozenset(ways.split())
    return found


@lru_cache(maxsize=1)
def contrast_words() -> frozenset[tuple[str, str]]:
    """Each word in lower case with where it may stand: "inside" a sentence, or "first" in it."""
    return frozenset((word, place) for word, place in _lines("contrast_words.tsv"))
