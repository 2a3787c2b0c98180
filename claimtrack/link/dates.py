"""Calendar mentions in a text (days, months, years, weekdays, clock times) and when two of them cannot be the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimtrack.vocabulary import Span

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|"
    r"Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 2),
    "christmas": (12, 12),
    "easter": (3, 4),
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINALS = {"first": 1, "second": 8, "third": 15, "fourth": 22, "last": 23}
_DAY = r"(?P<day{n}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year{n}>(?:19|20)\d\d))?"
_SLACK = 10
"""Minutes by which two tellings of one moment may differ; half a day more or less is how a clock was read aloud."""
_PATTERN = re.compile(
    r"(?P<part>(?:the\s+)?(?P<which>first|second|third|fourth|last)\s+(?:full\s+)?week\s+(?:of|in)\s+"
    r"(?P<month0>" + _MONTH + r")" + _YEAR.format(n=0) + r")"
    r"|\b" + _DAY.format(n=1) + r"\s+(?:of\s+)?(?P<month1>" + _MONTH + r")\b" + _YEAR.format(n=1) +
    r"|\b(?P<month2>" + _MONTH + r")\s+" + _DAY.format(n=2) + r"\b(?!\d|,\d)" + _YEAR.format(n=2) +
    r"|\b(?P<month3>" + _MONTH + r")\b" + _YEAR.format(n=3) +
    r"|\b(?:in|since|by|until|before|after|from|during|of|for)\s+(?P<year4>(?:19|20)\d\d)\b"
    r"|\b(?P<year5>(?:19|20)\d\d)(?:[-–/](?P<upto>\d\d(?:\d\d)?))?\b(?!\s*(?:people|homes|jobs|tonnes|miles|metres|pounds|signatures|workers))"
    r"|\b(?P<season>spring|summer|autumn|winter|Christmas|Easter)\b(?:\s+(?:of\s+)?(?P<year6>(?:19|20)\d\d))?"
    r"|\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?\b"
)  # fmt: skip
_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_OFFSETS = {"five": 5, "ten": 10, "quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
_HALF_DAY = 720
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap]\.?m\b\.?)|\b(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>\d\d)\b"
    r"|\b(?P<word>midnight|noon|midday)\b"
    r"|\b(?P<offset>quarter|half|five|ten|twenty|twenty-five)\s(?:minutes\s)?(?P<side>past|to)\s(?P<spelt>"
    + "|".join(_HOURS)
    + r")\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """A calendar mention; a field the text leaves open is None. `minutes` counts from midnight."""

    span: Span
    year: int | None = None
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    weekday: int | None = None
    minutes: int | None = None

    def clashes(self, other: When) -> bool:
        """Whether some field that both give differs, and none is left open that would explain it."""
        if self.minutes is not None or other.minutes is not None:
            if self.minutes is None or other.minutes is None:
                return False
            apart = abs(self.minutes - other.minutes)
            return min(apart, abs(apart - _HALF_DAY)) > _SLACK
        if self.weekday is not None or other.weekday is not None:
            return self.weekday is not None and other.weekday is not None and self.weekday != other.weekday
        if self.year is not None and other.year is not None and self.year != other.year:
            return True
        if self.months and other.months:
            if not _meet(self.months, other.months):
                return True
            if self.days and other.days:
                return self.days[0] > other.days[1] or other.days[0] > self.days[1]
        return False

    def agrees(self, other: When) -> bool:
        if self.minutes is not None and other.minutes is not None:
            return not self.clashes(other)
        shared = (
            (self.year is not None and other.year is not None)
            or (self.months is not None and other.months is not None)
            or (self.weekday is not None and self.weekday == other.weekday)
        )
        return shared and not self.clashes(other)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    def members(pair: tuple[int, int]) -> set[int]:
        low, high = pair
        return set(range(low, high + 1)) if low <= high else {*range(low, 13), *range(1, high + 1)}

    return bool(members(one) & members(other))


def _month(name: str) -> int:
    return _SHORT[name[:3].lower()]


def mentions(text: str) -> list[When]:
    found: list[When] = []
    for match in _PATTERN.finditer(text):
        groups = match.groupdict()
        year = next((int(groups[f"year{n}"]) for n in range(7) if groups.get(f"year{n}")), None)
        span = match.span()
        if groups["part"]:
            first = _ORDINALS[groups["which"]]
            month = _month(groups["month0"])
            found.append(When(span, year, (month, month), (first, first + 7 if groups["which"] != "last" else 31)))
        elif groups["month1"] or groups["month2"]:
            month = _month(groups["month1"] or groups["month2"])
            day = int(groups["day1"] or groups["day2"])
            if 1 <= day <= 31:
                found.append(When(span, year, (month, month), (day, day)))
        elif groups["month3"]:
            if groups["month3"] in ("May", "March") and _is_verb(text, match):
                continue
            month = _month(groups["month3"])
            days = None
            lead = re.search(
                r"\b(early|mid|late|the (?:start|beginning|middle|end) of)[\s-]*$", text[: match.start()], re.IGNORECASE
            )
            if lead:
                word = lead[1].lower()
                days = (
                    (1, 12)
                    if "earl" in word or "start" in word or "begin" in word
                    else (10, 21)
                    if "mid" in word
                    else (20, 31)
                )
            found.append(When(span, year, (month, month), days))
        elif groups["season"]:
            found.append(When(span, year, _SEASONS[groups["season"].lower()]))
        elif groups["weekday"]:
            found.append(When(span, weekday=_DAYS.index(groups["weekday"].lower())))
        elif year is not None and not groups["upto"]:
            at = match.start("year4") if groups["year4"] else match.start()
            found.append(When((at, match.end()), year))
    for match in _CLOCK.finditer(text):
        if match["word"]:
            minutes = 0 if match["word"].lower() == "midnight" else 720
        elif match["offset"]:
            minutes = 60 * (_HOURS.index(match["spelt"].lower()) + 1)
            shift = _OFFSETS[match["offset"].lower()]
            minutes += shift if match["side"].lower() == "past" else -shift
        elif match["hour24"]:
            minutes = int(match["hour24"]) * 60 + int(match["minute24"])
        else:
            hour = int(match["hour"]) % 12 + (12 if match["half"].lower().startswith("p") else 0)
            minutes = hour * 60 + int(match["minute"] or 0)
        found.append(When(match.span(), minutes=minutes))
    return sorted(found, key=lambda when: when.span)


def _is_verb(text: str, match: re.Match[str]) -> bool:
    """ "May" and "March" at the start of a sentence before a plain word are not months for sure."""
    after = text[match.end() : match.end() + 2]
    before = text[: match.start()].rstrip()
    return bool(after.startswith(" ") and after[1:].isalpha() and (not before or before[-1] in ".!?"))
