"""How found attributions agree with annotated ones: content by overlap, speaker by the head of its mention.

Overlap counts alphanumeric characters, so marks and spaces at the edges never matter. Two contents agree
where they share at least half of their union; pairs are taken one to one, the best first. A speaker agrees
where the head word of the annotated mention lies in the found mention, or where both sides have none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Spans = Sequence[Sequence[int]]
Annotation = Mapping[str, Any]

TYPES = ("direct", "mixed", "indirect")
_OPEN, _CLOSE = "“„«〝", "”»〞"
_SINGLE = re.compile(r"(?<![\w‘'])[‘'](?=\w)([^\n‘\"“”]{3,400}?)(?<=[\w.,!?…])[’'](?!\w)")
_CUT = re.compile(
    r"\s(?:of|in|for|at|from|with|who|whose|whom|which|that|to|on|by|near|like|including|as|and|or|under|after|during)\b"
    r"|[,(–—-]\s|[,(–—]|\s-"
)
_WORD = re.compile(r"[^\W_]+(?:[.’'&-][^\W_]+)*")


@dataclass(slots=True)
class Tally:
    """Right, annotated and found, of one column."""

    right: int = 0
    gold: int = 0
    found: int = 0

    @property
    def f1(self) -> float:
        """In [0, 1]; 0 where nothing is right."""
        return 2 * self.right / (self.gold + self.found) if self.right else 0.0


@dataclass(slots=True)
class Score:
    """Content, and content with speaker, by column; and each found attribution's confidence with whether it
    was right."""

    content: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    speaker: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    heads: Tally = field(default_factory=Tally)
    """`gold` and `found` both count the matched contents whose annotation has a source."""
    confidences: list[tuple[float, bool]] = field(default_factory=list)


def quoted_characters(text: str) -> set[int]:
    """Every offset between quotation marks; a mark left open closes with its line."""
    inside: set[int] = set()
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.span()
        opened: int | None = None
        for at in range(start, end):
            char = text[at]
            if opened is None:
                if char in _OPEN or char == '"':
                    opened = at
            elif char in _CLOSE or char == '"':
                inside.update(range(opened, at + 1))
                opened = None
        if opened is not None:
            inside.update(range(opened, end))
        for single in _SINGLE.finditer(line.group()):
            inside.update(range(start + single.start(), start + single.end()))
    return inside


def characters(text: str, spans: Spans) -> set[int]:
    return {at for start, end in spans for at in range(start, end) if text[at].isalnum()}


def kind(chars: set[int], quoted: set[int]) -> str:
    share = len(chars & quoted) / len(chars) if chars else 0.0
    return "direct" if share >= 0.98 else "indirect" if share <= 0.02 else "mixed"


def head_word(text: str, spans: Spans) -> tuple[int, int]:
    """The last word of a mention before a comma, preposition, relative clause or conjunction."""
    start, end = min((span[0], span[1]) for span in spans)
    mention = text[start:end]
    lead = len(mention) - len(mention.lstrip(" \"“'‘"))
    cut = _CUT.search(mention, lead + 1)
    phrase = mention[: cut.start()] if cut and re.search(r"\w", mention[: cut.start()]) else mention
    words = list(_WORD.finditer(phrase))
    if not words:
        return start, end
    word = words[-1]
    head = re.sub(r"[’']s$", "", word.group())
    if head.lower() in {"jr", "sr", "ii", "iii"} and len(words) > 1:
        word = words[-2]
        head = word.group()
    return start + word.start(), start + word.start() + len(head)


def matched(gold: list[set[int]], found: list[set[int]], agrees: Callable[[float], bool]) -> dict[int, int]:
    """Annotated index to found index, one to one, the largest overlap first."""
    owners: dict[int, list[int]] = defaultdict(list)
    for number, chars in enumerate(found):
        for at in chars:
            owners[at].append(number)
    candidates: list[tuple[float, int, int]] = []
    for number, chars in enumerate(gold):
        common = Counter(other for at in chars for other in owners.get(at, ()))
        for other, count in common.items():
            overlap = count / (len(chars) + len(found[other]) - count)
            if agrees(overlap):
                candidates.append((-overlap, number, other))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, other in sorted(candidates):
        if number not in pairs and other not in taken:
            pairs[number] = other
            taken.add(other)
    return pairs


def add_article(score: Score, text: str, gold: Sequence[Annotation], found: Sequence[Annotation]) -> None:
    """Counts one article into the score; annotations have source, cue and content spans."""
    quoted = quoted_characters(text)
    gold = [one for one in gold if one["content"]]
    gold_chars = [characters(text, one["content"]) for one in gold]
    both = [(one, characters(text, one["content"])) for one in found]
    found = [one for one, chars in both if chars]
    found_chars = [chars for _, chars in both if chars]
    kinds = [kind(chars, quoted) for chars in gold_chars]
    pairs = matched(gold_chars, found_chars, lambda overlap: overlap >= 0.5)
    owner = {other: number for number, other in pairs.items()}
    right = {number for number, other in pairs.items() if _agrees(score, text, gold[number], found[other])}
    effective = [kinds[owner[n]] if n in owner else kind(chars, quoted) for n, chars in enumerate(found_chars)]
    for column, members, others in _columns(gold, kinds, effective, owner):
        for tally, hits in ((score.content[column], members & set(pairs)), (score.speaker[column], members & right)):
            tally.right += len(hits)
            tally.gold += len(members)
            tally.found += others
    for number, one in enumerate(found):
        if "confidence" in one:
            score.confidences.append((float(one["confidence"]), owner.get(number) in right))


def _agrees(score: Score, text: str, gold: Annotation, found: Annotation) -> bool:
    mention = characters(text, found.get("source") or [])
    if not gold["source"]:
        return not mention
    head = characters(text, [head_word(text, gold["source"])])
    agrees = bool(head) and head <= mention
    score.heads.gold += 1
    score.heads.found += 1
    score.heads.right += agrees
    return agrees


def _columns(
    gold: Sequence[Annotation], kinds: list[str], effective: list[str], owner: dict[int, int]
) -> list[tuple[str, set[int], int]]:
    """Name, annotated members and number of found ones, of each column of the table."""
    columns = [(name, {n for n, k in enumerate(kinds) if k == name}, effective.count(name)) for name in TYPES]
    columns.append(("all", set(range(len(gold))), len(effective)))
    if any("speech" in one for one in gold):
        aside = sum(1 for number in owner.values() if not gold[number].get("speech"))
        columns.append(("speech", {n for n, one in enumerate(gold) if one.get("speech")}, len(effective) - aside))
    return columns
