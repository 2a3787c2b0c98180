"""Text of unknown origin made safe to show, without moving a single offset.

Every code point is replaced by exactly one, so that spans of the stored text still hold in what is shown.
"""

from __future__ import annotations

import unicodedata

BIDI_AND_HIDDEN = (
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffa\ufffb"
)
"""Characters that change or hide what is read without being seen (Unicode Standard, chapter 23)."""

HIDDEN_SIGN = "\u2426"

_SIGNS: dict[int, str] = {code: chr(0x2400 + code) for code in range(0x20)}
_SIGNS[0x7F] = "\u2421"
_SIGNS |= dict.fromkeys(range(128, 160), HIDDEN_SIGN)
_SIGNS |= {ord(char): HIDDEN_SIGN for char in BIDI_AND_HIDDEN}
_SIGNS |= {0x2028: "\u2424", 0x2029: "\u2424"}
_LINE = _SIGNS | {ord("\n"): " ", ord("\t"): " "}
_BLOCK = {code: sign for code, sign in _SIGNS.items() if code != ord("\n")} | {ord("\t"): " "}


def one_line(text: str) -> str:
    """The text on one line: line ends and tabs as blanks, other control characters as visible signs."""
    return _clean(text, _LINE)


def block(text: str) -> str:
    """The text with its line ends kept, and every other control character as a visible sign."""
    return _clean(text, _BLOCK)


def _clean(text: str, table: dict[int, str]) -> str:
    if text.isascii() and text.isprintable():
        return text
    shown = text.translate(table)
    if shown.isascii():
        return shown
    return "".join(HIDDEN_SIGN if unicodedata.category(char) in {"Cs", "Cf"} else char for char in shown)


def shortened(text: str, width: int) -> str:
    """At most `width` characters of one line, with an ellipsis where something was left out."""
    line = one_line(text)
    if len(line) <= width:
        return line
    return line[: max(width - 1, 0)].rstrip() + "…" if width > 0 else ""
