"""Paragraphs and screen lines point into the stored text, and lose none of it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from claimtrack.tui.layout import LONGEST, is_apart, paragraph_at, paragraphs, wrapped
from claimtrack.tui.visible import block

TEXTS = st.text(alphabet=st.sampled_from("ab é日\n\t-.“\x1b"), max_size=300)


def test_blank_lines_part_paragraphs() -> None:
    text = "\n\nOne\nstill one.\n \nTwo.\n\n\n\nThree.\n"
    assert [text[start:end] for start, end in paragraphs(text)] == ["One\nstill one.", "Two.", "Three."]


def test_white_space_has_no_paragraphs() -> None:
    assert paragraphs(" \n\n\t") == ()


def test_a_transcript_without_blank_lines_comes_in_pieces_that_drop_nothing() -> None:
    text = "\n".join(f"SPEAKER {n}: some words that were said in the chamber" for n in range(400)) + "x" * 9000
    spans = paragraphs(text)
    assert all(text[one[1] : following[0]] in ("", "\n") for one, following in pairwise(spans))
    assert (spans[0][0], spans[-1][1]) == (0, len(text))
    assert max(end - start for start, end in spans) <= LONGEST
    assert not any(is_apart(one, following) for one, following in pairwise(spans))
    assert text[spans[0][1]] == "\n"


def test_the_paragraph_of_an_offset_is_found() -> None:
    spans = paragraphs("One.\n\nTwo.\n\nThree.")
    assert [paragraph_at(spans, offset) for offset in (0, 3, 6, 8, 12, 99)] == [0, 0, 1, 1, 2, 2]


def test_lines_broken_by_a_margin_flow_again_and_lists_do_not() -> None:
    flowing = "This line was broken by a margin of about sixty letters\nand goes on here."
    assert len(wrapped(flowing, (0, len(flowing)), 200)) == 1
    listed = "Present were the following members of the committee here:\n- one\n- two"
    assert len(wrapped(listed, (0, len(listed)), 200)) == 3


@given(TEXTS, st.integers(4, 40))
def test_every_line_fits_its_width(text: str, width: int) -> None:
    for span in paragraphs(text):
        for start, end in wrapped(text, span, width):
            assert cell_len(block(text[start:end]).replace("\n", " ").rstrip()) <= width


@given(TEXTS, st.integers(4, 40))
def test_lines_follow_each_other_and_drop_nothing_but_line_ends(text: str, width: int) -> None:
    for span in paragraphs(text):
        at = span[0]
        for start, end in wrapped(text, span, width):
            assert text[at:start] in ("", "\n")
            assert end >= start
            at = end
        assert at == span[1]
