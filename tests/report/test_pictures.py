from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from claimtrack.report import Format, render
from claimtrack.report.contents import Contents
from claimtrack.report.gather import gathered
from claimtrack.report.headline import headline, topic
from claimtrack.report.pictures import OTHERS, Timeline, _ticks, against, timeline
from claimtrack.report.terminal import columns, fitted, stats
from claimtrack.report.terminal import timeline as drawn
from claimtrack.vocabulary import Relation, Verdict
from tests.report.fictional import CASE, CLAIMS, DOCUMENTS, FINDINGS, SPEAKERS


@pytest.fixture
def contents() -> Contents:
    return gathered(CASE)


def test_a_dot_stands_where_its_day_falls_between_the_first_and_the_last(contents: Contents) -> None:
    moved = tuple(replace(s, date="2031-06-01" if s.date == "2031-06-09" else s.date) for s in contents.chronology)
    made = timeline(replace(contents, chronology=moved, findings=()), "t", width=800, label=100, letters=20)
    assert made is not None
    between = pytest.approx(made.left + (made.right - made.left) * 12 / 21, abs=0.1)
    assert places(made) == {"2031-05-20": made.left, "2031-06-01": between, "2031-06-10": made.right}
    assert made.to_scale


def places(made: Timeline) -> dict[str, float]:
    return {dot.title[:10]: dot.x for dot in made.dots}


def test_days_stand_at_equal_steps_where_one_gap_would_crush_the_rest(contents: Contents) -> None:
    made = timeline(contents, "t", width=800, label=100, letters=20)
    assert made is not None and not made.to_scale
    assert places(made)["2031-06-09"] == pytest.approx((made.left + made.right) / 2)
    assert [tick.label for tick in made.ticks] == ["20 May 2031", "09 Jun 2031", "10 Jun 2031"]
    assert "Not to scale" in render(CASE, Format.HTML).decode("utf-8")


def test_statements_of_one_speaker_and_day_share_a_dot_that_counts_them(contents: Contents) -> None:
    made = timeline(contents, "t", width=800, label=100, letters=20)
    assert made is not None
    assert sum(dot.count for dot in made.dots) == sum(s.date is not None for s in contents.chronology)
    assert max(made.dots, key=lambda dot: dot.count).radius > min(dot.radius for dot in made.dots)


def test_a_line_between_two_statements_of_one_day_leaves_the_dots_between_free(contents: Contents) -> None:
    finding = contents.findings[0]
    one_day = replace(finding, b=replace(finding.b, said=None, published=finding.a.date))
    made = timeline(replace(contents, findings=(one_day,)), "t", width=800, label=100, letters=20)
    assert made is not None
    start, _, middle, _, end, _ = (float(n) for n in re.findall(r"[\d.]+", made.curves[0].path))
    assert start == end and 10 < abs(middle - start) < 30
    assert made.left <= middle <= made.right


def test_undated_statements_are_left_out_and_counted(contents: Contents) -> None:
    made = timeline(contents, "t", width=800, label=100, letters=20)
    assert made is not None and "2 undated statements are left out" in made.description
    undated = tuple(replace(s, date=None) for s in contents.chronology)
    assert timeline(replace(contents, chronology=undated), "t", width=800, label=100, letters=20) is None


def test_many_speakers_share_one_last_row(contents: Contents) -> None:
    crowd = tuple(replace(contents.chronology[0], speaker=f"Speaker {n}") for n in range(40))
    made = timeline(replace(contents, chronology=crowd, findings=()), "t", width=800, label=100, letters=20)
    assert made is not None and made.rows[-1].name == OTHERS and len(made.rows) == 15
    assert all(0 < dot.y < made.height for dot in made.dots)


def test_arcs_count_the_findings_between_two_speakers(contents: Contents) -> None:
    made = against(contents, "a", width=640, letters=30)
    assert made is not None
    assert sorted(curve.title for curve in made.curves) == [
        "Cllr Osei and the report: 1",
        "Ines Falkner and Tobias Renn: 1",
    ]
    assert [row.below for row in made.rows if row.name == "Ines Falkner"] == ["own statements: 1"]
    assert "Ines Falkner: 1 with themselves" in made.description


