"""Lines of JSON in: one object a line, a bad line named and passed over."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from claimtrack.cli.output import narrate
from claimtrack.errors import IntakeError

LINE_LIMIT = 64 * 1024 * 1024
"""Characters; a longer line is no object that fits in memory beside its answer."""


def numbered_lines(path: str) -> Iterator[tuple[int, str]]:
    """The lines of a file, or of standard input for "-", counted from 1; blank ones are left out."""
    if path == "-":
        yield from _numbered(sys.stdin.buffer)
        return
    try:
        with Path(path).open("rb") as stream:
            yield from _numbered(stream)
    except OSError as error:
        raise IntakeError(f"{path} cannot be read: {(error.strerror or 'unknown error').lower()}") from error


def _numbered(stream: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8", "replace")


class Objects:
    """The objects of a stream of JSON lines; `failed` counts the lines that were passed over."""

    def __init__(self, path: str, check: Callable[[dict[str, object]], str | None]) -> None:
        """`check` says what is wrong with an object, or None."""
        self._path = path
        self._check = check
        self.failed = 0

    def __iter__(self) -> Iterator[dict[str, object]]:
        for number, line in numbered_lines(self._path):
            given, wrong = self._read(line)
            if wrong is None:
                yield given
            else:
                self.failed += 1
                narrate(f"line {number} {wrong}")

    def _read(self, line: str) -> tuple[dict[str, object], str | None]:
        if len(line) > LINE_LIMIT:
            return {}, "is too long"
        try:
            given = json.loads(line)
        except (ValueError, RecursionError) as error:
            return {}, f"is not JSON: {error}"
        if not isinstance(given, dict):
            return {}, 'is no JSON object; write one {"id": …} a line'
        return given, self._check(given)
