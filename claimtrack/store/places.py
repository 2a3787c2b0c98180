"""What follows from a claim's spans and its document's text: the words, the paragraph, the line."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from claimtrack.errors import StoreError
from claimtrack.vocabulary import Span, Spans, joined

_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
_FEWEST_WORDS = 4
"""Shorter words ("It is true") are said about many things: they are not taken for the same claim."""


class Places:
    """Paragraphs and lines of one text, both counted from 1."""

    def __init__(self, text: str) -> None:
        self.text = text
        lead = len(text) - len(text.lstrip())
        self._paragraphs = [0, *(found.end() for found in _BLANK.finditer(text) if found.start() >= lead)]
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def paragraph(self, offset: int) -> int:
        return bisect_right(self._paragraphs, offset)

    def line(self, offset: int) -> int:
        return bisect_right(self._lines, offset)

    def check(self, spans: Spans, what: str) -> None:
        """Raises StoreError where a span is empty, out of order or outside the text."""
        end_before = 0
        for start, end in spans:
            if not (end_before <= start < end <= len(self.text)):
                raise StoreError(f"{what} {start}:{end} does not fit a text of {len(self.text)} characters")
            end_before = end

    def of_content(self, content: Spans) -> dict[str, Any]:
        """The columns of a claim that follow from its content."""
        text = joined(self.text, content)
        start = content[0][0]
        return {
            "text": text,
            "start": start,
            "paragraph": self.paragraph(start),
            "line": self.line(start),
            "sameness": sameness(text),
        }


def sameness(text: str) -> str | None:
    """A digest of the words alone; None where there are too few to say that it is the same claim."""
    words = re.findall(r"\w+", text.casefold())
    if len(words) < _FEWEST_WORDS:
        return None
    return hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def digest(text: str) -> str:
    """The SHA-256 of a document's text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def ordered(spans: Sequence[Span]) -> Spans:
    return tuple(sorted((int(start), int(end)) for start, end in spans))
