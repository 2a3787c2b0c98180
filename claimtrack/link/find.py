"""Links among the claims of a case, and the comparison of single pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from claimtrack.errors import ReaderUnavailable
from claimtrack.link import caution, judge, score
from claimtrack.link.candidates import CandidatePair, Origin, candidates
from claimtrack.link.folding import Folds, fold, folds
from claimtrack.link.pair import Pair
from claimtrack.link.reading import Reading, is_anaphoric, read, reweigh
from claimtrack.link.score import Weights
from claimtrack.link.signals import CUES
from claimtrack.link.signals.base import Signal
from claimtrack.link.signals.reader import NAME, ReaderSignal, in_parts
from claimtrack.vocabulary import DisputeEdge, Reason, Relation, ScoredLink, Stance, Statement

CONTRADICTS_FROM = {"pair": 0.25, "bare": 0.5}
"""A comparison of two statements, with speakers or without, says "contradicts" from this score on: two in three are
right on pairs set aside."""
CUES_CONTRADICT_FROM = {"pair": 0.38, "bare": 0.6}
"""The same where no reader takes part: cues alone are less sure."""
CASE_CONTRADICTS_FROM = 0.06
"""Among all pairs of a case, where few contradict; the list is ranked, and the noise budget cuts it."""
CLAIM_LINKS = 4
"""Listed contradictions that one claim may appear in."""
ALL_PAIRS_BELOW = 400
"""A case with fewer claims is compared pair by pair, without blocking."""
WHOLE_CASE_BELOW = 2000
"""A smaller case is always linked as a whole, so that its own words may say what is rare in it."""
LONG_QUOTE = 60
"""Characters from which the very same words are one quote, whoever each article gives as its source."""
BATCH = 2000
READ_FROM = 0.01
"""Pairs of a case whose cues score less are not worth the reader's time."""
READ_ALL_BELOW = 500
"""In a larger case the reader is asked about CLAIM_READINGS pairs of each claim only."""
CLAIM_READINGS = 5
DOUBTED_FROM = 0.2
"""Where the cues score a long claim's pair this high and the reader finds it no conflict, it reads clause by clause."""
UNLIKELY, SURE = 0.5, 0.8
"""What the reader must say of the whole less than, and of two clauses at least, for the clauses to count instead: on
stories set aside seven of nine such pairs contradict, and one in four of the others."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How to link: signals switched off, which reader, and learned weights instead of the shipped ones."""

    without: frozenset[str] = frozenset()
    reader: str | Path = "builtin"
    """"builtin", "none", or the folder of the user's own model."""
    weights: Weights | None = None


@dataclass(frozen=True, slots=True)
class _Ready:
    pair: Pair
    kind: str
    reasons: dict[str, Reason]
    score: float
    weights: Weights

    @property
    def ids(self) -> tuple[int, int]:
        return self.pair.a.statement.id, self.pair.b.statement.id


def compare(pairs: Sequence[tuple[Statement, Statement]], settings: LinkSettings) -> list[ScoredLink]:
    """Each pair as a link; `a` and `b` keep the given order."""
    ready = []
    kinds = []
    for pair in (Pair(read(one), read(other), bare=_bare(one) and _bare(other)) for one, other in pairs):
        kinds.append("bare" if pair.bare else "pair")
        ready.append(pair)
    scored = _cued(ready, kinds, settings)
    reader = reader_on(settings)
    threshold = CUES_CONTRADICT_FROM if reader is None else CONTRADICTS_FROM
    if reader is not None:
        _read_with(reader, scored, range(len(scored)))
    return [judge.link(each.pair, each.reasons, each.score, each.weights, threshold[each.kind]) for each in scored]


