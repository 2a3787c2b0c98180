"""How the report's enums, dates and numbers read to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from claimtrack.report.contents import Evidence, Source

_TYPES = {
    "rebuttal": "explicit rebuttal",
    "denial": "denial",
    "negation": "one affirms, one negates",
    "antonym": "opposite words",
    "number": "different numbers",
    "money": "different amounts of money",
    "percentage": "different percentages",
    "date": "different dates",
    "actor": "different actors",
    "place": "different places",
    "event": "different events",
    "alternative": "one of several alternatives",
    "self": "a speaker against an earlier statement",
    "dispute": "a dispute that the text names",
    "meaning": "meaning",
    "repeat": "the same said again",
    "update": "a later version",
}
_VERDICTS = {
    "contradiction": "contradiction",
    "partial": "partial contradiction",
    "changed": "changed over time",
    "consistent": "can both stand",
    "unrelated": "unrelated",
    "unsure": "unsure",
}
_KINDS = {"direct": "quoted", "mixed": "partly quoted", "indirect": "reported, not quoted"}


def verdict_words(verdict: str | None) -> str:
    return "not judged" if verdict is None else _VERDICTS.get(verdict, verdict)


def type_words(type: str) -> str:
    return _TYPES.get(type, type)


def kind_words(kind: str) -> str:
    return _KINDS.get(kind, kind)


def day(iso: str | None) -> str:
    return iso or "undated"


def moment(iso: str) -> str:
    """ "2026-03-04T05:06:07Z" as "2026-03-04 05:06 UTC"."""
    return f"{iso[:10]} {iso[11:16]} UTC"


def dates(side: Evidence) -> str:
    """When it was said and published, in one line."""
    said = f"said {side.said}" if side.said else "date said not given"
    return f"{said}; {'published ' + side.published if side.published else 'date published not given'}"


def hand(side: Evidence) -> str:
    return "first-hand" if side.firsthand else f"relayed by {side.relayed_by}"


def stance_before(stance: str) -> str:
    """How the speaker stands to a quote that follows, "(denies) "; nothing where it is said plainly."""
    return "" if stance == "asserts" else f"({stance}) "


def outlet_and_title(source: Source) -> str:
    return f"{source.outlet}, “{source.title}”" if source.outlet else f"“{source.title}”"


def numbers(items: Iterable[object]) -> str:
    return ", ".join(str(item) for item in items)


def count(number: int, one: str, many: str | None = None) -> str:
    """E.g. "1 finding", "3 findings"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shortened(text: str, words: int = 40) -> str:
    """The first words of a text, with " …" where there are more; the whole stands in its finding."""
    parts = text.split()
    return " ".join(parts) if len(parts) <= words else " ".join(parts[:words]) + " …"


FILTERS: dict[str, Callable[..., Any]] = {
    "verdict_words": verdict_words,
    "type_words": type_words,
    "kind_words": kind_words,
    "day": day,
    "moment": moment,
    "dates": dates,
    "hand": hand,
    "outlet_and_title": outlet_and_title,
    "numbers": numbers,
    "count_of": count,
    "shortened": shortened,
}
