"""The records that scripts read: one dict a thing, with the keys and spellings that the command line promises.

Whoever writes JSON takes them from here, so that `claims`, `links`, `show`, `extract`, `compare` and the report agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from claimtrack.vocabulary import (
    Attribution,
    ClaimView,
    DocumentView,
    Extraction,
    JournalEntry,
    JudgementView,
    LinkView,
    NoteView,
    Reason,
    ScoredLink,
    Span,
    Spans,
    SpeakerView,
)

Record = dict[str, object]


def attribution(found: Attribution, extraction: Extraction | None = None) -> Record:
    """One attribution of a text, with its spans in that text; `extraction` lends the names of those relayed."""
    record: Record = {
        "source": spans(found.source),
        "cue": spans(found.cue),
        "content": spans(found.content),
        "kind": found.kind.value,
        "stance": found.stance.value,
        "speaker": found.speaker,
        "speaker_kind": found.speaker_kind.value,
        "confidence": round(found.confidence, 4),
        "attitude": found.attitude,
        "candidates": list(found.candidates),
        "role": found.role,
        "via": found.via,
        "relayed_by": found.relayed_by,
        "refers_to": None,
        "said_on": day(found.said_on),
        "said_span": span(found.said_span),
    }
    if found.refers_to is not None:
        record["refers_to"] = {
            "attribution": found.refers_to.attribution,
            "span": span(found.refers_to.span),
        }
    if extraction is not None and found.relayed_by is not None:
        record["relayed_by_speaker"] = extraction.attributions[found.relayed_by].speaker
    return record


def document(view: DocumentView) -> Record:
    return {
        "id": view.key,
        "path": view.path,
        "title": view.title,
        "outlet": view.outlet,
        "published": day(view.published),
        "url": view.url,
        "author": view.author,
        "sha256": view.sha256,
        "added_at": moment(view.added_at),
        "claims": view.claims,
        "characters": view.characters,
    }


def source_of(view: DocumentView) -> Record:
    """The document as a claim names it."""
    kept = ("id", "path", "title", "outlet", "published", "url", "sha256")
    whole = document(view)
    return {key: whole[key] for key in kept}


def claim(view: ClaimView) -> Record:
    return {
        "id": view.key,
        "document": source_of(view.document),
        "source": spans(view.source),
        "cue": spans(view.cue),
        "content": spans(view.content),
        "kind": view.kind.value,
        "stance": view.stance.value,
        "speaker": view.speaker,
        "speaker_id": None if view.speaker_id is None else f"s{view.speaker_id}",
        "speaker_kind": view.speaker_kind.value,
        "confidence": round(view.confidence, 4),
        "text": view.text,
        "source_text": view.source_text,
        "role": view.role,
        "attitude": view.attitude,
        "candidates": list(view.candidates),
        "via": view.via,
        "relayed_by": None if view.relayed_by is None else f"c{view.relayed_by}",
        "refers_to": None if view.refers_to is None else f"c{view.refers_to}",
        "refers_span": span(view.refers_span),
        "said_on": day(view.said_on),
        "paragraph": view.paragraph,
        "line": view.line,
        "appearances": [f"c{one}" for one in view.appearances],
    }


def reason(one: Reason) -> Record:
    """Trigger spans index the claim's own text, not the document's."""
    return {
        "signal": one.signal,
        "value": round(one.value, 4),
        "text": one.text,
        "a_spans": spans(one.a_spans),
        "b_spans": spans(one.b_spans),
    }


def judgement(view: JudgementView | None) -> Record | None:
    if view is None:
        return None
    return {
        "value": view.verdict.value,
        "reviewer": view.reviewer,
        "at": moment(view.at),
        "note": view.note,
        "score_seen": view.score_seen,
        "blind": view.blind,
        "adjudication": view.adjudication,
    }


def note(view: NoteView) -> Record:
    return {
        "id": view.id,
        "subject": view.subject,
        "text": view.text,
        "reviewer": view.reviewer,
        "at": moment(view.at),
        "private": view.private,
    }


def link(view: LinkView) -> Record:
    return {
        "id": view.key,
        "relation": view.relation.value,
        "type": view.type.value,
        "score": round(view.score, 4),
        "line": view.line,
        "reasons": [reason(one) for one in view.reasons],
        "a": claim(view.a),
        "b": claim(view.b),
        "judgement": judgement(view.judgement),
        "judgements": [judgement(one) for one in view.judgements],
        "notes": [note(one) for one in view.notes],
        "tags": list(view.tags),
        "flagged": view.flagged,
        "skipped": view.skipped,
        "stale": view.stale,
    }


def compared(id: object, scored: ScoredLink) -> Record:
    """The answer to one pair of statements; relation and type are null for two that do not meet."""
    return {
        "id": id,
        "relation": None if scored.relation is None else scored.relation.value,
        "type": None if scored.type is None else scored.type.value,
        "score": round(scored.score, 6),
        "line": scored.line,
        "reasons": [reason(one) for one in scored.reasons],
    }


def speaker(view: SpeakerView) -> Record:
    return {
        "id": view.key,
        "name": view.name,
        "kind": view.kind.value,
        "names": list(view.names),
        "roles": [
            {
                "role": role.role,
                "document": None if role.document_id is None else f"d{role.document_id}",
                "seen_on": day(role.seen_on),
            }
            for role in view.roles
        ],
        "claims": view.claims,
        "confidential": view.alias is not None,
        "alias": view.alias,
    }


def entry(one: JournalEntry) -> Record:
    return {
        "seq": one.seq,
        "at": moment(one.at),
        "reviewer": one.reviewer,
        "action": one.action,
        "subject": one.subject,
        "detail": plain(one.detail),
        "undoes": one.undoes,
    }


def plain(value: object) -> object:
    """Any value of the records as JSON has it: enums by value, dates in ISO 8601, tuples as lists."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Sequence):
        return [plain(one) for one in value]
    return value


def spans(given: Spans) -> list[list[int]]:
    return [[start, end] for start, end in given]


def span(given: Span | None) -> list[int] | None:
    return None if given is None else [given[0], given[1]]


def day(given: date | None) -> str | None:
    return None if given is None else given.isoformat()


def moment(given: datetime) -> str:
    """Seconds are enough for people, and what is stored is UTC."""
    return given.isoformat(timespec="seconds").replace("+00:00", "Z")
