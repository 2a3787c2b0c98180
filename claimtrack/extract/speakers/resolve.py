"""Local attributions in, the text's extraction out: speakers, relays, dates of saying, references, disputes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from claimtrack.extract.speakers.anaphora import Pointer
from claimtrack.extract.speakers.byline import find_author
from claimtrack.extract.speakers.cast import Cast
from claimtrack.extract.speakers.contrasting import contrasts
from claimtrack.extract.speakers.disputing import DisputeReader
from claimtrack.extract.speakers.entities import Entity
from claimtrack.extract.speakers.sayings import SayingReader
from claimtrack.extract.speakers.sources import SourceReader, Speaking
from claimtrack.extract.speakers.standing import StandingReader
from claimtrack.vocabulary import Attribution, Dispute, Extraction, PersonMentioned, SpeakerKind

if TYPE_CHECKING:
    from claimtrack.extract.local import LocalAttribution
    from claimtrack.extract.reading import Reading

_UNCERTAIN = 0.95
"""What a speaker found by grammar and distance alone leaves of the confidence."""
_DOUBTFUL = 0.85
"""What one that others rival, or that only follows a description, leaves of it."""
_UNKNOWN = 0.75
"""What an open speaker leaves of it."""


@dataclass(slots=True)
class _Register:
    """Entities that the extraction names, each with one index."""

    persons: list[PersonMentioned] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)

    def index(self, entity: Entity | None) -> int | None:
        if entity is None:
            return None
        place = self.places.get(id(entity))
        if place is None:
            place = self.places[id(entity)] = len(self.persons)
            self.persons.append(entity.mentioned())
        return place


def resolve(
    reading: Reading,
    local: Sequence[LocalAttribution],
    *,
    published: date | None = None,
    author: str | None = None,
) -> Extraction:
    """The extraction of one text: attribution `i` of the answer is `local[i]` with its speaker.

    `published` reads "yesterday"; `author` is who "I" means outside quotations, by default whom the byline names.
    """
    if not local:
        return Extraction()
    cast = Cast(reading, local)
    reader = SourceReader(cast, find_author(cast, author))
    register = _Register()
    pointer = Pointer(cast, reader)
    sayings = SayingReader(cast, published)
    standing = StandingReader(cast, reader)
    spoken = [reader.of(number) for number in range(len(local))]
    attributions: list[Attribution] = []
    for number, one in enumerate(local):
        said = sayings.of(one)
        attributions.append(
            replace(
                _attribution(one, spoken, number, register),
                refers_to=pointer.refers(number, one),
                said_on=said[0] if said is not None else None,
                said_span=said[1] if said is not None else None,
                resolutions=standing.of(number),
            )
        )
    disputes = [
        Dispute(
            found.span,
            register.index(found.by),
            register.index(found.against),
            found.attribution,
            found.matter,
            found.contrast,
        )
        for found in (*DisputeReader(cast, reader, pointer).find(), *contrasts(cast, local, spoken))
    ]
    disputes.sort(key=lambda dispute: dispute.span)
    return Extraction(tuple(attributions), tuple(register.persons), tuple(disputes))


def _attribution(one: LocalAttribution, spoken: list[Speaking], number: int, register: _Register) -> Attribution:
    who = spoken[number]
    confidence = one.confidence
    if who.entity is None:
        confidence *= _UNKNOWN
    elif not who.certain:
        confidence *= _DOUBTFUL if who.candidates else _UNCERTAIN
    via = who.via
    if via is None and one.enclosing is not None and spoken[one.enclosing].entity is not None:
        outer = spoken[one.enclosing].entity
        via = outer.name if outer is not None and outer is not who.entity else None
    return Attribution(
        source=one.source,
        cue=one.cue,
        content=one.content,
        kind=one.kind,
        stance=one.stance,
        speaker=who.entity.name if who.entity is not None else None,
        speaker_kind=who.entity.kind if who.entity is not None else SpeakerKind.UNKNOWN,
        confidence=min(1.0, max(0.0, confidence)),
        person=register.index(who.entity),
        candidates=who.candidates,
        attitude=one.attitude,
        via=via,
        relayed_by=one.enclosing,
        role=who.role,
    )
