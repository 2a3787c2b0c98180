"""The words of the field as enums, and the plain records that rooms hand to each other.

It imports nothing but the standard library, so that any room, and the command line's choices, can use it at no cost.
All offsets are half-open code-point indexes into the text that is named beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

Span = tuple[int, int]
Spans = tuple[Span, ...]

SPAN_JOIN = " … "
"""What stands between the content spans of one claim where they are shown as one line."""


class Kind(StrEnum):
    """How the content is quoted: inside quotation marks, partly, or not at all."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Stance(StrEnum):
    """How the source stands to the content, which is kept as it stands in the text."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ADMITS = "admits"
    ACCUSES = "accuses"
    PRAISES = "praises"
    PROMISES = "promises"
    DEMANDS = "demands"
    WARNS = "warns"
    ASKS = "asks"
    EXPECTS = "expects"
    BELIEVES = "believes"
    WANTS = "wants"
    DOUBTS = "doubts"


class SpeakerKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    GROUP = "group"
    UNKNOWN = "unknown"


class Relation(StrEnum):
    CONTRADICTS = "contradicts"
    REPEATS = "repeats"
    REVISES = "revises"


class LinkType(StrEnum):
    """What makes the two differ; `repeat` and `update` belong to the other two relations."""

    REBUTTAL = "rebuttal"
    DENIAL = "denial"
    NEGATION = "negation"
    ANTONYM = "antonym"
    NUMBER = "number"
    MONEY = "money"
    PERCENTAGE = "percentage"
    DATE = "date"
    ACTOR = "actor"
    PLACE = "place"
    EVENT = "event"
    ALTERNATIVE = "alternative"
    SELF = "self"
    DISPUTE = "dispute"
    MEANING = "meaning"
    REPEAT = "repeat"
    UPDATE = "update"


class Verdict(StrEnum):
    """What a reviewer may decide on a link."""

    CONTRADICTION = "contradiction"
    PARTIAL = "partial"
    CHANGED = "changed"
    CONSISTENT = "consistent"
    UNRELATED = "unrelated"
    UNSURE = "unsure"


# --- intake -> extract, store ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """One document as read: `text` is what every offset points into from here on."""

    text: str
    path: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    author: str | None = None
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    remarks: tuple[str, ...] = ()
    """What the reader should be told about how it was read (a guessed encoding, a mended date)."""


# --- extract -> store --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RefersTo:
    """What an anaphoric content ("denied it", "contradicted that") points at."""

    attribution: int | None
    """Index into the same extraction's attributions; None where only a span of the text is meant."""
    span: Span | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """A mention inside a content span, read as whom it stands for ("he" -> "Mike Owen")."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one quote or assertion, with its resolved speaker.

    `source` is the local mention and empty where the text gives none; `person` indexes `Extraction.persons` and is None
    where the speaker is unknown, with the names that were considered in `candidates`. `confidence` is in [0, 1].
    """

    source: Spans
    cue: Spans
    content: Spans
    kind: Kind
    stance: Stance
    speaker: str | None = None
    speaker_kind: SpeakerKind = SpeakerKind.UNKNOWN
    confidence: float = 0.5
    person: int | None = None
    candidates: tuple[str, ...] = ()
    attitude: bool = False
    """Wants, believes, expects, plans, backs: found, but left out of lists and links unless asked for."""
    via: str | None = None
    """Who relays it: the author of a speaking document, or X in "X said that Y had promised"."""
    relayed_by: int | None = None
    """Index of the attribution that this one stands inside."""
    refers_to: RefersTo | None = None
    said_on: date | None = None
    """When it was said, where the text says so; never the date of publication."""
    said_span: Span | None = None
    role: str | None = None
    """The speaker's role as this document gives it ("the council's former chief executive")."""
    resolutions: tuple[Resolution, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonMentioned:
    """One speaker of one document: the fullest name in it, the other forms, and the roles the text gives."""

    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    gender: str | None = None
    """"m", "f" or None where the text gives no evidence."""
    is_named: bool = True
    """False for "a source", "police sources", "a senior officer": never merged across documents."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A sentence that says who disputes whom ("refuted by Labour's X", "police have contradicted that")."""

    span: Span
    """The evidence: the sentence."""
    by: int | None
    """Index into `Extraction.persons`."""
    against: int | None
    attribution: int | None
    """The disputed attribution, where the text points at one."""
    matter: Span | None
    """What it is about ("the panel's finding"), where the text names it."""
    contrast: bool = False
    """The text only sets the one statement against the other ("…, but Y said …"); `span` holds both."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one text, in text order."""

    attributions: tuple[Attribution, ...] = ()
    persons: tuple[PersonMentioned, ...] = ()
    disputes: tuple[Dispute, ...] = ()


# --- store -> link -> store --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as linking sees it. Every field but `id` and `text` may be empty: `compare` has nothing else."""

    id: int
    text: str
    """The content spans joined by SPAN_JOIN; trigger spans index this text."""
    speaker: str | None = None
    speaker_id: int | None = None
    speaker_kind: SpeakerKind = SpeakerKind.UNKNOWN
    speaker_names: tuple[str, ...] = ()
    """Every name and role the speaker is known by."""
    stance: Stance = Stance.ASSERTS
    kind: Kind = Kind.INDIRECT
    attitude: bool = False
    said: date | None = None
    """When it was said, else when it was published, else None."""
    document_id: int | None = None
    document_key: str = ""
    """The document's SHA-256: an order that does not depend on when it was added."""
    position: int = 0
    """Order within the document."""
    start: int = 0
    """Offset of the first content span in the document."""
    resolutions: tuple[Resolution, ...] = ()
    """Mentions in `text` (spans index `text`) read as whom they stand for."""
    refers_to: int | None = None
    """Id of the claim that this one's content stands for."""
    refers_text: str | None = None
    """The words pointed at, where they are no claim themselves."""
    source_text: str = ""
    cue_text: str = ""
    relayed: bool = False


@dataclass(frozen=True, slots=True)
class DisputeEdge:
    """A stored dispute between two speakers, with the sentence that says so."""

    document_id: int
    by_id: int | None
    against_id: int | None
    claim_id: int | None
    """The disputed claim, where the text points at one."""
    sentence: str
    matter: str | None
    start: int
    contrast: bool = False
    """Nothing more is said than that the two claims inside the sentence stand against each other."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal's part in a score, in words, with the trigger spans in each claim's `text`."""

    signal: str
    value: float
    text: str
    a_spans: Spans = ()
    b_spans: Spans = ()


@dataclass(frozen=True, slots=True)
class ScoredLink:
    """A scored pair, order-normalised: `a` is the earlier claim in the order that does not depend on adding.

    `score` in [0, 1] says how sure it is that the two contradict, whatever the relation.
    """

    a: int
    b: int
    relation: Relation | None
    type: LinkType | None
    score: float
    reasons: tuple[Reason, ...] = ()
    line: str = ""
    """Why, in one plain line."""
    listed: bool = True
    """False where the noise budget keeps it out of the default list."""
    folded_into: tuple[int, int] | None = None
    """The (a, b) of the link that stands for this near-identical one."""


# --- store -> tui, report, cli -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DocumentView:
    id: int
    path: str
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    author: str | None
    sha256: str
    added_at: datetime
    claims: int = 0
    characters: int = 0
    alias: str | None = None
    """What stands for it in exports, where it is confidential."""

    @property
    def key(self) -> str:
        return f"d{self.id}"


@dataclass(frozen=True, slots=True)
class RoleView:
    role: str
    document_id: int | None
    seen_on: date | None


@dataclass(frozen=True, slots=True)
class SpeakerView:
    id: int
    name: str
    kind: SpeakerKind
    names: tuple[str, ...] = ()
    roles: tuple[RoleView, ...] = ()
    claims: int = 0
    alias: str | None = None
    """What stands for the name in exports, where the speaker is confidential."""

    @property
    def key(self) -> str:
        return f"s{self.id}"


@dataclass(frozen=True, slots=True)
class ClaimView:
    id: int
    document: DocumentView
    speaker_id: int | None
    speaker: str | None
    speaker_kind: SpeakerKind
    role: str | None
    source: Spans
    cue: Spans
    content: Spans
    text: str
    source_text: str
    kind: Kind
    stance: Stance
    confidence: float
    attitude: bool
    candidates: tuple[str, ...] = ()
    via: str | None = None
    relayed_by: int | None = None
    refers_to: int | None = None
    refers_span: Span | None = None
    said_on: date | None = None
    paragraph: int = 0
    """1-based, counting blocks of text that blank lines part."""
    line: int = 0
    """1-based line of the first content span."""
    appearances: tuple[int, ...] = ()
    """Ids of the same claim in other places."""

    @property
    def key(self) -> str:
        return f"c{self.id}"

    @property
    def start(self) -> int:
        return self.content[0][0]


@dataclass(frozen=True, slots=True)
class JudgementView:
    id: int
    link_id: int
    reviewer: str
    verdict: Verdict
    at: datetime
    note: str | None
    score_seen: float | None
    blind: bool
    adjudication: bool


@dataclass(frozen=True, slots=True)
class NoteView:
    id: int
    subject: str
    """A key: l3, c12, d1 or s4."""
    text: str
    reviewer: str
    at: datetime
    private: bool


@dataclass(frozen=True, slots=True)
class LinkView:
    """One link with both its claims and what people have said of it.

    `judgement` is the one that counts: the adjudication where there is one, else the asking reviewer's own, else the
    latest.
    """

    id: int
    relation: Relation
    type: LinkType
    score: float
    line: str
    reasons: tuple[Reason, ...]
    a: ClaimView
    b: ClaimView
    judgement: JudgementView | None = None
    judgements: tuple[JudgementView, ...] = ()
    """The standing one of each reviewer, and the adjudication, oldest first."""
    notes: tuple[NoteView, ...] = ()
    tags: tuple[str, ...] = ()
    flagged: bool = False
    skipped: bool = False
    stale: bool = False
    """True where the last linking no longer proposes it; kept because a person acted on it."""

    @property
    def key(self) -> str:
        return f"l{self.id}"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One human act, as the append-only record has it."""

    seq: int
    at: datetime
    reviewer: str
    action: str
    subject: str
    detail: Mapping[str, object] = field(default_factory=dict)
    undoes: int | None = None


def joined(text: str, spans: Spans) -> str:
    """The words under the spans as one line, with SPAN_JOIN between them."""
    return SPAN_JOIN.join(text[start:end] for start, end in spans)


def to_document(content: Spans, trigger: Span) -> Spans:
    """A span of a claim's joined text as spans of its document's text; empty where it lies on a join only."""
    found: list[Span] = []
    offset = 0
    for start, end in content:
        low, high = max(trigger[0], offset), min(trigger[1], offset + end - start)
        if low < high:
            found.append((start + low - offset, start + high - offset))
        offset += end - start + len(SPAN_JOIN)
    return tuple(found)


def to_joined(content: Spans, span: Span) -> Span | None:
    """A span of the document's text as one of the claim's joined text; None where it is not wholly inside one."""
    offset = 0
    for start, end in content:
        if start <= span[0] and span[1] <= end:
            return (span[0] - start + offset, span[1] - start + offset)
        offset += end - start + len(SPAN_JOIN)
    return None
