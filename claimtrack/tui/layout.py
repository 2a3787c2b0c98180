"""A document broken into paragraphs and screen lines, all as offsets into its stored text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len

from claimtrack.tui.visible import block
from claimtrack.vocabulary import Span

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_LISTED = re.compile(r"\s*(?:[-*•–—>|#(]|\d+[.)]|[A-Z][A-Z .']+:)")
_WORD = re.compile(r"\S+\s*|\s+")

LONGEST = 3000
"""Characters of a paragraph laid out at once: a transcript may have no blank line at all."""

LONG_LINE = 45
"""From this length on a line that ends inside a paragraph was broken by a typewriter's margin, not by meaning."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One screen line: `span` of the text, and the paragraph it belongs to (-1 for the blank between two)."""

    span: Span
    paragraph: int


@lru_cache(maxsize=12)
def paragraphs(text: str) -> tuple[Span, ...]:
    """The spans between blank lines, in order, very long ones in pieces; empty where there is only white space."""
    spans: list[Span] = []
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for gap in _BLANK_LINES.finditer(text, start, end):
        spans.extend(_pieces(text, start, gap.start()))
        start = gap.end()
    if start < end:
        spans.extend(_pieces(text, start, end))
    return tuple(spans)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The span in pieces that are laid out in no time, cut at a line end, else behind a blank, else anywhere."""
    while end - start > LONGEST:
        line_end = text.rfind("\n", start + 1, start + LONGEST)
        if line_end > 0:
            yield start, line_end
            start = line_end + 1
            continue
        at = max(text.rfind(" ", start, start + LONGEST) + 1, 0) or start + LONGEST
        yield start, at
        start = at
    yield start, end


def is_apart(one: Span, following: Span) -> bool:
    """Whether a blank line stands between the two, so that they are no pieces of one paragraph."""
    return following[0] - one[1] >= 2


def paragraph_at(spans: Sequence[Span], offset: int) -> int:
    """The index of the paragraph that holds the offset, or the last one before it; 0 where there is none."""
    return max(bisect_right(spans, (offset, float("inf"))) - 1, 0)


def wrapped(text: str, span: Span, width: int) -> list[Span]:
    """The span broken into lines at most `width` cells wide, at blanks where there are any."""
    width = max(width, 4)
    lines: list[Span] = []
    for start, end in _hard_lines(text, span):
        lines.extend(_fill(text, start, end, width))
    return lines


def _hard_lines(text: str, span: Span) -> list[Span]:
    breaks = list(re.finditer("\n", text[span[0] : span[1]]))
    if not breaks:
        return [span]
    lines: list[Span] = []
    start = last = span[0]
    for found in breaks:
        at = span[0] + found.start()
        soft = at - last >= LONG_LINE and not _LISTED.match(text, at + 1)
        if not soft:
            lines.append((start, at))
            start = at + 1
        last = at + 1
    lines.append((start, span[1]))
    return lines


def _fill(text: str, start: int, end: int, width: int) -> list[Span]:
    if start >= end:
        return [(start, start)]
    lines: list[Span] = []
    line_start, used = start, 0
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        solid = cell_len(block(word.rstrip()))
        if used and used + solid > width:
            lines.append((line_start, match.start()))
            line_start, used = match.start(), 0
        if solid > width:
            for at in _chopped(text, match.start(), match.end(), width):
                lines.append((line_start, at))
                line_start = at
            used = cell_len(block(text[line_start : match.end()].rstrip("\n")))
            continue
        used += cell_len(block(word.replace("\n", " ")))
    lines.append((line_start, end))
    return lines


def _chopped(text: str, start: int, end: int, width: int) -> list[int]:
    cuts: list[int] = []
    used = 0
    for at in range(start, end):
        cells = cell_len(block(text[at]))
        if used + cells > width:
            cuts.append(at)
            used = 0
        used += cells
    return cuts
