"""Text without what does not matter when a name is looked for: case, accents, invisible characters, separators."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

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
    """The words in order, whatever stands between them; a plural's or genitive's s too."""
    return _GAP.join(map(re.escape, words)) + "s?"


def finder(patterns: Sequence[str]) -> re.Pattern[str]:
    """Finds the first of the patterns that fits in folded text; the number of its group tells which it is."""
    firsts = "".join(sorted({pattern[0] for pattern in patterns}))
    # Looked at before the alternatives: most words begin with no letter of a name.
    ahead = f"(?=[{re.escape(firsts)}])"
    return re.compile(_LEFT + ahead + "(?:" + "|".join(f"({pattern})" for pattern in patterns) + ")" + _RIGHT)
