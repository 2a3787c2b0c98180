"""The review without a terminal: judging, undoing, queues, places, and two reviewers at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack.store import LinkFilter, Order, State, Store
from claimtrack.tui.state import Phase, Review
from claimtrack.vocabulary import LinkType, Verdict
from tests.tui.case import add_documents, add_links, crowd


def opened(store: Store, reviewer: str = "ana", *, blind: bool = False) -> Review:
    review = Review(store, reviewer=reviewer, blind=blind)
    review.open()
    review.load_queue()
    return review


def here(review: Review) -> int:
    assert review.link is not None
    return review.link.id


def phase(review: Review) -> Phase:
    return review.phase


def order_of(review: Review) -> list[int]:
    return review.snapshot.ids.tolist()


def judge(review: Review, *verdicts: Verdict) -> None:
    for verdict in verdicts:
        review.judge(verdict)


# --- judging and moving ----------------------------------------------------------------------------


def test_it_opens_at_the_strongest_pair(store: Store) -> None:
    review = opened(store)
    assert phase(review) is Phase.REVIEW
    assert review.link is not None and review.link.score == 0.95
    assert len(review.snapshot) == 8


def test_a_judgement_is_in_the_store_before_the_next_pair_shows(store: Store) -> None:
    review = opened(store)
    first, second = order_of(review)[:2]
    review.judge(Verdict.CONTRADICTION)
    assert here(review) == second
    found = store.link(first, reviewer="ana").judgement
    assert found is not None
    assert (found.verdict, found.reviewer, found.score_seen, found.blind) == (
        Verdict.CONTRADICTION,
        "ana",
        0.95,
        False,
    )


def test_a_blind_judgement_says_so_and_keeps_no_score(store: Store) -> None:
    review = opened(store, blind=True)
    first = here(review)
    review.judge(Verdict.PARTIAL)
    found = store.link(first, reviewer="ana").judgement
    assert found is not None and found.blind and found.score_seen is None


def test_judging_passes_over_pairs_already_decided(store: Store) -> None:
    review = opened(store)
    ids = order_of(review)
    review.move(1)
    review.judge(Verdict.UNRELATED)
    review.jump("first")
    review.judge(Verdict.UNRELATED)
    assert here(review) == ids[2]


def test_counts_follow_each_act_without_asking_the_store(store: Store) -> None:
    review = opened(store)
    judge(review, Verdict.UNSURE, Verdict.PARTIAL)
    review.skip()
    assert review.counts is not None
    kept = store.counts(LinkFilter(), reviewer="ana")
    assert (review.counts.judged, review.counts.open, review.counts.skipped, review.counts.unsure) == (2, 5, 1, 1)
    assert (kept.judged, kept.open, kept.skipped, kept.unsure) == (2, 5, 1, 1)


def test_moving_stops_at_both_ends(store: Store) -> None:
    review = opened(store)
    assert not review.move(-1)
    review.jump("last")
    assert here(review) == order_of(review)[-1]
    assert not review.move(1)
    assert review.move(-3)
    assert here(review) == order_of(review)[-4]


def test_the_next_and_previous_open_pair_leave_decided_ones_out(store: Store) -> None:
    review = opened(store)
    ids = order_of(review)
    for verdict in (Verdict.PARTIAL, Verdict.PARTIAL):
        review.judge(verdict)
    review.jump("first")
    assert review.open_pair(1)
    assert here(review) == ids[2]
    review.move(1)
    review.judge(Verdict.CONSISTENT)
    assert here(review) == ids[4]
    assert review.open_pair(-1)
    assert here(review) == ids[2]
    assert not review.open_pair(-1)


# --- nothing vanishes --------------------------------------------------------------------------------


def test_skipped_and_unsure_pairs_come_back_when_the_rest_is_decided(store: Store) -> None:
    review = opened(store)
    ids = order_of(review)
    review.skip()
    review.judge(Verdict.UNSURE)
    told = None
    for _ in ids[2:]:
        told = review.judge(Verdict.UNRELATED)
    assert told is not None and "comes back" in told.text
    assert here(review) == ids[0]
    review.judge(Verdict.PARTIAL)
    assert here(review) == ids[1]
    review.judge(Verdict.CONSISTENT)
    assert phase(review) is Phase.DONE


def test_all_done_can_be_left_again(store: Store) -> None:
    review = opened(store)
    judge(review, *[Verdict.UNRELATED] * 8)
    assert phase(review) is Phase.DONE
    assert review.move(-1)
    assert phase(review) is Phase.REVIEW
    judge(review, Verdict.PARTIAL)
    assert phase(review) is Phase.DONE
    review.undo()
    assert phase(review) is Phase.REVIEW


def test_all_done_is_still_said_after_a_restart(store: Store) -> None:
    review = opened(store)
    judge(review, *[Verdict.UNRELATED] * 8)
    review.keep_place()
    assert phase(opened(store)) is Phase.DONE


def test_the_skipped_are_one_filter_away(store: Store) -> None:
    review = opened(store)
    ids = order_of(review)
    review.skip()
    review.judge(Verdict.UNSURE)
    review.ask_for(LinkFilter(states=(State.SKIPPED, State.UNSURE)))
    review.load_queue()
    assert sorted(order_of(review)) == sorted(ids[:2])


def test_the_open_alone_are_walked_once_and_the_decided_row_by_row(store: Store) -> None:
    review = opened(store)
    review.ask_for(LinkFilter(states=(State.OPEN,)))
    review.load_queue()
    ids = order_of(review)
    review.move(2)
    review.judge(Verdict.PARTIAL)
    review.jump("first")
    judge(review, Verdict.PARTIAL, Verdict.PARTIAL)
    assert here(review) == ids[3]
    review.ask_for(LinkFilter(verdicts=(Verdict.PARTIAL,)))
    review.load_queue()
    review.jump("first")
    judge(review, Verdict.CONSISTENT)
    assert here(review) == ids[1]
    judge(review, Verdict.CONSISTENT, Verdict.CONSISTENT)
    assert review.phase is Phase.DONE


def test_the_place_is_found_again(store: Store) -> None:
    review = opened(store)
    review.ask_for(LinkFilter(types=(LinkType.DENIAL, LinkType.MONEY)), Order.NEWEST)
    review.load_queue()
    review.jump("last")
    review.side = "b"
    review.tops["b"] = 40
    review.marked.add(here(review))
    review.keep_draft("l1", "begun")
    review.keep_place()
    again = opened(store)
    assert here(again) == here(review)
    assert (again.filter, again.order, again.cursor) == (review.filter, Order.NEWEST, review.cursor)
    assert (again.side, again.tops, again.marked, again.drafts) == ("b", {"b": 40}, review.marked, {"l1": "begun"})


def test_each_reviewer_has_a_place_of_their_own(store: Store) -> None:
    ana, ben = opened(store, "ana"), opened(store, "ben")
    ana.jump("last")
    ana.keep_place()
    ben.move(2)
    ben.keep_place()
    assert here(opened(store, "ana")) == here(ana) != here(ben) == here(opened(store, "ben"))


# --- undo ----------------------------------------------------------------------------------------------


def standing(store: Store) -> list[object]:
    """Everything people can see of every link."""
    return [
        (
            link.id,
            link.judgement and (link.judgement.verdict, link.judgement.reviewer, link.judgement.note),
            [(one.reviewer, one.verdict, one.blind, one.score_seen) for one in link.judgements],
            [note.text for note in link.notes],
            link.tags,
            link.flagged,
            link.skipped,
        )
        for link in store.links(LinkFilter(listed=None), reviewer="ana")
    ]


def test_fifty_judgements_fifty_undos_and_fifty_redos(tmp_path: Path) -> None:
    with crowd(tmp_path / "crowd.db", 60) as store:
        review = opened(store)
        verdicts = list(Verdict)
        states = [standing(store)]
        for number in range(50):
            review.judge(verdicts[number % len(verdicts)])
            states.append(standing(store))
        for number in range(50):
            assert standing(store) == states[50 - number]
            review.undo()
        assert standing(store) == states[0]
        assert review.undo().text == "Nothing of yours is left to undo"
        for number in range(50):
            review.redo()
            assert standing(store) == states[number + 1]
        assert review.redo().text == "Nothing to redo"
        assert len(store.journal(reviewer="ana")) == 150
        assert not store.verify()


def test_undo_reaches_back_over_a_restart(store: Store) -> None:
    review = opened(store)
    first = here(review)
    judge(review, Verdict.CONTRADICTION, Verdict.PARTIAL)
    again = opened(store)
    again.undo()
    again.undo()
    assert here(again) == first
    assert store.link(first, reviewer="ana").judgement is None


def test_undo_takes_back_ones_own_acts_only(store: Store) -> None:
    ana, ben = opened(store, "ana"), opened(store, "ben")
    first = here(ana)
    ana.judge(Verdict.CONTRADICTION)
    ben.judge(Verdict.PARTIAL)
    ana.undo()
    assert [one.reviewer for one in store.link(first).judgements] == ["ben"]
    assert ana.undo().text == "Nothing of yours is left to undo"


def test_many_marked_pairs_are_one_judgement_and_one_undo(store: Store) -> None:
    review = opened(store)
    ids = order_of(review)
    review.mark()
    review.mark()
    review.mark()
    assert review.marked == set(ids[:3])
    review.judge(Verdict.UNRELATED)
    assert not review.marked
    assert [store.link(one, reviewer="ana").judgement is not None for one in ids[:4]] == [True, True, True, False]
    review.undo()
    assert all(store.link(one, reviewer="ana").judgement is None for one in ids)


# --- several reviewers -----------------------------------------------------------------------------------


def test_a_second_reviewer_stands_beside_the_first(store: Store) -> None:
    ana, ben = opened(store, "ana"), opened(store, "ben")
    first = here(ana)
    ana.judge(Verdict.CONTRADICTION)
    assert here(ben) == first
    ben.judge(Verdict.CONSISTENT)
    assert {(one.reviewer, one.verdict) for one in store.link(first).judgements} == {
        ("ana", Verdict.CONTRADICTION),
        ("ben", Verdict.CONSISTENT),
    }


def test_a_disagreement_is_closed_by_a_third_entry(store: Store) -> None:
    ana, ben, cy = opened(store, "ana"), opened(store, "ben"), opened(store, "cy")
    first = here(ana)
    ana.judge(Verdict.CONTRADICTION)
    ben.judge(Verdict.CONSISTENT)
    cy.ask_for(LinkFilter(states=(State.DISAGREED,)))
    cy.load_queue()
    assert order_of(cy) == [first] and cy.is_adjudicating
    cy.go_to(first)
    cy.judge(Verdict.PARTIAL)
    link = store.link(first, reviewer="ana")
    assert len(link.judgements) == 3
    assert link.judgement is not None and link.judgement.adjudication and link.judgement.verdict is Verdict.PARTIAL
    assert store.disagreements() == []


def test_what_another_decided_is_still_open_for_me(store: Store) -> None:
    ben = opened(store, "ben")
    judge(ben, *[Verdict.UNRELATED] * 8)
    ana = opened(store, "ana")
    assert ana.phase is Phase.REVIEW
    judge(ana, Verdict.PARTIAL)
    assert here(ana) == order_of(ana)[1]


# --- other writing -----------------------------------------------------------------------------------------


def test_notes_tags_and_flags_are_kept_and_undone(store: Store) -> None:
    review = opened(store)
    first = here(review)
    review.note(f"l{first}", "Ask the trust for the letter", private=True)
    review.set_tags(["letter", "trust"])
    review.set_tags(["trust"])
    review.flag()
    link = store.link(first, reviewer="ana")
    assert [(note.text, note.private) for note in link.notes] == [("Ask the trust for the letter", True)]
    assert (link.tags, link.flagged) == (("trust",), True)
    for _ in range(5):
        review.undo()
    link = store.link(first, reviewer="ana")
    assert (link.notes, link.tags, link.flagged) == ((), (), False)


def test_a_corrected_span_is_shown_and_undone(store: Store) -> None:
    review = opened(store)
    claim = review.claim
    assert claim is not None
    start, end = claim.content[0]
    review.correct_span(claim, ((start, end - len(" about the crack")),))
    assert review.claim is not None and review.claim.text == "Nobody at the trust ever told me"
    review.undo()
    assert review.claim.text == "Nobody at the trust ever told me about the crack"


def test_a_corrected_speaker_holds_for_the_whole_mention_where_asked(store: Store) -> None:
    review = opened(store)
    claim = review.claim
    assert claim is not None
    review.correct_speaker(claim, "Ama Boateng", whole_mention=True)
    assert {one.speaker for one in store.claims() if one.source_text == "Ms Osei"} == {"Ama Boateng"}
    review.undo()
    assert {one.speaker for one in store.claims() if one.source_text == "Ms Osei"} == {"Ama Osei"}


# --- when there is nothing -------------------------------------------------------------------------------------


def test_an_empty_case_says_so(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.db", create=True) as store:
        assert phase(opened(store)) is Phase.EMPTY


def test_claims_without_links_say_so_and_open_when_links_come(tmp_path: Path) -> None:
    with Store.open(tmp_path / "unlinked.db", create=True) as store:
        claims = add_documents(store)
        review = opened(store)
        assert phase(review) is Phase.NO_LINKS
        assert review.judge(Verdict.PARTIAL) is None
        add_links(store, claims)
        review.load_queue()
        assert phase(review) is Phase.REVIEW and review.link is not None


def test_a_filter_that_matches_nothing_says_so_and_is_left_again(store: Store) -> None:
    review = opened(store)
    review.ask_for(LinkFilter(speaker="nobody of this name"))
    review.load_queue()
    assert phase(review) is Phase.NO_MATCH
    review.ask_for(LinkFilter())
    review.load_queue()
    assert phase(review) is Phase.REVIEW and review.link is not None


@pytest.mark.parametrize("order", [Order.SCORE, Order.UNCERTAIN, Order.NEWEST, Order.SPEAKER])
def test_judging_walks_every_order_to_its_end(store: Store, order: Order) -> None:
    review = opened(store)
    review.ask_for(LinkFilter(), order)
    review.load_queue()
    review.jump("first")
    seen = []
    while review.phase is Phase.REVIEW:
        seen.append(here(review))
        review.judge(Verdict.UNRELATED)
    assert seen == order_of(review)


def test_steps_typed_before_the_queue_is_read_are_taken_once_it_is(store: Store) -> None:
    ids = store.queue_ids(LinkFilter(), reviewer="ana")
    review = Review(store, reviewer="ana")
    review.open()
    review.move(1)
    review.move(1)
    assert review.link is not None and review.link.id == ids[0]
    review.load_queue()
    assert review.link.id == ids[2]
    review.load_queue()
    assert review.link.id == ids[2]
