"""What no fitted weight may overrule: what is no pair of claims, what the text itself says, persons without a matter.

Training stories have no claims that point at each other and few that stand inside each other, and within a case nearly
every claim names the same few people: so these are rules, each for a stated reason.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache

from claimtrack.link.lexicon import rows
from claimtrack.link.pair import Pair
from claimtrack.link.reading import Reading, is_anaphoric
from claimtrack.link.score import log_odds
from claimtrack.vocabulary import Reason

CERTAIN = 0.97
"""A claim that denies the very claim it points at: the article says so."""
STATED = 0.9
"""A claim by a speaker whom the article says disputes the other claim, where the two differ by themselves; a claim
that refutes what the other's speaker says on this matter."""
UNSUPPORTED = 0.25
"""No more than this for a pair in which nothing differs but who speaks about whom."""
SET_AGAINST = 0.9
"""Two voices that one sentence, or two that follow each other, set against each other, where the claims differ."""
_SHOWS = 0.2
"""From this value on a signal counts as showing that the two differ."""
_CHANGED = 0.6
"""From this value on a signal of change over time says that the later claim dates its state after the earlier one."""
_READ = 0.8
"""From this value on the reader does: two in three such pairs of stories set aside contradict."""
_ANSWERS = 0.75
"""From this value on one claim is about the other's speaker, who answers for himself."""
_LEANS = 0.5
"""From this value on the reader finds a conflict likelier than not."""
_SAME_MATTER = 1.2
"""Weight from which two speak of the very same, so that a dispute between their speakers is about it."""
_MATTER = 0.4
"""Weight of shared words, names of people aside, under which two claims have no matter in common."""
_STORY, _LARGEST = 17, 2000
_NO_MATTER = -1.2
_NO_FACT = -1.0
_LATER = -1.5
_ONE_BREATH = -1.0
"""Added to the log odds where two share no matter, one gives no fact, the later tells of a later state, one
voice speaks in one document."""
_DIFFERENCES = (
    "rebuttal", "denial", "negation", "scope", "focus", "antonym", "number", "money", "percentage", "date", "actor",
    "place", "event", "alternative",
)  # fmt: skip


_WORD = re.compile(r"\w+")
_ARTICLES = frozenset(("the", "a", "an"))


def comparable(one: Reading, other: Reading) -> bool:
    """Whether the two are two claims: not one inside the other, and no bare pointer but with what it points at."""
    a, b = one.statement, other.statement
    if b.id in (a.refers_to,) or a.id in (b.refers_to,):
        return True
    if any(is_anaphoric(s.text) for s in (a, b)):
        return False
    if a.document_id is None or a.document_id != b.document_id:
        return True
    return a.start + len(a.text) <= b.start or b.start + len(b.text) <= a.start or a.start == b.start == 0


def among(size: int, score: float) -> float:
    """The score of a pair among all pairs of a case of `size` claims.

    The weights were fitted on stories of about 17 claims. A claim has no more contradictions in a larger case, and many
    more pairs: the prior odds fall with the size. The cues account for about half of that.
    """
    shift = -0.5 * math.log(min(max(size, _STORY), _LARGEST) / _STORY)
    return 1 / (1 + math.exp(-(log_odds(score) + shift)))


def settled(pair: Pair, reasons: Mapping[str, Reason], score: float) -> float:
    """The score of a case's pair with the rules applied, in [0, 1]."""
    if "points" in reasons:
        return max(score, CERTAIN)
    reader = reasons["reader"].value if "reader" in reasons else 0.0
    differs = any(name in reasons and reasons[name].value >= _SHOWS for name in _DIFFERENCES)
    shift = 0.0
    if matter(pair) < _MATTER and reader < _READ:
        shift += _NO_MATTER
    if pair.one_voice and pair.a.statement.document_id == pair.b.statement.document_id is not None:
        shift += _ONE_BREATH
    if reader < _READ and "change" in reasons and reasons["change"].value >= _CHANGED and "rebuttal" not in reasons:
        shift += _LATER
    if reader < _READ and _no_fact(reasons):
        shift += _NO_FACT
    if shift:
        score = 1 / (1 + math.exp(-(log_odds(score) + shift)))
    if not differs and reader < _READ:
        score = min(score, UNSUPPORTED)
    if pair.one_voice:
        return score
    answers = "answer" in reasons and reasons["answer"].value >= _ANSWERS
    if (_disputed(pair) and matter(pair) >= _SAME_MATTER and (differs or answers)) or (
        differs and matter(pair) >= _MATTER and "rebuttal" in reasons and _aimed(pair)
    ):
        score = max(score, STATED)
    if (differs or answers or reader >= _LEANS) and any(edge.contrast for edge in pair.edges):
        score = max(score, SET_AGAINST)
    return score


def _no_fact(reasons: Mapping[str, Reason]) -> bool:
    """Whether one of the two gives a view, asks, or alone of the two speaks of what is to come."""
    return "opinion" in reasons or "question" in reasons or ("promise" in reasons and reasons["promise"].value < 1)


@lru_cache(maxsize=1)
def _talk() -> frozenset[str]:
    return frozenset(word for row in rows("talk.tsv") for word in row[0].split())


def matter(pair: Pair) -> float:
    """The weight of what both speak of, people, their names and words for talking aside."""
    people = pair.a.speaker_words | pair.b.speaker_words
    return sum(
        match.strength * pair.a.words[match.a].weight
        for match in pair.matches
        if not pair.a.words[match.a].name and pair.a.words[match.a].lemma not in people | _talk()
    )


def _disputed(pair: Pair) -> bool:
    """Whether an article says that the one speaker disputes the other claim itself."""
    for claim, rest in ((pair.a.statement, pair.b.statement), (pair.b.statement, pair.a.statement)):
        if any(
            edge.claim_id == claim.id and edge.by_id == rest.speaker_id is not None and not edge.contrast
            for edge in pair.edges
        ):
            return True
    return False


def _aimed(pair: Pair) -> bool:
    """Whether the claim that rebuts names the other's speaker in full ("the allegations made in the report")."""
    for rebutting, other in ((pair.a, pair.b), (pair.b, pair.a)):
        if "wrong" in rebutting.manners and other.statement.speaker and not pair.same_speaker:
            said = set(_WORD.findall(rebutting.statement.text.casefold()))
            if set(_WORD.findall(other.statement.speaker.casefold())) - _ARTICLES <= said:
                return True
    return False
