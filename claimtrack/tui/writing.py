"""Writing: notes, tags, flags, corrections, and the citation for the clipboard."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from functools import partial
from pathlib import Path

from textual import work
from textual.app import SuspendNotSupported

from claimtrack.tui.citation import citation
from claimtrack.tui.clipboard import copy_to_desktop
from claimtrack.tui.finding import speakers
from claimtrack.tui.looking import LookingRoom
from claimtrack.tui.screens.choose import LineSheet
from claimtrack.tui.screens.correct_span import SpanSheet
from claimtrack.tui.screens.correct_speaker import SpeakerSheet
from claimtrack.tui.screens.note import NoteSheet
from claimtrack.tui.state import Told
from claimtrack.tui.visible import one_line, shortened

TOO_LONG = 100_000
"""Characters; a longer note is a document."""

TOLD_CHARACTERS = 160
"""How much of what was copied is told."""


class Room(LookingRoom):
    """The whole review room."""

    # --- notes ------------------------------------------------------------------------------------

    @work(exclusive=True, group="sheet")
    async def action_note(self) -> None:
        link = self.review.link
        if link is None:
            return

        def keep_draft(text: str) -> None:
            self.review.keep_draft(link.key, text)
            self.keep_place_soon()

        sheet = NoteSheet(f"Note on {link.key}", self.review.drafts.get(link.key, ""), keep_draft)
        written = await self.app.push_screen_wait(sheet)
        if written is None:
            return
        text = written.text.strip()
        if not written.keep or not text:
            keep_draft(text)
            if text:
                self.tell(Told("The draft is kept: m opens it again"))
            return
        keep_draft("")
        self._note(link.key, text, private=written.private)

    def _note(self, key: str, text: str, *, private: bool = False, replaces: int | None = None) -> None:
        self.attempt(lambda: self.review.note(key, text, private=private, replaces=replaces))
        self.open_tab("notes")
        self.show_all()

    def action_editor(self) -> None:
        """Write the note in the reviewer's own editor: the last one of theirs again, or a first one."""
        link = self.review.link
        if link is None:
            return
        old = self.review.own_note()
        before = old.text if old else self.review.drafts.get(link.key, "")
        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
        try:
            text = self._edited(command, before)
        except (OSError, UnicodeDecodeError) as error:
            self.tell(Told(f"{command[0]} could not be used: {error}; set EDITOR, or press m", grave=True))
            return
        except SuspendNotSupported:
            self.tell(Told("This terminal cannot hand over to an editor: press m instead", grave=True))
            return
        if not text or text == before:
            self.tell(Told("Nothing was changed"))
            return
        self.review.keep_draft(link.key, "")
        private = old is not None and old.private
        self._note(link.key, text[:TOO_LONG], private=private, replaces=old.id if old else None)

    def _edited(self, command: list[str], draft: str) -> str:
        with tempfile.TemporaryDirectory(prefix="claimtrack-") as folder:
            path = Path(folder) / "note.txt"
            path.write_text(draft, encoding="utf-8")
            with self.app.suspend():
                subprocess.run([*command, str(path)], check=False)
            self.refresh(layout=True)
            return path.read_text(encoding="utf-8").strip()

    # --- tags, flag -------------------------------------------------------------------------------

    @work(exclusive=True, group="sheet")
    async def action_tags(self) -> None:
        link = self.review.link
        if link is None:
            return
        known = ", ".join(one_line(name) for name, _ in self.review.store.all_tags()[:12])
        shown = {one_line(name): name for name in link.tags}
        sheet = LineSheet(
            f"Tags of {link.key}, parted by commas", ", ".join(shown), hint=f"in use: {known}" if known else ""
        )
        line = await self.app.push_screen_wait(sheet)
        if line is None:
            return
        names = (name.strip().lstrip("#").strip() for name in line.split(","))
        wanted = list(dict.fromkeys(shown.get(name, name) for name in names if name))
        self.attempt(lambda: self.review.set_tags(wanted))
        self.show_all()

    def action_flag(self) -> None:
        self.attempt(self.review.flag)
        self.show_all()
        self.recount()

    # --- corrections ------------------------------------------------------------------------------

    @work(exclusive=True, group="sheet")
    async def action_correct_span(self) -> None:
        claim = self.review.claim
        if claim is None:
            return
        spans = await self.app.push_screen_wait(SpanSheet(claim, self.review.text_of(claim.document.id)))
        if spans is None or spans == claim.content:
            return
        self.attempt(lambda: self.review.correct_span(claim, spans))
        self.show_all()

    @work(exclusive=True, group="sheet")
    async def action_correct_speaker(self) -> None:
        claim = self.review.claim
        if claim is None:
            return
        chosen = await self.app.push_screen_wait(SpeakerSheet(claim, partial(speakers, self.review.store)))
        if chosen is None or (chosen.speaker == claim.speaker_id and not chosen.whole_mention):
            return
        self.attempt(lambda: self.review.correct_speaker(claim, chosen.speaker, whole_mention=chosen.whole_mention))
        self.show_all()

    # --- the clipboard ----------------------------------------------------------------------------

    def action_copy(self) -> None:
        claim = self.review.claim
        if claim is None:
            return
        text = citation(claim)
        self.app.copy_to_clipboard(text)
        self._copy_to_desktop(text)
        self.tell(Told(f"Copied: {shortened(text, TOLD_CHARACTERS)}"))

    @work(thread=True, exclusive=True, group="copy")
    def _copy_to_desktop(self, text: str) -> None:
        copy_to_desktop(text)

    # --- the room ---------------------------------------------------------------------------------

    def action_switch_theme(self) -> None:
        self.app.run_worker(self.app.run_action("app.switch_light_and_dark"))

    def action_command_palette(self) -> None:
        self.app.action_command_palette()

    def action_quit(self) -> None:
        self.app.run_worker(self.app.run_action("app.leave"), group="leave")
