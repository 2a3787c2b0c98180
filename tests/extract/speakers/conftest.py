"""One loaded model for the room, and what a text makes somebody say, found by a few words of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from claimtrack.extract.extractor import Extractor, Item
from claimtrack.vocabulary import Attribution, Extraction


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def extract(extractor: Extractor) -> Callable[..., Extraction]:
    """The extraction of a text, with its date of publication and author where they matter."""

    def run(text: str, published: date | None = None, author: str | None = None) -> Extraction:
        return next(extractor.extract_many([Item(text, published, author)]))

    return run


@pytest.fixture(scope="session")
def saying(extract: Callable[..., Extraction]) -> Callable[..., Attribution]:
    """The attribution of a text whose content holds the words; the shortest where several do."""

    def run(text: str, words: str, published: date | None = None, author: str | None = None) -> Attribution:
        found = extract(text, published, author).attributions
        fits = [a for a in found if any(words in text[start:end] for start, end in a.content)]
        assert fits, f"nobody says {words!r}"
        return min(fits, key=lambda a: sum(end - start for start, end in a.content))

    return run
