"""What else than likeness proposes a pair: disputes, references, neighbourhood."""

from dataclasses import replace

from claimtrack.link.candidates import ADJACENT, DISPUTE_PAIRS, SMALL_CASE, Origin, candidates
from claimtrack.vocabulary import DisputeEdge, Statement

MAYOR, AUDITOR, DIVER = 1, 2, 3


def filler(count: int) -> list[Statement]:
    """Claims on matters of their own, one a document, enough to make the case a large one."""
    return [Statement(id=1000 + i, text=f"matter{i} topic{i} subject{i}", document_id=500 + i) for i in range(count)]


def find(
    statements: list[Statement], *disputes: DisputeEdge, only: set[int] | None = None
) -> dict[tuple[int, int], Origin]:
    found = candidates(statements, [s.text for s in statements], disputes, only=only)
    ids = [statement.id for statement in statements]
    return {(ids[pair.first], ids[pair.second]): pair.origin for pair in found}


ACCUSATION = Statement(id=1, text="the accounts were altered", speaker="Auditor", speaker_id=AUDITOR, document_id=1)
ANSWER = Statement(
    id=2, text="I have always been straight with people", speaker="Mayor", speaker_id=MAYOR, document_id=2
)
EDGE = DisputeEdge(document_id=2, by_id=MAYOR, against_id=AUDITOR, claim_id=None, sentence="", matter=None, start=0)


def test_two_speakers_in_dispute_are_compared_though_their_words_share_nothing() -> None:
    case = [ACCUSATION, ANSWER, *filler(SMALL_CASE)]
    assert (1, 2) not in find(case)
    assert find(case, EDGE)[1, 2] == Origin.DISPUTE


def test_a_dispute_with_a_claim_reaches_its_speakers_claims_in_other_documents() -> None:
    edge = replace(EDGE, against_id=None, claim_id=1)
    assert find([ACCUSATION, ANSWER, *filler(SMALL_CASE)], edge)[1, 2] == Origin.DISPUTE


def test_a_dispute_without_a_known_speaker_proposes_nothing() -> None:
    assert (1, 2) not in find([ACCUSATION, ANSWER, *filler(SMALL_CASE)], replace(EDGE, by_id=None))


def test_what_a_claim_points_at_is_compared_with_it() -> None:
    denial = Statement(id=3, text="that", document_id=9, refers_to=1)
    assert find([ACCUSATION, denial, *filler(SMALL_CASE)])[1, 3] == Origin.REFERENCE


def test_neighbours_in_one_document_are_compared_and_distant_ones_are_not() -> None:
    row = [Statement(id=i + 1, text=f"alpha{i} beta{i}", document_id=1, position=i) for i in range(ADJACENT + 2)]
    found = find([*row, *filler(SMALL_CASE)])
    assert found[1, 1 + ADJACENT] == Origin.ADJACENT
    assert (1, 2 + ADJACENT) not in found


def test_in_a_small_case_every_pair_is_compared() -> None:
    assert len(find(filler(SMALL_CASE))) == SMALL_CASE * (SMALL_CASE - 1) // 2


def test_only_leaves_out_pairs_of_two_known_claims() -> None:
    assert set(find([ACCUSATION, ANSWER, replace(ANSWER, id=3)], EDGE, only={2})) == {(1, 3), (2, 3)}


def test_one_dispute_between_talkative_speakers_stays_bounded() -> None:
    theirs = [Statement(id=i, text=f"x{i}", speaker_id=AUDITOR, document_id=i) for i in range(1, 101)]
    ours = [Statement(id=i, text=f"y{i}", speaker_id=MAYOR, document_id=i) for i in range(101, 201)]
    assert len(find([*theirs, *ours], EDGE)) == DISPUTE_PAIRS
