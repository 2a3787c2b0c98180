"""Stories that describe somebody first and name them in the next breath: "A former pilot has told …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.extract.speakers.entities import Entity, Mention
from claimtrack.extract.speakers.roles import role_head, same_office
from claimtrack.extract.speakers.words import Sort, noun_of
from claimtrack.vocabulary import SpeakerKind

if TYPE_CHECKING:
    from claimtrack.extract.speakers.cast import Cast

NEXT = 2
"""Paragraphs within which the name must follow."""
RIVALS = 4
"""Paragraphs within which somebody else's name makes it doubtful."""
LEAD = 2.0 / 3.0
"""What a rival's mentions may be, as a share of the named one's."""

_PROSE = 8
_RANKS = frozenset({"councillor", "professor", "senator"})
"""What a title says that leaves room for an office: a council's leader is a councillor too."""
_ORDINALS = frozenset("first second third fourth last other another same next one".split())


def identify(cast: Cast) -> None:
    """Joins a person whom the opening only describes to the one named right after, as news stories do.

    Only for who acts or speaks in a headline or in the first sentence, and only where one named person without another
    office speaks soon after; anything less certain stays as described.
    """
    end = _first_sentence(cast)
    for mention in cast.mentions:
        if mention.sentence > end:
            break
        entity = mention.entity
        if (
            mention.form != "noun"
            or mention.quote is not None
            or entity is None
            or not _may_be_named(cast, mention, entity)
        ):
            continue
        person = _named_next(cast, entity, mention)
        if person is not None:
            _join(cast, entity, person)


def _first_sentence(cast: Cast) -> int:
    """Number of the first sentence of prose: what stands before it are headlines and bylines."""
    for start, end in cast.reading.paragraphs:
        text = cast.reading.text[start:end]
        if text.rstrip(" ”’\"'")[-1:] in (".", "!", "?") and text.count(" ") >= _PROSE:
            return cast.sentences[min(len(cast.sentences) - 1, cast.reading.first_token_from(start))]
    return -1


def _may_be_named(cast: Cast, mention: Mention, entity: Entity) -> bool:
    if entity.named or entity.plural or entity.kind is not SpeakerKind.PERSON:
        return False
    noun = noun_of(entity.head)
    words = {token.lower_ for token in cast.doc[mention.start : mention.head]}
    if noun is None or noun.sort is Sort.SPOKES or words & _ORDINALS or cast.doc[mention.start].tag_ == "PRP$":
        return False
    if noun.sort is Sort.PERSON:
        return mention.speaking
    return mention.subject or mention.speaking


def _named_next(cast: Cast, entity: Entity, mention: Mention) -> Entity | None:
    speakers = {id(m.entity) for m in cast.mentions if m.speaking and m.entity is not None}
    fits: list[Mention] = []
    for person in cast.firsts:
        held = person.entity
        if person.paragraph - mention.paragraph > RIVALS:
            break
        if held is None or not held.sure or person.start <= mention.start or id(held) not in speakers:
            continue
        if entity.gender and held.gender and entity.gender != held.gender:
            continue
        if person.sentence == mention.sentence and -1 < mention.verb < person.start:
            continue  # "the auditor found that Jane Roe …": whom he speaks of is somebody else
        roles = [role for role in held.roles if role not in _RANKS]
        if roles and not any(same_office(entity.head.removeprefix("ex-"), role_head(role)) for role in roles):
            continue
        fits.append(person)
    if not fits or fits[0].entity is None or fits[0].paragraph - mention.paragraph > NEXT:
        return None
    most = max((m.entity.count for m in fits[1:] if m.entity is not None), default=0)
    return fits[0].entity if most <= LEAD * fits[0].entity.count else None


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
