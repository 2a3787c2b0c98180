"""Who is who across documents: by rule whatever the order, by hand above the rule."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from claimtrack.errors import NotFound, StoreError, UsageError
from claimtrack.store import Store
from claimtrack.vocabulary import Article, Attribution, Extraction, Kind, PersonMentioned, SpeakerKind, Stance
from tests.store.ferry import reply, span

PERSON, GROUP = SpeakerKind.PERSON, SpeakerKind.GROUP


def tells(store: Store, name: str, words: str, *aliases: str, kind: SpeakerKind = PERSON, named: bool = True) -> int:
    """Add a document in which somebody says something; the claim's id."""
    text = f"{name} said {words}."
    one = Attribution(
        (span(text, name),), (span(text, "said"),), (span(text, words),), Kind.INDIRECT, Stance.ASSERTS, person=0
    )
    person = PersonMentioned(name, kind, aliases, is_named=named)
    number = store.add_document(Article(text, f"{words}.txt"), Extraction((one,), (person,)), extractor="x")
    assert number is not None
    return max(claim.id for claim in store.claims())


def groups(store: Store) -> set[frozenset[str]]:
    """The words of each speaker's claims."""
    found: dict[int | None, set[str]] = {}
    for claim in store.claims():
        found.setdefault(claim.speaker_id, set()).add(claim.text)
    return {frozenset(words) for words in found.values()}


def test_a_title_in_one_article_and_a_full_name_in_another_are_one_speaker(ferry: Store) -> None:
    owner = ferry.speaker(ferry.claim(1).speaker_id or 0)
    assert owner.id == ferry.claim(3).speaker_id
    assert owner.name == "Ada Brandt"
    assert {"Ada Brandt", "Mrs Brandt"} <= set(owner.names)
    assert [(role.role, role.document_id) for role in owner.roles] == [("the owner", 1)]


def test_two_people_of_one_surname_are_not_merged(empty: Store) -> None:
    for name, words in (("Ada Brandt", "one"), ("Otto Brandt", "two"), ("Brandt", "three")):
        tells(empty, name, words)
    empty.regroup_speakers()
    assert {frozenset({"one"}), frozenset({"two"})} <= groups(empty)


def test_unnamed_sources_are_never_one_speaker(empty: Store) -> None:
    for words in ("one", "two"):
        tells(empty, "a source", words, named=False)
    empty.regroup_speakers()
    assert groups(empty) == {frozenset({"one"}), frozenset({"two"})}


def test_the_order_of_adding_does_not_change_who_is_who(files: Path, tmp_path: Path) -> None:
    people = (("Mr Falk", "one"), ("Ib Falk", "two"), ("Falk", "three"), ("Ada Brandt", "four"), ("Mrs Brandt", "five"))
    seen: set[frozenset[frozenset[str]]] = set()
    names: set[frozenset[str]] = set()
    for number, order in enumerate(list(permutations(people))[::12]):
        with Store.open(tmp_path / f"{number}.db", create=True) as store:
            for place, (name, words) in enumerate(order):
                tells(store, name, words)
                if place % 2:
                    store.regroup_speakers()
            store.regroup_speakers()
            seen.add(frozenset(groups(store)))
            names.add(frozenset(view.name for view in store.speakers() if view.claims))
    assert len(seen) == 1
    assert len(names) == 1


def test_regrouping_again_moves_nothing(ferry: Store) -> None:
    before = ferry.speakers()
    assert not ferry.regroup_speakers()
    assert ferry.speakers() == before


def test_merging_moves_the_claims_and_the_old_key_leads_on(ferry: Store) -> None:
    owner, clerk = ferry.claim(1).speaker_id or 0, ferry.claim(4).speaker_id or 0
    ferry.merge_speakers(owner, clerk, reviewer="ann")
    assert ferry.claim(4).speaker_id == owner
    assert ferry.speaker(clerk).id == owner
    assert "Falk" in ferry.speaker(owner).names
    assert clerk not in {view.id for view in ferry.speakers()}


