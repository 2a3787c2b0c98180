"""Which speakers of different documents are one: a function of the whole set, so that adding order never matters.

Two names are joined only where the text leaves no second reading: "Mr Owen" joins "Mike Owen" while no other Owen
is about; with a Sarah Owen in the case, "Mr Owen" still joins Mike (the title rules her out) but "Cllr Owen" stays a
speaker of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claimtrack.names.forms import PersonName, acronym_of, gender_of, parse, plain_form, same_first_name
from claimtrack.vocabulary import PersonMentioned, SpeakerKind


class Verdict(StrEnum):
    """What two names, or a name and all known speakers, are to each other."""

    SAME = "same"
    AMBIGUOUS = "ambiguous"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Matching:
    """Which known speakers a candidate is: one index where SAME, those it may be where AMBIGUOUS, else none."""

    verdict: Verdict
    indexes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Indexes of the persons that are one speaker, ascending; `maybe` are positions of groups it could belong to."""

    members: tuple[int, ...]
    maybe: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    """One person reduced to what grouping compares."""

    name: PersonName
    gender: str | None

    @property
    def key(self) -> tuple[str, ...]:
        return (
            *self.name.given,
            self.name.surname,
            self.gender or "",
            *(self.name.titles if not self.name.surname else ()),
        )


def fullest(names: Iterable[str]) -> str:
    """The form that says most about a person: most first names, then longest, then first in the alphabet."""
    return min(names, key=lambda name: (-parse(name).level, -len(name), name))


def _form(person: PersonMentioned) -> _Form:
    name = parse(fullest((person.name, *person.aliases)))
    titled = (parse(alias).gender for alias in (person.name, *person.aliases))
    gender = next((g for g in titled if g), None) or person.gender
    if gender is None and name.level >= 2:
        gender = gender_of(name.given[0])
    return _Form(name, gender)


def _agree(a: _Form, b: _Form) -> bool:
    """Whether two forms can be one person, whatever else is in the case."""
    if not a.name.surname or not b.name.surname:
        titled = a if not a.name.surname else b
        other = b if titled is a else a
        if not titled.name.given or not other.name.given:
            return False
        shared = set(titled.name.titles) & set(other.name.titles)
        return bool(shared) and titled.name.given[0] == other.name.given[0]
    if a.name.surname != b.name.surname:
        return False
    if a.gender and b.gender and a.gender != b.gender:
        return False
    return all(same_first_name(x, y) for x, y in zip(a.name.given, b.name.given, strict=False))


def _others_key(person: PersonMentioned) -> frozenset[str]:
    return frozenset(plain_form(name, person.kind) for name in (person.name, *person.aliases))


def _kinds_meet(a: SpeakerKind, b: SpeakerKind) -> bool:
    if a is b:
        return True
    loose = {SpeakerKind.ORGANISATION, SpeakerKind.GROUP, SpeakerKind.UNKNOWN}
    return a in loose and b in loose


def same_speaker(a: PersonMentioned, b: PersonMentioned) -> bool:
    """Whether the two can be one speaker by their names alone; False whenever either is not named.

    True is no decision yet: with more speakers about, a surname may have two owners. Use `group` or `match` to decide.
    """
    if not (a.is_named and b.is_named) or not _kinds_meet(a.kind, b.kind):
        return False
    if a.kind is SpeakerKind.PERSON:
        return _agree(_form(a), _form(b))
    return bool(_others_key(a) & _others_key(b)) or _acronym_meets(a, b)


def _acronym_meets(a: PersonMentioned, b: PersonMentioned) -> bool:
    """Whether one is known only by letters that the other's long form spells ("LGA")."""
    for short, long in ((a, b), (b, a)):
        names = (short.name, *short.aliases)
        if all(" " not in name for name in names):
            letters = {name for name in names if name.isupper() and len(name) >= 3}
            if letters & {acronym_of(name) for name in (long.name, *long.aliases)}:
                return True
    return False


def match(candidate: PersonMentioned, known: Sequence[PersonMentioned]) -> Matching:
    """Which known speaker the candidate is; AMBIGUOUS where several could be meant and none is named exactly so."""
    hits = [index for index, person in enumerate(known) if same_speaker(candidate, person)]
    if not hits:
        return Matching(Verdict.DIFFERENT)
    if len(hits) > 1:
        exact = [
            i for i in hits if candidate.kind is not SpeakerKind.PERSON or _form(known[i]).key == _form(candidate).key
        ]
        if len(exact) == 1:
            hits = exact
    return Matching(Verdict.SAME if len(hits) == 1 else Verdict.AMBIGUOUS, tuple(hits))


