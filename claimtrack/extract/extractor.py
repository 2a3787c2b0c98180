"""The extractor: one loaded model and lexicon, for one text or for a stream of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.extract.assemble import local_attributions
from claimtrack.extract.lexicon import load_lexicon
from claimtrack.extract.local import LocalAttribution
from claimtrack.extract.pieces import paragraphs
from claimtrack.extract.pipeline import load_model, parse
from claimtrack.extract.quotes import find_quotes
from claimtrack.extract.reading import Reading
from claimtrack.extract.speakers import resolve
from claimtrack.vocabulary import Extraction

if TYPE_CHECKING:
    from spacy.tokens import Doc

BATCH = 16
"""Texts that travel together to a worker process."""


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a stream."""

    text: str
    published: date | None = None
    author: str | None = None
    """Who wrote it: whom "I" means outside quotations."""


class Extractor:
    """Finds attributions; holds the language model, so make one and keep it."""

    def __init__(self, model: str | None = None, lexicon: Path | None = None) -> None:
        self._model_name = model
        self._lexicon_path = lexicon
        self.lexicon = load_lexicon(lexicon)
        self.nlp = load_model(model)

    def extract(self, text: str, published: date | None = None, attitudes: bool = True) -> Extraction:
        """All attributions of one text, in text order; `attitudes` False leaves out wants, believes,
        expects."""
        return next(self.extract_many([Item(text, published)], attitudes=attitudes))

    def extract_many(self, items: Iterable[Item], processes: int = 1, attitudes: bool = True) -> Iterator[Extraction]:
        """One extraction an item, in order, holding no more than a few batches at once.

        With more than one process the texts are spread over a pool, each worker with a model of its own.
        """
        if processes <= 1:
            yield from self._stream(items, attitudes)
            return
        with ProcessPoolExecutor(
            processes, initializer=_start_worker, initargs=(self._model_name, self._lexicon_path)
        ) as pool:
            yield from _spread(pool, items, attitudes, processes)

    def _stream(self, items: Iterable[Item], attitudes: bool) -> Iterator[Extraction]:
        held: deque[Item] = deque()

        def texts() -> Iterator[str]:
            for item in items:
                held.append(item)
                yield item.text

        for doc in parse(self.nlp, texts()):
            item = held.popleft()
            yield self.read(doc, item, attitudes)

    def read(self, doc: Doc, item: Item, attitudes: bool = True) -> Extraction:
        """The extraction of a text that is parsed already; `doc.text` must be the item's text."""
        reading = self._reading(doc, item.text)
        local = local_attributions(reading, attitudes)
        return resolve(reading, local, published=item.published, author=item.author)

    def locals(self, doc: Doc, text: str, attitudes: bool = True) -> list[LocalAttribution]:
        """What syntax alone says, before speakers are resolved."""
        return local_attributions(self._reading(doc, text), attitudes)

    def _reading(self, doc: Doc, text: str) -> Reading:
        spans = paragraphs(text)
        return Reading(doc, text, spans, find_quotes(text, spans), self.lexicon)


_worker: Extractor | None = None


def _start_worker(model: str | None, lexicon: Path | None) -> None:
    global _worker
    _worker = Extractor(model, lexicon)


def _work(batch: list[Item], attitudes: bool) -> list[Extraction]:
    assert _worker is not None
    return list(_worker.extract_many(batch, attitudes=attitudes))


def _spread(pool: Executor, items: Iterable[Item], attitudes: bool, processes: int) -> Iterator[Extraction]:
    waiting: deque[Future[list[Extraction]]] = deque()
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            waiting.append(pool.submit(_work, batch, attitudes))
            batch = []
            if len(waiting) > 2 * processes:
                yield from waiting.popleft().result()
    if batch:
        waiting.append(pool.submit(_work, batch, attitudes))
    while waiting:
        yield from waiting.popleft().result()
