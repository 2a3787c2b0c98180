"""What the parts of an import share: the rows that come in, and where each of them is here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.engine import Connection

Row = dict[str, Any]
Rows = Mapping[str, list[Row]]
"""Typed rows by the name of their table."""


@dataclass(slots=True)
class Maps:
    """From the ids of the export to those of the store, and what was new."""

    documents: dict[int, int] = field(default_factory=dict)
    mentions: dict[int, int] = field(default_factory=dict)
    speakers: dict[int, int] = field(default_factory=dict)
    claims: dict[int, int] = field(default_factory=dict)
    links: dict[int, int] = field(default_factory=dict)
    new_documents: set[int] = field(default_factory=set)
    """Their ids of documents that were not here."""
    told: list[Row] = field(default_factory=list)
    """Where reviewers stand now by what came in, for the journal."""
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(
            ("documents", "claims", "links", "judgements", "notes", "known", "disagreements"), 0
        )
    )


class Taking:
    """One part of an import."""

    def __init__(self, connection: Connection, theirs: Rows, maps: Maps) -> None:
        self._connection = connection
        self._theirs = theirs
        self._maps = maps


def without_id(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "id"}
