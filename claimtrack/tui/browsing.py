"""Where one reviewer is in a case: the queue, the pair on the screen, and the way between pairs."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from claimtrack.errors import NotFound
from claimtrack.store import ClaimFilter, Counts, LinkFilter, Order, Place, State
from claimtrack.tui.pace import Pace
from claimtrack.tui.snapshot import Snapshot
from claimtrack.tui.writer import Writer
from claimtrack.vocabulary import ClaimView, LinkView

if TYPE_CHECKING:
    from claimtrack.store import Store

KEPT_TEXTS = 6


class Phase(StrEnum):
    """What the room has to show."""

    LOADING = "loading"
    REVIEW = "review"
    EMPTY = "empty"
    NO_LINKS = "no links"
    NO_MATCH = "no match"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Told:
    """A line for the reviewer; `grave` where something did not go as asked."""

    text: str
    grave: bool = False


class Browsing:
    """One reviewer at one store.

    `cursor` indexes `snapshot`; `link` is the pair on the screen, which may stand outside the queue (after an undo);
    `tops` holds the offset of the first shown character of a claim's document where the reader scrolled it.
    """

    def __init__(
        self,
        store: Store,
        *,
        reviewer: str,
        blind: bool = False,
        pace: Pace | None = None,
        program: str = "claimtrack",
    ) -> None:
        self.store = store
        self.reviewer = reviewer
        self.program = program
        """How claimtrack is called for this case."""
        self.blind = blind
        self.filter = LinkFilter()
        self.order = Order.SCORE
        self.snapshot = Snapshot()
        self.cursor = 0
        self.link: LinkView | None = None
        self.side = "a"
        self.marked: set[int] = set()
        self.tops: dict[str, int] = {}
        self.counts: Counts | None = None
        self.is_read = False
        """Whether the queue has been read once."""
        self.steps_ahead = 0
        """Steps asked for before that; taken as soon as it is."""
        self.pace = pace or Pace()
        self.phase = Phase.LOADING
        self.second_round = False
        self.seq = 0
        self.is_open = False
        self.writer = Writer()
        self.extra: dict[str, object] = {}
        self.drafts: dict[str, str] = {}
        self._texts: OrderedDict[int, str] = OrderedDict()

    # --- opening, and the queue -----------------------------------------------------------------

    def open(self) -> None:
        """Go back to where this reviewer was, and show that pair before the queue is read; once."""
        if self.is_open:
            return
        self.is_open = True
        self.seq = self.store.last_seq()
        place = self.store.place(self.reviewer)
        if place is not None:
            self._take_place(place)
        if self.link is None:
            first = self._next_id(after=None)
            if first is not None:
                self.show(first)

    def _take_place(self, place: Place) -> None:
        self.filter, self.order = place.filter, place.order
        self.extra = dict(place.extra)
        self.blind = self.blind or self.extra.get("blind") is True
        self.side = "b" if self.extra.get("side") == "b" else "a"
        marked = self.extra.get("marked")
        if isinstance(marked, list):
            self.marked = {one for one in marked if isinstance(one, int)}
        drafts = self.extra.get("drafts")
        if isinstance(drafts, dict):
            self.drafts = {str(key): str(text) for key, text in drafts.items()}
        if place.link_id is None:
            return
        try:
            self.show(place.link_id)
        except NotFound:
            return
        tops = self.extra.get("tops")
        if isinstance(tops, dict):
            self.tops = {side: top for side, top in tops.items() if side in "ab" and isinstance(top, int)}
        if self.extra.get("done") is True and self._next_id(after=None) is None:
            self.phase = Phase.DONE

    def read_queue(self) -> tuple[Snapshot, Counts]:
        """The queue as it now is; touches nothing of this object, so that a thread may run it."""
        ids = self.store.queue_ids(self.filter, reviewer=self.reviewer, order=self.order)
        reviewer = self.reviewer
        snapshot = Snapshot(ids, lambda wanted: self.store.queue_rows(wanted, reviewer=reviewer))
        return snapshot, self.store.counts(LinkFilter(), reviewer=reviewer)

    def take_queue(self, snapshot: Snapshot, counts: Counts) -> None:
        """Stand in this queue, at the pair on the screen where it holds that."""
        self.snapshot, self.counts = snapshot, counts
        here = None if self.link is None else snapshot.index_of(self.link.id)
        if here is not None:
            self.cursor = here
        else:
            self.cursor = min(self.cursor, max(len(snapshot) - 1, 0))
        if self.phase is not Phase.DONE:
            self._settle(held=here is not None)
        self.is_read = True
        ahead, self.steps_ahead = self.steps_ahead, 0
        if ahead:
            self.move(ahead)

    def load_queue(self) -> None:
        """Read the queue and stand in it."""
        self.take_queue(*self.read_queue())

    def _settle(self, *, held: bool) -> None:
        if not len(self.snapshot):
            self.link = None if self.is_narrowed else self.link
            self.phase = self._phase_of_nothing()
        elif held or (self.link is not None and not self.is_narrowed):
            self.phase = Phase.REVIEW
        else:
            self._show_at(self._first_waiting_index())

    def _phase_of_nothing(self) -> Phase:
        if self.is_narrowed:
            return Phase.NO_MATCH
        return Phase.NO_LINKS if self.store.count_claims(ClaimFilter(attitudes=True)) else Phase.EMPTY

    def _first_waiting_index(self) -> int:
        for index in range(min(len(self.snapshot), 64)):
            row = self.snapshot.row(index)
            if row is not None and not row.decided and not row.skipped:
                return index
        return 0

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter or a search holds links back."""
        return self.filter != LinkFilter()

    @property
    def is_adjudicating(self) -> bool:
        return self.filter.states == (State.DISAGREED,)

    def ask_for(self, wanted: LinkFilter, order: Order | None = None) -> None:
        """Change what the queue holds; the caller reads it anew."""
        self.filter, self.order = wanted, order or self.order
        self.second_round = False
        if self.phase is Phase.DONE:
            self.phase = Phase.LOADING

    # --- moving ---------------------------------------------------------------------------------

    def show(self, link_id: int) -> None:
        """Put the pair on the screen; raises NotFound."""
        self.link = self.store.link(link_id, reviewer=self.reviewer)
        self.tops = {}
        self.phase = Phase.REVIEW

    def go_to(self, link_id: int) -> None:
        """Show the pair, and stand on it where the queue holds it."""
        index = self.snapshot.index_of(link_id)
        if index is not None:
            self.cursor = index
        self.show(link_id)

    def _show_at(self, index: int) -> None:
        if not len(self.snapshot):
            return
        self.cursor = min(max(index, 0), len(self.snapshot) - 1)
        self.show(self.snapshot.ids[self.cursor])

    def move(self, step: int) -> bool:
        """Go up or down the queue; False at its ends."""
        if not self.is_read:
            self.steps_ahead += step
            return False
        if not len(self.snapshot):
            return False
        wanted = self.cursor if self.phase is Phase.DONE else self.cursor + step
        target = min(max(wanted, 0), len(self.snapshot) - 1)
        moved = target != self.cursor or self.phase is Phase.DONE
        if moved:
            self._show_at(target)
        return moved

    def jump(self, where: str) -> None:
        """To the "first" or the "last" pair of the queue."""
        self._show_at(0 if where == "first" else len(self.snapshot) - 1)

    def pick(self, index: int) -> None:
        self._show_at(index)

    def open_pair(self, step: int) -> bool:
        """To the next or the previous pair that this reviewer has not decided; False where there is none."""
        if step > 0:
            after = self._next_id(after=self.link.id if self.link else None)
            if after is None or (self.link and after == self.link.id):
                return False
            self.go_to(after)
            return True
        for index in range(self.cursor - 1, -1, -1):
            row = self.snapshot.row(index)
            if row is not None and not row.decided and not row.skipped:
                self._show_at(index)
                return True
        return False

    def _next_id(self, after: int | None) -> int | None:
        """The next link to decide, from the rows at hand where they tell, else from the store."""
        if after is not None and len(self.snapshot):
            for index in range(self.cursor + 1, self.cursor + 9):
                row = self.snapshot.held(index)
                if row is None:
                    break
                if not row.decided and not row.skipped:
                    return row.id
        return self.store.next_open(self.filter, reviewer=self.reviewer, order=self.order, after=after)

    def reread(self) -> None:
        """Read the pair on the screen again, without moving."""
        if self.link is not None:
            self.link = self.store.link(self.link.id, reviewer=self.reviewer)

    # --- the rest of what is shown ----------------------------------------------------------------

    @property
    def claim(self) -> ClaimView | None:
        """The claim of the chosen side."""
        if self.link is None:
            return None
        return self.link.a if self.side == "a" else self.link.b

    def role_elsewhere(self, claim: ClaimView) -> str:
        """What other documents call the speaker, by the latest that is not later than the claim; empty where none."""
        if claim.role or claim.speaker_id is None:
            return ""
        roles = self.store.speaker(claim.speaker_id).roles
        when = claim.said_on or claim.document.published
        before = [one for one in roles if one.seen_on and when and one.seen_on <= when]
        return before[-1].role if before else roles[0].role if roles else ""

    def text_of(self, document_id: int) -> str:
        """The document's text, kept for as long as it is one of the last few looked at."""
        if document_id in self._texts:
            self._texts.move_to_end(document_id)
        else:
            self._texts[document_id] = self.store.document_text(document_id)
            while len(self._texts) > KEPT_TEXTS:
                self._texts.popitem(last=False)
        return self._texts[document_id]

    def place(self) -> Place:
        """Where the reviewer is now."""
        extra: dict[str, object] = {
            **self.extra,
            "blind": self.blind,
            "side": self.side,
            "tops": dict(self.tops),
            "marked": sorted(self.marked),
            "drafts": dict(self.drafts),
            "done": self.phase is Phase.DONE,
        }
        link_id = self.link.id if self.link else None
        return Place(filter=self.filter, order=self.order, link_id=link_id, scroll=self.tops.get("a", 0), extra=extra)

    def keep_place(self) -> None:
        """Store where the reviewer is."""
        self.store.save_place(self.reviewer, self.place())
