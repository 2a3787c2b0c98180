"""Fits claimtrack/link/data/combination.json: how cues and reader are weighed against each other.

    python -m tests.training.fit_combination DATA_DIR [--reader DIR] [--out combination.json]

Only on pairs and stories that the reader's training set aside (every seventh story, the last 45 of each series of
pairs): on what it was trained on a reader is far too sure. The cues that are weighed here are fitted without those too.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from claimtrack.link.pair import Pair
from claimtrack.link.score import feature_names, log_odds
from claimtrack.link.signals.reader import ReaderSignal
from tests.training.fit_cues import Floats, Monotone, labelled, matrix, rows, story_pairs, truth

STORY_STEP = 7
LAST_TAUGHT = 255
"""The number in a pair's id up to which the reader was taught."""


def held_story(number: int) -> bool:
    return number % STORY_STEP == STORY_STEP - 1


def held_pair(row: dict[str, Any]) -> bool:
    return int(row["id"][1:]) > LAST_TAUGHT


def odds(found: Sequence[float]) -> Floats:
    return np.array([log_odds(value) for value in found])


def weigh(
    name: str, taught: tuple[list[Pair], list[int]], held: tuple[list[Pair], list[int]], reader: ReaderSignal
) -> dict[str, float]:
    """The combination for one kind of pairs, from cues fitted on `taught` and readings of `held`."""
    names = [each for each in feature_names() if "reader" not in each]
    y = np.array(taught[1], dtype=np.float64)
    cues = Monotone(names, 0.5).fit(matrix(taught[0], names), y, np.ones(len(y)))
    seen = odds(cues.probability(matrix(held[0], names)).tolist())
    read = odds([reason.value if reason else 0.0 for reason in reader.read(held[0])])
    marks = np.array(held[1])
    model = LogisticRegression(C=10.0).fit(np.c_[seen, read], marks)
    together = model.decision_function(np.c_[seen, read])
    for what, score in (("cues", seen), ("reader", read), ("both", together)):
        print(f"{name} {what}: average precision {average_precision_score(marks, score):.3f} of {len(marks)} pairs")
    high = 1 / (1 + np.exp(-together)) >= 0.8
    print(f"  of {high.sum()} scored 0.8 or more {marks[high].mean() if high.any() else 0:.2f} are right", flush=True)
    of_cues, of_reader = (max(0.0, float(weight)) for weight in model.coef_[0])
    return {"bias": round(float(model.intercept_[0]), 4), "cues": round(of_cues, 4), "reader": round(of_reader, 4)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--reader", type=Path)
    parser.add_argument("--out", type=Path, default=Path("claimtrack/link/data/combination.json"))
    options = parser.parse_args()
    reader = ReaderSignal(options.reader or "builtin")
    claims = rows(options.data / "claim_pairs.jsonl")
    parts: dict[bool, tuple[list[Pair], list[int]]] = {False: ([], []), True: ([], [])}
    for number, story in enumerate(rows(options.data / "claim_cases.jsonl")):
        pairs, labels = story_pairs(story)
        parts[held_story(number)][0].extend(pairs)
        parts[held_story(number)][1].extend(labels)
    models = {"case": weigh("case", parts[False], parts[True], reader)}
    taught, held = [r for r in claims if not held_pair(r)], [r for r in claims if held_pair(r)]
    for name in ("pair", "bare"):
        known, new = ((labelled(part, name == "bare"), truth(part)) for part in (taught, held))
        models[name] = weigh(name, known, new, reader)
    note = "Fitted by tests/training/fit_combination.py on pairs and stories set aside from the reader's training."
    options.out.write_text(json.dumps({"note": note, "models": models}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
