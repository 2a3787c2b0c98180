"""Choosing one of a few things, and writing one line."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from claimtrack.tui.screens.sheet import Sheet


class ChooseSheet(Sheet[int]):
    """Gives the index of what was chosen."""

    BINDINGS = [
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]

    foot = (("enter chooses", "choose"), ("esc closes", "leave"))

    def __init__(self, heading: str, choices: Sequence[Content], *, chosen: int = 0) -> None:
        super().__init__()
        self.heading = heading
        self._choices = list(choices)
        self._chosen = chosen

    def body(self) -> ComposeResult:
        yield OptionList(*(Option(choice) for choice in self._choices), id="choices", markup=False)

    def on_mount(self) -> None:
        listed = self.query_one(OptionList)
        listed.focus()
        if self._choices:
            listed.highlighted = min(self._chosen, len(self._choices) - 1)

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)


class LineSheet(Sheet[str]):
    """Gives the line that was written; the empty line counts."""

    foot = (("enter keeps it", "keep"), ("esc leaves", "leave"))

    def __init__(self, heading: str, value: str = "", *, hint: str = "") -> None:
        super().__init__()
        self.heading = heading
        self._value = value
        self._hint = hint

    def body(self) -> ComposeResult:
        yield Input(self._value, id="line")
        if self._hint:
            yield Static(Content(self._hint), classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        self.dismiss(self.query_one(Input).value)
