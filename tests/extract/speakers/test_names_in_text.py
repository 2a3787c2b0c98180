"""Which words are a name, whose it is, and what the text says that its bearer does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimtrack.extract.speakers.roles import role_head
from claimtrack.extract.speakers.sayings import find_date
from claimtrack.names import plain_form
from claimtrack.vocabulary import Attribution, Extraction, SpeakerKind

COUPLE = (
    "Tom and Alice Rudd lost the appeal. Mrs Rudd said nobody had told her why. "
    'Her husband said it was a disgrace.\n\n"We will go on," said Mr Rudd.'
)
FIRM = (
    "Greenfold plc wants to build at Tilbrook. Chief executive Dr Hans Weber said the filters were safe.\n\n"
    "Tilbrook Against Dust (TAD) held a vote. "
    "TAD chairwoman Bridget Lowe, a retired chemist, said the figure was wrong.\n\n"
    "Greenfold said the vote was a sham. A spokesperson added that nobody had come. "
    "The River Agency said it had asked the firm for data."
)
MINISTRY = (
    'A Ministry of Ports spokesperson said: "We do not accept this." The department said savings had been made.\n\n'
    "Dock officers' union the DOA said it had been ignored.\n\n"
    "MPs on the Harbours Committee said costs had doubled."
)
HEARING = (
    "Witness A, a former pupil, said the room was locked. Pupil B said she had no key.\n\n"
    "Defending Ellery, Robert Shaw said his client was elsewhere. "
    "The son of murdered shopkeeper Ravi Patel said the trial was slow."
)
LABELS = "Deputy leader Cllr Alun Rees said the hall was full. Labour's Imran Sheikh said it was empty."
CAPITALS = "QUAY Council has closed the pier.\n\nQuay is a small town. The council said the pier was unsafe."
RIVALS = "Rival Jane Roe spoke first. Jane Roe said the vote was lost. Harbour Secretary Ted Low said it was won."
TWO = "Ann Roe and Pat Low said the gate was shut."


@pytest.mark.parametrize(
    ("text", "words", "speaker", "kind"),
    [
        (COUPLE, "told her why", "Alice Rudd", SpeakerKind.PERSON),
        (COUPLE, "We will go on", "Tom Rudd", SpeakerKind.PERSON),
        (FIRM, "filters were safe", "Hans Weber", SpeakerKind.PERSON),
        (FIRM, "figure was wrong", "Bridget Lowe", SpeakerKind.PERSON),
        (FIRM, "a sham", "Greenfold plc", SpeakerKind.ORGANISATION),
        (FIRM, "nobody had come", "Greenfold plc", SpeakerKind.ORGANISATION),
        (MINISTRY, "not accept this", "Ministry of Ports", SpeakerKind.ORGANISATION),
        (MINISTRY, "savings had been made", "Ministry of Ports", SpeakerKind.ORGANISATION),
        (MINISTRY, "been ignored", "DOA", SpeakerKind.ORGANISATION),
        (MINISTRY, "costs had doubled", "MPs on the Harbours Committee", SpeakerKind.GROUP),
        (HEARING, "room was locked", "Witness A", SpeakerKind.PERSON),
        (HEARING, "had no key", "Pupil B", SpeakerKind.PERSON),
        (HEARING, "was elsewhere", "Robert Shaw", SpeakerKind.PERSON),
        (LABELS, "hall was full", "Alun Rees", SpeakerKind.PERSON),
        (LABELS, "it was empty", "Imran Sheikh", SpeakerKind.PERSON),
        (CAPITALS, "was unsafe", "Quay Council", SpeakerKind.ORGANISATION),
        (RIVALS, "vote was lost", "Jane Roe", SpeakerKind.PERSON),
        (RIVALS, "it was won", "Ted Low", SpeakerKind.PERSON),
        (TWO, "gate was shut", "Ann Roe and Pat Low", SpeakerKind.GROUP),
    ],
)
def test_names_are_cut_out_of_the_words_around_them(
    saying: Callable[..., Attribution], text: str, words: str, speaker: str, kind: SpeakerKind
) -> None:
    one = saying(text, words)
    assert (one.speaker, one.speaker_kind) == (speaker, kind)


def test_a_relative_is_not_taken_for_the_one_who_is_named(saying: Callable[..., Attribution]) -> None:
    assert saying(COUPLE, "a disgrace").speaker != "Alice Rudd"
    assert saying(HEARING, "the trial was slow").speaker != "Ravi Patel"


def test_a_hidden_name_is_not_merged_across_texts(extract: Callable[..., Extraction]) -> None:
    persons = {person.name: person for person in extract(HEARING).persons}
    assert not persons["Witness A"].is_named
    assert persons["Robert Shaw"].is_named


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (FIRM, "Hans Weber", "Chief executive"),
        (FIRM, "Bridget Lowe", "TAD chairwoman"),
        (FIRM, "Bridget Lowe", "retired chemist"),
        (LABELS, "Alun Rees", "councillor"),
        (RIVALS, "Ted Low", "Harbour Secretary"),
        (
            "Cllr Ann Roe, who took over from Pat Low as leader last May, spoke. Pat Low said it was time.",
            "Pat Low",
            "former leader",
        ),
        ("Ann Roe is the harbour's former treasurer. She said it was time.", "Ann Roe", "harbour's former treasurer"),
    ],
)
def test_roles_are_read_beside_names(extract: Callable[..., Extraction], text: str, name: str, role: str) -> None:
    person = next(person for person in extract(text).persons if person.name == name)
    assert role in person.roles


@pytest.mark.parametrize(
    ("role", "head"),
    [
        ("council's former executive director for children", "director"),
        ("chief executive of the Harbour Board", "executive"),
        ("ex-leader", "leader"),
        ("", ""),
    ],
)
def test_a_role_turns_on_its_last_noun(role: str, head: str) -> None:
    assert role_head(role) == head


def test_a_date_is_found_where_its_words_stand() -> None:
    found = find_date("told them on 3 March 2021 that", None)
    assert found is not None
    assert "told them on 3 March 2021 that"[found[1][0] : found[1][1]] == "3 March 2021"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("the Roe report", "Ms Roe's report", True),
        ("Marl Analytical Ltd", "Marl Analytical", True),
        ("Quay & Sons", "Quay and Sons", True),
        ("the Roe report", "the Low report", False),
    ],
)
def test_documents_and_firms_compare_without_their_trimmings(a: str, b: str, same: bool) -> None:
    assert (plain_form(a, SpeakerKind.DOCUMENT) == plain_form(b, SpeakerKind.DOCUMENT)) is same
