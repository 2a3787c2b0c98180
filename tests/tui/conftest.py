"""Stores to review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimtrack.store import Store
from tests.tui.case import lido


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The lido: eight pairs to judge."""
    with lido(tmp_path / "lido.db") as opened:
        yield opened
