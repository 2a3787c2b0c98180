"""Speakers that are easily taken for another, each phenomenon with a text where the rule must not reach."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimtrack.vocabulary import Attribution, Extraction

BREWERY = (
    "Oakham Brewery said the board had met twice. The trustees of the pub fund were told nothing.\n\n"
    "The board said it would sell. Asked about beer, a spokesman for the brewery said the vats were clean.\n\n"
    "A spokeswoman for the licensing committee rejected the charge. “We read every page,” she said. She added that "
    "all five seats were filled.\n\n"
    "A spokesman for the orchard said the pears were late. The spokeswoman for the mill said the wheel was broken."
)
DIRECTOR = (
    "The director lost his job on Monday. Pauline Teal, the acting director, said the lights were on.\n\n"
    "Gregor Stamp, the deputy chair, said the vote was close. He said nobody had shouted.\n\n"
    "Interviewed at home, the former director said he had slept badly."
)
SECRETARY = (
    "Clive Marsden resigned in a letter to the club. Clive Marsden said the money was safe.\n\n"
    "The former secretary said he had counted it twice."
)
FIRM = (
    "An inquiry published its report on Monday. The report said the dam had leaked. It said the pumps were old.\n\n"
    "Quaymark said in a statement that it accepted every word. It said the pumps had been replaced."
)
RAIN = "A report said the road was wet. Marlow said it had rained for a week. He said the drains were full."
FITTER = (
    "Stan Pike insists that he read nothing until June. Dennis Orrell, the former fitter, keeps a tin of receipts in "
    "his shed. “The last note that I wrote had Mr Pike's name on it,” he said."
)
SCOLDED = (
    "Dennis Orrell told Stan Pike that the van was his. “I paid for it in March,” he said.\n\n"
    "“Nobody asked me,” said Stan Pike. “They never do,” he added."
)
PRESIDENT = (
    "Adam Stone, who keeps the choir, said he hoped for calm. The president of the singers' union, Jamie Reed, thought "
    "otherwise. “We have heard enough. Nobody asked the singers,” he said."
)
DAME = (
    "The findings of Dame Harriet Cole KC were read out in the hall.\n\n"
    "Her report ran to nine pages. Dame Harriet notes that two keys were lost."
)
JURORS = (
    "Both jurors, the painter Hugo Lamb and the potter Iris Wade, said the prize was fair. The jurors, it seems, left "
    "early."
)
LED = "The jurors, led by the painter Hugo Lamb, said the prize was fair."
CHARGED = "Ms Teal accused the minister of claiming that nobody had drowned."

DATELINE = "HARWELL — Mayor Lucian Prior insisted Thursday he had never met the builder of the towers before the vote."
AGENCY = (
    "SAN PALERMO, Calif. (MNS) - Software maker Brightlark knew of the leak for months but told regulators it had "
    "learned of it within hours, a former engineer said on Friday.\n\n"
    '"We were told to use the phone," Priyanka Nairn, who left in August, said in an interview. Nairn said she raised '
    "it in May.\n\nGlenmoor, May 4 - Olwen Teal said the harbour was shut."
)
DASHED = "Tom Roper (Labour) - who leads the group - said it snowed. COUNCIL LEADER - he has the chair - said nothing."
EVIDENCE = (
    "Giving evidence in Redmere, Gareth Pound, a former clerk, said he had been handed a list.\n\n"
    "Dr Miriam Stoll runs the school. Cross-examined by Nadia Frost, she accepted that a meeting took place."
)
HERITAGE = (
    "The council has another story. Its heritage officer, a patient woman named Beatrice Lund, says the lamps were "
    "scrapped. In her view nobody gained."
)
TURNS = (
    "Oriel Castellane on leaving the choir\n\nBy Tom Price\n\nPrice: Were you pushed?\n\n"
    "Castellane: No. The choir was mine.\n\nPrice: Who asked you to go?\n\nCastellane: Nobody asked me."
)
GUARDS = (
    "The company says nothing is wrong.\n\nMoorbridge Trains put up a notice last week. Moorbridge says the doors are "
    "safe.\n\nThe regulator has taken no side. In a brief statement it said that it had asked for figures.\n\n"
    "Neither of the town's two MPs was consulted, they say. Tim Archer, the Conservative, said he learnt of it from a "
    "poster.\n\nThe company said the bells had been tested."
)
LEADER = (
    "The leader of Harnwick Borough Council has accused the crews of idling.\n\n"
    "Cllr Diane Moxley told a meeting that no ballot was held. Cllr Moxley said she had asked for it.\n\n"
    "Opposition leader Cllr Imran Shaw said the authority's sums were wrong. The authority said they were right.\n\n"
    "A council spokesman said the cost was small. A police spokesman said the roads were clear."
)
ISLANDS = (
    "President Aldous Penn told a meeting that few knew the sea so well. Crops are failing in the Gull Islands, "
    "he noted. He said the wells were salt."
)
ENGINEER = (
    "Ray Dunning, the member for roads, said no route was chosen.\n\nAveling Moss said nothing. But one of its "
    "engineers, who has since left, confirmed to the Herald that it had been paid. “It was a formality,” he said. "
    "One of them, Jean Abbot, said it rained."
)
VENERABLE = (
    "The Archdeacon of Weir, the Ven Judith Marsh, went further. “There is no letter,” she said. A spokesman for the "
    "diocese said there was."
)
SIBLINGS = "Tess Oakhill met Rob Oakhill in the pub. Tess says that he signed it. Yesterday, she added, he wept."
STACEY = "Stacey Boyd, 36, rang nine times. Furious Stacey claims the pumps were off."


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (DATELINE, "never met", "Lucian Prior"),
        (AGENCY, "within hours", "Brightlark"),
        (AGENCY, "in May", "Priyanka Nairn"),
        (AGENCY, "harbour was shut", "Olwen Teal"),
        (DASHED, "it snowed", "Tom Roper"),
        (EVIDENCE, "handed a list", "Gareth Pound"),
        (EVIDENCE, "a meeting took place", "Miriam Stoll"),
        (HERITAGE, "lamps were", "Beatrice Lund"),
        (HERITAGE, "nobody gained", "Beatrice Lund"),
        (TURNS, "The choir was mine", "Oriel Castellane"),
        (GUARDS, "nothing is wrong", "Moorbridge Trains"),
        (GUARDS, "asked for figures", "regulator"),
        (GUARDS, "two MPs was consulted", "town's two MPs"),
        (GUARDS, "bells had been tested", "Moorbridge Trains"),
        (LEADER, "crews", "Diane Moxley"),
        (LEADER, "sums were wrong", "Imran Shaw"),
        (LEADER, "cost was small", "Harnwick Borough Council"),
        (LEADER, "roads were clear", "police spokesman"),
        (ISLANDS, "Crops are failing", "Aldous Penn"),
        (ISLANDS, "wells were salt", "Aldous Penn"),
        (ENGINEER, "it had been paid", "one of its engineers"),
        (ENGINEER, "a formality", "one of its engineers"),
        (ENGINEER, "it rained", "Jean Abbot"),
        (VENERABLE, "no letter", "Judith Marsh"),
        (VENERABLE, "there was", "diocese"),
        (SIBLINGS, "he signed it", "Tess Oakhill"),
        (SIBLINGS, "he wept", "Tess Oakhill"),
        (STACEY, "pumps were off", "Stacey Boyd"),
        (BREWERY, "vats were clean", "Oakham Brewery"),
        (BREWERY, "it would sell", "board"),
        (BREWERY, "the charge", "licensing committee"),
        (BREWERY, "every page", "licensing committee"),
        (BREWERY, "five seats", "licensing committee"),
        (BREWERY, "pears were late", "spokesman for the orchard"),
        (BREWERY, "wheel was broken", "spokeswoman for the mill"),
        (DIRECTOR, "lights were on", "Pauline Teal"),
        (DIRECTOR, "nobody had shouted", "Gregor Stamp"),
        (SECRETARY, "counted it twice", "Clive Marsden"),
        (FIRM, "pumps were old", "report"),
        (FIRM, "accepted every word", "Quaymark"),
        (FIRM, "had been replaced", "Quaymark"),
        (RAIN, "drains were full", "Marlow"),
        (FITTER, "last note", "Dennis Orrell"),
        (SCOLDED, "paid for it", "Dennis Orrell"),
        (SCOLDED, "They never do", "Stan Pike"),
        (PRESIDENT, "heard enough", "Jamie Reed"),
        (DAME, "two keys", "Dame Harriet Cole"),
        (JURORS, "prize was fair", "Hugo Lamb and Iris Wade"),
        (LED, "prize was fair", "jurors"),
        (CHARGED, "nobody had drowned", "minister"),
    ],
)
def test_nobody_is_taken_for_another(saying: Callable[..., Attribution], text: str, words: str, speaker: str) -> None:
    assert saying(text, words).speaker == speaker


def test_a_former_office_is_never_that_of_one_who_holds_another(extract: Callable[..., Extraction]) -> None:
    found = extract(DIRECTOR).attributions
    last = next(one for one in found if "slept badly" in DIRECTOR[one.content[0][0] : one.content[-1][1]])
    assert last.speaker not in ("Gregor Stamp", "Pauline Teal")
