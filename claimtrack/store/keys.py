"""The short keys that people type: l3 a link, c12 a claim, d1 a document, s4 a speaker."""

from __future__ import annotations

import re

from claimtrack.errors import UsageError

KINDS = {"l": "link", "c": "claim", "d": "document", "s": "speaker"}
_KEY = re.compile(r"([lcds])([1-9][0-9]{0,17})", re.ASCII)


def parse_key(key: str) -> tuple[str, int]:
    """ "l3" as ("l", 3); UsageError for anything else."""
    found = _KEY.fullmatch(key.strip().lower())
    if found is None:
        raise UsageError(f"{key!r} is no key: say l3 (link), c12 (claim), d1 (document) or s4 (speaker)")
    return found[1], int(found[2])


def subject_column(key: str) -> tuple[str, int]:
    """The column that points at a key's row, in the tables of notes and tags."""
    kind, number = parse_key(key)
    return f"{KINDS[kind]}_id", number


def tag_word(name: str) -> str:
    """A tag as it is kept: lower case, one blank between words, no # before it; empty where no word is left."""
    return " ".join(name.lower().strip().lstrip("#").split())
