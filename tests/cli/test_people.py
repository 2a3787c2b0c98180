"""Who is who, and what came from where."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Command


def by_name(case: Command) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in case.lines("speakers", "--format", "jsonl")}


def test_one_person_in_two_documents_is_one_speaker(case: Command) -> None:
    lind = by_name(case)["Otto Lind"]
    dossier = case.lines("claims", "--speaker", lind["id"], "--format", "jsonl")
    assert {one["document"]["id"] for one in dossier} == {"d1", "d2"}


def test_merging_can_be_undone(case: Command) -> None:
    before = case.ok("speakers", "--format", "json")
    people = by_name(case)
    told = case.ok("speakers", "merge", people["Ida Brandt"]["id"], people["Pia Falk"]["id"])
    assert "Pia Falk" in told
    assert "Pia Falk" not in by_name(case)
    case.ok("undo")
    assert case.ok("speakers", "--format", "json") == before


def test_splitting_parts_what_is_named(case: Command) -> None:
    lind = by_name(case)["Otto Lind"]
    told = case.ok("speakers", "split", lind["id"], "--document", "d2", "--as", "Otto Lind the younger")
    new = told.split(":")[0]
    (claim,) = case.lines("claims", "--speaker", new, "--format", "jsonl")
    assert (claim["document"]["id"], claim["speaker"]) == ("d2", "Otto Lind the younger")
    case.ok("undo")
    assert "Otto Lind the younger" not in by_name(case)


def test_renaming_and_other_names(case: Command) -> None:
    brandt = by_name(case)["Ida Brandt"]["id"]
    case.ok("speakers", "rename", brandt, "Ida Brandt-Holm")
    case.ok("speakers", "alias", brandt, "Captain Brandt")
    record = json.loads(case.ok("show", brandt, "--format", "json"))
    assert record["name"] == "Ida Brandt-Holm"
    assert "Captain Brandt" in record["names"]
    assert [one["id"] for one in case.lines("speakers", "--search", "captain", "--format", "jsonl")] == [brandt]


def test_a_confidential_speaker_has_an_alias_for_exports_until_it_is_lifted(case: Command) -> None:
    brandt = by_name(case)["Ida Brandt"]["id"]
    assert "exports say Source A" in case.ok("speakers", "alias", brandt, "Source A", "--confidential")
    assert by_name(case)["Ida Brandt"]["confidential"] is True
    case.ok("speakers", "alias", brandt, "--off")
    assert by_name(case)["Ida Brandt"]["confidential"] is False


def test_where_a_document_came_from_can_be_mended_and_its_text_not(case: Command) -> None:
    text = json.loads(case.ok("show", "d1", "--format", "json"))["text"]
    case.ok("documents", "describe", "d1", "--outlet", "Tidewater Weekly", "--published", "2019-03-01", "--url", "")
    record = json.loads(case.ok("show", "d1", "--format", "json"))
    assert (record["outlet"], record["published"], record["url"]) == ("Tidewater Weekly", "2019-03-01", None)
    assert record["title"] == "Ferry firm says crew was warned"
    assert record["text"] == text


def test_a_confidential_document_has_an_alias_for_exports(case: Command) -> None:
    assert "exports say Document A" in case.ok("documents", "alias", "d1", "Document A")
    assert "not confidential" in case.ok("documents", "alias", "d1", "--off")


@pytest.mark.parametrize(
    "words",
    [
        ("speakers", "split", "s1"),
        ("speakers", "alias", "s1"),
        ("documents", "alias", "d1"),
        ("documents", "describe", "d1"),
        ("documents", "describe", "d1", "--published", "soon"),
        ("speakers", "rename", "d1", "x"),
    ],
)
def test_half_a_wish_is_a_usage_error(case: Command, words: tuple[str, ...]) -> None:
    result = case(*words)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
