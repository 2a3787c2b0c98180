"""extract and compare, as scripts rely on them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Plain = Callable[..., Result]

TEXT = "Runa Dahl said the engine had “failed twice” before. The airline denied that the engine had failed."


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def as_lines(*objects: dict[str, Any]) -> str:
    return "".join(json.dumps(one) + "\n" for one in objects)


def test_each_line_of_text_is_answered_in_order(plain: Plain) -> None:
    given = as_lines(
        {"id": "a", "text": TEXT}, {"id": 7, "text": ""}, {"id": None, "text": TEXT, "published": "2019-03-02"}
    )
    result = plain("extract", "--jsonl", "-", input=given)
    assert result.exit_code == 0
    answers = lines(result)
    assert [one["id"] for one in answers] == ["a", 7, None]
    assert answers[1]["attributions"] == []
    pilot, airline = answers[0]["attributions"]
    assert (pilot["source"], pilot["cue"]) == ([[0, 9]], [[10, 14]])
    assert (pilot["kind"], pilot["stance"]) == ("mixed", "asserts")
    assert (pilot["speaker"], pilot["speaker_kind"]) == ("Runa Dahl", "person")
    assert 0 <= pilot["confidence"] <= 1
    ((start, end),) = pilot["content"]
    assert "failed twice" in TEXT[start:end]
    assert airline["stance"] == "denies"


def test_a_bad_line_is_named_and_the_others_are_answered(plain: Plain) -> None:
    given = (
        "{nonsense\n\n"
        + as_lines({"id": 1}, {"id": 2, "text": TEXT, "published": "soon"}, {"id": 3, "text": TEXT})
        + "[]\n"
    )
    result = plain("extract", "--jsonl", "-", input=given)
    assert [one["id"] for one in lines(result)] == [3]
    assert [line.split(" ")[1] for line in result.stderr.splitlines()] == ["1", "3", "4", "6"]
    assert result.exit_code == 1


def test_attitudes_come_in_when_asked_for(plain: Plain) -> None:
    given = as_lines({"id": 1, "text": "The pilot believes that the engine will fail."})
    without = lines(plain("extract", "--jsonl", "-", input=given))[0]["attributions"]
    with_them = lines(plain("extract", "--jsonl", "-", "--attitudes", input=given))[0]["attributions"]
    assert without == []
    assert [one["attitude"] for one in with_them] == [True]


def test_a_newsrooms_own_word_goes_before_the_built_in_one(plain: Plain, tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text("verb\tsay\tspeech\tdenies\tc\n")
    given = as_lines({"id": 1, "text": "The minister said that the bridge was inspected in May."})
    words = ("extract", "--jsonl", "-", "--lexicon", str(tmp_path / "own.tsv"))
    (found,) = lines(plain(*words, input=given))[0]["attributions"]
    assert found["stance"] == "denies"


def test_a_lexicon_that_cannot_be_read_is_one_line(plain: Plain, tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text("verb\tblorp\tspeech\tperhaps\tc\n")
    for name in ("own.tsv", "missing.tsv"):
        result = plain("extract", "--jsonl", "-", "--lexicon", str(tmp_path / name), input="")
        assert result.exit_code == 1
        assert len(result.stderr.splitlines()) == 1


def test_files_give_one_attribution_a_line_with_its_words(plain: Plain, texts: Path) -> None:
    result = plain("extract", str(texts), "--format", "jsonl")
    found = lines(result)
    (denial,) = [one for one in found if one["stance"] == "denies"]
    assert denial["text"] == "the crew was warned at noon"
    assert denial["document"]["outlet"] == "The Tidewater Post"
    assert denial["speaker"] == "Otto Lind"


def test_a_file_that_cannot_be_read_is_named_and_stops_no_other(plain: Plain, texts: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    result = plain("extract", str(tmp_path / "empty.txt"), str(texts), "--format", "jsonl")
    assert lines(result)
    assert "empty.txt is empty" in result.stderr
    assert result.exit_code == 1


def test_the_same_extraction_with_and_without_a_store(plain: Plain, texts: Path, case: Callable[..., Any]) -> None:
    bare = lines(plain("extract", str(texts), "--format", "jsonl"))
    stored = case.lines("claims", "--format", "jsonl")  # type: ignore[attr-defined]
    kept = ("source", "cue", "content", "kind", "stance", "text")
    assert [{key: one[key] for key in kept} for one in bare] == [{key: one[key] for key in kept} for one in stored]


INSPECTED = "The bridge was inspected in May."
NOT_INSPECTED = "The bridge was not inspected in May."

PAIRS: tuple[dict[str, Any], ...] = (
    {"id": "x", "a": INSPECTED, "b": NOT_INSPECTED, "a_speaker": "Ann Roe", "b_speaker": "Bo Lee"}
    | {"a_date": "2019-03-02", "b_date": "2019-03-05"},
    {"id": "y", "a": INSPECTED, "b": "The orchestra plays Brahms tonight."},
)


def test_pairs_are_answered_in_order_with_what_the_contract_names(plain: Plain) -> None:
    result = plain("compare", "--jsonl", "-", "--reader", "none", input=as_lines(*PAIRS))
    assert result.exit_code == 0, result.stderr
    against, unrelated = lines(result)
    assert (against["id"], unrelated["id"]) == ("x", "y")
    assert {"id", "relation", "type", "score", "reasons"} <= against.keys()
    assert {"signal", "value", "text"} <= against["reasons"][0].keys()
    assert 0 <= unrelated["score"] < against["score"] <= 1
    assert unrelated["relation"] is None


def test_two_statements_as_words_are_answered_as_a_line_is(plain: Plain) -> None:
    people = ("--a-speaker", "Ann Roe", "--b-speaker", "Bo Lee", "--a-date", "2019-03-02", "--b-date", "2019-03-05")
    words = plain("compare", INSPECTED, NOT_INSPECTED, *people, "--reader", "none", "--format", "jsonl")
    line = plain("compare", "--jsonl", "-", "--reader", "none", input=as_lines(PAIRS[0]))
    assert lines(words) == [lines(line)[0] | {"id": None}]


def test_a_signal_left_out_is_not_seen(plain: Plain) -> None:
    def signals(*words: str) -> set[str]:
        result = plain("compare", "--jsonl", "-", "--reader", "none", *words, input=as_lines(PAIRS[0]))
        return {reason["signal"] for reason in lines(result)[0]["reasons"]}

    seen = sorted(signals())
    assert seen
    assert seen[0] not in signals("--without", seen[0])


@pytest.mark.parametrize(
    ("words", "message"), [(["--without", "luck"], "no signal 'luck'"), (["--reader", "/nowhere"], "no folder")]
)
def test_a_signal_or_reader_that_there_is_not_is_a_usage_error(plain: Plain, words: list[str], message: str) -> None:
    result = plain("compare", "a", "b", *words)
    assert message in result.stderr
    assert result.exit_code == 2


def test_a_bad_pair_is_named_and_the_others_are_answered(plain: Plain) -> None:
    given = as_lines({"id": 1, "a": "x"}, dict(PAIRS[0], a_date="soon"), PAIRS[1])
    result = plain("compare", "--jsonl", "-", "--reader", "none", input=given)
    assert [one["id"] for one in lines(result)] == ["y"]
    assert len(result.stderr.splitlines()) == 2
    assert result.exit_code == 1
