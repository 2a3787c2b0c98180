"""What the verbs and nouns of reporting mean: read from the tables beside this file, and from a newsroom's
own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from claimtrack.errors import ExtractionError
from claimtrack.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class Verb:
    stance: Stance
    attitude: bool
    frames: frozenset[str]
    """q quotation, c clause, i to-infinitive, oi object and infinitive, o object, op object and predicate,
    a object as predicate, g gerund, d object addressed before the clause, p:X preposition X."""
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Noun:
    stance: Stance
    attitude: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    verbs: dict[str, tuple[Verb, ...]]
    """By lemma; a verb with two senses ("call X a liar", "call for") has two entries, tried in order."""
    nouns: dict[str, Noun]


def load_lexicon(extra: Path | None = None) -> Lexicon:
    """The package's lexicon, with the entries of `extra` added or put in the place of its own.

    A line of `extra` is `verb<TAB>lemma<TAB>speech|attitude<TAB>stance<TAB>frames` or
    `noun<TAB>lemma<TAB>speech|attitude<TAB>stance`; lines that start with # are comments. Raises
    ExtractionError naming the line that cannot be read.
    """
    base = _shipped()
    if extra is None:
        return base
    try:
        text = extra.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ExtractionError(f"cannot read the lexicon {extra}: {error}; give a UTF-8 table") from error
    verbs, nouns = dict(base.verbs), dict(base.nouns)
    own: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, *rest = line.split("\t")
        try:
            if kind == "verb":
                lemma, verb = _verb(rest)
                verbs[lemma] = (*(verbs.get(lemma, ()) if lemma in own else ()), verb)
                own.add(lemma)
            elif kind == "noun":
                lemma, noun = _noun(rest)
                nouns[lemma] = noun
            else:
                raise ValueError(f"starts with {kind!r}")
        except ValueError as error:
            raise ExtractionError(
                f"{extra}, line {number}: {error}; write verb or noun, lemma, speech or attitude, stance "
                "and a verb's frames, parted by tabs"
            ) from error
    return Lexicon(verbs, nouns)


@cache
def _shipped() -> Lexicon:
    verbs: dict[str, tuple[Verb, ...]] = {}
    for lemma, verb in map(_verb, table("verbs.tsv")):
        verbs[lemma] = (*verbs.get(lemma, ()), verb)
    return Lexicon(verbs, dict(map(_noun, table("nouns.tsv"))))


def table(name: str) -> list[list[str]]:
    """The rows of one shipped table, comments left out."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _verb(row: list[str]) -> tuple[str, Verb]:
    if len(row) != 4:
        raise ValueError(f"has {len(row)} columns for a verb, not 4")
    lemma, kind, stance, frames = row
    parts = frozenset(frames.split())
    prepositions = frozenset(part[2:] for part in parts if part.startswith("p:"))
    return lemma, Verb(Stance(stance), _is_attitude(kind), parts, prepositions)


def _noun(row: list[str]) -> tuple[str, Noun]:
    if len(row) != 3:
        raise ValueError(f"has {len(row)} columns for a noun, not 3")
    lemma, kind, stance = row
    return lemma, Noun(Stance(stance), _is_attitude(kind))


def _is_attitude(kind: str) -> bool:
    if kind not in ("speech", "attitude"):
        raise ValueError(f"{kind!r} is neither speech nor attitude")
    return kind == "attitude"
