"""Documents and claims: evidence is exact, and the same text again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimtrack.errors import NotFound, StoreError
from claimtrack.store import ClaimFilter, Store
from claimtrack.store.places import Places
from claimtrack.vocabulary import (
    SPAN_JOIN,
    Article,
    Attribution,
    Extraction,
    Kind,
    PersonMentioned,
    RefersTo,
    Span,
    SpeakerKind,
    Stance,
    joined,
)
from tests.store.ferry import ALL, report, span


def test_every_stored_span_is_what_stands_in_the_text(ferry: Store) -> None:
    claims = ferry.claims(ClaimFilter(attitudes=True))
    assert len(claims) == 6
    for claim in claims:
        text = ferry.document_text(claim.document.id)
        assert claim.text == joined(text, claim.content)
        assert claim.source_text == joined(text, claim.source)
        assert claim.text in text or SPAN_JOIN in claim.text


def test_an_interrupted_quote_is_one_claim_with_both_spans(ferry: Store) -> None:
    claim = ferry.claim(1)
    assert claim.text == "The hull was checked in March … no fault was found"
    assert len(claim.content) == 2
    assert (claim.paragraph, claim.line) == (2, 3)
    assert claim.role == "the owner"


def test_a_claim_keeps_all_that_extraction_said_of_it(ferry: Store) -> None:
    denial = ferry.claim(2)
    assert (denial.kind, denial.stance, denial.refers_to) == (Kind.INDIRECT, Stance.DENIES, 1)
    assert denial.speaker == "The harbour office"
    assert denial.document.outlet == "Sound Courier"
    assert ferry.claim(1).confidence == 0.9


def test_the_same_text_again_adds_nothing(ferry: Store) -> None:
    seq = ferry.last_seq()
    for make in ALL:
        assert ferry.add_document(*make(), extractor="another") is None
    assert len(ferry.documents()) == 3
    assert ferry.last_seq() == seq


def test_adding_is_journalled_with_the_digest_of_the_text(ferry: Store) -> None:
    entry = ferry.history("d1")[0]
    assert (entry.action, entry.detail["sha256"]) == ("add", ferry.document(1).sha256)


@pytest.mark.parametrize("bad", [(5, 5), (-1, 4), (3, 10_000)])
def test_a_span_outside_the_text_stores_nothing_of_the_document(empty: Store, bad: Span) -> None:
    article, extraction = report()
    broken = Attribution((), (), (bad,), Kind.INDIRECT, Stance.ASSERTS)
    with pytest.raises(StoreError):
        empty.add_document(article, Extraction((*extraction.attributions, broken), extraction.persons), extractor="x")
    assert empty.documents() == []
    assert empty.speakers() == []


def test_statements_come_in_an_order_that_adding_does_not_change(empty: Store, ferry: Store) -> None:
    for make in reversed(ALL):
        empty.add_document(*make(), extractor="by hand")
    empty.regroup_speakers()
    assert [each.text for each in empty.statements()] == [each.text for each in ferry.statements()]


def test_a_statement_says_what_linking_needs(ferry: Store) -> None:
    by_id = {each.id: each for each in ferry.statements()}
    denial, owner = by_id[2], by_id[1]
    assert [(each.span, each.name) for each in denial.resolutions] == [((0, 2), "The harbour office")]
    assert denial.refers_to == 1
    assert owner.said is not None and owner.said.isoformat() == "2031-05-05"
    assert by_id[3].said is not None and by_id[3].said.isoformat() == "2031-05-09"
    assert by_id[6].said is None
    assert {"Ada Brandt", "Mrs Brandt", "the owner"} <= set(owner.speaker_names)
    assert by_id[5].attitude
    assert (owner.source_text, owner.cue_text) == ("Ada Brandt", "said")


def test_a_resolution_outside_the_content_is_left_out_of_the_statement(ferry: Store) -> None:
    assert all(
        0 <= each.span[0] < each.span[1] <= len(statement.text)
        for statement in ferry.statements()
        for each in statement.resolutions
    )


def test_words_that_are_pointed_at_come_along_where_they_are_no_claim(empty: Store) -> None:
    text = "The clerk's list was long. Mr Noor rejected that."
    pointing = Attribution(
        (span(text, "Mr Noor"),),
        (span(text, "rejected"),),
        (span(text, "that"),),
        Kind.INDIRECT,
        Stance.DENIES,
        refers_to=RefersTo(None, span(text, "The clerk's list")),
    )
    empty.add_document(Article(text, "n.txt"), Extraction((pointing,)), extractor="x")
    (statement,) = empty.statements()
    assert (statement.refers_to, statement.refers_text) == (None, "The clerk's list")


def test_disputes_carry_their_sentence_and_the_speakers_as_grouped(ferry: Store) -> None:
    (edge,) = ferry.dispute_edges()
    assert edge.sentence == "The harbour office denied that it had passed the hull."
    assert edge.claim_id == 1
    assert (edge.by_id, edge.against_id) == (ferry.claim(2).speaker_id, ferry.claim(1).speaker_id)


def test_the_same_words_by_the_same_speaker_elsewhere_are_told_as_appearances(empty: Store) -> None:
    for number, end in enumerate((".", " again.", "!")):
        text = f"“The pier is open to everybody”, said Ms Ulm{end}"
        who = "Ms Ulm" if number < 2 else "Mr Ott"
        one = Attribution((), (), (span(text, "The pier is open to everybody"),), Kind.DIRECT, Stance.ASSERTS, person=0)
        empty.add_document(
            Article(text, f"{number}.txt"),
            Extraction((one,), (PersonMentioned(who, SpeakerKind.PERSON),)),
            extractor="x",
        )
    empty.regroup_speakers()
    assert [claim.appearances for claim in empty.claims()] == [(2,), (1,), ()]


@pytest.mark.parametrize(
    ("text", "offset", "paragraph", "line"),
    [
        ("one", 0, 1, 1),
        ("one\ntwo", 4, 1, 2),
        ("one\n\ntwo", 5, 2, 3),
        ("one\n \t\n\n\ntwo", 9, 2, 5),
        ("\n\none", 2, 1, 3),
        ("one\n\ntwo\n\nthree", 10, 3, 5),
        ("🛳️\n\nöne", 4, 2, 3),
    ],
)
def test_paragraphs_and_lines_are_counted_from_one(text: str, offset: int, paragraph: int, line: int) -> None:
    places = Places(text)
    assert (places.paragraph(offset), places.line(offset)) == (paragraph, line)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80), st.data())
def test_paragraph_and_line_agree_with_a_plain_count(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert Places(text).line(offset) == text[:offset].count("\n") + 1
    assert 1 <= Places(text).paragraph(offset) <= Places(text).line(offset)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("property") / "case.db", create=True) as store:
        yield store


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=120),
    st.data(),
)
def test_any_text_comes_back_to_the_letter(shared: Store, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = Attribution((), (), ((start, end),), Kind.INDIRECT, Stance.ASSERTS)
    number = shared.add_document(Article(text, "any.txt"), Extraction((one,)), extractor="x")
    if number is not None:
        assert shared.document_text(number) == text
        (claim,) = shared.claims(ClaimFilter(document_id=number))
        assert claim.text == text[start:end]


def test_what_is_not_there_is_told_by_its_key(ferry: Store) -> None:
    for ask, key in ((ferry.claim, "c99"), (ferry.document, "d99"), (ferry.speaker, "s99"), (ferry.link, "l99")):
        with pytest.raises(NotFound, match=key):
            ask(99)


def test_a_path_is_only_a_word_to_the_store(empty: Store, tmp_path: Path) -> None:
    path = "../../x'; DROP TABLE claim; --.txt"
    number = empty.add_document(Article("words", path), Extraction(), extractor="x")
    assert number is not None
    assert empty.document(number).path == path
