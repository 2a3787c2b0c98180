from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from claimtrack.report import ReportCase, strict_reasons
from claimtrack.vocabulary import DocumentView, LinkView, RoleView
from tests.report.fictional import CASE, CLAIMS, DOCUMENTS, FINDINGS, SPEAKERS, TEXTS

SOUND = FINDINGS[0]
"""Judged by two, settled by a third, both speakers known, both documents dated and with outlets."""


def case(link: LinkView, **changes: Any) -> ReportCase:
    return replace(CASE, findings=(link,), **changes)


def bare(**changes: Any) -> dict[int, DocumentView]:
    return DOCUMENTS | {2: replace(DOCUMENTS[2], **changes)}


def test_a_sound_finding_passes() -> None:
    assert strict_reasons(case(SOUND)) == []


@pytest.mark.parametrize(
    ("link", "changes", "reason"),
    [
        (replace(SOUND, b=replace(SOUND.b, speaker_id=None)), {}, "l1: the speaker of c2 is unresolved"),
        (replace(SOUND, a=replace(SOUND.a, text="other words")), {}, "l1: a span of c1 no longer matches its text"),
        (replace(SOUND, a=replace(SOUND.a, content=((5, 9999),))), {}, "l1: a span of c1 lies outside its text"),
        (replace(SOUND, judgements=SOUND.judgements[:1]), {}, "l1: judged by one person only (ana)"),
        (replace(SOUND, judgements=()), {}, "l1: nobody has judged it"),
        (replace(SOUND, judgements=SOUND.judgements[:2]), {}, "l1: the reviewers differ and nobody has settled it"),
        (replace(SOUND, flagged=True), {}, "l1: it has an open flag"),
        (SOUND, {"documents": bare(published=None)}, "l1: d2 has no date"),
        (SOUND, {"documents": bare(outlet=None)}, "l1: d2 has no outlet"),
    ],
)
def test_each_weakness_is_named_with_its_link(link: LinkView, changes: dict[str, Any], reason: str) -> None:
    assert strict_reasons(case(link, **changes)) == [reason]


def test_a_description_of_a_confidential_speaker_that_still_stands_is_refused() -> None:
    row = replace(SPEAKERS[2], alias="Source B", roles=(RoleView("the manager", 2, None),))
    reasons = strict_reasons(case(SOUND, speakers=dict(SPEAKERS) | {2: row}, others=()))
    assert reasons == ["l1: Source B may be known by “manager”; to withhold it: claimtrack speakers alias s2 'manager'"]
    row = replace(row, roles=(RoleView("the former manager", 2, None),))
    assert strict_reasons(case(SOUND, speakers=dict(SPEAKERS) | {2: row})) == []


def test_a_document_that_both_sides_stand_in_is_named_once() -> None:
    link = replace(SOUND, a=CLAIMS[6])
    assert strict_reasons(case(link, documents=bare(outlet=None))) == ["l1: d2 has no outlet"]


def test_a_changed_text_is_refused() -> None:
    changed = TEXTS | {1: TEXTS[1].replace("pumps", "taps")}
    assert "l1: a span of c1 no longer matches its text" in strict_reasons(case(SOUND, texts=changed.__getitem__))


def test_a_report_without_findings_is_refused() -> None:
    assert len(strict_reasons(replace(CASE, findings=()))) == 1


def test_a_date_alone_is_not_an_outlet() -> None:
    reasons = strict_reasons(case(SOUND, documents=bare(outlet="", published=date(2031, 1, 1))))
    assert reasons == ["l1: d2 has no outlet"]
