"""Acts on their way into the store: written at once, or kept in order and retried while another writer holds it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from claimtrack.errors import ClaimtrackError, StoreBusy


@dataclass(frozen=True, slots=True)
class Waiting:
    """One act that the store had no time for; `then` runs once it is written."""

    write: Callable[[], object]
    then: Callable[[], None]


class Writer:
    """Keeps the order of acts: while one waits, all later ones wait behind it."""

    def __init__(self) -> None:
        self._waiting: deque[Waiting] = deque()

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def write(self, write: Callable[[], object], then: Callable[[], None]) -> bool:
        """Write now and run `then`; False where the act has to wait. Other errors are the caller's."""
        if not self._waiting:
            try:
                write()
            except StoreBusy:
                pass
            else:
                then()
                return True
        self._waiting.append(Waiting(write, then))
        return False

    def retry(self) -> list[ClaimtrackError]:
        """Write what waits, as far as the store lets; what can never be written is dropped and returned."""
        failed: list[ClaimtrackError] = []
        while self._waiting:
            act = self._waiting[0]
            try:
                act.write()
            except StoreBusy:
                break
            except ClaimtrackError as error:
                failed.append(error)
                self._waiting.popleft()
            else:
                self._waiting.popleft()
                act.then()
        return failed
