"""Where things stand in the two pictures of a report; the templates draw them.

Lengths are SVG user units, a unit being a CSS pixel at full width. Both pictures are made twice, for a desk and for a
phone, because letters that shrink with a picture cannot be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt

from claimtrack.report.contents import Contents, Finding, Statement
from claimtrack.report.visible import visible
from claimtrack.report.words import stance_before

_SPEAKERS = 14
"""Rows at most: more cannot be told apart; the rest share one row in the time line and are counted in the other."""
_LINES = 400
"""Connecting lines at most, the surest pairs first."""
_STEP = 44
"""From one speaker to the next in the picture of who is against whom."""
_LETTER = 8.2
"""Width of a letter of 13 units, a wide one's of the widest font that the stylesheet may fall back to (DejaVu Sans)."""
_BEND = 22
"""How far the line between two statements of one day is pulled aside."""
OTHERS = "others"

_Across = Callable[[str], float]
_Down = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    y: float
    label: str
    """Shortened to what fits."""
    name: str
    below: str = ""
    """A second line, in small letters."""


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    count: int
    title: str
    found: bool
    """True where one of its statements is a side of a finding."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A pair, as an SVG path."""

    path: str
    width: float
    title: str
    label: str = ""
    label_x: float = 0.0
    label_y: float = 0.0


@dataclass(frozen=True, slots=True)
class Timeline:
    id: str
    width: int
    height: int
    left: float
    """Where the time axis begins."""
    right: float
    bottom: float
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    curves: tuple[Curve, ...]
    to_scale: bool
    description: str


@dataclass(frozen=True, slots=True)
class Against:
    id: str
    width: int
    height: int
    axis: float
    rows: tuple[Row, ...]
    curves: tuple[Curve, ...]
    description: str


# --- time line -------------------------------------------------------------------------------


def timeline(report: Contents, id: str, *, width: int, label: int, letters: int) -> Timeline | None:
    """None where no statement has a date; `label` is the width of the column of names, 0 for names above their rows."""
    dated = [s for s in report.chronology if s.date]
    if not dated:
        return None
    names = _leading(s.speaker for s in dated)
    step = 34 if label else 46
    rows = {name: 26.0 + step * at + (0 if label else 14) for at, name in enumerate(names)}
    bottom = 26.0 + step * (len(names) - 1) + (20 if label else 32)
    days = sorted({date.fromisoformat(s.date) for s in dated if s.date})
    first, last = days[0], days[-1]
    left, right = float(label + 14), float(width - 14)
    to_scale = not _is_lopsided(days)
    most = (width - label) // 90
    ticks = _ticks(first, last, most) if to_scale else _some_days(days, most)

    def share(day: date) -> float:
        if first == last:
            return 0.5
        if not to_scale:
            return days.index(day) / (len(days) - 1)
        return (day - first).days / (last - first).days

    places = {day.isoformat(): round(left + (right - left) * share(day), 1) for day in days}

    def x(day: str) -> float:
        return places[day]

    def y(speaker: str) -> float:
        return rows.get(speaker, rows.get(OTHERS, 0.0))

    return Timeline(
        id=id,
        width=width,
        height=int(bottom + 28),
        left=left,
        right=right,
        bottom=bottom,
        rows=tuple(Row(at, _short(name, letters), visible(name)) for name, at in rows.items()),
        ticks=tuple(Tick(round(left + (right - left) * share(day), 1), text) for day, text in ticks),
        dots=_dots(dated, x, y),
        curves=tuple(_timeline_curves(report.findings, x, y, (left + right) / 2)),
        to_scale=to_scale,
        description=_timeline_words(report, dated, len(names)),
    )


def _leading(speakers: Iterable[str]) -> list[str]:
    """The speakers with most statements, those of one count by name, and one row for the rest."""
    counted = sorted(Counter(speakers).items(), key=lambda item: (-item[1], item[0]))
    names = [name for name, _ in counted[:_SPEAKERS]]
    return [*names, OTHERS] if len(counted) > _SPEAKERS else names


def _dots(dated: Sequence[Statement], x: _Across, y: _Down) -> tuple[Dot, ...]:
    together: dict[tuple[float, float], list[Statement]] = {}
    for statement in dated:
        together.setdefault((x(statement.date or ""), y(statement.speaker)), []).append(statement)
    return tuple(
        Dot(
            across,
            down,
            round(min(4 + 1.6 * sqrt(len(group) - 1), 11), 1),
            len(group),
            visible(f"{group[0].date}, {group[0].speaker}: {_said(group)}"),
            any(statement.findings for statement in group),
        )
        for (across, down), group in together.items()
    )


def _said(group: Sequence[Statement]) -> str:
    words = group[0].quote.split()
    first = " ".join(words[:12]) + (" …" if len(words) > 12 else "")
    return stance_before(group[0].stance) + f"“{first}”" + (f" and {len(group) - 1} more" if len(group) > 1 else "")


def _timeline_curves(findings: Sequence[Finding], x: _Across, y: _Down, middle_of_time: float) -> Iterable[Curve]:
    for finding in sorted(findings, key=lambda finding: (-finding.score, finding.number))[:_LINES]:
        if finding.a.date is None or finding.b.date is None:
            continue
        ax, ay, bx, by = x(finding.a.date), y(finding.a.speaker), x(finding.b.date), y(finding.b.speaker)
        if (ax, ay) == (bx, by):
            continue
        # Along a row or a day a straight line would run through the dots between.
        lift = 14 if ay == by else 0
        push = 0 if ax != bx else _BEND if ax < middle_of_time else -_BEND
        middle = f"{(ax + bx) / 2 + push:.1f} {(ay + by) / 2 - lift:.1f}"
        path = f"M{ax} {ay} Q{middle} {bx} {by}"
        yield Curve(path, 1.4, visible(f"Finding {finding.number}: {finding.headline}"))


