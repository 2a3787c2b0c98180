"""The rules that no fitted weight may overrule, each both ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from claimtrack.link.caution import CERTAIN, SET_AGAINST, STATED, UNSUPPORTED, settled
from claimtrack.link.pair import Pair
from claimtrack.link.reading import read
from claimtrack.vocabulary import DisputeEdge, Reason, SpeakerKind, Statement

EARLY = Statement(
    1, "the depot at Holm Quay will employ forty drivers", speaker="Ada Orr", speaker_id=1, document_id=1,
    said=date(2020, 1, 2),
)  # fmt: skip
LATE = Statement(
    2, "the depot at Holm Quay employs eleven drivers", speaker="Bo Lee", speaker_id=2, document_id=2,
    said=date(2021, 1, 2), start=200,
)  # fmt: skip


def score(start: float = 0.6, edges: tuple[DisputeEdge, ...] = (), /, **seen: float) -> float:
    """The score of the two after the rules, with these signals seen."""
    pair = Pair(read(EARLY), read(LATE), edges)
    return settled(pair, {name: Reason(name, value, name) for name, value in seen.items()}, start)


def edge(*, contrast: bool) -> DisputeEdge:
    return DisputeEdge(1, 2, 1, None if contrast else 1, "Lee disputes it.", None, 0, contrast=contrast)


def test_what_points_at_the_other_and_denies_it_is_certain() -> None:
    assert score(0.1, points=1.0) == CERTAIN


@pytest.mark.parametrize(
    "softened", [{"promise": 0.6}, {"opinion": 0.6}, {"question": 0.6}, {"change": 0.7}], ids=lambda s: next(iter(s))
)
def test_a_promise_a_view_a_question_and_a_later_state_count_less_unless_the_reader_is_sure(
    softened: dict[str, float],
) -> None:
    assert score(number=0.8, reader=0.3, **softened) < score(number=0.8, reader=0.3)
    assert score(number=0.8, reader=0.9, **softened) == score(number=0.8, reader=0.9)


def test_two_who_both_promise_may_contradict() -> None:
    assert score(number=0.8, promise=1.0) == score(number=0.8)


def test_a_pair_in_which_nothing_differs_stays_low_unless_the_reader_is_sure() -> None:
    assert score(0.9) == UNSUPPORTED
    assert score(0.9, reader=0.9) == pytest.approx(0.9)


@pytest.mark.parametrize(("contrast", "lifted"), [(True, SET_AGAINST), (False, STATED)])
def test_what_an_article_sets_against_each_other_is_lifted_where_one_answers_for_himself(
    contrast: bool, lifted: float
) -> None:
    assert score(0.1, (edge(contrast=contrast),), answer=1.0) == lifted
    assert score(0.1, (edge(contrast=contrast),), answer=0.4) < UNSUPPORTED


@pytest.mark.parametrize(
    ("speaker", "kind", "one_voice"),
    [
        ("Orr's 40-page report", SpeakerKind.DOCUMENT, True),
        ("Lee's 40-page report", SpeakerKind.DOCUMENT, False),
        ("Orr Haulage", SpeakerKind.ORGANISATION, False),
    ],
)
def test_a_report_and_its_author_are_one_voice_in_one_article(speaker: str, kind: SpeakerKind, one_voice: bool) -> None:
    other = replace(LATE, speaker=speaker, speaker_kind=kind)
    near = replace(other, document_id=EARLY.document_id)
    seen = {"number": Reason("number", 0.8, "number")}
    apart, together = (
        settled(Pair(read(replace(EARLY, speaker="Orr")), read(each)), seen, 0.6) for each in (other, near)
    )
    assert (together < apart) is one_voice


def test_nobody_is_set_against_his_own_report() -> None:
    contrast = (edge(contrast=True),)
    seen = {"number": Reason("number", 0.8, "number")}
    report = replace(LATE, speaker="Orr's report", speaker_kind=SpeakerKind.DOCUMENT)
    assert settled(Pair(read(EARLY), read(LATE), contrast), seen, 0.3) == SET_AGAINST
    assert settled(Pair(read(replace(EARLY, speaker="Ada Orr")), read(report), contrast), seen, 0.3) == SET_AGAINST
    assert settled(Pair(read(replace(EARLY, speaker="Orr")), read(report), contrast), seen, 0.3) < SET_AGAINST
