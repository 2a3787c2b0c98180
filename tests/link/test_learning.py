"""Learning from the reviewer: it helps, or it says why not and changes nothing."""

from __future__ import annotations

from contextlib import suppress

import pytest

from claimtrack.errors import LinkError
from claimtrack.link import LinkSettings, find
from claimtrack.link.learning import GAIN, Learned, learn
from claimtrack.vocabulary import Statement

PLACES = (
    "harbour", "library", "bridge", "school", "market", "station", "museum", "stadium", "hospital", "theatre",
    "bakery", "airport", "prison", "garden", "factory", "chapel", "tunnel", "reservoir", "cinema", "quarry",
)  # fmt: skip

CUES_ONLY = LinkSettings(reader="none")


def statement(id: int, text: str, speaker: str) -> Statement:
    return Statement(
        id, text, speaker=speaker, speaker_id=hash(speaker) % 1000, document_id=id, document_key=f"{id:04}"
    )


def case() -> tuple[list[Statement], list[tuple[int, int]], list[tuple[int, int]]]:
    """Statements, with the pairs that deny each other and the pairs that differ in a figure."""
    statements, denials, figures = [], [], []
    for number, place in enumerate(PLACES):
        first = 10 * number + 1
        told = (
            (f"The {place} was inspected by the council in spring.", "Ann Roe"),
            (f"The {place} was not inspected by the council in spring.", "Bo Lee"),
            (f"The council paid £{number + 2}00,000 for the repair of the {place}.", "Ann Roe"),
            (f"The council paid £{number + 5}50,000 for the repair of the {place}.", "Bo Lee"),
        )
        statements += [statement(first + place_, text, who) for place_, (text, who) in enumerate(told)]
        denials.append((first, first + 1))
        figures.append((first + 2, first + 3))
    return statements, denials, figures


@pytest.fixture(scope="module")
def taught() -> tuple[Learned, list[tuple[int, int]], list[tuple[int, int]]]:
    """Learned from a reviewer who sees it the other way round than the shipped weights, with her two kinds of pairs."""
    statements, denials, figures = case()
    for good, bad in ((denials, figures), (figures, denials)):
        with suppress(LinkError):
            judged = dict.fromkeys(good, True) | dict.fromkeys(bad, False)
            return learn(statements, [], judged, settings=CUES_ONLY), good, bad
    raise AssertionError("no way of judging taught anything: the shipped weights cannot rank both ways well")


Taught = tuple[Learned, list[tuple[int, int]], list[tuple[int, int]]]


def test_what_is_learned_wins_on_judgements_held_out(taught: Taught) -> None:
    learned, good, bad = taught
    assert 0 <= learned.before <= learned.after - GAIN <= 1
    assert learned.pairs == len(good) + len(bad)


def test_linking_with_learned_weights_follows_the_judgements(taught: Taught) -> None:
    learned, good, bad = taught
    links = find(case()[0], [], settings=LinkSettings(reader="none", weights=learned.weights))
    scores = {(link.a, link.b): link.score for link in links}
    of_good, of_bad = (sum(scores.get(pair, 0.0) for pair in pairs) / len(pairs) for pairs in (good, bad))
    assert of_good > of_bad


@pytest.mark.parametrize(("contradicting", "others"), [(0, 0), (20, 9), (20, 0), (4, 20)])
def test_too_few_judgements_or_of_one_kind_only_are_refused(contradicting: int, others: int) -> None:
    statements, denials, figures = case()
    judged = dict.fromkeys(denials[:contradicting], True) | dict.fromkeys(figures[:others], False)
    with pytest.raises(LinkError, match="too few judgements"):
        learn(statements, [], judged, settings=CUES_ONLY)


def test_judgements_that_teach_nothing_change_nothing() -> None:
    statements, denials, _ = case()
    apart = [(a[0], b[1]) for a, b in zip(denials, denials[1:] + denials[:1], strict=True)]
    judged = dict.fromkeys(denials, True) | {(min(pair), max(pair)): False for pair in apart}
    with pytest.raises(LinkError, match="the weights stay as they are"):
        learn(statements, [], judged, settings=CUES_ONLY)
