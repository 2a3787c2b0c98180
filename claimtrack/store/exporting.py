"""The whole case as a folder of sorted JSON lines: the same case gives the same bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from claimtrack.errors import StoreError
from claimtrack.models import Base
from claimtrack.store.engine import canonical
from claimtrack.store.part import Part
from claimtrack.store.rows import to_json
from claimtrack.store.schema import HEAD
from claimtrack.store.tables import document, note, speaker

CASE_FILE = "case.json"
FORMAT = 1
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Exported:
    folder: Path
    files: tuple[Path, ...]
    rows: int


class ExportPart(Part):
    def export(self, folder: Path, *, reveal: bool = False) -> Exported:
        """Write the case into a new or empty folder, readable by its owner alone.

        The texts name everybody and the journal holds every note, so that a case with a confidential speaker or
        document or a private note is refused unless `reveal`.
        """
        with self.db.read() as connection:
            if not reveal:
                _refuse_secrets(connection)
            _make_folder(folder)
            files, rows = [_write(folder / CASE_FILE, [canonical({"format": FORMAT, "revision": HEAD})])], 0
            for table in Base.metadata.sorted_tables:
                files.append(_write(folder / f"{table.name}.jsonl", _lines(connection, table)))
                rows += int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
        return Exported(folder, tuple(files), rows)


def _refuse_secrets(connection: Connection) -> None:
    for what, table, secret in (
        ("confidential speaker", speaker, speaker.c.alias.is_not(None)),
        ("confidential document", document, document.c.alias.is_not(None)),
        ("private note", note, note.c.private),
    ):
        hidden = connection.execute(sa.select(sa.func.count()).select_from(table).where(secret)).scalar_one()
        if hidden:
            raise StoreError(
                f"this case holds {hidden} {what}{'' if hidden == 1 else 's'}, which its files would tell: say --reveal"
            )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        taken = any(folder.iterdir())
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error.strerror}") from error
    if taken:
        raise StoreError(f"{folder} is not empty: name a new folder")


def _lines(connection: Connection, table: sa.Table) -> Iterator[str]:
    query = sa.select(table).order_by(*table.primary_key.columns)
    for row in connection.execution_options(yield_per=_PAGE).execute(query):
        yield canonical(to_json(table, dict(row._mapping)))


def _write(path: Path, lines: Iterable[str]) -> Path:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(line + "\n")
    return path
