"""How far a job is, for whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is; `total` None where that is not known."""

    stage: str
    done: int
    total: int | None = None
    what: str = ""


OnProgress = Callable[[Progress], None]
