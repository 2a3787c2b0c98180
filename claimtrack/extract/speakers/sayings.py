"""When something was said, where the attribution's own clause says so; never when it was published.

A day of the week or a day without a year is the last one up to the day of publication; a month without a day is its
first day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claimtrack.vocabulary import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Piece
    from spacy.tokens import Token

    from claimtrack.extract.local import LocalAttribution
    from claimtrack.extract.speakers.cast import Cast

_MONTH_NAMES = (
    "jan january",
    "feb february",
    "mar march",
    "apr april",
    "may",
    "jun june",
    "jul july",
    "aug august",
    "sep sept september",
    "oct october",
    "nov november",
    "dec december",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_DAYS = {name: n for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = [
    re.compile(rf"\b{_DAY}(?: of)? {_MONTH},?(?: {_YEAR})?\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} {_DAY}\b(?:,? {_YEAR})?", re.IGNORECASE),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)\b"),
]
_MONTH_ONLY = re.compile(
    rf"\b(?P<when>last|this|in|earlier in|early|late|since|during)?\s*{_MONTH},?(?: {_YEAR})?(?!\w)", re.IGNORECASE
)
_WEEKDAY = re.compile(rf"\b(?P<when>last|this|next)?\s*(?P<name>{'|'.join(_DAYS)})\b", re.IGNORECASE)
_NEAR = re.compile(
    r"\b(?P<today>today|tonight|this (?:morning|afternoon|evening))\b"
    r"|\b(?P<yesterday>yesterday|last night|the day before|(?:the )?previous day)\b"
    r"|\b(?P<n>\d+|two|three|four|five|six) (?P<unit>days|weeks) ago\b",
    re.IGNORECASE,
)
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_CANDIDATE = re.compile(
    rf"\d{{1,2}}|\b(?:{'|'.join([*_MONTHS, *_DAYS])}|today|tonight|yesterday|last|this|ago)\b", re.IGNORECASE
)


def read_date(text: str, published: date | None) -> date | None:
    """The day that a phrase names, read against the day of publication; None where it names none.

    >>> read_date("on May 12, 2015", None)
    datetime.date(2015, 5, 12)
    """
    found = find_date(text, published)
    return found[0] if found is not None else None


def find_date(text: str, published: date | None) -> tuple[date, Span] | None:
    """The day and the characters that name it."""
    for form in _FORMS:
        found = form.search(text)
        if found is not None:
            day = _calendar(found, published)
            return (day, found.span()) if day is not None else None
    if published is not None:
        near = _NEAR.search(text)
        if near is not None:
            return _near(near, published), near.span()
        weekday = _WEEKDAY.search(text)
        if weekday is not None:
            day = _weekday(weekday, published)
            return (day, weekday.span()) if day is not None else None
    month = _MONTH_ONLY.search(text)
    if month is not None:
        day = _month(month, published)
        return (day, month.span()) if day is not None else None
    return None


def _calendar(found: re.Match[str], published: date | None) -> date | None:
    word = found["month"].lower()
    month = int(word) if word.isdigit() else _MONTHS[word]
    try:
        if found["year"]:
            return date(int(found["year"]), month, int(found["day"]))
        if published is None:
            return None
        day = date(published.year, month, int(found["day"]))
        return day if day <= published else date(published.year - 1, month, int(found["day"]))
    except ValueError:
        return None


def _near(found: re.Match[str], published: date) -> date:
    if found["today"]:
        return published
    if found["yesterday"]:
        return published - timedelta(days=1)
    count = _COUNT.get(found["n"].lower()) or min(int(found["n"]), 3650)
    return published - timedelta(days=count * (7 if found["unit"].lower() == "weeks" else 1))


def _weekday(found: re.Match[str], published: date) -> date | None:
    when = (found["when"] or "").lower()
    if when == "next":
        return None
    back = (published.weekday() - _DAYS[found["name"].lower()]) % 7
    if when == "last" and back < 2:
        back += 7  # a day as near as that is "on Tuesday" or "yesterday"
    return published - timedelta(days=back)


def _month(found: re.Match[str], published: date | None) -> date | None:
    when = (found["when"] or "").lower()
    month = _MONTHS[found["month"].lower()]
    if found["year"]:
        return date(int(found["year"]), month, 1)
    if published is None:
        return None
    year = (
        published.year
        if month < published.month or (month == published.month and when != "last")
        else published.year - 1
    )
    return date(year, month, 1)


class SayingReader:
    """Dates of saying for the attributions of one text."""

    def __init__(self, cast: Cast, published: date | None) -> None:
        self.cast = cast
        self.published = published
        self.dates = [e for e in cast.doc.ents if e.label_ in ("DATE", "TIME") and _CANDIDATE.search(e.text)]
        self.starts = [e.start for e in self.dates]

    def of(self, one: LocalAttribution) -> tuple[date, Span] | None:
        """The day and the words that name it; None where the clause names none."""
        if one.cue_head is None or not self.dates:
            return None
        cue = self.cast.doc[one.cue_head]
        if any(child.lower_ in ("will", "would", "'ll") and child.dep_ == "aux" for child in cue.children):
            return None
        clause = self._clause(cue)
        low, high = cue.sent.start, cue.sent.end
        for piece in self.dates[bisect_left(self.starts, low) : bisect_left(self.starts, high)]:
            if any(start <= piece.start_char < end for start, end in one.content):
                continue
            if piece.start and self.cast.doc[piece.start - 1].lower_ in ("a", "an", "every", "each"):
                continue
            if piece[0].lower_ in ("a", "an", "every", "each") or self._anchor(piece) not in clause:
                continue
            found = find_date(piece.text, self.published)
            if found is not None and (self.published is None or found[0] <= self.published):
                return found[0], (piece.start_char + found[1][0], piece.start_char + found[1][1])
        return None

    def _clause(self, cue: Token) -> set[int]:
        """The cue and the verbs that carry it ("is reported to have said")."""
        held = {cue.i}
        token = cue
        while token.dep_ in ("xcomp", "ccomp", "conj") and token.head.i != token.i:
            if token.dep_ == "ccomp" and token.head.lemma_ not in ("report", "record", "say", "quote", "minute"):
                break
            token = token.head
            held.add(token.i)
            if token.pos_ not in ("VERB", "AUX"):
                break
        return held

    def _anchor(self, piece: Piece) -> int:
        """The first verb above the date."""
        token = piece.root
        for _ in range(12):
            if token.pos_ in ("VERB", "AUX") or token.head.i == token.i:
                break
            token = token.head
        return int(token.i)
