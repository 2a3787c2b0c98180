"""What linking has not seen yet, and what stands near it: one new article need not wait for the whole case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from claimtrack.store.fulltext import claims_near
from claimtrack.store.journal import LINKINGS_SETTING
from claimtrack.store.links import Replaced, write_links
from claimtrack.store.part import Part, ids_of
from claimtrack.store.settings import read_setting, write_setting
from claimtrack.store.tables import claim, link
from claimtrack.store.views import chunks
from claimtrack.vocabulary import Relation, ScoredLink

NEAR = 40
"""Claims fetched for each new one, by the words they share."""
OF_SPEAKER = 60
"""Claims fetched of each speaker with whom a new one is in dispute, the latest first."""


class PendingPart(Part):
    def pending(self) -> list[int]:
        """Ids of the claims that are new, or changed since the last linking."""
        with self.db.read() as connection:
            return ids_of(connection, sa.select(claim.c.id).where(claim.c.linked.is_(False)).order_by(claim.c.id))

    def near(self, numbers: Sequence[int]) -> list[int]:
        """Ids of claims worth comparing with these: alike in words, pointed at, or of the same document."""
        found: set[int] = set()
        with self.db.read() as connection:
            for some in chunks(numbers):
                rows = connection.execute(
                    sa.select(claim.c.text, claim.c.document_id, claim.c.refers_to).where(claim.c.id.in_(some))
                ).all()
                found.update(row.refers_to for row in rows if row.refers_to is not None)
                documents = {row.document_id for row in rows}
                found.update(ids_of(connection, sa.select(claim.c.id).where(claim.c.document_id.in_(documents))))
                for row in rows:
                    found.update(claims_near(connection, row.text, NEAR, is_sqlite=self.db.is_sqlite))
        return sorted(found)

    def latest_of(self, speakers: Iterable[int]) -> list[int]:
        """Ids of the latest claims of each of these speakers."""
        found: list[int] = []
        with self.db.read() as connection:
            for speaker_id in sorted(set(speakers)):
                query = sa.select(claim.c.id).where(claim.c.speaker_id == speaker_id)
                order = (claim.c.dated.is_(None), claim.c.dated.desc(), claim.c.id.desc())
                found += ids_of(connection, query.order_by(*order).limit(OF_SPEAKER))
        return found

    def add_links(self, found: Sequence[ScoredLink], of: Sequence[int], *, share: int) -> Replaced:
        """Write the links of these claims beside all others, in one transaction, and count the claims as linked.

        Links of these claims that were not found again go, those with human acts become stale. A claim stays in at most
        `share` listed contradictions: the best by score.
        """
        with self.db.write() as connection:
            result = write_links(connection, found, of=frozenset(of))
            touched = {number for each in found for number in (each.a, each.b)}
            _keep_share(connection, touched, share)
            _count_linked(connection, of)
            if result.new or result.updated or result.removed or result.stale:
                made = int(read_setting(connection, LINKINGS_SETTING, 0))
                write_setting(connection, LINKINGS_SETTING, made + 1)
        return result


def _count_linked(connection: Connection, numbers: Sequence[int]) -> None:
    for some in chunks(numbers):
        connection.execute(claim.update().where(claim.c.id.in_(some)).values(linked=True))


def _keep_share(connection: Connection, touched: Iterable[int], share: int) -> None:
    """Take from the list what goes beyond a claim's share; human acts keep a link shown whatever its place."""
    rows: dict[int, sa.Row[Any]] = {}
    for some in chunks(sorted(touched)):
        query = sa.select(link.c.id, link.c.a_id, link.c.b_id, link.c.listed, link.c.touched).where(
            sa.or_(link.c.a_id.in_(some), link.c.b_id.in_(some)),
            link.c.relation == Relation.CONTRADICTS,
            link.c.folded_into.is_(None),
            link.c.stale.is_(False),
            link.c.listed.is_(True),
        )
        rows |= {row.id: row for row in connection.execute(query.add_columns(link.c.score))}
    used: Counter[int] = Counter()
    beyond: list[int] = []
    for row in sorted(rows.values(), key=lambda row: (-row.score, row.id)):
        if max(used[row.a_id], used[row.b_id]) >= share:
            beyond.append(row.id)
        else:
            used.update((row.a_id, row.b_id))
    for some in chunks(beyond):
        connection.execute(link.update().where(link.c.id.in_(some)).values(listed=False))
        untouched = link.c.touched.is_(False)
        connection.execute(link.update().where(link.c.id.in_(some), untouched).values(shown=False))
