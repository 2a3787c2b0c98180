"""The small parts of the state: pace, snapshot, and acts that wait for a busy store."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from claimtrack.errors import NotFound, StoreBusy
from claimtrack.store import QueueRow
from claimtrack.tui.pace import Pace
from claimtrack.tui.snapshot import KEPT_PAGES, PAGE, Snapshot
from claimtrack.tui.writer import Writer
from claimtrack.vocabulary import LinkType, Relation


def row(number: int) -> QueueRow:
    return QueueRow(
        id=number,
        relation=Relation.CONTRADICTS,
        type=LinkType.NUMBER,
        score=0.5,
        a_id=1,
        b_id=2,
        a_speaker=None,
        b_speaker=None,
        verdict=None,
        others=0,
        skipped=False,
        flagged=False,
        stale=False,
        tags=0,
        notes=0,
    )


class Reads:
    """Gives rows, and remembers what was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def __call__(self, ids: Sequence[int]) -> list[QueueRow]:
        self.asked.append(list(ids))
        return [row(number) for number in ids]


def test_a_snapshot_reads_only_the_page_that_is_looked_at() -> None:
    reads = Reads()
    snapshot = Snapshot(range(1000, 2000), reads)
    found = snapshot.row(500)
    assert found is not None and found.id == 1500
    assert len(reads.asked) == 1 and len(reads.asked[0]) == PAGE
    snapshot.row(501)
    assert len(reads.asked) == 1


def test_a_snapshot_keeps_a_bounded_number_of_pages() -> None:
    reads = Reads()
    snapshot = Snapshot(range(PAGE * (KEPT_PAGES + 5)), reads)
    for page in range(KEPT_PAGES + 5):
        snapshot.row(page * PAGE)
    assert snapshot.held(0) is None
    assert snapshot.held((KEPT_PAGES + 4) * PAGE) is not None


def test_a_refreshed_row_is_read_again_alone() -> None:
    reads = Reads()
    snapshot = Snapshot(range(10, 20), reads)
    snapshot.row(0)
    snapshot.refresh([12, 99])
    assert reads.asked[1:] == [[12]]


def test_past_the_ends_there_is_no_row() -> None:
    snapshot = Snapshot([5], Reads())
    assert snapshot.row(-1) is None
    assert snapshot.row(1) is None
    assert snapshot.index_of(5) == 0
    assert snapshot.index_of(6) is None


def test_the_rate_leaves_breaks_out() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for _ in range(4):
        pace.decide()
        now[0] += 10
    assert pace.a_minute() is None
    now[0] += 90
    pace.decide()
    assert pace.a_minute() == pytest.approx(4 * 60 / (30 + 100))
    now[0] += 300
    pace.decide()
    assert pace.a_minute() == pytest.approx(5 * 60 / (130 + 120))
    left = pace.minutes_for(10)
    assert left is not None and left == pytest.approx(10 / (5 * 60 / 250))


def test_an_undo_is_not_counted_as_work() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for _ in range(6):
        pace.decide()
        now[0] += 10
    pace.take_back()
    assert pace.decided == 5


class Busy:
    """A write that fails as often as told."""

    def __init__(self, name: str, log: list[str], times: int = 0, error: Exception | None = None) -> None:
        self.name, self.log, self.times, self.error = name, log, times, error

    def __call__(self) -> None:
        if self.times:
            self.times -= 1
            raise StoreBusy("held")
        if self.error:
            raise self.error
        self.log.append(self.name)


def test_acts_on_a_busy_store_are_written_later_in_their_order() -> None:
    log: list[str] = []
    writer = Writer()
    assert not writer.write(Busy("first", log, times=2), lambda: log.append("shown first"))
    assert not writer.write(Busy("second", log), lambda: log.append("shown second"))
    assert writer.waiting == 2 and log == []
    assert writer.retry() == [] and writer.waiting == 2
    assert writer.retry() == []
    assert log == ["first", "shown first", "second", "shown second"]
    assert writer.waiting == 0


def test_an_act_that_can_never_be_written_does_not_block_the_others() -> None:
    log: list[str] = []
    writer = Writer()
    writer.write(Busy("first", log, times=1, error=NotFound("gone")), lambda: None)
    writer.write(Busy("second", log), lambda: None)
    failed = writer.retry()
    assert [str(error) for error in failed] == ["gone"]
    assert log == ["second"]
