"""From the names in a text to the persons and bodies that they name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claimtrack import names
from claimtrack.extract.speakers.entities import Entity
from claimtrack.extract.speakers.naming import Naming
from claimtrack.extract.speakers.words import body_words, noun_of
from claimtrack.names.forms import fold
from claimtrack.vocabulary import PersonMentioned, SpeakerKind

_LETTERED = re.compile(r"\w+ [A-Z]")
"""Names that only hide one ("Witness A"): another text's may be another."""


def persons_by_form(namings: Sequence[Naming]) -> dict[str, list[Entity]]:
    """Every form to the one person that it names, or to those that it may name."""
    forms = list(dict.fromkeys(naming.meant or naming.text for naming in namings))
    sure = {naming.meant or naming.text for naming in namings if naming.sure}
    groups = names.group([PersonMentioned(form, SpeakerKind.PERSON) for form in forms])
    made: list[Entity] = []
    for cluster in groups:
        entity = Entity(SpeakerKind.PERSON, [forms[i] for i in cluster.members])
        entity.gender_from_forms()
        entity.sure = any(form in sure for form in entity.forms)
        entity.named = not any(_LETTERED.fullmatch(form) for form in entity.forms)
        made.append(entity)
    by_first: dict[str, list[Entity]] = {}
    for entity in made:
        first = _first_name_of(entity)
        if first is not None:
            by_first.setdefault(first, []).append(entity)
    owner: dict[str, list[Entity]] = {}
    for number, cluster in enumerate(groups):
        fits = [made[m] for m in cluster.maybe]
        only = forms[cluster.members[0]]
        if not fits and len(cluster.members) == 1 and " " not in only:
            fits = by_first.get(fold(only), [])
        if len(fits) == 1:
            fits[0].forms.append(only)
        for member in cluster.members:
            owner[forms[member]] = fits or [made[number]]
    return owner


def _first_name_of(entity: Entity) -> str | None:
    return next((names.parse(form).given[0] for form in entity.forms if names.parse(form).given), None)


def bodies_by_form(namings: Sequence[Naming], acronyms: Mapping[str, str], text: str) -> dict[str, Entity]:
    """Every form to the body that it names; short forms and letters go with the one long name that they fit."""
    made: dict[str, Entity] = {}
    by_plain: dict[str, list[Entity]] = {}
    kinds = {naming.text: naming.kind for naming in namings}
    for form in sorted(kinds, key=lambda form: (-len(form), form)):
        shown = _shown(form, text)
        plain = names.plain_form(shown)
        fits = by_plain.get(plain, [])
        if not fits and form in acronyms:
            fits = by_plain.get(names.plain_form(acronyms[form]), [])
        if len(fits) == 1:
            entity = fits[0]
        else:
            entity = Entity(kinds[form])
            for key in _keys(plain, kinds[form]):
                by_plain.setdefault(key, []).append(entity)
        entity.forms.append(shown)
        made[form] = entity
    return made


def _shown(form: str, text: str) -> str:
    """Without "ex-", and without the capitals that a first word has only as an ornament ("QUAY Council")."""
    words = re.sub(r"^[Ee]x-", "", form).split()
    for index, word in enumerate(words):
        if len(words) > 1 and word.isupper() and len(word) > 3 and word.title() in text:
            words[index] = word.title()
    return " ".join(words)


def _keys(plain: str, kind: SpeakerKind) -> list[str]:
    """The name and the shorter forms that stand for it: a tail of two words or more, the head of two words."""
    words = plain.split()
    keys = [plain] + [" ".join(words[i:]) for i in range(1, len(words) - 1)]
    short = kind is SpeakerKind.ORGANISATION and len(words) == 2 and words[-1] in body_words()
    if short and len(words[0]) > 2 and words[0] not in body_words():
        keys.append(words[0])
    return keys


def is_description(form: str) -> bool:
    """Whether a capitalised run only describes ("Chief Executive", "Council", "Prime Minister")."""
    words = form.split()
    if len(words) == 1:
        return noun_of(words[0], words[0]) is not None
    if {"of", "for"} & set(words):
        return False
    noun = noun_of(words[-1])
    return noun is not None and noun.human and len(words) <= 4 and not names.is_first_name(words[0])
