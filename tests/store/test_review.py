"""Judging, and taking back: nothing is overwritten, everything can be undone, by whoever did it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from claimtrack.errors import NotFound, UsageError
from claimtrack.store import Store
from claimtrack.store import tables as t
from claimtrack.vocabulary import LinkView, Verdict
from tests.store.ferry import EVERY, everything, span

Act = Callable[[Store], object]

ACTS: list[Act] = [
    lambda s: s.judge(1, Verdict.PARTIAL, reviewer="ann"),
    lambda s: s.judge(1, Verdict.CONTRADICTION, reviewer="ann", note="sure now", score_seen=0.5),
    lambda s: s.judge_many([1, 2, 3], Verdict.UNSURE, reviewer="ann"),
    lambda s: s.judge(3, Verdict.UNRELATED, reviewer="ann", blind=True),
    lambda s: s.skip(4, reviewer="ann"),
    lambda s: s.judge(4, Verdict.CHANGED, reviewer="ann"),
    lambda s: s.skip(4, reviewer="ann", on=False),
    lambda s: s.withdraw(2, reviewer="ann"),
    lambda s: s.adjudicate(1, Verdict.CONSISTENT, reviewer="ann"),
    lambda s: s.flag(1, reviewer="ann", text="ask the desk"),
    lambda s: s.flag(1, reviewer="ann", on=False),
    lambda s: s.note("l1", "call the clerk", reviewer="ann"),
    lambda s: s.note("c1", "from the tape", reviewer="ann", private=True),
    lambda s: s.note("c1", "from the second tape", reviewer="ann", replaces=s.notes("c1")[0].id),
    lambda s: s.remove_note(s.notes("l1")[0].id, reviewer="ann"),
    lambda s: s.tag("l1", "#Hull", reviewer="ann"),
    lambda s: s.tag("d1", "hull", reviewer="ann"),
    lambda s: s.untag("l1", "hull", reviewer="ann"),
    lambda s: s.correct_span(1, [span(s.document_text(1), "hull was checked in March")], reviewer="ann"),
    lambda s: s.correct_speaker(1, "Vera Brandt", reviewer="ann"),
    lambda s: s.correct_speaker(3, 2, reviewer="ann", whole_mention=True),
    lambda s: s.correct_speaker(4, None, reviewer="ann"),
    lambda s: s.rename_speaker(2, "The Port Office", reviewer="ann"),
    lambda s: s.add_speaker_name(2, "the Office", reviewer="ann"),
    lambda s: s.alias_speaker(2, "Source O", reviewer="ann"),
    lambda s: s.merge_speakers(1, 2, reviewer="ann"),
    lambda s: s.split_speaker(1, documents=[3], reviewer="ann", name="Another Office"),
    lambda s: s.describe_document(3, reviewer="ann", published=date(2031, 6, 1), title="A letter"),
    lambda s: s.alias_document(3, "Document A", reviewer="ann"),
]


def test_every_act_can_be_undone_and_done_again(ferry: Store) -> None:
    states = [everything(ferry)]
    for act in ACTS:
        act(ferry)
        states.append(everything(ferry))
        assert states[-1] != states[-2] or act is ACTS[6], "an act that changes nothing proves nothing"
    for state in reversed(states[:-1]):
        assert ferry.undo("ann") is not None
        assert everything(ferry) == state
    assert ferry.undo("ann") is None
    for state in states[1:]:
        assert ferry.redo("ann") is not None
        assert everything(ferry) == state
    assert ferry.redo("ann") is None
    assert ferry.verify() == []


def test_fifty_judgements_fifty_undos_fifty_redos_over_restarts(ferry: Store) -> None:
    rng = random.Random(5)
    states = [everything(ferry)]
    for _ in range(50):
        ferry.judge(rng.randint(1, 6), rng.choice(list(Verdict)), reviewer="ann", note=rng.choice(("", "x", None)))
        states.append(everything(ferry))
    entries = ferry.last_seq()
    for number in range(50, 0, -1):
        with Store.open(ferry.url) as again:
            entry = again.undo("ann")
        assert entry is not None and entry.action == "undo"
        assert everything(ferry) == states[number - 1]
    assert ferry.undo("ann") is None
    for number in range(1, 51):
        assert ferry.redo("ann") is not None
        assert everything(ferry) == states[number]
    assert ferry.redo("ann") is None
    assert ferry.last_seq() == entries + 100
    assert ferry.verify() == []


def test_any_walk_of_acts_undos_and_redos_is_a_stack(ferry: Store) -> None:
    rng = random.Random(13)
    done = [everything(ferry)]
    undone: list[dict[str, Any]] = []
    for _ in range(120):
        step = rng.choice(("act", "undo", "redo", "undo"))
        if step == "act":
            ferry.judge(rng.randint(1, 4), rng.choice(list(Verdict)), reviewer="ann", note=str(rng.random()))
            done.append(everything(ferry))
            undone = []
        elif step == "undo":
            assert (ferry.undo("ann") is None) == (len(done) == 1)
            if len(done) > 1:
                undone.append(done.pop())
        else:
            assert (ferry.redo("ann") is None) == (not undone)
            if undone:
                done.append(undone.pop())
        assert everything(ferry) == done[-1]


def judged(link: LinkView) -> list[tuple[str, Verdict]]:
    return [(each.reviewer, each.verdict) for each in link.judgements]


def test_a_judgement_before_stays_in_the_record(ferry: Store) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.judge(1, Verdict.UNRELATED, reviewer="ann")
    ferry.undo("ann")
    ferry.withdraw(1, reviewer="ann")
    with ferry.db.read() as connection:
        rows = connection.execute(t.judgement.select().order_by(t.judgement.c.id)).all()
    assert [(row.verdict, row.withdrawn) for row in rows] == [
        (Verdict.PARTIAL, False),
        (Verdict.UNRELATED, False),
        (Verdict.PARTIAL, False),
        (None, True),
    ]
    assert ferry.link(1).judgement is None
    assert [entry.action for entry in ferry.history("l1")] == ["judge", "judge", "undo", "withdraw"]


def test_undo_is_of_one_s_own_acts_only(ferry: Store) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.judge(1, Verdict.CONTRADICTION, reviewer="bo")
    entry = ferry.undo("ann")
    assert entry is not None and entry.reviewer == "ann"
    assert judged(ferry.link(1)) == [("bo", Verdict.CONTRADICTION)]
    assert ferry.undo("ann") is None
    assert ferry.undo("cy") is None


def test_an_act_after_an_undo_ends_what_could_be_done_again(ferry: Store) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.undo("ann")
    ferry.judge(2, Verdict.PARTIAL, reviewer="ann")
    assert ferry.redo("ann") is None


def test_one_judgement_of_many_is_one_step(ferry: Store) -> None:
    views = ferry.judge_many([3, 1, 2, 1], Verdict.UNRELATED, reviewer="ann", note="all one story")
    assert [view.link_id for view in views] == [3, 1, 2]
    assert [entry.action for entry in ferry.history("l2")] == ["judge"]
    ferry.undo("ann")
    assert ferry.counts(reviewer="ann").judged == 0


def test_a_judgement_of_many_is_all_or_nothing(ferry: Store) -> None:
    seq = ferry.last_seq()
    with pytest.raises(NotFound, match="l99"):
        ferry.judge_many([1, 99], Verdict.UNRELATED, reviewer="ann")
    assert ferry.counts(EVERY, reviewer="ann").judged == 0
    assert ferry.last_seq() == seq


def test_the_one_that_counts_is_the_adjudication_else_one_s_own_else_the_latest(ferry: Store) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.judge(1, Verdict.CHANGED, reviewer="bo")

    def counting(reviewer: str | None) -> Verdict | None:
        found = ferry.link(1, reviewer=reviewer).judgement
        row = ferry.queue(reviewer=reviewer or "nobody")[0]
        assert found is None or row.verdict is found.verdict
        return None if found is None else found.verdict

    assert [counting(who) for who in ("ann", "bo", "cy", None)] == [
        Verdict.PARTIAL,
        Verdict.CHANGED,
        Verdict.CHANGED,
        Verdict.CHANGED,
    ]
    ferry.adjudicate(1, Verdict.CONTRADICTION, reviewer="cy", note="heard the tape")
    assert [counting(who) for who in ("ann", "bo", None)] == [Verdict.CONTRADICTION] * 3
    assert len(ferry.link(1).judgements) == 3


def test_the_score_that_was_seen_is_kept_unless_blind(ferry: Store) -> None:
    assert ferry.judge(1, Verdict.PARTIAL, reviewer="ann").score_seen == 0.95
    assert ferry.judge(1, Verdict.PARTIAL, reviewer="ann", score_seen=0.5).score_seen == 0.5
    blind = ferry.judge(1, Verdict.PARTIAL, reviewer="ann", blind=True)
    assert (blind.score_seen, blind.blind) == (None, True)


def test_a_reviewer_needs_a_name(ferry: Store) -> None:
    with pytest.raises(UsageError, match="--reviewer"):
        ferry.judge(1, Verdict.PARTIAL, reviewer=" ")


def test_a_corrected_span_carries_its_trigger_words_along(ferry: Store) -> None:
    text = ferry.document_text(3)
    ferry.correct_span(6, [span(text, "was never checked in March")], reviewer="ann")
    link = ferry.link(1)
    ((start, end),) = link.reasons[0].b_spans
    assert link.b.text[start:end] == "was never"
    ferry.correct_span(6, [span(text, "checked in March")], reviewer="ann")
    assert ferry.link(1).reasons[0].b_spans == ()
    assert ferry.claim(6).text == "checked in March"
    assert ferry.verify() == []


@pytest.mark.parametrize("bad", [[], [(4, 4)], [(0, 99_999)], [(0, 5), (3, 8)]])
def test_a_span_that_does_not_fit_is_refused(ferry: Store, bad: list[tuple[int, int]]) -> None:
    before = ferry.claim(1)
    with pytest.raises(UsageError):
        ferry.correct_span(1, bad, reviewer="ann")
    assert ferry.claim(1) == before


def test_mending_a_date_moves_what_is_dated_by_it(ferry: Store) -> None:
    ferry.describe_document(2, reviewer="ann", published=date(2032, 1, 1))
    by_id = {each.id: each.said for each in ferry.statements()}
    assert by_id[3] == date(2032, 1, 1)
    assert by_id[1] == date(2031, 5, 5)
    assert ferry.document(2).title == "Office answers"


def test_a_note_is_one_s_own_to_change(ferry: Store) -> None:
    note = ferry.note("s1", " look into her ", reviewer="ann", private=True)
    assert (note.subject, note.text, note.private) == ("s1", "look into her", True)
    with pytest.raises(UsageError, match="ann"):
        ferry.remove_note(note.id, reviewer="bo")
    with pytest.raises(UsageError, match="ann"):
        ferry.note("s1", "mine", reviewer="bo", replaces=note.id)
    assert ferry.notes("s1", private=False) == []
    changed = ferry.note("s1", "look again", reviewer="ann", replaces=note.id)
    assert [each.text for each in ferry.notes("s1")] == ["look again"]
    assert changed.id != note.id


def test_bytes_that_are_no_text_are_refused_in_one_line(ferry: Store) -> None:
    seq = ferry.last_seq()
    for act in (
        lambda: ferry.note("l1", "caf\udce9", reviewer="ann"),
        lambda: ferry.judge(1, Verdict.PARTIAL, reviewer="\udce9"),
        lambda: ferry.search("caf\udce9"),
    ):
        with pytest.raises(UsageError, match="UTF-8"):
            act()
    assert ferry.last_seq() == seq


def test_tags_are_counted_and_found_by(ferry: Store) -> None:
    from claimtrack.store import ClaimFilter, LinkFilter

    ferry.tag("l1", "Hull", reviewer="ann")
    ferry.tag("l2", " #hull ", reviewer="bo")
    ferry.tag("c3", "numbers", reviewer="bo")
    assert ferry.all_tags() == [("hull", 2), ("numbers", 1)]
    assert {link.id for link in ferry.links(LinkFilter(tag="hull"))} == {1, 2}
    assert {link.id for link in ferry.links(LinkFilter(tag="numbers"))} == {3}
    assert [claim.id for claim in ferry.claims(ClaimFilter(tag="numbers"))] == [3]
    assert ferry.link(1).tags == ("hull",)


def test_a_flag_is_up_until_somebody_lowers_it(ferry: Store) -> None:
    ferry.flag(1, reviewer="ann")
    assert ferry.link(1).flagged
    ferry.flag(1, reviewer="bo", on=False)
    assert not ferry.link(1).flagged
    ferry.undo("bo")
    assert ferry.link(1).flagged


def test_what_cannot_be_undone_is_recorded_and_passed_over(ferry: Store) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.record("reveal", reviewer="ann", detail={"format": "docx"})
    entry = ferry.undo("ann")
    assert entry is not None and entry.detail["of"] == "judge"
    assert [each.action for each in ferry.journal(reviewer="ann")] == ["judge", "reveal", "undo"]
