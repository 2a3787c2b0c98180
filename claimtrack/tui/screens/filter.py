"""What the queue is to hold: states, types, speaker, outlet, dates and tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from claimtrack.store import LinkFilter, State
from claimtrack.tui.marks import VERDICTS
from claimtrack.tui.screens.sheet import Sheet
from claimtrack.tui.screens.ticks import Tick, TickList
from claimtrack.tui.visible import one_line
from claimtrack.vocabulary import LinkType, Verdict

STATE_WORDS = {
    State.OPEN: "open: you have not decided",
    State.JUDGED: "judged by you",
    State.SKIPPED: "skipped",
    State.UNSURE: "unsure",
    State.FLAGGED: "flagged",
    State.DISAGREED: "reviewers disagree",
    State.NOTED: "with notes",
    State.STALE: "no longer proposed",
}


class FilterSheet(Sheet[LinkFilter]):
    """Gives the filter that was put together."""

    BINDINGS = [
        Binding("ctrl+s", "keep", show=False),
        Binding("ctrl+r", "reset", priority=True, show=False),
    ]

    heading = "Filter the queue"
    foot = (
        ("enter or ctrl+s applies", "keep"),
        ("ctrl+r clears all", "reset"),
        ("tab moves", ""),
        ("space ticks", ""),
        ("esc leaves", "leave"),
    )

    def __init__(self, current: LinkFilter, *, outlets: Sequence[str] = (), tags: Sequence[str] = ()) -> None:
        super().__init__(classes="tall")
        self._current = current
        self._outlets = [name for name in outlets if one_line(name) == name]
        self._tags = [name for name in tags if one_line(name) == name]

    def body(self) -> ComposeResult:
        now = self._current
        with Horizontal(classes="sheet-body"):
            with VerticalScroll(classes="fields", can_focus=False):
                yield from self._field("speaker", "Speaker, or part of the name", now.speaker or "")
                yield from self._field("outlet", "Outlet", now.outlet or "", self._outlets)
                yield from self._field("since", "Said from (2021-03-04)", now.since.isoformat() if now.since else "")
                yield from self._field("until", "Said until", now.until.isoformat() if now.until else "")
                yield from self._field("tag", "Tag", now.tag or "", self._tags)
                yield Tick("weak and hidden pairs too", now.listed is None, id="f-hidden", compact=True)
                yield Static("", id="f-error", markup=False)
            with Vertical(classes="ticks"):
                yield Static("State and judgement", classes="label", markup=False)
                yield TickList(self._states(), self._ticked_states(), id="f-states")
                yield Static("Type", classes="label", markup=False)
                yield TickList([(kind.value, kind.value) for kind in LinkType], set(self._current.types), id="f-types")

    def _field(self, name: str, label: str, value: str, known: Sequence[str] = ()) -> ComposeResult:
        yield Static(label, classes="label", markup=False)
        suggester = SuggestFromList(list(known), case_sensitive=False) if known else None
        yield Input(one_line(value), id=f"f-{name}", suggester=suggester, compact=True)

    def _states(self) -> list[tuple[str, str]]:
        verdicts = [
            (f"={verdict.value}", f"{mark.sign} {mark.word}")
            for verdict, mark in VERDICTS.items()
            if verdict is not Verdict.UNSURE
        ]
        return [*((state.value, word) for state, word in STATE_WORDS.items()), *verdicts]

    def _ticked_states(self) -> set[str]:
        return {*self._current.states, *(f"={verdict.value}" for verdict in self._current.verdicts)}

    def on_mount(self) -> None:
        self.query_one("#f-states").focus()

    def on_input_submitted(self) -> None:
        self.action_keep()

    def action_reset(self) -> None:
        self.dismiss(LinkFilter(search=self._current.search))

    def action_keep(self) -> None:
        try:
            wanted = self._wanted()
        except ValueError as error:
            self.query_one("#f-error", Static).update(Content.styled(str(error), "$ct-contradiction"))
            return
        self.dismiss(wanted)

    def _wanted(self) -> LinkFilter:
        ticked = self.query_one("#f-states", TickList).ticked
        types = self.query_one("#f-types", TickList).ticked
        return replace(
            self._current,
            speaker=self._value("speaker"),
            outlet=self._value("outlet"),
            since=self._day("since"),
            until=self._day("until"),
            tag=self._value("tag"),
            states=tuple(state for state in State if state.value in ticked),
            verdicts=tuple(verdict for verdict in Verdict if f"={verdict.value}" in ticked),
            types=tuple(kind for kind in LinkType if kind.value in types),
            listed=None if self.query_one("#f-hidden", Tick).value else True,
        )

    def _value(self, name: str) -> str | None:
        return self.query_one(f"#f-{name}", Input).value.strip() or None

    def _day(self, name: str) -> date | None:
        value = self._value(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value}: write the day as 2021-03-04") from None
