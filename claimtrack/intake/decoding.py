"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from claimtrack.errors import IntakeError

CONTROLS_ALLOWED = 0.01
"""Above this share of control characters, in [0, 1], the bytes are no text."""

TEXT_CONTROLS = "\t\n\r\f\v\x1b"
"""Control characters that text files hold: escapes too, in what was copied from a terminal."""

USUAL = "cp1252"

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Longest first where one begins another (Unicode Standard, section 2.6)."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with line ends as \\n and nothing else changed, and what a reader should know of its encoding."""

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode as UTF-8 where that fits, else as the encoding that is most likely, which is then said.

    Raises IntakeError where the bytes are empty or no text.
    """
    if not data.strip():
        raise IntakeError("is empty")
    decoded = _marked(data) or _utf8(data) or _guessed(data)
    _refuse_binary(decoded.text)
    if not decoded.text.strip():
        raise IntakeError("is empty")
    return Decoded(one_line_end(decoded.text), decoded.encoding, decoded.remarks)


def one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                if encoding == "utf-8-sig":
                    return _guessed(data[len(mark) :])
                continue
            if encoding == "utf-8-sig":
                return Decoded(text, "utf-8")
            return Decoded(text, encoding, (f"read as {encoding}, as its byte order mark says",))
    return None


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes) -> Decoded:
    if b"\0" in data:
        raise IntakeError("is binary, not text")
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise IntakeError("is not text in any encoding that can be recognised; save it as UTF-8")
    # Short text fits many encodings equally well: the one most often written goes before its kin.
    usual = from_bytes(data, cp_isolation=[USUAL]).best()
    if usual is not None and usual.chaos <= best.chaos:
        best = usual
    remark = f"is not UTF-8; read as {best.encoding}, a guess: check names and quotation marks"
    return Decoded(str(best), best.encoding, (remark,))


def _refuse_binary(text: str) -> None:
    controls = sum(1 for character in text if character < " " and character not in TEXT_CONTROLS)
    if "\0" in text or controls > CONTROLS_ALLOWED * len(text):
        raise IntakeError("is binary, not text")
