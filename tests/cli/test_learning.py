"""link --learn and --defaults."""

from __future__ import annotations

import json

import pytest

from claimtrack.link import Weights
from claimtrack.link.learning import Learned
from tests.cli.conftest import Command


def test_too_few_judgements_are_one_line_that_says_how_many_there_are(case: Command) -> None:
    case.ok("judge", "l1", "contradiction")
    result = case("link", "--learn", "--reader", "none")
    assert result.exit_code == 1
    assert "1 say contradiction, 0 do not" in result.stderr


def test_learned_weights_are_used_until_they_are_forgotten(case: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def learned(*_: object, **__: object) -> Learned:
        return Learned(Weights(-20.0, {}), 40, 0.5, 0.75)

    monkeypatch.setattr("claimtrack.link.learning.learn", learned)
    before = case.ok("links", "--all", "--format", "json")
    told = case.ok("link", "--learn", "--reader", "none", "--reviewer", "ada")
    assert "40 judgements: average precision 0.50 as shipped, 0.75 learned" in told
    assert case.lines("links", "--relation", "contradicts", "--format", "jsonl") == []
    assert case.lines("history", "--format", "jsonl")[-1]["action"] == "learn"
    case.ok("link", "--reader", "none")
    assert case.lines("links", "--relation", "contradicts", "--format", "jsonl") == []
    assert "back to the weights as shipped" in case.ok("link", "--defaults", "--reader", "none")
    after = case.ok("links", "--all", "--format", "json")
    assert [one["score"] for one in json.loads(after)] == [one["score"] for one in json.loads(before)]


def test_learning_and_forgetting_at_once_is_a_usage_error(case: Command) -> None:
    assert case("link", "--learn", "--defaults").exit_code == 2
