"""The figures a ranking of pairs is judged by; standard library only."""

from __future__ import annotations

from collections.abc import Sequence


def average_precision(scores: Sequence[float], right: Sequence[bool]) -> float:
    """Area under the precision-recall steps; ties share their group's precision, nothing right is 0."""
    order = sorted(zip(scores, right, strict=True), key=lambda p: -p[0])
    total = sum(right)
    hit = seen = i = 0
    area = 0.0
    while i < len(order):
        j = i
        while j < len(order) and order[j][0] == order[i][0]:
            j += 1
        gain = sum(y for _, y in order[i:j])
        hit, seen = hit + gain, j
        area += gain * hit / seen
        i = j
    return area / total if total else 0.0


def first(scores: Sequence[float], right: Sequence[bool], k: int) -> list[bool]:
    """Whether each of the `k` highest scored is right; equal scores in the order given."""
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    return [right[i] for i in order[:k]]


def share_right(scores: Sequence[float], right: Sequence[bool], k: int) -> float:
    """Precision among the first `k`."""
    top = first(scores, right, k)
    return sum(top) / max(1, len(top))


def recall_in_first(scores: Sequence[float], right: Sequence[bool], k: int) -> float:
    """Share of all that is right found among the first `k`."""
    return sum(first(scores, right, k)) / max(1, sum(right))


def calibration(
    scores: Sequence[float], right: Sequence[bool], bins: int = 10
) -> list[tuple[float, float, int, float, float]]:
    """(from, to, n, mean score, share right) of each score bin that holds anything."""
    table = []
    for b in range(bins):
        low, high = b / bins, (b + 1) / bins
        inside = [i for i, s in enumerate(scores) if low <= s < high or (b == bins - 1 and s == 1.0)]
        if inside:
            mean = sum(scores[i] for i in inside) / len(inside)
            table.append((low, high, len(inside), mean, sum(right[i] for i in inside) / len(inside)))
    return table
