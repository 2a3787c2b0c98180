"""Names that the language model takes for persons, or for nothing it knows, though the text calls them "it"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimtrack.extract.speakers.entities import Entity, Mention
from claimtrack.extract.speakers.words import word_set
from claimtrack.vocabulary import SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimtrack.extract.local import LocalAttribution
    from claimtrack.extract.reading import Reading


def speak_as_things(reading: Reading, local: Sequence[LocalAttribution], named: Sequence[Mention]) -> list[Entity]:
    """Those whose kind only the model tells, or nothing, and that say what "it" has done.

    "Quaymark said it had paid" tells, where "Marlow said it was raining" does not.
    """
    doubtful = {m.head: m.entity for m in named if m.entity is not None and _is_doubtful(m.entity)}
    if not doubtful:
        return []
    found: dict[int, Entity] = {}
    for one in local:
        held = doubtful.get(one.source_head) if one.source_head is not None else None
        if held is None or one.frame not in ("clause", "parenthetical"):
            continue
        first = reading.doc[reading.first_token_from(one.content[0][0])]
        if first.lower_ == "it" and one.cue_head is not None and _acts(first):
            found[id(held)] = held
    return list(found.values())


def _is_doubtful(entity: Entity) -> bool:
    return (
        entity.kind in (SpeakerKind.PERSON, SpeakerKind.UNKNOWN)
        and not entity.sure
        and entity.gender is None
        and all(" " not in form for form in entity.forms)
    )


def _acts(pronoun: Token) -> bool:
    """Whether "it" is subject of a verb that somebody does, no weather and no "it seems that"."""
    verb = pronoun.head
    if pronoun.dep_ != "nsubj" or verb.pos_ != "VERB" or verb.lemma_ in word_set("empty_verbs.tsv"):
        return False
    return not any(child.dep_ in ("auxpass", "csubj") for child in verb.children)
