"""Driving the app in a test: opening it on a store, and waiting until its workers rest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from textual.content import Content
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerState

from claimtrack.store import Store
from claimtrack.tui.app import ReviewApp
from claimtrack.tui.keymap import defaults
from claimtrack.tui.state import Review

IN_THREADS = {"queue", "counts", "place", "aside", "poll", "retry", "look", "speakers", "copy"}


@dataclass
class Seat:
    """A reviewer's hands and eyes."""

    app: ReviewApp
    pilot: Pilot[None]

    @property
    def review(self) -> Review:
        return self.app.review

    @property
    def here(self) -> int:
        assert self.review.link is not None
        return self.review.link.id

    @property
    def screen(self) -> Screen[object]:
        return self.app.screen

    @property
    def in_room(self) -> bool:
        """No sheet is open."""
        return self.app.screen is self.app.room

    async def rest(self) -> None:
        """Until no worker is busy and the screen is drawn."""
        for _ in range(200):
            await self.pilot.pause()
            busy = [
                one
                for one in self.app.workers
                if one.group in IN_THREADS and one.state in {WorkerState.PENDING, WorkerState.RUNNING}
            ]
            if not busy:
                return
            await asyncio.sleep(0.01)
        raise AssertionError("the workers do not come to rest")

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
        await self.rest()

    async def burst(self, *keys: str) -> None:
        """All keys at once, as from fast fingers or a slow line."""
        for key in keys:
            self.app.post_message(Key(key, key if len(key) == 1 else None))
        for _ in range(20):
            await self.pilot.pause(0.02)
        await self.rest()

    async def write(self, text: str) -> None:
        await self.press(*({" ": "space", "-": "minus", ",": "comma"}.get(char, char) for char in text))

    def text(self, selector: str) -> str:
        """What a Static of the topmost screen says."""
        content = self.screen.query_one(selector, Static).content
        return content.plain if isinstance(content, Content) else str(content)

    def seen(self) -> str:
        """Every character on the screen, line by line."""
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def told(self) -> list[str]:
        """The lines that were told and still stand."""
        return [str(one.message) for one in self.app._notifications]


@asynccontextmanager
async def seated(
    store: Store,
    *,
    reviewer: str = "ana",
    size: tuple[int, int] = (120, 40),
    kind: str | None = None,
    keys: Mapping[str, tuple[str, ...]] | None = None,
    blind: bool = False,
    poll_every: float = 0,
    program: str = "claimtrack",
) -> AsyncIterator[Seat]:
    """The app on the store, at rest on its first pair."""
    review = Review(store, reviewer=reviewer, blind=blind, program=program)
    app = ReviewApp(review, keys or defaults(), kind=kind, poll_every=poll_every)
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot)
        for _ in range(3000):
            if review.counts is not None:
                break
            await pilot.pause(0.01)
        await seat.rest()
        yield seat
