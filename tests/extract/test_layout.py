"""Attributions by layout: transcripts, interviews, minutes, headlines, and quotations over several paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Finder = Callable[[str], list[Any]]

INTERVIEW = """LOCKSIDE: A PODCAST
Episode 9

PERPETUA LOWE: How did you hear of the leak?

WENDELL HOBB: From the radio. Nobody rang me.

I drove straight to the weir.

PERPETUA LOWE: Ottoline Marsh says she rang you twice.

WENDELL HOBB: She rang my brother.
"""


def test_turns_belong_to_their_labels_and_go_on_without_one(find: Finder) -> None:
    turns = [(one.source, one.content) for one in find(INTERVIEW) if one.frame == "turn"]
    assert ("WENDELL HOBB", "From the radio. Nobody rang me") in turns
    assert ("WENDELL HOBB", "I drove straight to the weir") in turns
    assert ("WENDELL HOBB", "She rang my brother") in turns


def test_an_interviewers_question_is_no_claim(find: Finder) -> None:
    assert not any("How did you hear" in one.content for one in find(INTERVIEW))


SURNAMES = """The reeve answers

Ottoline Marsh talked to the Argus in her kitchen. Marsh: she would not say more of it.

Argus: Who holds the keys?

Marsh: That is known to everyone. I never had them.

Argus: The miller saw you with them in May.

Marsh: He saw my sister.

Argus: Will you stay on?

Marsh: I was elected till spring.

Update: the miller has since left.
"""


def test_a_surname_alone_labels_the_turns_of_an_interview(find: Finder) -> None:
    turns = [(one.source, one.content) for one in find(SURNAMES) if one.frame == "turn" and one.stance == "asserts"]
    assert turns == [
        ("Marsh", "That is known to everyone. I never had them"),
        ("Marsh", "He saw my sister"),
        ("Marsh", "I was elected till spring"),
    ]


def test_what_an_interviewer_puts_to_somebody_is_asked_and_not_claimed(find: Finder) -> None:
    asked = [one.content for one in find(SURNAMES) if one.source == "Argus"]
    assert asked == ["The miller saw you with them in May"]
    assert all(one.stance == "asks" for one in find(SURNAMES) if one.source == "Argus")


def test_a_word_with_a_colon_that_stands_apart_is_no_label(find: Finder) -> None:
    text = "Weir: it leaks.\n\nThe gate was shut on Monday by the trust.\n\nWeir: it leaked again in the spring."
    assert not any(one.frame == "turn" for one in find(text))


def test_speech_relayed_in_a_turn_is_found(find: Finder) -> None:
    assert ("Ottoline Marsh", "she rang you twice") in [(one.source, one.content) for one in find(INTERVIEW)]


def test_minutes_leave_their_numbers_out_of_the_speaker(find: Finder) -> None:
    found = find("7.2 Councillor Hobb stated that the lock had been sold.")
    assert [(one.source, one.content) for one in found] == [("Councillor Hobb", "the lock had been sold")]


def test_a_headline_with_a_name_and_a_colon(find: Finder) -> None:
    found = find("Marsh: Weir will be shut for a year\n\nThe weir closed on Monday.")
    assert [(one.source, one.content) for one in found] == [("Marsh", "Weir will be shut for a year")]


def test_a_headline_with_a_closing_cue(find: Finder) -> None:
    found = find("Weir will be shut for a year, says trust\n\nThe weir closed on Monday.")
    assert [(one.source, one.content) for one in found] == [("trust", "Weir will be shut for a year")]


def test_each_paragraph_of_a_long_quotation_is_a_claim_of_its_speaker(find: Finder) -> None:
    text = "She added: “The weir leaks.\n\n“We wrote twice.\n\n“Nobody came.”"
    assert [(one.source, one.content) for one in find(text)] == [
        ("She", "“The weir leaks."),
        ("She", "“We wrote twice."),
        ("She", "“Nobody came.”"),
    ]


def test_a_quotation_after_a_reported_sentence_is_the_same_speakers(find: Finder) -> None:
    text = "Ms Marsh said the weir leaked. “We wrote twice, and nobody came.”"
    assert [(one.source, one.content) for one in find(text)] == [
        ("Ms Marsh", "the weir leaked … “We wrote twice, and nobody came.”")
    ]


def test_what_stands_inside_a_speakers_words_is_relayed(extractor: Any) -> None:
    text = "Ms Marsh told the inquiry that Mr Hobb had promised to mend the gate."
    found = extractor.extract(text).attributions
    assert [text[one.source[0][0] : one.source[0][1]] for one in found] == ["Ms Marsh", "Mr Hobb"]
    assert [one.relayed_by for one in found] == [None, 0]


def test_a_that_which_opens_a_clause_is_no_part_of_it_whatever_the_parse(find: Finder) -> None:
    text = "The reeve's clerk assured the millers in writing that all had been paid as it should be."
    assert [one.content for one in find(text)] == ["all had been paid as it should be"]
