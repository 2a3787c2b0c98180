"""A claim as it is compared: its words with resolutions put in, what is turned round, what is counted and dated.

Meaning before likeness: a mention is read as whom it stands for, an anaphoric content as the claim it points at, a
denial as not-P; attribution and hedges are set aside but kept as manners. Every word keeps its place in
`Statement.text`.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from claimtrack.link import dates, units
from claimtrack.link.lexicon import lexicon, rows
from claimtrack.vocabulary import Span, Spans, Stance, Statement

_TOKEN = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-zÀ-ɏ]+)*(?:-[A-Za-zÀ-ɏ]+)*|\d[\d,.]*|[^\w\s]")
_BREAK = frozenset(".;:!?—–…")
_STOP = frozenset(".;!?…")
_FIRST_PERSON = frozenset("i we me us my our myself ourselves".split())
_TURN = frozenset("but because although though while whereas unless however despite except".split())
_ANAPHOR = re.compile(
    r"^(?:(?:that|this|it|so|these|those|the)\s*)?(?:figures?|findings?|claims?|allegations?|accusations?|account|version|suggestions?|report|"
    r"charges?|story|conclusions?|criticisms?|statement|evidence)?[\s.”\"’']*$",
    re.IGNORECASE,
)
_SUBJECT = 5
"""Words before a negator that may be what it denies a part to."""
_MAX_TEXT = 1500
"""Characters read of one claim; a longer one is a whole speech, and what it says first decides."""


@dataclass(frozen=True, slots=True)
class Word:
    lemma: str
    span: Span
    """In `Statement.text`; of a resolved mention the mention's."""
    turned: bool
    """Under an odd number of negators."""
    weight: float
    name: bool
    sentence: int = 0
    """Which sentence of the text it stands in."""


@dataclass(frozen=True, slots=True)
class Negator:
    span: Span
    first: int
    """Index of the first word it turns, in `Reading.words`."""
    last: int


@dataclass(frozen=True)
class Reading:
    statement: Statement
    text: str
    """What is compared: the statement's own text, or that of the claim it points at."""
    words: tuple[Word, ...]
    negators: tuple[Negator, ...]
    quantities: tuple[units.Quantity, ...]
    whens: tuple[dates.When, ...]
    manners: Mapping[str, Spans]
    names: frozenset[str]
    speaker_words: frozenset[str]
    denied: bool
    """The speaker denies what the words say."""
    borrowed: bool = False
    """The words are those of the claim it points at; spans mean the whole of its own text."""
    index: Mapping[str, tuple[int, ...]] = field(default_factory=dict, compare=False)
    """Where in `words` each key of the lexicon stands."""

    @cached_property
    def weight(self) -> float:
        return sum(word.weight for word in self.words) or 1.0

    @cached_property
    def sentence_weights(self) -> dict[int, float]:
        found: dict[int, float] = {}
        for word in self.words:
            found[word.sentence] = found.get(word.sentence, 0.0) + word.weight
        return found

    @cached_property
    def lemmas(self) -> frozenset[str]:
        return frozenset(word.lemma for word in self.words)

    @cached_property
    def kinds(self) -> frozenset[int]:
        """Everything that its words are kinds of."""
        return frozenset().union(*(lexicon().kinds(word.lemma) for word in self.words))

    def spans(self, *spans: Span) -> Spans:
        if self.borrowed:
            return ((0, len(self.statement.text)),)
        return tuple(sorted(set(spans)))


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    return frozenset(word for row in rows("stops.tsv") for word in row[0].split())


@lru_cache(maxsize=1)
def _negators() -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple((re.compile(pattern), int(reach)) for pattern, reach in rows("negators.tsv"))


@lru_cache(maxsize=1)
def _any_negator() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<n{i}>{p.pattern})" for i, (p, _) in enumerate(_negators())))


