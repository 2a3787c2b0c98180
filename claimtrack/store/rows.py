"""Rows of any table as JSON values and back, by the types of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from claimtrack.errors import StoreError
from claimtrack.models import UtcDateTime


def to_json(table: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {column.name: _plain(row[column.name]) for column in table.c}


def from_json(table: sa.Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """A row to be inserted; StoreError where a column is missing or of another type."""
    try:
        return {column.name: _typed(column, values[column.name]) for column in table.c}
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"a row of {table.name} does not fit: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def _typed(column: sa.Column[Any], value: Any) -> Any:
    kind = column.type
    if value is None or isinstance(kind, sa.JSON):
        return value
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    if isinstance(kind, sa.Enum):
        assert kind.enum_class is not None
        return kind.enum_class(value)
    expected: type | tuple[type, ...] = str
    if isinstance(kind, sa.Boolean):
        expected = bool
    elif isinstance(kind, sa.Integer):
        expected = int
    elif isinstance(kind, sa.Float):
        expected = (int, float)
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
        raise ValueError(f"{column.name} is {value!r}")
    return value
