"""Who is said to have said what, by syntax alone: one table of our own sentences a phenomenon."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claimtrack.vocabulary import Kind, Stance

Finder = Callable[[str], list[Any]]
Row = tuple[str, str, list[tuple[str, str]]]

CUE_POSITIONS: list[Row] = [
    ("before", "Ottoline Marsh said: “The weir is safe.”", [("Ottoline Marsh", "“The weir is safe.”")]),
    ("before, comma", "Ottoline Marsh said, “The weir is safe.”", [("Ottoline Marsh", "“The weir is safe.”")]),
    ("after", "“The weir is safe,” Ottoline Marsh said.", [("Ottoline Marsh", "“The weir is safe,”")]),
    ("after, inverted", "“The weir is safe,” said Ottoline Marsh.", [("Ottoline Marsh", "“The weir is safe,”")]),
    (
        "inverted, with apposition and day",
        "“The weir is safe,” said Ottoline Marsh, the trust's chief engineer, on Monday.",
        [("Ottoline Marsh, the trust's chief engineer", "“The weir is safe,”")],
    ),
    (
        "British comma outside",
        "'The weir is safe', Ottoline Marsh told reporters.",
        [("Ottoline Marsh", "'The weir is safe'")],
    ),
    (
        "between: one attribution with two spans",
        "“The weir,” she said, “is safe for another winter.”",
        [("she", "“The weir,” … “is safe for another winter.”")],
    ),
    (
        "a second sentence of the same speaker",
        "“The weir is safe,” she said. “We checked it twice.”",
        [("she", "“The weir is safe,” … “We checked it twice.”")],
    ),
    ("question", "“Who signed the order?” asked Wendell Hobb.", [("Wendell Hobb", "“Who signed the order?”")]),
    (
        "speaker with a role in front",
        "Council leader Wendell Hobb replied: “We never had the money.”",
        [("Council leader Wendell Hobb", "“We never had the money.”")],
    ),
    (
        "the speaker's line above",
        "Mr Hobb told the meeting:\n\n“We never had the money.”",
        [("Mr Hobb", "“We never had the money.”")],
    ),
    (
        "name after a dash",
        "“The towpath has never been worse.” — Perpetua Lowe",
        [("Perpetua Lowe", "“The towpath has never been worse.”")],
    ),
]

INDIRECT: list[Row] = [
    ("that-clause", "Ottoline Marsh said that the weir was safe.", [("Ottoline Marsh", "the weir was safe")]),
    ("zero that", "Ottoline Marsh said the weir was safe.", [("Ottoline Marsh", "the weir was safe")]),
    ("at the end", "The weir was safe, Ottoline Marsh said.", [("Ottoline Marsh", "The weir was safe")]),
    ("between", "The weir, she insisted, would last a decade.", [("she", "The weir … would last a decade")]),
    (
        "addressee",
        "Mr Hobb told the committee the grant had been spent.",
        [("Mr Hobb", "the grant had been spent")],
    ),
    (
        "partly quoted",
        "The report concludes that Mr Hobb 'lost sight of his duties'.",
        [("The report", "Mr Hobb 'lost sight of his duties'")],
    ),
    (
        "whether",
        "Councillors asked whether the grant had been spent.",
        [("Councillors", "whether the grant had been spent")],
    ),
    ("according to, first", "According to the trust, the weir is safe.", [("the trust", "the weir is safe")]),
    ("according to, last", "The weir is safe, according to the trust.", [("the trust", "The weir is safe")]),
    (
        "according to, between",
        "The weir, according to the trust, is safe.",
        [("the trust", "The weir … is safe")],
    ),
    (
        "passive with agent",
        "Mr Hobb was told by police that the gate had been forced.",
        [("police", "the gate had been forced")],
    ),
    ("passive without agent", "It has been found that the gate was forced.", [("", "the gate was forced")]),
    (
        "passive raising",
        "Mr Hobb is reported to have said he was sorry for the delay.",
        [("Mr Hobb", "he was sorry for the delay")],
    ),
    (
        "participle",
        "Ms Marsh praised the crews, adding that the gate would reopen in May.",
        [("Ms Marsh", "the crews"), ("Ms Marsh", "the gate would reopen in May")],
    ),
    (
        "as she told",
        "As she told the inquiry, the keys were lost in March.",
        [("she", "the keys were lost in March")],
    ),
    (
        "two clauses of one cue",
        "He claimed that the gate was locked and that the alarm had been tested.",
        [("He", "the gate was locked and that the alarm had been tested")],
    ),
    (
        "a second cue of the same speaker",
        "The trust said the weir was safe and warned that visitors should keep off it.",
        [("The trust", "the weir was safe"), ("The trust", "visitors should keep off it")],
    ),
    (
        "noun with owner",
        "His claim that the gate was locked was never tested.",
        [("His", "the gate was locked")],
    ),
    ("noun without owner", "The allegation that the gate was forced has not gone away.", [("", "the gate was forced")]),
    (
        "noun with by",
        "An admission by the trust that it had lost the keys came too late.",
        [("the trust", "it had lost the keys")],
    ),
    (
        "document as source",
        "A note of the meeting records that Mr Hobb left early.",
        [("A note of the meeting", "Mr Hobb left early")],
    ),
]

FRAMES: list[Row] = [
    ("accuse of", "Ms Lowe accused the trust of hiding the survey.", [("Ms Lowe", "the trust of hiding the survey")]),
    ("blame for", "Mr Hobb blamed the contractor for the delay.", [("Mr Hobb", "the contractor for the delay")]),
    ("blame on", "Mr Hobb blamed the delay on the contractor.", [("Mr Hobb", "the delay on the contractor")]),
    ("criticise", "Ms Lowe criticised the trust's silence.", [("Ms Lowe", "the trust's silence")]),
    ("describe as", "Mr Hobb described the survey as 'worthless'.", [("Mr Hobb", "the survey as 'worthless'")]),
    ("call", "Ms Lowe called the survey 'a whitewash'.", [("Ms Lowe", "the survey 'a whitewash'")]),
    ("call for", "Ms Lowe called for a public inquiry.", [("Ms Lowe", "a public inquiry")]),
    ("warn of", "Engineers warned of further collapses.", [("Engineers", "further collapses")]),
    ("deny doing", "Mr Hobb denied signing the order.", [("Mr Hobb", "signing the order")]),
    ("deny that", "Mr Hobb denied that he had signed the order.", [("Mr Hobb", "he had signed the order")]),
    ("deny a noun", "Mr Hobb denied the allegation.", [("Mr Hobb", "the allegation")]),
    ("admit to", "Mr Hobb admitted to losing the keys.", [("Mr Hobb", "losing the keys")]),
    ("promise to", "The trust promised to publish the survey.", [("The trust", "to publish the survey")]),
    ("urge to", "Ms Lowe urged the trust to publish the survey.", [("Ms Lowe", "to publish the survey")]),
    ("rule out", "The trust ruled out a second survey.", [("The trust", "a second survey")]),
    ("contradict that", "Mr Hobb blamed the rain, but engineers have contradicted that.", [("engineers", "that")]),
    (
        "dispute the claim",
        "Engineers dispute the claim that rain weakened the weir.",
        [("Engineers", "rain weakened the weir")],
    ),
]


def pairs(found: list[Any]) -> list[tuple[str, str]]:
    return [(one.source, one.content) for one in found if not one.attitude]


@pytest.mark.parametrize(("name", "text", "expected"), CUE_POSITIONS, ids=[row[0] for row in CUE_POSITIONS])
def test_quotations_find_their_cue(find: Finder, name: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(find(text)) == expected


@pytest.mark.parametrize(("name", "text", "expected"), INDIRECT, ids=[row[0] for row in INDIRECT])
def test_reported_speech(find: Finder, name: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(find(text)) == expected


@pytest.mark.parametrize(("name", "text", "expected"), FRAMES, ids=[row[0] for row in FRAMES])
def test_verbs_with_other_frames(find: Finder, name: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert expected[0] in pairs(find(text))


BRITISH: list[Row] = [
    (
        "any verb a person governs",
        "“With respect,” Ms Lowe shot back, “you were not there.”",
        [("Ms Lowe", "“With respect,” … “you were not there.”")],
    ),
    ("one-word answer", "Asked whether he would resign, Mr Hobb replied: “No.”", [("Mr Hobb", "“No.”")]),
    (
        "quoted headline",
        "'It was a shambles': Residents hit out at trust",
        [("Residents", "'It was a shambles'"), ("Residents", "trust")],
    ),
    (
        "headline with a denied matter",
        "“I never saw it”: Leader rejects cover-up claim",
        [("Leader", "“I never saw it”"), ("Leader", "cover-up claim")],
    ),
    ("hit back", "Ms Marsh hit back at 'lazy' reports.", [("Ms Marsh", "'lazy' reports")]),
    ("raised passive", "Mr Hobb is alleged to have sold the land.", [("", "Mr Hobb … to have sold the land")]),
    (
        "accused in the passive",
        "The trust has been accused of hiding the survey.",
        [("", "The trust … hiding the survey")],
    ),
    ("a court hears", "The court heard that the gate had been forced.", [("The court", "the gate had been forced")]),
    ("made clear", "The trust made it clear that nobody would pay.", [("The trust", "nobody would pay")]),
    (
        "lead-in of a quoted sentence",
        "With so many locks, “nobody is safe,” she said.",
        [("she", "With so many locks, “nobody is safe,”")],
    ),
    (
        "claims denied in the passive",
        "The claim that it was warned has been rejected by the trust.",
        [("the trust", "it was warned")],
    ),
    ("satisfied that", "The court was also satisfied that the lock broke.", [("The court", "the lock broke")]),
    ("adamant that", "Mr Hobb is adamant that the weir is safe.", [("Mr Hobb", "the weir is safe")]),
    ("she went on", "The lock had broken twice, she went on.", [("she", "The lock had broken twice")]),
    (
        "a verb taken for a noun",
        "But the minutes of a meeting on 28 November, seen by this paper, state that the chair “left early”.",
        [("the minutes of a meeting on 28 November, seen by this paper", "the chair “left early”")],
    ),
    ("calls this a name", "Lowe’s office calls this “idle talk”.", [("Lowe’s office", "this “idle talk”")]),
    (
        "even though goes with the content",
        "She says the lock works, even though it broke twice.",
        [("She", "the lock works, even though it broke twice")],
    ),
    ("though does not", "She says the lock works, though nobody has seen it.", [("She", "the lock works")]),
    (
        "accused behind a relative clause",
        "Ms Lowe has accused the engineer who sued her of condemning the weir unseen.",
        [("Ms Lowe", "condemning the weir unseen")],
    ),
    (
        "accused of what would be a cue",
        "Ms Lowe accused the trust of criticising its crews.",
        [("Ms Lowe", "the trust of criticising its crews")],
    ),
    (
        "a second clause in the tense of report",
        "Ms Lowe said she had shut the gate, and the alarm had been tested.",
        [("Ms Lowe", "she had shut the gate, and the alarm had been tested")],
    ),
    (
        "a second clause of the narrator's",
        "Ms Lowe said she had shut the gate, and the crowd went home.",
        [("Ms Lowe", "she had shut the gate")],
    ),
    (
        "another source behind the clause",
        "The clerks told the court that they had been afraid, according to the report.",
        [
            ("the report", "The clerks told the court that they had been afraid"),
            ("The clerks", "they had been afraid"),
        ],
    ),
    (
        "a second that-clause behind an infinitive",
        "Mr Hobb told the court that he had begged Ms Lowe to leave and that she had refused.",
        [
            ("Mr Hobb", "he had begged Ms Lowe to leave and that she had refused"),
            ("he", "to leave"),
        ],
    ),
    (
        "that is its subject",
        "Mr Hobb said that was a matter for the trust.",
        [("Mr Hobb", "that was a matter for the trust")],
    ),
    (
        "a headline's hearing",
        "Bishop 'knew of a leak in 1998', inquiry told",
        [("", "Bishop 'knew of a leak in 1998'")],
    ),
    (
        "said in a statement",
        "Mr Hobb has said in a witness statement that the only papers shredded were copies.",
        [("Mr Hobb", "the only papers shredded were copies")],
    ),
    ("that described", "Ms Lowe described that as “fantasy”.", [("Ms Lowe", "that as “fantasy”")]),
    (
        "who disputes it is told by the narrator",
        "Mr Hobb said the trust had spent a million on crews, a figure disputed by the trust.",
        [("Mr Hobb", "the trust had spent a million on crews"), ("the trust", "a figure")],
    ),
    (
        "an apposition of the speaker's",
        "Mr Hobb said the trust had spent a million on crews, a figure without precedent.",
        [("Mr Hobb", "the trust had spent a million on crews, a figure without precedent")],
    ),
    (
        "a claim and what another calls it",
        "Ms Lowe accused the crews of “idling at noon” – a claim the union called “a slur”.",
        [("Ms Lowe", "the crews of “idling at noon”"), ("the union", "“a slur”")],
    ),
    (
        "a dateline is no content",
        "HARWELL, 4 May (Coast Wire) – The pier was shut, Ottoline Marsh said.",
        [("Ottoline Marsh", "The pier was shut")],
    ),
    ("careful to say", "The report is careful to say that nobody lied.", [("The report", "nobody lied")]),
]


@pytest.mark.parametrize(("name", "text", "expected"), BRITISH, ids=[row[0] for row in BRITISH])
def test_turns_of_the_british_press(find: Finder, name: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(find(text)) == expected


def test_relayed_speech_is_kept_and_what_is_merely_said_of_others_is_not(find: Finder) -> None:
    relayed = find("Ms Marsh told the inquiry that Mr Hobb had said the gate was shut.")
    assert pairs(relayed) == [("Ms Marsh", "Mr Hobb had said the gate was shut"), ("Mr Hobb", "the gate was shut")]
    assert pairs(find("Ms Marsh said the anglers cited the survey and wanted a refund.")) == [
        ("Ms Marsh", "the anglers cited the survey and wanted a refund")
    ]


WITHHELD = ["The trust would not say whether the gate was shut.", "Mr Hobb declined to say when the gate was shut."]


@pytest.mark.parametrize("text", WITHHELD)
def test_a_withheld_answer_is_no_claim(find: Finder, text: str) -> None:
    assert pairs(find(text)) == []


CONFIDENT = [
    ("“The weir is safe,” said Ottoline Marsh.", "The weir will hold, it is said."),
    ("Ottoline Marsh said that the weir was safe.", "Walkers saw a sign saying that the weir was safe."),
]


@pytest.mark.parametrize(("sure", "unsure"), CONFIDENT)
def test_confidence_follows_the_evidence(find: Finder, sure: str, unsure: str) -> None:
    assert find(sure)[0].confidence > 0.9 > max((one.confidence for one in find(unsure)), default=0.0)


STANCES = [
    ("The trust said the weir was safe.", Stance.ASSERTS),
    ("Mr Hobb denied that he had signed the order.", Stance.DENIES),
    ("Mr Hobb admitted that he had lost the keys.", Stance.ADMITS),
    ("The trust pledged that the survey would be published.", Stance.PROMISES),
    ("Engineers warned that the weir might collapse.", Stance.WARNS),
    ("Councillors asked whether the grant had been spent.", Stance.ASKS),
    ("Ms Lowe accused the trust of hiding the survey.", Stance.ACCUSES),
    ("Ms Lowe praised the volunteers.", Stance.PRAISES),
    ("Ms Lowe demanded that the trust publish the survey.", Stance.DEMANDS),
    ("Mr Hobb blamed the rain, but engineers have contradicted that.", Stance.DENIES),
]


@pytest.mark.parametrize(("text", "stance"), STANCES, ids=[row[1].value for row in STANCES[:-1]] + ["contradicts"])
def test_stance(find: Finder, text: str, stance: Stance) -> None:
    assert find(text)[-1].stance is stance


KINDS = [
    ("She said: “The weir is safe.”", Kind.DIRECT),
    ("She said the weir was “as safe as houses”.", Kind.MIXED),
    ("She said the weir was safe.", Kind.INDIRECT),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[row[1].value for row in KINDS])
def test_kind(find: Finder, text: str, kind: Kind) -> None:
    assert [one.kind for one in find(text)] == [kind]


ATTITUDES = [
    "The trust wants to close the towpath.",
    "Mr Hobb believes the weir is safe.",
    "The trust expects the work to finish in May.",
    "Mr Hobb plans to stand down.",
    "Ms Lowe backs the campaign.",
]


@pytest.mark.parametrize("text", ATTITUDES)
def test_attitudes_are_found_and_marked(find: Finder, text: str) -> None:
    assert [one.attitude for one in find(text)] == [True]


NO_CLAIMS = [
    ("scare quotes", "The so-called ‘safe’ weir drew a crowd."),
    ("title of a work", "The choir will sing ‘The Miller's Daughter’ in June."),
    ("nickname", "Wendell ‘Wendy’ Hobb opened the fair."),
    ("named thing", "A barge called Patience sank in the lock."),
    ("turn of phrase", "The fair, you know, was cold."),
    ("a question asked", "Did anyone find out that the gate was locked?"),
    ("subheading", "‘Nobody Came’\n\nThe fair opened at ten."),
    ("asked for cover", "A guard who asked not to be named opened the fair."),
    ("a kicker", "The interview: Ottoline Marsh on leaving the trust\n\nThe fair opened at ten."),
    ("nobody holds it", "It was clear that the gate was shut."),
    ("what was clear", "The sky was clear when the fair opened."),
    ("what went on", "The fair went on that night."),
]


@pytest.mark.parametrize(("name", "text"), NO_CLAIMS, ids=[row[0] for row in NO_CLAIMS])
def test_what_is_no_claim(find: Finder, name: str, text: str) -> None:
    assert [one.content for one in find(text) if not one.attitude] == []
