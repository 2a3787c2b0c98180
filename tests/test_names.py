"""Names that are one person and names that only look so; who is who must not depend on the order of adding."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import names
from claimtrack.names import Verdict
from claimtrack.vocabulary import PersonMentioned, SpeakerKind


def person(name: str, *aliases: str, gender: str | None = None) -> PersonMentioned:
    return PersonMentioned(name, SpeakerKind.PERSON, aliases, gender=gender)


def body(name: str, *aliases: str, kind: SpeakerKind = SpeakerKind.ORGANISATION, named: bool = True) -> PersonMentioned:
    return PersonMentioned(name, kind, aliases, is_named=named)


@pytest.mark.parametrize(
    ("name", "titles", "given_names", "surname", "gender"),
    [
        ("Mr Hale", ("mr",), (), "hale", "m"),
        ("Greta Hale", (), ("greta",), "hale", None),
        ("Cllr R. Osei", ("cllr",), ("r",), "osei", None),
        ("Cllr Mrs Pruett", ("cllr", "mrs"), (), "pruett", "f"),
        ("Sir Gavin", ("sir",), ("gavin",), "", "m"),
        ("Dame Orla Finch DBE", ("dame",), ("orla",), "finch", "f"),
        ("Anneke van der Meer", (), ("anneke",), "van der meer", None),
        ("J.K. Thorne", (), ("j", "k"), "thorne", None),
        ("Liam O’Dowd’s", (), ("liam",), "o'dowd", None),
        ("DELLA HALE", (), ("della",), "hale", None),
        ("Detective Chief Inspector Bo Lund", ("detective", "chief", "inspector"), ("bo",), "lund", None),
        ("Judge", (), (), "judge", None),
        ("Zoë Brontë", (), ("zoe",), "bronte", None),
    ],
)
def test_a_name_falls_into_titles_first_names_and_surname(
    name: str, titles: tuple[str, ...], given_names: tuple[str, ...], surname: str, gender: str | None
) -> None:
    parts = names.parse(name)
    assert (parts.titles, parts.given, parts.surname, parts.gender) == (titles, given_names, surname, gender)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (person("Mr Hale"), person("Mike Hale")),
        (person("Mike Hale"), person("Michael Hale")),
        (person("Cllr R Osei"), person("Ruth Osei")),
        (person("B Tandy"), person("William Tandy")),
        (person("Hale"), person("Mike Hale")),
        (person("MIKE HALE"), person("Mike Hale")),
        (person("Mike Hale CBE"), person("Sir Mike Hale")),
        (person("Sir Gavin"), person("Sir Gavin Stroud")),
        (person("Mike John Hale"), person("Mike Hale")),
        (person("Zoe Brand"), person("Zoë Brand")),
        (body("LGA"), body("Local Growth Agency")),
        (body("Quay Trust Ltd"), body("the Quay Trust")),
        (body("the Tandy report", kind=SpeakerKind.DOCUMENT), body("Mr Tandy's report", kind=SpeakerKind.DOCUMENT)),
        (body("Norvale Police"), body("Norvale Police", kind=SpeakerKind.GROUP)),
    ],
)
def test_forms_of_one_name_can_be_one_speaker(a: PersonMentioned, b: PersonMentioned) -> None:
    assert names.same_speaker(a, b)
    assert names.same_speaker(b, a)
    assert [g.members for g in names.group([a, b])] == [(0, 1)]
    assert names.match(a, [b]) == names.Matching(Verdict.SAME, (0,))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (person("Mike Hale"), person("Sarah Hale")),
        (person("Mrs Hale"), person("Mike Hale")),
        (person("Mr Hale"), person("Miss Hale")),
        (person("Mike Hale"), person("Mike Hales")),
        (person("M Hale"), person("Sarah Hale")),
        (person("Mike A Hale"), person("Mike B Hale")),
        (person("Sir Gavin"), person("Gavin Stroud")),
        (person("Kerry"), person("Kerry Stroud")),
        (person("Mike Hale"), body("Mike Hale", kind=SpeakerKind.DOCUMENT)),
        (body("Norvale Council"), body("Norvale Police")),
        (body("a source", named=False), body("a source", named=False)),
        (body("the Tandy report", kind=SpeakerKind.DOCUMENT), body("the Osei report", kind=SpeakerKind.DOCUMENT)),
    ],
)
def test_names_that_only_look_alike_stay_apart(a: PersonMentioned, b: PersonMentioned) -> None:
    assert not names.same_speaker(a, b)
    assert [g.members for g in names.group([a, b])] == [(0,), (1,)]
    assert names.match(a, [b]).verdict is Verdict.DIFFERENT


def groups(persons: list[PersonMentioned]) -> set[frozenset[str]]:
    return {frozenset(persons[i].name for i in g.members) for g in names.group(persons)}


def test_a_surname_with_two_owners_stays_a_speaker_of_its_own() -> None:
    persons = [person("Cllr Hale"), person("Mike Hale"), person("Sarah Hale")]
    assert groups(persons) == {frozenset({"Cllr Hale"}), frozenset({"Mike Hale"}), frozenset({"Sarah Hale"})}
    assert names.group(persons)[0].maybe == (1, 2)
    assert names.match(persons[0], persons[1:]) == names.Matching(Verdict.AMBIGUOUS, (0, 1))


def test_a_title_tells_two_owners_of_a_surname_apart() -> None:
    persons = [person("Mr Hale"), person("Mike Hale"), person("Sarah Hale"), person("Ms Hale")]
    assert groups(persons) == {frozenset({"Mr Hale", "Mike Hale"}), frozenset({"Sarah Hale", "Ms Hale"})}


def test_a_short_form_of_two_first_names_joins_neither() -> None:
    persons = [person("Alex Hale"), person("Alexander Hale"), person("Alexandra Hale")]
    assert len(groups(persons)) == 3


def test_an_initial_that_two_people_share_joins_neither() -> None:
    persons = [person("S Hale"), person("Sarah Hale"), person("Simon Hale")]
    assert len(groups(persons)) == 3


def test_letters_that_two_bodies_spell_join_neither() -> None:
    persons = [body("RDA"), body("Regional Dock Authority"), body("Rural Drainage Association")]
    assert len(groups(persons)) == 3


POOL = [
    *(
        person(n)
        for n in ("Mr Hale", "Hale", "Mike Hale", "Michael Hale", "M Hale", "Sarah Hale", "Mrs Hale", "S J Hale")
    ),
    *(
        person(n)
        for n in ("Alex Tandy", "Alexandra Tandy", "Alexander Tandy", "Ms Tandy", "Sir Gavin", "Sir Gavin Stroud")
    ),
    body("LGA"),
    body("Local Growth Agency"),
    body("Local Growth Agency", "LGA"),
    body("London Guild of Actors"),
    body("a source", named=False),
    body("police", kind=SpeakerKind.GROUP),
]


@given(st.permutations(range(len(POOL))), st.integers(2, len(POOL)))
def test_grouping_is_a_function_of_the_set(order: list[int], size: int) -> None:
    chosen = sorted(order[:size])
    shuffled = order[:size]
    straight = {frozenset(chosen[i] for i in g.members) for g in names.group([POOL[i] for i in chosen])}
    permuted = {frozenset(shuffled[i] for i in g.members) for g in names.group([POOL[i] for i in shuffled])}
    assert straight == permuted
    assert sorted(itertools.chain.from_iterable(straight)) == chosen


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Cllr Ruth Osei", "Ruth Osei"),
        ("Mr Hale", "Mr Hale"),
        ("Dame Orla Finch DBE", "Dame Orla Finch"),
        ("the Rev Tom Brand", "Tom Brand"),
        ("Cllr Mrs Pruett", "Mrs Pruett"),
        ("Sir Gavin", "Sir Gavin"),
    ],
)
def test_the_fullest_form_keeps_what_tells_people_apart(name: str, shown: str) -> None:
    assert names.full_form(name) == shown


@pytest.mark.parametrize(
    ("first", "gender"), [("Fiona", "f"), ("Gareth", "m"), ("Kerry", None), ("Robin", None), ("Xyzzy", None)]
)
def test_a_first_name_tells_a_gender_only_where_bearers_agree(first: str, gender: str | None) -> None:
    assert names.gender_of(first) == gender
