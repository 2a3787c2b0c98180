"""The queue as it stood when it was asked for: every link's id, and the rows that have been looked at."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.store import QueueRow

PAGE = 64
"""Rows read at once."""

KEPT_PAGES = 40


class Snapshot:
    """Ids in the queue's order; rows are read a page at a time and forgotten when many are held.

    A judged link keeps its place here until the queue is asked for anew, so that the list never jumps under the eye.
    """

    def __init__(self, ids: Iterable[int] = (), read: Callable[[Sequence[int]], Sequence[QueueRow]] | None = None):
        self.ids = array("q", ids)
        self._read = read
        self._pages: dict[int, dict[int, QueueRow]] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def index_of(self, link_id: int) -> int | None:
        """Where the link stands; None where the queue does not hold it."""
        try:
            return self.ids.index(link_id)
        except ValueError:
            return None

    def row(self, index: int) -> QueueRow | None:
        """The row at the index; None past the ends, or where the link is gone."""
        if not 0 <= index < len(self.ids):
            return None
        return self._page(index // PAGE).get(self.ids[index])

    def held(self, index: int) -> QueueRow | None:
        """The row at the index where it has been read already, without asking the store."""
        if not 0 <= index < len(self.ids):
            return None
        return self._pages.get(index // PAGE, {}).get(self.ids[index])

    def forget(self, link_ids: Iterable[int] | None = None) -> None:
        """Have the pages of these links read again when next looked at; None: all pages."""
        if link_ids is None:
            self._pages.clear()
            return
        wanted = set(link_ids)
        self._pages = {number: page for number, page in self._pages.items() if not wanted & page.keys()}

    def refresh(self, link_ids: Iterable[int]) -> None:
        """Read the rows of these links again, where they are held."""
        wanted = set(link_ids)
        stale = [(page, wanted & page.keys()) for page in self._pages.values()]
        for page, ids in stale:
            if ids and self._read:
                page.update({row.id: row for row in self._read(sorted(ids))})

    def _page(self, number: int) -> dict[int, QueueRow]:
        if number not in self._pages:
            if len(self._pages) >= KEPT_PAGES:
                self._pages.pop(next(iter(self._pages)))
            ids = self.ids[number * PAGE : (number + 1) * PAGE].tolist()
            rows = self._read(ids) if self._read else ()
            self._pages[number] = {row.id: row for row in rows}
        return self._pages[number]
