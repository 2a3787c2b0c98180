"""The review without the terminal app."""

from __future__ import annotations

import json
from typing import Any

import pytest

from claimtrack.tui.actions import ACTS, MOVE
from tests.cli.conftest import Command


def link(case: Command, key: str = "l1") -> dict[str, Any]:
    record: dict[str, Any] = json.loads(case.ok("show", key, "--format", "json"))
    return record


def test_a_judgement_has_value_reviewer_note_and_the_score_that_was_seen(case: Command) -> None:
    case.ok("judge", "l1", "partial", "--note", "ask again", "--reviewer", "ada")
    record = link(case)
    made = record["judgement"]
    assert (made["value"], made["reviewer"], made["note"]) == ("partial", "ada", "ask again")
    assert made["score_seen"] == pytest.approx(record["score"], abs=0.001)


def test_a_blind_judgement_has_no_score(case: Command) -> None:
    case.ok("judge", "l1", "partial", "--blind")
    made = link(case)["judgement"]
    assert (made["blind"], made["score_seen"]) == (True, None)


def test_the_reviewer_may_be_named_once_for_all(case: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMTRACK_REVIEWER", "bo")
    case.ok("judge", "l1", "unrelated")
    made = link(case)["judgement"]
    assert made["reviewer"] == "bo"


def test_undo_and_redo_walk_through_ones_own_acts(case: Command) -> None:
    case.ok("judge", "l1", "partial", "--reviewer", "ada")
    case.ok("judge", "l1", "unsure", "--reviewer", "bo")
    assert "undone: judge l1" in case.ok("undo", "--reviewer", "ada")
    (left,) = link(case)["judgements"]
    assert left["reviewer"] == "bo"
    assert "done again: judge l1" in case.ok("redo", "--reviewer", "ada")
    assert len(link(case)["judgements"]) == 2
    nothing = case("redo", "--reviewer", "ada")
    assert (nothing.exit_code, nothing.stdout) == (1, "nothing to do again\n")


def test_history_tells_every_act_and_that_undo_is_one(case: Command) -> None:
    case.ok("judge", "l1", "partial", "--note", "one source")
    case.ok("tag", "l1", "ferry")
    case.ok("undo")
    entries = case.lines("history", "l1", "--format", "jsonl")
    assert [one["action"] for one in entries] == ["judge", "tag", "undo"]
    assert entries[2]["undoes"] == entries[1]["seq"]
    table = case.ok("history", "l1")
    assert "one source" in table and "partial" in table
    assert len(case.lines("history", "--format", "jsonl", "--limit", "2")) == 2


def test_notes_tags_flags_and_skips(case: Command) -> None:
    case.ok("note", "l1", "check the log", "--private")
    case.ok("tag", "l1", "ferry")
    case.ok("flag", "l1", "--text", "who was on duty?")
    case.ok("skip", "l1")
    record = link(case)
    assert [(one["text"], one["private"]) for one in record["notes"]] == [("check the log", True)]
    assert (record["tags"], record["flagged"], record["skipped"]) == (["ferry"], True, True)
    assert [one["id"] for one in case.lines("links", "--tag", "ferry", "--format", "jsonl")] == ["l1"]
    case.ok("tag", "l1", "ferry", "--remove")
    case.ok("flag", "l1", "--off")
    case.ok("skip", "l1", "--off")
    record = link(case)
    assert (record["tags"], record["flagged"], record["skipped"]) == ([], False, False)


@pytest.mark.parametrize("key", ["c1", "d1", "s1"])
def test_notes_stand_on_anything(case: Command, key: str) -> None:
    case.ok("note", key, "worth a call")
    assert "worth a call" in case.ok("show", key)


def test_a_note_without_words_is_refused(case: Command) -> None:
    assert case("note", "l1", "  ").exit_code == 2
    assert case("note", "l1").exit_code == 2
    assert case("note", "l1", "--remove", "99").exit_code == 2


def test_ones_own_note_can_be_rewritten_and_taken_back(case: Command) -> None:
    case.ok("note", "l1", "check teh log", "--reviewer", "ada")
    (first,) = link(case)["notes"]
    case.ok("note", "l1", "check the log", "--replaces", str(first["id"]), "--reviewer", "ada")
    (second,) = link(case)["notes"]
    assert second["text"] == "check the log"
    assert f"note {second['id']} by ada" in case.ok("show", "c1") + case.ok("show", "l1")
    case.ok("note", "l1", "--remove", str(second["id"]), "--reviewer", "ada")
    assert link(case)["notes"] == []


def test_several_links_are_judged_in_one_act(case: Command) -> None:
    told = case.ok("judge", "l1", "l2", "unrelated", "--reviewer", "ada")
    assert told.splitlines() == ["l1: unrelated, ada", "l2: unrelated, ada"]
    case.ok("undo", "--reviewer", "ada")
    assert link(case, "l1")["judgement"] is None
    assert link(case, "l2")["judgement"] is None


def test_a_judgement_taken_back_leaves_the_link_open(case: Command) -> None:
    case.ok("judge", "l1", "partial")
    case.ok("withdraw", "l1")
    assert link(case)["judgement"] is None


def test_a_disagreement_shows_in_the_agreement_and_is_closed_by_a_third_entry(case: Command) -> None:
    for number, (ada, bo) in enumerate([("contradiction", "contradiction"), ("partial", "unrelated")], 1):
        case.ok("judge", f"l{number}", ada, "--reviewer", "ada")
        case.ok("judge", f"l{number}", bo, "--reviewer", "bo")
    (pair,) = case.lines("agreement", "--format", "jsonl")
    assert ({pair["a"], pair["b"]}, pair["n"], pair["observed"]) == ({"ada", "bo"}, 2, 0.5)
    assert "l2" in case.ok("agreement")
    case.ok("adjudicate", "l2", "partial", "--reviewer", "cy", "--note", "the log settles it")
    made = link(case, "l2")["judgement"]
    assert (made["value"], made["adjudication"]) == ("partial", True)
    assert len(link(case, "l2")["judgements"]) == 3
    assert "judged differently" not in case.ok("agreement")


def test_a_claims_speaker_and_place_can_be_mended_and_the_mending_undone(case: Command) -> None:
    before = json.loads(case.ok("show", "c1", "--format", "json"))
    case.ok("correct", "c1", "--speaker", "Ida Brandt-Holm")
    assert json.loads(case.ok("show", "c1", "--format", "json"))["speaker"] == "Ida Brandt-Holm"
    case.ok("undo")
    ((start, end),) = before["content"]
    case.ok("correct", "c1", "--span", f"{start + 4}:{end}")
    after = json.loads(case.ok("show", "c1", "--format", "json"))
    assert after["text"] == before["text"][4:]
    case.ok("undo")
    again = json.loads(case.ok("show", "c1", "--format", "json"))
    assert (again["speaker"], again["content"]) == (before["speaker"], before["content"])


@pytest.mark.parametrize("words", [(), ("--span", "9-12"), ("--span", "12:9"), ("--span", "0:9999999")])
def test_a_correction_that_says_nothing_or_nonsense_is_a_usage_error(case: Command, words: tuple[str, ...]) -> None:
    result = case("correct", "c1", *words)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_a_judgement_without_a_note_is_shown_without_a_colon(case: Command) -> None:
    case.ok("judge", "l1", "partial", "--reviewer", "ada")
    case.ok("judge", "l1", "unsure", "--reviewer", "bo", "--note", "ask again")
    lines = [line for line in case.ok("show", "l1").splitlines() if line.startswith("judged")]
    assert lines[0].endswith("Z") and lines[1].endswith(": ask again")


def test_the_pairs_that_wait_for_one_reviewer_can_be_listed(case: Command) -> None:
    case.ok("judge", "l1", "partial", "--reviewer", "ada")
    listed = {one["id"] for one in case.lines("links", "--format", "jsonl")}

    def waiting(name: str) -> set[str]:
        return {one["id"] for one in case.lines("links", "--state", "open", "--as", name, "--format", "jsonl")}

    assert "l1" in listed
    assert waiting("ada") == listed - {"l1"}
    assert waiting("bo") == listed
    limited = case.lines("links", "--state", "judged", "--as", "ada", "--limit", "5", "--format", "jsonl")
    assert [one["id"] for one in limited] == ["l1"]


VERBS_FOR_ACTS = {
    "contradiction": "judge",
    "partial": "judge",
    "changed": "judge",
    "consistent": "judge",
    "unrelated": "judge",
    "unsure": "judge",
    "skip": "skip",
    "undo": "undo",
    "redo": "redo",
    "mark": "judge",
    "note": "note",
    "editor": "note",
    "tags": "tag",
    "flag": "flag",
    "correct_span": "correct",
    "correct_speaker": "correct",
    "copy": "show",
    "why": "show",
    "history": "history",
    "dossier": "timeline",
    "document": "show",
    "search": "links",
    "filter": "links",
    "order": "links",
    "waiting": "links",
    "disagreements": "adjudicate",
    "blind": "judge",
}
"""The verb that does without the room what each act does in it."""

ON_SCREEN_ONLY = {"unmark", "tab", "tab_back", "queue", "theme", "help", "palette", "quit"}
"""Acts that change what the room shows and nothing else; so do all that move."""


def test_every_act_of_the_review_room_has_a_verb(case: Command) -> None:
    acts = {act.name for act in ACTS if act.group != MOVE}
    assert acts == VERBS_FOR_ACTS.keys() | ON_SCREEN_ONLY
    for verb in sorted(set(VERBS_FOR_ACTS.values())):
        assert case(verb, "--help").exit_code == 0
