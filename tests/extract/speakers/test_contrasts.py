"""Where a text sets one statement against another, and where it only puts them side by side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimtrack.vocabulary import Extraction

SET_AGAINST = [
    (
        "but, in one sentence",
        "Rosa Venn concluded that the dam had been neglected for years, but Tom Aske said that it was in good repair.",
        "Tom Aske",
        "Rosa Venn",
    ),
    (
        "however, first in the next paragraph",
        "The audit office found that Tom Aske hid invoices.\n\nHowever, Mr Aske said that he had shown them all.",
        "Tom Aske",
        "audit office",
    ),
    (
        "but, first in the next sentence",
        "Rosa Venn said the crane was new. But Tom Aske said that it was twenty years old.",
        "Tom Aske",
        "Rosa Venn",
    ),
]
SIDE_BY_SIDE = [
    ("and", "Rosa Venn said that the dam was old, and Tom Aske said that the crane was old too."),
    ("no word", "Rosa Venn said that the dam was old.\n\nTom Aske said that the crane was new."),
    (
        "but, inside what one says",
        "Rosa Venn said that the dam was old but sound. Tom Aske said that the crane is new.",
    ),
    ("one speaker", "Rosa Venn said that the dam was old, but she said that it was sound."),
]


@pytest.mark.parametrize(("name", "text", "by", "against"), SET_AGAINST)
def test_a_word_of_contrast_sets_two_speakers_statements_against_each_other(
    extract: Callable[..., Extraction], name: str, text: str, by: str, against: str
) -> None:
    found = extract(text)
    edges = [edge for edge in found.disputes if edge.contrast]
    assert len(edges) == 1, name
    edge = edges[0]
    assert edge.by is not None and found.persons[edge.by].name == by
    assert edge.against is not None and against in found.persons[edge.against].name
    assert edge.attribution == 0
    for one in found.attributions:
        assert edge.span[0] <= one.content[0][0] < edge.span[1]


@pytest.mark.parametrize(("name", "text"), SIDE_BY_SIDE)
def test_statements_side_by_side_are_no_contrast(extract: Callable[..., Extraction], name: str, text: str) -> None:
    assert not [edge for edge in extract(text).disputes if edge.contrast], name


def test_a_name_does_not_begin_with_the_word_that_joins_it_to_an_office(extract: Callable[..., Extraction]) -> None:
    found = extract('Ana Pell, Chief Executive of Fernley Water Board, said: "The mains are sound."')
    assert not [person.name for person in found.persons if person.name.startswith("of ")]
