"""What "that", "it" or "these findings" points at when somebody denies, admits or repeats it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from claimtrack.extract.speakers.entities import Entity
from claimtrack.extract.speakers.words import word_set
from claimtrack.vocabulary import Kind, RefersTo, Span, Stance

if TYPE_CHECKING:
    from claimtrack.extract.local import LocalAttribution
    from claimtrack.extract.speakers.cast import Cast
    from claimtrack.extract.speakers.sources import SourceReader

LOOK_BACK = 8
"""Attributions looked back over."""
PARAGRAPHS = 3
"""Paragraphs looked back over."""

PRO_FORM = re.compile(r"(?:that|this|it|these|those|them|so|as much|the same|both|either)", re.IGNORECASE)
_KIND = re.compile(
    r"(?:.* )?(?:any|no|such|any such|this|that|these|those|the|his|her|their|its|all|both|both of these|all of the) "
    r"(?:[\w-]+ ){0,2}?(\w+)",
    re.IGNORECASE,
)
_SORT = re.compile(
    r".*\b(?:any such|such an?|of the (?:kind|sort)|doing so|having done so|this|that)\b.*", re.IGNORECASE
)
_SUPPOSITION = re.compile(r"\W*(?:if|let|unless)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")
_NUMBERS = frozenset("figure figures number numbers estimate estimates total sum".split())


@lru_cache(maxsize=1)
def claim_nouns() -> frozenset[str]:
    """Nouns in lower case that stand for something said."""
    return word_set("claim_nouns.tsv")


class Pointer:
    """Finds the attribution that words without content of their own point back at."""

    def __init__(self, cast: Cast, sources: SourceReader) -> None:
        self.cast = cast
        self.sources = sources
        self.text = cast.reading.text

    def points(self, content: str) -> bool:
        """Whether a content has nothing but a pointer in it ("that", "these allegations", "giving any such order")."""
        bare = content.strip(" .,;:'\"‘’“”")
        if PRO_FORM.fullmatch(bare):
            return True
        words = bare.lower().split()
        if len(words) > 9:
            return False
        if _SORT.fullmatch(bare) and (words[-1] in claim_nouns() | {"kind", "sort", "so"} or "such" in words):
            return True
        phrase = _KIND.fullmatch(bare)
        return phrase is not None and words[-1] in claim_nouns() and len(words) <= 5

    def refers(self, number: int, one: LocalAttribution) -> RefersTo | None:
        """What attribution `number` refers to; None where it has a content of its own, or nothing to point at."""
        start, end = one.content[0][0], one.content[-1][1]
        content = self.text[start:end]
        if one.kind is Kind.DIRECT and not one.anaphoric:
            return None
        if len(one.content) > 1 or end - start > 80 or not (one.anaphoric or self.points(content)):
            return None
        if not one.anaphoric and self._says_something(start, end):
            return None
        target = self.target(number, start, self.sources.of(number).entity, content)
        if target is not None:
            return RefersTo(target, (self.cast.local[target].content[0][0], self.cast.local[target].content[-1][1]))
        span = self._before(one)
        return RefersTo(None, span) if span is not None and one.anaphoric else None

    def _says_something(self, start: int, end: int) -> bool:
        """Whether a finite verb stands in the characters: "it reviewed the report" has a content of its own."""
        reading = self.cast.reading
        tokens = self.cast.doc[reading.first_token_from(start) : reading.token_at(end - 1) + 1]
        return any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in tokens)

    def target(
        self, number: int | None, offset: int, by: Entity | None, words: str, owner: Entity | None = None
    ) -> int | None:
        """Index of the attribution that ends before `offset` and is meant; somebody else's than `by`'s."""
        paragraph = self.cast.reading.paragraph_of(offset)
        sentence = self.cast.sentences[self.cast.reading.token_at(offset)]
        last = number if number is not None else self._count_before(offset)
        low = words.lower()
        best: tuple[float, int] | None = None
        run: tuple[Entity | None, int] = (None, 0)
        for index in range(last - 1, max(-1, last - 1 - LOOK_BACK), -1):
            one = self.cast.local[index]
            if one.content[-1][1] > offset or one.attitude or one.anaphoric:
                continue
            gap = paragraph - self.cast.reading.paragraph_of(one.content[-1][1] - 1)
            if gap > PARAGRAPHS:
                break
            who = self.sources.of(index).entity
            if who is not None and who is by:
                continue
            if who is not None and who is run[0]:  # one statement over several paragraphs is near as a whole
                gap = run[1]
            run = (who, gap)
            score = 2.0 - 0.6 * gap - 0.15 * (last - 1 - index)
            token = self.cast.reading.token_at(one.content[-1][1] - 1)
            score += 1.0 if self.cast.sentences[token] == sentence else 0.0
            score -= 0.5 if one.enclosing is not None else 0.0
            score -= 0.5 if one.stance in (Stance.ASKS, Stance.DEMANDS, Stance.PROMISES) else 0.0
            score -= 0.5 if self._supposes(one) else 0.0
            if owner is not None:
                score += 3.0 if who is owner else -2.0
            if by is not None and self._speaks_of(one, by):
                score += 1.2
            if low.split()[-1:] and low.split()[-1] in _NUMBERS:
                score += 0.8 if re.search(r"\d", self.text[one.content[0][0] : one.content[-1][1]]) else -0.8
            if best is None or score > best[0]:
                best = (score, index)
        return best[1] if best is not None and best[0] > 0.4 else None

    def _count_before(self, offset: int) -> int:
        low, high = 0, len(self.cast.local)
        while low < high:
            middle = (low + high) // 2
            if self.cast.local[middle].content[0][0] < offset:
                low = middle + 1
            else:
                high = middle
        return low

    def _speaks_of(self, one: LocalAttribution, entity: Entity) -> bool:
        return any(
            mention.entity is entity
            for start, end in one.content
            for mention in self.cast.mentions_in(start, min(end, start + 600))
        )

    def _supposes(self, one: LocalAttribution) -> bool:
        """Whether what was said last only supposes or calls for something: "If it is clean, let them show it."""
        start, end = one.content[-1]
        return _SUPPOSITION.match(_SENTENCE_END.split(self.text[start:end].strip())[-1]) is not None

    def _before(self, one: LocalAttribution) -> Span | None:
        """The sentence before the one that points, within the paragraph before at most."""
        first = one.cue_head if one.cue_head is not None else self.cast.reading.token_at(one.content[0][0])
        sentence = self.cast.doc[first].sent
        at = sentence.start - 1
        while at >= 0 and (self.cast.doc[at].is_space or self.cast.doc[at].is_punct):
            at -= 1
        if at < 0:
            return None
        before = self.cast.doc[at].sent
        start = next((t.idx for t in before if not t.is_space), before.start_char)
        end = self.cast.reading.end_of(self.cast.doc[at])
        near = self.cast.reading.paragraph_of(one.content[0][0]) - self.cast.reading.paragraph_of(start)
        return (start, end) if near <= 1 and end > start else None
