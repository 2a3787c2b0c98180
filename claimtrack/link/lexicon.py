"""Words and how they stand to each other: lemmas, rarity, likeness, opposition; from WordNet and lists of our own.

Source of `data/wordnet.tsv.gz`: WordNet 3.1, Princeton University (licence beside it), cut down by
tests/training/build_wordnet.py.
"""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

_DATA = files("claimtrack.link") / "data"
_SENSES_COMPARED = 3
_RULES = {
    "n": (("ses", "s"), ("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("s", "")),
    "v": (
        ("ies", "y"), ("ied", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""),
        ("s", ""),
    ),
    "a": (("ier", "y"), ("iest", "y"), ("er", ""), ("est", ""), ("er", "e"), ("est", "e")),
}  # fmt: skip
_PREFERRED = "vna"
_TAGGED_WORDS = 235_000
"""Words of the sense-tagged text behind WordNet's counts."""


def rows(name: str) -> list[list[str]]:
    """The tab-separated rows of one of this room's data files, comments and blank lines left out."""
    text = (_DATA / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


class Lexicon:
    """WordNet's words, loaded once; ask through `lexicon()`."""

    def __init__(self) -> None:
        self._senses: dict[str, dict[str, list[int]]] = defaultdict(dict)
        self._count: dict[str, int] = {}
        self._above: dict[int, int] = {}
        self._similar: dict[int, list[int]] = defaultdict(list)
        self._members: dict[int, list[str]] = defaultdict(list)
        self._derived: dict[str, set[str]] = defaultdict(set)
        self._antonyms: dict[str, set[str]] = defaultdict(set)
        self._irregular: dict[str, dict[str, str]] = defaultdict(dict)
        raw = gzip.decompress((_DATA / "wordnet.tsv.gz").read_bytes()).decode()
        for line in raw.splitlines():
            tag, first, *rest = line.split("\t")
            if tag == "L":
                found = [int(n) for n in rest[1].split(",")]
                self._senses[first][rest[0]] = found
                for synset in found:
                    self._members[synset].append(first)
            elif tag == "F":
                self._count[first] = int(rest[0])
            elif tag == "H":
                self._above.setdefault(int(first), int(rest[0]))
            elif tag == "S":
                self._similar[int(first)].append(int(rest[0]))
            elif tag == "A":
                self._antonyms[first].add(rest[0])
                self._antonyms[rest[0]].add(first)
            elif tag == "D":
                self._derived[first].add(rest[0])
            elif tag == "X":
                self._irregular[first][rest[0]] = rest[1]
        self._lemma_fixed = dict(rows("lemmas.tsv"))
        self._contraries: dict[str, set[str]] = defaultdict(set)
        for left, right in rows("contraries.tsv"):
            for one in self._forms(left):
                for other in self._forms(right):
                    self._contraries[one].add(other)
                    self._contraries[other].add(one)
        self._alike: dict[str, set[str]] = defaultdict(set)
        for number, (group,) in enumerate(rows("alike.tsv")):
            for word in self._forms(group):
                self._alike[word].add(f"g{number}")

    def _forms(self, group: str) -> set[str]:
        """The words of a list's group and their base forms, so that "polluted" stands for "pollute" too."""
        return {form for word in group.split() for form in (word, self._base(word))}

    def lemma(self, form: str) -> str:
        """The word's base form; of several readings the verb's, then the noun's (so "left" is "leave")."""
        return _lemma(form)

    def _base(self, form: str) -> str:
        if form in self._lemma_fixed:
            return self._lemma_fixed[form]
        irregular = self._irregular.get(form)
        if irregular:
            return next(irregular[pos] for pos in "vnar" if pos in irregular)
        best, best_score = form, -1.0
        if form in self._senses:
            best_score = self._count.get(form, 0) + 0.5
        for pos in _PREFERRED:
            for suffix, ending in _RULES[pos]:
                if not form.endswith(suffix) or len(form) - len(suffix) < 2:
                    continue
                stem = form[: -len(suffix)] + ending
                if pos == "v" and suffix in ("ed", "ing") and ending == "" and len(stem) > 3 and stem[-1] == stem[-2]:
                    short = stem[:-1]
                    if pos in self._senses.get(short, ()) and stem not in self._senses:
                        stem = short
                if pos in self._senses.get(stem, ()):
                    score = self._count.get(stem, 0) + 1.0 + (5.0 if pos == "v" else 0.0)
                    if score > best_score:
                        best, best_score = stem, score
        return best

    def known(self, lemma: str) -> bool:
        return lemma in self._senses

    def is_verb(self, lemma: str) -> bool:
        return "v" in self._senses.get(lemma, ())

    def rarity(self, lemma: str) -> float:
        """How much the word says, in [0.15, 1]: 1 for names and rare words, little for "make" and "thing"."""
        return _rarity(lemma)

    def _weight(self, lemma: str) -> float:
        count = self._count.get(lemma, 0)
        return max(0.15, min(1.0, math.log(_TAGGED_WORDS / (1 + 12 * count)) / math.log(_TAGGED_WORDS)))

    def keys(self, lemma: str) -> tuple[str, ...]:
        """What two words that say nearly the same share one of: senses, derivations, groups of our own list; sorted."""
        return _keys(lemma)

    def _near_keys(self, lemma: str) -> tuple[str, ...]:
        found = {f"={lemma}", *self._alike.get(lemma, ())}
        for senses in self._senses.get(lemma, {}).values():
            found.update(f"s{synset}" for synset in senses[:_SENSES_COMPARED])
        found.update(f"={other}" for other in self._derived.get(lemma, ()))
        return tuple(sorted(found))

    def above(self, lemma: str) -> frozenset[int]:
        """The concepts right above its first two noun and verb senses."""
        return _above(lemma)

    def _parents(self, lemma: str) -> frozenset[int]:
        senses = self._senses.get(lemma, {})
        return frozenset(
            self._above[synset] for pos in "nv" for synset in senses.get(pos, [])[:2] if synset in self._above
        )

    def kinds(self, lemma: str) -> frozenset[int]:
        """Everything that its first two noun and verb senses are a kind of, three steps up, themselves included."""
        return _kinds(lemma)

    def _chain(self, lemma: str) -> frozenset[int]:
        found = set(self.own(lemma))
        rim = found
        for _ in range(3):
            rim = {self._above[synset] for synset in rim if synset in self._above}
            found |= rim
        return frozenset(found)

    def is_person(self, lemma: str) -> bool:
        """Whether the word names a kind of person first of all: "man" and "woman" are two people, not contraries."""
        return _is_person(lemma)

    def _names_person(self, lemma: str) -> bool:
        senses = self._senses.get(lemma, {}).get("n", [])[:1]
        person = self._senses["person"]["n"][0]
        return bool(senses) and lemma not in self._contraries and person in self._ancestors(senses[0])

    def _ancestors(self, synset: int) -> set[int]:
        found = {synset}
        while synset in self._above and self._above[synset] not in found:
            synset = self._above[synset]
            found.add(synset)
        return found

    def own(self, lemma: str) -> frozenset[int]:
        """Its first two noun and verb senses."""
        return _own(lemma)

    def _first_senses(self, lemma: str) -> frozenset[int]:
        senses = self._senses.get(lemma, {})
        return frozenset(synset for pos in "nv" for synset in senses.get(pos, [])[:2])

    def opposites(self, lemma: str) -> frozenset[str]:
        """Antonyms, contraries of the project's own list, and the antonyms of what an adjective is like."""
        return _opposites(lemma)

    def _opposed(self, lemma: str) -> frozenset[str]:
        found = set(self._antonyms.get(lemma, ())) | self._contraries.get(lemma, set())
        for synset in self._senses.get(lemma, {}).get("a", [])[:2]:
            for head in self._similar.get(synset, ()):
                for word in self._members[head]:
                    found |= self._antonyms.get(word, set())
        for other in self._derived.get(lemma, ()):
            found |= self._contraries.get(other, set())
        found.discard(lemma)
        return frozenset(found)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    return Lexicon()


@lru_cache(maxsize=200_000)
def _lemma(form: str) -> str:
    return lexicon()._base(form)


@lru_cache(maxsize=200_000)
def _rarity(lemma: str) -> float:
    return lexicon()._weight(lemma)


@lru_cache(maxsize=200_000)
def _keys(lemma: str) -> tuple[str, ...]:
    return lexicon()._near_keys(lemma)


@lru_cache(maxsize=200_000)
def _above(lemma: str) -> frozenset[int]:
    return lexicon()._parents(lemma)


@lru_cache(maxsize=200_000)
def _kinds(lemma: str) -> frozenset[int]:
    return lexicon()._chain(lemma)


@lru_cache(maxsize=200_000)
def _opposites(lemma: str) -> frozenset[str]:
    return lexicon()._opposed(lemma)


@lru_cache(maxsize=200_000)
def _own(lemma: str) -> frozenset[int]:
    return lexicon()._first_senses(lemma)


@lru_cache(maxsize=200_000)
def _is_person(lemma: str) -> bool:
    return lexicon()._names_person(lemma)
