"""Filters as SQL conditions."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from claimtrack.store.filters import ClaimFilter, LinkFilter, Order, State
from claimtrack.store.fulltext import claims_matching, speakers_named
from claimtrack.store.keys import tag_word
from claimtrack.store.tables import claim, document, flag, link, note, standing, tag, tagging
from claimtrack.vocabulary import Verdict

Condition = ColumnElement[bool]


def of_claims(wanted: ClaimFilter, *, is_sqlite: bool) -> list[Condition]:
    """Conditions on `claim`."""
    found = _about_claims(wanted, is_sqlite=is_sqlite)
    if wanted.kind is not None:
        found.append(claim.c.kind == wanted.kind)
    if wanted.stance is not None:
        found.append(claim.c.stance == wanted.stance)
    if wanted.tag is not None:
        found.append(claim.c.id.in_(_tagged("claim_id", wanted.tag)))
    if not wanted.attitudes:
        found.append(claim.c.attitude.is_(False))
    if wanted.unresolved is not None:
        found.append(claim.c.speaker_id.is_(None) if wanted.unresolved else claim.c.speaker_id.is_not(None))
    return found


def of_links(wanted: LinkFilter, *, reviewer: str | None, is_sqlite: bool) -> list[Condition]:
    """Conditions on `link`, with states as the reviewer sees them (None: as anyone does)."""
    found: list[Condition] = []
    if wanted.listed is not None:
        found.append(link.c.shown.is_(wanted.listed))
    about = _about_claims(wanted, is_sqlite=is_sqlite)
    if about:
        found.append(_one_side(sa.select(claim.c.id).where(*about)))
    if wanted.claim_id is not None:
        found.append(sa.or_(link.c.a_id == wanted.claim_id, link.c.b_id == wanted.claim_id))
    if wanted.types:
        found.append(link.c.type.in_(wanted.types))
    if wanted.relations:
        found.append(link.c.relation.in_(wanted.relations))
    if wanted.min_score is not None:
        found.append(link.c.score >= wanted.min_score)
    if wanted.tag is not None:
        tagged = link.c.id.in_(_tagged("link_id", wanted.tag))
        found.append(sa.or_(tagged, _one_side(_tagged("claim_id", wanted.tag))))
    if wanted.judged_by is not None:
        found.append(link.c.id.in_(_standing(standing.c.reviewer == wanted.judged_by)))
    if wanted.verdicts:
        found.append(counting_verdict(reviewer).in_(wanted.verdicts))
    if wanted.states:
        found.append(sa.or_(*(in_state(state, reviewer) for state in wanted.states)))
    return found


def _about_claims(wanted: ClaimFilter | LinkFilter, *, is_sqlite: bool) -> list[Condition]:
    found: list[Condition] = []
    if wanted.speaker:
        found.append(claim.c.speaker_id.in_(speakers_named(wanted.speaker)))
    if wanted.speaker_id is not None:
        found.append(claim.c.speaker_id == wanted.speaker_id)
    if wanted.outlet:
        outlet = sa.func.lower(document.c.outlet) == wanted.outlet.lower()
        found.append(claim.c.document_id.in_(sa.select(document.c.id).where(outlet)))
    if wanted.since is not None:
        found.append(claim.c.dated >= wanted.since)
    if wanted.until is not None:
        found.append(claim.c.dated <= wanted.until)
    if wanted.document_id is not None:
        found.append(claim.c.document_id == wanted.document_id)
    if wanted.search:
        found.append(claims_matching(wanted.search, is_sqlite=is_sqlite))
    return found


def _one_side(ids: sa.Select[Any]) -> Condition:
    return sa.or_(link.c.a_id.in_(ids), link.c.b_id.in_(ids))


def _tagged(column: str, name: str) -> sa.Select[tuple[int]]:
    return (
        sa.select(tagging.c[column])
        .join(tag, tag.c.id == tagging.c.tag_id)
        .where(tag.c.name == tag_word(name), tagging.c[column].is_not(None))
    )


def _standing(*where: Condition) -> sa.Select[tuple[int]]:
    return sa.select(standing.c.link_id).where(standing.c.verdict.is_not(None), *where)


def _stands(*where: Condition) -> Condition:
    return sa.exists(_standing(standing.c.link_id == link.c.id, *where)).correlate(link)


def is_judged(reviewer: str | None) -> Condition:
    """Decided for this reviewer: by themselves, or by an adjudication."""
    if reviewer is None:
        return _stands()
    mine = _stands(standing.c.reviewer == reviewer, standing.c.adjudication.is_(False))
    return sa.or_(mine, link.c.id.in_(_standing(standing.c.adjudication.is_(True))))


def is_skipped(reviewer: str | None) -> Condition:
    where = [standing.c.link_id == link.c.id, standing.c.skipped.is_(True)]
    if reviewer is not None:
        where.append(standing.c.reviewer == reviewer)
    return sa.exists(sa.select(standing.c.link_id).where(*where)).correlate(link)


def disagreed() -> sa.Select[tuple[int]]:
    """Ids of the links that two people judged differently and nobody adjudicated, or that two adjudicated differently.

    Unsure is no position.
    """
    adjudicated = _standing(standing.c.adjudication.is_(True))
    differ = (
        sa.select(standing.c.link_id)
        .where(
            standing.c.verdict.is_not(None),
            standing.c.verdict != Verdict.UNSURE,
            sa.or_(standing.c.adjudication.is_(True), standing.c.link_id.not_in(adjudicated)),
        )
        .group_by(standing.c.link_id)
    )
    return differ.having(sa.func.count(sa.distinct(standing.c.verdict)) > 1)


def in_state(state: State, reviewer: str | None) -> Condition:
    """A condition on `link`."""
    match state:
        case State.OPEN:
            return sa.not_(sa.or_(is_judged(reviewer), is_skipped(reviewer)))
        case State.JUDGED:
            return is_judged(reviewer)
        case State.SKIPPED:
            return sa.and_(is_skipped(reviewer), sa.not_(is_judged(reviewer)))
        case State.UNSURE:
            return counting_verdict(reviewer) == Verdict.UNSURE
        case State.FLAGGED:
            return link.c.id.in_(sa.select(flag.c.link_id))
        case State.DISAGREED:
            return link.c.id.in_(disagreed())
        case State.STALE:
            return link.c.stale.is_(True)
        case State.NOTED:
            return link.c.id.in_(sa.select(note.c.link_id).where(is_standing_note()))


@lru_cache(maxsize=1)
def is_standing_note() -> Condition:
    """Neither replaced nor taken back."""
    later = note.alias("later")
    replaced = sa.exists(sa.select(later.c.id).where(later.c.replaces == note.c.id)).correlate(note)
    return sa.and_(note.c.text != "", sa.not_(replaced))


def counting_verdict(reviewer: str | None) -> ColumnElement[Any]:
    """The verdict that counts: an adjudication, else the reviewer's own, else the latest."""
    rank: list[ColumnElement[Any]] = [standing.c.adjudication.desc()]
    if reviewer is not None:
        rank.append((standing.c.reviewer == reviewer).desc())
    return (
        sa.select(standing.c.verdict)
        .where(standing.c.link_id == link.c.id, standing.c.verdict.is_not(None))
        .order_by(*rank, standing.c.judgement_id.desc())
        .limit(1)
        .correlate(link)
        .scalar_subquery()
    )


