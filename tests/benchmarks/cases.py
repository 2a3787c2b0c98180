"""How a whole case fares, from its files to the list of pairs, against what people marked in it.

    python -m tests.benchmarks.cases tests/benchmarks/data/ambulance [--reader none|DIR] [--show 20]

A case is a folder of texts with a gold.json: {"documents": [{"file", "claims": [{"id", "start", "end", "content",
"speakers", "core"}]}], "pairs": [{"a", "b", "level"}]}; `speakers` are the names that count as right, `core` 0 marks
what need not be found, and level 3 is a flat contradiction, 2 a clear one, 1 a tension. `ambulance` was written for
this alone: eight texts of several kinds, most flat pairs told in quite other words; nothing was fitted to it.

A marked claim is found where three in five of its letters stand in claims, and its speaker where those are by one of
its names. A claim of the tool stands for the marked ones that it shares three in ten letters of the shorter with, and
where some of these are by its speaker, for those alone.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimtrack import workflow
from claimtrack.link import LinkSettings
from claimtrack.store import Store
from claimtrack.vocabulary import ClaimView, LinkView, Relation

Pairs = Mapping[frozenset[str], int]
"""The level of each marked pair."""
_TITLES = frozenset("the a an mr mrs ms dr sir".split())


@dataclass(frozen=True)
class Marked:
    """One marked claim: where its letters stand, and the names that are right for its speaker."""

    id: str
    file: str
    letters: frozenset[int]
    names: tuple[frozenset[str], ...]
    core: bool


def words(name: str | None) -> frozenset[str]:
    return frozenset((name or "").casefold().replace("’s", "").replace("'s", "").split()) - _TITLES


def letters(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def by(claim: ClaimView, marked: Marked) -> bool:
    """Whether the claim's speaker bears one of the names, or a part of it."""
    name = words(claim.speaker)
    return any(name <= right or right <= name if name and right else name == right for right in marked.names)


def load(folder: Path) -> tuple[dict[str, str], list[Marked], Pairs]:
    gold: dict[str, Any] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    texts = {each["file"]: (folder / each["file"]).read_text(encoding="utf-8") for each in gold["documents"]}
    marked = [
        Marked(
            one["id"], each["file"], letters(texts[each["file"]], [(one["start"], one["end"])]),
            tuple(map(words, one["speakers"])), bool(one["core"]),
        )
        for each in gold["documents"] for one in each["claims"]
    ]  # fmt: skip
    return texts, marked, {frozenset((pair["a"], pair["b"])): pair["level"] for pair in gold["pairs"]}


def stands_for(claim: ClaimView, spans: frozenset[int], marked: Sequence[Marked]) -> frozenset[str]:
    hits = [each for each in marked if len(each.letters & spans) >= 0.3 * min(len(each.letters), len(spans)) > 0]
    return frozenset(each.id for each in [h for h in hits if by(claim, h)] or hits)


def measure(folder: Path, settings: LinkSettings, show: int) -> dict[str, float]:
    """The figures of one case by name; prints the first `show` links with whether they are right."""
    texts, marked, levels = load(folder)
    with tempfile.TemporaryDirectory() as scratch, Store.open(Path(scratch) / "case.db", create=True) as store:
        workflow.add(store, [folder / name for name in texts])
        workflow.link(store, settings=settings)
        claims = list(store.claims())
        links = [link for link in store.iter_links() if link.relation is Relation.CONTRADICTS]
    where = {claim.id: Path(claim.document.path).name for claim in claims}
    spans = {claim.id: letters(texts[where[claim.id]], claim.content) for claim in claims}
    means = {
        claim.id: stands_for(claim, spans[claim.id], [each for each in marked if each.file == where[claim.id]])
        for claim in claims
    }
    core = [each for each in marked if each.core]
    found = attributed = 0
    for each in core:
        near = [claim for claim in claims if where[claim.id] == each.file]
        found += _covered(each, (spans[claim.id] for claim in near))
        attributed += _covered(each, (spans[claim.id] for claim in near if by(claim, each)))
    hits = [_hits(link, means, levels) for link in links]
    for link, hit in zip(links[:show], hits, strict=False):
        print(f"{link.score:.2f} {'right' if hit else '-----'} {link.a.speaker}: {link.a.text[:80]}")
        print(f"{'':10} {link.b.speaker}: {link.b.text[:80]}")
    return {
        "found": found / len(core),
        "speaker": attributed / len(core),
        "right of first 10": sum(map(bool, hits[:10])) / 10,
        "right of first 20": sum(map(bool, hits[:20])) / 20,
        "flat in first 20": _recall(hits[:20], levels, 3),
        "clear in first 40": _recall(hits[:40], levels, 2),
    }


def _covered(each: Marked, spans: Iterable[frozenset[int]]) -> bool:
    return len(frozenset().union(*spans) & each.letters) >= 0.6 * len(each.letters)


def _hits(link: LinkView, means: Mapping[int, frozenset[str]], levels: Pairs) -> set[frozenset[str]]:
    one, other = (
        frozenset[str]().union(*(means[number] for number in (side.id, *side.appearances))) for side in (link.a, link.b)
    )
    return {frozenset((a, b)) for a in one for b in other} & levels.keys()


def _recall(hits: Sequence[set[frozenset[str]]], levels: Pairs, least: int) -> float:
    wanted = {pair for pair, level in levels.items() if level >= least}
    return len(wanted & set().union(*hits)) / len(wanted)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--reader", default="builtin")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    reader = options.reader if options.reader in ("builtin", "none") else Path(options.reader)
    for folder in options.folders:
        figures = measure(folder, LinkSettings(reader=reader), options.show)
        print(folder.name, " ".join(f"{name} {value:.2f}" for name, value in figures.items()), sep=": ")


if __name__ == "__main__":
    main()
