"""An exported case, read back: as it was into an empty store, or beside what a colleague has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from claimtrack.errors import StoreError
from claimtrack.models import Base
from claimtrack.store.engine import canonical
from claimtrack.store.exporting import CASE_FILE, FORMAT
from claimtrack.store.merging import merge
from claimtrack.store.part import Part, require_reviewer
from claimtrack.store.rows import from_json
from claimtrack.store.schema import HEAD
from claimtrack.store.tables import document, journal, link, note, speaker
from claimtrack.store.verify import problems

_BATCH = 1000
_OWN_REFERENCES = {"claim": ("relayed_by", "refers_to"), "speaker": ("merged_into",), "link": ("folded_into",)}
"""Columns that point at rows of the same table that may come later."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in that was not there."""

    documents: int = 0
    claims: int = 0
    links: int = 0
    judgements: int = 0
    notes: int = 0
    known: int = 0
    """Documents that were there already."""
    disagreements: int = 0
    """Links that two people now judge differently."""

    def __str__(self) -> str:
        return (
            f"{_count(self.documents, 'document')} with {_count(self.claims, 'claim')} came in "
            f"({self.known} known already), {_count(self.links, 'link')}, {_count(self.judgements, 'judgement')}, "
            f"{_count(self.notes, 'note')}; {_count(self.disagreements, 'link')} judged differently"
        )


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


class ImportPart(Part):
    def import_case(self, folder: Path, *, reviewer: str) -> Imported:
        """Bring an exported case in, in one transaction.

        Into an empty store it comes as it was, with its journal. Beside another case nothing is doubled, every
        judgement and note that is not there is added, and judgements that differ stand side by side.
        """
        who = require_reviewer(reviewer)
        case = Exchange(folder)
        try:
            with self.db.write() as connection:
                if _is_empty(connection):
                    return _restore(connection, case)
                _vet(case)
                return Imported(**merge(connection, case.rows(), who))
        except DatabaseError as error:
            raise StoreError(f"{folder} breaks a rule of the store, nothing was taken in: {error.orig}") from error


class Exchange:
    """The files of an export."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        case = list(self._read(folder / CASE_FILE))
        if len(case) != 1 or case[0].get("format") != FORMAT:
            raise StoreError(f"{folder} was not written by this version's `claimtrack export`")
        if case[0].get("revision") != HEAD:
            raise StoreError(
                f"{folder} is of revision {case[0].get('revision')}, not {HEAD}: export it with this version"
            )

    def lines(self, table: sa.Table) -> Iterator[dict[str, Any]]:
        """The rows of one table, typed."""
        for values in self._read(self.folder / f"{table.name}.jsonl"):
            yield from_json(table, values)

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        return {table.name: list(self.lines(table)) for table in Base.metadata.sorted_tables}

    def _read(self, path: Path) -> Iterator[dict[str, Any]]:
        try:
            with path.open(encoding="utf-8", newline="\n") as file:
                for number, line in enumerate(file, 1):
                    values = json.loads(line)
                    if not isinstance(values, dict):
                        raise StoreError(f"{path} line {number} is no row")
                    yield values
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise StoreError(f"{path} is damaged: {error}") from error


def _is_empty(connection: Connection) -> bool:
    return all(
        connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() == 0
        for table in (document, speaker, journal)
    )


def _vet(case: Exchange) -> None:
    """Raises StoreError unless the case would be sound by itself; it is tried in memory, never on a disk."""
    engine = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool, json_serializer=canonical)
    try:
        with engine.begin() as connection:
            Base.metadata.create_all(connection)
            _restore(connection, case)
    finally:
        engine.dispose()


def _restore(connection: Connection, case: Exchange) -> Imported:
    counts: dict[str, int] = {}
    for table in Base.metadata.sorted_tables:
        connection.execute(table.delete())
        counts[table.name] = _insert(connection, table, case)
    wrong = next(problems(connection), None)
    if wrong is not None:
        raise StoreError(f"{case.folder} is not sound, nothing was taken in: {wrong.what} {wrong.subject} {wrong.text}")
    return Imported(
        documents=counts[document.name],
        claims=counts["claim"],
        links=counts[link.name],
        judgements=counts["judgement"],
        notes=counts[note.name],
    )


def _insert(connection: Connection, table: sa.Table, case: Exchange) -> int:
    later = _OWN_REFERENCES.get(table.name, ())
    pointing: list[dict[str, Any]] = []
    batch: list[dict[str, Any]] = []
    count = 0
    for row in case.lines(table):
        if any(row[column] is not None for column in later):
            pointing.append({"row_id": row["id"], **{f"to_{column}": row[column] for column in later}})
            row.update(dict.fromkeys(later))
        batch.append(row)
        count += 1
        if len(batch) == _BATCH:
            connection.execute(table.insert(), batch)
            batch = []
    if batch:
        connection.execute(table.insert(), batch)
    if pointing:
        columns: dict[str, Any] = {column: sa.bindparam(f"to_{column}") for column in later}
        connection.execute(table.update().where(table.c.id == sa.bindparam("row_id")).values(columns), pointing)
    return count
