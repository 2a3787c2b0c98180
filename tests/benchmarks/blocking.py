"""Candidates and likeness against comparing all pairs: `python tests/benchmarks/blocking.py [CLAIMS …]`.

Synthetic claims with a Zipfian vocabulary; a tenth of them are edited copies of others (the planted near-pairs).
CPU time throughout; the naive side (thefuzz's token_set_ratio over all pairs) is extrapolated from a sample timed in
the same run.
"""

from __future__ import annotations

import math
import resource
import sys
import time
from itertools import pairwise

import numpy as np
from thefuzz import fuzz

from claimtrack.link.blocking import TOP, TextIndex

VOCABULARY = 60_000
SAMPLE = 20_000


def corpus(size: int, seed: int = 1) -> tuple[list[str], list[tuple[int, int]]]:
    random = np.random.default_rng(seed)
    share = 1 / np.arange(1, VOCABULARY + 1)
    words = [f"w{i:x}q" for i in range(VOCABULARY)]
    originals = size * 9 // 10
    drawn = random.choice(VOCABULARY, (originals, 40), p=share / share.sum())
    texts = [
        [words[i] for i in row[:length]]
        for row, length in zip(drawn, random.integers(8, 40, originals).tolist(), strict=True)
    ]
    planted = []
    for _ in range(size - originals):
        original = int(random.integers(originals))
        copy = list(texts[original])
        for _ in range(max(1, len(copy) // 8)):
            copy[int(random.integers(len(copy)))] = words[int(random.integers(VOCABULARY))]
        planted.append((original, len(texts)))
        texts.append(copy)
    return [" ".join(text) for text in texts], planted


def naive_cost(texts: list[str]) -> float:
    """CPU-seconds of one comparison."""
    random = np.random.default_rng(2)
    pairs = random.integers(0, len(texts), (SAMPLE, 2)).tolist()
    begin = time.process_time()
    for left, right in pairs:
        fuzz.token_set_ratio(texts[left], texts[right])
    return (time.process_time() - begin) / SAMPLE


def main(sizes: list[int]) -> None:
    columns = ("claims", "pairs", "blocking s", "likeness s", "naive s", "times", "planted", "MB")
    print(" ".join(f"{column:>10}" for column in columns))
    taken: list[tuple[int, float]] = []
    for size in sizes:
        texts, planted = corpus(size)
        begin = time.process_time()
        found = TextIndex(texts).neighbours(top=TOP)
        blocked = time.process_time() - begin
        pairs = list(zip(found.first.tolist(), found.second.tolist(), strict=True))
        for left, right in pairs:
            fuzz.token_set_ratio(texts[left], texts[right])
        total = time.process_time() - begin
        naive = naive_cost(texts) * size * (size - 1) / 2
        among = set(pairs)
        kept = sum(pair in among for pair in planted) / len(planted)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{size:10} {len(pairs):10} {blocked:10.2f} {total - blocked:10.2f} {naive:10.0f} "
            f"{naive / total:10.0f} {kept:10.1%} {memory:10}"
        )
        taken.append((size, total))
    for (small, fast), (large, slow) in pairwise(taken):
        print(f"growth exponent {small} -> {large}: {math.log(slow / fast) / math.log(large / small):.2f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 50_000])
