"""Where quotation marks open and close, over the raw text and without any parsing.

Marks of every kind may be mixed: what opens curly may close straight. A single mark counts only at the edge
of a word, and not where it is an apostrophe. A quotation left open at the end of its paragraph goes on in the
next one that reopens it (a caption or subheading may stand between), or up to the closing mark some
paragraphs later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimtrack.vocabulary import Span

DOUBLE_OPEN = "“„«〝"
DOUBLE_CLOSE = "”»〞"
SINGLE = "'‘’‚‛`"
CAPTION_GAP = 2
"""Unquoted paragraphs (a caption, a subheading) that may part two paragraphs of one quotation."""
CLOSE_WITHIN = 6
"""Paragraphs within which a closing mark ends a quotation that was not reopened."""

_ELISION = re.compile(r"(?:\d0?s?\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n\b|round\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation within one paragraph, marks included."""

    start: int
    end: int
    paragraph: int
    double: bool
    closed: bool = True
    continues: bool = False
    """True where the quotation was opened in an earlier paragraph."""


@dataclass(slots=True)
class _Open:
    at: int
    double: bool
    straight: bool


def find_quotes(text: str, paragraphs: list[Span]) -> list[Quote]:
    """The outermost quotations in text order; linear in the length of the text."""
    found: list[Quote] = []
    pending: tuple[int, bool] | None = None
    for number, (start, end) in enumerate(paragraphs):
        reopens = number + 1 < len(paragraphs) and text[paragraphs[number + 1][0]] in "'‘"
        quotes, stray = _scan(text, start, end, number, reopens)
        if pending is not None and number - pending[0] <= CAPTION_GAP + 1 and quotes:
            first = quotes[0]
            if first.start == start and first.double == pending[1]:
                quotes[0] = Quote(first.start, first.end, number, first.double, first.closed, True)
        if pending is not None and stray is not None and number - pending[0] <= CLOSE_WITHIN:
            _fill(found, paragraphs, pending, number)
            if stray - start > 0:
                quotes.insert(0, Quote(start, stray, number, pending[1], True, True))
            pending = None
        found.extend(quotes)
        if quotes and not quotes[-1].closed:
            pending = number, quotes[-1].double
        elif quotes:
            pending = None
    return found


def _fill(found: list[Quote], paragraphs: list[Span], pending: tuple[int, bool], until: int) -> None:
    for number in range(pending[0] + 1, until):
        start, end = paragraphs[number]
        found.append(Quote(start, end, number, pending[1], False, True))


def _scan(text: str, start: int, end: int, number: int, reopens: bool) -> tuple[list[Quote], int | None]:
    """The outermost quotations of one paragraph, and the end of a closing mark that comes before any opening
    one."""
    closed: list[tuple[int, int, bool]] = []
    stack: list[_Open] = []
    stray: int | None = None
    at = start
    while at < end:
        char = text[at]
        width = 2 if char in "'`" and text[at : at + 2] in ("''", "``") else 1
        if width == 2 or char in DOUBLE_OPEN or char in DOUBLE_CLOSE or char == '"':
            verdict = _double_verdict(text, at, width, start, end, stack)
            if verdict == "open":
                stack.append(_Open(at, True, char == '"'))
            elif verdict == "close":
                if any(mark.double for mark in stack):
                    while not stack[-1].double:
                        stack.pop()
                    opened = stack.pop()
                    closed.append((opened.at, at + width, True))
                elif not closed and not stack and stray is None:
                    stray = at + width
        elif char in SINGLE:
            verdict = _single_verdict(text, at, start, end, stack)
            if verdict == "open":
                stack.append(_Open(at, False, char == "'"))
            elif verdict == "close":
                opened = stack.pop()
                closed.append((opened.at, at + 1, False))
        at += width
    quotes = _outermost(text, closed, number)
    for mark in stack:
        if mark.double or mark.at == start or (reopens and text[mark.at - 2 : mark.at] in (": ", ", ")):
            return _with_open(text, quotes, mark, end, number), stray
    return quotes, stray


def _outermost(text: str, closed: list[tuple[int, int, bool]], number: int) -> list[Quote]:
    found: list[Quote] = []
    for start, end, double in sorted(closed, key=lambda c: (c[0], -c[1])):
        if (not found or start >= found[-1].end) and sum(
            char.isalnum() for char in text[start : min(end, start + 60)]
        ) > 1:
            found.append(Quote(start, end, number, double))
    return found


def _with_open(text: str, quotes: list[Quote], mark: _Open, end: int, number: int) -> list[Quote]:
    """The quotations with the one that is left open: to the paragraph's end, or up to the next that opens
    after it."""
    before = [quote for quote in quotes if quote.end <= mark.at]
    after = [quote for quote in quotes if quote.start > mark.at]
    if after and mark.double and after[0].double:
        stop = len(text[: after[0].start].rstrip()) if after[0].start - mark.at < 2000 else after[0].start
        if stop - mark.at > 2:
            before.append(Quote(mark.at, stop, number, True, True))
        return before + after
    if end - mark.at > 2:
        before.append(Quote(mark.at, end, number, mark.double, False))
    return before


def _double_verdict(text: str, at: int, width: int, start: int, end: int, stack: list[_Open]) -> str:
    char = text[at]
    is_open = any(mark.double for mark in stack)
    before = text[at - 1] if at > start else " "
    after = text[at + width] if at + width < end else " "
    if char in DOUBLE_OPEN:
        return "open" if not after.isspace() or not is_open else "close"
    if char in DOUBLE_CLOSE:
        return "close" if is_open or not (before.isspace() and not after.isspace()) else "open"
    if char == "`":
        return "open"
    if not is_open:
        if before.isdigit() and not (after.isalnum()):
            return "skip" if at - start > 1 and not before.isspace() else "open"
        if not before.isspace() and after.isspace():
            return "close"
        return "open"
    if before.isspace() and not after.isspace():
        # a straight mark in an opening position while one is open: nested inside curly, else the first was never closed
        return "open" if not stack[-1].straight and stack[-1].double else "close"
    return "close"


def _single_verdict(text: str, at: int, start: int, end: int, stack: list[_Open]) -> str:
    char = text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if before.isalnum() and after.isalnum():
        return "skip"
    at_left = not before.isalnum() and not after.isspace() and before not in ".,!?%)…"
    if at_left and char not in "’" and after not in ".,;:!?)":
        if _ELISION.match(text, at + 1, min(end, at + 8)) and not _closes_soon(text, at, end):
            return "skip"
        return "open" if char != "`" else "skip"
    is_open = bool(stack) and not stack[-1].double
    if char == "‘" or not is_open or (after.isalnum() and not before.isspace()):
        return "skip"
    if before.isspace():
        return "skip"
    if before in "sS" and after == " " and _possessive(text, at, end):
        return "skip"
    return "close"


def _closes_soon(text: str, at: int, end: int) -> bool:
    return re.search(r"[’'](?!\w)", text[at + 1 : min(end, at + 60)]) is not None


def _possessive(text: str, at: int, end: int) -> bool:
    """Whether a mark after a plural s is an apostrophe: a lower-case word follows, and the quotation closes
    later."""
    follows = text[at + 2] if at + 2 < end else ""
    if not follows.islower():
        return False
    for mark in re.finditer(r"['‘’]", text[at + 1 : min(end, at + 400)]):
        here = at + 1 + mark.start()
        left, right = text[here - 1], text[here + 1] if here + 1 < end else " "
        if left.isalnum() and right.isalnum():
            continue
        return not left.isspace() and not right.isalnum()
    return False