@lru_cache(maxsize=1)
def _manners() -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for manner, pattern in rows("manners.tsv"):
        found.setdefault(manner, []).append(pattern)
    return {manner: re.compile("|".join(patterns), re.IGNORECASE) for manner, patterns in found.items()}


def is_anaphoric(text: str) -> bool:
    """Whether the content only points at another claim ("that", "the allegations")."""
    return len(text) < 30 and bool(_ANAPHOR.match(text.strip()))


def name_words(*names: str | None) -> frozenset[str]:
    """The words of a speaker's names that tell who it is; titles and small words left out."""
    found = set()
    for name in names:
        for part in re.findall(r"[A-Za-zÀ-ɏ]+", name or ""):
            low = part.lower()
            if low not in _stops() and len(low) > 2:
                found.add(lexicon().lemma(low))
    return frozenset(found)


def read(statement: Statement, others: Mapping[int, Statement] | None = None) -> Reading:
    """The statement's reading; `others` by id are where `refers_to` points."""
    source, borrowed = statement, False
    text = statement.text
    resolutions = statement.resolutions
    denied = statement.stance is Stance.DENIES
    if statement.refers_to is not None and others and statement.refers_to in others and is_anaphoric(text):
        source = others[statement.refers_to]
        text, resolutions, borrowed = source.text, source.resolutions, True
        if source.stance is Stance.DENIES:
            denied = not denied
    elif statement.refers_text and is_anaphoric(text):
        text, resolutions, borrowed = statement.refers_text, (), True
    text = text[:_MAX_TEXT]
    whens = tuple(dates.mentions(text))
    quantities = tuple(units.quantities(text, tuple(when.span for when in whens)))
    manners = {}
    for manner, pattern in _manners().items():
        spans = tuple(match.span() for match in pattern.finditer(text) if match.end() > match.start())
        if spans:
            manners[manner] = spans
    speaking = name_words((source.speaker or "").split(",")[0])
    words, negators, names = _words(text, resolutions, speaking)
    if denied and words:
        words = tuple(replace(word, turned=not word.turned) for word in words)
        negators = (*negators, Negator((0, len(text)), 0, len(words) - 1))
    return Reading(
        statement, text, words, negators, quantities, whens, manners, names,
        name_words(statement.speaker, *statement.speaker_names), denied, borrowed, _index(words),
    )  # fmt: skip


def _index(words: Sequence[Word]) -> Mapping[str, tuple[int, ...]]:
    """By key of the lexicon the positions of the words that have it; one tuple serves all keys of a word."""
    found: dict[str, tuple[int, ...]] = {}
    for position, word in enumerate(words):
        alone = (position,)
        for key in lexicon().keys(word.lemma):
            before = found.get(key)
            found[key] = alone if before is None else (*before, position)
    return found


def _of_its_subject(tokens: Sequence[tuple[str, int, int]], end: int) -> bool:
    """Whether a negator denies a part to its subject: "bias was not a factor", "the claim is not true"."""
    after = [form.lower() for form, start, _ in tokens if start >= end][:2]
    return any(word in _predicates() for word in after)


@lru_cache(maxsize=1)
def _predicates() -> frozenset[str]:
    return frozenset(word for row in rows("predicates.tsv") for word in row[0].split())