def sort_keys(order: Order) -> list[tuple[ColumnElement[Any], bool]]:
    """What an order sorts by, each with whether it falls; the id, rising, is always the last."""
    found: list[tuple[ColumnElement[Any], bool]] = []
    match order:
        case Order.SCORE:
            found.append((link.c.score, True))
        case Order.UNCERTAIN:
            found.append((link.c.doubt, False))
        case Order.NEWEST:
            found.append((link.c.newest, True))
        case Order.SPEAKER:
            found += [(link.c.a_speaker, False), (link.c.score, True)]
        case Order.ID:
            pass
    return [*found, (link.c.id, False)]


def ordered_by(order: Order) -> list[ColumnElement[Any]]:
    return [key.desc() if falls else key.asc() for key, falls in sort_keys(order)]


def comes_after(order: Order, values: tuple[Any, ...]) -> Condition:
    """A link stands behind the one whose sort keys are given; made so that an index on the first key is used."""
    keys = sort_keys(order)
    condition: Condition = sa.false()
    for (key, falls), value in reversed(list(zip(keys, values, strict=True))):
        beyond = key < value if falls else key > value
        at_least = key <= value if falls else key >= value
        condition = beyond if condition is sa.false() else sa.and_(at_least, sa.or_(beyond, condition))
    return condition
