"""What a name is made of: titles, first names, surname; and the plain form in which two names compare.

Everything here is about the letters of one name; which of several people it means is for `claimtrack.names.groups`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from claimtrack.vocabulary import SpeakerKind

_PARTICLES = frozenset("van von der den de del della di da du le la st st. al el bin ibn ap ab mac o ter ten".split())
_DETERMINERS = frozenset("the a an this that these those its his her their our my".split())
_COMPANY = frozenset("ltd limited plc llp inc co company corp corporation".split())
_WORD = re.compile(r"[^\W_]+(?:['’.\-‐–][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class Title:
    """A word before a name and what it tells about the bearer."""

    gender: str | None
    given: bool
    """True where a single name after it is the first one ("Sir Alan")."""
    shown: bool
    """True where it belongs to the fullest form ("Dame Ruth Castellan")."""
    sure: bool
    """True where it alone tells that a person's name follows: "Cllr" does, "Chief" and "Private" do not."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name, folded for comparison; any of them may be empty."""

    titles: tuple[str, ...]
    given: tuple[str, ...]
    """First and middle names; an initial is one letter."""
    surname: str
    gender: str | None
    """What the titles say ("mrs"), else None: first names are weaker evidence, see `gender_of`."""

    @property
    def level(self) -> int:
        """How much of a person it names: 3 two first names, 2 one, 1 an initial, 0 a single name."""
        if not self.given or not self.surname:
            return 0
        if len(self.given[0]) == 1:
            return 1
        return 3 if len(self.given) > 1 else 2


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower case without accents, curly apostrophes or dots."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‐", "-").replace("–", "-"))
    return "".join(c for c in plain if not unicodedata.combining(c) and c != ".").casefold()


def _rows(name: str) -> list[list[str]]:
    text = resources.files("claimtrack.names").joinpath(name).read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=1)
def titles() -> dict[str, Title]:
    """Every title by its folded form."""
    return {
        word: Title(None if gender == "-" else gender, alone == "given", shown == "yes", sure == "yes")
        for word, gender, alone, shown, sure in _rows("titles.tsv")
    }


@lru_cache(maxsize=1)
def postnominals() -> frozenset[str]:
    return frozenset(word for row in _rows("postnominals.tsv") for word in row)


@lru_cache(maxsize=1)
def _families() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(_rows("given_variants.tsv")):
        for form in row:
            found.setdefault(form, set()).add(number)
    return {form: frozenset(numbers) for form, numbers in found.items()}


@lru_cache(maxsize=1)
def _initials() -> dict[str, frozenset[str]]:
    """First letters of every form that a first name may also take: "William" may sign as B."""
    letters: dict[int, set[str]] = {}
    for form, numbers in _families().items():
        for number in numbers:
            letters.setdefault(number, set()).add(form[0])
    return {
        form: frozenset(letter for number in numbers for letter in letters[number])
        for form, numbers in _families().items()
    }


@lru_cache(maxsize=1)
def _genders() -> dict[str, str]:
    known = {row[0]: row[1] for row in _rows("given_gender.tsv") if row[1] != "-"}
    heads = [known.get(row[0]) for row in _rows("given_variants.tsv")]
    mixed = [form for form, numbers in _families().items() if {"m", "f"} <= {heads[n] for n in numbers}]
    return {name: gender for name, gender in known.items() if name not in mixed}


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    return frozenset(row[0] for row in _rows("given_gender.tsv")) | frozenset(_families())


def gender_of(first_name: str) -> str | None:
    """The gender that nearly all bearers of a first name share: "m", "f", or None where it is mixed or unknown."""
    return _genders().get(fold(first_name))


def is_first_name(word: str) -> bool:
    """Whether the word is a first name that the lists know."""
    folded = fold(word)
    return folded in _first_names()


def words_of(name: str) -> list[str]:
    """The words of a name as they stand, without possessive endings."""
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(name)]


