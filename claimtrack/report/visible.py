"""Characters that act instead of being seen, made visible.

An article may carry terminal escapes, bidirectional overrides or characters that XML forbids. Nothing is dropped: each
such character is shown by name, so that the reader sees that it was there.
"""

from __future__ import annotations

import re

_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls but tab and line feed
    "\u2028\u2029"  # line and paragraph separator
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates (Unicode TR 36, 39)
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"  # interlinear marks, noncharacters, lone surrogates
    "\U000e0000-\U000e007f]"  # tag characters: text that no one sees
)


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"⟨U+{code:04X}⟩"


def shown(text: str) -> str:
    """The text with its acting characters visible; tabs and line feeds stay."""
    return _ACTING.sub(_symbol, text)


def visible(text: str) -> str:
    """The same as one line, safe for a terminal or a table cell."""
    return " ".join(shown(text).split())


def escaped_json(dumped: str) -> str:
    """JSON text with acting characters as \\u escapes: the value is unchanged, a terminal that shows it is safe."""

    def escape(match: re.Match[str]) -> str:
        code = ord(match[0])
        if code > 0xFFFF:
            code -= 0x10000
            return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
        return f"\\u{code:04x}"

    return _ACTING.sub(escape, dumped)
