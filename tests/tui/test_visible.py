"""Text of unknown origin is shown, never obeyed, and its offsets hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.tui.visible import block, one_line, shortened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\x00b\x07c\x7f", "a␀b␇c␡"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("left\u202eright", "left␦right"),
        ("zero\u200bwidth\ufeff", "zero␦width␦"),
        ("csi\x9b31m", "csi␦31m"),
        ("“curly” — café £3", "“curly” — café £3"),
        ("[bold]kept[/bold]", "[bold]kept[/bold]"),
    ],
)
def test_control_characters_become_visible_signs(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_a_block_keeps_its_line_ends() -> None:
    assert block("one\ntwo\x1b") == "one\ntwo␛"


@given(st.text())
def test_every_code_point_is_replaced_by_exactly_one(text: str) -> None:
    assert len(one_line(text)) == len(text) == len(block(text))


@given(st.text())
def test_nothing_a_terminal_obeys_is_left(text: str) -> None:
    shown = one_line(text)
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or 0x202A <= ord(char) <= 0x202E for char in shown)


@given(st.text(), st.integers(0, 40))
def test_a_shortened_line_fits(text: str, width: int) -> None:
    assert len(shortened(text, width)) <= width
