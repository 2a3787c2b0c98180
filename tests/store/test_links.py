"""Links: written anew as often as one likes, with human acts and their ids untouched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from claimtrack.store import LinkFilter, Order, Replaced, State, Store
from claimtrack.vocabulary import LinkType, Relation, ScoredLink, Verdict
from tests.store.ferry import EVERY, scored


def pairs(store: Store) -> dict[int, tuple[int, int]]:
    return {link.id: (link.a.id, link.b.id) for link in store.links(EVERY, order=Order.ID)}


def test_links_come_by_falling_score_with_the_strongest_first_in_number(ferry: Store) -> None:
    links = ferry.links()
    assert [link.id for link in links] == [1, 2, 3, 4]
    assert [link.score for link in links] == [0.95, 0.8, 0.7, 0.4]


def test_the_same_links_again_change_nothing(ferry: Store) -> None:
    before = ferry.links(EVERY)
    seq = ferry.changes_since(0).seq
    assert ferry.replace_links(scored()) == Replaced(new=0, kept=6, updated=0, removed=0, stale=0)
    assert ferry.links(EVERY) == before
    assert not ferry.changes_since(seq).linked


def test_a_pair_keeps_its_id_whichever_way_round_it_comes(ferry: Store) -> None:
    before = pairs(ferry)
    turned = [replace(each, a=each.b, b=each.a, folded_into=None) for each in scored()]
    assert ferry.replace_links(turned).new == 0
    assert {number: (b, a) for number, (a, b) in before.items()} == pairs(ferry)


def test_a_changed_link_is_updated_under_its_id(ferry: Store) -> None:
    changed = [replace(scored()[0], score=0.6, type=LinkType.EVENT, line="weaker now"), *scored()[1:]]
    assert ferry.replace_links(changed) == Replaced(new=0, kept=5, updated=1, removed=0, stale=0)
    link = ferry.link(1)
    assert (link.score, link.type, link.line) == (0.6, LinkType.EVENT, "weaker now")


def test_links_that_are_not_found_again_go_unless_somebody_acted(ferry: Store) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.skip(2, reviewer="ann")
    ferry.note("l3", "call the clerk", reviewer="ann")
    result = ferry.replace_links([])
    assert (result.removed, result.stale) == (3, 3)
    assert {link.id: link.stale for link in ferry.links()} == {1: True, 2: True, 3: True}
    assert ferry.link(1).judgement is not None
    assert ferry.verify() == []


def test_a_stale_link_that_is_found_again_comes_back_with_its_judgement(ferry: Store) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.replace_links([])
    result = ferry.replace_links(scored())
    assert (result.new, result.updated) == (5, 1)
    link = ferry.link(1)
    assert not link.stale
    assert link.judgement is not None and link.judgement.verdict is Verdict.PARTIAL


def test_a_link_with_acts_keeps_its_id_and_judgements_over_any_number_of_runs(ferry: Store) -> None:
    ferry.judge(2, Verdict.CONTRADICTION, reviewer="ann", note="sure")
    before = ferry.link(2)
    for run in ([], scored()[1:2], scored(), []):
        ferry.replace_links(run)
        assert ferry.link(2).judgements == before.judgements
        assert ferry.link(2).a == before.a


def test_a_removed_number_is_not_given_to_another_pair(ferry: Store) -> None:
    ferry.replace_links([])
    ferry.replace_links(scored()[:1])
    assert min(pairs(ferry)) > 6


def test_hidden_and_folded_links_are_out_of_the_list_until_asked_for(ferry: Store) -> None:
    assert ferry.count_links() == 4
    assert ferry.count_links(EVERY) == 6
    assert ferry.count_links(LinkFilter(listed=False)) == 2


def test_a_hidden_link_that_somebody_judges_stays_in_the_list(ferry: Store) -> None:
    hidden = next(link for link in ferry.links(EVERY) if link.type is LinkType.EVENT and link.score == 0.2)
    ferry.judge(hidden.id, Verdict.CONTRADICTION, reviewer="ann")
    assert hidden.id in {link.id for link in ferry.links()}
    ferry.replace_links(scored())
    assert hidden.id in {link.id for link in ferry.links()}


def test_a_link_folded_into_one_that_was_not_found_is_listed(ferry: Store) -> None:
    ferry.replace_links([scored()[5]])
    assert ferry.count_links() == 1


def test_folding_is_taken_back_when_it_is_no_longer_said(ferry: Store) -> None:
    ferry.replace_links([replace(each, folded_into=None) for each in scored()])
    assert ferry.count_links() == 5
    ferry.replace_links(scored())
    assert ferry.count_links() == 4


def test_a_pair_without_a_relation_is_not_kept(ferry: Store) -> None:
    ferry.replace_links([ScoredLink(1, 2, None, None, 0.1), *scored()[:1]])
    assert ferry.count_links(EVERY) == 1


def test_reasons_come_back_with_their_trigger_spans(ferry: Store) -> None:
    (reason,) = ferry.link(1).reasons
    assert reason == scored()[0].reasons[0]
    (start, end) = reason.b_spans[0]
    assert ferry.link(1).b.text[start:end] == "was never"


def test_a_rebuilt_list_is_noticed_once_by_those_who_poll(ferry: Store) -> None:
    seq = ferry.changes_since(0).seq
    with Store.open(ferry.url) as colleague:
        colleague.replace_links(scored()[:2])
    assert ferry.changes_since(seq).linked
    assert not ferry.changes_since(seq).linked


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (LinkFilter(), {1, 2, 3, 4}),
        (LinkFilter(speaker="brandt"), {1, 2, 3}),
        (LinkFilter(speaker="owner%"), set()),
        (LinkFilter(outlet="the strand"), {3}),
        (LinkFilter(document_id=3), {1, 4}),
        (LinkFilter(claim_id=2), {2, 4}),
        (LinkFilter(since=date(2031, 5, 9)), {3}),
        (LinkFilter(until=date(2031, 5, 5)), {1, 2}),
        (LinkFilter(search="passengers"), {3}),
        (LinkFilter(search='"never checked"'), {1, 4}),
        (LinkFilter(types=(LinkType.NUMBER, LinkType.UPDATE)), {3, 4}),
        (LinkFilter(relations=(Relation.REVISES,)), {4}),
        (LinkFilter(min_score=0.75), {1, 2}),
        (LinkFilter(speaker="brandt", outlet="The Strand"), {3}),
        (LinkFilter(states=(State.OPEN,)), {1, 2, 3, 4}),
        (LinkFilter(states=(State.JUDGED, State.FLAGGED)), set()),
    ],
)
def test_a_filter_narrows_the_list(ferry: Store, wanted: LinkFilter, found: set[int]) -> None:
    assert {link.id for link in ferry.links(wanted, reviewer="ann")} == found
    assert ferry.count_links(wanted, reviewer="ann") == len(found)
    assert {row.id for row in ferry.queue(wanted, reviewer="ann")} == found
    assert {link.id for link in ferry.iter_links(wanted, reviewer="ann")} == found


def test_a_filter_comes_back_from_its_json() -> None:
    wanted = LinkFilter(
        speaker="Brandt",
        since=date(2031, 5, 9),
        types=(LinkType.NUMBER,),
        states=(State.OPEN, State.NOTED),
        verdicts=(Verdict.UNSURE,),
        listed=None,
        min_score=0.5,
    )
    assert LinkFilter.from_dict(wanted.as_dict()) == wanted
    assert LinkFilter().as_dict() == {}
    assert LinkFilter.from_dict({"types": ["no such type"], "of a later version": 1}) == LinkFilter()
