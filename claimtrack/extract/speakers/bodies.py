"""Which named body a description means ("the council", "the firm"): by name, by role, or as the only one it fits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from claimtrack.extract.speakers.entities import NEAR, Entity, Mention
from claimtrack.extract.speakers.phrases import content_words
from claimtrack.extract.speakers.pronouns import Pronoun, choose
from claimtrack.extract.speakers.roles import fits_role
from claimtrack.extract.speakers.words import body_words, noun_of, role_families, word_set
from claimtrack.names.forms import fold
from claimtrack.vocabulary import SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimtrack.extract.speakers.cast import Cast

OPENING = 3
"""Number of the last paragraph in which a story may speak of "the firm" before it names it."""


class NamedBodies:
    """The bodies that a text names, next to what it only described so far, by the noun of the description."""

    def __init__(self, cast: Cast, described: Mapping[str, list[Entity]]) -> None:
        self.cast = cast
        self.doc = cast.doc
        self._described = described
        self._firsts = cast.first_mentions(SpeakerKind.ORGANISATION)
        self._first_starts = [mention.start for mention in self._firsts]

    def named(self, token: Token, mention: Mention) -> Entity | None:
        """The named body that "the council" or "the company" means: by the last word of its name, or by its role."""
        low = token.lower_
        modifiers = set(content_words(self.doc[mention.start : token.i]))
        nouns = {t.lower_ for t in self.doc[mention.start : token.i] if t.dep_ == "compound"}
        best: tuple[float, Entity] | None = None
        for entity, ahead in self._near(mention.start):
            score = 0.0
            for form in entity.forms:
                parts = fold(form).split()
                if parts[-1] == low:
                    score = max(
                        score,
                        1.0
                        + len(modifiers & set(parts))
                        - 0.5 * len(modifiers - set(parts))
                        - 0.2 * bool(nouns - set(parts)),
                    )
                elif low in parts:
                    score = max(score, 0.4)
            if score < 1 and any(fits_role([*modifiers, low], low, role) > 0 for role in entity.roles):
                score = 0.9
            score -= 0.1 * ahead
            if score > 0 and (best is None or score > best[0] + 0.01):
                best = (score, entity)
        return best[1] if best is not None and best[0] >= 0.5 else None

    def salient(self, token: Token, mention: Mention) -> Entity | None:
        """The body that "the firm" means where no name says firm: the one beyond doubt that could be one."""
        low = token.lower_
        if low not in word_set("loose_bodies.tsv") or self.doc[mention.start].lower_ != "the":
            return None
        before = self._described.get(low, [])
        if not all(self._only_opens(entity, low) for entity in before):
            return None
        if token.i - mention.start != 1 or mention.quote is not None:
            return None
        near = [m for m in self.cast.read[-NEAR:] if m.entity is not None and self._could_be(m.entity, low)]
        if mention.possessive:
            own = {id(m.entity) for m in near if m.subject and m.sentence == mention.sentence}
            near = [m for m in near if id(m.entity) not in own]
        only = [e for e in islice(reversed(self.cast.recent.values()), 3 * NEAR) if self._could_be(e, low)]
        if len(only) == 1 and not mention.possessive:
            for entity in before:
                self._join(entity, only[0])
            before.clear()
            return only[0]
        if before:
            return None
        choice = choose(Pronoun(None, thing=True), mention, near, self.cast)
        return choice.entity if choice.entity is not None and choice.sure else None

    def _only_opens(self, entity: Entity, noun: str) -> bool:
        """Whether an entity is no more than "the firm" of an opening that names nobody yet."""
        where = [m.paragraph for m in self.cast.read if m.entity is entity]
        return entity.owner is None and entity.forms == [noun] and bool(where) and where[-1] <= OPENING

    def _join(self, described: Entity, named: Entity) -> None:
        for mention in self.cast.read:
            if mention.entity is described:
                mention.entity = named
        self.cast.entities.remove(described)

    def _could_be(self, entity: Entity, noun: str) -> bool:
        """Whether a named body's own kind word does not contradict the noun ("council" is no firm)."""
        if not entity.named or entity.kind is not SpeakerKind.ORGANISATION or not (entity.sure and entity.acts):
            return False
        parts = fold(entity.name).split()
        if parts[0] in word_set("parties.tsv") and len(parts) == 1 and noun != "party":
            return False
        heads = [w for w in (parts[0] if {"of", "for"} & set(parts) else parts[-1], *parts) if noun_of(w) is not None]
        if not heads and len(parts) > 1 and parts[-1] in body_words():
            heads = ["company"]  # "Foods", "Trains", "Estates"
        return not heads or any(heads[0] in family and noun in family for family in role_families())

    def _near(self, start: int) -> Iterator[tuple[Entity, bool]]:
        near = [
            e
            for e in islice(reversed(self.cast.recent.values()), 3 * NEAR)
            if e.named and e.kind is SpeakerKind.ORGANISATION
        ]
        yield from ((entity, False) for entity in near)
        place = bisect_right(self._first_starts, start)
        for first in self._firsts[place : place + NEAR]:
            if first.entity is not None and id(first.entity) not in self.cast.recent:
                yield first.entity, True
