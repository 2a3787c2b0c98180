"""Two writers, and a writer that dies: no write is lost, none is half done."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from claimtrack.errors import StoreBusy, StoreError
from claimtrack.store import Store
from claimtrack.vocabulary import Verdict
from tests.store.ferry import EVERY

WRITER = """
import sys
from claimtrack.store import Store
from claimtrack.vocabulary import Verdict

path, reviewer, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Store.open(path) as store:
    verdicts = list(Verdict)
    for number in range(times):
        store.judge(1 + number % 4, verdicts[number % 6], reviewer=reviewer)
        if number == 0:
            print("begun", flush=True)
"""


def writer(store: Store, reviewer: str, times: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", WRITER, str(store.path), reviewer, str(times)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def test_two_terminals_at_once_lose_nothing(ferry: Store) -> None:
    before = ferry.last_seq()
    running = [writer(ferry, who, 30) for who in ("ann", "bo")]
    assert [each.wait(timeout=120) for each in running] == [0, 0]
    for each in running:
        assert each.stdout is not None
        each.stdout.close()
    entries = ferry.journal(since=before)
    assert {who: sum(1 for entry in entries if entry.reviewer == who) for who in ("ann", "bo")} == {"ann": 30, "bo": 30}
    assert [entry.seq for entry in entries] == list(range(before + 1, before + 61))
    assert ferry.verify() == []


def test_many_threads_may_share_one_store(ferry: Store) -> None:
    failures: list[BaseException] = []

    def work(who: str) -> None:
        try:
            for number in range(10):
                ferry.judge(1 + number % 4, Verdict.PARTIAL, reviewer=who)
                ferry.counts(reviewer=who)
                ferry.links(EVERY, reviewer=who)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(f"r{n}",)) for n in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failures == []
    assert len(ferry.link(1).judgements) == 4
    assert ferry.verify() == []


def test_two_who_make_the_same_store_at_once_share_it(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    stores: list[Store] = []
    failures: list[BaseException] = []

    def make() -> None:
        try:
            stores.append(Store.open(path, create=True))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failures == []
    for number, store in enumerate(stores):
        store.set_setting(f"key {number}", number)
    assert [stores[0].setting(f"key {number}") for number in range(3)] == [0, 1, 2]
    for store in stores:
        store.close()


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_a_writer_that_is_killed_leaves_whole_acts_only(ferry: Store) -> None:
    running = writer(ferry, "ann", 100_000)
    assert running.stdout is not None
    assert running.stdout.readline() == "begun\n"
    time.sleep(0.4)
    running.send_signal(signal.SIGKILL)
    running.wait(timeout=30)
    running.stdout.close()
    assert ferry.verify() == []
    done = ferry.last_seq()
    assert done > 3
    assert ferry.undo("ann") is not None
    assert ferry.last_seq() == done + 1


def test_a_transaction_that_dies_in_the_middle_is_as_if_it_had_never_been(ferry: Store) -> None:
    before = ferry.links(EVERY, reviewer="ann")
    seq = ferry.last_seq()

    class PowerCut(Exception):
        pass

    def half_an_act() -> None:
        with ferry.db.write() as connection:
            connection.exec_driver_sql("UPDATE link SET score = 0.0")
            raise PowerCut

    with pytest.raises(PowerCut):
        half_an_act()
    assert ferry.links(EVERY, reviewer="ann") == before
    assert ferry.last_seq() == seq


def test_a_busy_store_is_waited_for_and_said_so(ferry: Store) -> None:
    waited: list[float] = []
    with Store.open(ferry.url, on_busy=waited.append) as patient, sqlite3.connect(str(ferry.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        thread = threading.Thread(target=lambda: patient.judge(1, Verdict.PARTIAL, reviewer="ann"))
        thread.start()
        while not waited:
            time.sleep(0.02)
        other.rollback()
        thread.join(timeout=20)
    other.close()
    assert ferry.link(1).judgement is not None


def test_a_store_that_stays_busy_is_given_up_with_exit_code_three(ferry: Store) -> None:
    ferry.db.patience = 0.0
    with sqlite3.connect(str(ferry.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="another writer") as told:
            ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
        other.rollback()
    other.close()
    assert told.value.exit_code == 3
    assert ferry.link(1).judgement is None


def test_reading_goes_on_while_another_writes(ferry: Store) -> None:
    with sqlite3.connect(str(ferry.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE link SET score = 0.0 WHERE id = 1")
        assert ferry.link(1).score == 0.95
        other.rollback()
    other.close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anything")
def test_a_store_that_may_not_be_written_says_so(ferry: Store) -> None:
    ferry.close()
    assert ferry.path is not None
    ferry.path.chmod(0o400)
    with pytest.raises(StoreError, match="read-only"), Store.open(ferry.path) as store:
        store.judge(1, Verdict.PARTIAL, reviewer="ann")


def test_the_file_is_in_write_ahead_mode_with_foreign_keys(ferry: Store, tmp_path: Path) -> None:
    with ferry.db.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
