from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimtrack.intake import Failure, Found, Skipped, find, gather
from claimtrack.vocabulary import Article


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.TXT").write_text("She said no.\n")
    (tmp_path / "b" / "1.md").write_text("He said yes.\n")
    (tmp_path / "a.txt").write_text("They said maybe.\n")
    (tmp_path / "c.txt").write_bytes(b"\0\1\2\3")
    (tmp_path / "d.txt").write_text(" \n")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / ".hidden.txt").write_text("Nobody said this.\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "log.txt").write_text("Nor this.\n")
    return tmp_path


def test_folders_are_read_through_in_order_and_bad_files_named(pile: Path) -> None:
    gathered = list(gather([pile]))
    articles = [Path(one.path).name for one in gathered if isinstance(one, Article)]
    assert articles == ["a.txt", "1.md", "2.TXT"]
    failures = {Path(one.path).name: one.reason for one in gathered if isinstance(one, Failure)}
    assert failures == {"c.txt": "is binary, not text", "d.txt": "is empty"}
    skipped = {Path(one.path).name: one.reason for one in gathered if isinstance(one, Skipped)}
    assert skipped == {".git": "hidden", ".hidden.txt": "hidden", "photo.jpg": "not .txt or .md"}


def test_a_file_asked_for_twice_is_listed_once(pile: Path) -> None:
    assert find([pile / "a.txt", pile / "a.txt"]) == [Found(str(pile / "a.txt"))]


def test_a_hidden_file_is_read_when_it_is_named(pile: Path) -> None:
    assert [type(one) for one in gather([pile / ".hidden.txt"])] == [Article]


def test_a_folder_with_nothing_to_read_is_a_failure(tmp_path: Path) -> None:
    assert list(gather([tmp_path])) == [Failure(str(tmp_path), "holds no .txt or .md file")]


def test_a_missing_path_is_a_failure_and_the_rest_goes_on(pile: Path) -> None:
    missing, article = gather([pile / "nowhere", pile / "a.txt"])
    assert isinstance(missing, Failure)
    assert isinstance(article, Article)


def test_a_loop_of_links_ends(pile: Path) -> None:
    (pile / "b" / "again").symlink_to(pile, target_is_directory=True)
    assert sum(isinstance(one, Article) for one in gather([pile])) == 3


def test_a_pipe_is_no_article_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert list(gather([tmp_path / "pipe.txt"])) == [Failure(str(tmp_path / "pipe.txt"), "is no file")]
