"""claims, links, speakers, documents, show: the contract scripts rely on."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

CLAIM_KEYS = {
    "id", "document", "source", "cue", "content", "kind", "stance", "speaker", "speaker_kind", "confidence", "text",
}  # fmt: skip
LINK_KEYS = {"id", "relation", "type", "score", "reasons", "a", "b", "judgement"}


def test_a_claim_has_what_the_contract_names_and_its_spans_are_its_text(case: Command, texts: Path) -> None:
    for claim in case.lines("claims", "--format", "jsonl"):
        assert claim.keys() >= CLAIM_KEYS
        assert claim["document"].keys() >= {"id", "path", "title", "outlet", "published", "sha256"}
        shown = json.loads(case.ok("show", claim["document"]["id"], "--format", "json"))["text"]
        assert " … ".join(shown[start:end] for start, end in claim["content"]) == claim["text"]


def test_a_link_has_what_the_contract_names_and_the_strongest_comes_first(case: Command) -> None:
    links = case.lines("links", "--format", "jsonl")
    assert links
    for link in links:
        assert link.keys() >= LINK_KEYS
        assert link["a"].keys() >= CLAIM_KEYS
        assert link["judgement"] is None
        assert all(reason.keys() >= {"signal", "value", "text"} for reason in link["reasons"])
    scores = [link["score"] for link in links]
    assert scores == sorted(scores, reverse=True)


def test_attitudes_are_left_out_until_asked_for(case: Command) -> None:
    usual = case.lines("claims", "--format", "jsonl")
    every = case.lines("claims", "--format", "jsonl", "--attitudes")
    assert not any(claim["attitude"] for claim in usual)
    assert [claim["text"] for claim in every if claim["attitude"]] == ["the inquiry will take a year"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (("--speaker", "lind"), lambda one: one["speaker"] == "Otto Lind"),
        (("--outlet", "Quayside Radio"), lambda one: one["document"]["outlet"] == "Quayside Radio"),
        (("--document", "d2"), lambda one: one["document"]["id"] == "d2"),
        (("--stance", "denies"), lambda one: one["stance"] == "denies"),
        (("--kind", "direct"), lambda one: one["kind"] == "direct"),
        (("--since", "2019-03-03"), lambda one: one["document"]["published"] == "2019-03-05"),
        (("--until", "2019-03-03"), lambda one: one["document"]["published"] == "2019-03-02"),
        (("--search", "lifeboats"), lambda one: "lifeboats" in one["text"]),
    ],
)
def test_filters_keep_what_fits_and_nothing_else(case: Command, words: tuple[str, ...], kept) -> None:  # type: ignore[no-untyped-def]
    every = case.lines("claims", "--format", "jsonl")
    wanted = [one["id"] for one in every if kept(one)]
    assert 0 < len(wanted) < len(every)
    assert [one["id"] for one in case.lines("claims", "--format", "jsonl", *words)] == wanted


def test_a_speaker_may_be_named_by_key(case: Command) -> None:
    (lind,) = [one for one in case.lines("speakers", "--format", "jsonl") if one["name"] == "Otto Lind"]
    by_key = case.lines("claims", "--format", "jsonl", "--speaker", lind["id"])
    assert {one["speaker"] for one in by_key} == {"Otto Lind"}
    assert len(by_key) == len(case.lines("claims", "--format", "jsonl", "--speaker", "Otto Lind"))


def test_links_are_picked_by_score_type_and_judgement(case: Command) -> None:
    first, *rest = case.lines("links", "--format", "jsonl")
    assert [one["id"] for one in case.lines("links", "--format", "jsonl", "--limit", "1")] == [first["id"]]
    strong = case.lines("links", "--format", "jsonl", "--min-score", str(first["score"]))
    assert {one["score"] for one in strong} == {first["score"]}
    of_type = case.lines("links", "--format", "jsonl", "--type", first["type"])
    assert {one["type"] for one in of_type} == {first["type"]}
    assert case.lines("links", "--format", "jsonl", "--judgement", "changed") == []
    case.ok("judge", first["id"], "changed")
    assert [one["id"] for one in case.lines("links", "--format", "jsonl", "--judgement", "changed")] == [first["id"]]
    left = case.lines("links", "--format", "jsonl", "--state", "open")
    assert len(left) == len(rest)


def test_lists_come_in_every_form(case: Command) -> None:
    for verb in ("claims", "links", "speakers", "documents"):
        records = json.loads(case.ok(verb, "--format", "json"))
        rows = list(csv.DictReader(io.StringIO(case.ok(verb, "--format", "csv"))))
        assert [row["id"] for row in rows] == [one["id"] for one in records]
        table = case.ok(verb)
        assert all(one["id"] in table for one in records)


def test_a_table_says_that_a_denied_content_is_denied(case: Command) -> None:
    table = " ".join(case.ok("links", "--limit", "1").split())
    assert "denies: the" in table


def test_show_tells_one_thing_in_full(case: Command) -> None:
    link = case.ok("show", "l1")
    assert "Why: " in link and "paragraph 1" in link and "Harbour master Ida Brandt" in link
    assert "characters" in case.ok("show", "c1")
    document = case.ok("show", "d1")
    assert "sha256" in document and "nothing to add" not in document and "Harbour master" in document
    assert "Otto Lind" in case.ok("show", "s2") + case.ok("show", "s1") + case.ok("show", "s3")


def test_links_come_in_the_asked_order(case: Command) -> None:
    ids = [one["id"] for one in case.lines("links", "--order", "id", "--format", "jsonl")]
    assert ids == sorted(ids, key=lambda key: int(key[1:]))
    assert case("links", "--order", "luck").exit_code == 2


def test_a_claim_is_cited_in_one_line(case: Command) -> None:
    (line,) = case.ok("show", "c1", "--cite").splitlines()
    assert "Ida Brandt" in line and "The Tidewater Post" in line and "paragraph 1, characters" in line
    assert case("show", "l1", "--cite").exit_code == 2


@pytest.mark.parametrize("key", ["l1", "c1", "d1", "s1"])
def test_show_gives_scripts_the_record(case: Command, key: str) -> None:
    record = json.loads(case.ok("show", key, "--format", "json"))
    assert record["id"] == key
    assert "tags" in record and "notes" in record


@pytest.mark.parametrize(("key", "code"), [("l999", 1), ("c999", 1), ("x1", 2), ("l", 2), ("12", 2)])
def test_what_there_is_not_is_one_line(case: Command, key: str, code: int) -> None:
    result = case("show", key)
    assert result.exit_code == code
    assert len(result.stderr.splitlines()) == 1


def test_a_key_of_another_kind_is_a_usage_error(case: Command) -> None:
    result = case("judge", "c1", "partial")
    assert result.exit_code == 2
    assert "c1 is a claim; here a link is meant" in result.stderr
