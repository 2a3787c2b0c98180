"""No text makes extraction raise, every span stays inside it, and cost grows with length alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimtrack.extract.extractor import Extractor, Item
from claimtrack.extract.pieces import paragraphs, pieces
from claimtrack.extract.pipeline import parse
from claimtrack.extract.quotes import find_quotes
from claimtrack.vocabulary import Extraction, Spans

QUIET = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
WORDS = (
    "Ms Lowe|he|said|that|denied|“|”|'|\"|,|.|:|\n\n|\n|according to|the weir|was safe|and|who|told|them|—|(|)|"
    "NAME:|it|blamed|for|?"
)
PROSE = st.lists(st.sampled_from(WORDS.split("|")), max_size=60).map(" ".join)


def spans_of(extraction: Extraction) -> Iterator[Spans]:
    for one in extraction.attributions:
        yield from (one.source, one.cue, one.content)


def check(text: str, extraction: Extraction) -> None:
    starts = []
    for spans in spans_of(extraction):
        for start, end in spans:
            assert 0 <= start < end <= len(text)
        for before, after in pairwise(spans):
            assert before[1] <= after[0]
    for number, one in enumerate(extraction.attributions):
        assert one.content
        assert 0 <= one.confidence <= 1
        assert one.relayed_by is None or one.relayed_by < number
        starts.append(one.content[0][0])
    assert starts == sorted(starts)


@QUIET
@given(text=st.text(max_size=400))
def test_any_unicode(extractor: Extractor, text: str) -> None:
    check(text, extractor.extract(text))


@QUIET
@given(text=PROSE)
def test_any_order_of_the_words_of_reporting(extractor: Extractor, text: str) -> None:
    check(text, extractor.extract(text))


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n\n", '"', "“", "”" * 50, "'" * 50, "\x00\x1b[31m", "\ud7ff\U0001f600 said “\u200b”.", "said", "—"],
)
def test_odd_texts(extractor: Extractor, text: str) -> None:
    check(text, extractor.extract(text))


def test_a_paragraph_of_a_megabyte(extractor: Extractor) -> None:
    text = ("x" * 480 + ". ") * 2_100 + "Ms Lowe said that the weir leaks."
    extraction = extractor.extract(text)
    check(text, extraction)
    assert [one.speaker for one in extraction.attributions] == ["Ms Lowe"]


def test_ten_thousand_quotations_are_found(extractor: Extractor) -> None:
    text = "“Yes,” he said. " * 10_000
    assert len(find_quotes(text, paragraphs(text))) == 10_000


@pytest.mark.parametrize("unit", ["“Yes it is,” she said. ", "'a ", '"', "“‘", "NAME: words here.\n", "x said that "])
def test_finding_quotations_takes_linear_time(unit: str) -> None:
    def seconds(repeats: int) -> float:
        text = unit * repeats
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            find_quotes(text, paragraphs(text))
            best = min(best, time.process_time() - start)
        return best

    assert seconds(16_000) < 20 * seconds(2_000) + 0.05


def test_marks_without_words_are_tokenized_in_linear_time(extractor: Extractor) -> None:
    start = time.process_time()
    doc = next(parse(extractor.nlp, ['"' * 4_000]))
    assert len(doc) == 4_000
    assert time.process_time() - start < 30


@given(text=st.text(alphabet="ab .\n", max_size=300), limit=st.integers(5, 50))
def test_pieces_cover_the_text(text: str, limit: int) -> None:
    spans = pieces(text, limit)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(0 < end - start <= limit for start, end in spans)


def test_pieces_are_cut_at_paragraphs() -> None:
    text = "one two.\n\nthree four.\n\nfive six."
    assert [text[s:e] for s, e in pieces(text, 24)] == ["one two.\n\nthree four.\n\n", "five six."]


def test_a_long_text_is_one_document_again(extractor: Extractor) -> None:
    text = "Ms Lowe said the weir leaked. Nobody came.\n\n" * 700
    doc = next(parse(extractor.nlp, [text]))
    assert len(text) > 20_000
    assert doc.text == text


def test_streams_answer_in_order_and_read_no_more_than_a_few_batches_ahead(extractor: Extractor) -> None:
    taken = 0

    def items() -> Iterator[Item]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield Item(f"Ms Lowe said that {number} boats were lost.")

    answers = extractor.extract_many(items())
    first: Any = next(answers)
    assert taken <= 20
    assert len(first.attributions) == 1
    assert len(list(answers)) == 99


def test_two_processes_answer_as_one_does(extractor: Extractor) -> None:
    items = [Item(f"Ms Lowe said that {number} boats were lost.\n\nHe denied it.") for number in range(40)]
    assert list(extractor.extract_many(items, processes=2)) == list(extractor.extract_many(items))
