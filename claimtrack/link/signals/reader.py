"""The contradiction reader as one signal among the others: how sure it is that the two accounts cannot both stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from claimtrack.errors import ReaderUnavailable
from claimtrack.link.pair import Pair
from claimtrack.link.reader import Passage, Reader, clauses, conflict, load
from claimtrack.link.reader import Reading as Said
from claimtrack.link.reader.runtime import BUILTIN
from claimtrack.link.reading import Reading
from claimtrack.vocabulary import Reason, Spans

NAME = "reader"
AGREES = "agrees"


@lru_cache(maxsize=2)
def loaded(where: Literal["builtin"] | Path) -> Reader:
    """The reader, kept for the life of the process; raises as `reader.load` does."""
    if where == "builtin" and not (BUILTIN / "model.onnx").is_file():
        raise ReaderUnavailable("this installation has no built-in reader: claims are linked by cues alone")
    return load(where)


def passage(reading: Reading) -> Passage:
    """What the reader is given of a claim: what is denied is put into words, the speaker and the date go along."""
    own = reading.statement
    return Passage(reading.text, own.speaker or "", own.said.isoformat() if own.said else "", reading.denied)


class ReaderSignal:
    """Asks the reader about each pair, whose answers are two signals.

    `reader` has its probability of a contradiction as value, `agrees` that of the two saying the same; a model of two
    classes knows nothing of the second.
    """

    name = NAME

    def __init__(self, where: Literal["builtin"] | Path) -> None:
        self._reader = loaded(where)

    def read(self, pairs: Sequence[Pair]) -> list[tuple[Reason, ...]]:
        """What the reader says of each pair."""
        found = self._reader.read([(passage(pair.a), passage(pair.b)) for pair in pairs])
        return [tuple(_reasons(reading)) for reading in found]

    def by_clause(self, pairs: Sequence[Pair]) -> list[Reason | None]:
        """For each pair what the reader says of the two clauses that conflict most; None where a text is empty.

        The clauses are marked in their `Statement.text`, but in a side that is short enough to be read whole.
        """
        found = conflict(self._reader, [(passage(pair.a), passage(pair.b)) for pair in pairs])
        return [
            None
            if each is None
            else Reason(
                NAME,
                round(each.reading.contradiction, 4),
                f"the reader judged a part of the two accounts incompatible, {each.reading.contradiction:.2f}",
                _part(pair.a, each.a),
                _part(pair.b, each.b),
            )
            for pair, each in zip(pairs, found, strict=True)
        ]


def _reasons(said: Said) -> Iterator[Reason]:
    conflict = said.contradiction
    yield Reason(NAME, round(conflict, 4), f"the reader judged the two accounts incompatible, {conflict:.2f}")
    if said.entailment:
        text = f"the reader judged that the two say the same, {said.entailment:.2f}"
        yield Reason(AGREES, round(said.entailment, 4), text)


def in_parts(pair: Pair) -> bool:
    """Whether one of the two is so long that a clause of it can be marked."""
    return any(len(clauses(reading.text)) > 1 and not reading.borrowed for reading in (pair.a, pair.b))


def _part(reading: Reading, span: tuple[int, int]) -> Spans:
    whole = len(clauses(reading.text)) < 2 or reading.borrowed
    return () if whole else reading.spans(span)
