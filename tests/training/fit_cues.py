"""Fits claimtrack/link/data/weights.json: how much each signal counts.

    python -m tests.training.fit_cues [--nli public_nli.jsonl] [--out weights.json]

From the project's own pairs and stories, in reader/data. `pair` is fitted on the pairs, `case` on all pairs of the
stories, `bare` on pairs without speakers and, where given, public ones.
Printed: average precision by cross-validation with whole stories (or contrast sets) held out.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold

from claimtrack.link.pair import Pair
from claimtrack.link.reading import read, reweigh
from claimtrack.link.score import CONFLICTS, feature, feature_names, see, values
from claimtrack.link.signals import CUES
from claimtrack.vocabulary import Kind, Statement
from tests.training.reader import corpus

Floats = NDArray[np.float64]
BY_HAND = {
    "pair": {"points": 4.0, "denial*topic": 1.0, "dispute": 1.0},
    "bare": {"points": 4.0, "denial*topic": 1.0},
    "case": {"points": 6.0, "denial*topic": 1.5, "dispute": 0.6, "same*self": -2.0, "same*topic": -3.0},
}
"""What the training pairs cannot show (they have no stance, pointing or disputes), with weights set by hand."""
STRENGTH = 0.5
CONTRAST, STORY = 3500.0, 5500.0
"""What all contrast sets, and all pairs of stories, count together where other sources stand beside them: however many
there are, the plain negations of the public pairs must not drown in them."""
EDITS = ("cad_train", "conj_advtrain", "fm2_dev", "fm2_test")
EVIDENCE = frozenset(CONFLICTS) - {"answer", "every"}
AGAINST = ("opinion", "question", "promise", "hedge", "condition", "same", "same_figure")


def said(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def pair_of(number: int, row: dict[str, Any], bare: bool) -> Pair:
    sides = []
    for place, side in enumerate("ab"):
        speaker = None if bare else row.get(f"{side}_speaker")
        when = None if bare else said(row.get(f"{side}_date"))
        sides.append(read(Statement(2 * number + place, row[side], speaker=speaker, said=when)))
    return Pair(sides[0], sides[1], bare=bare)


def story_pairs(story: dict[str, Any]) -> tuple[list[Pair], list[int]]:
    contradicting = {frozenset((p["a"], p["b"])) for p in story["pairs"] if p["label"] == "contradiction"}
    claims = [
        (
            c["id"],
            read(Statement(i, c["text"], speaker=c["speaker"], said=said(c["date"]), position=i, kind=Kind(c["kind"]))),
        )
        for i, c in enumerate(story["claims"])
    ]
    known = reweigh([reading for _, reading in claims])
    claims = [(name, reading) for (name, _), reading in zip(claims, known, strict=True)]
    pairs, labels = [], []
    for place, (x, one) in enumerate(claims):
        for y, other in claims[place + 1 :]:
            left, right = (
                (one, other) if (one.statement.said or date.max) <= (other.statement.said or date.max) else (other, one)
            )
            pairs.append(Pair(left, right))
            labels.append(int(frozenset((x, y)) in contradicting))
    return pairs, labels


def matrix(pairs: Sequence[Pair], names: Sequence[str]) -> Floats:
    return np.array(
        [[feature(name, seen) for name in names] for seen in map(values, see(pairs, CUES))], dtype=np.float64
    )


class Monotone:
    """Logistic regression whose conflicts never count against a contradiction, nor hedges and the like for one.

    Contrast sets are written so that plain cues mislead; left free, a model learns from them that the plainest negation
    is no contradiction.
    """

    def __init__(self, names: Sequence[str], strength: float) -> None:
        self._bounds = [bounds(name) for name in names] + [(None, None)]
        self._strength = strength
        self.solution: Floats = np.zeros(len(names) + 1)

    def fit(self, x: Floats, y: Floats, share: Floats) -> Monotone:
        wide = np.hstack([x, np.ones((len(x), 1))])
        sign = np.where(y > 0, 1.0, -1.0)
        ridge = np.append(np.full(x.shape[1], 1.0 / self._strength), 0.0)

        def loss(w: Floats) -> tuple[float, Floats]:
            margin = sign * (wide @ w)
            value = float((share * np.logaddexp(0, -margin)).sum() + 0.5 * (ridge * w * w).sum())
            slope = -(wide.T @ (share * sign / (1 + np.exp(np.clip(margin, -30, 30))))) + ridge * w
            return value, slope

        start = np.zeros(wide.shape[1])
        found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=self._bounds, options={"maxiter": 800})
        self.solution = found.x
        return self

    def probability(self, x: Floats) -> Floats:
        total = x @ self.solution[:-1] + self.solution[-1]
        return np.asarray(1 / (1 + np.exp(-np.clip(total, -30, 30))))


def bounds(name: str) -> tuple[float | None, float | None]:
    """The sign that a feature's weight may have."""
    head, *rest = name.split("*")
    if not rest and head in AGAINST:
        return (None, 0.0)
    if head in EVIDENCE and not (rest and rest[0] in ("self", "change", *AGAINST)):
        return (0.0, None)
    return (None, None)


