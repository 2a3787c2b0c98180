"""A scrolled list of lines whose length may change without the whole screen being laid out anew."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


class StillView(ScrollView, can_focus=False):
    """Its scroll bar always stands, so that only its own cells change with what it shows."""

    DEFAULT_CSS = "StillView { overflow-x: hidden; overflow-y: scroll; }"

    def measure(self, width: int, lines: int) -> None:
        """Say how much there is to scroll through.

        Setting `virtual_size` asks Textual for a layout and a repaint of the whole screen: some 30 ms of CPU a pair.
        """
        size = Size(width, lines)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)
