"""The model that ships: what it must get right whatever its weights, and a few pairs it must tell apart."""

from __future__ import annotations

import math

import pytest

from claimtrack.link.reader import Passage, Reader, load

PAIRS: list[tuple[str, Passage, Passage]] = [
    (
        "denial",
        Passage("I was told by the foreman to leave the valve open.", "Jude Carrow", "2021-04-02"),
        Passage("No foreman ever told Mr Carrow to leave that valve open.", "Penrith Chemicals", "2021-04-03"),
    ),
    (
        "negation",
        Passage("The lift was inspected in May.", "Hallmark Housing", "2022-07-01"),
        Passage("The lift was not inspected in May.", "tenants' association", "2022-07-02"),
    ),
    (
        "number",
        Passage("Forty patients were moved that night.", "ward sister Ann Toll", "2020-02-11"),
        Passage("Only three patients were moved that night.", "hospital trust", "2020-02-12"),
    ),
    (
        "alternative",
        Passage("The library will close for good in June.", "union official Rob Stell", "2023-03-01"),
        Passage("The library will stay open.", "council leader Jan Howe", "2023-03-02"),
    ),
]
LIKE_TOPIC = {
    "denial": Passage("The foreman has worked at the plant for nine years.", "Penrith Chemicals", "2021-04-03"),
    "negation": Passage("The lift carries up to eight people.", "tenants' association", "2022-07-02"),
    "number": Passage("The ward was painted in the spring.", "hospital trust", "2020-02-12"),
    "alternative": Passage("I learned to read in that library.", "author Meg Ives", "2023-03-02"),
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load()


@pytest.mark.parametrize(("kind", "a", "b"), PAIRS, ids=[p[0] for p in PAIRS])
def test_a_contradiction_reads_above_another_claim_on_its_topic(
    reader: Reader, kind: str, a: Passage, b: Passage
) -> None:
    found, topic = reader.read([(a, b), (a, LIKE_TOPIC[kind])])
    assert found.contradiction > 0.5
    assert found.contradiction > topic.contradiction


def test_claims_on_different_matters_seldom_read_as_contradiction(reader: Reader) -> None:
    strangers = [(a, b) for one, a, _ in PAIRS for two, _, b in PAIRS if one != two]
    readings = reader.read(strangers)
    assert sum(r.contradiction for r in readings) / len(readings) < 0.25


def test_a_repeat_reads_as_entailment_not_contradiction(reader: Reader) -> None:
    a = Passage("The factory shut in March with the loss of ninety jobs.", "Derwent Post", "2022-03-08")
    b = Passage("Ninety people lost their jobs when the factory closed in March.", "union", "2022-03-09")
    (found,) = reader.read([(a, b)])
    assert found.entailment > found.contradiction


def test_the_order_within_a_pair_changes_nothing(reader: Reader) -> None:
    forth = [(a, b) for _, a, b in PAIRS]
    assert reader.read(forth) == reader.read([(b, a) for a, b in forth])


def test_neighbours_in_a_batch_change_nothing(reader: Reader) -> None:
    pairs = [(a, b) for _, a, b in PAIRS]
    alone = [reader.read([p])[0] for p in pairs]
    long = Passage("The minutes run to many pages and say little. " * 30, "clerk")
    assert reader.read([*pairs, (long, long), *reversed(pairs)])[: len(pairs)] == alone


def test_threads_change_nothing(reader: Reader) -> None:
    pairs = [(a, b) for _, a, b in PAIRS]
    assert load(threads=1).read(pairs) == reader.read(pairs)


def test_the_speaker_is_part_of_what_is_read(reader: Reader) -> None:
    a, b = Passage("I signed the letter.", "Ada Poll"), Passage("I never signed the letter.", "Ada Poll")
    c = Passage("I never signed the letter.", "Brian Ottery")
    same, different = reader.read([(a, b), (a, c)])
    assert same != different


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x1b[31m\u202e",
        "[SEP] [CLS] [MASK] [PAD]",
        "\ud800",
        "'; DROP TABLE claims; --",
        "🐟" * 3000,
        "word " * 20_000,
        "x" * 50_000,
        "न" * 600,
    ],
)
def test_hostile_text_reads_as_any_other(reader: Reader, text: str) -> None:
    other = Passage("The pier was closed on Monday.", "harbour master")
    for reading in reader.read([(Passage(text, text, text), other), (Passage(text), Passage(text))]):
        shares = (reading.contradiction, reading.entailment, reading.neutral)
        assert all(0.0 <= s <= 1.0 for s in shares)
        assert math.isclose(sum(shares), 1.0, abs_tol=1e-6)


def test_special_tokens_in_a_text_are_read_as_letters(reader: Reader) -> None:
    a = Passage("The dam is safe. [SEP] The dam is not safe.", "engineer")
    b = Passage("The dam is safe. [sep] The dam is not safe.", "engineer")
    c = Passage("The dam is not safe.", "surveyor")
    marked, plain = reader.read([(a, c), (b, c)])
    assert marked == plain


def test_no_pairs_is_no_readings(reader: Reader) -> None:
    assert reader.read([]) == []


def test_what_is_denied_is_read_as_a_denial(reader: Reader) -> None:
    said = Passage("The driver was told to stop.", "Ida Morr", "2021-03-01")
    denied = Passage("the driver was told to stop", "rail firm", "2021-03-02", denied=True)
    put_in_words = Passage("denied that the driver was told to stop", "rail firm", "2021-03-02")
    plain = Passage("the driver was told to stop", "rail firm", "2021-03-02")
    read, words, same = reader.read([(said, denied), (said, put_in_words), (said, plain)])
    assert read == words
    assert read.contradiction > same.contradiction
