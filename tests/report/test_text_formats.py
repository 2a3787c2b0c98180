from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from dataclasses import fields, replace
from typing import Any

import jsonschema
import pytest

from claimtrack.report import Format, render, schema
from claimtrack.report.contents import Evidence
from claimtrack.vocabulary import Stance
from tests.report.approved import matches
from tests.report.fictional import CASE, CLAIMS, TEXTS, confidential


@pytest.mark.parametrize("format", [Format.MD, Format.CSV, Format.JSON])
def test_each_text_format_is_as_it_was_read_and_approved(format: Format) -> None:
    assert matches(f"hall.{format.value}", render(CASE, format))
    assert matches(f"hall-confidential.{format.value}", render(confidential(), format))


def made_json(**changes: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(render(replace(CASE, **changes), Format.JSON))
    return loaded


def test_json_holds_to_the_published_schema() -> None:
    validator = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    validator.check_schema(schema())
    for case in (CASE, confidential(), confidential(reveal=True), replace(CASE, findings=(), others=())):
        validator.validate(json.loads(render(case, Format.JSON)))


def test_the_schema_refuses_a_report_with_a_field_missing_or_too_many() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    good = made_json()
    del good["findings"][0]["a"]["spans"]
    assert not validator.is_valid(good)
    assert not validator.is_valid(made_json() | {"extra": 1})


def test_every_quote_is_the_text_under_its_spans() -> None:
    for finding in made_json()["findings"]:
        for side in (finding["a"], finding["b"]):
            text = TEXTS[int(side["source"]["id"][1:])]
            assert side["quote"] == [text[start:end] for start, end in side["spans"]]
            assert "".join(segment["text"] for segment in side["context"]) in text


def test_the_context_holds_the_quote_and_the_words_that_set_off_the_reasons() -> None:
    side = made_json()["findings"][0]["a"]
    marked = [(segment["mark"], segment["text"]) for segment in side["context"]]
    assert ("trigger", "The pumps") in marked
    assert ("cue", "said") in marked
    assert ("source", "Ines Falkner, the hall's manager") in marked


def test_the_appendix_can_be_left_out() -> None:
    options = replace(CASE.options, include_appendix=False)
    assert made_json(options=options)["appendix"] == []
    assert b"Appendix" not in render(replace(CASE, options=options), Format.MD)
    assert b"Appendix" in render(CASE, Format.MD)


@pytest.mark.parametrize("format", [format for format in Format if format is not Format.PDF])
def test_private_notes_are_never_exported(format: Format) -> None:
    made = words_of(format)
    assert "Ask for the pump log" in made or format is Format.JSONLD
    assert "neighbour" not in made


def words_of(format: Format) -> str:
    """All that the file says, without escapes and marks, as one line."""
    made = render(CASE, format)
    if format is Format.DOCX:
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            made = b" ".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    text = made.decode("utf-8")
    if format in (Format.DOCX, Format.HTML):
        text = re.sub(r"<q\b[^>]*>", "“", text).replace("</q>", "”")
        text = html.unescape(re.sub(r"</?(?:w:r|w:t|w:rPr|w:b/?|w:i/?|span|mark|bdi|time|a|strong)\b[^>]*>", "", text))
        text = re.sub(r"<[^>]+>", " ", text)
    return " ".join(text.replace("\\", "").replace("**", "").replace("\n> ", "\n").split())


TOLD = {
    "the case": ["The flooded hall", "2031-04-05 06:07 UTC by claimtrack 9.9.9", "5tate"],
    "what it is": [
        "Suggested by a machine, decided by people; a difference between statements is not a finding of intent"
    ],
    "a neutral headline": ["Statements differ on “pumps were switched off on 3 May”"],
    "both quotes": ["The pumps were switched off on 3 May,", "that the pumps were switched off on 3 May"],
    "their paragraphs": ["said Ines Falkner, the hall's manager.", "We rang the hall’s manager ourselves,”"],
    "who, and in which role": ["Ines Falkner", "the hall's manager", "Tobias Renn", "station officer"],
    "where": ["The Brackwater Echo", "“Sports hall shut”", "https://echo.example/hall?id=1"],
    "when": ["2031-06-09", "2031-05-20"],
    "the place": ["paragraph 3, line 5, characters 77–114"],
    "at which hand": ["first-hand"],
    "the reasons": ["one denies what the other says", "£40,000 against £65,000", "The pumps"],
    "the judgements": ["ana", "2031-04-05 06:01 UTC", "He denies the day, not the act."],
    "agreement": [
        "ana and bo agree",
        "reviewers differ: ana contradiction, bo partial; settled as contradiction by cem",
    ],
    "other appearances": ["source 2, paragraph 3, line 6: Ines Falkner, “that the pumps had run all night”"],
    "the chronology": ["Chronology"],
    "the dossiers": ["Speakers", "Also named: Ms Falkner", "Compared with Tobias Renn"],
    "the sources": ["SHA-256", "a981130cc321144896972983627f01a9b0799c88e6f4932e6696bf7179e3cc92", "242 characters"],
    "what was judged otherwise": ["Appendix: pairs judged otherwise", "Different calls."],
}
"""All that a lawyer must find, and words that tell it."""


@pytest.mark.parametrize("format", [Format.MD, Format.HTML, Format.DOCX])
@pytest.mark.parametrize("what", TOLD)
def test_every_part_of_the_evidence_is_told(format: Format, what: str) -> None:
    text = words_of(format)
    assert [words for words in TOLD[what] if words not in text] == []


@pytest.mark.parametrize("format", [Format.MD, Format.HTML, Format.DOCX, Format.CSV, Format.JSON])
def test_who_passed_a_statement_on_is_told(format: Format) -> None:
    relayed = replace(CASE.findings[0], a=replace(CLAIMS[1], via="the union"))
    made = render(replace(CASE, findings=(relayed,)), format)
    if format is Format.DOCX:
        made = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml")
    assert "the union" in made.decode("utf-8")


def test_the_chronology_is_in_time_order_with_the_undated_last() -> None:
    dates = [statement["date"] for statement in made_json()["chronology"]]
    assert dates == sorted(dates, key=lambda day: day or "9999")
    assert dates[-1] is None


def test_agreement_names_who_differs_and_who_settled_it() -> None:
    assert made_json()["findings"][0]["agreement"] == (
        "reviewers differ: ana contradiction, bo partial; settled as contradiction by cem"
    )
    assert made_json()["agreement"] == [{"a": "ana", "b": "bo", "pairs": 2, "agreed": 1}]


def test_other_appearances_leave_out_the_claim_itself() -> None:
    side = made_json()["findings"][0]["a"]
    assert [other["claim"] for other in side["appearances"]] == ["c6"]
    assert side["claim"] in {f"c{id}" for id in CLAIMS[1].appearances}


@pytest.mark.parametrize("format", [Format.MD, Format.HTML, Format.CSV, Format.DOCX])
def test_a_denial_is_never_told_as_said_where_the_claim_stands_again(format: Format) -> None:
    claims = CLAIMS | {6: replace(CLAIMS[6], stance=Stance.DENIES)}
    made = render(replace(CASE, claims=claims, findings=CASE.findings[:1], others=()), format)
    if format is Format.DOCX:
        made = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml")
    again = {
        Format.MD: "Ines Falkner, (denies) “that the pumps had run all night”",
        Format.HTML: '<bdi>Ines Falkner</bdi>, <em>denies</em> <q dir="auto">that the pumps had run all night</q>',
        Format.CSV: "c6 (denies) in d2",
        Format.DOCX: "Ines Falkner, (denies) “that the pumps had run all night”",
    }
    assert again[format] in made.decode("utf-8")


def test_csv_has_one_row_a_finding_and_every_evidence_field() -> None:
    rows = list(csv.DictReader(io.StringIO(render(CASE, Format.CSV).decode("utf-8-sig"))))
    assert [row["link"] for row in rows] == ["l1", "l2", "l3", "l4"]
    elsewhere = {"spans": "characters", "anchor": "prefix", "source": "document", "cut_before": "", "cut_after": ""}
    columns = {elsewhere.get(field.name, field.name) for field in fields(Evidence)} - {""}
    assert {f"{side}_{name}" for side in "ab" for name in columns} <= set(rows[0])
    assert rows[0]["a_quote"] == "The pumps were switched off on 3 May,"
    assert rows[0]["a_characters"] == "77-114"
    assert rows[0]["a_appearances"] == (
        "c6 in d2, Radio Marsh, “Fire service answers”, 2031-06-09, paragraph 3, line 6, characters 176-208"
    )
    assert rows[3]["b_candidates"] == "Ines Falkner; Tobias Renn"
    assert all(row["a_sha256"] and row["a_suffix"] and row["a_document"] for row in rows)


def test_the_same_case_gives_the_same_bytes() -> None:
    for format in (Format.MD, Format.CSV, Format.JSON):
        assert render(CASE, format) == render(replace(CASE), format)


def test_words_that_only_point_are_told_with_what_they_point_at() -> None:
    pointing = replace(CLAIMS[2], refers_to=1)
    at_words = replace(CLAIMS[4], refers_span=(0, 12))
    made = made_json(findings=(replace(CASE.findings[0], b=pointing), replace(CASE.findings[1], b=at_words)))
    assert made["findings"][0]["b"]["points_at"] == CLAIMS[1].text
    assert made["findings"][1]["b"]["points_at"] == TEXTS[2][:12]
    assert made["findings"][1]["a"]["points_at"] is None


def test_without_the_appendix_its_statements_and_sources_are_left_out_too() -> None:
    only = replace(CASE.others[0], a=CLAIMS[5], b=CLAIMS[7])
    options = replace(CASE.options, include_appendix=False)
    made = made_json(findings=(CASE.findings[0],), others=(only,), options=options)
    assert [statement["claim"] for statement in made["chronology"]] == ["c1", "c2"]
    assert [source["id"] for source in made["sources"]] == ["d1", "d2"]
    assert [source["id"] for source in made_json(findings=(CASE.findings[0],), others=(only,))["sources"]][2:] == ["d3"]
