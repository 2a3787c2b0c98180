"""Numbers, money, percentages and dates in a text, as intervals that can be compared.

A number that names a thing and counts nothing (a year, a section, an age in a compound) is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimtrack.link.lexicon import lexicon, rows
from claimtrack.vocabulary import Span

_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "once": 1, "twice": 2, "dozen": 12, "couple": 2, "half": 0.5,
}  # fmt: skip
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "b": 1e9, "billion": 1e9,
    "tn": 1e12, "trillion": 1e12,
}  # fmt: skip
_UNITS: dict[str, tuple[str, float]] = {word: (unit, float(factor)) for word, unit, factor in rows("units.tsv")}
_SMALL = "|".join(
    sorted((w for w in _WORDS if w not in ("once", "twice", "dozen", "couple", "half", "zero")), key=len, reverse=True)
)
_SPELT = rf"(?:{_SMALL})\b(?:[- ](?:{_SMALL})\b)?"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{_SPELT})"
_SCALE = r"(?:[ -]?(?:hundred|thousand|million|billion|trillion)\b|(?:k|m|mn|bn|tn)\b)"
_APPROX = (
    "at least|no fewer than|no less than|more than|in excess of|upwards of|up to|at most|no more than|not more than|"
    "fewer than|less than|almost|nearly|about|around|roughly|some|approximately|just over|just under|over|above|under|"
    "below|only|exactly|just|closer to|getting on for|close to"
)
_QUANTITY = re.compile(
    rf"(?P<approx>\b(?:{_APPROX})\s+)?"
    rf"(?P<currency>[£$€]\s?)?(?<![\w.,])"
    rf"(?P<number>{_NUMBER}(?:\s(?:hundred|thousand)\b(?:(?: and)? {_NUMBER})?)?)(?P<scale>{_SCALE})?"
    rf"(?:(?:\s?[-–]\s?|\s(?:to|or)\s)[£$€]?(?P<upper>{_NUMBER})(?P<scale2>{_SCALE})?(?=\s|%|[.,;]|$))?"
    rf"(?P<percent>\s?(?:%|per ?cent\b|percent\b|percentage points?\b))?",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\b(?P<number>once|twice|a dozen|dozen|a couple of|both|half)\b", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|none of the|not one|not a single|zero|nil)\s+(?P<noun>[a-z][a-z-]+)|\b(?P<bare>nobody|no[- ]one|none)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:section|article|regulation|clause|page|paragraph|chapter|flat|room|platform|gate|route|line|junction|number|no\.?|phase|part|unit|"
    r"ward|bus|road|table|figure|appendix|type|class|grade|year|day|act|item|bed|channel|pier|berth|form|motion|level)\s*$|[A-Za-z]\d*$|#\s*$",
    re.IGNORECASE,
)
_MORE = {
    "at least",
    "no fewer than",
    "no less than",
    "more than",
    "over",
    "above",
    "in excess of",
    "upwards of",
    "just over",
}
_LESS = {"up to", "at most", "no more than", "not more than", "fewer than", "less than", "under", "below", "just under"}
_ABOUT = {
    "getting on for",
    "close to",
    "almost",
    "nearly",
    "about",
    "around",
    "roughly",
    "some",
    "approximately",
    "closer to",
}
_FOLLOW = re.compile(
    r"(?:[\s-]+(?:of|the|a|an|our|its|their|other|more|his|her|those|these|were|was|had|have)\b)*[\s-]+([A-Za-z][A-Za-z'’-]*)?"
    r"(?:[\s-]+([A-Za-z][A-Za-z'’-]*))?(?:[\s-]+([A-Za-z][A-Za-z'’-]*))?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount between `low` and `high` of something: money, a percentage, a measured unit, or a count of `nouns`."""

    low: float
    high: float
    unit: str
    """"money", "percent", a base unit of data/units.tsv, or "count"."""
    nouns: tuple[str, ...]
    """Lemmas of the words after it, nearest first: what is counted."""
    span: Span
    bound: bool = False
    """"up to", "at least": only one end is known."""

    def clashes(self, other: Quantity) -> bool:
        slack = 0.02 * max(abs(self.high), abs(other.high)) if self.high < 1e15 and other.high < 1e15 else 0.0
        if self.unit == "count":
            slack = 0.0
        return self.low > other.high + slack or other.low > self.high + slack

    def same_kind(self, other: Quantity) -> bool:
        if self.unit != other.unit:
            return False
        if self.unit != "count":
            return True
        return any(_related(one, two) for one in self.nouns[:2] for two in other.nouns[:2])


