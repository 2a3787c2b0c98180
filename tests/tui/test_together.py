"""Two reviewers at one store, a store that is held by another program, and a terminal that is killed."""

from __future__ import annotations

import asyncio
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from claimtrack.store import LinkFilter, Order, Store
from claimtrack.tui.app import ReviewApp
from claimtrack.tui.keymap import defaults
from claimtrack.tui.state import Review
from claimtrack.vocabulary import Verdict
from tests.tui.case import add_links
from tests.tui.driving import seated


async def test_the_others_judgement_appears_within_seconds(store: Store) -> None:
    assert store.path is not None
    async with seated(store, poll_every=0.2) as seat:
        with Store.open(store.path) as theirs:
            theirs.judge(seat.here, Verdict.CONSISTENT, reviewer="ben")
        await asyncio.sleep(1)
        await seat.rest()
        assert "ben ✓ consistent" in seat.text("#why")
        assert "+1" in seat.seen()
        assert any(line.startswith("ben: judge") for line in seat.told)
        assert "0/8 judged" in seat.text("#masthead")


async def test_a_blind_reviewer_hears_nothing_of_the_others(store: Store) -> None:
    assert store.path is not None
    async with seated(store, poll_every=0.2, blind=True) as seat:
        with Store.open(store.path) as theirs:
            theirs.judge(seat.here, Verdict.CONSISTENT, reviewer="ben")
            theirs.note(f"l{seat.here}", "surely consistent", reviewer="ben")
        await asyncio.sleep(1)
        await seat.rest()
        await seat.press("h")
        assert "consistent “" not in seat.seen() and "ben" not in seat.seen()
        assert seat.told == []


async def test_two_terminals_lose_no_write(store: Store) -> None:
    assert store.path is not None
    with Store.open(store.path) as second:
        async with seated(store, reviewer="ana") as ana, seated(second, reviewer="ben") as ben:
            for _ in range(4):
                await asyncio.gather(ana.pilot.press("c"), ben.pilot.press("n"))
            await ana.rest()
            await ben.rest()
        assert store.counts(LinkFilter(), reviewer="ana").judged == 4
        assert store.counts(LinkFilter(), reviewer="ben").judged == 4
        assert len(store.disagreements()) == 4


async def test_new_links_bring_the_queue_up_to_date(store: Store) -> None:
    assert store.path is not None
    async with seated(store, poll_every=0.2) as seat:
        here = seat.here
        with Store.open(store.path) as theirs:
            ids = sorted(theirs.statements(), key=lambda one: (one.document_id or 0, one.position))
            theirs.judge(here, Verdict.PARTIAL, reviewer="ben")
            add_links(theirs, [one.id for one in reversed(ids)])
        await asyncio.sleep(1.2)
        await seat.rest()
        assert seat.here == here
        assert seat.review.snapshot.ids.tolist() == store.queue_ids(LinkFilter(), reviewer="ana", order=Order.SCORE)
        assert any("rebuilt" in line for line in seat.told)


async def test_a_busy_store_is_tried_again_and_says_so(store: Store) -> None:
    assert store.path is not None
    async with seated(store) as seat:
        first, second = seat.review.snapshot.ids[:2]
        holder = sqlite3.connect(store.path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        await seat.pilot.press("c")
        await seat.pilot.pause()
        assert seat.here == second
        assert any("tried again" in line for line in seat.told)
        assert "1 unwritten" in seat.text("#masthead")
        await seat.pilot.press("p")
        await seat.pilot.press("F")
        assert seat.review.writer.waiting == 3
        assert not any("Flagged" in line for line in seat.told)
        holder.execute("ROLLBACK")
        holder.close()
        for _ in range(40):
            await asyncio.sleep(0.1)
            if not seat.review.writer.waiting:
                break
        await seat.rest()
        found = [store.link(one, reviewer="ana").judgement for one in (first, second)]
        assert [one.verdict for one in found if one] == [Verdict.CONTRADICTION, Verdict.PARTIAL]
        assert store.link(seat.here).flagged and "⚑ flagged" in seat.text("#why")
        assert any("everything is written" in line for line in seat.told)
        assert "unwritten" not in seat.text("#masthead")


REVIEW = """
import signal
import sys
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests under nohup has it ignored
from claimtrack.store import Store
from claimtrack.tui import run
with Store.open(sys.argv[1]) as store:
    run(store, reviewer="ana", theme="dark")
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGHUP], ids=["kill -9", "closed terminal"])
def test_a_killed_terminal_loses_neither_a_judgement_nor_the_place(store: Store, end: signal.Signals) -> None:
    assert store.path is not None
    ids = store.queue_ids(LinkFilter(), reviewer="ana")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
    room = subprocess.Popen(
        [sys.executable, "-c", REVIEW, str(store.path)], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    try:
        os.set_blocking(ours, False)
        _until(ours, lambda: store.place("ana") is not None)
        os.write(ours, b"c")
        _until(ours, lambda: (place := store.place("ana")) is not None and place.link_id == ids[1])
        os.write(ours, b"ojj\r")
        _until(ours, lambda: (place := store.place("ana")) is not None and place.order is Order.NEWEST)
        os.write(ours, b"/the trust\r")
        _until(ours, lambda: (place := store.place("ana")) is not None and place.filter.search == "the trust")
        os.write(ours, b"gjJJJ")
        newest = store.queue_ids(LinkFilter(search="the trust"), reviewer="ana", order=Order.NEWEST)
        _until(ours, lambda: (place := store.place("ana")) is not None and place.link_id == newest[1])
        _until(ours, lambda: (place := store.place("ana")) is not None and place.extra["tops"] != {})
        os.write(ours, b"mhalf a word")
        _until(ours, lambda: (place := store.place("ana")) is not None and place.extra["drafts"] != {})
    finally:
        os.close(ours)  # as a closed terminal is: what nobody reads any more would block the one who writes
        room.send_signal(end)
        room.wait(timeout=60)
        os.close(theirs)
    judged = store.link(ids[0], reviewer="ana").judgement
    assert judged is not None and judged.verdict is Verdict.CONTRADICTION
    again = Review(store, reviewer="ana")
    again.open()
    again.load_queue()
    assert again.link is not None and again.link.id == newest[1] == again.snapshot.ids[again.cursor]
    assert (again.filter, again.order) == (LinkFilter(search="the trust"), Order.NEWEST)
    assert again.tops.keys() == {"a"} and again.tops["a"] > 0
    assert "half a word".startswith(again.drafts[f"l{newest[1]}"])


async def test_the_keys_answer_while_the_queue_is_still_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read, held = store.queue_ids, threading.Event()

    def slowly(*words: Any, **more: Any) -> list[int]:
        held.wait(timeout=30)
        return read(*words, **more)

    monkeypatch.setattr(store, "queue_ids", slowly)
    app = ReviewApp(Review(store, reviewer="ana"), defaults(), poll_every=0)
    async with app.run_test(size=(120, 40)) as pilot:
        try:
            first = app.review.link
            await pilot.press("c", "w")
            assert first is not None and app.review.link is not None and app.review.link.id != first.id
            assert store.link(first.id, reviewer="ana").judgement is not None
            assert app.screen is not app.room and not len(app.review.snapshot)
        finally:
            held.set()
        while not len(app.review.snapshot):
            await pilot.pause(0.01)


def _until(terminal: int, done: Callable[[], bool]) -> None:
    """Read what the room draws until the condition holds."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            os.read(terminal, 65536)
        except BlockingIOError:
            time.sleep(0.05)
        if done():
            return
    raise AssertionError("the room did not get there")
