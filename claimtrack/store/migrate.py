"""Making and upgrading a case's tables: alembic's only importer.

It runs on an engine of its own, without foreign keys (a batch rebuild of a parent table would delete the children) and
inside one BEGIN IMMEDIATE, so that a migration that fails leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

import claimtrack
from claimtrack.errors import NotAStore, StoreBusy, StoreError, StoreTooNew
from claimtrack.store.copying import copy_file, stamped
from claimtrack.store.engine import is_busy
from claimtrack.store.schema import APPLICATION_ID, HEAD, Address, SchemaState, address, state, state_and_revision

__all__ = ["SchemaState", "Upgraded", "create", "known_revisions", "scripts", "state", "upgrade"]


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did; the two revisions are the same where there was nothing to do."""

    from_revision: str | None
    to_revision: str
    backup: Path | None
    """The store as it was before; None where nothing was done, or on a server."""


def scripts() -> Path:
    """The migrations: the installed folder, else the checkout's."""
    package = Path(claimtrack.__file__).parent
    installed = package / "migrations"
    return installed if installed.is_dir() else package.parent / "migrations"


@cache
def known_revisions() -> frozenset[str]:
    directory = ScriptDirectory(str(scripts()))
    return frozenset(script.revision for script in directory.walk_revisions())


def create(target: str | Path) -> None:
    """Make an empty case where there is nothing yet, readable by its owner alone."""
    where = address(target)
    if where.path is not None:
        _new_private_file(where.path)
    _migrate(where)


def upgrade(target: str | Path) -> Upgraded:
    """Bring the case to this version's tables, after a backup beside it; nothing to do is no error."""
    where = address(target)
    found, revision = state_and_revision(where)
    if found is SchemaState.MISSING:
        raise StoreError(f"there is no store at {where}: make one with `claimtrack add`")
    if found is SchemaState.FOREIGN:
        raise NotAStore(f"{where} is not a claimtrack store, and was left as it is")
    if found is SchemaState.NEWER:
        raise StoreTooNew(f"{where} was made by a newer claimtrack (revision {revision}): upgrade claimtrack")
    if found is SchemaState.CURRENT:
        return Upgraded(revision, HEAD, None)
    backup = None
    if where.path is not None and found is SchemaState.OLDER:
        backup = copy_file(where.path, stamped(where.path, f"before-{HEAD}"))
    _migrate(where)
    return Upgraded(revision, HEAD, backup)


def _new_private_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # -wal and -shm take the same mode
    except FileExistsError:
        if path.stat().st_size > 0 and state(path) not in (SchemaState.EMPTY, SchemaState.CURRENT):
            raise NotAStore(f"{path} is not a claimtrack store, and was left as it is") from None
        if path.stat().st_size == 0:
            path.chmod(0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be made: {error.strerror}") from error


def _migrate(where: Address) -> None:
    try:
        with _own_transaction(where) as connection:
            config = Config()
            config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
            config.attributes["connection"] = connection
            if MigrationContext.configure(connection).get_current_revision() != HEAD:
                command.upgrade(config, HEAD)
            if where.path is not None:
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise StoreError(f"{where}: the upgrade would break {len(broken)} references; nothing was changed")
    except DBAPIError as error:
        if is_busy(error):
            raise StoreBusy(f"{where} is held by another writer: try again in a moment") from error
        raise StoreError(f"{where} could not be upgraded and was left as it was: {error.orig}") from error


@contextlib.contextmanager
def _own_transaction(where: Address) -> Iterator[Connection]:
    engine = sa.create_engine(where.url, poolclass=sa.pool.NullPool)
    if where.path is not None:
        sa.event.listen(engine, "connect", _bare)
        sa.event.listen(engine, "begin", _begin_immediate)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _bare(dbapi: Any, _record: object) -> None:
    dbapi.isolation_level = None
    dbapi.execute("PRAGMA busy_timeout = 8000").close()
    dbapi.execute("PRAGMA foreign_keys = OFF").close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
