"""Rows as the records that the other rooms know, loaded for many ids at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from claimtrack.models import SpanRole
from claimtrack.store.conditions import is_standing_note
from claimtrack.store.tables import (
    claim,
    claim_span,
    document,
    flag,
    judgement,
    link,
    mention,
    note,
    speaker,
    standing,
    tag,
    tagging,
)
from claimtrack.vocabulary import (
    ClaimView,
    DocumentView,
    JudgementView,
    LinkView,
    NoteView,
    Reason,
    Spans,
    SpeakerKind,
)

_CHUNK = 500
"""Ids bound to one statement."""

_CLAIMS_OF_DOCUMENT = (
    sa.select(sa.func.count()).where(claim.c.document_id == document.c.id).correlate(document).scalar_subquery()
)

DOCUMENT_COLUMNS = [column for column in document.c if column.name != "text"]


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _CHUNK):
        yield wanted[start : start + _CHUNK]


def _rows(
    connection: Connection, query: sa.Select[Any], column: sa.Column[Any], ids: Iterable[int]
) -> Iterator[Row[Any]]:
    for some in chunks(ids):
        yield from connection.execute(query.where(column.in_(some)))


# --- documents ---------------------------------------------------------------------------------


def documents_query() -> sa.Select[Any]:
    return sa.select(*DOCUMENT_COLUMNS, _CLAIMS_OF_DOCUMENT.label("claims"))


def document_view(row: Row[Any]) -> DocumentView:
    return DocumentView(
        id=row.id,
        path=row.path,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        url=row.url,
        author=row.author,
        sha256=row.sha256,
        added_at=row.added_at,
        claims=row.claims,
        characters=row.characters,
        alias=row.alias,
    )


def documents_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, DocumentView]:
    return {row.id: document_view(row) for row in _rows(connection, documents_query(), document.c.id, ids)}


# --- claims ------------------------------------------------------------------------------------


def spans_by_claim(connection: Connection, ids: Iterable[int]) -> dict[int, dict[SpanRole, Spans]]:
    found: dict[int, dict[SpanRole, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    query = sa.select(claim_span).order_by(claim_span.c.claim_id, claim_span.c.role, claim_span.c.ordinal)
    for row in _rows(connection, query, claim_span.c.claim_id, ids):
        found[row.claim_id][row.role].append((row.start, row.end))
    return {key: {role: tuple(spans) for role, spans in roles.items()} for key, roles in found.items()}


def _appearances(connection: Connection, rows: Sequence[Row[Any]]) -> dict[int, tuple[int, ...]]:
    """Claims of the same speaker in the same words, by claim; two papers' "report" in the same words is one report."""
    wanted = sorted({row.sameness for row in rows if row.sameness and row.speaker is not None})
    same: dict[tuple[str, str], list[int]] = defaultdict(list)
    for start in range(0, len(wanted), _CHUNK):
        query = (
            sa.select(claim.c.id, claim.c.sameness, speaker.c.name)
            .join(speaker, speaker.c.id == claim.c.speaker_id)
            .where(claim.c.sameness.in_(wanted[start : start + _CHUNK]))
            .order_by(claim.c.id)
        )
        for row in connection.execute(query):
            same[row.sameness, row.name].append(row.id)
    return {
        row.id: tuple(other for other in same.get((row.sameness, row.speaker), ()) if other != row.id) for row in rows
    }


def claims_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, ClaimView]:
    query = sa.select(
        claim,
        speaker.c.name.label("speaker"),
        speaker.c.kind.label("speaker_kind"),
        mention.c.roles.label("roles"),
    ).select_from(
        claim.outerjoin(speaker, speaker.c.id == claim.c.speaker_id).outerjoin(
            mention, mention.c.id == claim.c.mention_id
        )
    )
    rows = list(_rows(connection, query, claim.c.id, ids))
    spans = spans_by_claim(connection, (row.id for row in rows))
    documents = documents_by_id(connection, {row.document_id for row in rows})
    appearances = _appearances(connection, rows)
    return {
        row.id: _claim_view(row, spans.get(row.id, {}), documents[row.document_id], appearances[row.id]) for row in rows
    }


def _claim_view(
    row: Row[Any], spans: Mapping[SpanRole, Spans], of: DocumentView, appearances: tuple[int, ...]
) -> ClaimView:
    role = row.role or (row.roles[0] if row.roles and not row.speaker_by_hand else None)
    return ClaimView(
        id=row.id,
        document=of,
        speaker_id=row.speaker_id,
        speaker=row.speaker,
        speaker_kind=row.speaker_kind or SpeakerKind.UNKNOWN,
        role=role,
        source=spans.get(SpanRole.SOURCE, ()),
        cue=spans.get(SpanRole.CUE, ()),
        content=spans.get(SpanRole.CONTENT, ()),
        text=row.text,
        source_text=row.source_text,
        kind=row.kind,
        stance=row.stance,
        confidence=row.confidence,
        attitude=row.attitude,
        candidates=tuple(row.candidates),
        via=row.via,
        relayed_by=row.relayed_by,
        refers_to=row.refers_to,
        refers_span=None if row.refers_start is None else (row.refers_start, row.refers_end),
        said_on=row.said_on,
        paragraph=row.paragraph,
        line=row.line,
        appearances=appearances,
    )


