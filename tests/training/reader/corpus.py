"""Training pairs for the reader: three sources, one row type, and a split that keeps whole stories apart."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SPLIT_PAIRS = ("claim_pairs.jsonl.gz", "newer_pairs.jsonl.gz")
MORE_PAIRS = ("more_pairs.jsonl", "latest_pairs.jsonl.gz")
SPLIT_CASES = ("claim_cases.jsonl.gz", "newer_cases.jsonl.gz")
MORE_CASES = ("more_cases.jsonl", "latest_cases.jsonl.gz")
"""Of the files of SPLIT_* a part is held out; all of MORE_* is trained on, so that what is held out stays the same."""
LABELS = ("contradiction", "entailment", "neutral")
LEVEL_CERTAINTY = {3: 1.0, 2: 0.9, 1: 0.6}
"""How sure a contradiction of each level is; what is left over is taught as neutral."""

HELD_PAIRS_SHARE = 0.15
HELD_STORY_STEP = 7
"""Every seventh story of a file is set aside, so that every series has its share."""


@dataclass(frozen=True)
class Side:
    """One claim as the reader sees it; speaker and date may be empty."""

    text: str
    speaker: str = ""
    date: str = ""


@dataclass(frozen=True)
class Example:
    """Two claims and what they are to each other, as a distribution over LABELS."""

    a: Side
    b: Side
    target: tuple[float, float, float]
    source: str
    kind: str = ""
    group: str = ""

    @property
    def contradicts(self) -> bool:
        """Whether contradiction is the likeliest label."""
        return self.target[0] == max(self.target)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a .jsonl or .jsonl.gz file, one a line."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    for line in text.split("\n"):
        if line.strip():
            yield json.loads(line)


def one_hot(label: str, certainty: float = 1.0) -> tuple[float, float, float]:
    """All weight on `label`, less 1 - certainty, which goes to neutral."""
    weights = dict.fromkeys(LABELS, 0.0)
    weights["neutral"] += 1.0 - certainty
    weights[label] += certainty
    return weights["contradiction"], weights["entailment"], weights["neutral"]


def pairs(path: Path) -> list[Example]:
    """Contrast sets: lines with a, b, label and perhaps speakers, dates and a type."""
    return [
        Example(
            Side(row["a"], row.get("a_speaker", ""), row.get("a_date", "")),
            Side(row["b"], row.get("b_speaker", ""), row.get("b_date", "")),
            one_hot(row["label"]),
            row.get("set", "pairs"),
            row.get("type", ""),
            row["id"],
        )
        for row in rows(path)
    ]


@dataclass(frozen=True)
class Story:
    """The claims of one case and every pair of them, labelled."""

    name: str
    sides: tuple[Side, ...]
    pairs: tuple[Example, ...]


def stories(path: Path) -> list[Story]:
    """Cases with their contradicting and entailing pairs listed; all other pairs of a case are neutral."""
    return [_story(row) for row in rows(path)]


def _story(row: dict[str, Any]) -> Story:
    sides = {c["id"]: Side(c["text"], c.get("speaker", ""), c.get("date", "")) for c in row["claims"]}
    listed = {frozenset((p["a"], p["b"])): p for p in row["pairs"]}
    found = []
    for a, b in combinations(sides, 2):
        pair = listed.get(frozenset((a, b)))
        label = pair["label"] if pair else "neutral"
        certainty = LEVEL_CERTAINTY[pair.get("level", 3)] if pair and label == "contradiction" else 1.0
        kind = pair.get("type", "") if pair else "same_story"
        target = one_hot(label, certainty)
        found.append(Example(sides[a], sides[b], target, "story", kind, row["story"]))
    return Story(row["story"], tuple(sides.values()), tuple(found))


def split_pairs(examples: list[Example]) -> tuple[list[Example], list[Example]]:
    """(train, held): the last 15% of each writer's series is held, so that no contrast set is cut in two."""
    size = Counter(e.group[0] for e in examples)
    seen: Counter[str] = Counter()
    train: list[Example] = []
    held: list[Example] = []
    for example in examples:
        series = example.group[0]
        (held if seen[series] >= (1 - HELD_PAIRS_SHARE) * size[series] else train).append(example)
        seen[series] += 1
    return train, held


def split_stories(found: list[Story]) -> tuple[list[Story], list[Story]]:
    """(train, held): every seventh story is held."""
    held = [s for i, s in enumerate(found) if i % HELD_STORY_STEP == HELD_STORY_STEP - 1]
    names = {s.name for s in held}
    return [s for s in found if s.name not in names], held


