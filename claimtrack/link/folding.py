"""Near-identical claims (wire copy, one quote in two articles) seen as one claim with its appearances."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from thefuzz import fuzz

from claimtrack.link.candidates import CandidatePair
from claimtrack.vocabulary import ScoredLink, Statement

SAME = 92
"""thefuzz ratio, in [0, 100], from which two claims of one speaker are the same words."""
SHORT = 12
"""Letters and digits under which only the very same words count: "no" and "no comment" are said of many things."""

_MARKS = re.compile(r"[^\w£$€%]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Folds:
    """Which claim stands for which: ids to the id of the first of their kind, whatever the order of adding."""

    stands_for: Mapping[int, int]

    def of(self, claim: int) -> int:
        return self.stands_for.get(claim, claim)


def folds(statements: Sequence[Statement], pairs: Sequence[CandidatePair]) -> Folds:
    """Groups of claims in different places that say the same in the same words, by speakers of one name or none."""
    plain = [_plain(statement.text) for statement in statements]
    first = list(range(len(statements)))

    def root(i: int) -> int:
        while first[i] != i:
            first[i] = first[first[i]]
            i = first[i]
        return i

    for pair in pairs:
        if _same(statements[pair.first], statements[pair.second], plain[pair.first], plain[pair.second]):
            left, right = root(pair.first), root(pair.second)
            if left != right:
                early, late = sorted((left, right), key=lambda i: order(statements[i]))
                first[late] = early
    return Folds({statements[i].id: statements[root(i)].id for i in range(len(statements)) if root(i) != i})


def fold(links: Sequence[ScoredLink], found: Folds) -> list[ScoredLink]:
    """The links, where several join the same two claims in other places all but the best marked as folded into it."""
    best: dict[tuple[int, int], ScoredLink] = {}
    for link in links:
        pair = _standing(link, found)
        if pair[0] != pair[1] and (pair not in best or _better(link, best[pair])):
            best[pair] = link
    out = []
    for link in links:
        pair = _standing(link, found)
        stands = best.get(pair, link)
        out.append(link if stands is link else replace(link, folded_into=(stands.a, stands.b), listed=False))
    return out


def order(statement: Statement) -> tuple[str, int, int, str]:
    """A claim's place in an order that does not depend on when its document was added."""
    return (statement.document_key, statement.position, statement.start, statement.text)


def _standing(link: ScoredLink, found: Folds) -> tuple[int, int]:
    left, right = found.of(link.a), found.of(link.b)
    return (left, right) if left <= right else (right, left)


def _better(left: ScoredLink, right: ScoredLink) -> bool:
    return left.score > right.score


def _plain(text: str) -> str:
    return _MARKS.sub(" ", text.casefold()).strip()


def _same(left: Statement, right: Statement, left_plain: str, right_plain: str) -> bool:
    if left.stance != right.stance or (left.speaker_id != right.speaker_id and left.speaker != right.speaker):
        return False
    if left.document_id == right.document_id and left.document_id is not None and left.start == right.start:
        return False
    if left_plain == right_plain:
        return bool(left_plain) and left.refers_to == right.refers_to and left.refers_text == right.refers_text
    if min(len(left_plain), len(right_plain)) < SHORT or _NUMBER.findall(left_plain) != _NUMBER.findall(right_plain):
        return False
    if _negations(left_plain) != _negations(right_plain):
        return False
    shorter, longer = sorted((len(left_plain), len(right_plain)))
    return shorter * 100 >= longer * (SAME - 8) and int(fuzz.ratio(left_plain, right_plain)) >= SAME


def _negations(plain: str) -> int:
    return sum(word in _NEGATIVE for word in plain.split())


_NEGATIVE = frozenset("no not never none nor neither nobody nothing without t cannot".split())