def test_every_point_of_an_arc_is_inside_its_picture(contents: Contents) -> None:
    many = tuple(
        replace(
            contents.findings[0],
            number=n,
            a=replace(contents.findings[0].a, speaker=f"A long speaker's name {n % 9}"),
            b=replace(contents.findings[0].b, speaker=f"B {n % 7}"),
        )
        for n in range(60)
    )
    for width, letters in ((640, 34), (360, 18)):
        made = against(replace(contents, findings=many), "a", width=width, letters=letters)
        assert made is not None
        for curve in made.curves:
            x = [float(n) for n in re.findall(r"[\d.]+", curve.path)[0::2]]
            # A cubic curve reaches three quarters of the way to its control points.
            assert x[0] + (x[1] - x[0]) * 0.75 < width
            assert curve.label_x + 8 * len(curve.label) < width


@pytest.mark.parametrize("days", [0, 3, 20, 44, 46, 200, 700, 2000, 20_000])
def test_ticks_are_few_and_within_the_time(days: int) -> None:
    first = date(2001, 3, 15)
    ticks = _ticks(first, first + timedelta(days), 6)
    assert 1 <= len(ticks) <= 8
    assert all(first <= day <= first + timedelta(days) or len(ticks) == 1 for day, _ in ticks)


def test_the_pictures_are_told_in_words() -> None:
    made = render(CASE, Format.HTML).decode("utf-8")
    assert made.count("<svg") == made.count('role="img"') == made.count("<desc id=") == 4


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("The bridge was closed on Friday", "He denied the bridge was closed on Friday", "bridge was closed on Friday"),
        ("It cost nine thousand crowns", "nobody paid", "cost nine thousand crowns"),
        ("", "", "…"),
        ("it is", "they are", "it is"),
        ("[name withheld: A] saw the flood", "did [name withheld: A] see it?", "saw the flood"),
    ],
)
def test_a_topic_is_in_the_statements_own_words(a: str, b: str, expected: str) -> None:
    assert topic(a, b) == expected


def test_a_headline_takes_no_side() -> None:
    assert headline("the gate was shut", "the gate was open", Relation.CONTRADICTS, Verdict.CONTRADICTION) == (
        "Statements differ on “gate”"
    )
    assert headline("the gate", "the gate", Relation.CONTRADICTS, None).startswith("Statements may differ on")
    assert headline("the gate", "the gate", Relation.REVISES, Verdict.CHANGED).startswith(
        "Statements changed over time"
    )


def test_the_terminals_time_line_is_in_order_and_no_wider_than_asked() -> None:
    made = drawn(list(CLAIMS.values()), FINDINGS, width=60).splitlines()
    days = [line[:10] for line in made if re.match(r"\d{4}-\d\d-\d\d ", line) and "█" not in line]
    assert days == sorted(days) and len(days) == 3
    assert any(line.startswith("undated") for line in made)
    assert all(columns(line) <= 60 for line in made)
    assert any(line.endswith("l1 l3") for line in made)


def test_the_terminals_counts_are_the_cases() -> None:
    made = stats(list(DOCUMENTS.values()), list(SPEAKERS.values()), list(CLAIMS.values()), FINDINGS, width=60)
    assert "3 documents, 4 speakers, 8 claims, 3 links" in made
    assert re.search(r"Ines Falkner +█+\S* 3", made)
    assert all(columns(line) <= 60 for line in made.splitlines())


@pytest.mark.parametrize(
    "text",
    [
        "short",
        "a longer line of words",
        "漢字かな交じり文",
        "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
    ],
)
def test_a_fitted_text_takes_exactly_its_cells(text: str) -> None:
    assert columns(fitted(text, 9)) == 9


def test_nothing_to_draw_says_what_to_do() -> None:
    assert "claimtrack add" in drawn([])
    assert "0 documents" in stats([], [], [], [])
