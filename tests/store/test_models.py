"""The tables: what the database itself refuses, and that migrations make what the models say."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from claimtrack.models import Base
from claimtrack.store import Store, migrate
from claimtrack.store import tables as t
from claimtrack.store.schema import HEAD


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and "_fts" in (name or ""))


def test_alembic_finds_no_difference_between_models_and_migrations(empty: Store) -> None:
    with empty.db.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _ours})
        assert compare_metadata(context, Base.metadata) == []


def _definitions(path: Path) -> dict[str, str]:
    """Every table and index with its words in order; checks are compared too, which alembic leaves out."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql NOT NULL"
        )
        found = {
            name: sorted(part.strip(" ,)") for part in sql.replace('"', "").splitlines() if part.strip(" ,()"))
            for name, sql in rows
            if "_fts" not in name and name not in ("alembic_version", "sqlite_sequence")
        }
    connection.close()
    return {name: "\n".join(parts).replace("\t", "") for name, parts in found.items()}


def test_migrations_make_the_same_definitions_as_the_models(empty: Store, tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'models.db'}")
    Base.metadata.create_all(engine)
    engine.dispose()
    assert empty.path is not None
    assert _definitions(empty.path) == _definitions(tmp_path / "models.db")


def test_the_head_that_a_store_is_compared_with_is_the_last_migration() -> None:
    assert ScriptDirectory(str(migrate.scripts())).get_current_head() == HEAD


BAD_ROWS: list[tuple[sa.Table, dict[str, Any]]] = [
    (t.document, {"sha256": "short"}),
    (t.link, {"score": 1.5}),
    (t.link, {"score": -0.1}),
    (t.link, {"low_id": 6, "high_id": 1}),
    (t.link, {"a_id": 2}),
    (t.claim, {"confidence": 2.0}),
    (t.claim, {"refers_start": 5}),
    (t.claim, {"refers_start": 5, "refers_end": 5}),
    (t.claim, {"paragraph": 0}),
    (t.claim, {"document_id": 99}),
    (t.claim_span, {"start": 9, "end": 9}),
    (t.claim_span, {"start": -1}),
    (t.speaker, {"merged_into": 1}),
    (t.link, {"folded_into": 1}),
]


@pytest.mark.parametrize(("table", "values"), BAD_ROWS)
def test_the_database_refuses_what_cannot_be(ferry: Store, table: sa.Table, values: dict[str, Any]) -> None:
    column = next(iter(table.primary_key.columns))
    with pytest.raises(sa.exc.IntegrityError), ferry.db.write() as connection:
        connection.execute(table.update().where(column == 1).values(values))


@pytest.mark.parametrize(("table", "column"), [("link", "type"), ("claim", "stance"), ("speaker", "kind")])
def test_the_database_refuses_words_of_no_vocabulary(ferry: Store, table: str, column: str) -> None:
    with pytest.raises(sa.exc.IntegrityError), ferry.db.write() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET {column} = 'nonsense' WHERE id = 1")


def test_a_note_has_exactly_one_subject(ferry: Store) -> None:
    ferry.note("l1", "look again", reviewer="ann")
    words = "INSERT INTO note (text, reviewer, at, private{}) VALUES ('x', 'ann', '2031-01-01 00:00:00', 0{})"
    for columns, values in (("", ""), (", link_id, claim_id", ", 1, 1")):
        with pytest.raises(sa.exc.IntegrityError), ferry.db.write() as connection:
            connection.exec_driver_sql(words.format(columns, values))


def test_a_withdrawn_judgement_has_no_verdict(ferry: Store) -> None:
    with pytest.raises(sa.exc.IntegrityError), ferry.db.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO judgement (link_id, reviewer, verdict, withdrawn, at, blind, adjudication)"
            " VALUES (1, 'ann', 'partial', 1, '2031-01-01 00:00:00', 0, 0)"
        )


@pytest.mark.parametrize("table", ["judgement", "journal", "note"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET reviewer = 'somebody'", "DELETE FROM {}"])
def test_what_people_decided_can_only_be_added_to(ferry: Store, table: str, verb: str) -> None:
    from claimtrack.vocabulary import Verdict

    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.note("l1", "look again", reviewer="ann")
    with pytest.raises(sa.exc.IntegrityError, match="append-only"), ferry.db.write() as connection:
        connection.exec_driver_sql(verb.format(table))


def test_a_stored_text_cannot_be_changed(ferry: Store) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="never changes"), ferry.db.write() as connection:
        connection.execute(t.document.update().values(text="other words"))


def test_a_naive_time_is_refused(ferry: Store) -> None:
    with pytest.raises(sa.exc.StatementError, match="aware"), ferry.db.write() as connection:
        connection.execute(t.document.update().values(added_at=datetime(2031, 1, 1)))


def test_foreign_keys_hold(ferry: Store) -> None:
    with pytest.raises(sa.exc.IntegrityError), ferry.db.write() as connection:
        connection.execute(t.claim.delete().where(t.claim.c.id == 1))
