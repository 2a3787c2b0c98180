"""The case as claimtrack 0.1 keeps it.

Revision 0001, the first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ONE_SUBJECT = (
    "CASE WHEN link_id IS NULL THEN 0 ELSE 1 END + CASE WHEN claim_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN document_id IS NULL THEN 0 ELSE 1 END + CASE WHEN speaker_id IS NULL THEN 0 ELSE 1 END = 1"
)

_APPEND_ONLY = ("judgement", "journal", "journal_subject", "note")
"""What people decided and wrote: rows come, none changes or goes."""

_FULL_TEXT = {"claim": "text", "document": "text"}
"""Searched words by table; the index reads them from there and keeps no copy."""


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    _documents_and_speakers()
    _claims_and_links()
    _review()
    if op.get_bind().dialect.name == "sqlite":
        _guard()
        _index_words()


def _guard() -> None:
    for table in _APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, 'the {table} is append-only'); END"
            )
    op.execute(
        "CREATE TRIGGER document_text_stays BEFORE UPDATE OF text, sha256 ON document"
        " BEGIN SELECT RAISE(ABORT, 'a stored text never changes'); END"
    )


def _index_words() -> None:
    for table, column in _FULL_TEXT.items():
        fts = f"{table}_fts"
        remove = f"INSERT INTO {fts} ({fts}, rowid, {column}) VALUES ('delete', old.id, old.{column});"
        insert = f"INSERT INTO {fts} (rowid, {column}) VALUES (new.id, new.{column});"
        op.execute(
            f"CREATE VIRTUAL TABLE {fts} USING fts5({column}, content='{table}', content_rowid='id',"
            " tokenize='porter unicode61 remove_diacritics 2')"
        )
        op.execute(f"CREATE TRIGGER {fts}_insert AFTER INSERT ON {table} BEGIN {insert} END")
        op.execute(f"CREATE TRIGGER {fts}_delete AFTER DELETE ON {table} BEGIN {remove} END")
        op.execute(f"CREATE TRIGGER {fts}_update AFTER UPDATE OF {column} ON {table} BEGIN {remove} {insert} END")


def _documents_and_speakers() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("encoding", sa.String(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("characters >= 0", name=op.f("ck_document_characters")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_document_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("sha256", name=op.f("uq_document_sha256")),
    )
    op.create_index(op.f("ix_document_outlet"), "document", ["outlet"])
    op.create_index(op.f("ix_document_published"), "document", ["published"])
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", _words("kind", "person", "organisation", "document", "group", "unknown"), nullable=False),
        sa.Column("gender", sa.String(), nullable=True),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("name_by_hand", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("alias", sa.String(), nullable=True),
        sa.CheckConstraint("merged_into IS NULL OR merged_into <> id", name=op.f("ck_speaker_merged")),
        sa.ForeignKeyConstraint(["merged_into"], ["speaker.id"], name=op.f("fk_speaker_merged_into_speaker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
    )
    op.create_index(op.f("ix_speaker_merged_into"), "speaker", ["merged_into"])
    op.create_index(op.f("ix_speaker_name"), "speaker", ["name"])
    op.create_table(
        "mention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", _words("kind", "person", "organisation", "document", "group", "unknown"), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("gender", sa.String(), nullable=True),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_mention_document_id_document")),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_mention_speaker_id_speaker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
        sa.UniqueConstraint("document_id", "ordinal", name=op.f("uq_mention_document_id_ordinal")),
    )
    op.create_index(op.f("ix_mention_name"), "mention", ["name"])
    op.create_index(op.f("ix_mention_speaker_id"), "mention", ["speaker_id"])
    op.create_table(
        "speaker_name",
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_name_speaker_id_speaker")),
        sa.PrimaryKeyConstraint("speaker_id", "name", name=op.f("pk_speaker_name")),
    )
    op.create_index(op.f("ix_speaker_name_name"), "speaker_name", ["name"])
    op.create_table(
        "speaker_role",
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_speaker_role_document_id_document")),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_role_speaker_id_speaker")),
        sa.PrimaryKeyConstraint("speaker_id", "role", "document_id", name=op.f("pk_speaker_role")),
    )
    op.create_index(op.f("ix_speaker_role_document_id"), "speaker_role", ["document_id"])


def _claims_and_links() -> None:
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("mention_id", sa.Integer(), nullable=True),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("speaker_by_hand", sa.Boolean(), nullable=False),
        sa.Column("kind", _words("kind", "direct", "mixed", "indirect"), nullable=False),
        sa.Column(
            "stance",
            _words(
                "stance",
                "asserts",
                "denies",
                "admits",
                "accuses",
                "praises",
                "promises",
                "demands",
                "warns",
                "asks",
                "expects",
                "believes",
                "wants",
                "doubts",
            ),
            nullable=False,
        ),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("attitude", sa.Boolean(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("via", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("relayed_by", sa.Integer(), nullable=True),
        sa.Column("refers_to", sa.Integer(), nullable=True),
        sa.Column("refers_start", sa.Integer(), nullable=True),
        sa.Column("refers_end", sa.Integer(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("said_start", sa.Integer(), nullable=True),
        sa.Column("said_end", sa.Integer(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("resolutions", sa.JSON(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source_text", sa.String(), nullable=False),
        sa.Column("cue_text", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("sameness", sa.String(32), nullable=True),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(refers_start IS NULL) = (refers_end IS NULL) AND (refers_start IS NULL OR refers_start < refers_end)",
            name=op.f("ck_claim_refers"),
        ),
        sa.CheckConstraint(
            "(said_start IS NULL) = (said_end IS NULL) AND (said_start IS NULL OR said_start < said_end)",
            name=op.f("ck_claim_said"),
        ),
        sa.CheckConstraint("confidence >= 0 AND confidence <= 1", name=op.f("ck_claim_confidence")),
        sa.CheckConstraint("start >= 0 AND paragraph >= 1 AND line >= 1 AND ordinal >= 0", name=op.f("ck_claim_place")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_claim_document_id_document")),
        sa.ForeignKeyConstraint(["mention_id"], ["mention.id"], name=op.f("fk_claim_mention_id_mention")),
        sa.ForeignKeyConstraint(["refers_to"], ["claim.id"], name=op.f("fk_claim_refers_to_claim")),
        sa.ForeignKeyConstraint(["relayed_by"], ["claim.id"], name=op.f("fk_claim_relayed_by_claim")),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_claim_speaker_id_speaker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("document_id", "ordinal", name=op.f("uq_claim_document_id_ordinal")),
    )
    op.create_index(op.f("ix_claim_dated"), "claim", ["dated"])
    op.create_index(op.f("ix_claim_linked"), "claim", ["linked"])
    op.create_index(op.f("ix_claim_mention_id"), "claim", ["mention_id"])
    op.create_index(op.f("ix_claim_refers_to"), "claim", ["refers_to"])
    op.create_index(op.f("ix_claim_relayed_by"), "claim", ["relayed_by"])
    op.create_index(op.f("ix_claim_sameness"), "claim", ["sameness"])
    op.create_index(op.f("ix_claim_speaker_id"), "claim", ["speaker_id"])
    op.create_table(
        "claim_span",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("role", _words("role", "source", "cue", "content"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint('ordinal >= 0 AND start >= 0 AND start < "end"', name=op.f("ck_claim_span_offsets")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_span_claim_id_claim")),
        sa.PrimaryKeyConstraint("claim_id", "role", "ordinal", name=op.f("pk_claim_span")),
    )
    op.create_table(
        "dispute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("by_mention", sa.Integer(), nullable=True),
        sa.Column("against_mention", sa.Integer(), nullable=True),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("matter_start", sa.Integer(), nullable=True),
        sa.Column("matter_end", sa.Integer(), nullable=True),
        sa.Column("contrast", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(matter_start IS NULL) = (matter_end IS NULL) AND (matter_start IS NULL OR matter_start < matter_end)",
            name=op.f("ck_dispute_matter"),
        ),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_dispute_offsets")),
        sa.ForeignKeyConstraint(["against_mention"], ["mention.id"], name=op.f("fk_dispute_against_mention_mention")),
        sa.ForeignKeyConstraint(["by_mention"], ["mention.id"], name=op.f("fk_dispute_by_mention_mention")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_dispute_claim_id_claim")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_dispute_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
    )
    op.create_index(op.f("ix_dispute_claim_id"), "dispute", ["claim_id"])
    op.create_index(op.f("ix_dispute_document_id"), "dispute", ["document_id"])
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("a_id", sa.Integer(), nullable=False),
        sa.Column("b_id", sa.Integer(), nullable=False),
        sa.Column("low_id", sa.Integer(), nullable=False),
        sa.Column("high_id", sa.Integer(), nullable=False),
        sa.Column("relation", _words("relation", "contradicts", "repeats", "revises"), nullable=False),
        sa.Column(
            "type",
            _words(
                "type",
                "rebuttal",
                "denial",
                "negation",
                "antonym",
                "number",
                "money",
                "percentage",
                "date",
                "actor",
                "place",
                "event",
                "alternative",
                "self",
                "dispute",
                "meaning",
                "repeat",
                "update",
            ),
            nullable=False,
        ),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("doubt", sa.Float(), nullable=False),
        sa.Column("newest", sa.Date(), nullable=False),
        sa.Column("a_speaker", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("folded_into", sa.Integer(), nullable=True),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("touched", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.CheckConstraint("folded_into IS NULL OR folded_into <> id", name=op.f("ck_link_folded")),
        sa.CheckConstraint(
            "low_id < high_id AND (a_id = low_id AND b_id = high_id OR a_id = high_id AND b_id = low_id)",
            name=op.f("ck_link_pair"),
        ),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_link_score")),
        sa.ForeignKeyConstraint(["a_id"], ["claim.id"], name=op.f("fk_link_a_id_claim")),
        sa.ForeignKeyConstraint(["b_id"], ["claim.id"], name=op.f("fk_link_b_id_claim")),
        sa.ForeignKeyConstraint(["folded_into"], ["link.id"], name=op.f("fk_link_folded_into_link")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("low_id", "high_id", name=op.f("uq_link_low_id_high_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_link_a_id"), "link", ["a_id"])
    op.create_index(op.f("ix_link_b_id"), "link", ["b_id"])
    op.create_index(op.f("ix_link_folded_into"), "link", ["folded_into"])
    op.create_index(op.f("ix_link_shown_a_speaker"), "link", ["shown", "a_speaker"])
    op.create_index(op.f("ix_link_shown_doubt_id"), "link", ["shown", "doubt", "id"])
    op.create_index(op.f("ix_link_shown_newest_id"), "link", ["shown", "newest", "id"])
    op.create_index(op.f("ix_link_shown_score_id"), "link", ["shown", "score", "id"])


def _review() -> None:
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("length(hash) = 64 AND length(previous) = 64", name=op.f("ck_journal_chain")),
        sa.CheckConstraint("undoes IS NULL OR undoes < seq", name=op.f("ck_journal_undoes")),
        sa.ForeignKeyConstraint(["undoes"], ["journal.seq"], name=op.f("fk_journal_undoes_journal")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_reviewer_seq"), "journal", ["reviewer", "seq"])
    op.create_index(op.f("ix_journal_subject_seq"), "journal", ["subject", "seq"])
    op.create_index(op.f("ix_journal_undoes"), "journal", ["undoes"])
    op.create_table(
        "review_place",
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("filter", sa.JSON(), nullable=False),
        sa.Column("order", sa.String(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("scroll", sa.Integer(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("reviewer", name=op.f("pk_review_place")),
    )
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("name", name=op.f("uq_tag_name")),
    )
    op.create_table(
        "journal_subject",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["journal.seq"], name=op.f("fk_journal_subject_seq_journal")),
        sa.PrimaryKeyConstraint("seq", "subject", name=op.f("pk_journal_subject")),
    )
    op.create_index(op.f("ix_journal_subject_subject"), "journal_subject", ["subject"])
    op.create_table(
        "flag",
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_flag_link_id_link")),
        sa.PrimaryKeyConstraint("link_id", "reviewer", name=op.f("pk_flag")),
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column(
            "verdict",
            _words("verdict", "contradiction", "partial", "changed", "consistent", "unrelated", "unsure"),
            nullable=True,
        ),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("score_seen", sa.Float(), nullable=True),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("adjudication", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(verdict IS NULL) = withdrawn", name=op.f("ck_judgement_withdrawn")),
        sa.CheckConstraint("length(reviewer) > 0", name=op.f("ck_judgement_reviewer")),
        sa.CheckConstraint(
            "score_seen IS NULL OR (score_seen >= 0 AND score_seen <= 1)", name=op.f("ck_judgement_score_seen")
        ),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_judgement_link_id_link")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    op.create_index(op.f("ix_judgement_link_id_reviewer"), "judgement", ["link_id", "reviewer"])
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.CheckConstraint(_ONE_SUBJECT, name=op.f("ck_note_subject")),
        sa.CheckConstraint("length(reviewer) > 0", name=op.f("ck_note_reviewer")),
        sa.CheckConstraint("replaces IS NULL OR replaces < id", name=op.f("ck_note_replaces")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_note_claim_id_claim")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_note_document_id_document")),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_note_link_id_link")),
        sa.ForeignKeyConstraint(["replaces"], ["note.id"], name=op.f("fk_note_replaces_note")),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_note_speaker_id_speaker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("replaces", name=op.f("uq_note_replaces")),
    )
    op.create_index(op.f("ix_note_claim_id"), "note", ["claim_id"])
    op.create_index(op.f("ix_note_document_id"), "note", ["document_id"])
    op.create_index(op.f("ix_note_link_id"), "note", ["link_id"])
    op.create_index(op.f("ix_note_speaker_id"), "note", ["speaker_id"])
    op.create_table(
        "tagging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(_ONE_SUBJECT, name=op.f("ck_tagging_subject")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_tagging_claim_id_claim")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_tagging_document_id_document")),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_tagging_link_id_link")),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_tagging_speaker_id_speaker")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_tagging_tag_id_tag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tagging")),
        sa.UniqueConstraint("tag_id", "claim_id", name=op.f("uq_tagging_tag_id_claim_id")),
        sa.UniqueConstraint("tag_id", "document_id", name=op.f("uq_tagging_tag_id_document_id")),
        sa.UniqueConstraint("tag_id", "link_id", name=op.f("uq_tagging_tag_id_link_id")),
        sa.UniqueConstraint("tag_id", "speaker_id", name=op.f("uq_tagging_tag_id_speaker_id")),
    )
    op.create_index(op.f("ix_tagging_claim_id"), "tagging", ["claim_id"])
    op.create_index(op.f("ix_tagging_document_id"), "tagging", ["document_id"])
    op.create_index(op.f("ix_tagging_link_id"), "tagging", ["link_id"])
    op.create_index(op.f("ix_tagging_speaker_id"), "tagging", ["speaker_id"])
    op.create_table(
        "standing",
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("adjudication", sa.Boolean(), nullable=False),
        sa.Column("judgement_id", sa.Integer(), nullable=True),
        sa.Column(
            "verdict",
            _words("verdict", "contradiction", "partial", "changed", "consistent", "unrelated", "unsure"),
            nullable=True,
        ),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(reviewer) > 0", name=op.f("ck_standing_reviewer")),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgement.id"], name=op.f("fk_standing_judgement_id_judgement")),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_standing_link_id_link")),
        sa.PrimaryKeyConstraint("link_id", "reviewer", "adjudication", name=op.f("pk_standing")),
    )
    op.create_index(op.f("ix_standing_judgement_id"), "standing", ["judgement_id"])
    op.create_index(
        op.f("ix_standing_reviewer_adjudication_verdict_link_id"),
        "standing",
        ["reviewer", "adjudication", "verdict", "link_id"],
    )
    op.create_index(op.f("ix_standing_reviewer_skipped_link_id"), "standing", ["reviewer", "skipped", "link_id"])
