"""The day a text says it is of: in its file's name, or in the lines above its first paragraph."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

HEAD_LINES = 10
"""Lines that hold something and may stand above the first paragraph."""

LINE_LENGTH = 180
"""Characters; a longer line is a paragraph, and a date in it may be of anything."""

AROUND = 4
"""Words that may stand beside the date in a line that does not say what the date is: a weekday, an outlet."""

EARLIEST = 1980
"""A date before this year is what the text is about."""

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "(?P<month>" + "|".join(f"{name}|{name[:3]}|{name[:4]}" for name in _MONTHS) + r")\.?"
_DATES = (
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
)
_SAYS = re.compile(
    r"\b(?:published|updated|posted|recorded|issued|released|dated|date|minutes|meeting|transcript|filed)\b",
    re.IGNORECASE,
)
_IN_NAME = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


def published(text: str, path: str) -> date | None:
    """The day in the file's name (2017-07-20), else the first in the head of the text; None where neither names one."""
    return in_name(path) or in_head(text)


def in_name(path: str) -> date | None:
    """The only ISO date in the file's name."""
    found = {day for match in _IN_NAME.finditer(PurePath(path).stem) if (day := _day(*map(int, match.groups())))}
    return found.pop() if len(found) == 1 else None


def in_head(text: str) -> date | None:
    """The first date above the first paragraph that stands nearly alone in its line, or is said to be the text's."""
    lines = [line.strip() for line in text.split("\n", 4 * HEAD_LINES)[: 4 * HEAD_LINES] if line.strip()]
    for line in lines[:HEAD_LINES]:
        if len(line) > LINE_LENGTH:
            return None
        for match in (match for pattern in _DATES for match in pattern.finditer(line)):
            given = match.groupdict()
            month = given["number"] if "number" in given else _number(given["month"])
            day = _day(int(given["year"]), int(month), int(given["day"]))
            rest = (line[: match.start()] + line[match.end() :]).split()
            if day and (len(rest) <= AROUND or _SAYS.search(line)):
                return day
    return None


def _number(month: str) -> int:
    return next(place for place, name in enumerate(_MONTHS, 1) if name.startswith(month.lower()[:3]))


def _day(year: int, month: int, day: int) -> date | None:
    if year < EARLIEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
