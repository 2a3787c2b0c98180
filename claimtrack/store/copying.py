"""A consistent copy of a store, taken while others work in it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from claimtrack.errors import StoreError


def stamped(path: Path, word: str) -> Path:
    """A name beside the store that says when."""
    return path.with_name(f"{path.name}.{word}-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S%fZ')}")


def copy_file(path: Path, to: Path) -> Path:
    """Copy a store, readable by its owner alone; StoreError where `to` is there already."""
    try:
        os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise StoreError(f"{to} is there already: name another file") from error
    except OSError as error:
        raise StoreError(f"{to} cannot be written: {error.strerror}") from error
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
            contextlib.closing(sqlite3.connect(to)) as target,
        ):
            source.backup(target, pages=4096)
            target.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        to.unlink(missing_ok=True)
        raise StoreError(f"{path} could not be copied to {to}: {error}") from error
    except BaseException:
        to.unlink(missing_ok=True)
        raise
    return to
