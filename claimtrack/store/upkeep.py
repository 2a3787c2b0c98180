"""Looking after a case: what it holds, and a copy of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from claimtrack.errors import StoreError
from claimtrack.store.copying import copy_file, stamped
from claimtrack.store.journal import last_entry
from claimtrack.store.part import Part
from claimtrack.store.schema import HEAD
from claimtrack.store.settings import read_setting
from claimtrack.store.tables import claim, document, judgement, link, note, speaker, standing


@dataclass(frozen=True, slots=True)
class Info:
    path: str
    engine: str
    revision: str
    size: int | None
    """Bytes of the file; None on a server."""
    title: str | None
    counts: Mapping[str, int]
    journal_entries: int
    head: str
    """The hash of the last journal entry: it names the state of all decisions."""


@dataclass(frozen=True, slots=True)
class Stats:
    documents: int
    claims: int
    speakers: int
    links: int
    """Listed ones."""
    by_type: Mapping[str, int]
    by_relation: Mapping[str, int]
    by_verdict: Mapping[str, int]
    """Standing judgements of everybody."""
    by_outlet: Mapping[str, int]
    """Documents."""
    first: date | None
    last: date | None


class UpkeepPart(Part):
    def info(self) -> Info:
        path = self.db.where.path
        with self.db.read() as connection:
            seq, head = last_entry(connection)
            return Info(
                path=str(self.db.where),
                engine=f"{self.db.engine.dialect.name} {'.'.join(map(str, _version(connection)))}",
                revision=HEAD,
                size=None if path is None else path.stat().st_size,
                title=read_setting(connection, "title"),
                counts=_counts(connection),
                journal_entries=seq,
                head=head,
            )

    def stats(self) -> Stats:
        with self.db.read() as connection:
            counts = _counts(connection)
            shown = link.c.shown.is_(True)
            days = connection.execute(sa.select(sa.func.min(claim.c.dated), sa.func.max(claim.c.dated))).one()
            return Stats(
                documents=counts["documents"],
                claims=counts["claims"],
                speakers=counts["speakers"],
                links=counts["links"],
                by_type=_by(connection, link.c.type, shown),
                by_relation=_by(connection, link.c.relation, shown),
                by_verdict=_by(connection, standing.c.verdict, standing.c.verdict.is_not(None)),
                by_outlet=_by(connection, document.c.outlet, document.c.outlet.is_not(None)),
                first=days[0],
                last=days[1],
            )

    def backup(self, to: Path | None = None) -> Path:
        """A consistent copy, beside the store with the time in its name unless said otherwise."""
        path = self.db.where.path
        if path is None:
            raise StoreError(f"{self.db.where} is on a server: back it up with the server's own tools")
        return copy_file(path, to or stamped(path, "backup"))


def _version(connection: Connection) -> tuple[object, ...]:
    return tuple(connection.dialect.server_version_info or ())


def _counts(connection: Connection) -> dict[str, int]:
    queries = {
        "documents": sa.select(sa.func.count()).select_from(document),
        "claims": sa.select(sa.func.count()).select_from(claim),
        "speakers": sa.select(sa.func.count()).select_from(speaker).where(speaker.c.merged_into.is_(None)),
        "links": sa.select(sa.func.count()).select_from(link).where(link.c.shown.is_(True)),
        "unlisted": sa.select(sa.func.count()).select_from(link).where(link.c.shown.is_(False)),
        "judgements": sa.select(sa.func.count()).select_from(judgement),
        "notes": sa.select(sa.func.count()).select_from(note),
    }
    return {name: int(connection.execute(query).scalar_one()) for name, query in queries.items()}


def _by(connection: Connection, column: sa.Column[object], where: sa.ColumnElement[bool]) -> dict[str, int]:
    query = sa.select(column, sa.func.count()).where(where).group_by(column).order_by(sa.func.count().desc(), column)
    return {str(word): int(count) for word, count in connection.execute(query)}
