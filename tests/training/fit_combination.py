"""Fits claimtrack/link/data/combination.json: how cues and reader are weighed against each other.

    python -m tests.training.fit_combination [--reader DIR] [--out combination.json]

Only on pairs and stories that the reader's training set aside: on what it was trained on a reader is far too sure. The
cues that are weighed here are fitted without those too. Figures are of pairs held out once more, whole stories or
contrast sets together.
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
from sklearn.model_selection import GroupKFold

from claimtrack.link.pair import Pair
from claimtrack.link.score import feature_names, log_odds
from claimtrack.link.signals.reader import AGREES, ReaderSignal
from claimtrack.link.signals.reader import NAME as READER
from tests.training.fit_cues import Floats, Monotone, labelled, matrix, story_pairs, truth
from tests.training.reader import corpus

FOLDS = 7
MOST = {"case": 9.0, "pair": 9.0, "bare": 0.25}
"""How much more than the cues the reader may weigh: on captions without speakers, seldom taught, cues are surer."""
Taught = tuple[list[Pair], list[int], list[str]]
"""Pairs, their labels, and what each is held out together with."""


def odds(found: Sequence[float]) -> Floats:
    return np.array([log_odds(value) for value in found])


def weigh(name: str, taught: Taught, held: Taught, reader: ReaderSignal, most: float) -> dict[str, float]:
    """The combination for one kind of pairs, from cues fitted on `taught` and readings of `held`.

    The reader weighs at most `most` times the cues.
    """
    names = [each for each in feature_names() if READER not in each]
    y = np.array(taught[1], dtype=np.float64)
    cues = Monotone(names, 0.5).fit(matrix(taught[0], names), y, np.ones(len(y)))
    seen = odds(cues.probability(matrix(held[0], names)).tolist())
    said = [{reason.signal: reason.value for reason in reasons} for reasons in reader.read(held[0])]
    read, agrees = odds([each[READER] for each in said]), odds([each[AGREES] for each in said])
    usual = float(np.median(agrees))
    table = np.c_[seen, read, agrees - usual]
    marks = np.array(held[1])
    together = np.zeros(len(marks))
    for train, test in GroupKFold(FOLDS).split(table, marks, held[2]):
        together[test] = fitted(table[train], marks[train], most).decision_function(table[test])
    for what, score in (("cues", seen), ("reader", read), ("both", together)):
        print(f"{name} {what}: average precision {average_precision_score(marks, score):.3f} of {len(marks)} pairs")
    for least in (0.6, 0.8):
        high = 1 / (1 + np.exp(-together)) >= least
        print(
            f"  of {high.sum()} scored {least} or more {marks[high].mean() if high.any() else 0:.2f} are right",
            flush=True,
        )
    model = fitted(table, marks, most)
    of_cues, of_reader, of_agrees = (round(float(weight), 4) for weight in model.coef_[0])
    bias = round(float(model.intercept_[0]), 4)
    return {"bias": bias, "cues": of_cues, "reader": of_reader, "agrees": of_agrees, "usual": round(usual, 4)}


def fitted(table: Floats, marks: Any, most: float) -> Any:
    """A logistic regression; where it weighs the reader more than `most` times the cues, one that is held to it."""
    model = LogisticRegression(C=10.0).fit(table, marks)
    if model.coef_[0][1] > most * model.coef_[0][0]:
        joined = LogisticRegression(C=10.0).fit((table[:, 0] + most * table[:, 1])[:, None], marks)
        weight = float(joined.coef_[0][0])
        model.coef_ = np.array([[weight, most * weight, 0.0]])
        model.intercept_ = joined.intercept_
    return model


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reader", type=Path)
    parser.add_argument("--out", type=Path, default=Path("claimtrack/link/data/combination.json"))
    options = parser.parse_args()
    reader = ReaderSignal(options.reader or "builtin")
    apart = {story.name for story in corpus.own_stories()[1]}
    stories: dict[bool, Taught] = {False: ([], [], []), True: ([], [], [])}
    for story in corpus.own_rows((*corpus.SPLIT_CASES, *corpus.MORE_CASES)):
        pairs, labels = story_pairs(story)
        part = stories[story["story"] in apart]
        part[0].extend(pairs)
        part[1].extend(labels)
        part[2].extend([story["story"]] * len(pairs))
    models = {"case": weigh("case", stories[False], stories[True], reader, MOST["case"])}
    out = {example.group for example in corpus.own_pairs()[1]}
    claims = corpus.own_rows((*corpus.SPLIT_PAIRS, *corpus.MORE_PAIRS))
    for name in ("pair", "bare"):
        known, new = (
            (labelled(part, name == "bare"), truth(part), [f"{row['id'][0]}{row['a']}" for row in part])
            for part in ([r for r in claims if r["id"] not in out], [r for r in claims if r["id"] in out])
        )
        models[name] = weigh(name, known, new, reader, MOST[name])
    note = "Fitted by tests/training/fit_combination.py on pairs and stories set aside from the reader's training."
    options.out.write_text(json.dumps({"note": note, "models": models}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
