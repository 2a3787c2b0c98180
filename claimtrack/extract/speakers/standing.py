"""Mentions inside a content read as whom they stand for, so that a claim can be compared out of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.extract.speakers.entities import Entity, Mention
from claimtrack.vocabulary import Resolution, Span, SpeakerKind

if TYPE_CHECKING:
    from claimtrack.extract.local import LocalAttribution
    from claimtrack.extract.speakers.cast import Cast
    from claimtrack.extract.speakers.sources import SourceReader

_FIRST = frozenset("i me my mine myself we us our ours ourselves".split())


class StandingReader:
    """Resolutions for the contents of one text."""

    def __init__(self, cast: Cast, sources: SourceReader) -> None:
        self.cast = cast
        self.sources = sources

    def of(self, number: int) -> tuple[Resolution, ...]:
        """Resolutions in text order, not overlapping; only where the name says more than the words do."""
        found: list[Resolution] = []
        reading = self.cast.reading
        for start, end in self.cast.local[number].content:
            first, last = reading.first_token_from(start), reading.token_at(end - 1) + 1
            for index in range(first, last):
                token = self.cast.doc[index]
                if token.lower_ in _FIRST:
                    entity = self._first_person(index)
                    if entity is not None:
                        found.append(Resolution(reading.span(index, index + 1), entity.name))
                    continue
                mention = self.cast.at.get(index)
                if mention is None or mention.entity is None or index != _anchor(mention):
                    continue
                span = reading.span(max(first, mention.start), min(last, mention.end))
                if self._says_more(number, mention, mention.entity, span):
                    if found and found[-1].span[1] > span[0]:
                        found.pop()
                    found.append(Resolution(span, mention.entity.name))
        return tuple(found)

    def _says_more(self, number: int, mention: Mention, entity: Entity, span: Span) -> bool:
        words = self.cast.reading.text[span[0] : span[1]].lower()
        if mention.form == "pronoun":
            if entity.kind is SpeakerKind.PERSON:
                return True
            # "it" may mean a thing that never speaks: only the speaker's own "it" is beyond doubt
            return self.sources.of(number).entity is entity
        if not entity.named:
            return False
        if mention.form == "name":
            return entity.kind is SpeakerKind.PERSON and words != entity.name.lower()
        return entity.name.lower() not in words and not self._beside_name(mention, entity)

    def _beside_name(self, mention: Mention, entity: Entity) -> bool:
        """Whether the description only goes with the name ("the manager, Jane Roe", "is a decent man")."""
        if self.cast.doc[mention.head].dep_ in ("appos", "attr"):
            return True
        near = [self.cast.at.get(i) for i in range(mention.end, min(len(self.cast.doc), mention.end + 3))]
        return any(held is not None and held.form == "name" and held.entity is entity for held in near)

    def _first_person(self, index: int) -> Entity | None:
        """The one whose quotation or turn the token stands in; outside of both the author."""
        offset = self.cast.reading.starts[index]
        quote = self.cast.reading.quote_over(offset)
        number = self.cast.inside.get(index)
        for _ in range(20):
            if number is None:
                break
            one = self.cast.local[number]
            if one.frame == "turn" or (quote is not None and self._holds(one, self.cast.reading.quotes[quote].start)):
                return self.sources.of(number).entity
            number = one.enclosing
        return self.sources.author if quote is None else None

    def _holds(self, one: LocalAttribution, opening: int) -> bool:
        """Whether the quotation's first characters belong to this content: the quotation is its own."""
        return any(start <= opening + 1 < end for start, end in one.content)


def _anchor(mention: Mention) -> int:
    return mention.head if mention.form == "noun" else mention.start
