"""A case as files: the same bytes each time, nothing lost, nothing doubled, nobody overruled."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from claimtrack.errors import StoreError
from claimtrack.store import LinkFilter, Store
from claimtrack.vocabulary import Verdict
from tests.store.ferry import ALL, EVERY, everything, scored
from tests.store.test_review import ACTS


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def worked(ferry: Store) -> Store:
    """The ferry's case after every kind of act, some of them taken back."""
    for act in ACTS:
        act(ferry)
    for _ in range(6):
        ferry.undo("ann")
    ferry.set_setting("title", "The ferry")
    return ferry


def test_the_same_case_gives_the_same_bytes(worked: Store, tmp_path: Path) -> None:
    worked.export(tmp_path / "one", reveal=True)
    worked.export(tmp_path / "two", reveal=True)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "one").iterdir()} == {0o600}


def test_lines_are_sorted_json_with_sorted_keys(worked: Store, tmp_path: Path) -> None:
    worked.export(tmp_path / "one", reveal=True)
    for name, content in files(tmp_path / "one").items():
        rows = [json.loads(line) for line in content.decode().splitlines()]
        assert all(list(row) == sorted(row) for row in rows), name
        if rows and "id" in rows[0]:
            assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)


def test_an_empty_store_takes_all_of_it_to_the_byte(worked: Store, empty: Store, tmp_path: Path) -> None:
    worked.export(tmp_path / "one", reveal=True)
    done = empty.import_case(tmp_path / "one", reviewer="bo")
    assert (done.documents, done.claims, done.links) == (3, 6, 6)
    empty.export(tmp_path / "two", reveal=True)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert everything(empty) == everything(worked)
    assert empty.journal() == worked.journal()
    assert empty.title == "The ferry"
    assert empty.verify() == []


def test_undo_goes_on_where_the_exported_case_was(worked: Store, empty: Store, tmp_path: Path) -> None:
    worked.export(tmp_path / "one", reveal=True)
    empty.import_case(tmp_path / "one", reviewer="bo")
    for _ in range(3):
        assert empty.redo("ann") is not None
        assert worked.redo("ann") is not None
        assert everything(empty) == everything(worked)


def test_importing_twice_changes_nothing(worked: Store, empty: Store, tmp_path: Path) -> None:
    worked.export(tmp_path / "one", reveal=True)
    empty.import_case(tmp_path / "one", reviewer="bo")
    before, seq = everything(empty), empty.last_seq()
    again = empty.import_case(tmp_path / "one", reviewer="bo")
    assert (again.documents, again.claims, again.links, again.judgements, again.notes, again.known) == (
        0,
        0,
        0,
        0,
        0,
        3,
    )
    assert everything(empty) == before
    assert empty.last_seq() == seq


@pytest.fixture
def colleague(empty: Store) -> Store:
    """The same texts added in another order, so that every id is another; one text is missing."""
    for make in (ALL[2], ALL[0]):
        empty.add_document(*make(), extractor="by hand")
    empty.regroup_speakers()
    by_words = {claim.text: claim.id for claim in empty.claims()}
    owner = by_words["The hull was checked in March … no fault was found"]
    letter = by_words["The hull was never checked in March"]
    first = scored()[0]
    empty.replace_links([type(first)(letter, owner, first.relation, first.type, first.score)])
    return empty


def pair(store: Store) -> int:
    """The link between the owner's claim and the letter's."""
    return next(
        link.id
        for link in store.links(EVERY)
        if {link.a.document.path, link.b.document.path} == {"report.txt", "letter.txt"}
    )


def test_a_colleague_s_judgements_stand_beside_one_s_own(ferry: Store, colleague: Store, tmp_path: Path) -> None:
    colleague.judge(pair(colleague), Verdict.UNRELATED, reviewer="bo")
    ferry.judge(1, Verdict.CONTRADICTION, reviewer="ann", note="flat")
    ferry.note("c3", "ask her", reviewer="ann")
    ferry.note("l1", "ask the office", reviewer="ann", private=True)
    ferry.tag("l1", "hull", reviewer="ann")
    ferry.export(tmp_path / "one", reveal=True)
    done = colleague.import_case(tmp_path / "one", reviewer="bo")
    assert (done.documents, done.known, done.judgements, done.notes, done.disagreements) == (1, 2, 1, 2, 1)
    assert len(colleague.documents()) == 3
    assert len(colleague.claims()) == 5
    link = colleague.link(pair(colleague))
    assert [(each.reviewer, each.verdict, each.note) for each in link.judgements] == [
        ("bo", Verdict.UNRELATED, None),
        ("ann", Verdict.CONTRADICTION, "flat"),
    ]
    assert colleague.disagreements() == [link.id]
    assert ([note.text for note in link.notes], link.tags) == (["ask the office"], ("hull",))
    assert colleague.verify() == []
    seq = colleague.last_seq()
    again = colleague.import_case(tmp_path / "one", reviewer="bo")
    assert (again.judgements, again.notes, again.links, again.claims) == (0, 0, 0, 0)
    assert colleague.last_seq() == seq


