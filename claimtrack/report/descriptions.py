"""What a text calls people by without their names: "the hall's manager", "former chief executive"."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from claimtrack.report.folding import words_of

_ARTICLE = re.compile(r"(?i)^(?:an?|the|its|their|his|her|our)\s+")
_POSSESSOR = re.compile(r"^.*?\w['’]s?\s+(?=\w)")
_PAST = re.compile(
    r"(?i)^(?:(?:former|then|now|acting|interim|outgoing|incoming|retired|ex|new|late|current|first|last)[\s-]+)+"
)
_MORE = re.compile(r"(?i)\s+(?:of|at|for|in|from|to|until|till|since|with|on|who|when|and)\b.*|[,;:(].*", re.DOTALL)
_TELLING = re.compile(r"['’]s?\b|\s[^\W\d_a-z]|\d|(?i:\s(?:of|at|for|in|from|to|until|since|with|on)\s)")


def bare(description: str) -> str:
    """Without the article before it."""
    return _ARTICLE.sub("", " ".join(description.split()))


def core(description: str) -> str:
    """What the person is, without whose, where and when: "manager" of "the hall's former manager until May"."""
    short = bare(description)
    for part in (_POSSESSOR, _PAST, _MORE):
        short = part.sub("", short).strip()
    return short


def is_telling(description: str) -> bool:
    """Whether it says whose, where or when and so fits hardly anybody else: "the hall's manager", not "officer"."""
    return bool(_TELLING.search(bare(description)))


def is_empty(description: str) -> bool:
    """Whether it is a pronoun or another word that points at nobody by itself."""
    return all(word in function_words() for word in words_of(description))


@cache
def function_words() -> frozenset[str]:
    lines = files("claimtrack.report").joinpath("function_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
