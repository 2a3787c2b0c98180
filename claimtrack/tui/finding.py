"""The speakers that a name may mean, told apart where several have it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimtrack.store import ClaimFilter
from claimtrack.vocabulary import ClaimView, SpeakerView

if TYPE_CHECKING:
    from claimtrack.store import Store

LISTED = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A speaker, and the first claim of one whose name others bear too; None for the rest."""

    speaker: SpeakerView
    first: ClaimView | None = None


def speakers(store: Store, name: str) -> list[Found]:
    """Those one of whose names holds the text, or those with most claims where it is empty; at most LISTED."""
    found = (store.find_speakers(name) if name else store.speakers())[:LISTED]
    bearers = Counter(one.name.casefold() for one in found)
    return [Found(one, _first(store, one.id) if bearers[one.name.casefold()] > 1 else None) for one in found]


def _first(store: Store, speaker_id: int) -> ClaimView | None:
    claims = store.claims(ClaimFilter(speaker_id=speaker_id, attitudes=True), limit=1, order="said")
    return claims[0] if claims else None
