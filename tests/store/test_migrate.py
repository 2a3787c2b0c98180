"""Opening and upgrading: what is ours, what is not, and that nothing is half done."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimtrack.errors import NotAStore, StoreError, StoreOutdated, StoreTooNew, UsageError
from claimtrack.store import Store, migrate, schema
from claimtrack.store.schema import SchemaState, state

NEXT = '''"""A later revision, for tests."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("speaker", sa.Column("pronoun", sa.String()))
    op.execute("UPDATE speaker SET name = name || '!'")
    {then}
'''


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """This program, one revision later; the path is that of the revision."""
    folder = tmp_path / "scripts"
    shutil.copytree(migrate.scripts(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    later = folder / "versions" / "0002_later.py"
    later.write_text(NEXT.format(then=""))
    monkeypatch.setattr(migrate, "scripts", lambda: folder)
    monkeypatch.setattr(migrate, "HEAD", "0002")
    monkeypatch.setattr(schema, "HEAD", "0002")
    migrate.known_revisions.cache_clear()
    yield later
    migrate.known_revisions.cache_clear()


def _dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines


def _path(store: Store) -> Path:
    store.close()
    assert store.path is not None
    return store.path


def test_a_missing_store_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="claimtrack add"):
        Store.open(tmp_path / "no.db")
    assert list(tmp_path.iterdir()) == []


def test_a_new_store_is_current_and_the_owner_s_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "case.db"
    with Store.open(path, create=True) as store:
        store.set_setting("title", "Ferry")
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
        assert set(modes) == {"case.db", "case.db-wal", "case.db-shm"}
        assert set(modes.values()) == {0o600}
    assert state(path) is SchemaState.CURRENT


def test_a_backup_is_the_owner_s_alone_and_never_written_over(ferry: Store, tmp_path: Path) -> None:
    copy = ferry.backup(tmp_path / "copy.db")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with Store.open(copy) as opened:
        assert opened.claims() == ferry.claims()
    with pytest.raises(StoreError, match="is there already"):
        ferry.backup(copy)
    assert ferry.backup().parent == tmp_path


FOREIGN = [b"a letter to the editor\n", b"SQLite format 3\x00" + bytes(84), b"\x00", b"x" * 5000]


@pytest.mark.parametrize("content", FOREIGN)
def test_a_file_that_is_no_store_is_never_written_to(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    assert state(path) is SchemaState.FOREIGN
    for create in (True, False):
        with pytest.raises(NotAStore):
            Store.open(path, create=create)
    with pytest.raises(NotAStore):
        migrate.upgrade(path)
    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_another_program_s_database_is_never_written_to(tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotAStore):
        Store.open(path, create=True)
    assert path.read_bytes() == before


def test_a_folder_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Store.open(tmp_path, create=True)


def test_a_url_without_a_file_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        Store.open("sqlite://")
    with pytest.raises(UsageError):
        Store.open("nonsense://x/y")


def test_an_older_store_is_refused_with_the_command_that_upgrades_it(ferry: Store, next_version: Path) -> None:
    path = _path(ferry)
    before = path.read_bytes()
    assert state(path) is SchemaState.OLDER
    with pytest.raises(StoreOutdated, match=f"claimtrack --db {path} db upgrade"):
        Store.open(path, create=True)
    assert path.read_bytes() == before


def test_a_newer_store_is_refused_untouched(ferry: Store) -> None:
    path = _path(ferry)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    assert state(path) is SchemaState.NEWER
    with pytest.raises(StoreTooNew, match="9999"):
        Store.open(path, create=True)
    with pytest.raises(StoreTooNew):
        migrate.upgrade(path)
    assert path.read_bytes() == before


def test_upgrade_keeps_everything_and_a_copy_and_does_nothing_twice(ferry: Store, next_version: Path) -> None:
    path = _path(ferry)
    before = _dump(path)
    done = migrate.upgrade(path)
    assert (done.from_revision, done.to_revision) == ("0001", "0002")
    assert done.backup is not None and _dump(done.backup) == before
    assert stat.S_IMODE(done.backup.stat().st_mode) == 0o600
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM claim").fetchone() == (6,)
        assert connection.execute("SELECT count(*) FROM speaker WHERE name LIKE '%!'").fetchone()[0] > 0
    connection.close()
    after = _dump(path)
    again = migrate.upgrade(path)
    assert (again.from_revision, again.to_revision, again.backup) == ("0002", "0002", None)
    assert _dump(path) == after


@pytest.mark.parametrize("fault", ['raise RuntimeError("power")', 'op.execute("SELECT nonsense")'])
def test_an_upgrade_that_fails_leaves_the_store_as_it_was(ferry: Store, next_version: Path, fault: str) -> None:
    next_version.write_text(NEXT.format(then=fault))
    path = _path(ferry)
    before = _dump(path)
    with pytest.raises((RuntimeError, StoreError)):
        migrate.upgrade(path)
    assert _dump(path) == before
    assert state(path) is SchemaState.OLDER
    next_version.write_text(NEXT.format(then=""))
    assert migrate.upgrade(path).to_revision == "0002"


def test_an_upgrade_that_breaks_references_is_not_kept(ferry: Store, next_version: Path) -> None:
    next_version.write_text(NEXT.format(then='op.execute("DELETE FROM claim WHERE id = 1")'))
    path = _path(ferry)
    before = _dump(path)
    with pytest.raises(StoreError, match="nothing was changed"):
        migrate.upgrade(path)
    assert _dump(path) == before


def test_upgrade_of_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="claimtrack add"):
        migrate.upgrade(tmp_path / "no.db")


def test_creating_that_is_cut_off_can_be_done_again(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    path.touch(mode=0o644)
    assert state(path) is SchemaState.EMPTY
    with pytest.raises(StoreError, match="claimtrack add"):
        Store.open(path)
    with Store.open(path, create=True) as store:
        assert store.documents() == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_migrations_of_an_installed_package_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import claimtrack

    package = tmp_path / "site-packages" / "claimtrack"
    (package / "migrations").mkdir(parents=True)
    monkeypatch.setattr(claimtrack, "__file__", str(package / "__init__.py"))
    assert migrate.scripts() == package / "migrations"
    (package / "migrations").rmdir()
    assert migrate.scripts() == package.parent / "migrations"


def test_a_store_that_is_cut_short_is_told_as_damaged(ferry: Store) -> None:
    path = _path(ferry)
    path.write_bytes(path.read_bytes()[:6000])
    with pytest.raises(StoreError, match="damaged"), Store.open(path) as store:
        store.claims()


def test_opening_a_current_store_needs_no_alembic(ferry: Store) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from claimtrack.store import Store; Store.open(sys.argv[1]).counts(reviewer='a');"
        "print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(_path(ferry))], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
