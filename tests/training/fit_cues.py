"""Fits claimtrack/link/data/weights.json: how much each signal counts.

    python tests/training/fit_cues.py DATA_DIR [--nli public_nli.jsonl] [--out weights.json]

DATA_DIR holds claim_pairs.jsonl and claim_cases.jsonl, the project's own pairs and stories. `pair` is fitted on the pairs,
`case` on all pairs of the stories, `bare` on pairs without speakers and, where given, public inference pairs.
Printed: average precision by cross-validation with whole stories (or contrast sets) held out.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from claimtrack.link.pair import Pair
from claimtrack.link.reading import read
from claimtrack.link.score import feature, feature_names, see, values
from claimtrack.link.signals import CUES
from claimtrack.vocabulary import Kind, Statement

Floats = NDArray[np.float64]
BY_HAND = {
    "pair": {"points": 4.0, "denial*topic": 1.0, "dispute": 1.0},
    "bare": {"points": 4.0, "denial*topic": 1.0},
    "case": {"points": 6.0, "denial*topic": 1.5, "dispute": 1.2},
}
"""Signals that the training pairs cannot show (they have no stance, no pointing and no disputes), with weights set by hand."""
STRENGTH = {"pair": 0.3, "bare": 0.3, "case": 0.3}


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


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


def fit(x: Floats, y: NDArray[np.int64], groups: Sequence[Any], names: Sequence[str], kind: str) -> dict[str, Any]:
    model = LogisticRegression(C=STRENGTH[kind], max_iter=5000)
    held = cross_val_predict(model, x, y, groups=groups, cv=GroupKFold(8), method="predict_proba")[:, 1]
    print(
        f"{kind}: {len(y)} pairs, {y.mean():.3f} contradict, average precision {average_precision_score(y, held):.3f} held out"
    )
    high = held >= 0.8
    print(f"  of {high.sum()} scored 0.8 or more {y[high].mean() if high.any() else 0:.2f} are right")
    model.fit(x, y)
    terms = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0], strict=True) if abs(w) > 1e-4}
    terms.update(BY_HAND[kind])
    return {"bias": round(float(model.intercept_[0]), 4), "terms": terms}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--nli", type=Path)
    parser.add_argument("--out", type=Path, default=Path("claimtrack/link/data/weights.json"))
    options = parser.parse_args()
    hand = {name for terms in BY_HAND.values() for name in terms}
    names = [name for name in feature_names() if "reader" not in name and name not in hand]
    claims = rows(options.data / "claim_pairs.jsonl")
    labels = np.array([int(row["label"] == "contradiction") for row in claims])
    groups = [n // 30 for n in range(len(claims))]
    models = {
        "pair": fit(matrix([pair_of(n, r, False) for n, r in enumerate(claims)], names), labels, groups, names, "pair")
    }
    bare = claims
    if options.nli:
        public = rows(options.nli)
        random.Random(1).shuffle(public)
        bare = claims + public[:16000]
    models["bare"] = fit(
        matrix([pair_of(n, r, True) for n, r in enumerate(bare)], names),
        np.array([int(row["label"] == "contradiction") for row in bare]),
        [n // 30 for n in range(len(bare))], names, "bare",
    )  # fmt: skip
    x, y, story_of = [], [], []
    for number, story in enumerate(rows(options.data / "claim_cases.jsonl")):
        pairs, marks = story_pairs(story)
        x.append(matrix(pairs, names))
        y += marks
        story_of += [number] * len(marks)
    models["case"] = fit(np.vstack(x), np.array(y), story_of, names, "case")
    note = "Fitted by tests/training/fit_cues.py on the project's own claim pairs and stories; `bare` also on public inference pairs."
    options.out.write_text(json.dumps({"note": note, "models": models}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
