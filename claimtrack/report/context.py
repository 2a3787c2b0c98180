"""The words around a quote: its paragraph, cut into runs that are shown in different ways."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise

from claimtrack.report.contents import Segment
from claimtrack.report.descriptions import is_empty
from claimtrack.report.masking import WITHHELD, Mask
from claimtrack.vocabulary import Span, Spans

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_LONGEST = 1500
"""Characters of context on either side of a quote, beyond which a paragraph is cut at a sentence or line."""
_CUT = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n")


class Page:
    """One document's text with its paragraphs and masks found once.

    `mentions` are where confidential speakers stand as sources, each with its mark. One that holds a name is masked
    with all that stands in it ("Ann Quill, the night porter"), for an office tells as much as a name, and so is a bare
    description ("the night porter"); a pronoun tells nothing.
    """

    def __init__(self, text: str, mask: Mask, mentions: Mapping[Span, str] | None = None) -> None:
        self.text = text
        self.masks = _widened(text, list(mask.spans(text)), mentions or {})
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]
        self._ends = [*(match.start() for match in _BREAK.finditer(text)), len(text.rstrip())]

    def slice(self, span: Span) -> str:
        return Mask.slice(self.text, span, self.masks)

    def is_masked(self, span: Span) -> bool:
        return any(low < span[1] and span[0] < high for (low, high), _ in self.masks)

    def around(self, content: Spans, beside: Spans = ()) -> tuple[Span, bool, bool]:
        """The paragraphs of the content and of what is near beside it; whether they are cut at start and end."""
        first, last = min(start for start, _ in content), max(end for _, end in content)
        near = [span for span in beside if first - _LONGEST < span[0] and span[1] < last + _LONGEST]
        first, last = min([first, *(start for start, _ in near)]), max([last, *(end for _, end in near)])
        low = self._starts[max(bisect_right(self._starts, first) - 1, 0)]
        high = self._ends[max(bisect_right(self._starts, max(last - 1, first)) - 1, 0)]
        high = max(high, last)
        cut_before, cut_after = first - low > _LONGEST, high - last > _LONGEST
        if cut_before:
            cuts = [m.end() for m in _CUT.finditer(self.text, first - _LONGEST, first)]
            low = cuts[0] if cuts else first - _LONGEST
        if cut_after:
            cuts = [m.end() for m in _CUT.finditer(self.text, last, last + _LONGEST)]
            high = cuts[-1] if cuts else last + _LONGEST
        return (low, high), cut_before, cut_after

    def segments(self, span: Span, marked: dict[str, Spans]) -> tuple[Segment, ...]:
        """The span in runs; where marks overlap, the later named one is shown ("trigger" after "quote")."""
        low, high = span
        edges = {low, high}
        for spans in marked.values():
            edges.update(min(max(edge, low), high) for pair in spans for edge in pair)
        for (start, end), _ in self.masks:
            # A masked name is shown once and whole, so no mark may part it.
            edges = {edge for edge in edges if not start < edge < end or edge in (low, high)}
        runs: list[Segment] = []
        for start, end in pairwise(sorted(edges)):
            mark = ""
            for name, spans in marked.items():
                if any(s < end and start < e for s, e in spans):
                    mark = name
            text = self.slice((start, end))
            if runs and runs[-1].mark == mark:
                runs[-1] = Segment(runs[-1].text + text, mark)
            elif text:
                runs.append(Segment(text, mark))
        return tuple(runs)


def _widened(text: str, masks: list[tuple[Span, str]], mentions: Mapping[Span, str]) -> list[tuple[Span, str]]:
    for (start, end), mark in mentions.items():
        inside = [(span, instead) for span, instead in masks if span[0] < end and start < span[1]]
        if inside:
            whole = (min(start, inside[0][0][0]), max(end, inside[-1][0][1]))
            named = next((instead for _, instead in inside if instead != WITHHELD), mark)
            masks = sorted([*(mask for mask in masks if mask not in inside), (whole, named)])
        elif not is_empty(text[start:end]):
            masks = sorted([*masks, ((start, end), mark)])
    return masks
