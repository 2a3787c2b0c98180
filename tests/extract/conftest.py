"""One language model for all tests of the room: loading it takes most of a second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from claimtrack.extract import load
from claimtrack.extract.extractor import Extractor, Item
from claimtrack.extract.pipeline import parse
from claimtrack.vocabulary import Kind, Stance, joined


@dataclass(frozen=True, slots=True)
class Plain:
    """An attribution in words; what syntax alone says, before speakers are resolved."""

    source: str
    cue: str
    content: str
    kind: Kind
    stance: Stance
    attitude: bool
    frame: str
    confidence: float


Finder = Callable[[str], list[Plain]]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return load()


@pytest.fixture(scope="session")
def find(extractor: Extractor) -> Finder:
    """The attributions of a text, as words."""

    def found(text: str) -> list[Plain]:
        doc = next(parse(extractor.nlp, [text]))
        return [
            Plain(
                joined(text, one.source),
                joined(text, one.cue),
                joined(text, one.content),
                one.kind,
                one.stance,
                one.attitude,
                one.frame,
                one.confidence,
            )
            for one in extractor.locals(doc, text)
        ]

    return found


@pytest.fixture(scope="session")
def item() -> type[Item]:
    return Item