def test_what_a_person_merged_stays_merged_when_documents_come_in(empty: Store) -> None:
    first, second = tells(empty, "Ada Brandt", "one"), tells(empty, "Otto Brandt", "two")
    empty.regroup_speakers()
    keep, other = empty.claim(first).speaker_id or 0, empty.claim(second).speaker_id or 0
    empty.merge_speakers(keep, other, reviewer="ann")
    third = tells(empty, "Otto Brandt", "three")
    empty.regroup_speakers()
    assert {empty.claim(number).speaker_id for number in (first, second, third)} == {keep}


def test_what_a_person_split_stays_split_when_documents_come_in(empty: Store) -> None:
    first, second = tells(empty, "Ada Brandt", "one"), tells(empty, "Mrs Brandt", "two")
    empty.regroup_speakers()
    speaker = empty.claim(first).speaker_id or 0
    assert empty.claim(second).speaker_id == speaker
    new = empty.split_speaker(speaker, names=["Mrs Brandt"], reviewer="ann")
    third, fourth = tells(empty, "Mrs Brandt", "three"), tells(empty, "Ada Brandt", "four")
    empty.regroup_speakers()
    assert [empty.claim(number).speaker_id for number in (first, second, third, fourth)] == [speaker, new, new, speaker]
    assert empty.speaker(new).name == "Mrs Brandt"


def test_a_single_claim_can_be_split_off(ferry: Store) -> None:
    owner = ferry.claim(1).speaker_id or 0
    new = ferry.split_speaker(owner, claims=[3], name="Vera Brandt", reviewer="ann")
    assert (ferry.claim(1).speaker_id, ferry.claim(3).speaker_id) == (owner, new)
    assert ferry.speaker(new).name == "Vera Brandt"


def test_a_split_that_takes_all_or_nothing_is_refused(ferry: Store) -> None:
    owner = ferry.claim(1).speaker_id or 0
    with pytest.raises(UsageError, match="nothing"):
        ferry.split_speaker(owner, names=["Nobody"], reviewer="ann")
    with pytest.raises(UsageError, match="all"):
        ferry.split_speaker(owner, documents=[1, 2], reviewer="ann")
    with pytest.raises(UsageError, match="not by"):
        ferry.split_speaker(owner, claims=[2], reviewer="ann")
    with pytest.raises(NotFound):
        ferry.split_speaker(owner, claims=[77], reviewer="ann")


def test_a_name_given_by_hand_survives_regrouping(ferry: Store) -> None:
    owner = ferry.claim(1).speaker_id or 0
    ferry.rename_speaker(owner, "  Ada  M. Brandt ", reviewer="ann")
    tells(ferry, "Ada Brandt", "four")
    ferry.regroup_speakers()
    view = ferry.speaker(owner)
    assert view.name == "Ada M. Brandt"
    assert {"Ada Brandt", "Ada M. Brandt"} <= set(view.names)
    with pytest.raises(UsageError):
        ferry.rename_speaker(owner, " ", reviewer="ann")


def test_a_further_name_is_found_by(ferry: Store) -> None:
    owner = ferry.claim(1).speaker_id or 0
    ferry.add_speaker_name(owner, "The Ferrywoman", reviewer="ann")
    assert [view.id for view in ferry.find_speakers("ferrywoman")] == [owner]
    tells(ferry, "Ada Brandt", "four")
    ferry.regroup_speakers()
    assert "The Ferrywoman" in ferry.speaker(owner).names


def test_an_alias_makes_a_speaker_confidential_until_it_is_lifted(ferry: Store) -> None:
    owner = ferry.claim(1).speaker_id or 0
    ferry.alias_speaker(owner, "Source A", reviewer="ann")
    assert ferry.speaker(owner).alias == "Source A"
    ferry.alias_speaker(owner, None, reviewer="ann")
    assert ferry.speaker(owner).alias is None


def test_who_is_confidential_stays_so_when_merged_or_split(ferry: Store) -> None:
    owner, clerk = ferry.claim(1).speaker_id or 0, ferry.claim(4).speaker_id or 0
    ferry.alias_speaker(clerk, "Source A", reviewer="ann")
    ferry.merge_speakers(owner, clerk, reviewer="ann")
    assert ferry.speaker(owner).alias == "Source A"
    new = ferry.split_speaker(owner, names=["Ib Falk"], reviewer="ann")
    assert (ferry.speaker(owner).alias, ferry.speaker(new).alias) == ("Source A", "Source A (2)")


