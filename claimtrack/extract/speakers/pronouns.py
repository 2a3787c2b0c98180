"""Whom a third-person pronoun means: by number and gender, by who has been speaking, by grammar and by distance.

A ranking of the kind of Lappin and Leass (1994), An Algorithm for Pronominal Anaphora Resolution, with weights of our
own: in reports of speech, the last speaker outside quotation marks outranks the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimtrack.extract.speakers.entities import Entity, Mention
from claimtrack.vocabulary import SpeakerKind

if TYPE_CHECKING:
    from claimtrack.extract.speakers.cast import Cast

WINDOW = 60
"""Mentions looked back over."""
REACH = 8
"""Sentences looked back over."""
MARGIN = 0.2
"""What the best must be ahead of the second by, to be named at all."""
SURE = 0.6
"""What the best must be ahead of the second by, to be evidence for its gender."""
LEADS = 1.2
"""What the subject of the sentence before a quotation is worth, where the pronoun speaks the quotation."""
FLOOR = -2.8
"""What the best must reach to be named at all."""


@dataclass(frozen=True, slots=True)
class Pronoun:
    gender: str | None
    plural: bool = False
    thing: bool = False
    possessive: bool = False
    person: bool = False
    """True where it is somebody of either gender."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The entity, or None with the names that were about equal."""

    entity: Entity | None
    candidates: tuple[str, ...] = ()
    margin: float = 0.0
    """How far ahead of the second it is; at most 9."""

    @property
    def sure(self) -> bool:
        """Whether nothing else came near."""
        return self.margin > SURE


PRONOUNS = {
    "he": Pronoun("m"),
    "him": Pronoun("m"),
    "his": Pronoun("m", possessive=True),
    "himself": Pronoun("m"),
    "she": Pronoun("f"),
    "her": Pronoun("f", possessive=True),
    "hers": Pronoun("f"),
    "herself": Pronoun("f"),
    "it": Pronoun(None, thing=True),
    "its": Pronoun(None, thing=True, possessive=True),
    "they": Pronoun(None, plural=True),
    "them": Pronoun(None, plural=True),
    "their": Pronoun(None, plural=True, possessive=True),
}


def choose(pronoun: Pronoun, mention: Mention, earlier: list[Mention], cast: Cast) -> Choice:
    """Ranks the entities mentioned before; empty where no mention agrees within reach."""
    scores: dict[int, float] = {}
    bonus: dict[int, float] = {}
    entities: dict[int, Entity] = {}
    reporter = cast.reporter_of(mention)
    told = cast.told_of(mention)
    for rank, before in enumerate(reversed(earlier[-WINDOW:])):
        entity = before.entity
        if entity is None or not _agrees(pronoun, entity):
            continue
        if entity.kind is SpeakerKind.UNKNOWN and not _may_be_somebody(pronoun, before, cast):
            continue
        if mention.sentence - before.sentence > REACH and scores:
            break
        if _excluded(mention, before, cast) or cast.speaks_here(mention, entity):
            continue
        score = _weight(pronoun, mention, before, rank, cast)
        if before is told or (reporter is not None and entity in (reporter, reporter.owner)):
            # "a source said she" is as often about somebody else
            doubtful = pronoun.gender is not None and not entity.named and entity.gender is None
            score += 0.5 if doubtful and before is not told else 2.0 if mention.subject or pronoun.possessive else 1.0
        if pronoun.gender and entity.gender == pronoun.gender:
            score += 0.6 if entity.gender_sure else 0.45
        elif pronoun.gender and " " not in entity.name:
            score -= 0.5
        key = id(entity)
        if key not in scores:
            entities[key] = entity
            scores[key] = score
        else:
            scores[key] = max(scores[key], score)
            bonus[key] = min(0.3, bonus.get(key, 0.0) + 0.1)
    if not scores:
        return Choice(None)
    for key, more in bonus.items():
        scores[key] += more
    ranked = sorted(scores, key=lambda k: -scores[k])
    best = ranked[0]
    if scores[best] < FLOOR or (len(ranked) > 1 and scores[best] - scores[ranked[1]] < MARGIN):
        return Choice(None, tuple(entities[k].name for k in ranked[:3]))
    ahead = scores[best] - scores[ranked[1]] if len(ranked) > 1 else 9.0
    return Choice(entities[best], (), min(9.0, ahead))


