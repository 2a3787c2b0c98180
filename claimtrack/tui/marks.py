"""The sign and word for each state: what is told by colour is always told by these too."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.vocabulary import LinkView, Relation, Verdict


@dataclass(frozen=True, slots=True)
class Mark:
    """One state as shown: a sign one cell wide, a word, and the role of its colour in the themes."""

    sign: str
    word: str
    colour: str


OPEN = Mark("○", "open", "muted")
SKIPPED = Mark("»", "skipped", "unsure")
FLAGGED = Mark("⚑", "flagged", "contradiction")
STALE = Mark("†", "no longer proposed", "muted")
CHOSEN = Mark("◆", "marked", "accent")
NOTED = Mark("✎", "has notes", "muted")
TAGGED = Mark("#", "has tags", "muted")
OTHERS = Mark("+", "so many others have judged it", "muted")

VERDICTS: dict[Verdict, Mark] = {
    Verdict.CONTRADICTION: Mark("✗", "contradiction", "contradiction"),
    Verdict.PARTIAL: Mark("◐", "partial", "partial"),
    Verdict.CHANGED: Mark("→", "changed over time", "changed"),
    Verdict.CONSISTENT: Mark("✓", "consistent", "consistent"),
    Verdict.UNRELATED: Mark("∅", "unrelated", "muted"),
    Verdict.UNSURE: Mark("?", "unsure", "unsure"),
}

RELATIONS: dict[Relation, str] = {
    Relation.CONTRADICTS: "may contradict",
    Relation.REPEATS: "repeats",
    Relation.REVISES: "revises",
}


def state_of(link: LinkView, reviewer: str, *, blind: bool = False) -> Mark:
    """The mark of where the reviewer stands on the link; an adjudication counts for all who are not blind."""
    for one in reversed(link.judgements):
        if one.adjudication and not blind:
            return VERDICTS[one.verdict]
    for one in link.judgements:
        if one.reviewer == reviewer and not one.adjudication:
            return VERDICTS[one.verdict]
    return SKIPPED if link.skipped else OPEN
