"""Long claims are cut where sentences and clauses end, and the parts that conflict are found again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.link.reader import Conflict, Passage, Reader, clauses, conflict, load
from claimtrack.link.reader.clauses import MOST

LONG = (
    "We have been a part of this valley for sixty years and we mean to be here for sixty more. "
    "The kiln was shut down for repair on Thursday evening, and nobody was on the site that night. "
    "I would like to thank the fire crews for all that they did; our people will never forget it."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load()


def parts(text: str) -> list[str]:
    return [text[s:e] for s, e in clauses(text)]


def test_a_short_claim_is_one_clause() -> None:
    assert parts("  The pool was shut, and the gate was locked. ") == ["The pool was shut, and the gate was locked."]


def test_a_long_claim_is_cut_at_sentences_and_clauses() -> None:
    found = parts(LONG)
    assert "nobody was on the site that night." in [p.removeprefix("and ") for p in found]
    assert any(p.startswith("The kiln was shut down for repair") for p in found)
    assert 4 <= len(found) <= MOST


def test_an_abbreviation_or_decimal_does_not_leave_a_stub() -> None:
    text = (
        "The report by Dr. Amel Ross puts the loss at 4.5 million, or 1.2 per cent of what was lent, "
        "and says that it was known to Mr. Hale, who ran the desk, for at least two years before then."
    )
    assert all(len(part.split()) >= 4 for part in parts(text))


@given(st.text(alphabet=st.sampled_from("ab .,;:!?…—\n'\"And but"), max_size=600))
@settings(max_examples=200, deadline=None)
def test_clauses_are_in_order_and_lose_no_letter(text: str) -> None:
    spans = clauses(text)
    assert len(spans) <= MOST
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    kept = "".join(text[s:e] for s, e in spans)
    assert [c for c in kept if not c.isspace()] == [c for c in text if not c.isspace()]
    assert all(text[s:e].strip() == text[s:e] != "" for s, e in spans)


def test_the_clause_that_conflicts_is_what_gets_marked(reader: Reader) -> None:
    a = Passage(LONG, "plant manager Cora Wynn", "2020-05-02")
    b = Passage("There were people on the site that night.", "fire officer Neil Bragg", "2020-05-03")
    (found,) = conflict(reader, [(a, b)])
    assert found is not None
    assert "nobody was on the site" in a.text[slice(*found.a)]
    assert b.text[slice(*found.b)] == b.text
    assert len(a.text[slice(*found.a)]) < len(LONG) / 2


def test_two_short_claims_are_read_whole(reader: Reader) -> None:
    a, b = Passage("The lift was inspected in May."), Passage("The lift was not inspected in May.")
    (found,) = conflict(reader, [(a, b)])
    (whole,) = reader.read([(a, b)])
    assert found == Conflict((0, len(a.text)), (0, len(b.text)), whole)


def test_an_empty_text_has_no_clause_to_mark(reader: Reader) -> None:
    full = Passage("The pier was closed on Monday.")
    first, second = conflict(reader, [(Passage(" "), full), (full, full)])
    assert first is None
    assert second is not None
