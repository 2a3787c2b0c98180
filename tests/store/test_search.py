"""Search: words are words, whatever signs they hold."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimtrack.store import ClaimFilter, Store
from claimtrack.store.fulltext import fts_query
from claimtrack.vocabulary import Kind, Stance


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hull", {1, 2, 6}),
        ("HULL checked", {1, 6}),
        ("pass", {2, 3, 4}),  # a last word may be a beginning: passed, passengers
        ('"checked in March"', {1, 6}),
        ('"March in checked"', set()),
        ("falk", {4}),
        ("hull OR passengers", set()),
        ("hull*", {1, 2, 6}),
        ("hull NEAR(passed)", set()),
        ("text:hull", set()),
        ('"', set()),
        ("", set()),
        ("' OR 1=1 --", set()),
        ("%", set()),
        ("_", set()),
    ],
)
def test_words_find_claims_and_signs_are_no_syntax(ferry: Store, words: str, found: set[int]) -> None:
    if words == "":
        assert ferry.search(words) == ferry.claims(ClaimFilter(attitudes=True))
    else:
        assert {claim.id for claim in ferry.search(words)} == found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
def test_anything_typed_is_safe_to_search_for(ferry: Store, words: str) -> None:
    ferry.search(words)
    ferry.search_documents(words)
    ferry.find_speakers(words)


def test_a_corrected_span_is_searched_as_it_is_now(ferry: Store) -> None:
    ferry.correct_span(6, [(16, 32)], reviewer="ann")
    assert 6 in {claim.id for claim in ferry.search(ferry.claim(6).text)}
    ferry.undo("ann")
    assert 6 in {claim.id for claim in ferry.search("never checked")}


def test_documents_are_found_by_text_title_and_path(ferry: Store) -> None:
    assert [each.id for each in ferry.search_documents("passengers")] == [2]
    assert [each.id for each in ferry.search_documents("Ferry safe")] == [1]
    assert [each.id for each in ferry.search_documents("letter.txt")] == [3]


def test_the_way_without_full_text_search_finds_the_same_words(ferry: Store) -> None:
    import sqlalchemy as sa

    from claimtrack.store.fulltext import claims_matching
    from claimtrack.store.part import ids_of
    from claimtrack.store.tables import claim

    for words in ("hull", "checked march", "falk", "50%"):
        with ferry.db.read() as connection:
            query = sa.select(claim.c.id).where(claims_matching(words, is_sqlite=False)).order_by(claim.c.id)
            plain = ids_of(connection, query)
        assert plain == sorted(each.id for each in ferry.search(words))


def test_a_query_quotes_every_word() -> None:
    assert fts_query('one "two three" NEAR') == '"one" "two three" "NEAR"*'
    assert fts_query('a-b "c"') == '"a b" "c"'
    assert fts_query("* ^ :") is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ClaimFilter(), [1, 2, 3, 4, 6]),
        (ClaimFilter(attitudes=True), [1, 2, 3, 4, 5, 6]),
        (ClaimFilter(kind=Kind.DIRECT), [1]),
        (ClaimFilter(stance=Stance.DENIES), [2]),
        (ClaimFilter(speaker="Brandt"), [1, 3]),
        (ClaimFilter(document_id=2), [3, 4]),
        (ClaimFilter(outlet="sound courier"), [1, 2]),
        (ClaimFilter(unresolved=True), []),
        (ClaimFilter(speaker="Brandt", document_id=2), [3]),
    ],
)
def test_a_filter_narrows_the_claims(ferry: Store, wanted: ClaimFilter, found: list[int]) -> None:
    assert [claim.id for claim in ferry.claims(wanted)] == found
    assert ferry.count_claims(wanted) == len(found)


def test_claims_come_in_the_order_of_the_text_or_of_time(ferry: Store) -> None:
    assert [claim.id for claim in ferry.claims(order="said")] == [1, 2, 3, 4, 6]
    assert [claim.id for claim in ferry.claims(limit=2, offset=1)] == [2, 3]
