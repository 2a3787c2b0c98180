"""The application around the room: themes, the palette of acts, and a quiet end."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import App
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen
from textual.timer import Timer

from claimtrack.errors import ClaimtrackError
from claimtrack.tui.actions import ACTS, Act, shown_key
from claimtrack.tui.screens.sheet import Sheet
from claimtrack.tui.state import Review
from claimtrack.tui.themes import NAMES, theme
from claimtrack.tui.writing import Room

PATIENCE_S = 0.05
"""How long a write may hold up the keys where another program holds the store."""

OPENERS = {"sheet", "look", "leave"}
"""Groups of the workers that open something over the room, or close it."""

LONGEST_HELD_S = 2.0
"""How long keys are held for what opens; then they go to whatever stands there."""

LAST_TRIES_S = 8.0
"""How long quitting waits for a busy store before it gives up on what is unwritten."""


class Acts(Provider):
    """Every act of the room in the palette."""

    def _all(self) -> Iterator[tuple[str, str, partial[None]]]:
        app = self.app
        if not isinstance(app, ReviewApp):
            return
        for act in ACTS:
            if act.name == "palette":
                continue
            held = " ".join(shown_key(key) for key in app.room.keys.get(act.name, ()))
            yield act.title, f"{act.group} · {held or 'no key'}", partial(self._run, app.room, act)

    @staticmethod
    def _run(room: Room, act: Act) -> None:
        room.call_later(room.run_action, act.call)

    async def discover(self) -> Hits:
        for title, help_line, run in self._all():
            yield DiscoveryHit(title, run, help=help_line)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for title, help_line, run in self._all():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, matcher.highlight(title), run, help=help_line)


class ReviewApp(App[None]):
    """One reviewer in one room."""

    CSS_PATH = "review.tcss"
    TITLE = "claimtrack"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar = {Acts}
    NOTIFICATION_TIMEOUT = 3
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-roomy")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]

    def __init__(
        self,
        review: Review,
        keys: Mapping[str, tuple[str, ...]],
        *,
        kind: str | None = None,
        poll_every: float = 2.0,
    ) -> None:
        super().__init__()
        self.review = review
        self.room = Room(review, keys, poll_every=poll_every, theme_is_kept=kind is None)
        self.unwritten: list[str] = []
        self._held: deque[events.Key] = deque()
        self._held_since = 0.0
        self._release_timer: Timer | None = None
        review.store.db.patience = PATIENCE_S  # what is busy waits in the writer, not under the reviewer's fingers
        review.store.db.on_busy = None
        for one in NAMES:
            self.register_theme(theme(one))
        self.theme = NAMES[kind or "dark"]

    def get_default_screen(self) -> Screen[None]:
        return self.room

    # --- keys typed ahead -------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Take keys one after another: those typed for a note must not judge the pair while its sheet still opens."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._held or self._is_opening:
            self._hold(event)
        else:
            await self._take(event)

    @property
    def _is_opening(self) -> bool:
        if isinstance(self.screen, Sheet):
            return not self.screen.is_ready
        return any(one.group in OPENERS and not one.is_finished for one in self.workers)

    async def _take(self, event: events.Key) -> None:
        room = self.room
        if self.screen is not room or room.focused is not None or not await room.take_key(event.key):
            await super().on_event(event)

    def _hold(self, event: events.Key) -> None:
        if not self._held:
            self._held_since = time.monotonic()
            self._release_timer = self.set_interval(0.01, self._release)
        self._held.append(event)

    async def _release(self) -> None:
        while self._held:
            if self._is_opening and time.monotonic() - self._held_since < LONGEST_HELD_S:
                return
            await self._take(self._held.popleft())
        if self._release_timer is not None:
            self._release_timer.stop()

    # --- the theme, and the end -------------------------------------------------------------------

    def action_switch_light_and_dark(self) -> None:
        kind = "light" if self.theme == NAMES["dark"] else "dark"
        self.theme = NAMES[kind]
        self.review.extra["theme"] = kind
        self.room.keep_place_soon()

    async def action_quit(self) -> None:
        await self.action_leave()

    async def action_leave(self) -> None:
        """Quit with everything written, or say what could not be."""
        until = time.monotonic() + LAST_TRIES_S
        while self.review.writer.waiting and time.monotonic() < until:
            self.unwritten += [str(error) for error in self.review.writer.retry()]
        if self.review.writer.waiting:
            self.unwritten.append(f"{self.review.writer.waiting} acts could not be written: the store stayed busy")
        try:
            self.review.keep_place()
        except ClaimtrackError as error:
            self.unwritten.append(f"your place was not kept: {error}")
        self.exit()