def _timeline_words(report: Contents, dated: Sequence[Statement], rows: int) -> str:
    undated = len(report.chronology) - len(dated)
    return (
        f"{len(dated)} dated statements in {rows} rows, one a speaker, from {dated[0].date} to {dated[-1].date}; "
        f"lines join the two statements of a finding. "
        + (f"{undated} undated statements are left out. " if undated else "")
        + "The table of the chronology says the same in words."
    )


def _is_lopsided(days: Sequence[date]) -> bool:
    """Whether one gap takes up so much of the time that all else would stand on one spot."""
    if len(days) < 3:
        return False
    longest = max((later - earlier).days for earlier, later in pairwise(days))
    return longest > 0.6 * (days[-1] - days[0]).days


def _some_days(days: Sequence[date], most: int) -> list[tuple[date, str]]:
    """The first and the last day and some between, at even steps."""
    steps = max(min(most, len(days)) - 1, 1)
    chosen = dict.fromkeys(days[round(at * (len(days) - 1) / steps)] for at in range(steps + 1))
    return [(day, f"{day:%d %b %Y}") for day in chosen]


def _ticks(first: date, last: date, most: int) -> list[tuple[date, str]]:
    """Round days, months or years between the two, at most so many and at least one."""
    days = (last - first).days
    most = max(most, 2)
    if days <= 45:
        step = max(1, -(-(days + 1) // most))
        return [(first + timedelta(n), f"{first + timedelta(n):%d %b %Y}") for n in range(0, days + 1, step)]
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    for every in (1, 2, 3, 6):
        chosen = [day for day in months if (day.month - 1) % every == 0]
        if len(chosen) <= most:
            return [(day, f"{day:%b %Y}") for day in chosen]
    years = [day for day in months if day.month == 1]
    every = max(1, -(-len(years) // most))
    return [(day, str(day.year)) for day in years if day.year % every == 0] or [(first, str(first.year))]


# --- who against whom ------------------------------------------------------------------------


def against(report: Contents, id: str, *, width: int, letters: int) -> Against | None:
    """None where there is no finding; arcs join two speakers, as thick as the findings between them are many."""
    if not report.findings:
        return None
    pairs: Counter[tuple[str, str]] = Counter()
    for finding in report.findings:
        one, other = sorted((finding.a.speaker, finding.b.speaker))
        pairs[one, other] += 1
    weight: Counter[str] = Counter()
    for (one, other), n in pairs.items():
        weight[one] += n
        weight[other] += n
    names = [name for name, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))[:_SPEAKERS]]
    names = _near_each_other(names, pairs)
    rows = {name: 26.0 + _STEP * at for at, name in enumerate(names)}
    axis = round(max(len(_short(name, letters)) for name in [*names, "own statements: 99"]) * _LETTER + 20, 1)
    shown = [(pair, n) for pair, n in sorted(pairs.items()) if pair[0] in rows and pair[1] in rows]
    arcs = [(pair, n) for pair, n in shown if pair[0] != pair[1]]
    most = max((n for _, n in arcs), default=1)
    return Against(
        id=id,
        width=width,
        height=int(26 + _STEP * (len(names) - 1) + 30),
        axis=axis,
        rows=tuple(
            Row(
                at, _short(name, letters), visible(name), f"own statements: {own}" if (own := pairs[name, name]) else ""
            )
            for name, at in rows.items()
        ),
        curves=tuple(_arc(pair, n, rows, axis, width, most) for pair, n in arcs),
        description=_against_words(pairs, len(pairs) - len(shown)),
    )


def _near_each_other(names: list[str], pairs: Counter[tuple[str, str]]) -> list[str]:
    """An order in which those with most between them stand together, so that few arcs cross."""
    left = list(names)
    ordered: list[str] = []
    while left:
        if not ordered:
            ordered.append(left.pop(0))
            continue
        last = ordered[-1]
        left.sort(key=lambda name: (-pairs[min(last, name), max(last, name)], names.index(name)))
        ordered.append(left.pop(0))
    return ordered


def _arc(pair: tuple[str, str], n: int, rows: dict[str, float], axis: float, width: int, most: int) -> Curve:
    low, high = sorted((rows[pair[0]], rows[pair[1]]))
    thick = round(1.2 + 4.8 * n / most, 1)
    room = width - axis - 36
    title = visible(f"{pair[0]} and {pair[1]}: {n}")
    widest = max(rows.values()) - min(rows.values())
    share = (high - low) / widest
    reach = round(max(56.0, min(room * 4 / 3, 90 + widest * 0.9) * share), 1)
    path = f"M{axis} {low} C{axis + reach} {low} {axis + reach} {high} {axis} {high}"
    return Curve(path, thick, title, str(n), round(axis + reach * 0.75 + 8, 1), (low + high) / 2 + 4)


def _against_words(pairs: Counter[tuple[str, str]], hidden: int) -> str:
    leading = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:12]
    told = "; ".join(
        visible(one if one == other else f"{one} and {other}") + f": {n}{' with themselves' if one == other else ''}"
        for (one, other), n in leading
    )
    more = len(pairs) - len(leading)
    return (
        f"Findings between speakers. {told}."
        + (f" {more} more pairs of speakers." if more else "")
        + (f" {hidden} pairs are not drawn." if hidden else "")
    )


def _short(name: str, letters: int) -> str:
    name = visible(name)
    return name if len(name) <= letters else name[: letters - 1].rstrip() + "…"
