"""What a store file is, told without writing to it and without alembic."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from claimtrack.errors import StoreBusy, StoreError, UsageError

HEAD = "0001"
"""The newest revision under migrations/; a test holds the two together."""

APPLICATION_ID = 0x63746B31
"""Bytes 68 to 71 of a store's header ("ctk1"): https://www.sqlite.org/fileformat.html#application_id."""

_MAGIC = b"SQLite format 3\x00"


class SchemaState(StrEnum):
    MISSING = "missing"
    """No file at all."""
    EMPTY = "empty"
    """A file of no bytes, or a database without tables."""
    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"
    FOREIGN = "foreign"
    """Something else: never written to."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a case is: a file, or the URL of a database server."""

    url: URL
    path: Path | None
    """The file; None for a server."""

    def __str__(self) -> str:
        return str(self.path) if self.path is not None else self.url.render_as_string(hide_password=True)


def address(target: str | Path) -> Address:
    """A path or URL as where it points; UsageError for a URL that no database answers to."""
    if isinstance(target, Path) or "://" not in target:
        path = Path(target)
        return Address(URL.create("sqlite", database=str(path)), path)
    try:
        url = make_url(target)
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise UsageError(f"--db {target!r} is neither a path nor a database URL") from error
    if url.get_backend_name() != "sqlite":
        return Address(url, None)
    if not url.database or url.database == ":memory:":
        raise UsageError("a case needs a file: give --db a path")
    return Address(url, Path(url.database))


def state(target: str | Path) -> SchemaState:
    """What stands at the path or URL, found by reading only."""
    return state_and_revision(address(target))[0]


def state_and_revision(where: Address) -> tuple[SchemaState, str | None]:
    """The state, and the revision where there is one."""
    if where.path is None:
        return _state_of_server(where)
    try:
        if not where.path.exists():
            return SchemaState.MISSING, None
        with where.path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise StoreError(f"{where} cannot be read: {error.strerror}") from error
    if not header:
        return SchemaState.EMPTY, None
    if not header.startswith(_MAGIC) or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        return SchemaState.FOREIGN, None
    return _judge(_revision_in_file(where.path))


def _revision_in_file(path: Path) -> str | None:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5.0)
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise StoreBusy(f"{path} is held by another writer: try again in a moment") from error
        if "no such table" not in str(error):
            raise StoreError(f"{path} cannot be opened ({error}): its folder must be writable too") from error
        raise StoreError(f"{path} is damaged ({error}): go back to a backup") from error
    except sqlite3.Error as error:
        raise StoreError(f"{path} is damaged ({error}): go back to a backup") from error
    return str(row[0]) if row else None


def _state_of_server(where: Address) -> tuple[SchemaState, str | None]:
    try:
        engine = sa.create_engine(where.url)
        with engine.connect() as connection:
            tables = set(sa.inspect(connection).get_table_names())
            if not tables:
                return SchemaState.EMPTY, None
            if not {"alembic_version", "claim_span", "journal"} <= tables:
                return SchemaState.FOREIGN, None
            return _judge(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar())
    except (SQLAlchemyError, ImportError) as error:
        raise StoreError(f"{where} does not answer: {str(error).splitlines()[0]}") from error


def _judge(revision: str | None) -> tuple[SchemaState, str | None]:
    if revision == HEAD:
        return SchemaState.CURRENT, revision
    if revision is None:
        return SchemaState.EMPTY, None
    from claimtrack.store.migrate import known_revisions

    return (SchemaState.OLDER if revision in known_revisions() else SchemaState.NEWER), revision