def find(
    statements: Sequence[Statement],
    disputes: Sequence[DisputeEdge],
    *,
    settings: LinkSettings,
    new_ids: frozenset[int] | None = None,
    progress: Progress | None = None,
    case_size: int | None = None,
) -> list[ScoredLink]:
    """The links of a case by falling score; with `new_ids`, those that hold at least one of these claims.

    `case_size` is how many claims the whole case has, where `statements` are a part of it.
    """
    chosen = _pointed([each for each in statements if not each.attitude and each.stance is not Stance.ASKS])
    size = max(len(chosen), case_size or 0)
    readings = _read_all(chosen, size)
    only = None if new_ids is None else [i for i, statement in enumerate(chosen) if statement.id in new_ids]
    proposed = _candidates(chosen, readings, disputes, only, size)
    folded = folds(chosen, proposed)
    edges = _Edges(disputes)
    reader = reader_on(settings)
    kept: list[_Ready] = []
    links: list[ScoredLink] = []
    for begin in range(0, len(proposed), BATCH):
        pairs = [
            _pair(readings[c.first], readings[c.second], edges)
            for c in proposed[begin : begin + BATCH]
            if caution.comparable(readings[c.first], readings[c.second])
        ]
        worth = [each for each in _cued(pairs, ["case"] * len(pairs), settings) if _worth_keeping(each)]
        if reader is None:
            links += _linked(worth, size)
        else:
            kept += (replace(each, pair=each.pair.afresh()) for each in worth)
        if progress:
            progress(min(begin + BATCH, len(proposed)), len(proposed))
    if reader is None:
        return budget(links, chosen, folded)
    _read_with(reader, kept, _worth_reading(kept, None if size <= READ_ALL_BELOW else CLAIM_READINGS))
    listed = budget(_linked(kept, size), chosen, folded)
    return _marked(listed, {each.ids: each.pair for each in kept}, reader)


def _linked(ready: Sequence[_Ready], size: int) -> list[ScoredLink]:
    """The pairs of a case of so many claims that are related, with the score that rules and size leave them."""
    links = []
    for each in ready:
        final = caution.settled(each.pair, each.reasons, caution.among(size, each.score))
        link = judge.link(each.pair, each.reasons, final, each.weights, CASE_CONTRADICTS_FROM)
        if link.relation is not None:
            links.append(link)
    return links


def seen_pairs(
    statements: Sequence[Statement],
    disputes: Sequence[DisputeEdge],
    wanted: Sequence[tuple[int, int]],
    settings: LinkSettings,
) -> list[dict[str, float]]:
    """What every signal says of these pairs of a case's claims, by signal, the reader among them where it read."""
    asked = {one for pair in wanted for one in pair}
    chosen = _pointed([statement for statement in statements if not statement.attitude or statement.id in asked])
    readings = {reading.statement.id: reading for reading in _read_all(chosen, len(chosen))}
    edges = _Edges(disputes)
    pairs = [_pair(readings[one], readings[other], edges) for one, other in wanted]
    ready = _cued(pairs, ["case"] * len(pairs), settings)
    reader = reader_on(settings)
    if reader is not None:
        _read_with(reader, ready, range(len(ready)))
    return [score.values(each.reasons) for each in ready]


def _read_all(statements: Sequence[Statement], size: int) -> list[Reading]:
    claims = {statement.id: statement for statement in statements}
    readings = [read(statement, claims) for statement in statements]
    return reweigh(readings) if size < WHOLE_CASE_BELOW else readings


def reader_on(settings: LinkSettings) -> ReaderSignal | None:
    """The reader that the settings ask for; None where it is switched off, or the built-in one cannot run here."""
    if settings.reader == "none" or NAME in settings.without:
        return None
    if settings.reader == "builtin":
        try:
            return ReaderSignal("builtin")
        except ReaderUnavailable:
            return None
    return ReaderSignal(Path(settings.reader))


def reader_remark(settings: LinkSettings) -> str | None:
    """Why the built-in reader takes no part although it was asked for; None where all is as asked."""
    if settings.reader != "builtin" or NAME in settings.without:
        return None
    try:
        ReaderSignal("builtin")
    except ReaderUnavailable as error:
        return str(error)
    return None


