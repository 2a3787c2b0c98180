"""What a phrase makes somebody's word, and the like phrases that do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Finder = Callable[[str], list[Any]]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("In his view the fire had begun in the loft.", "his", "the fire had begun in the loft"),
        ("But in her opinion, nobody was to blame.", "her", "nobody was to blame"),
        ("In Mr Hobb's account, the gate was open.", "Mr Hobb's", "the gate was open"),
        ("By his own account he had left at noon.", "his", "he had left at noon"),
        ("The fire, in her view, began in the loft.", "her", "The fire … began in the loft"),
        ("The fire began in the loft, in her view.", "her", "The fire began in the loft"),
        ("In the opinion of the court, the road was unsafe.", "the court", "the road was unsafe"),
    ],
)
def test_a_view_has_an_owner_and_a_content(find: Finder, text: str, source: str, content: str) -> None:
    assert [(one.source, one.content) for one in find(text) if one.frame == "view"] == [(source, content)]


@pytest.mark.parametrize(
    "text",
    [
        "In my view the road was unsafe.",
        "In the account that was printed, two pages were missing.",
        "In the version of the map that was sold, two streets were missing.",
        "In her view, Ms Lowe said, the road was unsafe.",
        "The road was closed in view of the rain.",
        "They sat in his account department.",
        "“In his view the road was unsafe,” said Ms Lowe.",
    ],
)
def test_a_like_phrase_is_no_view(find: Finder, text: str) -> None:
    assert [one for one in find(text) if one.frame == "view"] == []
