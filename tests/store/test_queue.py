"""The queue: what comes next, what comes back, and how far one is."""

from __future__ import annotations

import pytest

from claimtrack.store import LinkFilter, Order, Place, State, Store
from claimtrack.vocabulary import Verdict
from tests.store.ferry import EVERY, scored

ORDERS = {
    Order.SCORE: [1, 2, 3, 4],
    Order.UNCERTAIN: [4, 3, 2, 1],
    Order.NEWEST: [3, 2, 1, 4],
    Order.SPEAKER: [1, 2, 3, 4],
    Order.ID: [1, 2, 3, 4],
}


@pytest.mark.parametrize("order", list(Order))
def test_every_order_gives_one_row_after_another(ferry: Store, order: Order) -> None:
    ids = ferry.queue_ids(reviewer="ann", order=order)
    assert sorted(ids) == [1, 2, 3, 4]
    if order is not Order.NEWEST:
        assert ids == ORDERS[order]
    assert [row.id for row in ferry.queue(reviewer="ann", order=order)] == ids
    for place, number in enumerate(ids):
        assert ferry.position(number, reviewer="ann", order=order) == place
        following = ids[(place + 1) % 4]
        assert ferry.next_open(reviewer="ann", order=order, after=number) == following
    assert ferry.next_open(reviewer="ann", order=order) == ids[0]


def test_newest_is_by_the_later_claim(ferry: Store) -> None:
    assert ferry.queue_ids(reviewer="ann", order=Order.NEWEST)[0] == 3


