"""Each signal catches what it is for and keeps quiet where it should."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.link.pair import Pair
from claimtrack.link.reading import read
from claimtrack.link.signals import CUES
from claimtrack.vocabulary import DisputeEdge, Reason, Stance, Statement

SIGNALS = {signal.name: signal for signal in CUES}


def statement(number: int, text: str, **known: object) -> Statement:
    return Statement(number, text, **known)  # type: ignore[arg-type]


def seen(signal: str, one: Statement, other: Statement, edges: tuple[DisputeEdge, ...] = ()) -> Reason | None:
    claims = {one.id: one, other.id: other}
    return SIGNALS[signal].read([Pair(read(one, claims), read(other, claims), edges)])[0]


CATCHES = [
    ("negation", "The gates were locked at nine.", "The gates were not locked at nine."),
    ("negation", "Nobody from the trust rang the widow.", "A nurse from the trust rang the widow."),
    ("scope", "The school was never warned about the boiler.", "The school was warned twice about the boiler."),
    ("scope", "There are no animals in the barn.", "Two cows were in the barn."),
    ("focus", "The pilot did not radio the tower.", "The pilot radioed the tower before he turned."),
    ("antonym", "Harriet Sloane resigned from the board.", "Harriet Sloane was sacked from the board."),
    ("antonym", "The lake is clean enough to swim in.", "The lake is too polluted to swim in."),
    ("alternative", "They met in the kitchen of the old mill.", "They met in the bedroom of the old mill."),
    ("number", "Five firms bid for the contract.", "Two firms bid for the contract."),
    ("number", "At least nine loads were tipped at the quarry.", "Two loads were tipped at the quarry."),
    ("number", "The tower is 40 metres high.", "The tower is 300 feet high."),
    ("number", "No complaints were made against the driver.", "Six complaints were made against the driver."),
    ("money", "The roof cost £1.2m to mend.", "The roof cost £700,000 to mend."),
    ("percentage", "Fares rise by 4 per cent in June.", "Fares rise by 19% in June."),
    ("date", "She saw the report on 3 May.", "She saw the report on 21 August."),
    ("date", "The alarm was raised at 9.40 a.m.", "The alarm was raised at 2 p.m."),
    ("date", "He joined the firm in 2011.", "He joined the firm in 2014."),
    ("actor", "Only Brannock signed the order.", "Only Tolliver signed the order."),
    ("place", "They first met in Leeds.", "They first met in Tavira."),
    ("event", "The lease was signed in spring.", "The lease has yet to be signed."),
    ("every", "Every invoice was checked.", "Two of the invoices were checked."),
    ("rebuttal", "The gates were locked.", "That is untrue, the gates stood open."),
    ("change", "The bridge is still awaiting repair.", "The bridge is now repaired."),
    ("same", "The clinic closed in March after a flood.", "In March the clinic closed after a flood."),
    ("opinion", "We think the plan is wrong.", "The plan was agreed."),
    ("question", "Who signed the order?", "The order was signed."),
    ("promise", "We will open the clinic.", "The clinic is shut."),
    ("hedge", "It may have been the boiler.", "It was the boiler."),
    ("condition", "If it rains the match is off.", "The match is on."),
    ("topic", "The harbour wall collapsed.", "The collapsed wall blocks the harbour."),
    ("cover", "The harbour wall collapsed.", "The collapsed wall blocks the harbour."),
    ("likeness", "The harbour wall collapsed.", "The harbour wall collapsed."),
    ("matter", "I told Anselm Pryce so.", "It was Pryce who knew."),
    ("same_figure", "It cost £4m.", "The £4 million bill was paid."),
]  # fmt: skip

QUIET = [
    ("negation", "The gates were not locked at nine.", "Nobody had locked the gates at nine."),
    ("negation", "The gates were locked at nine.", "The gates were locked not only at nine."),
    ("negation", "Nobody from the trust asked Anselm Pryce.", "The fire was seen by Anselm Pryce from the road."),
    ("focus", "Nobody asked Anselm Pryce.", "Anselm Pryce saw the fire from the road."),
    ("scope", "The school was never warned about the boiler.", "The school was never warned."),
    ("scope", "There are no animals in the barn.", "The roof of the chapel fell in."),
    ("focus", "The pilot did not radio the tower.", "The pilot never radioed the tower."),
    ("antonym", "Harriet Sloane resigned from the board.", "Harriet Sloane quit the board."),
    ("antonym", "The lake is clean.", "The lake is not polluted."),
    ("antonym", "A man waved.", "A woman waved."),
    ("alternative", "They met in the kitchen.", "They met in the kitchen of the mill."),
    ("number", "Five firms bid for the contract.", "Five companies bid for the contract."),
    ("number", "Five firms bid for the contract.", "Two rivers meet at the contract's border."),
    ("number", "At least nine loads were tipped.", "Eleven loads were tipped."),
    ("number", "The council was formed in 1974.", "The council was formed in 1986."),
    ("number", "It breaks section 12 of the code.", "It breaks section 40 of the code."),
    ("number", "A 14-year-old boy was hurt.", "A 16-year-old boy was hurt."),
    ("number", "The tower is 100 metres high.", "The tower is 328 feet high."),
    ("money", "The roof cost £1.2m.", "The roof cost £1,200,000."),
    ("money", "The roof cost almost £2m.", "The roof cost £1.9 million."),
    ("percentage", "Fares rise by 4 per cent.", "Fares rise by 4%."),
    ("date", "She saw the report on 3 May.", "She saw the report in May."),
    ("date", "The fair ran from 3 to 9 May 2021.", "The fair closed on 9 May."),
    ("actor", "Brannock signed the order.", "Brannock signed the order at once."),
    ("place", "They first met in Leeds.", "They first met in Leeds at a fair."),
    ("event", "The lease was signed.", "The lease was signed in spring."),
    ("rebuttal", "The gates were locked.", "The gates were locked by the porter."),
    ("change", "The bridge was repaired.", "The bridge was repaired by a local firm."),
    ("same", "The clinic closed in March.", "The clinic did not close in March."),
    ("same", "Five firms bid for the contract.", "Two firms bid for the contract."),
    ("opinion", "The plan was agreed.", "The plan was dropped."),
    ("question", "The order was signed.", "The order was torn up."),
    ("promise", "The clinic is shut.", "The clinic was shut."),
    ("hedge", "It was the boiler.", "It was the wiring."),
    ("condition", "The match is off.", "The match is on."),
    ("topic", "The harbour wall collapsed.", "Violins were tuned."),
    ("cover", "The harbour wall collapsed.", "Violins were tuned."),
    ("matter", "I told Anselm Pryce so.", "It was Toller who knew."),
    ("same_figure", "It cost £4m.", "The £5 million bill was paid."),
]


@pytest.mark.parametrize(("signal", "a", "b"), CATCHES)
def test_a_signal_catches_what_it_is_for(signal: str, a: str, b: str) -> None:
    for one, other in ((a, b), (b, a)):
        reason = seen(signal, statement(1, one), statement(2, other))
        assert reason is not None and 0 < reason.value <= 1
        assert all(0 <= s < e <= len(one) for s, e in reason.a_spans)
        assert all(0 <= s < e <= len(other) for s, e in reason.b_spans)


@pytest.mark.parametrize(("signal", "a", "b"), QUIET)
def test_a_signal_keeps_quiet_where_it_should(signal: str, a: str, b: str) -> None:
    assert seen(signal, statement(1, a), statement(2, b)) is None


def test_trigger_spans_mark_the_very_words() -> None:
    a, b = "Five firms bid for the contract.", "Only two firms bid for the contract."
    reason = seen("number", statement(1, a), statement(2, b))
    assert reason is not None
    assert [a[s:e] for s, e in reason.a_spans] == ["Five"] and [b[s:e] for s, e in reason.b_spans] == ["two"]


def test_a_denied_content_is_compared_as_not_so() -> None:
    asserted = statement(1, "the minister met the lobbyist", speaker="The Ledger")
    denied = statement(2, "he met the lobbyist", speaker="Orla Finch", stance=Stance.DENIES)
    assert seen("denial", asserted, denied) is not None
    assert seen("negation", asserted, denied) is not None
    negated = statement(3, "he did not meet the lobbyist", speaker="Orla Finch")
    assert seen("negation", negated, denied) is None


def test_a_claim_that_points_at_another_and_denies_it_rebuts_it() -> None:
    told = statement(1, "they told him to wait", speaker="Ned Farrow")
    known = {"speaker": "the clinic", "stance": Stance.DENIES, "refers_to": 1, "cue_text": "have contradicted"}
    pointing = statement(2, "that", **known)
    reason = seen("points", told, pointing)
    assert reason is not None and reason.value == 1 and "have contradicted" in reason.text
    agreeing = statement(2, "that", speaker="the clinic", refers_to=1, cue_text="confirmed")
    assert seen("points", told, agreeing) is None


def test_a_mention_is_read_as_whom_it_stands_for() -> None:
    from claimtrack.vocabulary import Resolution

    text = "he never saw the letter"
    reading = read(statement(1, text, resolutions=(Resolution((0, 2), "Ivo Marsh"),)))
    mention = [word for word in reading.words if word.lemma == "marsh"]
    assert mention and mention[0].span == (0, 2)


def test_one_speaker_against_himself_is_seen_by_name_or_id() -> None:
    a = statement(1, "I signed it.", speaker="Cllr Rhona Tait")
    b = statement(2, "I never signed it.", speaker="Rhona Tait, leader")
    c = statement(3, "I never signed it.", speaker="Gil Anders")
    assert seen("self", a, b) is not None
    assert seen("self", a, c) is None


def test_an_answer_to_a_claim_about_oneself() -> None:
    accusing = statement(1, "Tait had ignored every warning", speaker="the audit report")
    answering = statement(2, "I ignored nothing and nobody.", speaker="Rhona Tait")
    stranger = statement(3, "I ignored nothing and nobody.", speaker="Gil Anders")
    found = seen("answer", accusing, answering)
    assert found is not None
    assert seen("answer", accusing, stranger) is None


def test_a_stated_dispute_is_quoted() -> None:
    edge = DisputeEdge(1, 10, 11, None, "Mr Anders hit back at Ms Tait's account.", None, 0)
    a = statement(1, "the vault was empty", speaker_id=10, document_id=1)
    b = statement(2, "the vault was full", speaker_id=11, document_id=1)
    reason = seen("dispute", a, b, (edge,))
    assert reason is not None and "hit back" in reason.text
    assert seen("dispute", a, b) is None


def test_days_between_two_sayings_are_told() -> None:
    a = statement(1, "the site is closed", said=date(2021, 3, 1))
    b = statement(2, "the site is open", said=date(2022, 3, 1))
    reason = seen("change", a, b)
    assert reason is not None and "365 days" in reason.text


def test_every_signal_is_tested_in_both_directions() -> None:
    apart = {"points", "denial", "self", "answer", "dispute"}
    assert {name for name, *_ in CATCHES} | apart == set(SIGNALS)
    assert {name for name, *_ in QUIET} | apart | {"every", "likeness"} == set(SIGNALS)


def test_a_state_dated_after_the_other_was_said_is_a_change() -> None:
    before = statement(1, "the permit has not been withdrawn", said=date(2021, 9, 19))
    after = statement(2, "the permit was withdrawn on 2 October", said=date(2021, 10, 17))
    already = statement(2, "the permit was withdrawn on 2 August", said=date(2021, 10, 17))
    changed, disputed = seen("change", before, after), seen("change", before, already)
    assert changed is not None and changed.value >= 0.6
    assert disputed is None or disputed.value < 0.6
