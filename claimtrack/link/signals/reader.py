"""The contradiction reader as one signal among the others: how sure it is that the two accounts cannot both stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from claimtrack.errors import ReaderUnavailable
from claimtrack.link.pair import Pair
from claimtrack.link.reader import Passage, Reader, load
from claimtrack.link.reader.runtime import BUILTIN
from claimtrack.link.reading import Reading
from claimtrack.vocabulary import Reason

NAME = "reader"


@lru_cache(maxsize=2)
def loaded(where: Literal["builtin"] | Path) -> Reader:
    """The reader, kept for the life of the process; raises as `reader.load` does."""
    if where == "builtin" and not (BUILTIN / "model.onnx").is_file():
        raise ReaderUnavailable("this installation has no built-in reader: claims are linked by cues alone")
    return load(where)


def passage(reading: Reading) -> Passage:
    """What the reader is given of a claim: a denial is put into words, the speaker and the date go along."""
    own = reading.statement
    text = f"denied that {reading.text}" if reading.denied else reading.text
    return Passage(text, own.speaker or "", own.said.isoformat() if own.said else "")


class ReaderSignal:
    """Asks the reader about each pair; `value` is its probability of a contradiction."""

    name = NAME

    def __init__(self, where: Literal["builtin"] | Path) -> None:
        self._reader = loaded(where)

    def read(self, pairs: Sequence[Pair]) -> list[Reason | None]:
        found = self._reader.read([(passage(pair.a), passage(pair.b)) for pair in pairs])
        return [
            Reason(
                NAME,
                round(reading.contradiction, 4),
                f"the reader judged the two accounts incompatible, {reading.contradiction:.2f}",
            )
            for reading in found
        ]
