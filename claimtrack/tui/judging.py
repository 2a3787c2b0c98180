"""Deciding and moving: what the keys of judgement and of the queue do."""

from __future__ import annotations

from textual.widgets import Input, TextArea

from claimtrack.tui.actions import ACTS
from claimtrack.tui.room import RoomBase
from claimtrack.tui.state import Phase, Told
from claimtrack.tui.widgets.aside import TABS, Aside
from claimtrack.tui.widgets.claim_pane import ClaimPane
from claimtrack.tui.widgets.queue_list import QueueList
from claimtrack.vocabulary import Verdict

JUDGING_CALLS = {act.call.split("(")[0] for act in ACTS if act.judges} | {"mark", "flag"}


class JudgingRoom(RoomBase):
    """Every act here answers at once: it writes one row and reads one pair."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Verdicts are dead while a text field has the focus."""
        if action in JUDGING_CALLS and isinstance(self.focused, Input | TextArea):
            return False
        return super().check_action(action, parameters)

    # --- judging ----------------------------------------------------------------------------------

    def action_judge(self, verdict: str) -> None:
        self.attempt(lambda: self.review.judge(Verdict(verdict)))
        self._decided()

    def action_skip(self) -> None:
        self.attempt(self.review.skip)
        self._decided()

    def action_undo(self) -> None:
        self.attempt(self.review.undo)
        self._turned()

    def action_redo(self) -> None:
        self.attempt(self.review.redo)
        self._turned()

    def _decided(self) -> None:
        self.show_all()
        if self.review.counts is None or self.review.phase is Phase.DONE:
            self.recount()

    def _turned(self) -> None:
        self._shown = ()
        self.show_all()
        self.recount()

    def action_mark(self) -> None:
        self.attempt(self.review.mark)
        self.show_all()

    # --- moving -----------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        self.attempt(lambda: self.review.move(step))
        self.show_all()

    def action_jump(self, where: str) -> None:
        self.attempt(lambda: self.review.jump(where))
        self.show_all()

    def action_page(self, pages: int) -> None:
        self.action_move(pages * max(self.query_one(QueueList).rows_in_view - 1, 1))

    def action_open_pair(self, step: int) -> None:
        found: list[bool] = []
        self.attempt(lambda: found.append(self.review.open_pair(step)))
        if found == [False]:
            self.tell(Told("No other pair waits in that direction"))
        self.show_all()

    def on_queue_list_picked(self, event: QueueList.Picked) -> None:
        self.attempt(lambda: self.review.pick(event.index))
        self.show_all()

    def action_side(self, side: str) -> None:
        self.review.side = side
        self.show_pair()

    def on_claim_pane_chosen(self, event: ClaimPane.Chosen) -> None:
        self.action_side(event.side)

    def action_scroll_text(self, steps: int) -> None:
        passage = self.pane(self.review.side).passage
        passage.scroll_relative(y=steps * max(passage.size.height // 3, 1), animate=False)

    # --- tabs, panes --------------------------------------------------------------------------------

    def open_tab(self, name: str) -> None:
        self.query_one(Aside).tab = name
        self.review.extra["tab"] = name

    def action_show_tab(self, name: str) -> None:
        """Open the tab; on a short screen lay it out over the claims' last lines."""
        self.open_tab(name)
        self.add_class("-aside")
        self.show_aside()
        self.keep_place_soon()

    def action_next_tab(self, step: int) -> None:
        aside = self.query_one(Aside)
        self.action_show_tab(TABS[(TABS.index(aside.tab) + step) % len(TABS)])

    def action_toggle_queue(self) -> None:
        """Fold the queue away where it stands, or lay it over a narrow screen."""
        self.toggle_class("-unfolded" if self.has_class("-narrow") else "-folded")
        self.call_after_refresh(self.show_masthead)
