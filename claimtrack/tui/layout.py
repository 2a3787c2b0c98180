"""A document broken into paragraphs and screen lines, all as offsets into its stored text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from rich.cells import cell_len

from claimtrack.tui.visible import block
from claimtrack.vocabulary import Span

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_LISTED = re.compile(r"\s*(?:[-*•–—>|#(]|\d+[.)]|[A-Z][A-Z .']+:)")
_WORD = re.compile(r"\S+\s*|\s+")

LONG_LINE = 45
"""From this length on a line that ends inside a paragraph was broken by a typewriter's margin, not by meaning."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One screen line: `span` of the text, and the paragraph it belongs to (-1 for the blank between two)."""

    span: Span
    paragraph: int


def paragraphs(text: str) -> list[Span]:
    """The spans between blank lines, in order; empty where the text holds nothing but white space."""
    spans: list[Span] = []
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for gap in _BLANK_LINES.finditer(text, start, end):
        spans.append((start, gap.start()))
        start = gap.end()
    if start < end:
        spans.append((start, end))
    return spans


def paragraph_at(spans: list[Span], offset: int) -> int:
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
