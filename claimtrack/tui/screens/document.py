"""A whole document to read, with one claim marked in it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from claimtrack.tui.screens.sheet import Sheet
from claimtrack.tui.visible import one_line
from claimtrack.tui.widgets.claim_pane import day
from claimtrack.tui.widgets.passage import Marks, Passage
from claimtrack.vocabulary import ClaimView


class DocumentSheet(Sheet[None]):
    BINDINGS = [
        Binding("q,v,enter", "leave", show=False),
        Binding("j,down", "scroll_text(1)", show=False),
        Binding("k,up", "scroll_text(-1)", show=False),
        Binding("space,pagedown", "scroll_page(1)", show=False),
        Binding("pageup", "scroll_page(-1)", show=False),
        Binding("g,home", "to_offset(0)", show=False),
        Binding("G,end", "to_offset(-1)", show=False),
        Binding("c", "to_claim", show=False),
    ]

    foot = (
        ("j k space scroll", ""),
        ("g top", "to_offset(0)"),
        ("G end", "to_offset(-1)"),
        ("c back to the claim", "to_claim"),
        ("esc closes", "leave"),
    )

    def __init__(self, claim: ClaimView, text: str, marks: Marks) -> None:
        super().__init__(classes="tall")
        document = claim.document
        parts = [document.title or document.path, document.outlet, day(document.published), document.url]
        self.heading = " · ".join(one_line(part) for part in parts if part)
        self._claim = claim
        self._text = text
        self._marks = marks

    def body(self) -> ComposeResult:
        yield Passage(id="document-text")

    def on_mount(self) -> None:
        self.call_after_refresh(self.action_to_claim)

    @property
    def passage(self) -> Passage:
        return self.query_one(Passage)

    def action_scroll_text(self, lines: int) -> None:
        self.passage.scroll_relative(y=lines, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        self.passage.scroll_relative(y=pages * max(self.passage.size.height - 2, 1), animate=False)

    def action_to_offset(self, offset: int) -> None:
        self.passage.show(self._text, self._marks, top=offset if offset >= 0 else max(len(self._text) - 1, 0))

    def action_to_claim(self) -> None:
        self.passage.show(self._text, self._marks)
