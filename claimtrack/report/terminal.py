"""The chronology and the counts as plain text for a terminal, with nothing in it that a terminal would obey."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from claimtrack.report.visible import visible
from claimtrack.vocabulary import ClaimView, DocumentView, LinkView, Relation, SpeakerView, Stance

_NARROWEST = 40
_LONGEST_BAR = 44
_BARS = " ▏▎▍▌▋▊▉█"


def timeline(claims: Sequence[ClaimView], links: Sequence[LinkView] = (), width: int = 80) -> str:
    """A histogram of the months or days, then one line a claim by day; a claim's links stand at its end."""
    if not claims:
        return "no statements yet: claimtrack add PATH\n"
    width = max(width, _NARROWEST)
    keys: dict[int, list[str]] = {}
    for link in links:
        if link.relation is not Relation.REPEATS:
            for claim in (link.a, link.b):
                keys.setdefault(claim.id, []).append(link.key)
    dated = sorted((day, claim.start, claim.id, claim) for claim in claims if (day := _day(claim)))
    lines = [*_histogram([day for day, *_ in dated], width), ""] if dated else []
    before: date | None = None
    for day, _, _, claim in dated:
        lines.append(_entry("" if day == before else day.isoformat(), claim, keys.get(claim.id, []), width))
        before = day
    undated = [claim for claim in claims if not _day(claim)]
    for at, claim in enumerate(undated):
        lines.append(_entry("" if at else "undated", claim, keys.get(claim.id, []), width))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def stats(
    documents: Sequence[DocumentView],
    speakers: Sequence[SpeakerView],
    claims: Sequence[ClaimView],
    links: Sequence[LinkView],
    width: int = 80,
) -> str:
    """The counts as bars: by outlet, speaker, kind, link type and judgement."""
    width = max(width, _NARROWEST)
    contradicting = [link for link in links if link.relation is Relation.CONTRADICTS]
    judged = sum(link.judgement is not None for link in links)
    blocks = [
        [
            f"{_of(documents, 'document')}, {_of(speakers, 'speaker')}, {_of(claims, 'claim')}, {_of(links, 'link')}",
            f"{len(contradicting)} say that two statements contradict, {judged} links are judged",
        ],
        _bars("claims by outlet", Counter(c.document.outlet or "no outlet" for c in claims), width),
        _bars("claims by speaker", Counter(c.speaker or "unknown speaker" for c in claims), width),
        _bars("claims by kind", Counter(c.kind.value for c in claims), width),
        _bars("links by type", Counter(link.type.value for link in links), width),
        _bars(
            "links by judgement",
            Counter(link.judgement.verdict.value if link.judgement else "not judged" for link in links),
            width,
        ),
    ]
    return "\n\n".join("\n".join(line.rstrip() for line in block) for block in blocks if block) + "\n"


def columns(text: str) -> int:
    """How many terminal cells a line takes: wide characters two, combining ones none (Unicode TR 11)."""
    return sum(map(_cells, text))


def fitted(text: str, width: int) -> str:
    """The text in exactly so many cells, shortened with "…" or filled with blanks."""
    taken = cut = 0
    for at, character in enumerate(text):
        taken += _cells(character)
        if taken > width:
            kept = text[:cut] + "…"
            return kept + " " * (width - columns(kept))
        if taken <= width - 1:
            cut = at + 1
    return text + " " * (width - taken)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _day(claim: ClaimView) -> date | None:
    return claim.said_on or claim.document.published


def _entry(when: str, claim: ClaimView, keys: Iterable[str], width: int) -> str:
    speaker = fitted(visible(claim.speaker or "unknown speaker"), 18 if width >= 70 else 10)
    links = " ".join(keys)
    links = fitted(links, 18).rstrip() if columns(links) > 18 else links
    words = claim.text if claim.stance is Stance.ASSERTS else f"({claim.stance.value}) {claim.text}"
    room = width - 11 - columns(speaker) - 2 - (columns(links) + 1 if links else 0)
    return f"{when:<11}{speaker}  {fitted(visible(words), room)}" + (f" {links}" if links else "")


def _histogram(days: Sequence[date], width: int) -> list[str]:
    """One row a day, month or year, whichever is the finest that stays under 25 rows."""
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        counted = Counter(day.strftime(form) for day in days)
        if len(counted) <= 24 or form == "%Y":
            break
    return _rows(dict(sorted(counted.items())), width)


def _bars(title: str, counted: Counter[str], width: int, most: int = 12) -> list[str]:
    if not counted:
        return []
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    shown = {visible(name): n for name, n in ordered[:most]}
    left = sum(n for _, n in ordered[most:])
    rows = _rows(shown | ({f"{len(ordered) - most} others": left} if left else {}), width)
    return [title, *(f"  {row}" for row in rows)]


def _rows(counted: Mapping[str, int], width: int) -> list[str]:
    label = min(max(map(columns, counted)), width // 3)
    most = max(counted.values())
    digits = len(str(most))
    room = min(width - label - digits - 6, _LONGEST_BAR)
    return [f"{fitted(name, label)}  {_bar(n / most, room)} {n}" for name, n in counted.items()]


def _bar(share: float, cells: int) -> str:
    eighths = max(1, round(share * cells * 8))
    full, part = divmod(eighths, 8)
    return "█" * full + (_BARS[part] if part else "")


def _of(items: Sequence[object], one: str) -> str:
    return f"{len(items):,} {one}{'' if len(items) == 1 else 's'}"
