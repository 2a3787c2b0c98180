"""The frame of everything that opens over the room: a title, a body, and a foot that says how to leave."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static

Result = TypeVar("Result")


class Sheet(ModalScreen[Result], Generic[Result]):
    """Closes with escape or a click beside it, giving None.

    `foot` holds what the keys do, each with the action that a click on its words runs; empty where there is none.
    """

    BINDINGS = [Binding("escape", "leave", "Close", show=False)]

    heading = ""
    foot: ClassVar[tuple[tuple[str, str], ...]] = (("esc closes", "leave"),)
    _is_settled = False
    _is_closing = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            yield Static(Content(self.heading), classes="sheet-title", markup=False)
            yield from self.body()
            foot = Static(self._foot(), classes="sheet-foot", markup=False)
            foot.auto_links = False
            yield foot

    def _foot(self) -> Content:
        parts = [
            Content(words).stylize(Style.from_meta({"@click": f"screen.{action}"})) if action else Content(words)
            for words, action in self.foot
        ]
        return Content(" · ").join(parts)

    def body(self) -> ComposeResult:
        """What stands between the title and the foot."""
        yield from ()

    def on_mount(self) -> None:
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        self._is_settled = True

    @property
    def is_ready(self) -> bool:
        """Whether it is drawn and has its focus, so that keys find what they were typed for."""
        return self._is_settled and (self.focused is not None or not self.focus_chain)

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.action_leave()

    def action_leave(self) -> None:
        self.dismiss(None)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close once: a quick second key finds the sheet closing already."""
        if self._is_closing:
            return AwaitComplete()
        self._is_closing = True
        return super().dismiss(result)


class ReadSheet(Sheet[None]):
    """A text to read and scroll; any of the keys that open such a sheet closes it too."""

    BINDINGS = [
        Binding("q,enter", "leave", show=False),
        Binding("j,down", "scroll_text(1)", show=False),
        Binding("k,up", "scroll_text(-1)", show=False),
        Binding("space,pagedown", "scroll_text(10)", show=False),
        Binding("pageup", "scroll_text(-10)", show=False),
        Binding("g,home", "to_end(False)", show=False),
        Binding("G,end", "to_end(True)", show=False),
    ]

    foot = (("j k scroll", ""), ("esc closes", "leave"))

    def __init__(self, heading: str, text: Content, *, closes: tuple[str, ...] = ()) -> None:
        super().__init__(classes="tall")
        self.heading = heading
        self._text = text
        for key in closes:
            self._bindings.bind(key, "leave", show=False)

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="sheet-body", can_focus=False):
            yield Static(self._text, markup=False)

    def action_scroll_text(self, lines: int) -> None:
        self.query_one(".sheet-body").scroll_relative(y=lines, animate=False)

    def action_to_end(self, bottom: bool) -> None:
        body = self.query_one(".sheet-body")
        if bottom:
            body.scroll_end(animate=False)
        else:
            body.scroll_home(animate=False)
