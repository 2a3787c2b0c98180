"""The tables of one case, as SQLModel classes; they know nothing of any stage.

Table classes do not validate, so that every rule a row must keep is a constraint of the database: CHECKs on offsets,
scores and words, foreign keys, uniqueness. Judgements, notes and the journal are append-only; in SQLite the first
migration adds triggers that hold this. Relationships are joined in the store.
"""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from claimtrack.vocabulary import Kind, LinkType, Relation, SpeakerKind, Stance, Verdict

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


NOBODY_LAST = "\U0010ffff"
"""Sorts behind every name: what stands for an unknown speaker where links are in the order of speakers."""


class SpanRole(StrEnum):
    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must be aware")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _words(of: type[StrEnum], name: str) -> Any:
    return sa.Enum(
        of,
        values_callable=lambda e: [member.value for member in e],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=20,
        name=name,
    )


def _word(of: type[StrEnum], name: str, *, nullable: bool = False, primary_key: bool = False) -> Any:
    return sa.Column(name, _words(of, name), nullable=nullable, primary_key=primary_key)


def _json(name: str, *, nullable: bool = False) -> Any:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=nullable)


def _time(name: str) -> Any:
    return sa.Column(name, UtcDateTime(), nullable=False)


def _check(name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(sa.text(rule), name=name)


def _one_of(*columns: str) -> str:
    return " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in columns) + " = 1"


def _pair(name: str) -> str:
    start, end = f"{name}_start", f"{name}_end"
    return f"({start} IS NULL) = ({end} IS NULL) AND ({start} IS NULL OR {start} < {end})"


class Base(SQLModel):
    metadata = sa.MetaData(naming_convention=NAMING)


class Document(Base, table=True):
    """One text as added; the text never changes, what is known about it may be mended."""

    __table_args__ = (
        _check("sha256", "length(sha256) = 64"),
        _check("characters", "characters >= 0"),
    )
    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True, max_length=64)
    """Of the text in UTF-8."""
    path: str
    title: str | None = None
    outlet: str | None = Field(default=None, index=True)
    published: date | None = Field(default=None, index=True)
    url: str | None = None
    author: str | None = None
    media_type: str
    encoding: str
    remarks: list[str] = Field(default_factory=list, sa_column=_json("remarks"))
    characters: int
    alias: str | None = None
    """What stands for it in exports; set means confidential."""
    added_at: datetime = Field(sa_column=_time("added_at"))
    extractor: str
    """What found its claims, with version."""
    text: str = Field(sa_column=sa.Column("text", sa.Text, nullable=False))


class Speaker(Base, table=True):
    """Who is behind one or more mentions; one that was merged away points at where it went and keeps its id."""

    __table_args__ = (_check("merged", "merged_into IS NULL OR merged_into <> id"),)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    kind: SpeakerKind = Field(sa_column=_word(SpeakerKind, "kind"))
    gender: str | None = None
    is_named: bool = True
    name_by_hand: bool = False
    """A person gave this name: regrouping keeps it."""
    merged_into: int | None = Field(default=None, foreign_key="speaker.id", index=True)
    alias: str | None = None
    """What stands for the name in exports; set means confidential."""


class SpeakerName(Base, table=True):
    __tablename__ = "speaker_name"
    speaker_id: int = Field(primary_key=True, foreign_key="speaker.id")
    name: str = Field(primary_key=True, index=True)
    by_hand: bool = False


class SpeakerRole(Base, table=True):
    """A role as one document gives it, dated by that document."""

    __tablename__ = "speaker_role"
    speaker_id: int = Field(primary_key=True, foreign_key="speaker.id")
    role: str = Field(primary_key=True)
    document_id: int = Field(primary_key=True, foreign_key="document.id", index=True)
    seen_on: date | None = None


class Mention(Base, table=True):
    """A speaker as one document knows them; which speaker of the case that is may change, by grouping or by hand."""

    __table_args__ = (sa.UniqueConstraint("document_id", "ordinal"),)
    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id")
    ordinal: int
    name: str = Field(index=True)
    kind: SpeakerKind = Field(sa_column=_word(SpeakerKind, "kind"))
    aliases: list[str] = Field(default_factory=list, sa_column=_json("aliases"))
    roles: list[str] = Field(default_factory=list, sa_column=_json("roles"))
    gender: str | None = None
    is_named: bool = True
    speaker_id: int = Field(foreign_key="speaker.id", index=True)
    by_hand: bool = False
    """A person put it there: regrouping keeps it."""


