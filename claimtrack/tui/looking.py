"""Looking closer: the sheets that are read, and the dossier."""

from __future__ import annotations

from textual import work
from textual.content import Content

from claimtrack.errors import ClaimtrackError
from claimtrack.tui.asking import AskingRoom
from claimtrack.tui.keymap import default_path
from claimtrack.tui.screens.document import DocumentSheet
from claimtrack.tui.screens.dossier import DossierSheet
from claimtrack.tui.screens.reading import help_text, why_text
from claimtrack.tui.screens.sheet import ReadSheet
from claimtrack.tui.state import Told
from claimtrack.tui.widgets.aside import history_text
from claimtrack.tui.widgets.claim_pane import trigger_spans
from claimtrack.tui.widgets.passage import Marks
from claimtrack.vocabulary import ClaimView, JournalEntry, Spans, SpeakerView


class LookingRoom(AskingRoom):
    def _read(self, heading: str, text: Content, act: str) -> None:
        self.app.push_screen(ReadSheet(heading, text, closes=self.keys.get(act, ())))

    def action_help(self) -> None:
        self._read("Help", help_text(self.keys, str(default_path())), "help")

    def action_why(self) -> None:
        link = self.review.link
        if link is not None:
            self._read(f"Why {link.key}", why_text(link, reviewer=self.review.reviewer, blind=self.review.blind), "why")

    @work(thread=True, exclusive=True, group="look")
    def action_history(self) -> None:
        link = self.review.link
        if link is None:
            return
        try:
            entries: list[JournalEntry] = []
            for key in (link.key, link.a.key, link.b.key):
                entries += self.review.store.history(key)
        except ClaimtrackError as error:
            self.app.call_from_thread(self.tell, Told(str(error), grave=True))
            return
        entries.sort(key=lambda entry: entry.seq)
        text = history_text(entries, link.key, blind_to=self.review.reviewer if self.review.blind else None)
        self.app.call_from_thread(self._read, f"History of {link.key} and its claims", text, "history")

    @work(thread=True, exclusive=True, group="look")
    def action_dossier(self) -> None:
        claim = self.review.claim
        if claim is None:
            return
        if claim.speaker_id is None:
            self.app.call_from_thread(self.tell, Told("Nobody is named as the speaker: S names one"))
            return
        try:
            speaker = self.review.store.speaker(claim.speaker_id)
            claims = self.review.store.dossier(claim.speaker_id)
        except ClaimtrackError as error:
            self.app.call_from_thread(self.tell, Told(str(error), grave=True))
            return
        self.app.call_from_thread(self._open_dossier, speaker, claims, claim.id)

    def _open_dossier(self, speaker: SpeakerView, claims: list[ClaimView], here: int) -> None:
        self.app.push_screen(DossierSheet(speaker, claims, here=here), self._open_claim)

    def _open_claim(self, claim: ClaimView | None) -> None:
        if claim is not None:
            self.open_document(claim)

    def action_document(self) -> None:
        if self.review.claim is not None:
            self.open_document(self.review.claim)

    def open_document(self, claim: ClaimView) -> None:
        """The whole text of the claim's document, with the claim marked."""
        link = self.review.link
        triggers: Spans = ()
        if link is not None and claim.id in {link.a.id, link.b.id}:
            triggers = trigger_spans(claim, link.reasons, "a" if claim.id == link.a.id else "b")
        marks = Marks(quote=claim.content, source=claim.source, cue=claim.cue, trigger=triggers)
        texts: list[str] = []
        if self.attempt(lambda: texts.append(self.review.text_of(claim.document.id))):
            self.app.push_screen(DocumentSheet(claim, texts[0], marks))
