"""The append-only record of every human act, in a SHA-256 chain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from claimtrack.store.engine import canonical
from claimtrack.store.keys import parse_key
from claimtrack.store.part import Part, now, require_reviewer
from claimtrack.store.settings import read_setting
from claimtrack.store.tables import journal, journal_subject, setting
from claimtrack.vocabulary import JournalEntry

GENESIS = "0" * 64
"""What stands before the first entry."""

ADD, IMPORT = "add", "import"
"""Acts that no undo takes back."""

HEAD_SETTING = "journal_head"
LINKINGS_SETTING = "linkings"


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened since a poll."""

    seq: int
    """To be passed next time."""
    entries: tuple[JournalEntry, ...]
    linked: bool = False
    """The links were rebuilt since this store was opened, or polled before."""


def entry_hash(previous: str, at: datetime, reviewer: str, action: str, subject: str, detail: Any, undoes: Any) -> str:
    """SHA-256 over the hash before and the entry, as canonical JSON."""
    words = [previous, at.astimezone(UTC).isoformat(timespec="microseconds"), reviewer, action, subject, detail, undoes]
    return hashlib.sha256(canonical(words).encode("utf-8", "surrogatepass")).hexdigest()


def last_entry(connection: Connection) -> tuple[int, str]:
    row = connection.execute(sa.select(journal.c.seq, journal.c.hash).order_by(journal.c.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def append(
    connection: Connection,
    *,
    reviewer: str,
    action: str,
    subject: str = "",
    detail: Mapping[str, Any] | None = None,
    undoes: int | None = None,
    also: Iterable[str] = (),
    at: datetime | None = None,
) -> JournalEntry:
    """Add one entry behind the last; `also` names further keys it is about."""
    at = at or now()
    values = dict(detail or {})
    seq, previous = last_entry(connection)
    digest = entry_hash(previous, at, reviewer, action, subject, values, undoes)
    connection.execute(
        journal.insert().values(
            seq=seq + 1,
            at=at,
            reviewer=reviewer,
            action=action,
            subject=subject,
            detail=values,
            undoes=undoes,
            previous=previous,
            hash=digest,
        )
    )
    rows = [{"seq": seq + 1, "subject": key} for key in sorted(set(also) - {subject, ""})]
    if rows:
        connection.execute(journal_subject.insert(), rows)
    head = {"seq": seq + 1, "hash": digest}
    if connection.execute(setting.update().where(setting.c.key == HEAD_SETTING).values(value=head)).rowcount == 0:
        connection.execute(setting.insert().values(key=HEAD_SETTING, value=head))
    return JournalEntry(seq + 1, at, reviewer, action, subject, values, undoes)


def entry_view(row: Row[Any]) -> JournalEntry:
    return JournalEntry(row.seq, row.at, row.reviewer, row.action, row.subject, row.detail, row.undoes)


class JournalPart(Part):
    _linkings_seen: int

    def journal(self, *, since: int = 0, limit: int | None = None, reviewer: str | None = None) -> list[JournalEntry]:
        """Entries after `since`, oldest first."""
        query = sa.select(journal).where(journal.c.seq > since).order_by(journal.c.seq).limit(limit)
        if reviewer is not None:
            query = query.where(journal.c.reviewer == reviewer)
        with self.db.read() as connection:
            return [entry_view(row) for row in connection.execute(query)]

    def history(self, key: str) -> list[JournalEntry]:
        """Every entry about one thing, oldest first."""
        letter, number = parse_key(key)
        subject = f"{letter}{number}"
        among = sa.select(journal_subject.c.seq).where(journal_subject.c.subject == subject)
        query = sa.select(journal).where(sa.or_(journal.c.subject == subject, journal.c.seq.in_(among)))
        with self.db.read() as connection:
            return [entry_view(row) for row in connection.execute(query.order_by(journal.c.seq))]

    def last_seq(self) -> int:
        with self.db.read() as connection:
            return last_entry(connection)[0]

    def changes_since(self, seq: int) -> Changes:
        """What anyone did after entry `seq`, and whether the links were rebuilt meanwhile."""
        with self.db.read() as connection:
            rows = connection.execute(sa.select(journal).where(journal.c.seq > seq).order_by(journal.c.seq))
            entries = tuple(entry_view(row) for row in rows)
            made = int(read_setting(connection, LINKINGS_SETTING, 0))
        linked, self._linkings_seen = made != self._linkings_seen, made
        return Changes(entries[-1].seq if entries else seq, entries, linked)

    def record(
        self, action: str, *, reviewer: str, subject: str = "", detail: Mapping[str, Any] | None = None
    ) -> JournalEntry:
        """Journal something that cannot be undone (a report that reveals names)."""
        with self.db.write() as connection:
            return append(
                connection, reviewer=require_reviewer(reviewer), action=action, subject=subject, detail=detail
            )
