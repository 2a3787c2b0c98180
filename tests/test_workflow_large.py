"""A large case is linked by what is new; what comes out is what linking all of it gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack import workflow
from claimtrack.link import LinkSettings
from claimtrack.store import LinkFilter, Store
from claimtrack.workflow import linking

FIRST = """Rosa Venn said the bridge had been inspected in February by two engineers.

Tom Aske said the harbour crane had been sold to a Danish firm for £40,000.
"""
SECOND = """Tom Aske said the bridge had never been inspected in February by any engineers.

Mina Holt said the harbour crane had not been sold to a Danish firm.
"""
SETTINGS = LinkSettings(reader="none")


def pairs(store: Store) -> dict[frozenset[int], tuple[str, float]]:
    return {
        frozenset((each.a.id, each.b.id)): (each.relation.value, each.score)
        for each in store.iter_links(LinkFilter(listed=None))
    }


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any case counts as a large one."""
    monkeypatch.setattr(linking, "LARGE_CASE", 1)
    monkeypatch.setattr(linking, "_MOSTLY_NEW", 0)


def grow(folder: Path, store: Store) -> None:
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND)):
        (folder / name).write_text(text, encoding="utf-8")
        workflow.add(store, [folder / name])
        workflow.link(store, settings=SETTINGS)


@pytest.mark.usefixtures("large")
def test_linking_what_is_new_finds_the_pairs_that_linking_all_finds(tmp_path: Path) -> None:
    with Store.open(tmp_path / "case.db", create=True) as store:
        grow(tmp_path, store)
        by_new = pairs(store)
        assert store.pending() == []
        workflow.link(store, settings=SETTINGS, again=True)
        assert by_new.keys() == pairs(store).keys()
        assert sum(relation == "contradicts" for relation, _ in by_new.values()) >= 2


@pytest.mark.usefixtures("large")
def test_linking_again_without_anything_new_leaves_all_as_it_is(tmp_path: Path) -> None:
    with Store.open(tmp_path / "case.db", create=True) as store:
        grow(tmp_path, store)
        before = pairs(store)
        result = workflow.link(store, settings=SETTINGS)
        assert (result.new, result.removed) == (0, 0)
        assert pairs(store) == before


@pytest.mark.usefixtures("large")
def test_other_settings_compare_everything_anew(tmp_path: Path) -> None:
    with Store.open(tmp_path / "case.db", create=True) as store:
        grow(tmp_path, store)
        before = pairs(store)
        workflow.link(store, settings=LinkSettings(reader="none", without=frozenset({"negation", "scope", "focus"})))
        assert pairs(store) != before
