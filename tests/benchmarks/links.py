"""How well links are found, over files of labelled pairs and of whole stories: precision, ablation, calibration.

    python -m tests.benchmarks.links pairs FILE.jsonl… [--reader none|DIR] [--ablation]
    python -m tests.benchmarks.links stories claim_cases.jsonl [--reader none|DIR] [--held] [--ablation]

Files may be gzipped. A pair is {"id", "a", "b", "label", "set"?, "type"?, "a_speaker"?, "a_date"?, …}; a story lists
its claims and every pair of them that contradicts. Stories are ranked as a case is; with --held only those that no
reader was trained on (every seventh). `test_pairs` and `test_cases` in tests/training/reader/data are for this only:
neither reader nor weights nor combination were ever fitted to them.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sklearn.metrics import average_precision_score

from claimtrack.link import LinkSettings, compare, find
from claimtrack.link.signals import NAMES
from claimtrack.vocabulary import Kind, Relation, Statement
from tests.training.reader import corpus

Scored = tuple[float, bool]


def said(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def side(row: dict[str, Any], name: str, number: int) -> Statement:
    return Statement(number, row[name], speaker=row.get(f"{name}_speaker") or None, said=said(row.get(f"{name}_date")))


def score_pairs(found: Sequence[dict[str, Any]], settings: LinkSettings) -> dict[str, list[tuple[float, bool, bool]]]:
    """By set and by type: score, whether it is a contradiction, whether it was called one."""
    links = compare([(side(row, "a", 0), side(row, "b", 1)) for row in found], settings)
    groups: dict[str, list[tuple[float, bool, bool]]] = defaultdict(list)
    for row, link in zip(found, links, strict=True):
        one = (link.score, row["label"] == "contradiction", link.relation is Relation.CONTRADICTS)
        for group in ("ALL", f"set {row.get('set', '-')}", f"type {row.get('type', '-')} ({row['label']})"):
            groups[group].append(one)
    return groups


def rank_story(story: dict[str, Any], settings: LinkSettings) -> list[Scored]:
    """The story's pairs by falling score, those that are not linked last."""
    names = {index: claim["id"] for index, claim in enumerate(story["claims"])}
    speakers = {name: number for number, name in enumerate({claim["speaker"] for claim in story["claims"]})}
    statements = [
        Statement(
            index, claim["text"], speaker=claim["speaker"], speaker_id=speakers[claim["speaker"]],
            kind=Kind(claim["kind"]), said=said(claim["date"]), document_id=index, document_key=f"{index:04}",
        )
        for index, claim in enumerate(story["claims"])
    ]  # fmt: skip
    gold = {frozenset((pair["a"], pair["b"])) for pair in story["pairs"] if pair["label"] == "contradiction"}
    links = [link for link in find(statements, [], settings=settings) if link.relation is Relation.CONTRADICTS]
    ranked = [(link.score, frozenset((names[link.a], names[link.b])) in gold) for link in links]
    missed = len(gold) - sum(right for _, right in ranked)
    return ranked + [(0.0, True)] * missed


def precision(found: Sequence[Scored]) -> float:
    return float(average_precision_score([right for _, right in found], [score for score, _ in found]))


def tell_calibration(found: Sequence[Scored]) -> None:
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        band = [right for score, right in found if low <= score < low + 0.2 or (low == 0.8 and score >= 1)]
        if band:
            print(f"  score {low:.1f}-{low + 0.2:.1f}: {len(band):6d} pairs, {sum(band) / len(band):.2f} right")


def measure(options: argparse.Namespace, settings: LinkSettings) -> list[Scored]:
    found: list[Scored] = []
    if options.what == "pairs":
        groups = score_pairs([row for path in options.files for row in corpus.rows(path)], settings)
        for name, group in sorted(groups.items(), key=lambda item: (item[0] != "ALL", item[0])) if options.tell else []:
            right = sum(gold for _, gold, called in group if called)
            called = sum(each[2] for each in group)
            ranked = f"AP {precision([each[:2] for each in group]):.3f} " if any(each[1] for each in group) else ""
            print(f"{name}: n={len(group)} {ranked}called {called}, right {right}")
        return [each[:2] for each in groups["ALL"]]
    stories = [story for path in options.files for story in corpus.rows(path)]
    if options.held:
        stories = stories[corpus.HELD_STORY_STEP - 1 :: corpus.HELD_STORY_STEP]
    told = [rank_story(story, settings) for story in stories]
    if options.tell:
        for k in (3, 5, 10):
            share = sum(sum(right for _, right in story[:k]) / k for story in told) / len(told)
            print(f"right of the first {k}: {share:.3f}")
        print(f"average precision, mean of {len(told)} stories: {sum(map(precision, told)) / len(told):.3f}")
    for story in told:
        found += story
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("pairs", "stories"))
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--reader", default="builtin")
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--ablation", action="store_true")
    options = parser.parse_args()
    reader = options.reader if options.reader in ("builtin", "none") else Path(options.reader)
    options.tell = True
    found = measure(options, LinkSettings(reader=reader))
    whole = precision(found)
    print(f"all together: average precision {whole:.3f}")
    tell_calibration(found)
    options.tell = False
    for name in NAMES if options.ablation else ():
        less = precision(measure(options, LinkSettings(reader=reader, without=frozenset({name}))))
        print(f"--without {name:12s} {less:.3f} ({less - whole:+.3f})", flush=True)


if __name__ == "__main__":
    main()
