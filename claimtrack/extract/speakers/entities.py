"""Who and what a text speaks of: one entity for all the mentions that name or describe it."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimtrack.names import full_form, fullest, gender_of, parse
from claimtrack.vocabulary import PersonMentioned, SpeakerKind

NEAR = 40
"""Entities or mentions looked back over: what keeps the cost linear."""


@dataclass(slots=True, eq=False)
class Entity:
    """A person, body, group or document; its mentions are kept by the `Cast`."""

    kind: SpeakerKind
    forms: list[str] = field(default_factory=list)
    """Names or descriptions as they stand, without possessive endings; never empty."""
    roles: list[str] = field(default_factory=list)
    gender: str | None = None
    gender_sure: bool = False
    """True where a title, a relation or a pronoun beyond doubt says so, not a first name."""
    named: bool = True
    sure: bool = True
    """False where only the language model took the name for one."""
    plural: bool = False
    head: str = ""
    """Lower-case head noun of a description."""
    owner: Entity | None = None
    """Whose document, body or spokesman it is."""
    count: int = 0
    """How often it is named or meant by a pronoun."""
    acts: bool = False
    """True once it has been the subject of a clause."""

    @property
    def name(self) -> str:
        if self.kind is SpeakerKind.PERSON and self.named:
            proper = [form for form in self.forms if not form.isupper()] or [f.title() for f in self.forms]
            return full_form(fullest(proper))
        if not self.named:
            return self.forms[0]
        best = min(self.forms, key=lambda form: (form.isupper(), -len(form), sum(c.isupper() for c in form)))
        return best.title() if best.isupper() and " " in best else best

    def learn_gender(self, gender: str | None, sure: bool) -> None:
        if gender is not None and (self.gender is None or (sure and not self.gender_sure)):
            self.gender, self.gender_sure = gender, sure

    def gender_from_forms(self) -> None:
        """Takes what titles and then the first name say."""
        for form in self.forms:
            self.learn_gender(parse(form).gender, True)
        first = next((parse(form).given[0] for form in self.forms if parse(form).given), None)
        if first is not None and self.gender is None:
            self.learn_gender(gender_of(first), False)

    def mentioned(self) -> PersonMentioned:
        name = self.name
        aliases = tuple(dict.fromkeys(form for form in self.forms if form != name))
        return PersonMentioned(name, self.kind, aliases, tuple(dict.fromkeys(self.roles)), self.gender, self.named)


@dataclass(slots=True, eq=False)
class Mention:
    """One place where an entity is named, described or meant by a pronoun; token indexes are half-open."""

    start: int
    end: int
    head: int
    entity: Entity | None
    form: str
    """name, noun or pronoun."""
    quote: int | None = None
    """Index of the quotation it stands in."""
    subject: bool = False
    possessive: bool = False
    modifier: bool = False
    """True where it only modifies another noun ("Quay Council letterhead")."""
    speaking: bool = False
    """True where it is the source of an attribution."""
    sentence: int = 0
    paragraph: int = 0
    verb: int = -1
    """Token index of the verb that it is an argument of."""
    candidates: tuple[str, ...] = ()
    """Names considered where the entity stays open."""
