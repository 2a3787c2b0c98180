"""Who writes: the author that the front matter names, else the byline at the head of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack import names
from claimtrack.extract.speakers.entities import Entity
from claimtrack.names import Verdict
from claimtrack.vocabulary import PersonMentioned, SpeakerKind

if TYPE_CHECKING:
    from claimtrack.extract.speakers.cast import Cast

HEAD = 8
"""Paragraphs in which a byline may stand."""
SIGNATURE = 400
"""Code points at the end in which a letter may be signed."""

_BY = re.compile(
    r"(?:(?:exclusive|report|story|analysis|comment) by|by|from|words:?|written by|comment by|opinion by)\s+",
    re.IGNORECASE,
)


_CLOSING = re.compile(r"\b(?:yours|kind regards|best wishes|sincerely|faithfully)\b", re.IGNORECASE)


def find_author(cast: Cast, author: str | None) -> Entity | None:
    """The entity of the one who says "I" outside quotations; None where the text does not tell."""
    if author is not None and author.strip():
        return _known(cast, author.strip())
    text = cast.reading.text
    spans = cast.reading.paragraphs[:HEAD]
    edge = spans[-1][1] if spans else 0
    for mention in cast.mentions:
        start = cast.reading.starts[mention.start]
        if start >= edge:
            break
        entity = mention.entity
        if mention.form != "name" or entity is None or entity.kind is not SpeakerKind.PERSON:
            continue
        low, high = cast.reading.paragraphs[mention.paragraph]
        before = text[low:start]
        after = text[cast.reading.end_of(cast.doc[mention.end - 1]) : high].strip()
        by = _BY.fullmatch(before) is not None
        if (by or not before) and (not after or (after[0] in ",|–—-" and len(after) < 80 and after[-1] != ".")):
            return entity
    return _signer(cast)


def _signer(cast: Cast) -> Entity | None:
    """Whose name follows "Yours faithfully" at the end of a letter."""
    text = cast.reading.text
    closings = list(_CLOSING.finditer(text, max(0, len(text) - SIGNATURE)))
    if not closings:
        return None
    for mention in cast.mentions_in(closings[-1].end(), len(text)):
        if mention.form == "name" and mention.entity is not None and mention.entity.kind is SpeakerKind.PERSON:
            return mention.entity
    return None


def _known(cast: Cast, author: str) -> Entity:
    people = [entity for entity in cast.entities if entity.kind is SpeakerKind.PERSON and entity.named]
    found = names.match(PersonMentioned(author, SpeakerKind.PERSON), [entity.mentioned() for entity in people])
    if found.verdict is Verdict.SAME:
        return people[found.indexes[0]]
    entity = Entity(SpeakerKind.PERSON, [author])
    cast.entities.append(entity)
    return entity
