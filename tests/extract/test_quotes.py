"""Where quotation marks open and close: every kind and mix, and every way of leaving one out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.extract.pieces import paragraphs
from claimtrack.extract.quotes import Quote, find_quotes


def regions(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in quotes(text)]


def quotes(text: str) -> list[Quote]:
    return find_quotes(text, paragraphs(text))


REGIONS = [
    ("curly double", "She said “the weir leaks” twice.", ["“the weir leaks”"]),
    ("straight double", 'She said "the weir leaks" twice.', ['"the weir leaks"']),
    ("curly single", "She said ‘the weir leaks’ twice.", ["‘the weir leaks’"]),
    ("straight single", "She said 'the weir leaks' twice.", ["'the weir leaks'"]),
    ("guillemets", "She said «the weir leaks» twice.", ["«the weir leaks»"]),
    ("typewriter pairs", "She said ``the weir leaks'' twice.", ["``the weir leaks''"]),
    ("opens curly, closes straight", 'She said “the weir leaks" twice.', ['“the weir leaks"']),
    ("opens straight, closes curly", 'She said "the weir leaks” twice.', ['"the weir leaks”']),
    ("low German opening", "She said „the weir leaks“ twice.", ["„the weir leaks“"]),
    ("apostrophe within a word", "She said 'it isn't the weir's fault' twice.", ["'it isn't the weir's fault'"]),
    ("plural possessive inside", "She said 'the keepers' hut is gone' again.", ["'the keepers' hut is gone'"]),
    ("no quotation: possessives", "The keepers' hut and the anglers' club stayed open.", []),
    ("no quotation: a decade", "It was the '90s, rock 'n' roll and all that.", []),
    ("no quotation: inches and feet", 'The plank was 6\' 2" long and 3" thick.', []),
    (
        "single inside double",
        "“He called it ‘a folly’ to my face,” she said.",
        ["“He called it ‘a folly’ to my face,”"],
    ),
    (
        "double inside single",
        "'He called it \"a folly\" to my face,' she said.",
        ["'He called it \"a folly\" to my face,'"],
    ),
    (
        "single inside single",
        "It showed 'a wish to 'help' the keeper that failed' again.",
        ["'a wish to 'help' the keeper that failed'"],
    ),
    (
        "curly inside straight",
        '"They asked: “Who pays?” Nobody knew," she said.',
        ['"They asked: “Who pays?” Nobody knew,"'],
    ),
    ("two in one sentence", "“We knew,” she said, “and we wrote.”", ["“We knew,”", "“and we wrote.”"]),
    ("never closed", "She said: “The weir leaks and we wrote.", ["“The weir leaks and we wrote."]),
]


@pytest.mark.parametrize(("name", "text", "expected"), REGIONS, ids=[row[0] for row in REGIONS])
def test_quotation_regions(name: str, text: str, expected: list[str]) -> None:
    assert regions(text) == expected


def test_a_quotation_reopened_in_each_paragraph_goes_on() -> None:
    found = quotes("He said: “The weir leaks.\n\n“We wrote twice.\n\n“Nobody came.”")
    assert [(quote.paragraph, quote.continues, quote.closed) for quote in found] == [
        (0, False, False),
        (1, True, False),
        (2, True, True),
    ]


def test_a_caption_between_does_not_end_a_quotation() -> None:
    found = quotes("He said: “The weir leaks.\n\nThe weir in May. Photo: A Reader\n\n“We wrote twice.”")
    assert [(quote.paragraph, quote.continues) for quote in found] == [(0, False), (2, True)]


def test_single_marks_reopened_in_each_paragraph_go_on() -> None:
    found = quotes("He said: 'The weir leaks.\n\n'We wrote twice and heard nothing.'")
    assert [(quote.paragraph, quote.continues) for quote in found] == [(0, False), (1, True)]


def test_paragraphs_up_to_a_late_closing_mark_belong_to_the_quotation() -> None:
    text = "He said: “The weir leaks.\n\nWe wrote twice.\n\nNobody came.” He left."
    assert regions(text) == ["“The weir leaks.", "We wrote twice.", "Nobody came.”"]


MARKS = st.text(alphabet="“”„«»\"'‘’`abc S.,!?\n-—", max_size=400)


@given(MARKS)
def test_regions_are_sorted_apart_and_inside_the_text(text: str) -> None:
    found = quotes(text)
    for quote in found:
        assert 0 <= quote.start < quote.end <= len(text)
    for before, after in pairwise(found):
        assert before.end <= after.start


@given(st.text(max_size=300))
def test_any_text_can_be_scanned(text: str) -> None:
    spans = paragraphs(text)
    for start, end in spans:
        assert text[start:end].strip() == text[start:end] != ""
    find_quotes(text, spans)
