"""The jobs that go through several rooms, on small texts with the real stages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from claimtrack import workflow
from claimtrack.extract.extractor import Extractor, Item
from claimtrack.link import LinkSettings
from claimtrack.store import LinkFilter, Store
from claimtrack.vocabulary import Article, Extraction, Verdict

BRIDGE = """---
title: Bridge was safe
outlet: The Weir Post
published: 2032-03-04
---
Rosa Venn, the county engineer, said the bridge had been inspected in February.

The bridge had not been inspected in February, said Tom Aske, a union official.
"""

FERRY = "Mr Aske said that 40 people had worked on the bridge. Rosa Venn said 15 people had worked on it.\n"

NO_READER = LinkSettings(reader="none")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "case.db", create=True) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "a.md").write_text(BRIDGE, encoding="utf-8")
    (made / "b.txt").write_text(FERRY, encoding="utf-8")
    return made


def test_articles_become_documents_with_claims_and_links(store: Store, folder: Path) -> None:
    seen: list[workflow.Progress] = []
    result = workflow.add(store, [folder], progress=seen.append)
    assert [Path(each.path).name for each in result.added] == ["a.md", "b.txt"]
    assert result.claims == sum(each.claims for each in result.added) > 2
    assert [(each.done, each.total) for each in seen if each.stage == "reading"] == [(1, 2), (2, 2)]
    assert store.document(1).outlet == "The Weir Post"
    linked = workflow.link(store, settings=NO_READER)
    assert linked.claims == store.count_claims()
    assert linked.new == store.count_links(LinkFilter(listed=None)) > 0
    assert store.verify() == []


def test_the_same_articles_again_change_nothing(store: Store, folder: Path) -> None:
    workflow.add(store, [folder])
    workflow.link(store, settings=NO_READER)
    head = store.info().head
    links = store.links(LinkFilter(listed=None))
    again = workflow.add(store, [folder, folder / "b.txt"])
    assert (again.added, len(again.unchanged), again.failures) == ([], 2, [])
    result = workflow.link(store, settings=NO_READER)
    assert (result.new, result.removed, result.kept) == (0, 0, len(links))
    assert store.links(LinkFilter(listed=None)) == links
    assert store.info().head == head


def test_a_bad_file_is_named_and_the_good_ones_are_kept(store: Store, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 8)
    result = workflow.add(store, [folder, folder / "missing.txt"])
    assert len(result.added) == 2
    assert {Path(each.path).name for each in result.failures} == {"empty.txt", "noise.txt", "missing.txt"}
    assert all(each.reason for each in result.failures)


def test_a_text_that_extraction_fails_on_does_not_cost_the_others(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Extractor.extract_many

    def fails(self: Extractor, items: Iterator[Item], *args: object, **words: object) -> Iterator[Extraction]:
        def checked() -> Iterator[Item]:
            for item in items:
                if "40 people" in item.text:
                    raise RecursionError("too deep")
                yield item

        return original(self, checked())

    monkeypatch.setattr(Extractor, "extract_many", fails)
    (folder / "c.txt").write_text("Rosa Venn said the river was high.\n")
    result = workflow.add(store, [folder])
    assert {Path(each.path).name for each in result.added} == {"a.md", "c.txt"}
    assert [(Path(each.path).name, each.reason) for each in result.failures] == [
        ("b.txt", "could not be analysed (RecursionError)")
    ]


def test_a_document_that_does_not_fit_the_store_does_not_cost_the_others(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Store.add_document

    def crooked(self: Store, article: Article, extraction: Extraction, **words: str) -> int | None:
        if article.path.endswith("b.txt"):
            first = replace(extraction.attributions[0], content=((0, 99_999),))
            extraction = replace(extraction, attributions=(first, *extraction.attributions[1:]))
        return original(self, article, extraction, **words)

    monkeypatch.setattr(Store, "add_document", crooked)
    result = workflow.add(store, [folder])
    assert [Path(each.path).name for each in result.added] == ["a.md"]
    assert [Path(each.path).name for each in result.failures] == ["b.txt"]
    assert "could not be stored" in result.failures[0].reason
    assert store.verify() == []


def test_an_interrupted_job_keeps_what_was_done_and_goes_on_later(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Store.add_document

    def stops(self: Store, *args: object, **words: object) -> int | None:
        if len(self.documents()) == 1:
            raise KeyboardInterrupt
        return original(self, *args, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "add_document", stops)
    first = workflow.add(store, [folder])
    assert first.interrupted
    assert len(first.added) == len(store.documents()) == 1
    monkeypatch.undo()
    second = workflow.add(store, [folder])
    assert (len(second.added), len(second.unchanged), second.interrupted) == (1, 1, False)
    assert store.verify() == []


def test_processes_find_the_same_as_one(store: Store, folder: Path, tmp_path: Path) -> None:
    workflow.add(store, [folder])
    with Store.open(tmp_path / "other.db", create=True) as other:
        workflow.add(other, [folder], processes=2)
        assert [claim.text for claim in other.claims()] == [claim.text for claim in store.claims()]
        assert [claim.speaker for claim in other.claims()] == [claim.speaker for claim in store.claims()]


def test_linking_again_keeps_what_people_decided(store: Store, folder: Path) -> None:
    workflow.add(store, [folder])
    workflow.link(store, settings=NO_READER)
    first = store.links(LinkFilter(listed=None))[0]
    store.judge(first.id, Verdict.CONTRADICTION, reviewer="ann", note="flat")
    (folder / "d.txt").write_text(
        "Rosa Venn said the bridge was closed to lorries. Mr Aske denied that it was closed.\n"
    )
    workflow.add(store, [folder])
    workflow.link(store, settings=NO_READER)
    again = store.link(first.id)
    assert (again.a.text, again.b.text) == (first.a.text, first.b.text)
    assert [each.note for each in again.judgements] == ["flat"]
    assert store.verify() == []


def test_the_order_of_adding_does_not_change_the_links(store: Store, folder: Path, tmp_path: Path) -> None:
    workflow.add(store, [folder / "a.md", folder / "b.txt"])
    workflow.link(store, settings=NO_READER)
    with Store.open(tmp_path / "other.db", create=True) as other:
        workflow.add(other, [folder / "b.txt"])
        workflow.add(other, [folder / "a.md"])
        workflow.link(other, settings=NO_READER)

        def told(one: Store) -> list[tuple[str, str, float]]:
            return sorted((link.a.text, link.b.text, link.score) for link in one.links(LinkFilter(listed=None)))

        assert told(other) == told(store)


def test_without_a_new_text_no_language_model_is_loaded(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workflow.add(store, [folder])

    def refuses(*_: object) -> Extractor:
        raise AssertionError("loaded")

    monkeypatch.setattr("claimtrack.extract.load", refuses)
    assert len(workflow.add(store, [folder]).unchanged) == 2
