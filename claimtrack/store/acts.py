"""Human acts as pairs of states, so that one undo serves them all.

An act's journal entry holds, under `kind`, `before` and `after`, the state of what it touched; undoing is to apply
`before` and redoing is to apply `after` again, each as an entry of its own. A `kind` knows how to read and to write its
state; states are plain JSON values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from claimtrack.errors import StoreError
from claimtrack.store import journal as record
from claimtrack.store.part import Part, require_reviewer
from claimtrack.store.tables import journal, journal_subject
from claimtrack.vocabulary import JournalEntry

State = dict[str, Any]
UNDO, REDO = "undo", "redo"


@dataclass(frozen=True, slots=True)
class KindOfAct:
    """How one kind of state is read (for the same keys as a given state) and written."""

    read: Callable[[Connection, State, str], State]
    write: Callable[[Connection, State, str], None]


KINDS: dict[str, KindOfAct] = {}
"""Filled by the modules that know each kind."""


def perform(
    connection: Connection,
    kind: str,
    after: State,
    *,
    reviewer: str,
    action: str,
    subject: str,
    also: Iterable[str] = (),
    extra: Mapping[str, Any] | None = None,
) -> JournalEntry:
    """Bring what `after` names into that state, and journal it with the state before."""
    known = KINDS[kind]
    before = known.read(connection, after, reviewer)
    known.write(connection, after, reviewer)
    detail = {**(extra or {}), "kind": kind, "before": before, "after": known.read(connection, after, reviewer)}
    return record.append(connection, reviewer=reviewer, action=action, subject=subject, detail=detail, also=also)


class UndoPart(Part):
    def undo(self, reviewer: str) -> JournalEntry | None:
        """Take back the reviewer's last act that still stands; None where there is none. Never another's."""
        return self._turn(require_reviewer(reviewer), UNDO)

    def redo(self, reviewer: str) -> JournalEntry | None:
        """Do again what was taken back last; None where nothing was, or where they acted since."""
        return self._turn(require_reviewer(reviewer), REDO)

    def _turn(self, reviewer: str, action: str) -> JournalEntry | None:
        with self.db.write() as connection:
            seq = _last_act(connection, reviewer) if action == UNDO else _last_undo(connection, reviewer)
            if seq is None:
                return None
            entry = connection.execute(sa.select(journal).where(journal.c.seq == seq)).one()
            return _reverse(connection, record.entry_view(entry), action)


def _reverse(connection: Connection, entry: JournalEntry, action: str) -> JournalEntry:
    detail: Mapping[str, Any] = entry.detail
    known = KINDS[detail["kind"]]
    now = known.read(connection, detail["after"], entry.reviewer)
    if now != detail["after"]:
        raise StoreError(f"{entry.subject or 'this'} was changed by somebody since: their change must be undone first")
    try:
        known.write(connection, detail["before"], entry.reviewer)
    except IntegrityError as error:
        raise StoreError(f"{entry.subject} is used by something done since: that must be undone first") from error
    of = detail["of"] if entry.action in (UNDO, REDO) else entry.action
    return record.append(
        connection,
        reviewer=entry.reviewer,
        action=action,
        subject=entry.subject,
        detail={
            "of": of,
            "kind": detail["kind"],
            "before": now,
            "after": known.read(connection, detail["before"], entry.reviewer),
        },
        undoes=entry.seq,
        also=_also(connection, entry.seq),
    )


def _also(connection: Connection, seq: int) -> list[str]:
    query = sa.select(journal_subject.c.subject).where(journal_subject.c.seq == seq)
    return [str(subject) for subject in connection.execute(query).scalars()]


def _backwards(connection: Connection, reviewer: str) -> Iterable[Any]:
    query = (
        sa.select(journal.c.seq, journal.c.action, journal.c.undoes, journal.c.detail["kind"].as_string().label("kind"))
        .where(journal.c.reviewer == reviewer)
        .order_by(journal.c.seq.desc())
    )
    return connection.execution_options(yield_per=200).execute(query)


def _last_act(connection: Connection, reviewer: str) -> int | None:
    void: set[int] = set()
    for row in _backwards(connection, reviewer):
        if row.action in (UNDO, REDO):
            if row.seq not in void:
                void.add(row.undoes)
        elif row.kind is not None and row.seq not in void:
            return int(row.seq)
    return None


def _last_undo(connection: Connection, reviewer: str) -> int | None:
    void: set[int] = set()
    for row in _backwards(connection, reviewer):
        if row.action == REDO:
            void.add(row.undoes)
        elif row.action == UNDO:
            if row.seq not in void:
                return int(row.seq)
        elif row.kind is not None:
            return None
    return None
