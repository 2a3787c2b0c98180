"""What "that" and "these claims" point at, who disputes whom, when it was said, and who "he" is inside a content."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from claimtrack.extract.speakers.roles import fits_role
from claimtrack.extract.speakers.sayings import read_date
from claimtrack.vocabulary import Attribution, Extraction

PUBLISHED = date(2024, 3, 14)  # a Thursday


@pytest.mark.parametrize(
    ("text", "pointing", "target"),
    [
        (
            "Mr Lowe gave evidence that he was told to wait, but police have contradicted that.",
            "that",
            "he was told to wait",
        ),
        ("Ann Roe said the gate was shut. Her brother denied it.", "it", "the gate was shut"),
        (
            "Ann Roe said 38 people had been hired.\n\nThe mayor disputed this figure.",
            "this figure",
            "38 people had been hired",
        ),
        (
            "Ann Roe said she was told by Pat Low, her boss, to open the valve.\n\nLow denied giving any such order.",
            "giving any such order",
            "open the valve",
        ),
        ("The panel found that the ledger was forged. Bo Lund rejected these findings.", "these findings", "forged"),
        (
            (
                "Ann Roe, the tenants' secretary, said: 'No one wrote to us. No one came to the door.\n\n"
                "'We have lived here for years. If the roof is sound, let them show us the survey.'\n\n"
                "Bo Lund rejected that, insisting that tenants had been written to in May."
            ),
            "that",
            "No one wrote to us",
        ),
        (
            (
                "Ann Roe, the tenants' secretary, said: 'No one wrote to us.\n\n"
                "'We have paid for a roof that leaks.'\n\nBo Lund rejected that."
            ),
            "that",
            "a roof that leaks",
        ),
    ],
)
def test_words_without_content_point_back(
    extract: Callable[..., Extraction], text: str, pointing: str, target: str
) -> None:
    found = extract(text).attributions
    one = next(a for a in found if text[a.content[0][0] : a.content[-1][1]] == pointing)
    assert one.refers_to is not None and one.refers_to.attribution is not None
    meant = found[one.refers_to.attribution]
    assert target in text[meant.content[0][0] : meant.content[-1][1]]
    assert meant.speaker != one.speaker


def test_a_quotation_of_its_own_points_at_nothing(saying: Callable[..., Attribution]) -> None:
    text = 'Police said two men were held.\n\nDet Insp Karen Holt said: "This was a targeted attack."'
    assert saying(text, "targeted attack").refers_to is None


@pytest.mark.parametrize(
    ("text", "by", "against"),
    [
        ("Ann Roe said the gate was shut. Pat Low, the Independent councillor, disagreed.", "Pat Low", "Ann Roe"),
        ("Ann Roe said the gate was shut, but police have contradicted that.", "police", "Ann Roe"),
        ("Dame Sarah Cole contradicted Lord Ashby's account.", "Dame Sarah Cole", "Lord Ashby"),
        ("Ann Roe said the gate was shut. These claims have been refuted by Labour's Pat Low.", "Pat Low", "Ann Roe"),
    ],
)
def test_a_dispute_says_who_disputes_whom(extract: Callable[..., Extraction], text: str, by: str, against: str) -> None:
    found = extract(text)
    sides = [
        (found.persons[d.by].name, found.persons[d.against].name)
        for d in found.disputes
        if d.by is not None and d.against is not None
    ]
    assert (by, against) in sides


@pytest.mark.parametrize(
    "text",
    [
        "Ann Roe said the gate was shut. Pat Low did not dispute that.",
        "The wall contradicted nothing.",
        'Ann Roe said: "Nobody refuted the claim that I was late."',
    ],
)
def test_what_is_no_dispute_is_none(extract: Callable[..., Extraction], text: str) -> None:
    assert not extract(text).disputes


@pytest.mark.parametrize(
    ("phrase", "published", "day"),
    [
        ("on May 12, 2015", None, date(2015, 5, 12)),
        ("12th May 2015", None, date(2015, 5, 12)),
        ("on 3 March", PUBLISHED, date(2024, 3, 3)),
        ("on 3 June", PUBLISHED, date(2023, 6, 3)),
        ("last October", PUBLISHED, date(2023, 10, 1)),
        ("last March", PUBLISHED, date(2023, 3, 1)),
        ("yesterday", PUBLISHED, date(2024, 3, 13)),
        ("on Tuesday", PUBLISHED, date(2024, 3, 12)),
        ("on Thursday", PUBLISHED, date(2024, 3, 14)),
        ("last Thursday", PUBLISHED, date(2024, 3, 7)),
        ("two weeks ago", PUBLISHED, date(2024, 2, 29)),
        ("2023-11-30", None, date(2023, 11, 30)),
        ("next Tuesday", PUBLISHED, None),
        ("on Tuesday", None, None),
        ("31 February 2023", None, None),
        ("for years", PUBLISHED, None),
    ],
)
def test_a_phrase_names_a_day(phrase: str, published: date | None, day: date | None) -> None:
    assert read_date(phrase, published) == day


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("On 3 March Ann Roe said the gate was shut.", "the gate", date(2024, 3, 3)),
        ("Ann Roe told MPs on Tuesday that the gate was shut.", "the gate", date(2024, 3, 12)),
        ("Ann Roe said the gate was shut on Tuesday.", "the gate", None),
        ("A note of a meeting on May 12, 2015 records Mr Roe saying that he was ill.", "he was ill", date(2015, 5, 12)),
        ("Ann Roe rang on a Sunday and said the gate was shut.", "the gate", None),
    ],
)
def test_only_the_clause_of_saying_dates_it(
    saying: Callable[..., Attribution], text: str, words: str, day: date | None
) -> None:
    assert saying(text, words, PUBLISHED).said_on == day


@pytest.mark.parametrize(
    ("text", "words", "mention", "name"),
    [
        ("Ann Roe said she had paid.", "had paid", "she", "Ann Roe"),
        ('"I paid twice," said Ann Roe.', "paid twice", "I", "Ann Roe"),
        ("Ann Roe left early. Pat Low said Ms Roe had paid.", "had paid", "Ms Roe", "Ann Roe"),
        (
            "Pat Low is the council's former treasurer. Ann Roe said the former treasurer had paid.",
            "had paid",
            "the former treasurer",
            "Pat Low",
        ),
        ('Ann Roe said: "My doctor told me to rest."', "to rest", "me", "Ann Roe"),
    ],
)
def test_a_mention_in_a_content_is_read_as_whom_it_means(
    extract: Callable[..., Extraction], text: str, words: str, mention: str, name: str
) -> None:
    found = [
        (text[r.span[0] : r.span[1]], r.name)
        for one in extract(text).attributions
        if any(words in text[s:e] for s, e in one.content)
        for r in one.resolutions
    ]
    assert (mention, name) in found


@pytest.mark.parametrize(
    ("words", "head", "role", "fits"),
    [
        (["former", "chief", "executive"], "executive", "council's former chief executive", True),
        (["ex-council", "boss"], "boss", "former chief executive of the council", True),
        (["chief", "executive"], "executive", "executive director for children", False),
        (["former", "chairman"], "chairman", "new chairman", False),
        (["councillor"], "councillor", "Independent councillor for North Quay", True),
        (["treasurer"], "treasurer", "secretary of the club", False),
    ],
)
def test_a_description_fits_an_office_or_not(words: list[str], head: str, role: str, fits: bool) -> None:
    assert (fits_role(words, head, role) > 0.05) is fits
