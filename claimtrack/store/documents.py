"""Documents in, with their claims: one transaction each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from claimtrack.errors import NotFound, StoreError
from claimtrack.models import SpanRole
from claimtrack.store.fulltext import documents_matching
from claimtrack.store.grouping import GROUPING_DUE, add_mentions, regroup
from claimtrack.store.journal import append
from claimtrack.store.part import Part, insert_row, now
from claimtrack.store.places import Places, digest
from claimtrack.store.settings import read_setting
from claimtrack.store.tables import claim, claim_span, dispute, document
from claimtrack.store.views import document_view, documents_by_id, documents_query
from claimtrack.vocabulary import Article, Attribution, DocumentView, Extraction, joined


class DocumentsPart(Part):
    def add_document(
        self, article: Article, extraction: Extraction, *, extractor: str, reviewer: str = "claimtrack"
    ) -> int | None:
        """Store a text with all that was found in it; None, and nothing changed, where the same text is there already.

        The journal holds the text's digest, so that `verify` would see another text in its place.

        Speakers are told apart across documents by `regroup_speakers`, once a batch is in.
        """
        key = digest(article.text)
        with self.db.write() as connection:
            if connection.execute(sa.select(document.c.id).where(document.c.sha256 == key)).first() is not None:
                return None
            number = insert_document(connection, article, extraction, extractor=extractor)
            detail = {"sha256": key, "path": article.path, "claims": len(extraction.attributions)}
            append(connection, reviewer=reviewer, action="add", subject=f"d{number}", detail=detail)
        return number

    def regroup_speakers(self) -> bool:
        """Tell speakers apart across all documents, if any came in since the last time; True where something moved."""
        with self.db.read() as connection:
            if read_setting(connection, GROUPING_DUE) is None:
                return False
        with self.db.write() as connection:
            return regroup(connection)

    def find_document(self, sha256: str) -> int | None:
        with self.db.read() as connection:
            row = connection.execute(sa.select(document.c.id).where(document.c.sha256 == sha256)).first()
        return None if row is None else int(row.id)

    def documents(self) -> list[DocumentView]:
        with self.db.read() as connection:
            rows = connection.execute(documents_query().order_by(document.c.id))
            return [document_view(row) for row in rows]

    def document(self, number: int) -> DocumentView:
        with self.db.read() as connection:
            found = documents_by_id(connection, [number])
        if number not in found:
            raise NotFound(f"there is no document d{number}: `claimtrack documents` lists them")
        return found[number]

    def document_text(self, number: int) -> str:
        with self.db.read() as connection:
            return text_of(connection, number)

    def outlets(self) -> list[str]:
        query = (
            sa.select(document.c.outlet).where(document.c.outlet.is_not(None)).distinct().order_by(document.c.outlet)
        )
        with self.db.read() as connection:
            return [str(name) for name in connection.execute(query).scalars()]

    def search_documents(self, text: str, *, limit: int = 200) -> list[DocumentView]:
        """Documents that hold the words, in the order they came in."""
        condition = documents_matching(text, is_sqlite=self.db.is_sqlite)
        with self.db.read() as connection:
            rows = connection.execute(documents_query().where(condition).order_by(document.c.id).limit(limit))
            return [document_view(row) for row in rows]


def text_of(connection: Connection, number: int) -> str:
    row = connection.execute(sa.select(document.c.text).where(document.c.id == number)).first()
    if row is None:
        raise NotFound(f"there is no document d{number}: `claimtrack documents` lists them")
    return str(row.text)


def insert_document(connection: Connection, article: Article, extraction: Extraction, *, extractor: str) -> int:
    number = insert_row(
        connection,
        document,
        sha256=digest(article.text),
        path=article.path,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        author=article.author,
        media_type=article.media_type,
        encoding=article.encoding,
        remarks=list(article.remarks),
        characters=len(article.text),
        added_at=now(),
        extractor=extractor,
        text=article.text,
    )
    mentions = add_mentions(connection, number, extraction.persons)
    claims = _insert_claims(connection, number, article, extraction.attributions, mentions)
    _insert_disputes(connection, number, article, extraction, mentions, claims)
    return number


def _insert_claims(
    connection: Connection,
    number: int,
    article: Article,
    attributions: Sequence[Attribution],
    mentions: Sequence[tuple[int, int]],
) -> list[int]:
    if not attributions:
        return []
    places = Places(article.text)
    rows = [_claim_values(places, number, order, each, article, mentions) for order, each in enumerate(attributions)]
    inserted = connection.execute(claim.insert().returning(claim.c.id, sort_by_parameter_order=True), rows)
    ids = [int(row.id) for row in inserted]
    spans = [
        {"claim_id": ids[order], "role": role, "ordinal": ordinal, "start": start, "end": end}
        for order, each in enumerate(attributions)
        for role, found in (
            (SpanRole.SOURCE, each.source),
            (SpanRole.CUE, each.cue),
            (SpanRole.CONTENT, each.content),
        )
        for ordinal, (start, end) in enumerate(found)
    ]
    connection.execute(claim_span.insert(), spans)
    for order, each in enumerate(attributions):
        refers = each.refers_to.attribution if each.refers_to is not None else None
        if refers is not None or each.relayed_by is not None:
            connection.execute(
                claim.update()
                .where(claim.c.id == ids[order])
                .values(
                    refers_to=None if refers is None else ids[refers],
                    relayed_by=None if each.relayed_by is None else ids[each.relayed_by],
                )
            )
    return ids


def _claim_values(
    places: Places,
    number: int,
    order: int,
    each: Attribution,
    article: Article,
    mentions: Sequence[tuple[int, int]],
) -> dict[str, Any]:
    if not each.content:
        raise StoreError(f"attribution {order} of {article.path} has no content")
    for spans, what in ((each.source, "source"), (each.cue, "cue"), (each.content, "content")):
        places.check(spans, f"{article.path}: {what}")
    refers = each.refers_to.span if each.refers_to is not None else None
    mention_id, speaker_id = (None, None) if each.person is None else mentions[each.person]
    return {
        "document_id": number,
        "ordinal": order,
        "mention_id": mention_id,
        "speaker_id": speaker_id,
        "speaker_by_hand": False,
        "kind": each.kind,
        "stance": each.stance,
        "confidence": min(1.0, max(0.0, each.confidence)),
        "attitude": each.attitude,
        "candidates": list(each.candidates),
        "via": each.via,
        "role": each.role,
        "refers_start": None if refers is None else refers[0],
        "refers_end": None if refers is None else refers[1],
        "said_on": each.said_on,
        "said_start": None if each.said_span is None else each.said_span[0],
        "said_end": None if each.said_span is None else each.said_span[1],
        "dated": each.said_on or article.published,
        "resolutions": [[found.span[0], found.span[1], found.name] for found in each.resolutions],
        "source_text": joined(article.text, each.source),
        "cue_text": joined(article.text, each.cue),
        **places.of_content(each.content),
    }


def _insert_disputes(
    connection: Connection,
    number: int,
    article: Article,
    extraction: Extraction,
    mentions: Sequence[tuple[int, int]],
    claims: Sequence[int],
) -> None:
    places = Places(article.text)
    rows: list[dict[str, Any]] = []
    for each in extraction.disputes:
        places.check((each.span,), f"{article.path}: dispute")
        rows.append(
            {
                "document_id": number,
                "start": each.span[0],
                "end": each.span[1],
                "by_mention": None if each.by is None else mentions[each.by][0],
                "against_mention": None if each.against is None else mentions[each.against][0],
                "claim_id": None if each.attribution is None else claims[each.attribution],
                "matter_start": None if each.matter is None else each.matter[0],
                "matter_end": None if each.matter is None else each.matter[1],
                "contrast": each.contrast,
            }
        )
    if rows:
        connection.execute(dispute.insert(), rows)
