"""Stories that describe somebody first and name them in the next breath: "A former pilot has told …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.extract.speakers.entities import Entity, Mention
from claimtrack.extract.speakers.roles import role_head, same_office
from claimtrack.extract.speakers.words import Sort, noun_of
from claimtrack.vocabulary import SpeakerKind

if TYPE_CHECKING:
    from claimtrack.extract.speakers.cast import Cast

OPENING = 3
"""Paragraphs that an opening has."""
DESCRIBED = 12
"""Descriptions that are looked at: an opening without paragraphs ends somewhere too."""


def identify(cast: Cast) -> None:
    """Joins a person whom the opening only describes to the one named right after, as news stories do.

    Only where one named person without another office speaks; anything less certain stays as described.
    """
    described = [m for m in cast.mentions if m.form == "noun" and m.quote is None and m.paragraph < OPENING]
    described = [m for m in described if m.entity is not None and m.entity.kind is SpeakerKind.PERSON]
    for mention in described[:DESCRIBED]:
        entity = mention.entity
        if entity is None or entity.named or entity.plural or entity.kind is not SpeakerKind.PERSON:
            continue
        noun = noun_of(entity.head)
        if (
            noun is None
            or noun.sort is Sort.SPOKES
            or cast.doc[mention.start].tag_ == "PRP$"
            or not (mention.subject or mention.speaking)
        ):
            continue
        person = _named_next(cast, entity, mention)
        if person is not None:
            _join(cast, entity, person)


def _named_next(cast: Cast, entity: Entity, mention: Mention) -> Entity | None:
    speakers = {id(m.entity) for m in cast.mentions if m.speaking and m.entity is not None}
    fits: list[Entity] = []
    for person in cast.firsts:
        held = person.entity
        if held is None or not held.sure or person.start <= mention.start or id(held) not in speakers:
            continue
        if entity.gender and held.gender and entity.gender != held.gender:
            continue
        if held.roles and not any(same_office(entity.head.removeprefix("ex-"), role_head(r)) for r in held.roles):
            continue
        fits.append(held)
        first = person
        if len(fits) == 1 and first.paragraph - mention.paragraph > 2:
            return None
    if not fits:
        return None
    rivals = sorted(fits, key=lambda e: -e.count)
    if len(fits) == 1 or (rivals[0] is fits[0] and rivals[0].count >= 2 * rivals[1].count):
        return fits[0]
    return None


def _join(cast: Cast, described: Entity, person: Entity) -> None:
    for mention in cast.mentions:
        if mention.entity is described:
            mention.entity = person
            if mention.form == "noun":
                mention.candidates = (person.name, described.name)
    for role in described.roles:
        if role not in person.roles:
            person.roles.append(role)
    person.learn_gender(described.gender, described.gender_sure)
    cast.entities.remove(described)
    for entity in cast.entities:
        if entity.owner is described:
            entity.owner = person
