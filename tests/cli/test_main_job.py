"""run, add, link: the job a reporter starts with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_run_tells_who_contradicts_whom_and_where_the_report_is(fresh: Command, texts: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    result = fresh("run", texts, "--report", report, "--reader", "none")
    assert result.exit_code == 0, result.stderr
    head, *rest = result.stdout.splitlines()
    assert head.startswith("2 documents, ")
    text = "\n".join(rest)
    assert "Ida Brandt against Otto Lind" in text
    assert "denies: «the crew was warned at noon»" in text
    assert "Why: " in text
    assert f"report: {report}" in text
    assert f"claimtrack --db {fresh.db} review" in text
    assert "crew was warned at noon" in report.read_text(encoding="utf-8")


def test_a_report_that_could_not_be_written_is_refused_before_the_work(
    fresh: Command, texts: Path, tmp_path: Path
) -> None:
    result = fresh("run", texts, "--report", tmp_path / "nowhere" / "report.md")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
    assert not fresh.db.exists()


def test_the_same_texts_again_change_nothing(case: Command, texts: Path) -> None:
    before = case.ok("claims", "--format", "json"), case.ok("links", "--format", "json")
    result = case("add", texts)
    assert result.exit_code == 0
    assert "added 0 documents with 0 claims, 2 known already" in result.stderr
    case.ok("link", "--reader", "none")
    assert (case.ok("claims", "--format", "json"), case.ok("links", "--format", "json")) == before


def test_one_bad_file_is_named_and_the_others_are_added(fresh: Command, texts: Path, tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    for file in texts.iterdir():
        (pile / file.name).write_bytes(file.read_bytes())
    (pile / "scan.txt").write_bytes(b"\x89PNG\0\0")
    (pile / "photo.jpg").write_bytes(b"\xff\xd8")
    result = fresh("add", pile)
    assert result.exit_code == 1
    assert f"{pile / 'scan.txt'} is binary, not text" in result.stderr
    assert "skipped 1 file (not .txt or .md)" in result.stderr
    assert len(fresh.lines("documents", "--format", "jsonl")) == 2


def test_a_guessed_encoding_is_said(fresh: Command, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes("Mayor Ana Holt said: “The gate was open at the café.”\n".encode("cp1252"))
    result = fresh("add", tmp_path / "old.txt")
    assert "cp1252" in result.stderr
    (claim,) = fresh.lines("claims", "--format", "jsonl")
    assert "café" in claim["text"]


def test_standard_input_with_where_it_comes_from(fresh: Command) -> None:
    origin = (
        "--title",
        "Statement",
        "--outlet",
        "Holt Council",
        "--published",
        "2020-02-01",
        "--url",
        "https://example.org/h",
    )
    fresh.ok("add", "-", *origin, input="Mayor Ana Holt said that the gate was open.\n")
    (document,) = fresh.lines("documents", "--format", "jsonl")
    assert (document["title"], document["outlet"], document["published"]) == ("Statement", "Holt Council", "2020-02-01")


def test_what_a_file_says_of_itself_goes_before_what_the_call_says(fresh: Command, texts: Path) -> None:
    fresh.ok("add", texts / "a-story.md", "--outlet", "Someone else", "--author", "A. Nonymous")
    (document,) = fresh.lines("documents", "--format", "jsonl")
    assert (document["outlet"], document["author"]) == ("The Tidewater Post", "A. Nonymous")


def test_a_missing_path_is_named(fresh: Command, tmp_path: Path) -> None:
    result = fresh("add", tmp_path / "nowhere.txt")
    assert result.exit_code == 1
    assert "nowhere.txt does not exist" in result.stderr


def test_ctrl_c_keeps_what_was_added(fresh: Command, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimtrack.workflow import adding

    store_one = adding._store
    stored: list[str] = []

    def interrupted(store: object, article: object, *rest: object) -> None:
        if stored:
            raise KeyboardInterrupt
        stored.append("one")
        store_one(store, article, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(adding, "_store", interrupted)
    result = fresh("add", texts)
    assert result.exit_code == 130
    assert "goes on from here" in result.stderr
    assert len(fresh.lines("documents", "--format", "jsonl")) == 1
    monkeypatch.undo()
    fresh.ok("add", texts)
    assert len(fresh.lines("documents", "--format", "jsonl")) == 2


def test_a_judgement_survives_linking_again(case: Command) -> None:
    case.ok("judge", "l1", "contradiction")
    case.ok("link", "--reader", "none", "--without", "topic")
    (link,) = [one for one in case.lines("links", "--all", "--format", "jsonl") if one["id"] == "l1"]
    assert link["judgement"]["value"] == "contradiction"


def test_the_sample_case_holds_its_standing_example(fresh: Command) -> None:
    articles = Path(__file__).parents[2] / "articles"
    fresh.ok("run", articles, "--reader", "none")
    top = fresh.lines("links", "--format", "jsonl", "--relation", "contradicts", "--limit", "5")
    police = [
        one
        for one in top
        if {"Mike Owen"} <= {one["a"]["speaker"], one["b"]["speaker"]}
        and "police" in f"{one['a']['speaker']} {one['b']['speaker']}".lower()
        and "Children's Services" in json.dumps(one)
    ]
    assert police
