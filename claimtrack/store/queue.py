"""The review queue: light rows, counts, and what comes next, without reading what is not shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from claimtrack.store import conditions
from claimtrack.store.conditions import Condition
from claimtrack.store.filters import ALL_LINKS, Counts, LinkFilter, Order, QueueRow, State
from claimtrack.store.part import Part, ids_of
from claimtrack.store.tables import claim, flag, link, note, speaker, standing, tagging
from claimtrack.vocabulary import Verdict


class QueuePart(Part):
    def queue(
        self,
        wanted: LinkFilter = ALL_LINKS,
        *,
        reviewer: str,
        order: Order = Order.SCORE,
        limit: int = 100,
        offset: int = 0,
    ) -> list[QueueRow]:
        """A page of the queue."""
        where = self._where(wanted, reviewer)
        page = sa.select(link.c.id).where(*where).order_by(*conditions.ordered_by(order)).limit(limit).offset(offset)
        with self.db.read() as connection:
            ids = ids_of(connection, page)
            rows = _light_rows(connection, ids, reviewer)
        return [rows[number] for number in ids]

    def queue_ids(self, wanted: LinkFilter = ALL_LINKS, *, reviewer: str, order: Order = Order.SCORE) -> list[int]:
        """The whole queue, as ids alone."""
        query = sa.select(link.c.id).where(*self._where(wanted, reviewer))
        with self.db.read() as connection:
            return ids_of(connection, query.order_by(*conditions.ordered_by(order)))

    def queue_rows(self, ids: Sequence[int], *, reviewer: str) -> list[QueueRow]:
        """The lines of these links, in the given order; those that are gone are left out."""
        with self.db.read() as connection:
            rows = _light_rows(connection, ids, reviewer)
        return [rows[number] for number in ids if number in rows]

    def position(
        self, number: int, wanted: LinkFilter = ALL_LINKS, *, reviewer: str, order: Order = Order.SCORE
    ) -> int | None:
        """The 0-based place of a link in the queue; None where the filter leaves it out."""
        where = self._where(wanted, reviewer)
        with self.db.read() as connection:
            keys = _keys_of(connection, number, order)
            if keys is None:
                return None
            if connection.execute(sa.select(link.c.id).where(link.c.id == number, *where)).first() is None:
                return None
            behind = sa.or_(conditions.comes_after(order, keys), link.c.id == number)
            before = sa.select(sa.func.count()).select_from(link).where(sa.not_(behind), *where)
            return int(connection.execute(before).scalar_one())

    def next_open(
        self,
        wanted: LinkFilter = ALL_LINKS,
        *,
        reviewer: str,
        order: Order = Order.SCORE,
        after: int | None = None,
    ) -> int | None:
        """The next link neither judged nor skipped, wrapping round to the start; None where none is left."""
        return self._next(wanted, conditions.in_state(State.OPEN, reviewer), reviewer, order, after)

    def next_again(
        self,
        wanted: LinkFilter = ALL_LINKS,
        *,
        reviewer: str,
        order: Order = Order.SCORE,
        after: int | None = None,
    ) -> int | None:
        """The next skipped or unsure link: what comes back when nothing is open any more."""
        again = sa.or_(conditions.in_state(State.SKIPPED, reviewer), conditions.in_state(State.UNSURE, reviewer))
        return self._next(wanted, again, reviewer, order, after)

    def counts(self, wanted: LinkFilter = ALL_LINKS, *, reviewer: str) -> Counts:
        """How far the reviewer is with what the filter finds."""
        where = self._where(wanted, reviewer)
        with self.db.read() as connection:
            return _counts(connection, where, reviewer)

    def disagreements(self) -> list[int]:
        """Ids of links that two people judged differently and nobody adjudicated."""
        with self.db.read() as connection:
            return ids_of(connection, conditions.disagreed().order_by(standing.c.link_id))

    def _where(self, wanted: LinkFilter, reviewer: str) -> list[Condition]:
        return conditions.of_links(wanted, reviewer=reviewer, is_sqlite=self.db.is_sqlite)

    def _next(self, wanted: LinkFilter, state: Condition, reviewer: str, order: Order, after: int | None) -> int | None:
        query = (
            sa.select(link.c.id)
            .where(*self._where(wanted, reviewer), state)
            .order_by(*conditions.ordered_by(order))
            .limit(1)
        )
        with self.db.read() as connection:
            keys = None if after is None else _keys_of(connection, after, order)
            if keys is not None:
                behind = connection.execute(query.where(conditions.comes_after(order, keys))).scalar()
                if behind is not None:
                    return int(behind)
            found = connection.execute(query if after is None else query.where(link.c.id != after)).scalar()
            return None if found is None else int(found)


def _keys_of(connection: Connection, number: int, order: Order) -> tuple[Any, ...] | None:
    columns = [key for key, _ in conditions.sort_keys(order)]
    row = connection.execute(sa.select(*columns).where(link.c.id == number)).first()
    return None if row is None else tuple(row)


def _light_rows(connection: Connection, ids: Sequence[int], reviewer: str) -> dict[int, QueueRow]:
    if not ids:
        return {}
    found: dict[int, QueueRow] = {}
    for start in range(0, len(ids), 500):
        for row in connection.execute(_light_query(reviewer).where(link.c.id.in_(ids[start : start + 500]))):
            found[row.id] = _light(row)
    return found


def _light(row: Row[Any]) -> QueueRow:
    return QueueRow(
        id=row.id,
        relation=row.relation,
        type=row.type,
        score=row.score,
        a_id=row.a_id,
        b_id=row.b_id,
        a_speaker=row.a_speaker,
        b_speaker=row.b_speaker,
        verdict=None if row.verdict is None else Verdict(row.verdict),
        others=row.others,
        skipped=bool(row.skipped),
        flagged=bool(row.flagged),
        stale=row.stale,
        tags=row.tags,
        notes=row.notes,
        own=None if row.own is None else Verdict(row.own),
        decided=bool(row.decided),
    )


@lru_cache(maxsize=32)
def _light_query(reviewer: str) -> sa.Select[Any]:
    a, b = claim.alias("claim_a"), claim.alias("claim_b")
    of_a, of_b = speaker.alias("speaker_a"), speaker.alias("speaker_b")
    others = (
        sa.select(sa.func.count(sa.distinct(standing.c.reviewer)))
        .where(standing.c.link_id == link.c.id, standing.c.verdict.is_not(None), standing.c.reviewer != reviewer)
        .correlate(link)
        .scalar_subquery()
    )
    return sa.select(
        link.c.id,
        link.c.relation,
        link.c.type,
        link.c.score,
        link.c.a_id,
        link.c.b_id,
        link.c.stale,
        of_a.c.name.label("a_speaker"),
        of_b.c.name.label("b_speaker"),
        conditions.counting_verdict(reviewer).label("verdict"),
        others.label("others"),
        conditions.is_skipped(reviewer).label("skipped"),
        sa.exists(sa.select(flag.c.link_id).where(flag.c.link_id == link.c.id)).correlate(link).label("flagged"),
        _how_many(tagging.c.link_id).label("tags"),
        _how_many(note.c.link_id, conditions.is_standing_note()).label("notes"),
        _own_verdict(reviewer).label("own"),
        conditions.is_judged(reviewer).label("decided"),
    ).select_from(
        link.join(a, a.c.id == link.c.a_id)
        .join(b, b.c.id == link.c.b_id)
        .outerjoin(of_a, of_a.c.id == a.c.speaker_id)
        .outerjoin(of_b, of_b.c.id == b.c.speaker_id)
    )


def _own_verdict(reviewer: str) -> sa.ScalarSelect[Any]:
    return (
        sa.select(standing.c.verdict)
        .where(standing.c.link_id == link.c.id, standing.c.reviewer == reviewer, standing.c.adjudication.is_(False))
        .correlate(link)
        .scalar_subquery()
    )


def _how_many(column: sa.Column[Any], *where: Condition) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .select_from(column.table)
        .where(column == link.c.id, *where)
        .correlate(link)
        .scalar_subquery()
    )


def _counts(connection: Connection, where: Sequence[Condition], reviewer: str) -> Counts:
    def count(ids: sa.Select[tuple[int]]) -> int:
        among = ids.subquery()
        joined = among.join(link, link.c.id == among.c.link_id)
        return int(connection.execute(sa.select(sa.func.count()).select_from(joined).where(*where)).scalar_one())

    adjudicated = sa.select(standing.c.link_id).where(
        standing.c.adjudication.is_(True), standing.c.verdict.is_not(None)
    )
    own = sa.and_(
        standing.c.reviewer == reviewer, standing.c.adjudication.is_(False), standing.c.link_id.not_in(adjudicated)
    )
    by_verdict: Counter[Verdict] = Counter()
    mine = (
        sa.select(standing.c.verdict, sa.func.count().label("links"))
        .join(link, link.c.id == standing.c.link_id)
        .where(own, standing.c.verdict.is_not(None), *where)
        .group_by(standing.c.verdict)
    )
    for row in connection.execute(mine):
        by_verdict[row.verdict] += row.links
    settled = adjudicated.distinct().subquery()
    closed = (
        sa.select(conditions.counting_verdict(reviewer).label("verdict"))
        .select_from(settled.join(link, link.c.id == settled.c.link_id))
        .where(*where)
    )
    by_verdict.update(Verdict(row.verdict) for row in connection.execute(closed))
    put_off = (
        sa.select(sa.func.count())
        .select_from(standing)
        .join(link, link.c.id == standing.c.link_id)
        .where(own, standing.c.skipped.is_(True), standing.c.verdict.is_(None), *where)
    )
    skipped, judged = int(connection.execute(put_off).scalar_one()), by_verdict.total()
    total = int(connection.execute(sa.select(sa.func.count()).select_from(link).where(*where)).scalar_one())
    return Counts(
        total=total,
        judged=judged,
        open=total - judged - skipped,
        skipped=skipped,
        unsure=by_verdict[Verdict.UNSURE],
        flagged=count(sa.select(flag.c.link_id).distinct()),
        disagreements=count(conditions.disagreed()),
        by_verdict=dict(by_verdict),
    )
