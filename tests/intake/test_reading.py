from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from claimtrack import intake
from claimtrack.errors import IntakeError
from claimtrack.intake.markdown import as_date, split
from claimtrack.intake.plain import headline


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


FRONT = """---
title: "Ferry firm: 'no warning' before hull failed"
outlet: The Tidewater Post
published: 2019-03-02
url: https://example.org/ferry
author: [Ada Quist, Bo Lind]
section: news
---
"""


def test_front_matter_tells_where_it_came_from_and_the_body_is_the_text(tmp_path: Path) -> None:
    body = "\nThe firm said *nothing*.\n\n---\n\n  “We knew,” she said.  \n\n"
    article = intake.read(write(tmp_path, "a.md", FRONT + body))
    assert article.text == body
    assert article.title == "Ferry firm: 'no warning' before hull failed"
    assert (article.outlet, article.url) == ("The Tidewater Post", "https://example.org/ferry")
    assert article.author == "Ada Quist, Bo Lind"
    assert article.published == date(2019, 3, 2)
    assert article.media_type == "text/markdown"
    assert article.remarks == ()


def test_markdown_without_front_matter_is_all_text_and_its_heading_the_title(tmp_path: Path) -> None:
    text = "# Minutes of the ferry board #\n\nPresent: all.\n"
    article = intake.read(write(tmp_path, "a.md", text))
    assert (article.text, article.title) == (text, "Minutes of the ferry board")


def test_windows_line_ends_and_a_mark_do_not_hide_the_front_matter(tmp_path: Path) -> None:
    article = intake.read(write(tmp_path, "a.md", "\ufeff" + (FRONT + "He left.\n").replace("\n", "\r\n")))
    assert (article.text, article.outlet) == ("He left.\n", "The Tidewater Post")


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("---\ntitle: Ferry: the truth\n---\nHe left.\n", "line 2, .*quotation marks"),
        ("---\ntitle: x\nHe left.\n", "never closes"),
        ("---\njust words\n---\nHe left.\n", "no list of fields"),
        ("---\npublished: 2019-13-45\n---\nHe left.\n", "not YAML: month must be in 1..12"),
        ("---\na: " + "[" * 5000 + "\n---\nHe left.\n", "not YAML"),
        ("---\ntitle: x\n---\n \n", "no text"),
    ],
)
def test_front_matter_that_cannot_be_read_is_one_clear_line(tmp_path: Path, front: str, message: str) -> None:
    path = write(tmp_path, "bad.md", front)
    with pytest.raises(IntakeError, match=message) as caught:
        intake.read(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_yaml_tags_are_never_run(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "---\ntitle: !!python/object/apply:os.system ['true']\n---\nHe left.\n")
    with pytest.raises(IntakeError, match="not YAML"):
        intake.read(path)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2017-07-20", date(2017, 7, 20)),
        ("2017-07-20T18:30:00+01:00", date(2017, 7, 20)),
        ("20 July 2017", date(2017, 7, 20)),
        ("July 20, 2017", date(2017, 7, 20)),
        (date(2017, 7, 20), date(2017, 7, 20)),
        (None, None),
        ("", None),
    ],
)
def test_dates_with_one_reading_are_read(written: object, expected: date | None) -> None:
    assert as_date(written) == (expected, ())


@pytest.mark.parametrize("written", ["04/07/2017", "last summer", 2017])
def test_a_date_that_could_be_two_days_is_left_out_with_a_remark(written: object) -> None:
    found, remarks = as_date(written)
    assert found is None
    assert "2017-07-20" in remarks[0]


def test_a_rule_inside_the_text_is_no_fence() -> None:
    assert split("One.\n---\nTwo.\n") == (None, "One.\n---\nTwo.\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ferry firm denies delay\n\nThe firm said no.\n", "Ferry firm denies delay"),
        ("The firm said no.\n\nIt said so twice.\n", None),
        ("Ferry firm denies delay\nThe firm said no.\n", None),
        ("Ferry firm denies delay\n", None),
        ("“We knew nothing at all”\n\nThe firm said no.\n", None),
        ("word " * 40 + "\n\nThe firm said no.\n", None),
    ],
)
def test_a_title_is_taken_from_plain_text_only_where_it_is_clearly_one(text: str, expected: str | None) -> None:
    assert headline(text) == expected


def test_the_text_of_a_plain_file_keeps_its_headline(tmp_path: Path) -> None:
    text = "Ferry firm denies delay\n\nThe firm said no.\n"
    article = intake.read(write(tmp_path, "a.txt", text))
    assert (article.text, article.title, article.outlet) == (text, "Ferry firm denies delay", None)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.txt", "does not exist"),
        ("paper.docx", "reads .txt and .md"),
        ("bad\0.txt", "cannot be read|does not exist"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(IntakeError, match=reason):
        intake.read(tmp_path / name)


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimtrack.intake.reading.SIZE_LIMIT", 1024 * 1024)
    with pytest.raises(IntakeError, match="larger than 1 MB"):
        intake.read(write(tmp_path, "long.txt", "word " * 300_000))


def test_standard_input_is_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("“No,” she said.\r\n".encode())))
    article = intake.read("-")
    assert (article.text, article.path) == ("“No,” she said.\n", "-")
