"""Text without what does not matter when a name is looked for: case, accents, invisible characters, separators."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
_GAP = r"[\W_]{0,4}"
_LEFT, _RIGHT = r"(?<![^\W\d_])", r"(?![^\W\d_])"


def folded(text: str) -> tuple[str, list[int]]:
    """The text without case, accents and invisible format characters, with the place of each character left."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character).casefold():
            if unicodedata.category(part) not in ("Mn", "Cf"):
                characters.append(part)
                places.append(place)
    return "".join(characters), places


def words_of(text: str) -> list[str]:
    return _WORD.findall(folded(text)[0])


def pattern_of(words: Iterable[str]) -> str:
    """Finds the words in folded text, in order, whatever stands between them; a plural's or genitive's s too."""
    return _LEFT + _GAP.join(map(re.escape, words)) + "s?" + _RIGHT
