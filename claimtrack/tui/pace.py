"""How fast the reviewer is deciding, and how long the rest would take."""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Callable

WINDOW = 600.0
"""Seconds that the rate looks back."""

PAUSE = 120.0
"""A longer gap between two decisions is a break, and does not count."""


FEWEST = 5
"""Decisions before a rate is told."""


class Pace:
    """Times of this session's decisions, in seconds of `clock`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times: deque[float] = deque()
        self.decided = 0

    def decide(self, count: int = 1) -> None:
        self.decided += count
        self._times.extend([self._clock()] * count)

    def take_back(self, count: int = 1) -> None:
        self.decided = max(self.decided - count, 0)
        for _ in range(min(count, len(self._times))):
            self._times.pop()

    def a_minute(self) -> float | None:
        """Decisions a minute over the last ten minutes, breaks left out; None before there are enough to tell."""
        now = self._clock()
        recent = [at for at in self._times if now - at <= WINDOW]
        if len(recent) < FEWEST:
            return None
        worked = sum(min(later - earlier, PAUSE) for earlier, later in itertools.pairwise(recent))
        return (len(recent) - 1) * 60 / worked if worked > 0 else None

    def minutes_for(self, left: int) -> float | None:
        """How many minutes `left` decisions would take; None where no rate is known."""
        rate = self.a_minute()
        return left / rate if rate else None
