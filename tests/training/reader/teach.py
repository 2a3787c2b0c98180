"""Asks a larger reader, trained by train.py on the same pairs, what the small one is to learn beside the labels.

    python -m tests.training.reader.teach TEACHER_FOLDER taught.jsonl [--mined mined.jsonl] [--share 0.15]

It reads the project's own training pairs, the listed pairs of the training stories, the mined neutral ones, and a share
of the others, each in an order drawn at random (Hinton, Vinyals, Dean 2015, "Distilling the knowledge in a neural
network", without a temperature: the labels keep half the word).
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
from tests.training.reader.train import Key, Recipe, Trainer, key

AT_A_TIME = 2000
"""Pairs scored at a time, so that memory stays small."""


def asked(mined: set[Key], share: float, part: int, parts: int) -> list[corpus.Example]:
    """The pairs that one of `parts` processes asks the teacher about, each in an order drawn at random."""
    rng = random.Random(part)
    stories = corpus.own_stories()[0][part::parts]
    chosen = corpus.own_pairs()[0][part::parts]
    for example in (e for story in stories for e in story.pairs):
        if example.kind != "same_story" or key(example) in mined or rng.random() < share:
            chosen.append(example)
    return [e if rng.random() < 0.5 else corpus.swapped(e) for e in chosen]


def teach(teacher: Path, mined: set[Key], share: float, part: int, parts: int) -> list[dict[str, Any]]:
    """What the teacher says of the part's pairs, as rows."""
    torch.set_num_threads(1)
    trainer = Trainer(Recipe(), teacher)
    pairs = asked(mined, share, part, parts)
    found = []
    for begin in range(0, len(pairs), AT_A_TIME):
        some = pairs[begin : begin + AT_A_TIME]
        for example, said in zip(some, trainer.probabilities(some), strict=True):
            group, a, b = key(example)
            found.append({"group": group, "a": a, "b": b, "says": [round(p, 4) for p in said]})
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mined", type=Path)
    parser.add_argument("--share", type=float, default=0.15)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    mined = {(row["story"], row["a"], row["b"]) for row in corpus.rows(options.mined)} if options.mined else set()
    work = partial(teach, options.teacher, mined, options.share, parts=options.processes)
    with ProcessPoolExecutor(options.processes) as pool:
        rows = [row for part in pool.map(work, range(options.processes)) for row in part]
    options.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(len(rows), "pairs")


if __name__ == "__main__":
    main()