def _words(
    text: str, resolutions: tuple[object, ...], speaking: frozenset[str]
) -> tuple[tuple[Word, ...], tuple[Negator, ...], frozenset[str]]:
    lower = text.lower().replace("’", "'")
    put_in = {r.span[0]: r for r in resolutions if r.span[1] <= len(text)}  # type: ignore[attr-defined]
    reaches: list[tuple[int, int, Span]] = []
    for match in _any_negator().finditer(lower):
        reach = next(r for i, (_, r) in enumerate(_negators()) if match.group(f"n{i}") is not None)
        if reach:
            reaches.append((match.end(), reach, match.span()))
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    turned_at = [0] * len(tokens)
    bounds: list[tuple[Span, int, int]] = []
    for end, reach, span in reaches:
        first = last = -1
        seen = 0
        for at, (form, start, _) in enumerate(tokens):
            if start < end:
                continue
            low = form.lower()
            if form in _BREAK or (low in _TURN and seen):
                break
            if form == "," and seen >= 2:
                break
            if low == "and" and seen >= 4:
                break
            if not form[0].isalnum():
                continue
            seen += 1
            if seen > reach:
                break
            turned_at[at] += 1
            first, last = (at if first < 0 else first), at
        if first >= 0 and _of_its_subject(tokens, end):
            before = [at for at, (_, _, stop) in enumerate(tokens) if stop <= span[0]]
            for at in reversed(before[-_SUBJECT - 1 :]):
                if tokens[at][0] in _BREAK or tokens[at][0] == ",":
                    break
                turned_at[at] += 1
                first = at
        if first >= 0:
            bounds.append((span, first, last))
    words: list[Word] = []
    names: set[str] = set()
    place: dict[int, int] = {}
    skip_until = -1
    sentence = 0
    stops = _stops()
    for at, (form, start, end) in enumerate(tokens):
        if form in _STOP and words:
            sentence += words[-1].sentence == sentence
        if start < skip_until or not form[0].isalpha():
            continue
        resolution = put_in.get(start)
        if resolution is not None:
            span = resolution.span  # type: ignore[attr-defined]
            for part in sorted(name_words(resolution.name)):  # type: ignore[attr-defined]
                names.add(part)
                place.setdefault(at, len(words))
                words.append(Word(part, span, bool(turned_at[at] % 2), 0.5, True, sentence))
            skip_until = span[1]
            continue
        low = form.lower().replace("’", "'")
        if speaking and low.split("'")[0] in _FIRST_PERSON:
            for part in sorted(speaking):
                place.setdefault(at, len(words))
                words.append(Word(part, (start, end), bool(turned_at[at] % 2), 0.4, True, sentence))
            names |= speaking
            speaking = frozenset()
            continue
        if low.endswith("'s"):
            low = low[:-2]
        if low in stops or low.endswith("n't"):
            continue
        if "'" in low:
            low = low.split("'")[0]
            if low in stops or not low:
                continue
        lemma = sys.intern(lexicon().lemma(low))
        if lemma in stops:
            continue
        starts_sentence = at == 0 or tokens[at - 1][0] in ".!?“\"‘'"
        name = form[0].isupper() and not (starts_sentence and lexicon().known(lemma))
        if name:
            lemma = lemma if lexicon().known(lemma) else low
            names.add(lemma)
        place.setdefault(at, len(words))
        weight = 0.6 if name else lexicon().rarity(lemma)
        words.append(Word(lemma, (start, end), bool(turned_at[at] % 2), weight, name, sentence))
    negators = []
    for span, first, last in bounds:
        inside = [place[at] for at in range(first, last + 1) if at in place]
        negators.append(Negator(span, inside[0] if inside else -1, inside[-1] if inside else -1))
    return tuple(words), tuple(negators), frozenset(names)


_FEW_CLAIMS = 12
"""In a smaller case what all claims share is the very thing they are about."""


def reweigh(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of one case, each word weighing less the more of its claims hold it.

    What every claim of a case names says little about which two of them speak of the same thing.
    """
    holding = Counter(lemma for reading in readings for lemma in reading.lemmas)
    if len(readings) < _FEW_CLAIMS:
        return list(readings)
    rare = math.log((len(readings) + 1) / 2.5)

    def factor(lemma: str) -> float:
        return max(0.1, min(1.0, math.log((len(readings) + 1) / (holding[lemma] + 0.5)) / rare))

    return [
        replace(reading, words=tuple(replace(w, weight=w.weight * factor(w.lemma)) for w in reading.words))
        for reading in readings
    ]