def fit(samples: Samples, names: Sequence[str], kind: str) -> dict[str, Any]:
    x, y, share = samples.x, samples.y, samples.share
    held = np.zeros(len(y))
    for train, test in GroupKFold(6).split(x, y, samples.groups):
        held[test] = Monotone(names, STRENGTH).fit(x[train], y[train], share[train]).probability(x[test])
    own = np.array([source == samples.main for source in samples.sources])
    high = own & (held >= 0.8)
    print(
        f"{kind}: {len(y)} pairs; of {own.sum()} {samples.main} {y[own].mean():.3f} contradict, "
        f"average precision {average_precision_score(y[own], held[own]):.3f} held out; "
        f"of {high.sum()} scored 0.8 or more {y[high].mean() if high.any() else 0:.2f} are right",
        flush=True,
    )
    solution = Monotone(names, STRENGTH).fit(x, y, share).solution
    terms = {name: round(float(w), 4) for name, w in zip(names, solution[:-1], strict=True) if abs(w) > 1e-3}
    terms.update(BY_HAND[kind])
    return {"bias": round(float(solution[-1]), 4), "terms": terms}


@dataclass(frozen=True)
class Samples:
    x: Floats
    y: Floats
    share: Floats
    groups: list[str]
    sources: list[str]
    main: str
    """The source whose held-out figures are told."""


def gather(parts: Sequence[tuple[str, float, list[Pair], list[int], list[str]]], names: Sequence[str]) -> Samples:
    """Parts are source, what one pair counts, pairs, labels and groups to hold out together; the first is main."""
    return Samples(
        np.vstack([matrix(pairs, names) for _, _, pairs, _, _ in parts]),
        np.concatenate([np.array(labels, dtype=np.float64) for *_, labels, _ in parts]),
        np.concatenate([np.full(len(pairs), share) for _, share, pairs, _, _ in parts]),
        [f"{source}{group}" for source, _, _, _, groups in parts for group in groups],
        [source for source, _, pairs, _, _ in parts for _ in pairs],
        parts[0][0],
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--nli", type=Path)
    parser.add_argument("--out", type=Path, default=Path("claimtrack/link/data/weights.json"))
    options = parser.parse_args()
    hand = {name for terms in BY_HAND.values() for name in terms}
    names = [name for name in feature_names() if "reader" not in name and name not in hand]
    claims = corpus.own_rows((*corpus.SPLIT_PAIRS, *corpus.MORE_PAIRS))
    stories = corpus.own_rows((*corpus.SPLIT_CASES, *corpus.MORE_CASES))
    public = list(corpus.rows(options.nli)) if options.nli else []
    random.Random(1).shuffle(public)

    def contrast(bare: bool) -> tuple[list[Pair], list[int], list[str]]:
        return labelled(claims, bare), truth(claims), [str(n // 30) for n in range(len(claims))]

    def captions(sets: Sequence[str], most: int) -> tuple[list[Pair], list[int], list[str]]:
        chosen = [row for row in public if row["set"] in sets][:most]
        return labelled(chosen, True), truth(chosen), [str(n // 10) for n in range(len(chosen))]

    easy = strangers(stories, 2500)
    far = [str(n // 30) for n in range(len(easy))]
    told = [story_pairs(story) for story in stories]
    case: list[Pair] = [pair for pairs, _ in told for pair in pairs]
    marks = [mark for _, labels in told for mark in labels]
    story_of = [story["story"] for story, (pairs, _) in zip(stories, told, strict=True) for _ in pairs]
    contrasts, told_pairs = min(1.0, CONTRAST / len(claims)), min(1.0, STORY / len(case))
    plain = [("negated", 2.0, *captions(["neg_snli"], 900))] if public else []
    models = {
        "pair": fit(
            gather(
                [
                    ("contrast", contrasts, *contrast(False)), ("story", told_pairs, case, marks, story_of),
                    ("strangers", 0.3, easy, [0] * len(easy), far), *plain,
                ],
                names,
            ),
            names, "pair",
        ),
        "bare": fit(
            gather(
                [
                    ("contrast", contrasts, *contrast(True)), ("strangers", 0.5, easy, [0] * len(easy), far),
                    *([("negated", 3.0, *captions(["neg_snli"], 900))] if public else []),
                    *([("captions", 0.4, *captions(["snli_dev", "snli_test"], 4000))] if public else []),
                    *([("edits", 1.0, *captions(EDITS, 5000))] if public else []),
                ],
                names,
            ),
            names, "bare",
        ),
        "case": fit(
            gather([("story", 1.0, case, marks, story_of), ("strangers", 2.0, easy, [0] * len(easy), far)], names),
            names, "case",
        ),
    }  # fmt: skip
    note = (
        "Fitted by tests/training/fit_cues.py on the project's own claim pairs and stories; `bare` and `pair` also on "
        "public pairs: SNLI (CC BY-SA 4.0), CAD-NLI (Apache-2.0), ConjNLI (MIT), Fool Me Twice (Apache-2.0), "
        "negation-and-nli (MIT)."
    )
    options.out.write_text(json.dumps({"note": note, "models": models}, indent=1) + "\n", encoding="utf-8")


def labelled(found: Sequence[dict[str, Any]], bare: bool) -> list[Pair]:
    return [pair_of(number, row, bare) for number, row in enumerate(found)]


def truth(found: Sequence[dict[str, Any]]) -> list[int]:
    return [int(row["label"] == "contradiction") for row in found]


def strangers(stories: Sequence[dict[str, Any]], most: int) -> list[Pair]:
    """Claims of different stories, which have nothing to do with each other."""
    draw = random.Random(2)
    found = []
    for number in range(most):
        one, other = draw.sample(list(stories), 2)
        left, right = draw.choice(one["claims"]), draw.choice(other["claims"])
        row = {
            "a": left["text"], "a_speaker": left["speaker"], "a_date": left["date"],
            "b": right["text"], "b_speaker": right["speaker"], "b_date": right["date"],
        }  # fmt: skip
        found.append(pair_of(number, row, bool(number % 2)))
    return found


if __name__ == "__main__":
    main()