def _cued(pairs: Sequence[Pair], kinds: Sequence[str], settings: LinkSettings) -> list[_Ready]:
    """Every pair with what the cues saw and the score they give."""
    ready = []
    for pair, kind, reasons in zip(pairs, kinds, score.see(pairs, signals_of(settings)), strict=True):
        weights = settings.weights or score.shipped(kind)
        ready.append(_Ready(pair, kind, reasons, weights.probability(score.values(reasons)), weights))
    return ready


def _worth_keeping(each: _Ready) -> bool:
    seen = each.reasons
    return (
        each.score >= READ_FROM or "points" in seen or "same" in seen or ("change" in seen and each.pair.topic >= 0.3)
    )


def _worth_reading(ready: Sequence[_Ready], share: int | None) -> list[int]:
    """The pairs to ask the reader about: with `share`, of each claim only so many, the likeliest by the cues first."""
    found = []
    used: dict[int, int] = {}
    for i in sorted(range(len(ready)), key=lambda i: (-ready[i].score, ready[i].ids)):
        if ready[i].score < READ_FROM:
            continue
        if share is None or any(used.get(side, 0) < share for side in ready[i].ids):
            found.append(i)
            for side in ready[i].ids:
                used[side] = used.get(side, 0) + 1
    return found


def _read_with(reader: ReaderSignal, ready: list[_Ready], asked: Sequence[int]) -> None:
    """Put the reader's part into the pairs that are asked about."""
    said = [{reason.signal: reason for reason in reasons} for reasons in reader.read([ready[i].pair for i in asked])]
    doubted = [
        k
        for k, i in enumerate(asked)
        if ready[i].score >= DOUBTED_FROM and said[k][NAME].value < UNLIKELY and in_parts(ready[i].pair)
    ]
    for k, part in zip(doubted, reader.by_clause([ready[asked[k]].pair for k in doubted]), strict=True):
        if part is not None and part.value >= SURE:
            said[k][NAME] = part
    for i, found in zip(asked, said, strict=True):
        each = ready[i]
        reasons = {**each.reasons, **found}
        together = score.combination(each.kind).probability(each.score, score.values(reasons))
        ready[i] = replace(each, reasons=reasons, score=together)


def _marked(links: list[ScoredLink], pairs: Mapping[tuple[int, int], Pair], reader: ReaderSignal) -> list[ScoredLink]:
    """The links, in those that are listed because of the reader the clauses marked that conflict."""
    told = [
        k
        for k, link in enumerate(links)
        if link.listed
        and link.relation is Relation.CONTRADICTS
        and any(reason.signal == NAME and not (reason.a_spans or reason.b_spans) for reason in link.reasons)
        and in_parts(pairs[link.a, link.b])
    ]
    for k, part in zip(told, reader.by_clause([pairs[links[k].a, links[k].b] for k in told]), strict=True):
        if part is not None:
            reasons = tuple(
                replace(reason, a_spans=part.a_spans, b_spans=part.b_spans) if reason.signal == NAME else reason
                for reason in links[k].reasons
            )
            links[k] = replace(links[k], reasons=reasons)
    return links


def budget(links: Iterable[ScoredLink], claims: Sequence[Statement], folded: Folds) -> list[ScoredLink]:
    """The links by falling score, near-identical ones folded, those beyond a claim's share of the list not listed."""
    place = {statement.id: judge.place(statement) for statement in claims}
    ranked = sorted(links, key=lambda each: (-each.score, place[each.a], place[each.b]))
    stands = {statement.id: _words_of(statement) or folded.of(statement.id) for statement in claims}
    used: Counter[str | int] = Counter()
    told: set[frozenset[str | int]] = set()
    found = []
    for link in fold(ranked, folded):
        if link.relation is Relation.CONTRADICTS and link.folded_into is None:
            sides = frozenset((stands[link.a], stands[link.b]))
            if sides not in told and any(used[side] >= CLAIM_LINKS for side in sides):
                link = replace(link, listed=False)
            elif sides not in told:
                used.update(sides)
                told.add(sides)
        found.append(link)
    return found