def own_pairs() -> tuple[list[Example], list[Example]]:
    """(train, held) of all the project's own pairs."""
    parts = [split_pairs(pairs(DATA / name)) for name in SPLIT_PAIRS]
    more = [e for name in MORE_PAIRS for e in pairs(DATA / name)]
    return [e for train, _ in parts for e in train] + more, [e for _, held in parts for e in held]


def own_stories() -> tuple[list[Story], list[Story]]:
    """(train, held) of all the project's own stories."""
    parts = [split_stories(stories(DATA / name)) for name in SPLIT_CASES]
    more = [s for name in MORE_CASES for s in stories(DATA / name)]
    return [s for train, _ in parts for s in train] + more, [s for _, held in parts for s in held]


def own_rows(names: Iterable[str]) -> list[dict[str, Any]]:
    """The rows of some of the project's files as they stand."""
    return [row for name in names for row in rows(DATA / name)]


def across_stories(found: list[Story], n: int, rng: random.Random) -> list[Example]:
    """`n` easy neutrals: two claims of different stories, mostly short ones, which a reader of captions gets wrong."""
    drawn = []
    for _ in range(n):
        one, two = (min(rng.sample(s.sides, 2), key=lambda c: len(c.text)) for s in rng.sample(found, 2))
        drawn.append(Example(one, two, one_hot("neutral"), "across", "easy"))
    return drawn


DENIES = (
    "denied that",
    "denies that",
    "has denied claims that",
    "rejected the claim that",
    "rejects any suggestion that",
    "refuted the allegation that",
    "disputed that",
    "it is untrue that",
    "it was not the case that",
)


def denials(found: list[Story], n: int, rng: random.Random) -> list[Example]:
    """`n` pairs with a denied claim: it contradicts that claim and its repeats, and agrees with what contradicts it.

    Only reported speech is denied, which makes a clause after "that" ("confirmed the sale" would not).
    """
    listed = [e for s in found for e in s.pairs if e.kind not in ("same_story", "rebuttal", "explicit_rebuttal")]
    drawn: list[Example] = []
    while len(drawn) < n:
        example = rng.choice(listed)
        said, other = rng.sample((example.a, example.b), 2)
        if not said.text[:1].islower() or said.text.split()[0].endswith("ed"):
            continue
        clause = said.text.removeprefix("that ")
        denied = Side(f"{rng.choice(DENIES)} {clause}", other.speaker, other.date)
        if example.contradicts:
            against = said if rng.random() < 0.5 else other
            target = one_hot("contradiction" if against is said else "entailment", 0.9)
        else:
            against, target = other, one_hot("contradiction", 0.9)
        drawn.append(Example(denied, against, target, "denied", "denial", example.group))
    return drawn


def swapped(example: Example) -> Example:
    """The same pair in the other order; only for contradiction and neutral is the label sure to hold."""
    return replace(example, a=example.b, b=example.a)


def render(side: Side) -> str:
    """A claim as the reader's input, `SPEAKER (DATE): text`, leaving out what is not known."""
    who = f"{side.speaker} ({side.date})" if side.speaker and side.date else side.speaker or side.date
    return f"{who}: {side.text}" if who else side.text


ROLE = re.compile(r"\s*[,(].*")
QUOTES = "\"'“”‘’ "


def varied(side: Side, rng: random.Random) -> Side:
    """The same claim as an extractor might deliver it: a bare name, no date, no quotation marks."""
    speaker = side.speaker
    if rng.random() < 0.5:
        speaker = ROLE.sub("", speaker) or speaker
    if rng.random() < 0.1:
        speaker = ""
    date = "" if rng.random() < 0.3 else side.date
    text = side.text.strip(QUOTES) if rng.random() < 0.7 else side.text
    return Side(text, speaker, date)


def batches_by_length(lengths: list[int], budget: int, rng: random.Random, window: int = 1024) -> Iterable[list[int]]:
    """Index batches of like length whose padded size stays under `budget` tokens, in random order.

    Lengths count as the next multiple of STEP, so that few shapes occur and their kernels are built once.
    """
    order = list(range(len(lengths)))
    rng.shuffle(order)
    made: list[list[int]] = []
    for start in range(0, len(order), window):
        chunk = sorted(order[start : start + window], key=lambda i: lengths[i])
        batch: list[int] = []
        for i in chunk:
            if batch and (len(batch) + 1) * padded(lengths[i]) > budget:
                made.append(batch)
                batch = []
            batch.append(i)
        if batch:
            made.append(batch)
    rng.shuffle(made)
    return made


STEP = 16


def padded(length: int) -> int:
    """The next multiple of STEP."""
    return -(-length // STEP) * STEP
