"""Finds the neutral pairs that a reader in training takes for contradictions, for the next epochs to draw always.

    python -m tests.training.reader.mine RUN_FOLDER mined.jsonl [--from 0.6] [--share 1] [--processes 2]

Reads every neutral pair of the training stories, in one order drawn at random; two cores read some 250 pairs a second.
What it finds is worth reading too: one in ten was a contradiction that its writer had overlooked.
"""

from __future__ import annotations

import argparse
import json
import random
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import torch

from tests.training.reader import corpus
from tests.training.reader.train import Recipe, Trainer

AT_A_TIME = 20
"""Stories scored at a time, so that memory stays small."""


def mine(run: Path, least: float, share: float, part: int, parts: int) -> list[dict[str, Any]]:
    """The neutral pairs of every `parts`-th training story, or a share of them, that score `least` or more, as rows."""
    torch.set_num_threads(1)
    trainer = Trainer(Recipe(), run)
    stories = corpus.own_stories()[0][part::parts]
    rng = random.Random(part)
    found = []
    for begin in range(0, len(stories), AT_A_TIME):
        every = [e for story in stories[begin : begin + AT_A_TIME] for e in story.pairs if e.kind == "same_story"]
        pairs = rng.sample(every, round(share * len(every)))
        scores = trainer.scores([e if rng.random() < 0.5 else corpus.swapped(e) for e in pairs])
        found += [
            {"story": e.group, "a": e.a.text, "b": e.b.text, "score": round(score, 3)}
            for e, score in zip(pairs, scores, strict=True)
            if score >= least
        ]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--from", dest="least", type=float, default=0.6)
    parser.add_argument("--share", type=float, default=1.0, help="of the neutral pairs, drawn at random")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    work = partial(mine, options.run, options.least, options.share, parts=options.processes)
    with ProcessPoolExecutor(options.processes) as pool:
        rows = [row for part in pool.map(work, range(options.processes)) for row in part]
    rows.sort(key=lambda row: -row["score"])
    options.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(len(rows), "pairs")


if __name__ == "__main__":
    main()
