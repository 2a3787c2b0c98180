"""Every claim of one speaker in time order."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from claimtrack.tui.screens.sheet import Sheet
from claimtrack.tui.visible import one_line
from claimtrack.tui.widgets.claim_pane import day
from claimtrack.vocabulary import ClaimView, SpeakerView, Stance

LISTED_AT_ONCE = 500


class DossierSheet(Sheet[ClaimView]):
    """Gives the claim that the reader wants to see in its document."""

    BINDINGS = [
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
        Binding("q,d", "leave", show=False),
    ]

    foot = (("j k move", ""), ("enter opens the document", "open"), ("esc closes", "leave"))

    def __init__(self, speaker: SpeakerView, claims: Sequence[ClaimView], *, here: int | None = None) -> None:
        super().__init__(classes="tall")
        self.heading = _heading(speaker, len(claims))
        self._speaker = speaker
        self._claims = list(claims[:LISTED_AT_ONCE])
        self._here = here

    def body(self) -> ComposeResult:
        yield OptionList(*(Option(entry(claim)) for claim in self._claims), id="dossier", markup=False)

    def on_mount(self) -> None:
        listed = self.query_one(OptionList)
        listed.focus()
        for index, claim in enumerate(self._claims):
            if claim.id == self._here:
                listed.highlighted = index

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()

    def action_open(self) -> None:
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._claims[event.option_index])


def _heading(speaker: SpeakerView, claims: int) -> str:
    roles = list(dict.fromkeys(one_line(one.role) for one in speaker.roles))
    parts = [one_line(speaker.name), f"{claims} claim{'' if claims == 1 else 's'}", ", ".join(roles)]
    return " · ".join(part for part in parts if part)


def entry(claim: ClaimView) -> Content:
    """Date, outlet and key, then the words."""
    when = day(claim.said_on) or (
        f"published {day(claim.document.published)}" if claim.document.published else "undated"
    )
    facts = [when, one_line(claim.document.outlet or claim.document.path), claim.key]
    if claim.role:
        facts.append(one_line(claim.role))
    if claim.stance is not Stance.ASSERTS:
        facts.append(claim.stance.value)
    return Content("\n").join(
        [Content.styled(" · ".join(facts), "$ct-muted"), Content(one_line(claim.text)), Content("")]
    )
