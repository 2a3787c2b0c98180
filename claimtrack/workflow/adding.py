"""Read, extract and store: one transaction a document."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack import __version__
from claimtrack.errors import ClaimtrackError, StoreBusy
from claimtrack.vocabulary import Article, Extraction
from claimtrack.workflow.progress import OnProgress, Progress

if TYPE_CHECKING:
    from claimtrack.extract.extractor import Extractor
    from claimtrack.store import Store


@dataclass(frozen=True, slots=True)
class AddedDocument:
    id: int
    path: str
    title: str | None
    claims: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that could not be added; `reason` goes on from the path ("is empty")."""

    path: str
    reason: str


@dataclass(slots=True)
class AddResult:
    added: list[AddedDocument] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    """Paths whose text was there already."""
    failures: list[Failure] = field(default_factory=list)
    skipped: list[Failure] = field(default_factory=list)
    """Files of a folder that are no articles by their names: no failure."""
    claims: int = 0
    interrupted: bool = False
    """Stopped by Ctrl-C; what was added is kept."""


def add(
    store: Store,
    paths: Sequence[str | Path],
    *,
    model: str | None = None,
    lexicon: Path | None = None,
    processes: int = 1,
    origin: Mapping[str, Any] | None = None,
    progress: OnProgress | None = None,
) -> AddResult:
    """Read, extract and store, one transaction a document; the same text again changes nothing.

    A bad file is named in the result and stops no other; Ctrl-C ends the job early, with what was stored so far.
    `model` and `lexicon` are the extractor's; `origin` gives fields of Article where a file itself says nothing.
    """
    result = AddResult()
    reading = _Reading(store, result, progress, origin or {})
    try:
        waiting = reading.articles(paths)
        first = next(waiting, None)
        if first is not None:
            from claimtrack.extract import load

            reading.tell(Progress("loading", 0, None, "language model"))
            extractor = load(model, lexicon)
            for article, extraction in _extracted(extractor, _chain(first, waiting), processes, result):
                _store(store, article, extraction, result)
                reading.done(article.path)
    except KeyboardInterrupt:
        result.interrupted = True
    store.regroup_speakers()
    return result


class _Reading:
    """Articles that are not in the store yet, with what is to be said of the others."""

    def __init__(self, store: Store, result: AddResult, progress: OnProgress | None, origin: Mapping[str, Any]) -> None:
        self._origin = origin
        self._store = store
        self._result = result
        self._progress = progress
        self._count = 0
        self._total: int | None = None

    def articles(self, paths: Sequence[str | Path]) -> Iterator[Article]:
        from claimtrack import intake
        from claimtrack.store.places import digest

        found = intake.find(paths)
        self._total = sum(1 for each in found if isinstance(each, intake.Found))
        for each in intake.gather(paths):
            if isinstance(each, intake.Failure):
                self._result.failures.append(Failure(each.path, each.reason))
            elif isinstance(each, intake.Skipped):
                self._result.skipped.append(Failure(each.path, each.reason))
                continue
            elif self._store.find_document(digest(each.text)) is not None:
                self._result.unchanged.append(each.path)
            else:
                unsaid = {name: value for name, value in self._origin.items() if getattr(each, name) is None}
                yield replace(each, **unsaid)
                continue
            self.done(each.path)

    def done(self, path: str) -> None:
        self._count += 1
        self.tell(Progress("reading", self._count, self._total, path))

    def tell(self, progress: Progress) -> None:
        if self._progress is not None:
            self._progress(progress)


def _chain(first: Article, rest: Iterator[Article]) -> Iterator[Article]:
    yield first
    yield from rest


def _extracted(
    extractor: Extractor, articles: Iterator[Article], processes: int, result: AddResult
) -> Iterator[tuple[Article, Extraction]]:
    """Every article with what was found in it; one that extraction fails on is named, and the stream goes on."""
    from claimtrack.extract.extractor import Item

    held: deque[Article] = deque()

    def items(source: Iterable[Article]) -> Iterator[Item]:
        for article in source:
            held.append(article)
            yield Item(article.text, article.published, article.author)

    while True:
        stream = extractor.extract_many(items(articles), processes)
        try:
            for extraction in stream:
                yield held.popleft(), extraction
        except (ClaimtrackError, KeyboardInterrupt, GeneratorExit):
            raise
        except Exception:  # one hostile text must not cost the others: each that was under way is tried by itself
            again = list(held)
            held.clear()
            for article in again:
                alone = Item(article.text, article.published, article.author)
                try:
                    yield article, next(extractor.extract_many([alone]))
                except (ClaimtrackError, KeyboardInterrupt, GeneratorExit):
                    raise
                except Exception as error:
                    result.failures.append(Failure(article.path, f"could not be analysed ({type(error).__name__})"))
            continue
        return


def _store(store: Store, article: Article, extraction: Extraction, result: AddResult) -> None:
    try:
        number = store.add_document(article, extraction, extractor=f"claimtrack {__version__}")
    except StoreBusy:
        raise
    except ClaimtrackError as error:
        result.failures.append(Failure(article.path, f"could not be stored ({error})"))
        return
    if number is None:
        result.unchanged.append(article.path)
        return
    claims = len(extraction.attributions)
    result.added.append(AddedDocument(number, article.path, article.title, claims, article.remarks))
    result.claims += claims
