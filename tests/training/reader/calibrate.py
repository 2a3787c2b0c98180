"""Finds the temperature that makes an exported reader's shares mean what they say, on what was set aside.

    python -m tests.training.reader.calibrate EXPORTED_DIR

Pass what it prints to the export as --temperature. The reader must have been exported with a temperature of 1.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

from claimtrack.link.reader import Passage, Reading, load
from tests.training.reader import corpus
from tests.training.reader.corpus import Example
from tests.training.reader.figures import average_precision, share_right

FLOOR = 1e-6


def loss(readings: Sequence[Reading], examples: Sequence[Example], temperature: float) -> float:
    """Mean cross-entropy of the shares, sharpened or flattened by the temperature, against the labels."""
    total = 0.0
    for reading, example in zip(readings, examples, strict=True):
        shares = (reading.contradiction, reading.entailment, reading.neutral)
        weights = [max(FLOOR, s) ** (1 / temperature) for s in shares]
        total -= sum(t * math.log(w / sum(weights)) for t, w in zip(example.target, weights, strict=True) if t)
    return total / len(examples)


def best_temperature(readings: Sequence[Reading], examples: Sequence[Example]) -> float:
    """The temperature of least loss between 0.3 and 5, to two places."""
    low, high = math.log(0.3), math.log(5.0)
    steps = [math.exp(low + i * (high - low) / 200) for i in range(201)]
    best: float = min(steps, key=lambda t: loss(readings, examples, t))
    return round(best, 2)


def main() -> None:
    """Prints the temperature for the pairs, for the stories and for both with equal weight."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exported", type=Path)
    reader = load(parser.parse_args().exported, threads=2)
    pairs, cases = corpus.own_pairs()[1], corpus.own_stories()[1]
    every = [e for case in cases for e in case.pairs]
    read = {}
    for name, examples in {"pairs": pairs, "stories": every}.items():
        sides = [(Passage(e.a.text, e.a.speaker, e.a.date), Passage(e.b.text, e.b.speaker, e.b.date)) for e in examples]
        read[name] = list(zip(reader.read(sides), examples, strict=True))
        scores, right = [r.contradiction for r, _ in read[name]], [e.contradicts for e in examples]
        print(
            f"{name}: AP {average_precision(scores, right):.3f} p@10 {share_right(scores, right, 10):.2f} "
            f"p@20 {share_right(scores, right, 20):.2f} p@50 {share_right(scores, right, 50):.2f}"
        )
    read["both"] = read["pairs"] + read["stories"][:: max(1, len(every) // len(pairs))]
    for name, found in read.items():
        readings, examples = [r for r, _ in found], [e for _, e in found]
        best = best_temperature(readings, examples)
        before, after = loss(readings, examples, 1.0), loss(readings, examples, best)
        print(f"{name}: temperature {best}, loss {before:.3f} -> {after:.3f}")


if __name__ == "__main__":
    main()
