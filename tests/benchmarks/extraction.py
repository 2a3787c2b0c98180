"""Extraction against annotated articles: `python -m tests.benchmarks.extraction GOLD.jsonl [--model NAME]`.

Each line of GOLD is `{"id", "text", "attributions": [{"source", "cue", "content", "speech"?}]}`. Prints F1 of
content and of content with speaker by column, with attitudes and without; how often a confidence was right;
and words a second against a bare pass of the same language model in the same run, both in CPU time.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from claimtrack.extract import load
from claimtrack.extract.extractor import Extractor, Item
from claimtrack.vocabulary import Attribution
from tests.benchmarks.attributions import Score, add_article

COLUMNS = ("direct", "mixed", "indirect", "speech", "all")
BANDS = ((0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))
REPEATS = 3


def annotation(one: Attribution) -> dict[str, Any]:
    return {"source": one.source, "cue": one.cue, "content": one.content, "confidence": one.confidence}


def scored(extractor: Extractor, gold: list[dict[str, Any]], attitudes: bool) -> Score:
    score = Score()
    extractions = extractor.extract_many((Item(article["text"]) for article in gold), attitudes=attitudes)
    for article, extraction in zip(gold, extractions, strict=True):
        add_article(
            score, article["text"], article["attributions"], [annotation(one) for one in extraction.attributions]
        )
    return score


def table(scores: dict[str, Score]) -> Iterable[str]:
    yield f"{'F1, content / with speaker':28s}" + "".join(f"{name:>15s}" for name in COLUMNS) + f"{'speaker head':>15s}"
    for name, score in scores.items():
        cells = [
            f"{100 * score.content[column].f1:.1f} / {100 * score.speaker[column].f1:.1f}"
            if column in score.content
            else "-"
            for column in COLUMNS
        ]
        heads = score.heads.right / max(1, score.heads.gold)
        yield f"{name:28s}" + "".join(f"{cell:>15s}" for cell in cells) + f"{100 * heads:15.1f}"


def calibration(score: Score) -> Iterable[str]:
    yield f"{'confidence':>14s}{'found':>8s}{'right':>8s}"
    for low, high in BANDS:
        inside = [right for confidence, right in score.confidences if low < confidence <= high]
        if inside:
            yield f"{low:.2f} to {min(high, 1.0):.2f}{len(inside):8d}{100 * sum(inside) / len(inside):7.1f}%"


def speed(extractor: Extractor, texts: list[str]) -> str:
    """Words a CPU second, best of some passes, of the bare pipeline and of extraction."""
    words = sum(len(text.split()) for text in texts)
    bare, whole = [], []
    for _ in range(REPEATS):
        start = time.process_time()
        for _ in extractor.nlp.pipe(texts):
            pass
        bare.append(time.process_time() - start)
        start = time.process_time()
        for _ in extractor.extract_many(Item(text) for text in texts):
            pass
        whole.append(time.process_time() - start)
    rates = words / min(bare), words / min(whole)
    return f"words/s: bare {rates[0]:.0f}, extraction {rates[1]:.0f}, ratio {rates[1] / rates[0]:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--model")
    options = parser.parse_args()
    lines = options.gold.read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines if line.strip()]
    extractor = load(options.model)
    scores = {
        "with attitudes": scored(extractor, gold, True),
        "without attitudes": scored(extractor, gold, False),
    }
    print(*table(scores), "", *calibration(scores["without attitudes"]), "", sep="\n")
    print(speed(extractor, [article["text"] for article in gold]))


if __name__ == "__main__":
    main()
