"""What people mend by hand: where a claim's words begin and end, and what is known about a document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from claimtrack.errors import StoreError, UsageError
from claimtrack.models import SpanRole
from claimtrack.store.acts import KINDS, KindOfAct, State, perform
from claimtrack.store.documents import text_of
from claimtrack.store.part import Part, require, require_reviewer
from claimtrack.store.places import Places, ordered
from claimtrack.store.tables import claim, claim_span, document, link, speaker_role
from claimtrack.vocabulary import JournalEntry, Span, Spans, to_document, to_joined

_FACTS = ("title", "outlet", "published", "url", "author", "alias")


class Same(Enum):
    """Stands for a fact that is left as it is."""

    SAME = "same"


SAME = Same.SAME


class CorrectionsPart(Part):
    def correct_span(self, claim_id: int, content: Sequence[Span], *, reviewer: str) -> JournalEntry:
        """Set the content of a claim to these spans of its document; UsageError where they do not fit its text."""
        who = require_reviewer(reviewer)
        spans = ordered(content)
        if not spans:
            raise UsageError("a claim needs at least one span")
        with self.db.write() as connection:
            require(connection, "c", claim_id)
            row = connection.execute(sa.select(claim.c.document_id).where(claim.c.id == claim_id)).one()
            try:
                Places(text_of(connection, row.document_id)).check(spans, "span")
            except StoreError as error:
                raise UsageError(str(error)) from error
            after = {"claim": claim_id, "content": [list(span) for span in spans]}
            return perform(connection, "span", after, reviewer=who, action="correct span", subject=f"c{claim_id}")

    def describe_document(
        self,
        number: int,
        *,
        reviewer: str,
        title: str | Same | None = SAME,
        outlet: str | Same | None = SAME,
        published: date | Same | None = SAME,
        url: str | Same | None = SAME,
        author: str | Same | None = SAME,
    ) -> JournalEntry:
        """Mend what is known about a document; its text never changes."""
        given = {"title": title, "outlet": outlet, "published": published, "url": url, "author": author}
        facts = {name: value for name, value in given.items() if not isinstance(value, Same)}
        if not facts:
            raise UsageError(f"say what to mend about d{number}")
        if isinstance(facts.get("published"), date):
            facts["published"] = str(facts["published"])
        return self._mend(number, facts, reviewer, "describe")

    def alias_document(self, number: int, alias: str | None, *, reviewer: str) -> JournalEntry:
        """Make a document confidential, under an alias in every export; None lifts it."""
        trimmed = None if alias is None else " ".join(alias.split())
        if trimmed == "":
            raise UsageError("an alias needs a name")
        return self._mend(number, {"alias": trimmed}, reviewer, "alias")

    def _mend(self, number: int, facts: State, reviewer: str, action: str) -> JournalEntry:
        who = require_reviewer(reviewer)
        with self.db.write() as connection:
            require(connection, "d", number)
            after = {"document": number, "facts": facts}
            return perform(connection, "document", after, reviewer=who, action=action, subject=f"d{number}")


# --- the state "span": {"claim": id, "content": [[start, end], ...]} -----------------------------


def _content(connection: Connection, claim_id: int) -> Spans:
    query = (
        sa.select(claim_span.c.start, claim_span.c.end)
        .where(claim_span.c.claim_id == claim_id, claim_span.c.role == SpanRole.CONTENT)
        .order_by(claim_span.c.ordinal)
    )
    return tuple((row.start, row.end) for row in connection.execute(query))


def _read_span(connection: Connection, like: State, _reviewer: str) -> State:
    return {"claim": like["claim"], "content": [list(span) for span in _content(connection, like["claim"])]}


def _write_span(connection: Connection, wanted: State, _reviewer: str) -> None:
    number = wanted["claim"]
    old = _content(connection, number)
    new: Spans = tuple((start, end) for start, end in wanted["content"])
    row = connection.execute(sa.select(claim.c.document_id).where(claim.c.id == number)).one()
    places = Places(text_of(connection, row.document_id))
    places.check(new, f"c{number}: content")
    connection.execute(
        claim_span.delete().where(claim_span.c.claim_id == number, claim_span.c.role == SpanRole.CONTENT)
    )
    connection.execute(
        claim_span.insert(),
        [
            {"claim_id": number, "role": SpanRole.CONTENT, "ordinal": ordinal, "start": start, "end": end}
            for ordinal, (start, end) in enumerate(new)
        ],
    )
    connection.execute(claim.update().where(claim.c.id == number).values(**places.of_content(new), linked=False))
    _move_triggers(connection, number, old, new)


def _move_triggers(connection: Connection, number: int, old: Spans, new: Spans) -> None:
    """Keep the trigger words of the claim's links on the same words; those that fell outside are dropped."""
    query = sa.select(link.c.id, link.c.a_id, link.c.reasons).where(
        sa.or_(link.c.a_id == number, link.c.b_id == number)
    )
    for row in connection.execute(query).all():
        side = "a_spans" if row.a_id == number else "b_spans"
        reasons = [{**reason, side: _moved(reason.get(side, []), old, new)} for reason in row.reasons]
        connection.execute(link.update().where(link.c.id == row.id).values(reasons=reasons))


def _moved(spans: Sequence[Sequence[int]], old: Spans, new: Spans) -> list[list[int]]:
    found: list[list[int]] = []
    for start, end in spans:
        for place in to_document(old, (start, end)):
            here = to_joined(new, place)
            if here is not None:
                found.append(list(here))
    return found


# --- the state "document": {"document": id, "facts": {...}} --------------------------------------


def _read_document(connection: Connection, like: State, _reviewer: str) -> State:
    row: Row[Any] = connection.execute(sa.select(document).where(document.c.id == like["document"])).one()
    facts = {name: row._mapping[name] for name in _FACTS if name in like["facts"]}
    if facts.get("published") is not None:
        facts["published"] = facts["published"].isoformat()
    return {"document": like["document"], "facts": facts}


def _write_document(connection: Connection, wanted: State, _reviewer: str) -> None:
    number, facts = wanted["document"], dict(wanted["facts"])
    if "published" in facts:
        facts["published"] = None if facts["published"] is None else date.fromisoformat(facts["published"])
    connection.execute(document.update().where(document.c.id == number).values(facts))
    if "published" in facts:
        _redate(connection, number, facts["published"])


def _redate(connection: Connection, number: int, published: date | None) -> None:
    """Carry a date of publication to what takes its date from it."""
    undated = sa.and_(claim.c.document_id == number, claim.c.said_on.is_(None))
    connection.execute(claim.update().where(undated).values(dated=published, linked=False))
    connection.execute(speaker_role.update().where(speaker_role.c.document_id == number).values(seen_on=published))
    of = sa.select(claim.c.id).where(claim.c.document_id == number)
    a, b = claim.alias("claim_a"), claim.alias("claim_b")
    pairs = (
        sa.select(link.c.id, a.c.dated.label("of_a"), b.c.dated.label("of_b"))
        .join(a, a.c.id == link.c.a_id)
        .join(b, b.c.id == link.c.b_id)
        .where(sa.or_(link.c.a_id.in_(of), link.c.b_id.in_(of)))
    )
    rows = [
        {"number": row.id, "day": max(row.of_a or date.min, row.of_b or date.min)} for row in connection.execute(pairs)
    ]
    if rows:
        statement = link.update().where(link.c.id == sa.bindparam("number")).values(newest=sa.bindparam("day"))
        connection.execute(statement, rows)


KINDS["span"] = KindOfAct(_read_span, _write_span)
KINDS["document"] = KindOfAct(_read_document, _write_document)
