"""Correcting where a claim's words begin and end."""

from __future__ import annotations

import re

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from claimtrack.tui.screens.sheet import Sheet
from claimtrack.tui.visible import one_line
from claimtrack.tui.widgets.passage import Marks, Passage
from claimtrack.vocabulary import ClaimView, Span, Spans, joined

REACH = 200
"""Characters on each side of an end among which the next word is looked for."""

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*|[^\w\s]")
"""A word with what joins its parts ("Children's", "520,000"), or one sign."""


class SpanSheet(Sheet[Spans]):
    """Gives the new content spans, in document offsets."""

    BINDINGS = [
        Binding("right,l", "edge(1, True)", show=False),
        Binding("left,h", "edge(-1, True)", show=False),
        Binding("shift+right,L", "edge(1, False)", show=False),
        Binding("shift+left,H", "edge(-1, False)", show=False),
        Binding("tab", "other_edge", show=False, priority=True),
        Binding("n", "next_span", show=False),
        Binding("enter", "keep", show=False),
    ]

    foot = (
        ("← → by word", ""),
        ("shift+← → by letter", ""),
        ("tab other end", "other_edge"),
        ("n next part", "next_span"),
        ("click sets an end", ""),
        ("enter keeps", "keep"),
        ("esc leaves", "leave"),
    )

    def __init__(self, claim: ClaimView, text: str) -> None:
        super().__init__(classes="tall")
        self.heading = f"Correct the words of {claim.key}"
        self._claim = claim
        self._text = text
        self.spans: list[Span] = list(claim.content)
        self.part = 0
        self.at_end = True

    def body(self) -> ComposeResult:
        yield Passage(id="span-text")
        yield Static(id="span-words", markup=False)

    def on_mount(self) -> None:
        self.call_after_refresh(self._show_first)

    def _show_first(self) -> None:
        self.query_one(Passage).show(self._text, self._marks())
        self._show()

    def _marks(self) -> Marks:
        return Marks(quote=tuple(self.spans), source=self._claim.source, selection=(self._edge_span(),))

    def _edge_span(self) -> Span:
        start, end = self.spans[self.part]
        return (end - 1, end) if self.at_end else (start, start + 1)

    def _show(self) -> None:
        passage = self.query_one(Passage)
        passage.remark(self._marks())
        passage.reveal(self._edge_span()[0])
        end = "end" if self.at_end else "start"
        part = f" of part {self.part + 1} of {len(self.spans)}" if len(self.spans) > 1 else ""
        words = one_line(joined(self._text, tuple(self.spans)))
        self.query_one("#span-words", Static).update(
            Content.assemble((f"moving the {end}{part}: ", "$ct-muted"), (words, "bold"))
        )

    def action_other_edge(self) -> None:
        self.at_end = not self.at_end
        self._show()

    def action_next_span(self) -> None:
        self.part = (self.part + 1) % len(self.spans)
        self._show()

    def action_edge(self, step: int, by_word: bool) -> None:
        start, end = self.spans[self.part]
        at = end if self.at_end else start
        self._put(self._word_edge(at, step) if by_word else at + step)

    def _word_edge(self, at: int, step: int) -> int:
        """The next place where a word ends (or starts, for the span's start) in the direction of the step."""
        low, high = max(at - REACH, 0), min(at + REACH, len(self._text))
        places = [m.end() if self.at_end else m.start() for m in _WORD.finditer(self._text, low, high)]
        wanted = [place for place in places if (place > at if step > 0 else place < at)]
        if not wanted:
            return at
        return wanted[0] if step > 0 else wanted[-1]

    def _put(self, at: int) -> None:
        start, end = self.spans[self.part]
        low = self.spans[self.part - 1][1] if self.part else 0
        high = self.spans[self.part + 1][0] if self.part + 1 < len(self.spans) else len(self._text)
        if self.at_end:
            end = min(max(at, start + 1), high)
        else:
            start = max(min(at, end - 1), low)
        self.spans[self.part] = (start, end)
        self._show()

    def on_passage_pointed(self, event: Passage.Pointed) -> None:
        start, end = self.spans[self.part]
        self.at_end = abs(event.offset - end) <= abs(event.offset - start)
        self._put(event.offset + 1 if self.at_end else event.offset)

    def action_keep(self) -> None:
        self.dismiss(tuple(self.spans))
