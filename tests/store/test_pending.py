"""What linking has not seen is known, near claims are found, and their links stand beside the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimtrack.store import LinkFilter, Store
from claimtrack.vocabulary import Article, Extraction, LinkType, Relation, ScoredLink
from tests.store.ferry import letter

EVERY = LinkFilter(listed=None)
NEW = 7


def second_letter() -> tuple[Article, Extraction]:
    """The letter's words under another heading, so that it is a document of its own with claim c7."""
    article, extraction = letter()
    return replace(article, text=article.text + "\nCopied to the press.\n", path="copy.txt"), extraction


def link(a: int, b: int, score: float) -> ScoredLink:
    return ScoredLink(a, b, Relation.CONTRADICTS, LinkType.NEGATION, score, line="made for this test")


@pytest.fixture
def grown(ferry: Store) -> Store:
    """The ferry's case with one document more than its links have seen."""
    ferry.add_document(*second_letter(), extractor="by hand")
    ferry.regroup_speakers()
    return ferry


def test_new_claims_wait_for_linking_and_linked_ones_do_not(ferry: Store, grown: Store) -> None:
    assert grown.pending() == [NEW]
    grown.add_links([], [NEW], share=4)
    assert grown.pending() == []


def test_a_corrected_claim_waits_again(ferry: Store) -> None:
    assert ferry.pending() == []
    ferry.correct_speaker(6, "Ib Falk", reviewer="ann")
    assert ferry.pending() == [6]
    ferry.correct_span(3, ((35, 60),), reviewer="ann")
    assert ferry.pending() == [3, 6]
    ferry.replace_links([])
    assert ferry.pending() == []


def test_near_claims_share_rare_words_or_a_document_or_are_pointed_at(grown: Store) -> None:
    near = grown.near([NEW])
    assert {1, 6} <= set(near)
    assert 4 not in near
    assert set(grown.near([2])) >= {1, 2}


def test_words_that_look_like_a_query_find_claims_and_break_nothing(empty: Store) -> None:
    article, extraction = letter()
    words = "The hull was never checked in March\" OR claim_fts MATCH '*' NEAR(", "The hull was never checked in March"
    text = article.text.replace(words[1], words[0])
    start = text.index(words[0])
    hostile = replace(extraction.attributions[0], content=((start, start + len(words[0])),), source=(), cue=())
    for number, each in enumerate((article.text, text)):
        found = replace(extraction, attributions=(hostile if number else extraction.attributions[0],))
        empty.add_document(replace(article, text=each), found, extractor="by hand")
    assert empty.near([2]) == [1, 2]


def test_links_of_new_claims_stand_beside_all_others(grown: Store) -> None:
    before = {(each.a.id, each.b.id): each for each in grown.links(EVERY)}
    result = grown.add_links([link(1, NEW, 0.9)], [NEW], share=4)
    after = {(each.a.id, each.b.id): each for each in grown.links(EVERY)}
    assert (result.new, result.removed) == (1, 0)
    assert after.keys() - before.keys() == {(1, NEW)}
    assert all(after[pair] == each for pair, each in before.items())


def test_what_is_not_found_again_goes_unless_a_person_acted_on_it(grown: Store) -> None:
    grown.add_links([link(1, NEW, 0.9), link(3, NEW, 0.8)], [NEW], share=4)
    kept = next(each.id for each in grown.links(EVERY) if {each.a.id, each.b.id} == {1, NEW})
    grown.flag(kept, reviewer="ann")
    result = grown.add_links([], [NEW], share=4)
    assert (result.removed, result.stale) == (1, 1)
    assert grown.link(kept).stale
    assert not any({each.a.id, each.b.id} == {3, NEW} for each in grown.links(EVERY))


def test_a_claim_keeps_its_best_links_in_the_list_and_no_more_than_its_share(grown: Store) -> None:
    """c1 has listed contradictions at 0.95 and 0.8 already."""
    grown.add_links([link(1, NEW, 0.9)], [NEW], share=2)
    listed = [each.score for each in grown.links() if 1 in (each.a.id, each.b.id) and each.relation == "contradicts"]
    assert listed == [0.95, 0.9]


def test_the_latest_claims_of_a_speaker_come_first(ferry: Store) -> None:
    owner = ferry.claim(1).speaker_id
    assert owner is not None
    assert ferry.latest_of([owner])[:2] == [5, 3]