def test_speakers_meet_across_cases(ferry: Store, colleague: Store, tmp_path: Path) -> None:
    ferry.export(tmp_path / "one")
    colleague.import_case(tmp_path / "one", reviewer="bo")
    assert sorted(view.name for view in colleague.speakers() if view.claims) == [
        "Ada Brandt",
        "Ib Falk",
        "The harbour office",
    ]


def test_a_link_keeps_one_row_whichever_way_round(ferry: Store, colleague: Store, tmp_path: Path) -> None:
    ferry.export(tmp_path / "one")
    colleague.import_case(tmp_path / "one", reviewer="bo")
    assert len(colleague.links(EVERY)) == 6


def test_a_history_that_goes_on_is_taken_up(ferry: Store, empty: Store, tmp_path: Path) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.export(tmp_path / "one")
    empty.import_case(tmp_path / "one", reviewer="bo")
    ferry.judge(1, Verdict.UNRELATED, reviewer="ann")
    ferry.judge(2, Verdict.PARTIAL, reviewer="ann")
    ferry.export(tmp_path / "two")
    assert empty.import_case(tmp_path / "two", reviewer="bo").judgements == 2
    assert [each.verdict for each in empty.link(1).judgements] == [Verdict.UNRELATED]
    assert empty.disagreements() == []
    assert empty.import_case(tmp_path / "one", reviewer="bo").judgements == 0
    assert [each.verdict for each in empty.link(1).judgements] == [Verdict.UNRELATED]
    assert empty.verify() == []


def test_two_of_one_name_who_judge_differently_disagree(ferry: Store, empty: Store, tmp_path: Path) -> None:
    ferry.export(tmp_path / "one")
    empty.import_case(tmp_path / "one", reviewer="ann")
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    empty.judge(1, Verdict.UNRELATED, reviewer="ann")
    ferry.export(tmp_path / "two")
    done = empty.import_case(tmp_path / "two", reviewer="ann")
    assert (done.judgements, done.disagreements) == (1, 1)
    assert [(each.reviewer, each.verdict) for each in empty.link(1).judgements] == [
        ("ann", Verdict.UNRELATED),
        ("ann (import)", Verdict.PARTIAL),
    ]
    assert empty.import_case(tmp_path / "two", reviewer="ann").judgements == 0
    assert empty.verify() == []


def test_two_adjudications_that_differ_reopen_the_disagreement(ferry: Store, empty: Store, tmp_path: Path) -> None:
    ferry.export(tmp_path / "one")
    empty.import_case(tmp_path / "one", reviewer="bo")
    ferry.adjudicate(1, Verdict.PARTIAL, reviewer="ann")
    empty.adjudicate(1, Verdict.UNRELATED, reviewer="bo")
    ferry.export(tmp_path / "two")
    assert empty.import_case(tmp_path / "two", reviewer="bo").disagreements == 1


def test_a_corrected_claim_meets_its_original(ferry: Store, empty: Store, tmp_path: Path) -> None:
    ferry.export(tmp_path / "one")
    empty.import_case(tmp_path / "one", reviewer="bo")
    ferry.correct_span(6, [(16, 35)], reviewer="ann")
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.export(tmp_path / "two")
    done = empty.import_case(tmp_path / "two", reviewer="bo")
    assert (done.claims, done.judgements) == (0, 1)
    assert empty.claim(6).text == "The hull was never checked in March"


def test_a_confidential_name_does_not_leave_without_reveal(ferry: Store, tmp_path: Path) -> None:
    ferry.alias_speaker(ferry.claim(1).speaker_id or 0, "Source A", reviewer="ann")
    with pytest.raises(StoreError, match="--reveal"):
        ferry.export(tmp_path / "one")
    assert not (tmp_path / "one").exists()
    ferry.export(tmp_path / "one", reveal=True)