class Claim(Base, table=True):
    """A stored attribution; its three texts, `start`, `paragraph` and `line` follow from its spans."""

    __table_args__ = (
        sa.UniqueConstraint("document_id", "ordinal"),
        _check("confidence", "confidence >= 0 AND confidence <= 1"),
        _check(
            "refers",
            "(refers_start IS NULL) = (refers_end IS NULL) AND (refers_start IS NULL OR refers_start < refers_end)",
        ),
        _check("said", "(said_start IS NULL) = (said_end IS NULL) AND (said_start IS NULL OR said_start < said_end)"),
        _check("place", "start >= 0 AND paragraph >= 1 AND line >= 1 AND ordinal >= 0"),
    )
    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id")
    ordinal: int
    mention_id: int | None = Field(default=None, foreign_key="mention.id", index=True)
    speaker_id: int | None = Field(default=None, foreign_key="speaker.id", index=True)
    speaker_by_hand: bool = False
    """A person said whose this claim is, whatever its mention says."""
    kind: Kind = Field(sa_column=_word(Kind, "kind"))
    stance: Stance = Field(sa_column=_word(Stance, "stance"))
    confidence: float
    attitude: bool = False
    candidates: list[str] = Field(default_factory=list, sa_column=_json("candidates"))
    via: str | None = None
    role: str | None = None
    relayed_by: int | None = Field(default=None, foreign_key="claim.id", index=True)
    refers_to: int | None = Field(default=None, foreign_key="claim.id", index=True)
    refers_start: int | None = None
    refers_end: int | None = None
    said_on: date | None = None
    said_start: int | None = None
    said_end: int | None = None
    dated: date | None = Field(default=None, index=True)
    """When it was said, else when its document was published, else None."""
    resolutions: list[list[Any]] = Field(default_factory=list, sa_column=_json("resolutions"))
    """[start, end, name] in the document's offsets."""
    text: str
    source_text: str
    cue_text: str
    start: int
    paragraph: int
    line: int
    sameness: str | None = Field(default=None, max_length=32, index=True)
    """A digest of the words, so that the same claim in another place is found; None where there are too few."""
    linked: bool = Field(default=False, index=True)
    """The last linking saw it as it is now."""


class ClaimSpan(Base, table=True):
    __tablename__ = "claim_span"
    __table_args__ = (_check("offsets", 'ordinal >= 0 AND start >= 0 AND start < "end"'),)
    claim_id: int = Field(primary_key=True, foreign_key="claim.id")
    role: SpanRole = Field(sa_column=_word(SpanRole, "role", primary_key=True))
    ordinal: int = Field(primary_key=True)
    start: int
    end: int


class Dispute(Base, table=True):
    """A sentence that says who disputes whom."""

    __table_args__ = (
        _check("offsets", 'start >= 0 AND start < "end"'),
        _check("matter", _pair("matter")),
    )
    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True)
    start: int
    end: int
    by_mention: int | None = Field(default=None, foreign_key="mention.id")
    against_mention: int | None = Field(default=None, foreign_key="mention.id")
    claim_id: int | None = Field(default=None, foreign_key="claim.id", index=True)
    matter_start: int | None = None
    matter_end: int | None = None
    contrast: bool = False


