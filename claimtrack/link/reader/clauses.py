"""Long claims read clause by clause: which part of the one conflicts with which part of the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from claimtrack.link.reader.runtime import Passage, Reader, Reading

Span = tuple[int, int]

LONG: Final = 25
"""Words above which a claim is read in parts."""

SHORTEST: Final = 4
"""Words under which a clause is joined to its neighbour: "he said" says nothing by itself."""

MOST: Final = 6
"""Clauses a claim is cut into at most, so that a pair costs no more than 36 readings."""

SENTENCE: Final = re.compile(r"[.!?][\"”’']?\s+(?=[\"“‘'A-Z0-9£$€])|\s*…\s*|\n+")
CLAUSE: Final = re.compile(
    r";\s+|:\s+|\s+[–—-]\s+|,\s+(?=(?:and|but|or|so|yet|nor|which|who|while|although|though|because|not|then)\b)"
    r"|\s+(?=(?:but|because|although|though|whereas|while|unless|until)\b)"
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """The parts of two claims that conflict most, as spans into their texts, and how sure the reader is of it."""

    a: Span
    b: Span
    reading: Reading


def clauses(text: str) -> list[Span]:
    """`text` in clauses, in order, without the white space between them; the whole where it is short.

    At most MOST spans; sentences are cut before clauses, and the shortest neighbours are joined first.
    """
    if len(text.split()) <= LONG:
        return _trimmed(text, [(0, len(text))])
    cuts = sorted({m.end() for pattern in (SENTENCE, CLAUSE) for m in pattern.finditer(text)})
    edges = [0, *(c for c in cuts if 0 < c < len(text)), len(text)]
    spans = list(pairwise(edges))
    while len(spans) > 1:
        sizes = [len(text[s:e].split()) for s, e in spans]
        i = min(range(len(spans)), key=lambda k: sizes[k])
        if sizes[i] >= SHORTEST and len(spans) <= MOST:
            break
        left = i - 1 if i == len(spans) - 1 or (i and sizes[i - 1] <= sizes[i + 1]) else i
        spans[left : left + 2] = [(spans[left][0], spans[left + 1][1])]
    return _trimmed(text, spans)


def _trimmed(text: str, spans: Sequence[Span]) -> list[Span]:
    found = []
    for start, end in spans:
        part = text[start:end]
        begin = start + len(part) - len(part.lstrip())
        stop = begin + len(part.strip())
        if stop > begin:
            found.append((begin, stop))
    return found


def conflict(reader: Reader, pairs: Sequence[tuple[Passage, Passage]]) -> list[Conflict | None]:
    """For each pair, the two clauses that the reader finds most contradictory; None where a text is empty.

    Costs one reading a pair of clauses, all of them in one call; pairs of short claims cost one.
    """
    wanted: list[tuple[Passage, Passage]] = []
    places: list[list[tuple[Span, Span]]] = []
    for a, b in pairs:
        here = [(x, y) for x in clauses(a.text) for y in clauses(b.text)]
        wanted += [(_part(a, x), _part(b, y)) for x, y in here]
        places.append(here)
    readings = iter(reader.read(wanted))
    found: list[Conflict | None] = []
    for here in places:
        read = [Conflict(x, y, next(readings)) for x, y in here]
        found.append(max(read, key=lambda c: c.reading.contradiction, default=None))
    return found


def _part(passage: Passage, span: Span) -> Passage:
    return replace(passage, text=passage.text[span[0] : span[1]])
