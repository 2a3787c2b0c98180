"""Writing a note; what is begun is kept as a draft with every key, so that a closed terminal loses no word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import TextArea

from claimtrack.tui.screens.sheet import Sheet
from claimtrack.tui.screens.ticks import Tick


@dataclass(frozen=True, slots=True)
class Written:
    """What was written; `keep` is False where the writer left without keeping it."""

    text: str
    private: bool
    keep: bool


class NoteSheet(Sheet[Written]):
    BINDINGS = [Binding("ctrl+s", "keep", "Keep", show=False)]

    foot = (("ctrl+s keeps the note", "keep"), ("esc leaves, and the draft stays", "leave"), ("tab moves", ""))

    def __init__(self, heading: str, draft: str, keep_draft: Callable[[str], None]) -> None:
        super().__init__()
        self.heading = heading
        self._draft = draft
        self._keep_draft = keep_draft

    def body(self) -> ComposeResult:
        yield TextArea(self._draft, id="note-text", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        yield Tick("private: left out of reports", id="note-private", compact=True)

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self._keep_draft(event.text_area.text.strip())

    def action_keep(self) -> None:
        self.dismiss(self._written(keep=True))

    def action_leave(self) -> None:
        self.dismiss(self._written(keep=False))

    def _written(self, *, keep: bool) -> Written:
        text = self.query_one(TextArea).text
        return Written(text, self.query_one(Tick).value, keep)
