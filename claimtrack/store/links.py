"""Links: lists, the review queue, and the writing of what the last linking found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from claimtrack.errors import NotFound
from claimtrack.models import NOBODY_LAST
from claimtrack.store import conditions
from claimtrack.store.engine import canonical
from claimtrack.store.filters import ALL_LINKS, LinkFilter, Order
from claimtrack.store.journal import LINKINGS_SETTING
from claimtrack.store.part import Part, ids_of
from claimtrack.store.settings import read_setting, write_setting
from claimtrack.store.tables import claim, link, speaker
from claimtrack.store.views import chunks, links_by_id, reason_values
from claimtrack.vocabulary import LinkView, ScoredLink

_PAGE = 500
_WRITE = 5000

Pair = tuple[int, int]
"""Claim ids, the lower first."""

SortedBy = dict[int, tuple[date, str]]
"""By claim: what its links are sorted by, its date (the first of all days for none) and its speaker's name."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What writing a linking changed; links with human acts are never removed."""

    new: int
    kept: int
    """As they were, to the letter."""
    updated: int
    removed: int
    stale: int
    """Kept for their human acts alone."""


class LinksPart(Part):
    def links(
        self,
        wanted: LinkFilter = ALL_LINKS,
        *,
        reviewer: str | None = None,
        order: Order = Order.SCORE,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[LinkView]:
        query = self._ids(wanted, reviewer).order_by(*conditions.ordered_by(order)).limit(limit).offset(offset)
        with self.db.read() as connection:
            ids = ids_of(connection, query)
            found = links_by_id(connection, ids, reviewer)
        return [found[number] for number in ids]

    def iter_links(
        self, wanted: LinkFilter = ALL_LINKS, *, reviewer: str | None = None, order: Order = Order.SCORE
    ) -> Iterator[LinkView]:
        """The same, a page at a time, all from one moment of the case."""
        query = self._ids(wanted, reviewer).order_by(*conditions.ordered_by(order))
        with self.db.read() as connection:
            ids = ids_of(connection, query)
            for start in range(0, len(ids), _PAGE):
                page = ids[start : start + _PAGE]
                found = links_by_id(connection, page, reviewer)
                yield from (found[number] for number in page)

    def count_links(self, wanted: LinkFilter = ALL_LINKS, *, reviewer: str | None = None) -> int:
        where = conditions.of_links(wanted, reviewer=reviewer, is_sqlite=self.db.is_sqlite)
        with self.db.read() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(link).where(*where)).scalar_one())

    def link(self, number: int, *, reviewer: str | None = None) -> LinkView:
        with self.db.read() as connection:
            found = links_by_id(connection, [number], reviewer)
        if number not in found:
            raise NotFound(f"there is no link l{number}: `claimtrack links` lists them")
        return found[number]

    def replace_links(self, found: Sequence[ScoredLink]) -> Replaced:
        """Make the machine's links what this linking found, in one transaction.

        A pair keeps its id. Links with human acts stay, marked stale where they are no longer found. Pairs without a
        relation are left out.
        """
        with self.db.write() as connection:
            result = write_links(connection, found)
            connection.execute(claim.update().where(claim.c.linked.is_(False)).values(linked=True))
            if result.new or result.updated or result.removed or result.stale:
                made = int(read_setting(connection, LINKINGS_SETTING, 0))
                write_setting(connection, LINKINGS_SETTING, made + 1)
        return result

    def _ids(self, wanted: LinkFilter, reviewer: str | None) -> sa.Select[tuple[int]]:
        where = conditions.of_links(wanted, reviewer=reviewer, is_sqlite=self.db.is_sqlite)
        return sa.select(link.c.id).where(*where)


@dataclass(frozen=True, slots=True)
class _Known:
    """A stored link, as far as writing needs it."""

    id: int
    fingerprint: int
    folded_into: int | None
    touched: bool
    stale: bool


