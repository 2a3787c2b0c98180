"""What every part of the store stands on."""

from __future__ import annotations

from datetime import UTC, datetime

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
