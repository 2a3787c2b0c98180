"""Blocking: the pairs of claims worth comparing, with why each was proposed.

Likeness of words proposes most. It can't see that "always scrupulously impartial" answers "an ulterior motive to
help", so a text that says who disputes whom proposes the pairs of those two speakers, a claim that points at
another proposes that pair, and claims that stand next to each other are compared whatever their words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntFlag

from claimtrack.link.blocking import TOP, Floats, TextIndex
from claimtrack.vocabulary import DisputeEdge, Statement

SMALL_CASE = 60
"""Up to this many claims every pair is compared: at most 1,770."""
ADJACENT = 2
"""How many claims further on in one document still answer this one."""
DISPUTE_PAIRS = 300
"""Pairs proposed for one dispute between two speakers, the most alike first."""


class Origin(IntFlag):
    """Why a pair was proposed."""

    LIKENESS = 1
    ADJACENT = 2
    REFERENCE = 4
    DISPUTE = 8
    ALL = 16


@dataclass(frozen=True, slots=True)
class CandidatePair:
    """Two indexes into the given statements, `first < second`."""

    first: int
    second: int
    similarity: float
    """Cosine of the two readings' TF-IDF vectors, in [0, 1]."""
    origin: Origin


def candidates(
    statements: Sequence[Statement],
    readings: Sequence[str],
    disputes: Sequence[DisputeEdge] = (),
    *,
    top: int = TOP,
    only: Collection[int] | None = None,
) -> list[CandidatePair]:
    """Pairs worth comparing, ascending; `readings` are the statements' words, mentions read as whom they stand for.

    With `only` (indexes) every pair holds at least one of these.
    """
    index = TextIndex(
        [f"{reading} {statement.speaker or ''}" for reading, statement in zip(readings, statements, strict=True)]
    )
    wanted = None if only is None else frozenset(only)
    origins: dict[tuple[int, int], Origin] = defaultdict(lambda: Origin(0))
    similarity: dict[tuple[int, int], float] = {}

    near = index.neighbours(top=top, only=wanted)
    for first, second, value in zip(near.first.tolist(), near.second.tolist(), near.similarity.tolist(), strict=True):
        origins[first, second] |= Origin.LIKENESS
        similarity[first, second] = value

    def propose(pairs: Iterable[tuple[int, int]], origin: Origin) -> None:
        for left, right in pairs:
            pair = (left, right) if left < right else (right, left)
            if left != right and (wanted is None or left in wanted or right in wanted):
                origins[pair] |= origin

    if len(statements) <= SMALL_CASE:
        propose(((i, j) for i in range(len(statements)) for j in range(i)), Origin.ALL)
    propose(_adjacent(statements), Origin.ADJACENT)
    propose(_references(statements), Origin.REFERENCE)
    propose(_disputed(statements, disputes, index), Origin.DISPUTE)
    _measure(index, [pair for pair in origins if pair not in similarity], similarity)
    return [
        CandidatePair(first, second, similarity[first, second], origins[first, second])
        for first, second in sorted(origins)
    ]


def _measure(index: TextIndex, pairs: Sequence[tuple[int, int]], similarity: dict[tuple[int, int], float]) -> None:
    for pair, value in zip(pairs, index.pairwise([i for i, _ in pairs], [j for _, j in pairs]).tolist(), strict=True):
        similarity[pair] = value


def _adjacent(statements: Sequence[Statement]) -> Iterable[tuple[int, int]]:
    by_document: dict[int, list[int]] = defaultdict(list)
    for i, statement in enumerate(statements):
        if statement.document_id is not None:
            by_document[statement.document_id].append(i)
    for members in by_document.values():
        members.sort(key=lambda i: (statements[i].position, statements[i].start))
        for place, left in enumerate(members):
            for right in members[place + 1 : place + 1 + ADJACENT]:
                yield left, right


def _references(statements: Sequence[Statement]) -> Iterable[tuple[int, int]]:
    by_id = {statement.id: i for i, statement in enumerate(statements)}
    for i, statement in enumerate(statements):
        if statement.refers_to is not None and statement.refers_to in by_id:
            yield i, by_id[statement.refers_to]


def _disputed(
    statements: Sequence[Statement], disputes: Sequence[DisputeEdge], index: TextIndex
) -> Iterable[tuple[int, int]]:
    by_speaker: dict[int, list[int]] = defaultdict(list)
    for i, statement in enumerate(statements):
        if statement.speaker_id is not None:
            by_speaker[statement.speaker_id].append(i)
    by_id = {statement.id: i for i, statement in enumerate(statements)}
    seen: set[tuple[int, int]] = set()
    for edge in disputes:
        if edge.contrast:
            continue
        ours = by_speaker.get(edge.by_id, []) if edge.by_id is not None else []
        if edge.claim_id is not None and edge.claim_id in by_id:
            target = by_id[edge.claim_id]
            yield from ((i, target) for i in _likest(ours, target, index))
        if edge.by_id is None or edge.against_id is None or edge.by_id == edge.against_id:
            continue
        speakers = (min(edge.by_id, edge.against_id), max(edge.by_id, edge.against_id))
        if speakers not in seen:
            seen.add(speakers)
            yield from _most_alike(ours, by_speaker.get(edge.against_id, []), index)


def _likest(ours: Sequence[int], target: int, index: TextIndex) -> list[int]:
    if not ours:
        return []
    values = index.similarity(ours, [target])[:, 0].tolist()
    ranked = sorted(zip(ours, values, strict=True), key=lambda pair: -pair[1])
    return [i for i, _ in ranked[:DISPUTE_PAIRS]]


def _most_alike(ours: Sequence[int], theirs: Sequence[int], index: TextIndex) -> list[tuple[int, int]]:
    if not ours or not theirs:
        return []
    values: Floats = index.similarity(ours, theirs)
    ranked = sorted(
        ((float(values[i, j]), left, right) for i, left in enumerate(ours) for j, right in enumerate(theirs)),
        key=lambda row: -row[0],
    )
    return [(left, right) for _, left, right in ranked[:DISPUTE_PAIRS]]