def write_links(connection: Connection, found: Sequence[ScoredLink], *, of: frozenset[int] | None = None) -> Replaced:
    """Make the machine's links what was found; with `of`, only those that hold one of these claims."""
    wanted = {_pair(each): each for each in found if each.relation is not None and each.type is not None}
    for pair, each in wanted.items():
        if each.folded_into is not None and tuple(sorted(each.folded_into)) not in wanted:
            wanted[pair] = replace(each, folded_into=None)
    return _replace(connection, wanted, of)


def _pair(each: ScoredLink) -> Pair:
    return (each.a, each.b) if each.a < each.b else (each.b, each.a)


def _replace(connection: Connection, wanted: dict[Pair, ScoredLink], of: frozenset[int] | None) -> Replaced:
    known: dict[Pair, _Known] = {}
    for within in _within(of):
        known |= _read_known(connection, within)
    sorted_by = _sorted_by(connection, None if of is None else {number for pair in wanted for number in pair})
    gone = [pair for pair in known if pair not in wanted]
    dropped = [known[pair].id for pair in gone if not known[pair].touched]
    stale = [known[pair].id for pair in gone if known[pair].touched and not known[pair].stale]
    changed: list[tuple[int, ScoredLink]] = []
    fresh: list[ScoredLink] = []
    for pair, each in wanted.items():
        old = known.get(pair)
        if old is None:
            fresh.append(each)
        elif old.stale or old.fingerprint != _fingerprint(_values(each, sorted_by)):
            changed.append((old.id, each))
    _forget_folds(connection, dropped)
    for some in chunks(dropped):
        connection.execute(link.delete().where(link.c.id.in_(some)))
    for some in chunks(stale):
        connection.execute(link.update().where(link.c.id.in_(some)).values(stale=True, shown=True))
    _update(connection, changed, known, sorted_by)
    _insert(connection, fresh, sorted_by)
    for within in _within(of):
        _fold(connection, wanted, within)
    kept = len(wanted) - len(fresh) - len(changed)
    return Replaced(len(fresh), kept, len(changed), len(dropped), len(stale))


def _within(of: frozenset[int] | None) -> Iterator[sa.ColumnElement[bool]]:
    """Conditions that together hold for the links of these claims; for every link where there is no limit."""
    if of is None:
        yield sa.true()
        return
    for some in chunks(sorted(of)):
        yield sa.or_(link.c.a_id.in_(some), link.c.b_id.in_(some))


def _read_known(connection: Connection, within: sa.ColumnElement[bool]) -> dict[Pair, _Known]:
    columns = [
        link.c.id,
        link.c.a_id,
        link.c.b_id,
        link.c.relation,
        link.c.type,
        link.c.score,
        link.c.newest,
        link.c.a_speaker,
        link.c.line,
        sa.cast(link.c.reasons, sa.Text).label("reasons"),
        link.c.listed,
        link.c.folded_into,
        link.c.touched,
        link.c.stale,
    ]
    found: dict[Pair, _Known] = {}
    for row in connection.execution_options(yield_per=_WRITE).execute(sa.select(*columns).where(within)):
        mark = hash(
            (
                row.a_id,
                row.b_id,
                row.relation,
                row.type,
                row.score,
                row.newest,
                row.a_speaker,
                row.line,
                row.reasons,
                row.listed,
            )
        )
        pair = (row.a_id, row.b_id) if row.a_id < row.b_id else (row.b_id, row.a_id)
        found[pair] = _Known(row.id, mark, row.folded_into, row.touched, row.stale)
    return found


def _fingerprint(values: dict[str, Any]) -> int:
    """Of what a linking says about a pair; compared within one run only."""
    return hash(
        (
            values["a_id"],
            values["b_id"],
            values["relation"],
            values["type"],
            values["score"],
            values["newest"],
            values["a_speaker"],
            values["line"],
            canonical(values["reasons"]),
            values["listed"],
        )
    )