# --- judgements, notes, tags -------------------------------------------------------------------


def judgement_view(row: Row[Any]) -> JudgementView:
    return JudgementView(
        id=row.id,
        link_id=row.link_id,
        reviewer=row.reviewer,
        verdict=row.verdict,
        at=row.at,
        note=row.note,
        score_seen=row.score_seen,
        blind=row.blind,
        adjudication=row.adjudication,
    )


def judgements_by_link(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[JudgementView, ...]]:
    """The standing judgement of each reviewer and the adjudication, oldest first."""
    found: dict[int, list[JudgementView]] = defaultdict(list)
    query = (
        sa.select(judgement)
        .join(standing, standing.c.judgement_id == judgement.c.id)
        .where(standing.c.verdict.is_not(None))
        .order_by(judgement.c.id)
    )
    for row in _rows(connection, query, standing.c.link_id, ids):
        found[row.link_id].append(judgement_view(row))
    return {key: tuple(views) for key, views in found.items()}


def the_one_that_counts(views: Sequence[JudgementView], reviewer: str | None) -> JudgementView | None:
    """As vocabulary.LinkView says: the adjudication, else the reviewer's own, else the latest."""
    if not views:
        return None
    return max(views, key=lambda view: (view.adjudication, view.reviewer == reviewer, view.id))


def note_view(row: Row[Any]) -> NoteView:
    subject = next(
        f"{letter}{number}"
        for letter, number in (
            ("l", row.link_id),
            ("c", row.claim_id),
            ("d", row.document_id),
            ("s", row.speaker_id),
        )
        if number is not None
    )
    return NoteView(id=row.id, subject=subject, text=row.text, reviewer=row.reviewer, at=row.at, private=row.private)


def notes_by_subject(connection: Connection, column: str, ids: Iterable[int]) -> dict[int, tuple[NoteView, ...]]:
    found: dict[int, list[NoteView]] = defaultdict(list)
    query = sa.select(note).where(is_standing_note()).order_by(note.c.id)
    for row in _rows(connection, query, note.c[column], ids):
        found[getattr(row, column)].append(note_view(row))
    return {key: tuple(views) for key, views in found.items()}


def tags_by_subject(connection: Connection, column: str, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = (
        sa.select(tagging.c[column].label("subject"), tag.c.name)
        .join(tag, tag.c.id == tagging.c.tag_id)
        .order_by(tag.c.name)
    )
    for row in _rows(connection, query, tagging.c[column], ids):
        found[row.subject].append(row.name)
    return {key: tuple(names) for key, names in found.items()}


# --- links -------------------------------------------------------------------------------------


def reason_from(values: Mapping[str, Any]) -> Reason:
    return Reason(
        signal=values["signal"],
        value=values["value"],
        text=values["text"],
        a_spans=tuple((start, end) for start, end in values.get("a_spans", ())),
        b_spans=tuple((start, end) for start, end in values.get("b_spans", ())),
    )


def reason_values(reason: Reason) -> dict[str, Any]:
    return {
        "signal": str(reason.signal),
        "value": float(reason.value),
        "text": reason.text,
        "a_spans": [[int(start), int(end)] for start, end in reason.a_spans],
        "b_spans": [[int(start), int(end)] for start, end in reason.b_spans],
    }


def links_by_id(connection: Connection, ids: Iterable[int], reviewer: str | None) -> dict[int, LinkView]:
    rows = list(_rows(connection, sa.select(link), link.c.id, ids))
    found = [row.id for row in rows]
    claims = claims_by_id(connection, {side for row in rows for side in (row.a_id, row.b_id)})
    judgements = judgements_by_link(connection, found)
    notes = notes_by_subject(connection, "link_id", found)
    tags = tags_by_subject(connection, "link_id", found)
    flagged = {row.link_id for row in _rows(connection, sa.select(flag.c.link_id), flag.c.link_id, found)}
    query = sa.select(standing.c.link_id).where(standing.c.skipped.is_(True))
    if reviewer is not None:
        query = query.where(standing.c.reviewer == reviewer)
    skipped = {row.link_id for row in _rows(connection, query, standing.c.link_id, found)}
    return {
        row.id: LinkView(
            id=row.id,
            relation=row.relation,
            type=row.type,
            score=row.score,
            line=row.line,
            reasons=tuple(reason_from(values) for values in row.reasons),
            a=claims[row.a_id],
            b=claims[row.b_id],
            judgement=the_one_that_counts(judgements.get(row.id, ()), reviewer),
            judgements=judgements.get(row.id, ()),
            notes=notes.get(row.id, ()),
            tags=tags.get(row.id, ()),
            flagged=row.id in flagged,
            skipped=row.id in skipped,
            stale=row.stale,
        )
        for row in rows
    }
