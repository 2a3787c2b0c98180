"""Notes and tags on links, claims, documents and speakers. A note is appended; an edit is a note that replaces one."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from claimtrack.errors import NotFound, UsageError
from claimtrack.store import journal as record
from claimtrack.store.acts import KINDS, KindOfAct, State, perform
from claimtrack.store.keys import parse_key, subject_column, tag_word
from claimtrack.store.part import Part, insert_row, now, require, require_reviewer
from claimtrack.store.tables import link, note, tag, tagging
from claimtrack.store.views import note_view, notes_by_subject, tags_by_subject
from claimtrack.vocabulary import JournalEntry, NoteView


class NotesPart(Part):
    def note(
        self, key: str, text: str, *, reviewer: str, private: bool = False, replaces: int | None = None
    ) -> NoteView:
        """Write a note on a link, claim, document or speaker, or in place of one's own earlier note.

        A private note is never exported.
        """
        who = require_reviewer(reviewer)
        text = text.strip()
        if not text:
            raise UsageError("a note needs words")
        column, number = subject_column(key)
        with self.db.write() as connection:
            require(connection, key.strip()[0].lower(), number)
            if replaces is not None:
                return self._rewrite(connection, replaces, text, who, private=private, action="edit note")
            made = insert_row(connection, note, **{column: number}, text=text, reviewer=who, at=now(), private=private)
            _touch(connection, column, number)
            after = {"root": made, "text": text, "private": private}
            detail = {"kind": "note", "before": {**after, "text": None}, "after": after}
            record.append(connection, reviewer=who, action="note", subject=f"{column[0]}{number}", detail=detail)
            return note_view(_row(connection, made))

    def remove_note(self, note_id: int, *, reviewer: str) -> JournalEntry:
        """Take one's own note back; the record keeps it."""
        who = require_reviewer(reviewer)
        with self.db.write() as connection:
            row = _own(connection, note_id, who)
            after = {"root": _root(connection, note_id), "text": None, "private": row.private}
            subject = note_view(row).subject
            return perform(connection, "note", after, reviewer=who, action="remove note", subject=subject)

    def notes(self, key: str, *, private: bool = True) -> list[NoteView]:
        """The notes on one thing, oldest first; `private` False leaves private ones out."""
        column, number = subject_column(key)
        with self.db.read() as connection:
            found = notes_by_subject(connection, column, [number]).get(number, ())
        return [view for view in found if private or not view.private]

    def tag(self, key: str, name: str, *, reviewer: str) -> JournalEntry:
        """Put a tag on something; tags are lower-case words without blanks around them."""
        return self._tag(key, name, reviewer, on=True)

    def untag(self, key: str, name: str, *, reviewer: str) -> JournalEntry:
        return self._tag(key, name, reviewer, on=False)

    def tags(self, key: str) -> list[str]:
        column, number = subject_column(key)
        with self.db.read() as connection:
            return list(tags_by_subject(connection, column, [number]).get(number, ()))

    def all_tags(self) -> list[tuple[str, int]]:
        """Every tag in use with how often, the most used first."""
        query = (
            sa.select(tag.c.name, sa.func.count().label("uses"))
            .join(tagging, tagging.c.tag_id == tag.c.id)
            .group_by(tag.c.name)
            .order_by(sa.desc("uses"), tag.c.name)
        )
        with self.db.read() as connection:
            return [(row.name, row.uses) for row in connection.execute(query)]

    def _rewrite(
        self, connection: Connection, note_id: int, text: str, who: str, *, private: bool, action: str
    ) -> NoteView:
        row = _own(connection, note_id, who)
        root = _root(connection, note_id)
        after = {"root": root, "text": text, "private": private}
        perform(connection, "note", after, reviewer=who, action=action, subject=note_view(row).subject)
        return note_view(_tip(connection, root))

    def _tag(self, key: str, name: str, reviewer: str, *, on: bool) -> JournalEntry:
        who = require_reviewer(reviewer)
        word = tag_word(name)
        if not word:
            raise UsageError("a tag needs a word")
        letter, number = parse_key(key)
        with self.db.write() as connection:
            require(connection, letter, number)
            after = {"subject": f"{letter}{number}", "tag": word, "by": who if on else None}
            action = "tag" if on else "untag"
            return perform(connection, "tag", after, reviewer=who, action=action, subject=f"{letter}{number}")


def _row(connection: Connection, number: int) -> Row[Any]:
    found = connection.execute(sa.select(note).where(note.c.id == number)).first()
    if found is None:
        raise NotFound(f"there is no note {number}")
    return found


def _own(connection: Connection, number: int, who: str) -> Row[Any]:
    row = _row(connection, number)
    if row.reviewer != who:
        raise UsageError(f"note {number} is {row.reviewer}'s: write one of your own")
    return row


def _root(connection: Connection, number: int) -> int:
    row = _row(connection, number)
    while row.replaces is not None:
        row = _row(connection, row.replaces)
    return int(row.id)


def _tip(connection: Connection, number: int) -> Row[Any]:
    row = _row(connection, number)
    while True:
        later = connection.execute(sa.select(note).where(note.c.replaces == row.id)).first()
        if later is None:
            return row
        row = later


def _touch(connection: Connection, column: str, number: int) -> None:
    if column == "link_id":
        connection.execute(link.update().where(link.c.id == number).values(touched=True, shown=True))


# --- the state "note": {"root": id of the first, "text": None where taken back, "private"} -------


def _read_note(connection: Connection, like: State, _reviewer: str) -> State:
    row = _tip(connection, like["root"])
    return {"root": like["root"], "text": row.text or None, "private": row.private}


def _write_note(connection: Connection, wanted: State, reviewer: str) -> None:
    before = _tip(connection, wanted["root"])
    insert_row(
        connection,
        note,
        link_id=before.link_id,
        claim_id=before.claim_id,
        document_id=before.document_id,
        speaker_id=before.speaker_id,
        text=wanted["text"] or "",
        reviewer=reviewer,
        at=now(),
        private=wanted["private"],
        replaces=before.id,
    )


# --- the state "tag": {"subject": key, "tag": word, "by": reviewer, None where it is not on} -----


def _read_tag(connection: Connection, like: State, _reviewer: str) -> State:
    column, number = subject_column(like["subject"])
    query = (
        sa.select(tagging.c.reviewer)
        .join(tag, tag.c.id == tagging.c.tag_id)
        .where(tag.c.name == like["tag"], tagging.c[column] == number)
    )
    by = connection.execute(query).scalar()
    return {"subject": like["subject"], "tag": like["tag"], "by": by}


def _write_tag(connection: Connection, wanted: State, _reviewer: str) -> None:
    column, number = subject_column(wanted["subject"])
    tag_id = connection.execute(sa.select(tag.c.id).where(tag.c.name == wanted["tag"])).scalar()
    if tag_id is None:
        tag_id = insert_row(connection, tag, name=wanted["tag"])
    connection.execute(tagging.delete().where(tagging.c.tag_id == tag_id, tagging.c[column] == number))
    if wanted["by"] is not None:
        connection.execute(tagging.insert().values(tag_id=tag_id, **{column: number}, reviewer=wanted["by"], at=now()))
    _touch(connection, column, number)


KINDS["note"] = KindOfAct(_read_note, _write_note)
KINDS["tag"] = KindOfAct(_read_tag, _write_tag)