def _sorted_by(connection: Connection, of: set[int] | None) -> SortedBy:
    query = sa.select(claim.c.id, claim.c.dated, sa.func.lower(speaker.c.name).label("name")).select_from(
        claim.outerjoin(speaker, speaker.c.id == claim.c.speaker_id)
    )
    parts = [query] if of is None else [query.where(claim.c.id.in_(some)) for some in chunks(sorted(of))]
    return {
        row.id: (row.dated or date.min, NOBODY_LAST if row.name is None else row.name)
        for part in parts
        for row in connection.execute(part)
    }


def _values(each: ScoredLink, sorted_by: SortedBy) -> dict[str, Any]:
    low, high = _pair(each)
    score = min(1.0, max(0.0, float(each.score)))
    return {
        "a_id": each.a,
        "b_id": each.b,
        "low_id": low,
        "high_id": high,
        "relation": each.relation,
        "type": each.type,
        "score": score,
        "doubt": abs(score - 0.5),
        "newest": max(sorted_by[each.a][0], sorted_by[each.b][0]),
        "a_speaker": sorted_by[each.a][1],
        "line": each.line,
        "reasons": [reason_values(reason) for reason in each.reasons],
        "listed": each.listed,
        "stale": False,
    }


def _shown(each: ScoredLink, *, touched: bool) -> bool:
    return touched or (each.listed and each.folded_into is None)


def _update(
    connection: Connection,
    changed: Sequence[tuple[int, ScoredLink]],
    known: dict[Pair, _Known],
    sorted_by: SortedBy,
) -> None:
    columns = {name: sa.bindparam(f"new_{name}", type_=link.c[name].type) for name in _UPDATED}
    statement = link.update().where(link.c.id == sa.bindparam("number")).values(columns)
    for start in range(0, len(changed), _WRITE):
        rows: list[dict[str, Any]] = []
        for number, each in changed[start : start + _WRITE]:
            values = _values(each, sorted_by)
            values["shown"] = _shown(each, touched=known[_pair(each)].touched)
            rows.append({"number": number, **{f"new_{name}": values[name] for name in _UPDATED}})
        connection.execute(statement, rows)


_UPDATED = (
    "a_id",
    "b_id",
    "relation",
    "type",
    "score",
    "doubt",
    "newest",
    "a_speaker",
    "line",
    "reasons",
    "listed",
    "stale",
    "shown",
)


def _insert(connection: Connection, fresh: Sequence[ScoredLink], sorted_by: SortedBy) -> None:
    in_order = sorted(fresh, key=lambda each: (not each.listed, -each.score, _pair(each)))
    for start in range(0, len(in_order), _WRITE):
        rows = [
            {**_values(each, sorted_by), "touched": False, "shown": _shown(each, touched=False)}
            for each in in_order[start : start + _WRITE]
        ]
        connection.execute(link.insert(), rows)


def _forget_folds(connection: Connection, dropped: Iterable[int]) -> None:
    for some in chunks(dropped):
        connection.execute(link.update().where(link.c.folded_into.in_(some)).values(folded_into=None))


def _fold(connection: Connection, wanted: dict[Pair, ScoredLink], within: sa.ColumnElement[bool]) -> None:
    """Point every near-identical link at the one that stands for it."""
    columns = (link.c.id, link.c.low_id, link.c.high_id, link.c.folded_into, link.c.touched, link.c.shown)
    rows = {(row.low_id, row.high_id): row for row in connection.execute(sa.select(*columns).where(within))}
    changes: list[dict[str, Any]] = []
    for pair, row in rows.items():
        each = wanted.get(pair)
        target: int | None = None
        if each is not None and each.folded_into is not None:
            first, second = sorted(each.folded_into)
            target = rows[first, second].id if (first, second) in rows else None
        shown = row.touched or (each is not None and each.listed and target is None)
        if (target, shown) != (row.folded_into, row.shown):
            changes.append({"number": row.id, "target": target, "is_shown": shown})
    if changes:
        statement = (
            link.update()
            .where(link.c.id == sa.bindparam("number"))
            .values(folded_into=sa.bindparam("target"), shown=sa.bindparam("is_shown"))
        )
        connection.execute(statement, changes)
