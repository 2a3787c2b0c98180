"""The queue as a list that asks for the rows in view and no others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from claimtrack.tui.marks import CHOSEN, FLAGGED, NOTED, OPEN, OTHERS, SKIPPED, STALE, TAGGED, VERDICTS, Mark
from claimtrack.tui.visible import shortened
from claimtrack.tui.widgets.framed import Framed
from claimtrack.tui.widgets.still import StillView

if TYPE_CHECKING:
    from claimtrack.store import QueueRow

ROW_HEIGHT = 3


def mark_of(row: QueueRow, *, blind: bool = False) -> Mark:
    """Where the reviewer stands; an adjudication counts for all who are not blind."""
    verdict = row.verdict if row.decided and not blind else row.own
    if verdict is not None:
        return VERDICTS[verdict]
    return SKIPPED if row.skipped else OPEN


class QueueList(StillView, Framed, can_focus=False):
    """Rows of three lines: sign, type and score; speaker A; speaker B."""

    COMPONENT_CLASSES = {
        "queue--plain",
        "queue--muted",
        "queue--here",
        "queue--a",
        "queue--b",
        "queue--bar",
        "queue--contradiction",
        "queue--partial",
        "queue--changed",
        "queue--consistent",
        "queue--unsure",
        "queue--accent",
    }

    class Picked(Message):
        """A row was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, row: Callable[[int], QueueRow | None], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._row = row
        self._cursor = 0
        self._total = 0
        self._marked: frozenset[int] = frozenset()
        self._blind = False
        self._styles: dict[tuple[str, bool], Style] = {}
        self._drawn: dict[int, QueueRow | None] = {}
        """The rows on the screen as they were drawn, so that those alone are drawn again that have changed."""

    @property
    def rows_in_view(self) -> int:
        """How many whole rows fit."""
        return max(self.scrollable_content_region.height // ROW_HEIGHT, 1)

    def show(self, *, total: int, cursor: int, marked: frozenset[int], blind: bool) -> None:
        """Show `total` rows with row `cursor` in view; `marked` holds link ids."""
        before, was = (self._total, self._marked, self._blind, self.scroll_y), self._cursor
        self._total, self._cursor, self._marked, self._blind = total, cursor, marked, blind
        self._resize_to(total)
        self._keep_in_view()
        if before != (total, marked, blind, self.scroll_y):
            self._drawn.clear()
            self.refresh()
            return
        first = int(self.scroll_y) // ROW_HEIGHT
        seen = range(first, first + self.rows_in_view + 2)
        changed = {index for index in seen if index in self._drawn and self._drawn[index] != self._row(index)}
        for index in changed | {was, cursor}:
            self.refresh_lines(index * ROW_HEIGHT, ROW_HEIGHT)

    def _resize_to(self, total: int) -> None:
        self.measure(max(self.size.width - self.styles.scrollbar_size_vertical, 0), total * ROW_HEIGHT)

    def _keep_in_view(self) -> None:
        height = self.scrollable_content_region.height
        top, bottom = self._cursor * ROW_HEIGHT, (self._cursor + 1) * ROW_HEIGHT
        if height <= 0:
            return
        if top < self.scroll_y + ROW_HEIGHT:
            self.scroll_to(y=max(top - ROW_HEIGHT, 0), animate=False, immediate=True)
        elif bottom > self.scroll_y + height - ROW_HEIGHT:
            rows_above = -((height - ROW_HEIGHT - bottom) // ROW_HEIGHT)
            self.scroll_to(y=rows_above * ROW_HEIGHT, animate=False, immediate=True)

    def on_resize(self, event: events.Resize) -> None:
        self._resize_to(self._total)
        self._keep_in_view()

    def on_click(self, event: events.Click) -> None:
        index = (event.y + int(self.scroll_y)) // ROW_HEIGHT
        if 0 <= index < self._total:
            self.post_message(self.Picked(index))

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        index, part = divmod(y + int(self.scroll_y), ROW_HEIGHT)
        width = self.scrollable_content_region.width
        if index >= self._total:
            return Strip.blank(width, self._style("plain", False))
        here = index == self._cursor
        row = self._drawn[index] = self._row(index)
        segments = [Segment("▌" if here else " ", self._style("bar", here))]
        if row is None:
            segments.append(Segment(" …", self._style("muted", here)))
        elif part == 0:
            segments.extend(self._first_line(row, width - 2, here))
        else:
            segments.extend(self._speaker_line(row, "ab"[part - 1], width - 2, here))
        return Strip(segments).adjust_cell_length(width, self._style("plain", here))

    def _first_line(self, row: QueueRow, width: int, here: bool) -> list[Segment]:
        mark = mark_of(row, blind=self._blind)
        signs = ""
        if row.flagged:
            signs += FLAGGED.sign
        if row.notes:
            signs += NOTED.sign
        if row.tags:
            signs += TAGGED.sign
        if row.others and not self._blind:
            signs += f"{OTHERS.sign}{row.others}"
        if row.stale:
            signs += STALE.sign
        tail = (f" {signs}" if signs else "") + ("" if self._blind else f" {row.score:.2f}")
        chosen = CHOSEN.sign if row.id in self._marked else " "
        word = shortened(row.type.value, max(width - cell_len(tail) - 4, 0))
        gap = " " * max(width - 4 - cell_len(word) - cell_len(tail), 0)
        return [
            Segment(chosen, self._style("accent", here)),
            Segment(f"{mark.sign} ", self._style(mark.colour, here)),
            Segment(word, self._style("plain", here)),
            Segment(gap + tail, self._style("muted", here)),
        ]

    def _speaker_line(self, row: QueueRow, side: str, width: int, here: bool) -> list[Segment]:
        name = (row.a_speaker if side == "a" else row.b_speaker) or "speaker unknown"
        return [
            Segment(f"   {side.upper()} ", self._style(side, here)),
            Segment(shortened(name, width - 6), self._style("muted", here)),
        ]

    def _style(self, name: str, here: bool) -> Style:
        key = (name, here)
        if key not in self._styles:
            style = self.get_component_rich_style(f"queue--{name}")
            if here:
                style += self.get_component_rich_style("queue--here", partial=True)
            self._styles[key] = style
        return self._styles[key]
