"""Cutting a text into paragraphs, and into pieces small enough for the parser.

A blank line always parts paragraphs. A single line end does too, unless the block is hard-wrapped prose (an
e-mail, a wire copy), where it is only a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimtrack.vocabulary import Span

PIECE_LIMIT = 20_000
"""Code points a piece may have; the parser's memory grows with it, its accuracy does not."""

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]{2,}(?: [A-Z.'’-]{2,}){0,3}"
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}(?=, \d{1,2} [A-Z]|, [A-Z][a-z]{2,8}\.? \d))"
    r"(?:, [^\n—–(,-]{2,30}){0,2}(?: \([^()\n]{2,40}\))? (?:—|–|--|-) (?=\S)"
)
"""A place, with its region, the day and the agency where they stand ("HARWICH, 4 May (Coast Wire) – ")."""
_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_ENDS_SENTENCE = re.compile(r"[.!?:;…\"”’'»)\]]\s*$")


def paragraphs(text: str) -> list[Span]:
    """The paragraphs in text order, without the line ends around them; never empty ones."""
    found: list[Span] = []
    at = 0
    for blank in _BLANK.finditer(text):
        found.extend(_lines(text, at, blank.start()))
        at = blank.end()
    found.extend(_lines(text, at, len(text)))
    return found


def datelines(text: str) -> list[int]:
    """Where the first sentences of paragraphs begin that open with a dateline."""
    heads = (_DATELINE.match(text, start, end) for start, end in paragraphs(text))
    return [head.end() for head in heads if head is not None]


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    block = text[start:end]
    if "\n" not in block or _is_wrapped(block):
        yield from _trimmed(text, start, end)
        return
    at = start
    for line in block.split("\n"):
        yield from _trimmed(text, at, at + len(line))
        at += len(line) + 1


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    right = len(part.rstrip())
    if left < right:
        yield start + left, start + right


def _is_wrapped(block: str) -> bool:
    """Whether the line ends are typographic: most lines are full (50 to 110 characters) and end in
    mid-sentence."""
    lines = block.strip("\n").split("\n")
    body = lines[:-1]
    if not body or max(map(len, lines)) > 110:
        return False
    open_ends = sum(1 for line in body if not _ENDS_SENTENCE.search(line))
    full = sum(1 for line in body if len(line) >= 50)
    return open_ends * 2 > len(body) and full * 3 >= len(body) * 2


def pieces(text: str, limit: int = PIECE_LIMIT) -> list[Span]:
    """Consecutive spans that cover the whole text, each at most `limit` long, cut at paragraphs where they
    allow it."""
    if len(text) <= limit:
        return [(0, len(text))] if text else []
    borders = [start for start, _ in paragraphs(text)]
    found: list[Span] = []
    at = 0
    index = 0
    while at < len(text):
        if len(text) - at <= limit:
            found.append((at, len(text)))
            break
        best = 0
        while index < len(borders) and borders[index] <= at + limit:
            best = borders[index]
            index += 1
        cut = best if best > at else _cut_in_paragraph(text, at, at + limit)
        found.append((at, cut))
        at = cut
    return found


def _cut_in_paragraph(text: str, start: int, limit: int) -> int:
    """After the last sentence end before `limit`, else the last space, else in mid-word."""
    for mark in (". ", " "):
        at = text.rfind(mark, start + 1, limit)
        if at > start:
            return at + len(mark)
    return limit
