"""Correcting who says a claim: one of the case's speakers, a new name, or nobody known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from claimtrack.errors import ClaimtrackError
from claimtrack.tui.finding import Found
from claimtrack.tui.screens.sheet import Sheet
from claimtrack.tui.screens.ticks import Tick
from claimtrack.tui.visible import one_line
from claimtrack.tui.widgets.claim_pane import day
from claimtrack.vocabulary import ClaimView


@dataclass(frozen=True, slots=True)
class Chosen:
    """An id, a new name, or None for nobody known; `whole_mention` for all claims of that mention."""

    speaker: int | str | None
    whole_mention: bool


class SpeakerSheet(Sheet[Chosen]):
    BINDINGS = [
        Binding("down", "down", show=False, priority=True),
        Binding("up", "up", show=False, priority=True),
    ]

    foot = (
        ("type a name", ""),
        ("↑ ↓ choose", ""),
        ("enter keeps", "keep"),
        ("tab to the tick box", ""),
        ("esc leaves", "leave"),
    )

    def __init__(self, claim: ClaimView, find: Callable[[str], Sequence[Found]]) -> None:
        super().__init__(classes="tall")
        mention = one_line(claim.source_text)
        self.heading = f"Who says {claim.key}?" + (f" The text has “{mention}”." if mention else "")
        self._claim = claim
        self._find = find
        self._values: list[int | str | None] = []
        self._listed_for: str | None = None
        self._is_awaited = False

    def body(self) -> ComposeResult:
        yield Input(placeholder="a name", id="speaker-name")
        mention = one_line(self._claim.source_text)
        yield Tick(
            Content(f"all claims of “{mention}” in this document" if mention else "all claims of this mention"),
            id="whole-mention",
            compact=True,
        )
        yield OptionList(id="speakers", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self._look_up("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._look_up(event.value.strip())

    @work(thread=True, exclusive=True, group="speakers")
    def _look_up(self, name: str) -> None:
        try:
            found = list(self._find(name))
        except ClaimtrackError:
            found = []
        self.app.call_from_thread(self._list, name, found)

    def _list(self, name: str, found: list[Found]) -> None:
        if self._is_closing or name != self.query_one(Input).value.strip():
            return
        self._values = [one.speaker.id for one in found]
        options = [
            Content.assemble((one_line(one.speaker.name), "bold"), (f"  {_about(one)}", "$ct-muted")) for one in found
        ]
        if name and all(name.casefold() != one.speaker.name.casefold() for one in found):
            self._values.append(name)
            options.append(Content.assemble(("new speaker: ", "$ct-muted"), (one_line(name), "bold")))
        self._values.append(None)
        options.append(Content("nobody known"))
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(option) for option in options])
        now = self._claim.speaker_id
        listed.highlighted = self._values.index(now) if not name and now in self._values else 0
        self._listed_for = name
        if self._is_awaited:
            self.action_keep()

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()

    def on_input_submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Choose what is highlighted, once the list is that of the name as it stands."""
        self._is_awaited = self.query_one(Input).value.strip() != self._listed_for
        if self._is_awaited:
            return
        index = self.query_one(OptionList).highlighted
        if index is not None:
            self._choose(index)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_index)

    def _choose(self, index: int) -> None:
        if index < len(self._values):
            self.dismiss(Chosen(self._values[index], self.query_one(Tick).value))


def _about(found: Found) -> str:
    speaker = found.speaker
    facts = [f"{speaker.claims} claim{'' if speaker.claims == 1 else 's'}"]
    if speaker.roles:
        facts.append(one_line(speaker.roles[0].role))
    if found.first is not None:
        document = found.first.document
        facts += [f"in {one_line(document.outlet or document.path)}", day(document.published)]
    return ", ".join(fact for fact in facts if fact)
