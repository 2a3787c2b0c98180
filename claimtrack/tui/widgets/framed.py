"""A border whose titles change without what it frames being drawn anew."""

from __future__ import annotations

from typing import Self

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


class Framed(Widget):
    """Has a border one cell wide on each side; named behind the widget it makes one of, whose style is inherited."""

    _only_titles = False

    def retitle(self, title: Content, subtitle: Content) -> None:
        """Write both titles; the border's two lines are drawn, and no more."""
        self._only_titles = True
        self.border_title = title
        self.border_subtitle = subtitle
        self._only_titles = False

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """As every widget, but for new titles: setting one asks for the whole widget, a third of all lines a pair."""
        if self._only_titles and not regions:
            width, height = self.outer_size
            regions = (Region(-1, -1, width, 1), Region(-1, height - 2, width, 1))
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
