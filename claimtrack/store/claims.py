"""Claims, as lists, one by one, and as linking wants them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from claimtrack.errors import NotFound
from claimtrack.models import SpanRole
from claimtrack.store import conditions
from claimtrack.store.filters import ALL_CLAIMS, ClaimFilter
from claimtrack.store.part import Part, ids_of
from claimtrack.store.tables import claim, claim_span, dispute, document, mention, speaker, speaker_name, speaker_role
from claimtrack.store.views import chunks, claims_by_id
from claimtrack.vocabulary import (
    ClaimView,
    DisputeEdge,
    Resolution,
    Spans,
    SpeakerKind,
    Statement,
    to_joined,
)

_PAGE = 2000

CLAIM_ORDERS: dict[str, list[Any]] = {
    "text": [claim.c.document_id, claim.c.ordinal],
    "said": [claim.c.dated.is_(None), claim.c.dated, claim.c.document_id, claim.c.ordinal],
}


class ClaimsPart(Part):
    def claims(
        self,
        wanted: ClaimFilter = ALL_CLAIMS,
        *,
        limit: int | None = None,
        offset: int = 0,
        order: str = "text",
    ) -> list[ClaimView]:
        """Claims in the order of documents ("text") or of time ("said")."""
        where = conditions.of_claims(wanted, is_sqlite=self.db.is_sqlite)
        query = sa.select(claim.c.id).where(*where).order_by(*CLAIM_ORDERS[order]).limit(limit).offset(offset)
        with self.db.read() as connection:
            ids = ids_of(connection, query)
            found = claims_by_id(connection, ids)
        return [found[number] for number in ids]

    def count_claims(self, wanted: ClaimFilter = ALL_CLAIMS) -> int:
        where = conditions.of_claims(wanted, is_sqlite=self.db.is_sqlite)
        with self.db.read() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(claim).where(*where)).scalar_one())

    def claim(self, number: int) -> ClaimView:
        found = self.claims_by_id([number])
        if number not in found:
            raise NotFound(f"there is no claim c{number}: `claimtrack claims` lists them")
        return found[number]

    def claims_by_id(self, ids: Iterable[int]) -> dict[int, ClaimView]:
        """Views by id; ids that are not there are left out."""
        with self.db.read() as connection:
            return claims_by_id(connection, ids)

    def search(self, text: str, *, limit: int = 200) -> list[ClaimView]:
        """Claims that hold the words, or whose speaker's name does; any text is safe to pass."""
        return self.claims(ClaimFilter(search=text, attitudes=True), limit=limit)

    def statements(self, only: Sequence[int] | None = None) -> Iterator[Statement]:
        """Every claim as linking sees it, or only these, in an order that does not depend on the order of adding."""
        with self.db.read() as connection:
            if only is None:
                yield from _statements(connection, _statements_query(), _names(connection))
                return
            parts = [_statements_query().where(claim.c.id.in_(some)) for some in chunks(sorted(only))]
            rows = [row for part in parts for row in connection.execute(part)]
            known = _names(connection, {row.speaker_id for row in rows if row.speaker_id is not None})
            spans = _content_spans(connection, [row for row in rows if row.resolutions])
            for row in sorted(rows, key=lambda row: (row.sha256, row.ordinal)):
                yield _statement(row, known.get(row.speaker_id, ()), spans.get(row.id, ()))

    def dispute_edges(self) -> list[DisputeEdge]:
        """Every stored dispute, in the order of documents and text."""
        by, against = mention.alias("by_whom"), mention.alias("against_whom")
        sentence = sa.func.substr(document.c.text, dispute.c.start + 1, dispute.c.end - dispute.c.start)
        matter = sa.func.substr(
            document.c.text, dispute.c.matter_start + 1, dispute.c.matter_end - dispute.c.matter_start
        )
        query = (
            sa.select(
                dispute.c.document_id,
                by.c.speaker_id.label("by_id"),
                against.c.speaker_id.label("against_id"),
                dispute.c.claim_id,
                sentence.label("sentence"),
                matter.label("matter"),
                dispute.c.start,
                dispute.c.contrast,
            )
            .select_from(
                dispute.join(document, document.c.id == dispute.c.document_id)
                .outerjoin(by, by.c.id == dispute.c.by_mention)
                .outerjoin(against, against.c.id == dispute.c.against_mention)
            )
            .order_by(document.c.sha256, dispute.c.start)
        )
        with self.db.read() as connection:
            return [DisputeEdge(**row._mapping) for row in connection.execute(query)]


