"""Stores to review."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimtrack.store import Store
from tests.tui.case import lido


@pytest.fixture(scope="session")
def lido_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lido") / "lido.db"
    lido(path).close()
    return path


@pytest.fixture
def store(lido_file: Path, tmp_path: Path) -> Iterator[Store]:
    """The lido: eight pairs to judge."""
    with Store.open(shutil.copy(lido_file, tmp_path / "lido.db")) as opened:
        yield opened
