"""Near texts are found, the far ones are not, and the order of adding never changes what is proposed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.link.blocking import COMMON_TERM_CLAIMS, Neighbours, TextIndex, terms

TEXTS = [
    "The ferry left the northern quay before the gale warning was issued",
    "The ferry had left the northern quay after the gale warning",
    "School dinners will cost two pounds a day from April",
    "Parents were told that school dinners would cost more in April",
    "Nobody saw the heron",
]


def pairs(found: Neighbours) -> set[tuple[int, int]]:
    return set(zip(found.first.tolist(), found.second.tolist(), strict=True))


def test_texts_on_one_matter_are_neighbours_and_others_are_not() -> None:
    assert pairs(TextIndex(TEXTS).neighbours()) == {(0, 1), (2, 3)}


def test_a_text_is_never_its_own_neighbour_even_beside_its_copy() -> None:
    found = TextIndex([TEXTS[0], TEXTS[0]]).neighbours()
    assert pairs(found) == {(0, 1)}
    assert found.similarity[0] > 0.99


def test_only_gives_the_pairs_of_the_new_texts() -> None:
    assert pairs(TextIndex(TEXTS).neighbours(only={3})) == {(2, 3)}


def test_top_keeps_the_most_similar() -> None:
    texts = [TEXTS[0], TEXTS[0] + " on Monday", "The ferry and the gale", "A gale on the quay"]
    found = TextIndex(texts).neighbours(top=1)
    assert (0, 1) in pairs(found)
    assert len(found) <= len(texts)


def test_inflected_words_meet_on_their_stem() -> None:
    assert set(terms("The councils denied claims")) & set(terms("a council denies the claim")) >= {"council", "claim"}


def test_a_term_that_stands_everywhere_proposes_nothing() -> None:
    texts = [f"police unit{i}" for i in range(COMMON_TERM_CLAIMS + 5)]
    assert len(TextIndex(texts).neighbours()) == 0


def test_no_texts_and_texts_without_words_propose_nothing() -> None:
    assert len(TextIndex([]).neighbours()) == 0
    assert len(TextIndex(["", "…", "“”"]).neighbours()) == 0


@given(st.permutations(range(len(TEXTS))), st.integers(1, 3))
def test_the_order_of_the_texts_never_changes_the_pairs(order: list[int], top: int) -> None:
    shuffled = TextIndex([TEXTS[i] for i in order]).neighbours(top=top)
    back = {tuple(sorted((order[i], order[j]))) for i, j in pairs(shuffled)}
    assert back == pairs(TextIndex(TEXTS).neighbours(top=top))


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_unicode_gives_cosines_in_range_and_ordered_pairs(texts: list[str]) -> None:
    found = TextIndex(texts).neighbours()
    assert np.all(found.first < found.second)
    assert np.all((found.similarity >= 0) & (found.similarity <= 1))
