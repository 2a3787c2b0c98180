"""The neutral headline of a pair: on what two statements differ, in words that stand in them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from claimtrack.report.descriptions import function_words
from claimtrack.vocabulary import Relation, Verdict

_WORD = re.compile(r"\[(?:name )?withheld[^\]]*\]|[^\W_]+(?:[’'.,-][^\W_]+)*")
_COMPARED = 200
"""Words of each side that are looked at: a topic is not hidden further in, and the comparison is quadratic."""
_SHOWN = 9
"""Words of a headline's topic at most."""

_BY_VERDICT = {
    Verdict.CONTRADICTION: "Statements differ on",
    Verdict.PARTIAL: "Statements differ in part on",
    Verdict.CHANGED: "Statements changed over time on",
    Verdict.CONSISTENT: "Statements can both stand on",
    Verdict.UNRELATED: "Statements are unrelated:",
    Verdict.UNSURE: "Statements may differ on",
}
_BY_RELATION = {
    Relation.CONTRADICTS: "Statements may differ on",
    Relation.REVISES: "Statements may have changed on",
    Relation.REPEATS: "Statements may repeat each other on",
}


def headline(a: str, b: str, relation: Relation, verdict: Verdict | None) -> str:
    """E.g. "Statements differ on “Children’s Services”"; the words in quotation marks are the statements' own."""
    lead = _BY_VERDICT[verdict] if verdict is not None else _BY_RELATION[relation]
    return f"{lead} “{topic(a, b)}”"


def topic(a: str, b: str) -> str:
    """The longest run of words that both share, else how the longer one begins."""
    a_words, b_words = _words(a), _words(b)
    shared = _shared(a, a_words, b_words)
    if shared:
        return shared
    text, words = (a, a_words) if len(a_words) >= len(b_words) else (b, b_words)
    if not words:
        return "…"
    telling = next((at for at, word in enumerate(words) if not _is_empty(word)), 0)
    words = words[telling:]
    shown = words[:_SHOWN]
    while len(words) > _SHOWN and len(shown) > 1 and _is_empty(shown[-1]):
        shown = shown[:-1]
    beginning = " ".join(text[shown[0].start() : shown[-1].end()].split())
    return beginning + (" …" if len(words) > _SHOWN else "")


def _words(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        found.append(match)
        if len(found) == _COMPARED:
            break
    return found


def _shared(a: str, a_words: list[re.Match[str]], b_words: list[re.Match[str]]) -> str:
    a_keys = [word[0].lower().replace("’", "'") for word in a_words]
    b_keys = [word[0].lower().replace("’", "'") for word in b_words]
    best: tuple[int, int, str] = (0, 0, "")
    for block in SequenceMatcher(None, a_keys, b_keys, autojunk=False).get_matching_blocks():
        run = a_words[block.a : block.a + block.size]
        while run and _is_empty(run[0]):
            run = run[1:]
        while run and _is_empty(run[-1]):
            run = run[:-1]
        telling = sum(len(word[0]) for word in run if not _is_empty(word))
        run = run[:_SHOWN]
        if telling > max(best[0], 3):
            text = " ".join(a[run[0].start() : run[-1].end()].split())
            best = (telling, -block.a, text)
    return best[2]


def _is_empty(word: re.Match[str]) -> bool:
    """Whether a word says nothing of the matter: a function word, or the mark of a withheld name."""
    return word[0].startswith("[") or word[0].lower().replace("’", "'") in function_words()
