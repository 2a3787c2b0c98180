"""Connections and transactions: WAL, foreign keys, BEGIN IMMEDIATE for writers, and patience with another writer."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from claimtrack.errors import StoreBusy, StoreError, UsageError
from claimtrack.store.schema import Address

_TRY_MS = 1000
_PATIENCE_S = 8.0

OnBusy = Callable[[float], None]
"""Told the seconds waited so far, before each further try."""


def canonical(value: object) -> str:
    """JSON with one spelling: sorted keys, no blanks, text as it is."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def make_engine(where: Address) -> Engine:
    """An engine for reading and writing a case that has its tables."""
    engine = sa.create_engine(where.url, json_serializer=canonical)
    if where.path is not None:
        sa.event.listen(engine, "connect", _settle)
        sa.event.listen(engine, "begin", _begin)
    return engine


def _settle(dbapi: Any, _record: object) -> None:
    dbapi.isolation_level = None  # transactions begin where _begin says, not where the driver guesses
    for pragma in (
        f"busy_timeout = {_TRY_MS}",
        "journal_mode = WAL",
        "foreign_keys = ON",
        "synchronous = FULL",
        "cache_size = -65536",
        "mmap_size = 268435456",
        "temp_store = MEMORY",
    ):
        dbapi.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_busy(error: DBAPIError) -> bool:
    text = str(error.orig).lower()
    return isinstance(error, OperationalError) and ("locked" in text or "busy" in text)


class Database:
    """One case's connections; safe to share between threads."""

    def __init__(self, where: Address, on_busy: OnBusy | None = None) -> None:
        self.where = where
        self.engine = make_engine(where)
        self.on_busy = on_busy
        self.patience = _PATIENCE_S

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view of the case, for as long as it is held."""
        with _plain_words(self.where), self._connect(writes=False) as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """All or nothing; raises StoreBusy where another writer does not let go in time."""
        with _plain_words(self.where):
            connection = self._begin_writing()
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
            finally:
                connection.close()

    def _connect(self, *, writes: bool) -> Connection:
        """A connection; a new one can't settle while another is just making the store, so it is tried again."""
        began = time.monotonic()
        while True:
            try:
                return self.engine.connect().execution_options(writes=writes)
            except OperationalError as error:
                if not is_busy(error) or time.monotonic() - began >= self.patience:
                    raise
                time.sleep(0.05)

    def _begin_writing(self) -> Connection:
        began = time.monotonic()
        while True:
            connection = self._connect(writes=True)
            if self.is_sqlite and self.patience * 1000 < _TRY_MS:
                connection.connection.cursor().execute(f"PRAGMA busy_timeout = {int(self.patience * 1000)}")
            try:
                connection.begin()
            except OperationalError as error:
                connection.close()
                waited = time.monotonic() - began
                if not is_busy(error) or waited >= self.patience:
                    raise
                if self.on_busy is not None:
                    self.on_busy(waited)
            else:
                return connection

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _plain_words(where: Address) -> Iterator[None]:
    """Turn what the driver raises into one line that says what to do."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise UsageError("what was given holds bytes that are no text: write it in UTF-8") from error
    except DBAPIError as error:
        if is_busy(error):
            raise StoreBusy(f"{where} is held by another writer: try again in a moment") from error
        text = str(error.orig)
        if "readonly" in text or "read-only" in text:
            raise StoreError(f"{where} is read-only: copy it to where you may write") from error
        if "disk is full" in text:
            raise StoreError(f"{where}: the disk is full, nothing was written") from error
        if "malformed" in text or "not a database" in text:
            raise StoreError(f"{where} is damaged ({text}): go back to a backup") from error
        if isinstance(error, OperationalError):
            raise StoreError(f"{where} cannot be used: {text}") from error
        raise
