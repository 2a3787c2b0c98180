"""verify: it is silent on a sound case, and sees what was changed behind its back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from claimtrack.store import Store
from claimtrack.store.places import digest
from claimtrack.vocabulary import Verdict
from tests.store.ferry import LETTER


def tamper(store: Store, *statements: str, parameters: tuple[object, ...] = ()) -> list[str]:
    """Change the file as somebody with the sqlite3 shell could, guards removed; what verify then names."""
    store.close()
    assert store.path is not None
    with sqlite3.connect(store.path) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement, parameters)
    connection.close()
    return [f"{problem.what} {problem.subject}" for problem in store.verify()]


@pytest.fixture
def judged(ferry: Store) -> Store:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.judge(2, Verdict.CHANGED, reviewer="bo", note="see the log")
    ferry.adjudicate(1, Verdict.CONTRADICTION, reviewer="cy")
    ferry.undo("bo")
    return ferry


def test_a_sound_case_has_no_problems(judged: Store) -> None:
    seen: list[tuple[int, int]] = []
    assert judged.verify(progress=lambda done, total: seen.append((done, total))) == []
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_changed_text_is_seen(judged: Store) -> None:
    changed = LETTER.replace("never", "often")
    found = tamper(judged, "UPDATE document SET text = ? WHERE id = 3", parameters=(changed,))
    assert found == ["text d3", "span c6"]


def test_a_changed_text_with_a_matching_digest_is_seen_by_the_journal(judged: Store) -> None:
    changed = LETTER.replace("To the council", "To the mayors!")
    found = tamper(
        judged, "UPDATE document SET text = ?, sha256 = ? WHERE id = 3", parameters=(changed, digest(changed))
    )
    assert found == ["text d3"]


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE claim_span SET start = start + 1 WHERE claim_id = 6 AND role = 'content'", "span c6"),
        ("UPDATE claim_span SET \"end\" = 9999 WHERE claim_id = 6 AND role = 'cue'", "span c6"),
        ("DELETE FROM claim_span WHERE claim_id = 6 AND role = 'content'", "span c6"),
        ("UPDATE claim SET text = 'something else' WHERE id = 1", "span c1"),
        ("UPDATE claim SET source_text = 'Somebody' WHERE id = 1", "span c1"),
        ("UPDATE claim SET paragraph = 7 WHERE id = 1", "span c1"),
        ("UPDATE claim SET refers_start = 1, refers_end = 9999 WHERE id = 2", "span c2"),
        ('UPDATE dispute SET "end" = 9999', "span d1"),
        ("UPDATE judgement SET verdict = 'unrelated' WHERE reviewer = 'ann'", "judgement l1"),
        ("UPDATE standing SET verdict = 'unrelated' WHERE reviewer = 'ann'", "judgement l1"),
        ("DELETE FROM standing WHERE reviewer = 'ann'", "judgement l1"),
        ("UPDATE journal SET reviewer = 'dee' WHERE action = 'adjudicate'", "journal entry 6"),
        ("UPDATE journal SET at = '2020-01-01 00:00:00' WHERE seq = 4", "journal entry 4"),
        ("UPDATE journal SET detail = replace(detail, 'partial', 'unsure') WHERE seq = 4", "journal entry 4"),
        ("DELETE FROM journal WHERE seq = 5", "journal entry 6"),
        ("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", "journal entry 6"),
    ],
)
def test_what_was_changed_behind_its_back_is_named(judged: Store, statement: str, problem: str) -> None:
    assert problem in tamper(judged, statement)


def test_a_judgement_smuggled_in_is_seen(judged: Store) -> None:
    found = tamper(
        judged,
        "INSERT INTO judgement (id, link_id, reviewer, verdict, withdrawn, at, blind, adjudication)"
        " VALUES (99, 3, 'eve', 'contradiction', 0, '2031-01-01 00:00:00', 0, 0)",
        "INSERT INTO standing VALUES (3, 'eve', 0, 99, 'contradiction', 0)",
    )
    assert found == ["judgement l3"]


def test_a_reference_to_nothing_is_seen(judged: Store) -> None:
    assert "database dispute 1" in tamper(judged, "PRAGMA foreign_keys = OFF", "UPDATE dispute SET claim_id = 77")


def test_a_damaged_file_is_told_in_one_line(judged: Store, tmp_path: Path) -> None:
    from claimtrack.errors import StoreError

    judged.close()
    assert judged.path is not None
    with sqlite3.connect(judged.path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(judged.path.read_bytes())
    for page in range(5, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    judged.path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        judged.verify()


def test_the_head_of_the_journal_names_the_state(judged: Store) -> None:
    head = judged.info().head
    assert len(head) == 64
    assert judged.info().head == head
    judged.judge(3, Verdict.PARTIAL, reviewer="ann")
    assert judged.info().head != head


def test_info_and_stats_count_what_is_there(judged: Store) -> None:
    info, stats = judged.info(), judged.stats()
    assert (info.counts["documents"], info.counts["claims"], info.counts["links"], info.counts["unlisted"]) == (
        3,
        6,
        4,
        2,
    )
    assert info.revision == "0001"
    assert stats.by_outlet == {"Sound Courier": 1, "The Strand": 1}
    assert stats.by_verdict == {"contradiction": 1, "partial": 1}
    assert stats.by_relation == {"contradicts": 3, "revises": 1}
    assert stats.first is not None and stats.first.isoformat() == "2031-05-05"
