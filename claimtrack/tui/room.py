"""The one screen: the queue, the pair, the reasons and the tabs, and how they follow the state."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from claimtrack.errors import ClaimtrackError, StoreBusy
from claimtrack.store import ClaimFilter
from claimtrack.tui.actions import ACTS, shown_key
from claimtrack.tui.asked import ORDER_WORDS, described
from claimtrack.tui.state import Phase, Review, Told
from claimtrack.tui.themes import NAMES
from claimtrack.tui.widgets.aside import TABS, Aside, history_text, notes_text, others_text
from claimtrack.tui.widgets.blank import Blank
from claimtrack.tui.widgets.claim_pane import ClaimPane
from claimtrack.tui.widgets.masthead import Masthead
from claimtrack.tui.widgets.passage import Passage
from claimtrack.tui.widgets.queue_list import QueueList
from claimtrack.tui.widgets.verdict_bar import VerdictBar
from claimtrack.tui.widgets.why_line import WhyLine

if TYPE_CHECKING:
    from claimtrack.store import Counts, QueueRow
    from claimtrack.tui.snapshot import Snapshot
    from claimtrack.vocabulary import ClaimView, LinkView

PLACE_DELAY = 0.05
"""Seconds after a move until the place is stored."""

ASIDE_DELAY = 0.08
"""Seconds on one pair until its tab is filled, so that a held-down j asks the store for nothing extra."""

RETRY_EVERY = 0.5

PLAIN_SECONDS = 3.0
GRAVE_SECONDS = 6.0
"""How long a line that was told stands."""

OTHERS_LISTED = 40


class RoomBase(Screen[None]):
    """Layout and refreshing; what the keys do stands in the classes built on it."""

    AUTO_FOCUS = ""

    def __init__(
        self,
        review: Review,
        keys: Mapping[str, tuple[str, ...]],
        *,
        poll_every: float = 2.0,
        theme_is_kept: bool = True,
    ) -> None:
        super().__init__(id="room")
        self._theme_is_kept = theme_is_kept
        self.review = review
        self.keys = keys
        self.title_of_case = ""
        self._poll_every = poll_every
        self._place_timer: Timer | None = None
        self._aside_timer: Timer | None = None
        self._retry_timer: Timer | None = None
        self._grave_until = 0.0
        self._shown: tuple[object, ...] = ()
        self._calls = {key: act.call for act in ACTS for key in keys.get(act.name, ())}
        for act in ACTS:
            for key in keys.get(act.name, ()):
                self._bindings.key_to_bindings[key] = [Binding(key, act.call, act.title, show=False)]

    def compose(self) -> ComposeResult:
        yield Masthead(id="masthead")
        with Horizontal(id="body"):
            yield QueueList(self.review_row, id="queue")
            with Vertical(id="pair"):
                with Horizontal(id="claims"):
                    yield ClaimPane("a")
                    yield ClaimPane("b")
                yield WhyLine(id="why")
                yield Aside(id="aside")
            yield Blank(id="blank")
        yield Input(placeholder="words to search for; enter keeps, esc leaves", id="search", compact=True)
        yield VerdictBar(self.keys, id="verdicts")

    async def take_key(self, key: str) -> bool:
        """Do what the key stands for before the next key is looked at; False where it stands for nothing."""
        call = self._calls.get(key)
        return call is not None and await self.app.run_action(call, self)

    def review_row(self, index: int) -> QueueRow | None:
        try:
            return self.review.snapshot.row(index)
        except StoreBusy:
            return None

    # --- opening --------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.query_one("#search").display = False
        self.title_of_case = str(getattr(self.review.store, "title", None) or "")
        self.attempt(self.review.open)
        theme = self.review.extra.get("theme")
        if self._theme_is_kept and isinstance(theme, str) and theme in NAMES:
            self.app.theme = NAMES[theme]
        aside = self.review.extra.get("tab")
        if aside in TABS:
            self.query_one(Aside).tab = str(aside)
        self.query_one(VerdictBar).show()
        self.show_all()
        self.call_after_refresh(self.reload)

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._after_resize)

    def _after_resize(self) -> None:
        self.query_one(VerdictBar).show()
        self._shown = ()
        self.show_all()

    @work(thread=True, exclusive=True, group="queue")
    def reload(self) -> None:
        """Read the queue anew, away from the keys."""
        try:
            snapshot, counts = self.review.read_queue()
        except ClaimtrackError as error:
            self.app.call_from_thread(self.tell, Told(str(error), grave=True))
            return
        self.app.call_from_thread(self._take_queue, snapshot, counts)

    def _take_queue(self, snapshot: Snapshot, counts: Counts) -> None:
        self.attempt(lambda: self.review.take_queue(snapshot, counts))
        self.show_all()

    @work(thread=True, exclusive=True, group="counts")
    def recount(self) -> None:
        """Ask the store how far the review is."""
        from claimtrack.store import LinkFilter

        try:
            counts = self.review.store.counts(LinkFilter(), reviewer=self.review.reviewer)
        except ClaimtrackError:
            return
        self.app.call_from_thread(self._take_counts, counts)

    def _take_counts(self, counts: Counts) -> None:
        self.review.counts = counts
        self.show_masthead()
        if self.review.phase is Phase.DONE:
            self.query_one(Blank).show(self.review, self.keys)

    # --- showing --------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Bring every part in line with the state."""
        review = self.review
        pair = review.phase is Phase.REVIEW and review.link is not None
        self.query_one("#blank").display = not pair
        self.query_one("#pair").display = pair
        self.set_class(not len(review.snapshot) and not pair, "-bare")
        self.show_masthead()
        self.show_queue()
        if not pair:
            self.query_one(Blank).show(review, self.keys)
            return
        self.show_pair()

    def show_masthead(self) -> None:
        folded = not self.query_one(QueueList).display
        self.query_one(Masthead).show(self.review, self.title_of_case, folded=folded)

    def show_queue(self) -> None:
        review = self.review
        queue = self.query_one(QueueList)
        total = len(review.snapshot)
        place = f"{review.cursor + 1:,}/{total:,}" if total else "0"
        queue.retitle(Content(f" {described(review.filter)} "), Content(f" {place} · {ORDER_WORDS[review.order]} "))
        queue.show(
            total=total,
            cursor=review.cursor,
            marked=frozenset(review.marked),
            blind=review.blind,
        )

    def show_pair(self) -> None:
        review, link = self.review, self.review.link
        if link is None:
            return
        shown = (link.id, link.a, link.b)
        if shown != self._shown and self.attempt(lambda: self._show_claims(link)):
            self._shown = shown
        for side in "ab":
            self.pane(side).set_class(side == review.side, "chosen")
        self.query_one(WhyLine).show(link, reviewer=review.reviewer, blind=review.blind)
        self.show_aside()
        self.keep_place_soon()

    def _show_claims(self, link: LinkView) -> None:
        review = self.review
        for pane, claim in ((self.pane("a"), link.a), (self.pane("b"), link.b)):
            pane.show(
                claim,
                review.text_of(claim.document.id),
                link.reasons,
                elsewhere=review.role_elsewhere(claim),
                top=review.tops.get(pane.side),
            )

    def pane(self, side: str) -> ClaimPane:
        return self.query_one(f"#claim-{side}", ClaimPane)

    def show_aside(self) -> None:
        review, link = self.review, self.review.link
        if link is None:
            return
        claim = review.claim
        aside = self.query_one(Aside)
        aside.show_tabs(len(link.notes), claim.speaker if claim else None)
        if aside.tab == "notes":
            key = (self.keys.get("note") or ("ctrl+p",))[0]
            notes = [one for one in link.notes if not review.blind or one.reviewer == review.reviewer]
            aside.show_text(notes_text(notes, shown_key(key)))
            return
        if self._aside_timer is not None:
            self._aside_timer.stop()
        self._aside_timer = self.set_timer(ASIDE_DELAY, self._fill_aside)

    @work(thread=True, exclusive=True, group="aside")
    def _fill_aside(self) -> None:
        review, link, claim = self.review, self.review.link, self.review.claim
        tab = self.query_one(Aside).tab
        if link is None or claim is None:
            return
        try:
            if tab == "history":
                blind_to = review.reviewer if review.blind else None
                text = history_text(review.store.history(link.key), link.key, blind_to=blind_to)
            else:
                text = others_text(self._others(claim.speaker_id, {link.a.id, link.b.id}), claim.speaker)
        except ClaimtrackError:
            return
        self.app.call_from_thread(self._take_aside, link.id, tab, text)

    def _others(self, speaker_id: int | None, leave_out: set[int]) -> list[ClaimView]:
        if speaker_id is None:
            return []
        wanted = ClaimFilter(speaker_id=speaker_id, attitudes=True)
        found = self.review.store.claims(wanted, limit=OTHERS_LISTED, order="said")
        return [claim for claim in found if claim.id not in leave_out]

    def _take_aside(self, link_id: int, tab: str, text: Content) -> None:
        aside = self.query_one(Aside)
        if self.review.link is not None and self.review.link.id == link_id and aside.tab == tab:
            aside.show_text(text)

    # --- keeping the place ------------------------------------------------------------------------

    def keep_place_soon(self) -> None:
        if self._place_timer is not None:
            self._place_timer.stop()
        self._place_timer = self.set_timer(PLACE_DELAY, self.keep_place)

    @work(thread=True, exclusive=True, group="place")
    def keep_place(self) -> None:
        """Store the place away from the keys; a busy store gets it with the next move."""
        try:
            self.review.keep_place()
        except ClaimtrackError:
            return

    def on_passage_scrolled(self, event: Passage.Scrolled) -> None:
        for side in "ab":
            if event.passage is self.pane(side).passage:
                self.review.tops[side] = event.top
                self.keep_place_soon()

    # --- talking ----------------------------------------------------------------------------------

    def tell(self, told: Told | None) -> None:
        """Show a line for a moment, in place of the one before unless that was grave; never read as markup."""
        if told is None:
            return
        now = time.monotonic()
        if now >= self._grave_until:
            self.app.clear_notifications()
        if told.grave:
            self._grave_until = now + GRAVE_SECONDS
        self.notify(
            told.text,
            severity="error" if told.grave else "information",
            timeout=GRAVE_SECONDS if told.grave else PLAIN_SECONDS,
            markup=False,
        )

    def attempt(self, act: Callable[[], object]) -> bool:
        """Run the act and show what it tells; a claimtrack error becomes a line, and False."""
        waiting = self.review.writer.waiting
        try:
            told = act()
        except ClaimtrackError as error:
            self.tell(Told(str(error), grave=True))
            return False
        if self.review.writer.waiting > waiting == 0:
            self.tell(Told("Another program is writing to the store: your act is kept and tried again", grave=True))
        if self.review.writer.waiting and self._retry_timer is None:
            self._retry_timer = self.set_interval(RETRY_EVERY, self._retry)
        if isinstance(told, Told) and (told.grave or self.review.writer.waiting <= waiting):
            self.tell(told)
        return True

    @work(thread=True, exclusive=True, group="retry")
    def _retry(self) -> None:
        failed = self.review.writer.retry()
        self.app.call_from_thread(self._retried, failed)

    def _retried(self, failed: list[ClaimtrackError]) -> None:
        for error in failed:
            self.tell(Told(f"Could not be written: {error}", grave=True))
        if not self.review.writer.waiting and self._retry_timer is not None:
            self._retry_timer.stop()
            self._retry_timer = None
            self.tell(Told("The store is free again: everything is written"))
            self.attempt(self.review.reread)
            self.show_all()
            self.recount()