def _may_be_somebody(pronoun: Pronoun, before: Mention, cast: Cast) -> bool:
    """Whether a name of unknown kind may be meant: where it speaks, and for "he" or "she" where it is no place."""
    head = cast.doc[before.head]
    is_place = head.tag_ == "NNPS" or head.ent_type_ in ("GPE", "LOC", "FAC", "NORP")
    return before.speaking and (pronoun.thing or not is_place)


def _agrees(pronoun: Pronoun, entity: Entity) -> bool:
    if entity.kind is SpeakerKind.UNKNOWN:
        return entity.named and not pronoun.plural and not pronoun.person
    if pronoun.gender is not None or pronoun.person:
        return entity.kind is SpeakerKind.PERSON and (pronoun.gender is None or entity.gender in (None, pronoun.gender))
    if pronoun.thing:
        return entity.kind in (SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT)
    return entity.kind in (SpeakerKind.GROUP, SpeakerKind.ORGANISATION)


def _excluded(mention: Mention, before: Mention, cast: Cast) -> bool:
    """Two arguments of one verb are two people, unless one of them is a possessive."""
    if before.sentence != mention.sentence:
        return False
    token = cast.doc[mention.head]
    if token.dep_ == "poss" or before.possessive:
        # "his" in "Roe's lawyer, his friend" may be anyone; in "Roe's" own phrase it is not Roe
        return token.dep_ == "poss" and token.head.i == before.head
    beside = cast.doc[before.head]
    if mention.subject and beside.dep_ == "pobj" and beside.head.head.i == mention.verb:
        return True  # "in a statement it said"
    return before.verb == mention.verb


def _weight(pronoun: Pronoun, mention: Mention, before: Mention, rank: int, cast: Cast) -> float:
    score = -0.7 * min(mention.sentence - before.sentence, 6) - 0.02 * rank
    if mention.paragraph != before.paragraph:
        score -= 0.15 if cast.opens_paragraph(mention) else 1.0
    elif not cast.opens_paragraph(mention):
        score += 0.8
    if before.subject:
        score += 1.0
    if before.speaking:
        score += 1.0 if mention.speaking else 0.5
    if before.subject and before.sentence == mention.sentence and not mention.speaking:
        score += 0.9
    if before.subject and _leads(mention, before, cast):
        score += LEADS
    entity = before.entity
    if pronoun.plural and entity is not None and entity.plural:
        score += 0.6
    if entity is not None and entity.kind is SpeakerKind.DOCUMENT and pronoun.thing and mention.speaking:
        score += 0.8
    if entity is not None and not entity.sure:
        score -= 1.5
    if entity is not None and entity.kind is SpeakerKind.UNKNOWN:
        score -= 0.4
    if before.possessive:
        score -= 0.6
    if before.quote is not None and before.quote != mention.quote:
        score -= 2.5
    if mention.subject and before.subject:
        score += 0.3
    if before.modifier:
        score -= 1.2
    where = cast.inside.get(before.head)
    if where is not None and where != cast.inside.get(mention.head):
        score -= 0.7
    if pronoun.plural and entity is not None and entity.plural and where is not None:
        # "Neither of the two surgeons was asked, they say"
        score += 2.0 if where == cast.asides.get(mention.head) else 0.0
    if before.head in cast.labels:
        score -= 3.0
    return score


def _leads(mention: Mention, before: Mention, cast: Cast) -> bool:
    """Whether `before` is subject of the main clause right before the quotation that the pronoun speaks."""
    if cast.leads.get(mention.head) != before.sentence or before.quote is not None or before.head in cast.inside:
        return False
    verb = cast.doc[before.verb]
    return verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")
