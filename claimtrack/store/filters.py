"""What a list may be narrowed to, as plain values that can be kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any

from claimtrack.vocabulary import Kind, LinkType, Relation, Stance, Verdict


class State(StrEnum):
    """Where a link stands for the asking reviewer."""

    OPEN = "open"
    """Neither judged nor skipped."""
    JUDGED = "judged"
    SKIPPED = "skipped"
    UNSURE = "unsure"
    FLAGGED = "flagged"
    DISAGREED = "disagreed"
    """Judged differently by two, and not adjudicated."""
    STALE = "stale"
    NOTED = "noted"


class Order(StrEnum):
    SCORE = "score"
    UNCERTAIN = "uncertain"
    NEWEST = "newest"
    """The later of the two claims' dates, latest first."""
    SPEAKER = "speaker"
    ID = "id"


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    speaker: str | None = None
    """Part of any of the speaker's names."""
    speaker_id: int | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    """Both included."""
    kind: Kind | None = None
    stance: Stance | None = None
    document_id: int | None = None
    tag: str | None = None
    search: str | None = None
    attitudes: bool = False
    """True brings in what people want, believe, expect."""
    unresolved: bool | None = None
    """True: only claims whose speaker is unknown; False: only the others."""


@dataclass(frozen=True, slots=True)
class LinkFilter:
    """Speaker, outlet, dates, document and search hold where one of the two claims matches them all."""

    speaker: str | None = None
    speaker_id: int | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    document_id: int | None = None
    claim_id: int | None = None
    search: str | None = None
    types: tuple[LinkType, ...] = ()
    relations: tuple[Relation, ...] = ()
    states: tuple[State, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    """Of the judgement that counts."""
    judged_by: str | None = None
    tag: str | None = None
    min_score: float | None = None
    listed: bool | None = True
    """None brings in what the noise budget hides, what is folded and what is stale."""

    def as_dict(self) -> dict[str, Any]:
        """The fields that narrow something, as JSON values."""
        found: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value != each.default:
                found[each.name] = _plain(value)
        return found

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> LinkFilter:
        """The opposite of `as_dict`; words that a newer or older version wrote are left out."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: _typed(name, value) for name, value in values.items() if name in known})


ALL_CLAIMS, ALL_LINKS = ClaimFilter(), LinkFilter()
"""What is listed where nothing is asked for."""

_ENUMS: dict[str, type[StrEnum]] = {"types": LinkType, "relations": Relation, "states": State, "verdicts": Verdict}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _typed(name: str, value: Any) -> Any:
    if name in _ENUMS:
        words = {str(member) for member in _ENUMS[name]}
        return tuple(_ENUMS[name](item) for item in value if item in words)
    if name in ("since", "until") and value is not None:
        return date.fromisoformat(value)
    return value


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue: what a list shows, and no more."""

    id: int
    relation: Relation
    type: LinkType
    score: float
    a_id: int
    b_id: int
    a_speaker: str | None
    b_speaker: str | None
    verdict: Verdict | None
    """The one that counts for the asking reviewer."""
    others: int
    """How many other reviewers have judged it."""
    skipped: bool
    flagged: bool
    stale: bool
    tags: int
    notes: int
    own: Verdict | None = None
    """The asking reviewer's own."""
    decided: bool = False
    """By the asking reviewer, or by an adjudication."""

    @property
    def key(self) -> str:
        return f"l{self.id}"


@dataclass(frozen=True, slots=True)
class Counts:
    """Of the links a filter finds, from where one reviewer stands."""

    total: int
    judged: int
    open: int
    skipped: int
    unsure: int
    flagged: int
    disagreements: int
    by_verdict: Mapping[Verdict, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reviewer was."""

    filter: LinkFilter = LinkFilter()
    order: Order = Order.SCORE
    link_id: int | None = None
    scroll: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Whatever else the review room wants back, as JSON values."""
