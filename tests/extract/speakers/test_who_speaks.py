"""Who is behind the local mention: short stories of a made-up county, each with its speakers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimtrack.vocabulary import Attribution, Extraction, SpeakerKind

HOSPITAL = (
    'Nurse Priya Desai, 34, told the Herald that she was ordered to sign blank forms. "I refused," '
    "she said.\n\n"
    'The Thornby and District NHS Trust said the claims were "wholly untrue". It added that a review '
    "had found nothing wrong.\n\n"
    'Trust chief executive Graham Bell said: "We take this seriously." Mr Bell denied that Ms Desai '
    "had been bullied.\n\n"
    "Her solicitor, Hannah Croft, said her client had kept copies of the forms."
)

COUNCIL = (
    "Residents of Mill Lane say nobody listened. They claim that drains had not been cleared for two "
    "years.\n\n"
    "Cllr Tom Reeve (Lab, Northgate) said the drains were cleared in May. He told a meeting that he "
    "had seen the invoices.\n\n"
    'Conservative group leader Cllr Jan Price said no invoices existed. "I have asked for them three '
    'times," she said.\n\n'
    "A spokesman for Thornby Council said the work was done. The councillor said that was news to "
    "her."
)

STREET = (
    'Det Insp Karen Holt said: "This was planned." She added that officers had several leads.\n\n'
    'Mother-of-two Leanne Marsh, who lives nearby, said she heard shouting. "It was terrifying," the '
    "31-year-old said.\n\n"
    "Her husband Dean said he had called for help."
)

LETTER = (
    "In a letter to the committee, Sir Peter Hale said that he had never been shown the report. The "
    'former permanent secretary wrote that ministers "knew everything".\n\n'
    "The minister, Lord Ashby, told MPs that this was false. Dame Sarah Cole, who also gave "
    "evidence, said Lord Ashby was wrong. She told the committee that she had briefed him herself."
)

INQUEST = (
    "The inquest heard from the mother of Daniel Price, 19.\n\n"
    'Susan Price told the coroner that she had begged doctors to help. "Nobody listened," said Mrs '
    "Price.\n\n"
    "Dr Anil Rao, a consultant at the hospital, said Mr Price had been seen within an hour. He "
    "accepted that no notes were kept.\n\n"
    'Coroner Elaine Fitch said there had been "missed opportunities".'
)

DAM = (
    "The report, written by Professor Alan Grey, found that the dam was unsafe. It said inspections "
    "had been missed.\n\n"
    'Prof Grey told reporters the risks were obvious. Chief engineer Ruth Bale said: "The dam is '
    'safe."'
)

UNION = (
    "The Harbour Workers' Federation (HWF) warned that jobs would go. The HWF said it had not been "
    "consulted.\n\n"
    "A spokeswoman for the federation said talks had stalled. A source close to the talks said that "
    '"heads will roll".'
)

LEAD = (
    "A former harbour pilot has told a court that he was offered money to keep quiet.\n\n"
    'Colm Brady said the envelope was left on his desk. "I sent it straight back," he said.'
)

TALK = (
    "OLA FENN: Did you sign it?\n\n"
    "MARY TRENT: I did not. You know that.\n\n"
    "OLA FENN: Mr Dunne says you were in the room.\n\n"
    "MARY TRENT: He told me that the door was locked."
)

MINUTES = (
    "Present: Councillor J Larch (Chair), Councillors T Moor and R Kite\n"
    "In attendance: Councillor D Ives (Leader of the Council); Mr C Abbot (Chairman, Harbour Board)\n\n"
    "12.1 The Leader reported that the loan was secured.\n\n"
    "12.2 Councillor Moor stated that no repayment had been made. The Leader said that Councillor "
    "Moor was mistaken.\n\n"
    "12.3 A letter from Ms N Quill was tabled. In it she stated that she had warned the Board in "
    "May."
)

COMMENT = (
    "Why I walked away\n\n"
    "By Gavin Stroud\n\n"
    "I told the board in March that the bridge would fail. I have always maintained that the money "
    "was there."
)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (HOSPITAL, "was ordered", "Priya Desai"),
        (HOSPITAL, "I refused", "Priya Desai"),
        (HOSPITAL, "wholly untrue", "Thornby and District NHS Trust"),
        (HOSPITAL, "found nothing wrong", "Thornby and District NHS Trust"),
        (HOSPITAL, "We take this seriously", "Graham Bell"),
        (HOSPITAL, "had been bullied", "Graham Bell"),
        (HOSPITAL, "kept copies", "Hannah Croft"),
        (COUNCIL, "had not been cleared for two years", "Residents of Mill Lane"),
        (COUNCIL, "cleared in May", "Tom Reeve"),
        (COUNCIL, "seen the invoices", "Tom Reeve"),
        (COUNCIL, "no invoices existed", "Jan Price"),
        (COUNCIL, "three times", "Jan Price"),
        (COUNCIL, "the work was done", "Thornby Council"),
        (STREET, "This was planned", "Karen Holt"),
        (STREET, "several leads", "Karen Holt"),
        (STREET, "heard shouting", "Leanne Marsh"),
        (STREET, "terrifying", "Leanne Marsh"),
        (STREET, "called for help", "Dean"),
        (LETTER, "never been shown", "Sir Peter Hale"),
        (LETTER, "knew everything", "Sir Peter Hale"),
        (LETTER, "Lord Ashby was wrong", "Dame Sarah Cole"),
        (LETTER, "briefed him herself", "Dame Sarah Cole"),
        (INQUEST, "begged doctors", "Susan Price"),
        (INQUEST, "Nobody listened", "Susan Price"),
        (INQUEST, "no notes were kept", "Anil Rao"),
        (INQUEST, "missed opportunities", "Elaine Fitch"),
        (DAM, "inspections had been missed", "report"),
        (DAM, "risks were obvious", "Alan Grey"),
        (DAM, "The dam is safe", "Ruth Bale"),
        (UNION, "not been consulted", "Harbour Workers' Federation"),
        (UNION, "talks had stalled", "Harbour Workers' Federation"),
        (LEAD, "offered money", "Colm Brady"),
        (LEAD, "straight back", "Colm Brady"),
        (TALK, "I did not", "Mary Trent"),
        (TALK, "you were in the room", "Mr Dunne"),
        (TALK, "the door was locked", "Mr Dunne"),
        (MINUTES, "the loan was secured", "D Ives"),
        (MINUTES, "no repayment", "T Moor"),
        (MINUTES, "was mistaken", "D Ives"),
        (MINUTES, "warned the Board", "N Quill"),
        (COMMENT, "the bridge would fail", "Gavin Stroud"),
        (COMMENT, "the money was there", "Gavin Stroud"),
    ],
)
def test_a_mention_is_resolved_to_the_fullest_name(
    saying: Callable[..., Attribution], text: str, words: str, speaker: str
) -> None:
    assert saying(text, words).speaker == speaker


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        (HOSPITAL, "I refused", SpeakerKind.PERSON),
        (HOSPITAL, "wholly untrue", SpeakerKind.ORGANISATION),
        (COUNCIL, "for two years", SpeakerKind.GROUP),
        (DAM, "inspections had been missed", SpeakerKind.DOCUMENT),
        (MINUTES, "no repayment", SpeakerKind.PERSON),
    ],
)
def test_a_speaker_has_a_kind(saying: Callable[..., Attribution], text: str, words: str, kind: SpeakerKind) -> None:
    assert saying(text, words).speaker_kind is kind


@pytest.mark.parametrize(
    ("text", "words", "via"),
    [
        (DAM, "inspections had been missed", "Alan Grey"),
        (TALK, "you were in the room", "Ola Fenn"),
        ("Ana Voss told the panel that her clerk had said the fee was paid.", "fee was paid", "Ana Voss"),
    ],
)
def test_relayed_words_say_through_whom(saying: Callable[..., Attribution], text: str, words: str, via: str) -> None:
    assert saying(text, words).via == via


def test_a_speaker_has_the_role_that_the_text_gives(saying: Callable[..., Attribution]) -> None:
    assert saying(INQUEST, "no notes were kept").role == "consultant at the hospital"
    assert saying(HOSPITAL, "We take this").role == "Trust chief executive"


def test_an_unnamed_source_stays_as_described_and_unnamed(extract: Callable[..., Extraction]) -> None:
    found = extract(UNION)
    source = next(a for a in found.attributions if a.speaker and "source" in a.speaker)
    assert source.person is not None and not found.persons[source.person].is_named


def test_what_is_found_without_an_agent_has_no_speaker(saying: Callable[..., Attribution]) -> None:
    assert saying("It has been found that the wall was never inspected.", "never inspected").speaker is None


def test_two_who_fit_alike_leave_the_speaker_open_with_both_named(saying: Callable[..., Attribution]) -> None:
    text = "Anna Field met Rita Shaw in the lobby with Joan Marl. Later, it emerged, she said the vote was lost."
    one = saying(text, "the vote was lost")
    assert one.speaker is None or one.confidence < 0.9
    assert one.speaker is not None or len(one.candidates) >= 2


def test_a_surname_of_two_people_is_never_certain(saying: Callable[..., Attribution]) -> None:
    text = "Joe Smith sued the firm.\n\nMark Smith, his brother, left it.\n\nSmith said he would appeal."
    one = saying(text, "he would appeal")
    assert set(one.candidates) == {"Joe Smith", "Mark Smith"}


def test_a_bare_surname_means_whom_the_story_is_about(saying: Callable[..., Attribution]) -> None:
    text = (
        "Ted Marlow said the vote was lost. Marlow said he would stand again. He has run the party since May.\n\n"
        "His father, Rafe Marlow, was a baker.\n\nMarlow said the list was closed."
    )
    assert saying(text, "list was closed").speaker == "Ted Marlow"


def test_titles_tell_husband_and_wife_apart(saying: Callable[..., Attribution]) -> None:
    text = "Paul Orme and Lisa Orme own the mill. Mrs Orme said it was sold. Mr Orme said it was not for sale."
    assert saying(text, "it was sold").speaker == "Lisa Orme"
    assert saying(text, "not for sale").speaker == "Paul Orme"


def test_somebody_described_is_not_taken_for_the_next_who_is_named(saying: Callable[..., Attribution]) -> None:
    text = (
        "One of the boys said he saw the man push her. The second boy said she slipped.\n\n"
        "The accused, Dean Foy, 44, told police that he had never been to the quarry. Foy said it was a mistake."
    )
    assert saying(text, "she slipped").speaker == "second boy"
    assert all(r.name != "Dean Foy" for r in saying(text, "push her").resolutions)


def test_her_husband_is_not_the_next_man_who_is_named(saying: Callable[..., Attribution]) -> None:
    text = "Lisa Orme said the ward was full. Her husband said nobody came.\n\nBill Kirk said notes were lost."
    assert saying(text, "nobody came").speaker == "Lisa Orme's husband"


def test_the_one_who_signs_a_letter_is_its_author(saying: Callable[..., Attribution]) -> None:
    text = (
        "Dear Editor,\n\nI told the meeting that the plan was flawed. Cllr Webb claimed that it was sound.\n\n"
        "Yours faithfully,\nEdith Crane, Quay Street"
    )
    assert saying(text, "plan was flawed").speaker == "Edith Crane"
    assert saying(text, "it was sound").speaker == "Cllr Webb"


def test_every_index_points_at_something(extract: Callable[..., Extraction]) -> None:
    for text in (HOSPITAL, COUNCIL, STREET, LETTER, TALK, MINUTES, UNION):
        found = extract(text)
        for one in found.attributions:
            assert one.person is None or found.persons[one.person].name == one.speaker
            assert one.relayed_by is None or 0 <= one.relayed_by < len(found.attributions)
            assert 0.0 <= one.confidence <= 1.0
            assert all(0 <= r.span[0] < r.span[1] <= len(text) for r in one.resolutions)


def test_whoever_is_described_first_is_not_the_one_he_speaks_of(extract: Callable[..., Extraction]) -> None:
    found = extract(
        "The auditor found that Tom Aske had hidden the invoices.\n\nHowever, Tom Aske said that he had shown them all."
    )
    assert [one.speaker for one in found.attributions] == ["auditor", "Tom Aske"]