def _statements_query() -> sa.Select[Any]:
    refers_text = sa.case(
        (
            sa.and_(claim.c.refers_to.is_(None), claim.c.refers_start.is_not(None)),
            sa.func.substr(document.c.text, claim.c.refers_start + 1, claim.c.refers_end - claim.c.refers_start),
        ),
        else_=None,
    )
    return (
        sa.select(
            claim.c.id,
            claim.c.text,
            claim.c.speaker_id,
            speaker.c.name.label("speaker"),
            speaker.c.kind.label("speaker_kind"),
            claim.c.stance,
            claim.c.kind,
            claim.c.attitude,
            claim.c.dated,
            claim.c.document_id,
            document.c.sha256,
            claim.c.ordinal,
            claim.c.start,
            claim.c.resolutions,
            claim.c.refers_to,
            refers_text.label("refers_text"),
            claim.c.source_text,
            claim.c.cue_text,
            claim.c.relayed_by,
            claim.c.via,
        )
        .select_from(
            claim.join(document, document.c.id == claim.c.document_id).outerjoin(
                speaker, speaker.c.id == claim.c.speaker_id
            )
        )
        .order_by(document.c.sha256, claim.c.ordinal)
    )


def _statements(
    connection: Connection, query: sa.Select[Any], known: dict[int, tuple[str, ...]]
) -> Iterator[Statement]:
    rows = connection.execution_options(yield_per=_PAGE).execute(query)
    for page in rows.partitions():
        spans = _content_spans(connection, [row for row in page if row.resolutions])
        for row in page:
            yield _statement(row, known.get(row.speaker_id, ()), spans.get(row.id, ()))


def _names(connection: Connection, of: set[int] | None = None) -> dict[int, tuple[str, ...]]:
    """Every name and role of each speaker, or of these."""
    found: dict[int, list[str]] = defaultdict(list)
    named = sa.select(speaker_name.c.speaker_id, speaker_name.c.name).order_by(
        speaker_name.c.speaker_id, speaker_name.c.name
    )
    roles = sa.select(speaker_role.c.speaker_id, speaker_role.c.role).distinct()
    roles = roles.order_by(speaker_role.c.speaker_id, speaker_role.c.role)
    for query, column in ((named, speaker_name.c.speaker_id), (roles, speaker_role.c.speaker_id)):
        parts = [query] if of is None else [query.where(column.in_(some)) for some in chunks(sorted(of))]
        for part in parts:
            for number, words in connection.execute(part):
                found[number].append(words)
    return {number: tuple(words) for number, words in found.items()}


def _content_spans(connection: Connection, rows: list[Row[Any]]) -> dict[int, Spans]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    ids = [row.id for row in rows]
    for start in range(0, len(ids), 500):
        query = (
            sa.select(claim_span.c.claim_id, claim_span.c.start, claim_span.c.end)
            .where(claim_span.c.claim_id.in_(ids[start : start + 500]), claim_span.c.role == SpanRole.CONTENT)
            .order_by(claim_span.c.claim_id, claim_span.c.ordinal)
        )
        for row in connection.execute(query):
            found[row.claim_id].append((row.start, row.end))
    return {number: tuple(spans) for number, spans in found.items()}


def _statement(row: Row[Any], names: tuple[str, ...], content: Spans) -> Statement:
    resolutions: list[Resolution] = []
    for start, end, name in row.resolutions:
        span = to_joined(content, (start, end))
        if span is not None:
            resolutions.append(Resolution(span, name))
    return Statement(
        id=row.id,
        text=row.text,
        speaker=row.speaker,
        speaker_id=row.speaker_id,
        speaker_kind=row.speaker_kind or SpeakerKind.UNKNOWN,
        speaker_names=names,
        stance=row.stance,
        kind=row.kind,
        attitude=row.attitude,
        said=row.dated,
        document_id=row.document_id,
        document_key=row.sha256,
        position=row.ordinal,
        start=row.start,
        resolutions=tuple(resolutions),
        refers_to=row.refers_to,
        refers_text=row.refers_text,
        source_text=row.source_text,
        cue_text=row.cue_text,
        relayed=row.relayed_by is not None or row.via is not None,
    )