def _related(one: str, other: str) -> bool:
    return (
        not set(lexicon().keys(one)).isdisjoint(lexicon().keys(other))
        or bool(lexicon().own(one) & lexicon().above(other))
        or bool(lexicon().own(other) & lexicon().above(one))
    )


def _value(words: str) -> float | None:
    text = words.lower().replace(",", "").strip()
    try:
        return float(text)
    except ValueError:
        pass
    total = 0.0
    for part in re.split(r"[\s-]+", text):
        if part == "and":
            continue
        if part in _WORDS:
            total += _WORDS[part]
        elif part in _SCALES:
            total = max(total, 1) * _SCALES[part]
        else:
            try:
                total += float(part)
            except ValueError:
                return None
    return total


def _scaled(number: float, scale: str | None) -> float:
    return number * _SCALES[scale.strip(" -").lower()] if scale else number


def quantities(text: str, taken: tuple[Span, ...] = ()) -> list[Quantity]:
    """Every amount in the text; `taken` are spans that dates already own."""
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text):
        span = (match.start(), match.end())
        number = match["number"]
        start = match.start("number")
        if any(low < match.end("number") and start < high for low, high in taken):
            continue
        value = _value(number)
        if value is None:
            continue
        before = text[max(0, start - 14) : start]
        label = _LABEL.search(before) if not match["currency"] else None
        if label and not number.isalpha():
            continue
        after = text[match.end() :]
        if re.match(r"(?:st|nd|rd|th)\b|[-‐]year|[-‐]?year[- ]old|[:/]\d|\.\d", after):
            continue
        if number.lower() == "one" and not (match["approx"] or match["scale"] or match["percent"] or match["currency"]):
            continue
        if not (match["currency"] or match["percent"] or match["scale"]) and re.fullmatch(r"(?:1[5-9]|20)\d\d", number):
            continue
        low = _scaled(value, match["scale"] or (match["scale2"] if match["upper"] else None))
        high = low
        if match["upper"]:
            top = _value(match["upper"])
            if top is not None and (top >= value or match["scale2"]):
                high = max(low, _scaled(top, match["scale2"] or match["scale"]))
        approx = (match["approx"] or "").strip().lower()
        bound = approx in _MORE or approx in _LESS
        if approx in _MORE:
            high = float("inf")
        elif approx in _LESS:
            low = 0.0
        elif approx in _ABOUT:
            low, high = 0.85 * low, 1.15 * high
        nouns, unit, factor = _counted(after)
        if match["percent"]:
            unit, factor = "percent", 1.0
        elif match["currency"]:
            unit, factor = "money", 1.0
        span = (match.start("currency") if match["currency"] else start, match.end())
        while span[1] > span[0] and text[span[1] - 1].isspace():
            span = (span[0], span[1] - 1)
        found.append(Quantity(low * factor, high * factor, unit, nouns, span, bound))
    for match in _TIMES.finditer(text):
        word = match["number"].lower().removeprefix("a ").removesuffix(" of")
        if word in ("once", "twice"):
            count = float(_WORDS[word])
            found.append(Quantity(count, count, "count", ("time",), match.span()))
        elif word == "dozen" or word == "couple" or word == "both":
            count = {"dozen": 12.0, "couple": 2.0, "both": 2.0}[word]
            nouns, unit, factor = _counted(text[match.end() :])
            found.append(Quantity(count * factor, count * factor, unit, nouns, match.span()))
    for match in _NONE.finditer(text):
        noun = lexicon().lemma(match["noun"].lower()) if match["noun"] else ("person" if match["bare"] else "")
        if noun and noun not in ("longer", "doubt", "way", "more", "idea", "reason", "time", "point"):
            found.append(Quantity(0.0, 0.0, "count", (noun,), match.span()))
    return sorted(found, key=lambda quantity: quantity.span)


def _counted(after: str) -> tuple[tuple[str, ...], str, float]:
    """The lemmas that follow an amount, and the unit they make it."""
    match = _FOLLOW.match(after[:70])
    if not match:
        return (), "count", 1.0
    nouns = tuple(lexicon().lemma(word.lower()) for word in match.groups() if word)
    for noun in nouns[:1]:
        if noun in _UNITS:
            unit, factor = _UNITS[noun]
            return nouns, unit, factor
    return nouns, "count", 1.0
