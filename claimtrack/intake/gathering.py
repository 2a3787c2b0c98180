"""Files and folders to articles: one bad file never stops the others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claimtrack.errors import IntakeError
from claimtrack.intake.reading import EXTENSIONS, STDIN, read_named
from claimtrack.vocabulary import Article


@dataclass(frozen=True, slots=True)
class Found:
    """A path that looks like an article and has not been read yet."""

    path: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that was asked for and cannot be read; `reason` goes on from the path ("is empty")."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that is no article by its name: worth a word, no failure."""

    path: str
    reason: str


def find(paths: Iterable[str | Path]) -> list[Found | Failure | Skipped]:
    """What there is to read, each file once, folders recursively and by name.

    A file named by itself is always read; a folder's hidden files and other formats are skipped.
    """
    listed: list[Found | Failure | Skipped] = []
    seen: set[str] = set()
    for path in paths:
        for one in _expand(str(path)):
            if one.path not in seen:
                seen.add(one.path)
                listed.append(one)
    return listed


def gather(paths: Iterable[str | Path]) -> Iterator[Article | Failure | Skipped]:
    """Read all that `find` lists, one at a time."""
    for one in find(paths):
        if not isinstance(one, Found):
            yield one
            continue
        try:
            yield read_named(one.path)
        except IntakeError as error:
            yield Failure(one.path, str(error))


def _expand(path: str) -> Iterator[Found | Failure | Skipped]:
    if path == STDIN or not Path(path).is_dir():
        yield Found(path)
        return
    empty = True
    for one in _folder(path):
        empty = empty and not isinstance(one, Found)
        yield one
    if empty:
        yield Failure(path, f"holds no {' or '.join(EXTENSIONS)} file")


def _folder(path: str) -> Iterator[Found | Failure | Skipped]:
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(path, f"cannot be read: {(error.strerror or 'unknown error').lower()}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            yield Skipped(entry.path, "hidden")
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(entry.path)
        elif Path(entry.name).suffix.lower() in EXTENSIONS:
            yield Found(entry.path)
        elif entry.is_dir():
            yield Skipped(entry.path, "a link to a folder")
        else:
            yield Skipped(entry.path, f"not {' or '.join(EXTENSIONS)}")
