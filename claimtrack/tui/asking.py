"""Asking for another queue: search, filter, order, blindness, and following what others do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widgets import Input

from claimtrack.errors import ClaimtrackError
from claimtrack.store import LinkFilter, Order, State
from claimtrack.tui.asked import ORDER_WORDS, ORDERS
from claimtrack.tui.deeds import links_of, verdict_of
from claimtrack.tui.judging import JudgingRoom
from claimtrack.tui.marks import VERDICTS
from claimtrack.tui.screens.choose import ChooseSheet
from claimtrack.tui.screens.filter import FilterSheet
from claimtrack.tui.state import Phase, Told
from claimtrack.tui.visible import one_line
from claimtrack.vocabulary import JournalEntry

if TYPE_CHECKING:
    from claimtrack.store import Changes


class AskingRoom(JudgingRoom):
    """The queue is read in a worker each time, and the pair on the screen stays."""

    def on_mount(self) -> None:
        if self._poll_every:
            self.set_interval(self._poll_every, self.poll)

    def ask_for(self, wanted: LinkFilter, order: Order | None = None) -> None:
        self.review.ask_for(wanted, order)
        self.keep_place_soon()
        self.reload()

    # --- search -----------------------------------------------------------------------------------

    def action_search(self) -> None:
        field = self.query_one("#search", Input)
        field.value = self.review.filter.search or ""
        field.display = True
        self.set_focus(field)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self._leave_search()
        self.ask_for(replace(self.review.filter, search=event.value.strip() or None))

    def _leave_search(self) -> None:
        self.set_focus(None)
        self.query_one("#search", Input).display = False

    def action_clear(self) -> None:
        """One step back to every pair: leave the search field, clear the marks, the search, the filter."""
        if self.query_one("#search", Input).display:
            self._leave_search()
            return
        if self.review.marked:
            self.review.marked.clear()
            self.show_all()
        elif self.has_class("-short") and self.has_class("-aside"):
            self.remove_class("-aside")
        elif self.review.filter.search:
            self.ask_for(replace(self.review.filter, search=None))
        elif self.review.is_narrowed:
            self.ask_for(LinkFilter())

    # --- filter and order ---------------------------------------------------------------------------

    @work(exclusive=True, group="sheet")
    async def action_filter(self) -> None:
        store = self.review.store
        outlets: list[str] = []
        tags: list[str] = []
        try:
            outlets = store.outlets()
            tags = [name for name, _ in store.all_tags()]
        except ClaimtrackError as error:
            self.tell(Told(str(error), grave=True))
        sheet = FilterSheet(self.review.filter, outlets=outlets, tags=tags)
        wanted = await self.app.push_screen_wait(sheet)
        if wanted is not None:
            self.ask_for(wanted)

    @work(exclusive=True, group="sheet")
    async def action_order(self) -> None:
        choices = [Content(ORDER_WORDS[order]) for order in ORDERS]
        now = ORDERS.index(self.review.order) if self.review.order in ORDERS else 0
        chosen = await self.app.push_screen_wait(ChooseSheet("Order of the queue", choices, chosen=now))
        if chosen is not None:
            self.ask_for(self.review.filter, ORDERS[chosen])

    def action_waiting(self) -> None:
        """Skipped and unsure pairs alone, or all again."""
        wanted = LinkFilter(states=(State.SKIPPED, State.UNSURE))
        self.ask_for(LinkFilter() if self.review.filter == wanted else wanted)

    def action_disagreements(self) -> None:
        """Pairs that reviewers judged differently; a judgement there closes the dispute."""
        wanted = LinkFilter(states=(State.DISAGREED,))
        entering = self.review.filter != wanted
        self.ask_for(wanted if entering else LinkFilter())
        if entering:
            self.tell(Told("Disagreements: your judgement here is the adjudication. D goes back"))

    def action_blind(self) -> None:
        self.review.blind = not self.review.blind
        self.tell(
            Told(
                "Blind: scores and others' judgements are hidden, and your judgements say so"
                if self.review.blind
                else "No longer blind"
            )
        )
        self.show_all()

    # --- following others ---------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="poll")
    def poll(self) -> None:
        """Read what others have done since the last look."""
        try:
            changes = self.review.store.changes_since(self.review.seq)
        except ClaimtrackError:
            return
        if changes.seq != self.review.seq or changes.linked:
            self.app.call_from_thread(self.take_changes, changes)

    def take_changes(self, changes: Changes) -> None:
        """Show what was done elsewhere: rows, counts, and a line about it."""
        review = self.review
        review.seq = changes.seq
        touched = {number for one in changes.entries for number in links_of(one)}
        others = [one for one in changes.entries if one.reviewer != review.reviewer]
        if not changes.linked and not touched and not others:
            return
        if changes.linked or review.phase in {Phase.EMPTY, Phase.NO_LINKS}:
            self.reload()
            if changes.linked:
                self.tell(Told("The links were rebuilt: the queue is read anew"))
            return
        review.snapshot.refresh(touched)
        self.attempt(review.reread)
        self.recount()
        if others:
            self.show_all()
            if not review.blind:
                self.tell(Told(heard(others)))
        else:
            self.show_queue()


def heard(entries: list[JournalEntry]) -> str:
    """What the others did, in one line."""
    last = entries[-1]
    verdict = verdict_of(last)
    parts = [f"{one_line(last.reviewer)}:", one_line(last.action), last.subject]
    if verdict is not None:
        parts.append(f"{VERDICTS[verdict].sign} {VERDICTS[verdict].word}")
    line = " ".join(part for part in parts if part)
    return line if len(entries) == 1 else f"{line}, and {len(entries) - 1} more"
