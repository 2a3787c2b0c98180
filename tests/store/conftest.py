"""Stores: an empty one, and the ferry's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimtrack.store import Store
from tests.store.ferry import add_all, scored


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stores")
    Store.open(folder / "empty.db", create=True).close()
    with Store.open(folder / "ferry.db", create=True) as store:
        add_all(store)
        store.replace_links(scored())
    return folder


@pytest.fixture
def empty(files: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(shutil.copy(files / "empty.db", tmp_path / "empty.db")) as store:
        yield store


@pytest.fixture
def ferry(files: Path, tmp_path: Path) -> Iterator[Store]:
    """Three documents, six claims, four listed links; nobody has acted."""
    with Store.open(shutil.copy(files / "ferry.db", tmp_path / "ferry.db")) as store:
        yield store
