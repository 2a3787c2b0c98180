"""When a text is of: only what its file's name or its head says, and nothing that the text is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claimtrack import intake
from claimtrack.intake.dateline import in_head, in_name, published

BODY = "\n\nThe ferry sank on 3 March 2019 with all hands, the board said in a report on Tuesday that ran to pages.\n"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Ferry board was warned\n\nBy Ada Quist\nThe Tidewater Post\nTuesday, March 5, 2019", date(2019, 3, 5)),
        ("FERRY BOARD\nNEWS RELEASE\n5 March 2019", date(2019, 3, 5)),
        ("Ferry board was warned\n\nPublished 5 March 2019, 06:12", date(2019, 3, 5)),
        ("MINUTES of a meeting of the FERRY BOARD held in the Old Hall on 5th March 2019 at 6pm", date(2019, 3, 5)),
        ("The Sunday Post, Sept. 15, 2019", date(2019, 9, 15)),
        ("Posted: 2019-03-05 by the press office of the ferry board and its partners", date(2019, 3, 5)),
        ("Ferry board was warned\n\nBy Ada Quist", None),
        ("Veterans of the ferry board remember how they all came through 6 June 1994 together", None),
        ("The long way to 6 June 1944", None),
        ("31 February 2019", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_head_of_a_text_says_when_it_is_of(head: str, day: date | None) -> None:
    assert in_head(head + BODY) == day


def test_a_date_in_the_first_paragraph_is_what_it_is_about() -> None:
    assert (
        in_head(BODY.strip() + " " * 10 + "More of the same, said on 4 March 2019, and so on and so forth." * 3) is None
    )


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("h1_post_2019-03-05.txt", date(2019, 3, 5)),
        ("2019-03-05.md", date(2019, 3, 5)),
        ("2019-13-05.txt", None),
        ("2019-03-05_to_2019-03-06.txt", None),
        ("12019-03-051.txt", None),
        ("statement.txt", None),
    ],
)
def test_the_name_of_a_file_says_when_it_is_of(name: str, day: date | None) -> None:
    assert in_name(f"2001-01-01/{name}") == day


def test_the_name_goes_before_the_head_and_front_matter_before_both(tmp_path: Path) -> None:
    assert published("5 March 2019" + BODY, "a-2019-04-01.txt") == date(2019, 4, 1)
    plain, front = tmp_path / "a-2019-04-01.txt", tmp_path / "b-2019-04-01.md"
    plain.write_text("5 March 2019" + BODY)
    front.write_text("---\npublished: 2019-05-02\n---\n5 March 2019" + BODY)
    assert intake.read(plain).published == date(2019, 4, 1)
    assert intake.read(front).published == date(2019, 5, 2)
    assert intake.read(plain).text == "5 March 2019" + BODY
