"""Where the text itself sets one statement against another: "X concluded that …, but Y said …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claimtrack.extract.speakers.cast import Cast
from claimtrack.extract.speakers.disputing import Disputing
from claimtrack.extract.speakers.words import contrast_words

if TYPE_CHECKING:
    from claimtrack.extract.local import LocalAttribution
    from claimtrack.extract.speakers.sources import Speaking

_REACH = 600
"""Characters that a contrast at the start of a sentence looks back over."""


def contrasts(cast: Cast, local: Sequence[LocalAttribution], spoken: Sequence[Speaking]) -> Iterator[Disputing]:
    """Each attribution with the one before it that the text sets it against, where another speaks there."""
    own = [number for number, one in enumerate(local) if one.enclosing is None and not one.attitude]
    for place, number in enumerate(own):
        by = spoken[number].entity
        if by is None or local[number].anaphoric:
            continue
        for earlier in reversed(own[max(0, place - 3) : place]):
            against = spoken[earlier].entity
            if against is None or against is by or local[earlier].anaphoric:
                continue
            span = _set_against(cast, local[earlier], local[number])
            if span is not None:
                yield Disputing(span, by, against, earlier, None, contrast=True)
                break


def _set_against(cast: Cast, earlier: LocalAttribution, later: LocalAttribution) -> tuple[int, int] | None:
    """The sentences that hold both, where a word of contrast stands between them."""
    reading = cast.reading
    before = max(end for _, end in earlier.content)
    begin = min(start for start, _ in (*later.source, *later.cue, *later.content))
    if not before <= begin <= before + _REACH:
        return None
    low, high = reading.first_token_from(before), reading.token_at(begin)
    first = cast.doc[high].sent
    words = contrast_words()
    opening = next((token for token in first if not token.is_space and not token.is_punct), None)
    inside = any(
        (cast.doc[i].lower_, "inside") in words and not reading.is_quoted(cast.doc[i]) for i in range(low, high)
    )
    same = cast.doc[reading.token_at(earlier.content[0][0])].sent.start == first.start
    opens = opening is not None and (opening.lower_, "first") in words and opening.i <= high
    if not (same and inside) and not (not same and opens and not reading.is_quoted(first[0])):
        return None
    start = cast.doc[reading.token_at(earlier.content[0][0])].sent.start_char
    last = [token for token in first if not token.is_space][-1]
    return start, reading.end_of(last)
