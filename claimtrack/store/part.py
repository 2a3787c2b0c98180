"""What every part of the store stands on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from claimtrack.errors import NotFound, UsageError
from claimtrack.store.engine import Database
from claimtrack.store.keys import KINDS
from claimtrack.store.tables import claim, document, link, speaker

_TABLES = {"l": link, "c": claim, "d": document, "s": speaker}


class Part:
    """A group of the store's methods; they share one Database."""

    db: Database


def ids_of(connection: Connection, query: sa.Select[Any]) -> list[int]:
    """The first column of what a query finds."""
    return [int(row[0]) for row in connection.execute(query)]


def insert_row(connection: Connection, table: sa.Table, **values: Any) -> int:
    """Insert one row; the id it got."""
    key = connection.execute(table.insert().values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def now() -> datetime:
    return datetime.now(UTC)


def require(connection: Connection, kind: str, number: int) -> None:
    """Raises NotFound where no such row is."""
    table = _TABLES[kind]
    if connection.execute(sa.select(table.c.id).where(table.c.id == number)).first() is None:
        raise NotFound(f"there is no {KINDS[kind]} {kind}{number}: `claimtrack {KINDS[kind]}s` lists them")


def require_reviewer(reviewer: str) -> str:
    name = reviewer.strip()
    if not name:
        raise UsageError("a reviewer needs a name: say --reviewer NAME")
    return name