def test_pages_hold_every_row_once(ferry: Store) -> None:
    pages = [ferry.queue(EVERY, reviewer="ann", limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [row.id for page in pages for row in page] == ferry.queue_ids(EVERY, reviewer="ann")
    assert pages[3] == []


def test_what_is_judged_or_skipped_is_not_next(ferry: Store) -> None:
    ferry.judge(2, Verdict.PARTIAL, reviewer="ann")
    ferry.skip(3, reviewer="ann")
    assert ferry.next_open(reviewer="ann", after=1) == 4
    assert ferry.next_open(reviewer="bo", after=1) == 2
    assert ferry.next_open(reviewer="ann", after=4) == 1


def test_skipped_and_unsure_come_back_when_nothing_is_open(ferry: Store) -> None:
    ferry.judge_many([1, 4], Verdict.PARTIAL, reviewer="ann")
    ferry.judge(2, Verdict.UNSURE, reviewer="ann")
    ferry.skip(3, reviewer="ann")
    assert ferry.next_open(reviewer="ann", after=1) is None
    assert ferry.next_again(reviewer="ann") == 2
    assert ferry.next_again(reviewer="ann", after=2) == 3
    assert ferry.next_again(reviewer="ann", after=3) == 2


def test_judging_a_skipped_pair_ends_the_skip(ferry: Store) -> None:
    ferry.skip(1, reviewer="ann")
    assert ferry.queue(reviewer="ann")[0].skipped
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    assert not ferry.queue(reviewer="ann")[0].skipped
    assert ferry.counts(reviewer="ann").skipped == 0


def test_counts_tell_how_far_one_is(ferry: Store) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.judge(2, Verdict.UNSURE, reviewer="ann")
    ferry.skip(3, reviewer="ann")
    ferry.flag(3, reviewer="ann")
    ferry.judge(1, Verdict.UNRELATED, reviewer="bo")
    counts = ferry.counts(reviewer="ann")
    assert (counts.total, counts.judged, counts.open, counts.skipped) == (4, 2, 1, 1)
    assert (counts.unsure, counts.flagged, counts.disagreements) == (1, 1, 1)
    assert counts.by_verdict == {Verdict.PARTIAL: 1, Verdict.UNSURE: 1}
    other = ferry.counts(reviewer="bo")
    assert (other.judged, other.open, other.skipped) == (1, 3, 0)
    assert ferry.counts(LinkFilter(outlet="The Strand"), reviewer="ann").total == 1


@pytest.mark.parametrize(
    ("state", "ann", "bo"),
    [
        (State.OPEN, [], [3, 4]),
        (State.JUDGED, [1, 2, 4], [1, 2]),
        (State.SKIPPED, [3], []),
        (State.UNSURE, [2], []),
        (State.FLAGGED, [3], [3]),
        (State.DISAGREED, [1], [1]),
        (State.STALE, [], []),
        (State.NOTED, [4], [4]),
    ],
)
def test_a_state_is_as_the_asking_reviewer_sees_it(ferry: Store, state: State, ann: list[int], bo: list[int]) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.judge(1, Verdict.UNRELATED, reviewer="bo")
    ferry.judge(2, Verdict.UNSURE, reviewer="ann")
    ferry.judge(2, Verdict.PARTIAL, reviewer="bo")
    ferry.skip(3, reviewer="ann")
    ferry.flag(3, reviewer="ann")
    ferry.judge(4, Verdict.PARTIAL, reviewer="ann")
    ferry.note("l4", "see the minutes", reviewer="ann")
    wanted = LinkFilter(states=(state,))
    assert sorted(ferry.queue_ids(wanted, reviewer="ann")) == ann
    assert sorted(ferry.queue_ids(wanted, reviewer="bo")) == bo


def test_a_light_row_says_what_a_list_shows(ferry: Store) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.judge(1, Verdict.PARTIAL, reviewer="bo")
    ferry.tag("l1", "hull", reviewer="ann")
    ferry.note("l1", "x", reviewer="ann")
    row = ferry.queue(reviewer="cy")[0]
    assert (row.key, row.a_speaker, row.b_speaker) == ("l1", "Ada Brandt", "The harbour office")
    assert (row.verdict, row.others, row.tags, row.notes) == (Verdict.PARTIAL, 2, 1, 1)


def test_a_disagreement_is_closed_by_an_adjudication_and_opened_by_another(ferry: Store) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.judge(1, Verdict.UNSURE, reviewer="cy")
    assert ferry.disagreements() == []
    ferry.judge(1, Verdict.UNRELATED, reviewer="bo")
    assert ferry.disagreements() == [1]
    ferry.adjudicate(1, Verdict.PARTIAL, reviewer="dee")
    assert ferry.disagreements() == []
    assert ferry.next_open(reviewer="ed") == 2, "an adjudicated pair is decided for everybody"
    ferry.adjudicate(1, Verdict.CHANGED, reviewer="ed")
    assert ferry.disagreements() == [1]


def test_agreement_is_cohen_s_kappa(ferry: Store) -> None:
    yes, no = Verdict.CONTRADICTION, Verdict.UNRELATED
    for number, ann, bo in ((1, yes, yes), (2, yes, no), (3, no, no), (4, no, no)):
        ferry.judge(number, ann, reviewer="ann")
        ferry.judge(number, bo, reviewer="bo")
    (found,) = ferry.agreement()
    assert (found.a, found.b, found.n, found.observed) == ("ann", "bo", 4, 0.75)
    assert found.kappa == pytest.approx(0.5)  # expected: .5 * .25 + .5 * .75
    assert found.by_verdict == {yes: (1, 2), no: (2, 3)}
    assert ferry.reviewers() == ["ann", "bo"]


def test_agreement_of_two_who_always_say_the_same_word_has_no_kappa(ferry: Store) -> None:
    for who in ("ann", "bo"):
        ferry.judge(1, Verdict.PARTIAL, reviewer=who)
    (found,) = ferry.agreement()
    assert (found.observed, found.kappa) == (1.0, None)


def test_the_place_of_each_reviewer_is_kept(ferry: Store) -> None:
    place = Place(LinkFilter(outlet="The Strand"), Order.NEWEST, 3, 12, {"tab": "notes"})
    ferry.save_place("ann", place)
    with Store.open(ferry.url) as again:
        assert again.place("ann") == place
        assert again.place("bo") is None
        again.save_place("ann", Place())
    assert ferry.place("ann") == Place()


def test_what_others_did_is_polled_by_sequence(ferry: Store) -> None:
    seq = ferry.last_seq()
    with Store.open(ferry.url) as colleague:
        colleague.judge(1, Verdict.PARTIAL, reviewer="bo")
    changes = ferry.changes_since(seq)
    assert [(entry.reviewer, entry.subject) for entry in changes.entries] == [("bo", "l1")]
    assert ferry.changes_since(changes.seq).entries == ()


def test_the_order_of_speakers_follows_names_and_corrections(ferry: Store) -> None:
    def by_speaker() -> list[int]:
        return ferry.queue_ids(reviewer="ann", order=Order.SPEAKER)

    assert by_speaker() == [1, 2, 3, 4]
    ferry.correct_speaker(3, "Aaron Aske", reviewer="ann")
    assert by_speaker() == [3, 1, 2, 4]
    ferry.correct_speaker(3, None, reviewer="ann")
    assert by_speaker() == [1, 2, 4, 3]
    ferry.rename_speaker(ferry.claim(1).speaker_id or 0, "Zelda Brandt", reviewer="ann")
    assert by_speaker() == [4, 1, 2, 3]
    ferry.replace_links(scored())
    assert by_speaker() == [4, 1, 2, 3]
    for _ in range(3):
        ferry.undo("ann")
    assert by_speaker() == [1, 2, 3, 4]