def test_a_private_note_does_not_leave_without_reveal(ferry: Store, tmp_path: Path) -> None:
    ferry.note("c1", "her neighbour told me", reviewer="ann", private=True)
    with pytest.raises(StoreError, match=r"1 private note, .* --reveal"):
        ferry.export(tmp_path / "one")
    assert not (tmp_path / "one").exists()
    ferry.export(tmp_path / "one", reveal=True)
    assert b"her neighbour" in (tmp_path / "one" / "note.jsonl").read_bytes()


def test_what_came_in_is_told_in_whole_words(ferry: Store, empty: Store, tmp_path: Path) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.export(tmp_path / "one")
    assert str(empty.import_case(tmp_path / "one", reviewer="bo")) == (
        "3 documents with 6 claims came in (0 known already), 6 links, 1 judgement, 0 notes; 0 links judged differently"
    )


def test_confidence_travels_with_the_case(ferry: Store, colleague: Store, tmp_path: Path) -> None:
    ferry.alias_speaker(ferry.claim(1).speaker_id or 0, "Source A", reviewer="ann")
    ferry.alias_document(3, "Document A", reviewer="ann")
    ferry.export(tmp_path / "one", reveal=True)
    colleague.import_case(tmp_path / "one", reviewer="bo")
    assert [view.alias for view in colleague.speakers() if view.name == "Ada Brandt"] == ["Source A"]
    assert [each.alias for each in colleague.documents() if each.path == "letter.txt"] == ["Document A"]


def test_a_folder_that_holds_something_is_not_written_into(ferry: Store, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("x")
    with pytest.raises(StoreError, match="not empty"):
        ferry.export(tmp_path / "mine")
    assert files(tmp_path / "mine") == {"notes.txt": b"x"}


def edited(folder: Path, name: str, change: dict[str, Any]) -> None:
    path = folder / f"{name}.jsonl"
    first, *rest = path.read_text().splitlines()
    path.write_text("\n".join([json.dumps(json.loads(first) | change), *rest]) + "\n")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("document", {"text": "other words"}),
        ("claim", {"text": "other words"}),
        ("claim_span", {"end": 9999}),
        ("claim", {"id": "1; DROP TABLE claim"}),
        ("link", {"score": 7}),
        ("link", {"type": "nonsense"}),
        ("journal", {"reviewer": "somebody else"}),
        ("judgement", {"verdict": "unrelated"}),
        ("mention", {"speaker_id": 999}),
    ],
)
def test_files_that_were_changed_are_refused_whole(
    ferry: Store, empty: Store, tmp_path: Path, name: str, change: dict[str, Any]
) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    ferry.export(tmp_path / "one")
    edited(tmp_path / "one", name, change)
    with pytest.raises(StoreError):
        empty.import_case(tmp_path / "one", reviewer="bo")
    assert empty.documents() == []
    assert empty.journal() == []


def test_files_that_were_changed_are_refused_beside_another_case_too(
    ferry: Store, colleague: Store, tmp_path: Path
) -> None:
    ferry.judge(1, Verdict.PARTIAL, reviewer="ann")
    before = colleague.last_seq()
    for name, change in (
        ("document", {"text": "other words"}),
        ("mention", {"speaker_id": 999}),
        ("link", {"score": 7}),
        ("judgement", {"verdict": None}),
        ("claim", {"document_id": 999}),
    ):
        ferry.export(tmp_path / name)
        edited(tmp_path / name, name, change)
        with pytest.raises(StoreError):
            colleague.import_case(tmp_path / name, reviewer="bo")
    assert colleague.last_seq() == before
    assert len(colleague.documents()) == 2


@pytest.mark.parametrize("content", ["", "not json\n", "[1]\n", '{"format": 99}\n'])
def test_a_folder_that_is_no_export_is_refused(ferry: Store, tmp_path: Path, content: str) -> None:
    ferry.export(tmp_path / "one")
    (tmp_path / "one" / "case.json").write_text(content)
    with pytest.raises(StoreError):
        ferry.import_case(tmp_path / "one", reviewer="bo")
    shutil.rmtree(tmp_path / "one")
    with pytest.raises(StoreError, match="cannot be read"):
        ferry.import_case(tmp_path / "one", reviewer="bo")


def test_judged_by_finds_what_came_in(ferry: Store, empty: Store, tmp_path: Path) -> None:
    ferry.judge(2, Verdict.PARTIAL, reviewer="ann")
    ferry.export(tmp_path / "one")
    empty.import_case(tmp_path / "one", reviewer="bo")
    assert [link.id for link in empty.links(LinkFilter(judged_by="ann"))] == [2]
    assert [link.id for link in empty.links(LinkFilter(verdicts=(Verdict.PARTIAL,)))] == [2]