def group(persons: Sequence[PersonMentioned]) -> tuple[Group, ...]:
    """The speakers behind the persons of all documents, ordered by first member.

    A function of the set: permuting `persons` changes no group. Persons that are not named stay alone.
    """
    people = [i for i, p in enumerate(persons) if p.is_named and p.kind is SpeakerKind.PERSON]
    others = [i for i, p in enumerate(persons) if p.is_named and p.kind is not SpeakerKind.PERSON]
    clusters = _group_people({i: _form(persons[i]) for i in people})
    clusters += [(members, []) for members in _group_others({i: persons[i] for i in others})]
    clusters += [([i], []) for i, p in enumerate(persons) if not p.is_named]
    clusters.sort(key=lambda cluster: min(cluster[0]))
    place = {index: number for number, (members, _) in enumerate(clusters) for index in members}
    return tuple(Group(tuple(sorted(members)), tuple(sorted({place[m] for m in maybe}))) for members, maybe in clusters)


def _group_people(forms: dict[int, _Form]) -> list[tuple[list[int], list[int]]]:
    """Clusters of indexes, each with one index out of every other cluster that it may belong to."""
    buckets: dict[str, list[int]] = {}
    untitled: list[int] = []
    for index, form in forms.items():
        if form.name.surname:
            buckets.setdefault(form.name.surname, []).append(index)
        else:
            untitled.append(index)
    found: list[tuple[list[int], list[int]]] = []
    for surname in sorted(buckets):
        found += _group_bucket({i: forms[i] for i in buckets[surname]})
    return _attach(_cliques({i: forms[i] for i in untitled}), found, forms)


def _group_bucket(forms: dict[int, _Form]) -> list[tuple[list[int], list[int]]]:
    """The people of one surname, from the fullest names down to the bare surname."""
    found: list[tuple[list[int], list[int]]] = []
    for level in (3, 2, 1, 0):
        here = {i: form for i, form in forms.items() if form.name.level == level}
        gendered = {i: form for i, form in here.items() if form.gender}
        for part in (gendered, {i: form for i, form in here.items() if not form.gender}):
            found = _attach(_cliques(part), found, forms)
    return found


def _cliques(forms: dict[int, _Form]) -> list[list[int]]:
    """Sets that agree all with all; where agreement is not transitive ("Alex" between two), only equal names join."""
    by_key: dict[tuple[str, ...], list[int]] = {}
    for index, form in forms.items():
        by_key.setdefault(form.key, []).append(index)
    keys = sorted(by_key)
    near = {k: {o for o in keys if o == k or _agree(forms[by_key[k][0]], forms[by_key[o][0]])} for k in keys}
    seen: set[tuple[str, ...]] = set()
    found: list[list[int]] = []
    for key in keys:
        if key in seen:
            continue
        part, queue = {key}, [key]
        while queue:
            for other in near[queue.pop()] - part:
                part.add(other)
                queue.append(other)
        seen |= part
        if all(near[k] >= part for k in part):
            found.append(sorted(i for k in part for i in by_key[k]))
        else:
            found.extend(sorted(by_key[k]) for k in sorted(part))
    return found


def _attach(
    fresh: list[list[int]], found: list[tuple[list[int], list[int]]], forms: dict[int, _Form]
) -> list[tuple[list[int], list[int]]]:
    """Each fresh set joins the one older cluster that it agrees with; with several it stays alone and names them."""
    joined = [(list(members), list(maybe)) for members, maybe in found]
    alone: list[tuple[list[int], list[int]]] = []
    for members in fresh:
        fits = [
            n for n, (older, _) in enumerate(found) if all(_agree(forms[i], forms[j]) for i in members for j in older)
        ]
        if len(fits) == 1:
            joined[fits[0]][0].extend(members)
        else:
            alone.append((members, [found[n][0][0] for n in fits]))
    return joined + alone


def _group_others(persons: dict[int, PersonMentioned]) -> list[list[int]]:
    """Organisations, groups and documents that share a plain form, or letters with the one long form of them."""
    clusters: list[list[int]] = []
    keys: list[set[tuple[str, str]]] = []
    for index in sorted(persons):
        person = persons[index]
        kind = "document" if person.kind is SpeakerKind.DOCUMENT else "body"
        mine = {(kind, form) for form in _others_key(person)}
        hits = [n for n, held in enumerate(keys) if held & mine]
        members = [index]
        for n in reversed(hits):
            members += clusters.pop(n)
            mine |= keys.pop(n)
        clusters.append(members)
        keys.append(mine)
    return _join_acronyms([sorted(c) for c in clusters], persons)


def _join_acronyms(clusters: list[list[int]], persons: dict[int, PersonMentioned]) -> list[list[int]]:
    def names(cluster: list[int]) -> set[str]:
        return {name for i in cluster for name in (persons[i].name, *persons[i].aliases)}

    short = [c for c in clusters if all(" " not in name for name in names(c))]
    long = [c for c in clusters if c not in short]
    spelt = [{acronym_of(name) for name in names(c)} for c in long]
    for cluster in short:
        letters = {name for name in names(cluster) if name.isupper() and len(name) >= 3}
        fits = [n for n, held in enumerate(spelt) if letters & held]
        if len(fits) == 1:
            long[fits[0]].extend(cluster)
        else:
            long.append(cluster)
            spelt.append(set())
    return [sorted(c) for c in long]
