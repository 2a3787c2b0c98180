"""What a signal is: a small reader that takes a batch of pairs and says, for each, what it saw and where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from claimtrack.link.pair import Pair
from claimtrack.vocabulary import Reason


class Signal(Protocol):
    """`read` answers each pair with a reason whose value lies in [0, 1], or None where it saw nothing."""

    @property
    def name(self) -> str: ...

    def read(self, pairs: Sequence[Pair]) -> list[Reason | None]: ...


@dataclass(frozen=True, slots=True)
class Each:
    """A signal that looks at one pair at a time."""

    name: str
    look: Callable[[Pair], Reason | None]

    def read(self, pairs: Sequence[Pair]) -> list[Reason | None]:
        return [self.look(pair) for pair in pairs]


def quoted(pair_text: str, span: tuple[int, int], limit: int = 60) -> str:
    """The words under a span for a reason's line."""
    words = " ".join(pair_text[span[0] : span[1]].split())
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
