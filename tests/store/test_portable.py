"""What the store asks of a database is SQL that PostgreSQL takes too; what is not stays behind one interface."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

import claimtrack.store
from claimtrack.models import Base
from claimtrack.store import ClaimFilter, LinkFilter, Order, State, conditions
from claimtrack.store import tables as t
from claimtrack.store.filters import ALL_LINKS
from claimtrack.vocabulary import LinkType, Verdict

POSTGRES = postgresql.dialect()  # type: ignore[no-untyped-call]

LINKS = [
    LinkFilter(speaker="x", outlet="y", since=date(2031, 1, 1), search='z "a b"', tag="t", min_score=0.5),
    LinkFilter(types=(LinkType.DATE,), verdicts=(Verdict.UNSURE,), judged_by="ann", listed=None),
    LinkFilter(states=tuple(State)),
]


def queries() -> Iterator[sa.Select[tuple[int]]]:
    for wanted in (ALL_LINKS, *LINKS):
        where = conditions.of_links(wanted, reviewer="ann", is_sqlite=False)
        for order in Order:
            yield sa.select(t.link.c.id).where(*where).order_by(*conditions.ordered_by(order)).limit(10)
    yield sa.select(t.claim.c.id).where(*conditions.of_claims(ClaimFilter(search="a", speaker="b"), is_sqlite=False))


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: str(table))
def test_tables_can_be_made_elsewhere(table: sa.Table) -> None:
    words = str(CreateTable(table).compile(dialect=POSTGRES))
    assert "AUTOINCREMENT" not in words
    for index in table.indexes:
        name = index.name
        assert name is not None and len(name) <= 63, "PostgreSQL cuts longer names"
        assert str(CreateIndex(index).compile(dialect=POSTGRES))


def test_lists_and_queues_can_be_asked_elsewhere() -> None:
    for query in queries():
        words = str(query.compile(dialect=POSTGRES))
        assert "MATCH" not in words
        assert "rowid" not in words


def test_what_only_sqlite_knows_is_said_in_few_places() -> None:
    """Full-text search, the engine and its copies, the check of the file, and opening by the header."""
    only_sqlite = re.compile(r"\bPRAGMA\b|\bMATCH\b|\browid\b|sqlite3\.|BEGIN IMMEDIATE\"")
    folder = Path(claimtrack.store.__file__).parent
    found = {path.name for path in folder.glob("*.py") if only_sqlite.search(path.read_text(encoding="utf-8"))}
    assert found == {"copying.py", "engine.py", "fulltext.py", "migrate.py", "schema.py", "verify.py"}


def test_everything_typed_is_bound() -> None:
    hostile = "'; DROP TABLE link; --"
    where = conditions.of_links(
        LinkFilter(speaker=hostile, outlet=hostile, search=hostile, tag=hostile, judged_by=hostile),
        reviewer=hostile,
        is_sqlite=True,
    )
    words = str(sa.select(t.link.c.id).where(*where))
    assert "DROP" not in words
