"""How well and how fast a reader reads.

    python -m tests.benchmarks.reader [PAIRS.jsonl …] [--cases CASES.jsonl] [--reader builtin|DIR]

PAIRS: lines {"id", "a", "b", "label"}, perhaps "a_speaker", "a_date" and so on, "set" and "type". Printed: pairs a CPU
second and a second, average precision by set and by type of contradiction (each type against all that is none), a
calibration table. CASES: lines {"story", "claims", "pairs"}; all pairs of claims of a case are ranked. Without any file
it reads what the training recipe sets aside of the project's own.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from claimtrack.link.reader import Passage, Reader, load
from tests.training.reader import corpus
from tests.training.reader.corpus import Example, Side
from tests.training.reader.figures import average_precision, calibration, recall_in_first, share_right

FEWEST = 8
"""Contradictions of a type under which its figure says nothing."""


def passage(side: Side) -> Passage:
    """The reader's form of a claim of the corpus."""
    return Passage(side.text, side.speaker, side.date)


def timed_scores(reader: Reader, examples: Sequence[Example]) -> list[float]:
    """Probability of contradiction of each, with the speed printed."""
    wall, spent = time.perf_counter(), time.process_time()
    readings = reader.read([(passage(e.a), passage(e.b)) for e in examples])
    wall, spent = time.perf_counter() - wall, time.process_time() - spent
    n = len(examples)
    print(f"  {n} pairs: {n / wall:.0f} a second, {n / spent:.0f} a CPU second")
    return [r.contradiction for r in readings]


def print_pairs(reader: Reader, examples: Sequence[Example]) -> None:
    """Figures of a file of pairs."""
    scores = timed_scores(reader, examples)
    right = [e.contradicts for e in examples]
    sets = defaultdict(list)
    for i, example in enumerate(examples):
        sets[example.source].append(i)
    sets["ALL"] = list(range(len(examples)))
    for name, inside in sets.items():
        found = average_precision([scores[i] for i in inside], [right[i] for i in inside])
        share = sum(right[i] for i in inside) / len(inside)
        print(f"  {name:20s} n={len(inside):5d} contradictions {share:.2f} AP {found:.3f}")
    for kind in sorted({e.kind for e in examples if e.contradicts}):
        inside = [i for i, e in enumerate(examples) if not e.contradicts or e.kind == kind]
        count = sum(right[i] for i in inside)
        if count >= FEWEST:
            sure = sum(scores[i] >= 0.5 for i in inside if right[i]) / count
            print(f"  type {kind:28s} n={count:4d} read as contradiction {sure:.2f}")
    for kind in sorted({e.kind for e in examples if not e.contradicts}):
        inside = [i for i, e in enumerate(examples) if not e.contradicts and e.kind == kind]
        if len(inside) >= FEWEST:
            wrong = sum(scores[i] >= 0.5 for i in inside) / len(inside)
            print(f"  none {kind:28s} n={len(inside):4d} read as contradiction {wrong:.2f}")
    print_calibration(scores, right)


def print_calibration(scores: Sequence[float], right: Sequence[bool]) -> None:
    """One line a bin: what the reader said, what was so."""
    for low, high, n, mean, share in calibration(scores, right):
        print(f"  {low:.1f}-{high:.1f}  n={n:6d}  said {mean:.2f}  was {share:.2f}")


def print_cases(reader: Reader, cases: Sequence[corpus.Story]) -> None:
    """How contradictions rank among all pairs of each case, and among those of all cases together."""
    examples = [e for case in cases for e in case.pairs]
    scores = timed_scores(reader, examples)
    right = [e.contradicts for e in examples]
    flat = [e.target[0] == 1.0 for e in examples]
    print(
        f"  together: AP {average_precision(scores, right):.3f} p@10 {share_right(scores, right, 10):.2f} "
        f"p@20 {share_right(scores, right, 20):.2f} p@50 {share_right(scores, right, 50):.2f} "
        f"flat ones in the first 60: {recall_in_first(scores, flat, 60):.2f}"
    )
    start, by_case = 0, []
    for case in cases:
        end = start + len(case.pairs)
        by_case.append(average_precision(scores[start:end], right[start:end]))
        start = end
    print(f"  mean of {len(cases)} cases: AP {sum(by_case) / len(by_case):.3f}")
    print_calibration(scores, right)


def main() -> None:
    """Prints the figures of each file given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="*")
    parser.add_argument("--cases", type=Path, action="append", default=[])
    parser.add_argument("--reader", default="builtin")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    reader = load("builtin" if options.reader == "builtin" else Path(options.reader), options.threads)
    if not options.pairs and not options.cases:
        print_pairs(reader, corpus.own_pairs()[1])
        print_cases(reader, corpus.own_stories()[1])
    for path in options.pairs:
        print(path)
        print_pairs(reader, corpus.pairs(path))
    for path in options.cases:
        print(path)
        print_cases(reader, corpus.stories(path))


if __name__ == "__main__":
    main()