def _words_of(statement: Statement) -> str:
    """The words of a long claim, so that one quote in two articles counts once; empty for a short one."""
    plain = " ".join(statement.text.casefold().split())
    return plain if len(plain) >= LONG_QUOTE else ""


def _bare(statement: Statement) -> bool:
    return not statement.speaker and statement.said is None


def signals_of(settings: LinkSettings) -> list[Signal]:
    """The cues that are switched on."""
    return [signal for signal in CUES if signal.name not in settings.without]


def _pair(one: Reading, other: Reading, edges: _Edges) -> Pair:
    if not judge.order(one.statement, other.statement):
        one, other = other, one
    return Pair(one, other, edges.between(one, other))


def _pointed(statements: Sequence[Statement]) -> list[Statement]:
    """The statements, with a bare denial ("that", "the claims") that points nowhere pointed at the claim before it."""
    found: list[Statement] = []
    before: dict[int | None, Statement] = {}
    for statement in sorted(statements, key=lambda s: (s.document_id or 0, s.start, s.position, s.id)):
        earlier = before.get(statement.document_id)
        if (
            statement.refers_to is None and not statement.refers_text and statement.stance is Stance.DENIES
            and is_anaphoric(statement.text) and earlier is not None and earlier.speaker_id != statement.speaker_id
        ):  # fmt: skip
            statement = replace(statement, refers_to=earlier.id)
        found.append(statement)
        if not is_anaphoric(statement.text):
            before[statement.document_id] = statement
    return found


def _holds(edge: DisputeEdge, *claims: Statement) -> bool:
    """Whether the sentence of the edge holds the claims."""
    return all(
        claim.document_id == edge.document_id and edge.start <= claim.start < edge.start + len(edge.sentence)
        for claim in claims
    )


class _Edges:
    """Disputes by the two speakers and by the claim they are about."""

    def __init__(self, disputes: Sequence[DisputeEdge]) -> None:
        self._speakers: dict[frozenset[int], list[DisputeEdge]] = {}
        self._claims: dict[int, list[DisputeEdge]] = {}
        for edge in disputes:
            if edge.by_id is not None and edge.against_id is not None:
                self._speakers.setdefault(frozenset((edge.by_id, edge.against_id)), []).append(edge)
            if edge.claim_id is not None:
                self._claims.setdefault(edge.claim_id, []).append(edge)

    def between(self, one: Reading, other: Reading) -> tuple[DisputeEdge, ...]:
        a, b = one.statement, other.statement
        found: list[DisputeEdge] = []
        if a.speaker_id is not None and b.speaker_id is not None and a.speaker_id != b.speaker_id:
            found += self._speakers.get(frozenset((a.speaker_id, b.speaker_id)), [])
        for claim, rest in ((a, b), (b, a)):
            found += [e for e in self._claims.get(claim.id, ()) if e.by_id is not None and e.by_id == rest.speaker_id]
        return tuple(edge for edge in dict.fromkeys(found) if not edge.contrast or _holds(edge, a, b))


def _candidates(
    statements: Sequence[Statement],
    readings: Sequence[Reading],
    disputes: Sequence[DisputeEdge],
    only: Sequence[int] | None,
    size: int,
) -> list[CandidatePair]:
    """Pairs worth scoring: all in a small case; else near ones, and those that a text itself joins."""
    if size >= ALL_PAIRS_BELOW:
        return candidates(statements, [reading.text for reading in readings], disputes, only=only)
    wanted = None if only is None else frozenset(only)
    return [
        CandidatePair(i, j, 0.0, Origin.ALL)
        for i in range(len(statements))
        for j in range(i + 1, len(statements))
        if wanted is None or i in wanted or j in wanted
    ]


__all__ = ["LinkSettings", "budget", "compare", "find", "reader_on", "reader_remark", "seen_pairs"]
