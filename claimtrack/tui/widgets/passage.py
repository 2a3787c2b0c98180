"""A document's text around one claim: marked, scrollable to both its ends, laid out only where it is looked at."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from claimtrack.tui.layout import ShownLine, is_apart, paragraph_at, paragraphs, wrapped
from claimtrack.tui.visible import block
from claimtrack.tui.widgets.still import StillView
from claimtrack.vocabulary import Span, Spans

REACH = 8
"""Paragraphs laid out at once on each side of what is shown."""

GUTTER = 2


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in a text; each later field lies on top of the earlier ones."""

    quote: Spans = ()
    source: Spans = ()
    cue: Spans = ()
    trigger: Spans = ()
    selection: Spans = ()

    def layers(self) -> tuple[tuple[str, Spans], ...]:
        return (
            ("quote", self.quote),
            ("source", self.source),
            ("cue", self.cue),
            ("trigger", self.trigger),
            ("selection", self.selection),
        )


class Passage(StillView, can_focus=False):
    """The text as lines; knows offsets, and nothing of claims."""

    COMPONENT_CLASSES = {
        "passage--text",
        "passage--near",
        "passage--quote",
        "passage--source",
        "passage--cue",
        "passage--trigger",
        "passage--selection",
        "passage--gutter",
    }

    class Scrolled(Message):
        """The reader moved the text by hand; `top` is the offset of its first shown character."""

        def __init__(self, passage: Passage, top: int) -> None:
            super().__init__()
            self.passage = passage
            self.top = top

        @property
        def control(self) -> Passage:
            return self.passage

    class Pointed(Message):
        """A character of the text was clicked."""

        def __init__(self, passage: Passage, offset: int) -> None:
            super().__init__()
            self.passage = passage
            self.offset = offset

        @property
        def control(self) -> Passage:
            return self.passage

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = ""
        self._marks = Marks()
        self._paragraphs: tuple[Span, ...] = ()
        self._lines: list[ShownLine] = []
        self._from = self._to = 0
        self._anchor: int | None = None
        self._settling = False
        self._laid_for = Size(0, 0)
        self._styles: dict[tuple[str, ...], Style] = {}

    def show(self, text: str, marks: Marks, *, top: int | None = None) -> None:
        """Show the text with its first quoted line in view, or from offset `top` where that is given."""
        if text is not self._text:
            self._text = text
            self._paragraphs = paragraphs(text)
        self._marks = marks
        self._anchor = top
        self._lay_out()

    def remark(self, marks: Marks) -> None:
        """Change the marks and leave the scroll where it is."""
        self._marks = marks
        self.refresh()

    def reveal(self, offset: int) -> None:
        """Scroll as little as needed to have the offset in view."""
        number = paragraph_at(self._paragraphs, offset)
        if not self._from <= number < self._to:
            self._anchor = offset
            self._lay_out()
            return
        y = self._line_of(offset)
        if not self.scroll_y <= y < self.scroll_y + self._rows - 1:
            self.scroll_to(y=max(y - self._rows // 2, 0), animate=False, immediate=True)

    @property
    def top(self) -> int:
        """The offset of the first character in view."""
        if not self._lines:
            return 0
        return self._lines[min(int(self.scroll_y), len(self._lines) - 1)].span[0]

    @property
    def _rows(self) -> int:
        return max(self.scrollable_content_region.height, 1)

    @property
    def _columns(self) -> int:
        return max(self.size.width - self.styles.scrollbar_size_vertical - GUTTER - 1, 8)

    def _first_mark(self) -> int:
        spans = self._marks.selection or self._marks.quote
        return spans[0][0] if spans else 0

    def _lay_out(self) -> None:
        self._styles.clear()
        self._laid_for = self.size
        if not self.size.width or not self._paragraphs:
            self._lines = []
            self.measure(0, 0)
            self.refresh()
            return
        target = self._first_mark() if self._anchor is None else self._anchor
        here = paragraph_at(self._paragraphs, target)
        self._from, self._to = max(here - REACH, 0), min(here + REACH + 1, len(self._paragraphs))
        self._lines = self._laid(self._from, self._to)
        line = self._line_of(target)
        lead = 0 if self._anchor is not None else self._lead(line)
        self._settle(max(line - lead, 0))

    def _lead(self, line: int) -> int:
        """How many lines to leave above the quote: enough to see where it stands, few enough to see its end."""
        last = self._marks.quote[-1][1] if self._marks.quote else 0
        tall = self._line_of(max(last - 1, 0)) - line + 1
        return max(min(self._rows // 3, self._rows - tall), 0)

    def _settle(self, y: int) -> None:
        self._settling = True
        self.measure(self._columns + GUTTER, len(self._lines))
        self.scroll_to(y=y, animate=False, immediate=True, force=True)
        self._settling = False
        self.refresh()

    def _laid(self, first: int, last: int) -> list[ShownLine]:
        lines: list[ShownLine] = []
        for number in range(first, last):
            span = self._paragraphs[number]
            lines.extend(ShownLine(line, number) for line in wrapped(self._text, span, self._columns))
            if number + 1 < len(self._paragraphs) and is_apart(span, self._paragraphs[number + 1]):
                lines.append(ShownLine((span[1], span[1]), -1))
        return lines

    def _line_of(self, offset: int) -> int:
        for y, line in enumerate(self._lines):
            if line.paragraph >= 0 and line.span[0] <= offset < max(line.span[1], line.span[0] + 1):
                return y
        before = [y for y, line in enumerate(self._lines) if line.span[0] <= offset]
        return before[-1] if before else 0

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self._settling or old_value == new_value or self.size != self._laid_for:
            return  # not by hand: laid out just now, or about to be for another size
        self._reach_out()
        self.post_message(self.Scrolled(self, self.top))

    def _reach_out(self) -> None:
        """Lay out more where the scroll comes near an end of what is laid out."""
        margin = self._rows
        if self.scroll_y < margin and self._from > 0:
            first = max(self._from - REACH, 0)
            added = self._laid(first, self._from)
            self._from, self._lines = first, added + self._lines
            self._settle(int(self.scroll_y) + len(added))
        elif self.scroll_y > len(self._lines) - 2 * margin and self._to < len(self._paragraphs):
            last = min(self._to + REACH, len(self._paragraphs))
            self._lines += self._laid(self._to, last)
            self._to = last
            self._settle(int(self.scroll_y))

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()

    def on_click(self, event: events.Click) -> None:
        y = event.y + int(self.scroll_y)
        if 0 <= y < len(self._lines) and self._lines[y].paragraph >= 0:
            start, end = self._lines[y].span
            self.post_message(self.Pointed(self, min(start + max(event.x - GUTTER, 0), max(end - 1, start))))

    def render_line(self, y: int) -> Strip:
        number = y + int(self.scroll_y)
        width = self.size.width
        if number >= len(self._lines):
            return Strip.blank(width, self._style("text"))
        line = self._lines[number]
        marked = line.paragraph >= 0 and _touch(self._marks.quote, line.span)
        base = "near" if self._is_near(line.paragraph) else "text"
        segments = [Segment("▌ " if marked else "  ", self._style("gutter" if marked else base))]
        segments.extend(self._inked(line.span, base))
        return Strip(segments).adjust_cell_length(width, self._style(base)).simplify()

    def _is_near(self, number: int) -> bool:
        return number >= 0 and _touch(self._marks.quote, self._paragraphs[number])

    def _inked(self, span: Span, base: str) -> Sequence[Segment]:
        start, end = span
        cuts = {start, end}
        for _, spans in self._marks.layers():
            cuts.update(at for pair in spans for at in pair if start < at < end)
        edges = sorted(cuts)
        segments: list[Segment] = []
        for low, high in itertools.pairwise(edges):
            names = tuple(name for name, spans in self._marks.layers() if _touch(spans, (low, high)))
            words = block(self._text[low:high]).replace("\n", " ")
            if high == end and not words.strip():
                names = ()
            elif high == end and words != words.rstrip():
                tail = words[len(words.rstrip()) :]
                segments.append(Segment(words.rstrip(), self._style(base, *names)))
                segments.append(Segment(tail, self._style(base)))
                continue
            segments.append(Segment(words, self._style(base, *names)))
        return segments

    def _style(self, *names: str) -> Style:
        if names not in self._styles:
            style = self.get_component_rich_style(f"passage--{names[0]}")
            for name in names[1:]:
                style += self.get_component_rich_style(f"passage--{name}", partial=True)
            self._styles[names] = style
        return self._styles[names]


def _touch(spans: Spans, span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)
