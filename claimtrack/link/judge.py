"""From reasons to a link: its score, what makes the two differ, and one line that says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from claimtrack.link.pair import Pair
from claimtrack.link.score import CONFLICTS, Weights, feature, values
from claimtrack.vocabulary import LinkType, Reason, Relation, ScoredLink, Statement

TYPES: Mapping[str, LinkType] = {
    "points": LinkType.REBUTTAL, "rebuttal": LinkType.REBUTTAL, "denial": LinkType.DENIAL,
    "negation": LinkType.NEGATION,
    "scope": LinkType.NEGATION, "focus": LinkType.NEGATION, "antonym": LinkType.ANTONYM,
    "alternative": LinkType.ALTERNATIVE, "every": LinkType.ALTERNATIVE,
    "number": LinkType.NUMBER, "money": LinkType.MONEY, "percentage": LinkType.PERCENTAGE, "date": LinkType.DATE,
    "actor": LinkType.ACTOR, "place": LinkType.PLACE, "event": LinkType.EVENT, "dispute": LinkType.DISPUTE,
    "answer": LinkType.MEANING, "reader": LinkType.MEANING,
}  # fmt: skip
_LEAST_TELLING = ("answer", "every")
"""They say that a conflict matters and not what it is: told after the others."""
_TOLD = 0.05
"""A conflict must add at least this much, in log odds, to be told as a reason."""


def order(one: Statement, other: Statement) -> bool:
    """Whether `one` comes first, in an order that does not depend on when anything was added."""
    return place(one) <= place(other)


def place(statement: Statement) -> tuple[object, ...]:
    said = statement.said.isoformat() if statement.said else "9999"
    return (said, statement.document_key, statement.start, statement.position, statement.id)


def contributions(reasons: Mapping[str, Reason], weights: Weights) -> dict[str, float]:
    """What each signal adds to the log odds, its products with others included."""
    seen = values(reasons)
    found: dict[str, float] = {}
    for name, weight in weights.terms.items():
        amount = weight * feature(name, seen)
        if amount:
            head = name.split("*")[0]
            found[head] = found.get(head, 0.0) + amount
    return found


def link(pair: Pair, reasons: Mapping[str, Reason], score: float, weights: Weights, threshold: float) -> ScoredLink:
    """The pair as a link; its relation is None where the two neither contradict, repeat nor revise one another."""
    added = contributions(reasons, weights)
    conflicts = sorted(
        (name for name in reasons if name in TYPES and (name in CONFLICTS or name in ("points", "reader"))),
        key=lambda name: (name in _LEAST_TELLING, -added.get(name, 0.0), name),
    )
    told = [name for name in conflicts if name != "reader" and added.get(name, 0.0) > _TOLD]
    if "reader" in reasons and reasons["reader"].value >= 0.3:
        told.append("reader")
    told = told or conflicts[:1]
    if conflicts == ["reader"]:
        alone = reasons["reader"]
        reasons = {**reasons, "reader": replace(alone, text=f"no shared cue word: {alone.text}")}
    relation, kind = _relation(pair, reasons, score, told, threshold)
    context = [
        name for name in ("self", "change", "dispute", "matter", "same_figure") if name in reasons and name not in told
    ]
    support = ["topic"] if "topic" in reasons else []
    listed = [reasons[name] for name in dict.fromkeys([*told, *context, *support])]
    return ScoredLink(
        pair.a.statement.id,
        pair.b.statement.id,
        relation,
        kind,
        round(score, 4),
        tuple(listed),
        _line(pair, relation, listed),
    )


def _relation(
    pair: Pair, reasons: Mapping[str, Reason], score: float, told: list[str], threshold: float
) -> tuple[Relation | None, LinkType | None]:
    seen = values(reasons)
    if score >= threshold:
        head = told[0] if told else "reader"
        kind = TYPES.get(head, LinkType.MEANING)
        if pair.same_speaker and kind not in (LinkType.REBUTTAL,):
            kind = LinkType.SELF
        return Relation.CONTRADICTS, kind
    differ = [
        n for n in ("number", "money", "percentage", "date", "event", "negation", "antonym") if seen.get(n, 0) >= 0.3
    ]
    if differ and seen.get("change", 0) >= 0.35 and seen.get("topic", 0) >= 0.35:
        return Relation.REVISES, LinkType.UPDATE
    if not differ and seen.get("topic", 0) >= 0.6 and seen.get("cover", 0) >= 0.45 and score < threshold / 2:
        return Relation.REPEATS, LinkType.REPEAT
    return None, None


_VERBS = {
    Relation.CONTRADICTS: "cannot both stand",
    Relation.REVISES: "the later revises the earlier",
    Relation.REPEATS: "say the same",
    None: "no conflict found",
}


def _line(pair: Pair, relation: Relation | None, reasons: list[Reason]) -> str:
    one, other = pair.a.statement.speaker, pair.b.statement.speaker
    if pair.same_speaker:
        who = f"{one}, twice" if one else "One speaker, twice"
    elif one or other:
        beside = "and" if relation is Relation.REPEATS else "against"
        who = f"{one or 'an unnamed speaker'} {beside} {other or 'an unnamed speaker'}"
    else:
        who = "The two statements"
    why = "; ".join(reason.text for reason in reasons[:2])
    verb = _VERBS[relation]
    return f"{who}: {verb}{' (' + why + ')' if why else ''}."
