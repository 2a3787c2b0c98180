"""The tabs under the pair: notes, history, and what else the chosen claim's speaker said."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from claimtrack.tui.visible import block, one_line
from claimtrack.tui.widgets.claim_pane import day
from claimtrack.tui.widgets.records import written
from claimtrack.vocabulary import ClaimView, JournalEntry, NoteView

TABS = ("notes", "history", "others")


class Aside(Vertical):
    """A row of tabs, and the text of the one that is open."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.tab = "notes"
        self._text = Content("")

    def compose(self) -> ComposeResult:
        tabs = Static(id="tabs", markup=False)
        tabs.auto_links = False
        yield tabs
        with VerticalScroll(id="tab-body", can_focus=False):
            yield Static(id="tab-text", markup=False)

    def show_tabs(self, notes: int, speaker: str | None) -> None:
        """The tabs' names, with what is in them."""
        names = {
            "notes": f"notes {notes}" if notes else "notes",
            "history": "history",
            "others": f"more from {one_line(speaker)}" if speaker else "more from this speaker",
        }
        parts = []
        for name in TABS:
            chosen = name == self.tab
            text = Content.styled(f" {names[name]} ", "bold reverse $ct-accent" if chosen else "$ct-soft")
            parts.append(text.stylize(Style.from_meta({"@click": f"screen.show_tab('{name}')"})))
        self.query_one("#tabs", Static).update(Content(" ").join(parts), layout=False)

    def show_text(self, text: Content) -> None:
        if not text.is_same(self._text):
            self._text = text
            self.query_one("#tab-text", Static).update(text)
            self.query_one("#tab-body").scroll_home(animate=False)


def notes_text(notes: Sequence[NoteView], key: str) -> Content:
    """Notes, oldest first."""
    if not notes:
        return Content.styled(f"No notes yet: {key} writes one.", "$ct-muted")
    lines = []
    for note in notes:
        private = " · private" if note.private else ""
        head = f"{note.at.astimezone():%d %b %H:%M} {one_line(note.reviewer)} on {note.subject}{private}: "
        lines.append(Content.assemble((head, "$ct-muted"), (block(note.text), "$ct-foreground")))
    return Content("\n").join(lines)


def history_text(entries: Sequence[JournalEntry], key: str, *, blind_to: str | None = None) -> Content:
    """What was done to the link of that key, newest first; `blind_to` names the one reviewer whose acts are shown."""
    shown = [one for one in entries if blind_to is None or one.reviewer == blind_to]
    if not shown:
        return Content.styled("Nothing has been done to this pair yet.", "$ct-muted")
    return Content("\n").join(written(entry, key) for entry in reversed(shown))


def others_text(claims: Sequence[ClaimView], speaker: str | None) -> Content:
    """The speaker's other claims, one a line."""
    if speaker is None:
        return Content.styled("Nobody is named as the speaker: S names one.", "$ct-muted")
    if not claims:
        return Content.styled(f"{one_line(speaker)} says nothing else in this case.", "$ct-muted")
    lines = []
    for claim in claims:
        when = day(claim.said_on or claim.document.published)
        head = f"{claim.key} {one_line(claim.document.outlet or claim.document.path)}{', ' + when if when else ''}: "
        lines.append(Content.assemble((head, "$ct-muted"), (one_line(claim.text), "$ct-foreground")))
    return Content("\n").join(lines)
