"""One file or stream to an Article, by the reader of its format."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from claimtrack.errors import IntakeError
from claimtrack.intake.markdown import read_markdown
from claimtrack.intake.plain import read_plain
from claimtrack.vocabulary import Article

Reader = Callable[[bytes, str], Article]
"""Bytes and the path to name; raises IntakeError whose message goes on from the path ("is empty")."""

READERS: Mapping[str, Reader] = {".txt": read_plain, ".md": read_markdown}

EXTENSIONS = tuple(READERS)

STDIN = "-"

SIZE_LIMIT = 32 * 1024 * 1024
"""Bytes; a longer file is no article, and would hold the machine's memory for minutes."""


def read(path: str | Path) -> Article:
    """Read one file, or standard input for "-", which is taken as plain text.

    Raises IntakeError, whose message names the path, where it cannot be read as an article.
    """
    try:
        return read_named(str(path))
    except IntakeError as error:
        raise IntakeError(f"{path} {error}") from error


def read_named(path: str) -> Article:
    """As `read`, but the error's message leaves the path to the caller."""
    if path == STDIN:
        return read_plain(_bounded(sys.stdin.buffer.read(SIZE_LIMIT + 1)), STDIN)
    file = Path(path)
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise IntakeError(f"is not a format claimtrack reads; it reads {' and '.join(EXTENSIONS)}")
    try:
        if not file.exists():
            raise IntakeError("does not exist")
        if not file.is_file():
            raise IntakeError("is no file")
        with file.open("rb") as stream:
            data = _bounded(stream.read(SIZE_LIMIT + 1))
    except PermissionError as error:
        raise IntakeError("cannot be read: permission denied") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise IntakeError(f"cannot be read: {reason.lower()}") from error
    return reader(data, path)


def _bounded(data: bytes) -> bytes:
    if len(data) > SIZE_LIMIT:
        raise IntakeError(f"is larger than {SIZE_LIMIT // 1024 // 1024} MB; split it into its articles")
    return data
