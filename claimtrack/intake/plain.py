"""Plain text: the decoded file is the document."""

from __future__ import annotations

from claimtrack.intake.dateline import published
from claimtrack.intake.decoding import decode
from claimtrack.vocabulary import Article

HEADLINE_LENGTH = 120
"""Characters; a longer first line is a paragraph."""


def read_plain(data: bytes, path: str) -> Article:
    """Raises IntakeError where the bytes are no text."""
    decoded = decode(data)
    return Article(
        text=decoded.text,
        path=path,
        title=headline(decoded.text),
        published=published(decoded.text, path),
        encoding=decoded.encoding,
        remarks=decoded.remarks,
    )


def headline(text: str) -> str | None:
    """The first line where it is clearly a headline: short, apart from what follows, and no sentence."""
    first, _, rest = text.lstrip("\n").partition("\n")
    line = first.strip()
    apart = rest.startswith("\n") and bool(rest.strip())
    if not apart or len(line.split()) < 3 or len(line) > HEADLINE_LENGTH:
        return None
    return None if line[-1] in ".,;:!…”\"’'" else line