def _split_initials(word: str) -> list[str] | None:
    letters = word.replace(".", "")
    if len(letters) == 1 and letters.isalpha():
        return [letters.casefold()]
    dotted = "." in word.rstrip(".") and all(len(part) == 1 for part in word.strip(".").split("."))
    if dotted or (len(letters) == 2 and letters.isupper() and letters.isalpha() and not is_first_name(letters)):
        return [letter.casefold() for letter in letters]
    return None


@lru_cache(maxsize=8192)
def parse(name: str) -> PersonName:
    """A person's name in parts; a single word without a title counts as a surname.

    >>> parse("Cllr R. Shori").surname
    'shori'
    """
    words = [word for word in words_of(name) if word.strip("'’.-")]
    known = titles()
    found: list[str] = []
    while len(words) > 1 and fold(words[0]) in known:
        found.append(fold(words.pop(0)))
    while len(words) > 1 and (fold(words[-1]) in postnominals() and not words[-1].islower()):
        words.pop()
    gender = next((known[t].gender for t in found if known[t].gender), None)
    held = tuple(t for t in found if t != "the")
    if not words:
        return PersonName(held, (), "", gender)
    if len(words) == 1:
        if held and known[held[-1]].given:
            return PersonName(held, (fold(words[0]),), "", gender)
        return PersonName(held, (), fold(words[0]), gender)
    start = len(words) - 1
    while start > 1 and fold(words[start - 1]) in _PARTICLES:
        start -= 1
    if start == 1 and fold(words[0]) in _PARTICLES and not is_first_name(words[0]):
        start = 0
    given: list[str] = []
    for word in words[:start]:
        given.extend(_split_initials(word) or [fold(word)])
    return PersonName(held, tuple(given), " ".join(fold(word) for word in words[start:]), gender)


def same_first_name(a: str, b: str) -> bool:
    """Whether two folded first names can be one: equal, forms of one name, or an initial of it."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        letter, name = (a, b) if len(a) == 1 else (b, a)
        return name.startswith(letter) or letter in _initials().get(name, frozenset())
    families = _families()
    if families.get(a, frozenset()) & families.get(b, frozenset()):
        return True
    return "-" in a + b and a.replace("-", "") == b.replace("-", "")


def full_form(name: str) -> str:
    """The name as lists show it: "Cllr Rishi Shori MP" is Rishi Shori, "Cllr Shori" stays, "Sir Alan Medwin" stays."""
    parts = parse(name)
    words = words_of(name)
    kept: list[str] = []
    while len(words) > 1 and fold(words[0]) in titles():
        title = words.pop(0)
        if fold(title) != "the" and (parts.level == 0 or titles()[fold(title)].shown):
            kept.append(title)
    while len(words) > 1 and fold(words[-1]) in postnominals() and not words[-1].islower():
        words.pop()
    if parts.level == 0 and len(kept) > 1:
        kept = kept[-1:] if fold(kept[-1]) not in ("inspector", "officer", "superintendent", "constable") else kept
    return " ".join([*kept, *words])


@lru_cache(maxsize=8192)
def plain_form(name: str, kind: SpeakerKind = SpeakerKind.ORGANISATION) -> str:
    """The form in which names of organisations, documents and groups compare: no articles, titles, company endings.

    "the Newsam report" and "Mr Newsam's report" agree; so do "Marlow Analytical Ltd" and "Marlow Analytical".
    """
    words = [fold(word) for word in words_of(name.replace("&", " and "))]
    drop = _DETERMINERS | (
        {"mr", "mrs", "ms", "dr", "cllr", "sir", "dame"} if kind is SpeakerKind.DOCUMENT else frozenset()
    )
    kept = [word for word in words if word not in drop]
    while len(kept) > 1 and kept[-1] in _COMPANY:
        kept.pop()
    return " ".join(kept or words)


def acronym_of(name: str) -> str:
    """The capital letters of an organisation's long form ("Local Government Association" -> "LGA")."""
    return "".join(word[0] for word in words_of(name) if word[0].isupper() and fold(word) not in _DETERMINERS)
