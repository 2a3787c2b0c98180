"""The same words in two places are one claim; other words, figures, speakers or stances are not."""

from dataclasses import replace

import pytest

from claimtrack.link.candidates import candidates
from claimtrack.link.folding import Folds, fold, folds
from claimtrack.vocabulary import Relation, ScoredLink, Stance, Statement

WIRE = Statement(
    id=1,
    text="The bridge will reopen to lorries in May",
    speaker="Harbour report",
    speaker_id=7,
    document_id=1,
    document_key="aa",
)


def found(*statements: Statement) -> Folds:
    return folds(statements, candidates(statements, [s.text for s in statements]))


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("the same words", replace(WIRE), True),
        ("other quotation marks and capitals", replace(WIRE, text="“the bridge will reopen to lorries in May,”"), True),
        ("one word mended", replace(WIRE, text="The bridge will re-open to lorries in May"), True),
        ("another speaker", replace(WIRE, speaker="Ann Roe", speaker_id=8), False),
        ("a report of the same name in another paper", replace(WIRE, speaker_id=8), True),
        ("denied, not asserted", replace(WIRE, stance=Stance.DENIES), False),
        ("a negation more", replace(WIRE, text="The bridge will not reopen to lorries in May"), False),
        ("cut short", replace(WIRE, text="The bridge will reopen"), False),
    ],
)
def test_what_counts_as_the_same_claim(name: str, other: Statement, same: bool) -> None:
    copy = replace(other, id=2, document_id=2, document_key="bb")
    assert (found(WIRE, copy).of(2) == 1) is same, name


def test_another_figure_is_another_claim() -> None:
    first = replace(WIRE, text="The bridge will carry 4,000 lorries a day by May")
    assert found(first, replace(first, id=2, document_id=2, text=first.text.replace("4,000", "4,500"))).stands_for == {}


def test_a_bare_no_in_two_places_points_at_two_matters() -> None:
    first = replace(WIRE, text="that", refers_to=10)
    assert found(first, replace(first, id=2, document_id=2, refers_to=11)).stands_for == {}


def test_the_first_by_document_stands_for_the_others_whatever_the_order_of_adding() -> None:
    copy = replace(WIRE, id=2, document_id=2, document_key="bb")
    assert found(WIRE, copy).stands_for == found(copy, WIRE).stands_for == {2: 1}


def test_links_that_join_the_same_two_claims_fold_into_the_best_of_them() -> None:
    links = [
        ScoredLink(1, 9, Relation.CONTRADICTS, None, 0.7),
        ScoredLink(2, 9, Relation.CONTRADICTS, None, 0.9),
        ScoredLink(3, 9, Relation.CONTRADICTS, None, 0.8),
    ]
    folded = fold(links, Folds({2: 1}))
    assert [link.folded_into for link in folded] == [(2, 9), None, None]
    assert [link.listed for link in folded] == [False, True, True]


def test_the_link_between_a_claim_and_its_copy_is_kept() -> None:
    link = ScoredLink(1, 2, Relation.REPEATS, None, 0.1)
    assert fold([link], Folds({2: 1})) == [link]
