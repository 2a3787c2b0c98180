from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.errors import IntakeError
from claimtrack.intake.decoding import decode

LETTER = (
    "The harbour board’s clerk wrote: “We were never told.” Mrs Ålund said the café would close, "
    "and the naïve reply — sent on Tuesday — cost £40.\n"
)


def test_plain_utf8_is_taken_as_it_stands_without_a_word() -> None:
    decoded = decode(LETTER.encode())
    assert (decoded.text, decoded.encoding, decoded.remarks) == (LETTER, "utf-8", ())


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    decoded = decode(codecs.BOM_UTF8 + LETTER.encode())
    assert (decoded.text, decoded.encoding) == (LETTER, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_wide_encoding_with_its_mark_is_read_and_said(encoding: str) -> None:
    decoded = decode(LETTER.encode(encoding))
    assert decoded.text == LETTER
    assert encoding in decoded.remarks[0]


def test_windows_text_is_read_with_its_quotation_marks_and_said() -> None:
    decoded = decode(LETTER.encode("cp1252"))
    assert decoded.text == LETTER
    assert decoded.encoding == "cp1252"
    assert "cp1252" in decoded.remarks[0]


@pytest.mark.parametrize("data", [b"", b"   \n\t\r\n", codecs.BOM_UTF8, codecs.BOM_UTF8 + b"\n"])
def test_nothing_but_blanks_is_empty(data: bytes) -> None:
    with pytest.raises(IntakeError, match="is empty"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
        b"plain enough\0until here",
        bytes(range(256)) * 4,
        b"\x01\x02\x03\x04\x05 words \x06\x07\x08",
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(IntakeError, match="is binary"):
        decode(data)


def test_a_stray_terminal_escape_does_not_make_an_article_binary() -> None:
    text = "The clerk said the gate was locked. " * 5 + "\x1b[2J"
    assert decode(text.encode()).text == text


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\r\t"), min_size=1))
def test_only_line_ends_change(text: str) -> None:
    if not text.strip() or text.startswith("\ufeff"):
        return
    assert decode(text.encode()).text == text.replace("\r\n", "\n").replace("\r", "\n")