def test_documents_that_come_in_do_not_uncover_a_confidential_speaker(empty: Store) -> None:
    first = tells(empty, "Mrs Brandt", "one")
    empty.regroup_speakers()
    secret = empty.claim(first).speaker_id or 0
    empty.alias_speaker(secret, "Source A", reviewer="ann")
    others = [tells(empty, "Ada Brandt", words) for words in ("two", "three", "four")]
    empty.regroup_speakers()
    assert empty.claim(first).speaker_id == secret
    assert {empty.claim(number).speaker_id for number in others} == {secret}


def test_a_claim_can_be_given_to_somebody_known_new_or_nobody(ferry: Store) -> None:
    office = ferry.claim(2).speaker_id
    ferry.correct_speaker(1, "The harbour office", reviewer="ann")
    assert ferry.claim(1).speaker_id == office
    ferry.correct_speaker(1, "Somebody Else", reviewer="ann")
    assert ferry.claim(1).speaker == "Somebody Else"
    ferry.correct_speaker(1, None, reviewer="ann")
    assert ferry.claim(1).speaker is None
    assert ferry.claim(3).speaker == "Ada Brandt"


def test_a_correction_can_be_for_every_claim_of_the_mention(ferry: Store) -> None:
    ferry.correct_speaker(3, "Vera Brandt", reviewer="ann", whole_mention=True)
    assert (ferry.claim(3).speaker, ferry.claim(5).speaker) == ("Vera Brandt", "Vera Brandt")
    assert ferry.claim(1).speaker == "Ada Brandt"


def test_a_corrected_claim_stays_so_when_documents_come_in(ferry: Store) -> None:
    ferry.correct_speaker(3, "Vera Brandt", reviewer="ann")
    tells(ferry, "Ada Brandt", "four")
    ferry.regroup_speakers()
    assert ferry.claim(3).speaker == "Vera Brandt"


def test_undoing_a_merge_after_documents_came_in_gives_the_old_ones_back(empty: Store) -> None:
    first, second = tells(empty, "Ada Brandt", "one"), tells(empty, "Otto Brandt", "two")
    empty.regroup_speakers()
    keep, other = empty.claim(first).speaker_id or 0, empty.claim(second).speaker_id or 0
    empty.merge_speakers(keep, other, reviewer="ann")
    third = tells(empty, "Otto Brandt", "three")
    empty.regroup_speakers()
    assert empty.undo("ann") is not None
    empty.regroup_speakers()
    assert [empty.claim(number).speaker_id for number in (first, second, third)] == [keep, other, other]


def test_undo_is_refused_where_somebody_changed_the_same_since(ferry: Store) -> None:
    owner, clerk = ferry.claim(1).speaker_id or 0, ferry.claim(4).speaker_id or 0
    ferry.merge_speakers(owner, clerk, reviewer="ann")
    ferry.split_speaker(owner, names=["Ib Falk"], reviewer="bo")
    with pytest.raises(StoreError, match="since"):
        ferry.undo("ann")


def test_undo_is_refused_where_somebody_wrote_about_the_new_speaker(ferry: Store) -> None:
    ferry.correct_speaker(1, "Somebody Else", reviewer="ann")
    ferry.note(f"s{ferry.claim(1).speaker_id}", "who is this?", reviewer="bo")
    with pytest.raises(StoreError, match="since"):
        ferry.undo("ann")
    assert ferry.claim(1).speaker == "Somebody Else"


def test_a_dossier_is_in_the_order_of_time(ferry: Store) -> None:
    assert [claim.id for claim in ferry.dossier(ferry.claim(1).speaker_id or 0)] == [1, 3]


def test_speakers_with_the_most_claims_come_first(ferry: Store) -> None:
    assert [view.claims for view in ferry.speakers()] == sorted((v.claims for v in ferry.speakers()), reverse=True)
    assert {view.name for view in ferry.speakers(search="BRANDT")} == {"Ada Brandt"}


def test_an_alias_of_one_document_is_known(ferry: Store) -> None:
    assert reply()[1].persons[1].aliases == ("Falk",)
    assert "Falk" in ferry.speaker(ferry.claim(4).speaker_id or 0).names
