"""Boxes to tick whose state is told by a sign, not by a shade."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Checkbox, OptionList
from textual.widgets.option_list import Option


def box(ticked: bool) -> Content:
    return Content.styled("[x] ", "bold") if ticked else Content("[ ] ")


class Tick(Checkbox):
    """One box; space or a click ticks, enter is the sheet's."""

    BINDINGS = [Binding("enter", "screen.keep", show=False)]

    @property
    def _button(self) -> Content:
        return box(self.value)


class TickList(OptionList):
    """Many boxes; space or a click ticks, enter is the sheet's."""

    BINDINGS = [
        Binding("enter", "screen.keep", show=False),
        Binding("space", "select", show=False),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    def __init__(self, choices: Sequence[tuple[str, str]], ticked: set[str], *, id: str) -> None:
        self._choices = list(choices)
        self.ticked = set(ticked)
        super().__init__(*(Option(self._prompt(index)) for index in range(len(self._choices))), id=id, markup=False)

    def _prompt(self, index: int) -> Content:
        value, word = self._choices[index]
        return Content.assemble(box(value in self.ticked), word)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.ticked ^= {self._choices[event.option_index][0]}
        self.replace_option_prompt_at_index(event.option_index, self._prompt(event.option_index))