class Link(Base, table=True):
    """A scored pair, order-normalised by whoever scored it; the store keeps one row a pair, whichever way round."""

    __table_args__ = (
        sa.UniqueConstraint("low_id", "high_id"),
        _check("pair", "low_id < high_id AND (a_id = low_id AND b_id = high_id OR a_id = high_id AND b_id = low_id)"),
        _check("score", "score >= 0 AND score <= 1"),
        _check("folded", "folded_into IS NULL OR folded_into <> id"),
        sa.Index(None, "shown", "score", "id"),
        sa.Index(None, "shown", "doubt", "id"),
        sa.Index(None, "shown", "newest", "id"),
        sa.Index(None, "shown", "a_speaker"),
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    a_id: int = Field(foreign_key="claim.id", index=True)
    b_id: int = Field(foreign_key="claim.id", index=True)
    low_id: int
    high_id: int
    relation: Relation = Field(sa_column=_word(Relation, "relation"))
    type: LinkType = Field(sa_column=_word(LinkType, "type"))
    score: float
    doubt: float
    """How far the score is from saying nothing: |score - 0.5|, smallest first is most uncertain first."""
    newest: date = date.min
    """The later of the two claims' dates; the first of all days where neither has one."""
    a_speaker: str = NOBODY_LAST
    """The name of a's speaker in lower case, kept so that a long list can be in the order of speakers."""
    line: str
    reasons: list[dict[str, Any]] = Field(default_factory=list, sa_column=_json("reasons"))
    listed: bool = True
    folded_into: int | None = Field(default=None, foreign_key="link.id", index=True)
    stale: bool = False
    touched: bool = False
    """A person acted on it: linking keeps it, with its id."""
    shown: bool = True
    """Stands in the default list: touched, or listed and neither folded nor stale."""


class Judgement(Base, table=True):
    """One decision, appended; taking it back is a row of its own, without a verdict."""

    __table_args__ = (
        _check("withdrawn", "(verdict IS NULL) = withdrawn"),
        _check("score_seen", "score_seen IS NULL OR (score_seen >= 0 AND score_seen <= 1)"),
        _check("reviewer", "length(reviewer) > 0"),
        sa.Index(None, "link_id", "reviewer"),
    )
    id: int | None = Field(default=None, primary_key=True)
    link_id: int = Field(foreign_key="link.id")
    reviewer: str
    verdict: Verdict | None = Field(default=None, sa_column=_word(Verdict, "verdict", nullable=True))
    withdrawn: bool = False
    at: datetime = Field(sa_column=_time("at"))
    note: str | None = None
    score_seen: float | None = None
    blind: bool = False
    adjudication: bool = False


class Standing(Base, table=True):
    """Where each reviewer stands on each link; follows from the judgements, so that a queue need not read them all."""

    __table_args__ = (
        _check("reviewer", "length(reviewer) > 0"),
        sa.Index(None, "reviewer", "adjudication", "verdict", "link_id"),
        sa.Index(None, "reviewer", "skipped", "link_id"),
    )
    link_id: int = Field(primary_key=True, foreign_key="link.id")
    reviewer: str = Field(primary_key=True)
    adjudication: bool = Field(primary_key=True)
    judgement_id: int | None = Field(default=None, foreign_key="judgement.id", index=True)
    verdict: Verdict | None = Field(default=None, sa_column=_word(Verdict, "verdict", nullable=True))
    skipped: bool = False


class Flag(Base, table=True):
    """An open flag on a link; lowering it removes the row, the journal keeps the story."""

    link_id: int = Field(primary_key=True, foreign_key="link.id")
    reviewer: str = Field(primary_key=True)
    text: str | None = None
    at: datetime = Field(sa_column=_time("at"))


class Note(Base, table=True):
    """A note on exactly one thing, appended; an edit replaces the one before, an empty one takes it back."""

    __table_args__ = (
        _check("subject", _one_of("link_id", "claim_id", "document_id", "speaker_id")),
        _check("reviewer", "length(reviewer) > 0"),
        _check("replaces", "replaces IS NULL OR replaces < id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    link_id: int | None = Field(default=None, foreign_key="link.id", index=True)
    claim_id: int | None = Field(default=None, foreign_key="claim.id", index=True)
    document_id: int | None = Field(default=None, foreign_key="document.id", index=True)
    speaker_id: int | None = Field(default=None, foreign_key="speaker.id", index=True)
    text: str
    reviewer: str
    at: datetime = Field(sa_column=_time("at"))
    private: bool = False
    replaces: int | None = Field(default=None, foreign_key="note.id", unique=True)


class Tag(Base, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class Tagging(Base, table=True):
    """A tag on exactly one thing."""

    __table_args__ = (
        _check("subject", _one_of("link_id", "claim_id", "document_id", "speaker_id")),
        sa.UniqueConstraint("tag_id", "link_id"),
        sa.UniqueConstraint("tag_id", "claim_id"),
        sa.UniqueConstraint("tag_id", "document_id"),
        sa.UniqueConstraint("tag_id", "speaker_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    tag_id: int = Field(foreign_key="tag.id")
    link_id: int | None = Field(default=None, foreign_key="link.id", index=True)
    claim_id: int | None = Field(default=None, foreign_key="claim.id", index=True)
    document_id: int | None = Field(default=None, foreign_key="document.id", index=True)
    speaker_id: int | None = Field(default=None, foreign_key="speaker.id", index=True)
    reviewer: str
    at: datetime = Field(sa_column=_time("at"))


class ReviewPlace(Base, table=True):
    """Where a reviewer was, so that nothing is lost when the terminal goes away."""

    __tablename__ = "review_place"
    reviewer: str = Field(primary_key=True)
    filter: dict[str, Any] = Field(default_factory=dict, sa_column=_json("filter"))
    order: str
    link_id: int | None = None
    """No foreign key: linking may remove what was looked at."""
    scroll: int = 0
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=_json("extra"))
    at: datetime = Field(sa_column=_time("at"))


class Journal(Base, table=True):
    """Every human act, in a SHA-256 chain: each hash covers the entry and the hash before it."""

    __table_args__ = (
        _check("chain", "length(hash) = 64 AND length(previous) = 64"),
        _check("undoes", "undoes IS NULL OR undoes < seq"),
        sa.Index(None, "reviewer", "seq"),
        sa.Index(None, "subject", "seq"),
    )
    seq: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=_time("at"))
    reviewer: str
    action: str
    subject: str
    """A key, or empty where the act is about the whole case."""
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=_json("detail"))
    undoes: int | None = Field(default=None, foreign_key="journal.seq", index=True)
    previous: str
    hash: str


class JournalSubject(Base, table=True):
    """The further things one entry is about (each link of a judgement of many)."""

    __tablename__ = "journal_subject"
    seq: int = Field(primary_key=True, foreign_key="journal.seq")
    subject: str = Field(primary_key=True, index=True)


class Setting(Base, table=True):
    key: str = Field(primary_key=True)
    value: Any = Field(sa_column=_json("value", nullable=True))


def table(model: type[SQLModel]) -> sa.Table:
    """The Core table behind a model, typed."""
    return Base.metadata.tables[str(model.__tablename__)]
