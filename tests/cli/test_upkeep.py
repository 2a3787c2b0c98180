"""verify and db."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.cli.conftest import Command


def test_a_sound_store_is_said_to_be_sound(case: Command) -> None:
    assert case.ok("verify").startswith("sound")


def test_a_text_changed_behind_the_stores_back_is_found_and_ends_with_4(case: Command) -> None:
    with sqlite3.connect(case.db) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        changed = connection.execute("UPDATE document SET text = 'X' || text WHERE id = 1").rowcount
    connection.close()
    assert changed == 1
    result = case("verify")
    assert result.exit_code == 4
    assert "d1" in result.stdout


def test_info_counts_what_is_there(case: Command) -> None:
    info = json.loads(case.ok("db", "info", "--format", "json"))
    assert info["counts"]["documents"] == 2
    assert str(case.db) in case.ok("db", "info")


def test_a_backup_is_a_whole_store(case: Command, tmp_path: Path) -> None:
    where = tmp_path / "kept" / "copy.db"
    where.parent.mkdir()
    case.ok("db", "backup", where)
    assert Command(where).ok("links", "--format", "json") == case.ok("links", "--format", "json")


def test_upgrading_a_store_of_today_changes_nothing(case: Command) -> None:
    before = case.ok("links", "--format", "json")
    assert "up to date" in case.ok("db", "upgrade")
    assert case.ok("links", "--format", "json") == before


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "notes.db"
    other.write_text("my shopping list")
    for words in (("claims",), ("add", "-"), ("db", "info"), ("db", "upgrade")):
        result = Command(other)(*words, input="She said no.")
        assert result.exit_code == 1
        assert len(result.stderr.splitlines()) == 1
    assert other.read_text() == "my shopping list"
