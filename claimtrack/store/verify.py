"""The case against itself: spans against their texts, the journal against its chain, the database against its rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from claimtrack.models import SpanRole
from claimtrack.store.journal import GENESIS, HEAD_SETTING, IMPORT, entry_hash, last_entry
from claimtrack.store.part import Part, ids_of
from claimtrack.store.places import Places, digest
from claimtrack.store.settings import read_setting
from claimtrack.store.tables import claim, claim_span, dispute, document, journal, judgement, standing
from claimtrack.vocabulary import Spans, joined


@dataclass(frozen=True, slots=True)
class Problem:
    what: str
    """text, span, journal, judgement or database."""
    subject: str
    """A key, or where in the journal."""
    text: str


class VerifyPart(Part):
    def verify(self, *, progress: Callable[[int, int], None] | None = None) -> list[Problem]:
        """All that is wrong with the case; empty where it is sound. Reads only."""
        with self.db.read() as connection:
            return list(problems(connection, progress))


def problems(connection: Connection, progress: Callable[[int, int], None] | None = None) -> Iterator[Problem]:
    documents = ids_of(connection, sa.select(document.c.id).order_by(document.c.id))
    added = _digests_when_added(connection)
    for done, number in enumerate(documents):
        yield from _of_document(connection, number, added)
        if progress is not None:
            progress(done + 1, len(documents))
    yield from _of_journal(connection)
    yield from _of_judgements(connection)
    if connection.dialect.name == "sqlite":
        yield from _of_database(connection)


def _digests_when_added(connection: Connection) -> Mapping[str, str]:
    rows = connection.execute(sa.select(journal.c.subject, journal.c.detail).where(journal.c.action == "add"))
    return {row.subject: str(row.detail.get("sha256")) for row in rows}


def _of_document(connection: Connection, number: int, added: Mapping[str, str]) -> Iterator[Problem]:
    row = connection.execute(sa.select(document).where(document.c.id == number)).one()
    key, now = f"d{number}", digest(row.text)
    if now != row.sha256:
        yield Problem("text", key, f"the text of {row.path} is not the one that was added")
    elif key in added and added[key] != now:
        yield Problem("text", key, f"the text of {row.path} is not the one in the journal")
    if row.characters != len(row.text):
        yield Problem("text", key, f"has {len(row.text)} characters where {row.characters} were added")
    places = Places(row.text)
    spans = _spans(connection, number)
    for each in connection.execute(sa.select(claim).where(claim.c.document_id == number).order_by(claim.c.id)):
        yield from _of_claim(each, spans[each.id], places)
    for each in connection.execute(sa.select(dispute).where(dispute.c.document_id == number)):
        if not (each.end <= len(row.text) and (each.matter_end or 0) <= len(row.text)):
            yield Problem("span", key, f"a dispute at {each.start}:{each.end} is outside the text")


def _spans(connection: Connection, number: int) -> Mapping[int, Mapping[SpanRole, Spans]]:
    query = (
        sa.select(claim_span)
        .join(claim, claim.c.id == claim_span.c.claim_id)
        .where(claim.c.document_id == number)
        .order_by(claim_span.c.claim_id, claim_span.c.role, claim_span.c.ordinal)
    )
    found: dict[int, dict[SpanRole, Spans]] = defaultdict(lambda: defaultdict(tuple))
    for row in connection.execute(query):
        found[row.claim_id][row.role] += ((row.start, row.end),)
    return found


def _of_claim(row: Row[Any], spans: Mapping[SpanRole, Spans], places: Places) -> Iterator[Problem]:
    key, length = f"c{row.id}", len(places.text)
    for role in SpanRole:
        for start, end in spans[role]:
            if not 0 <= start < end <= length:
                yield Problem("span", key, f"{role} {start}:{end} is outside its text")
    if not spans[SpanRole.CONTENT]:
        yield Problem("span", key, "has no content")
        return
    for name, role in (("text", SpanRole.CONTENT), ("source_text", SpanRole.SOURCE), ("cue_text", SpanRole.CUE)):
        if row._mapping[name] != joined(places.text, spans[role]):
            yield Problem("span", key, f"its {role} is not what stands in the text")
    expected = places.of_content(spans[SpanRole.CONTENT])
    for name in ("start", "paragraph", "line"):
        if row._mapping[name] != expected[name]:
            yield Problem("span", key, f"its {name} is {expected[name]}, not {row._mapping[name]}")
    if (row.refers_end or 0) > length or (row.said_end or 0) > length:
        yield Problem("span", key, "points outside its text")


def _of_journal(connection: Connection) -> Iterator[Problem]:
    previous, seq = GENESIS, 0
    rows = connection.execution_options(yield_per=1000).execute(sa.select(journal).order_by(journal.c.seq))
    for row in rows:
        where = f"entry {row.seq}"
        if row.seq != seq + 1:
            yield Problem("journal", where, f"follows entry {seq}: entries are missing")
        if row.previous != previous:
            yield Problem("journal", where, "does not follow from the entry before")
        if row.hash != entry_hash(row.previous, row.at, row.reviewer, row.action, row.subject, row.detail, row.undoes):
            yield Problem("journal", where, f"was changed after {row.reviewer} made it")
        previous, seq = row.hash, row.seq
    head = read_setting(connection, HEAD_SETTING)
    if (head or {"seq": 0})["seq"] != seq or (head is not None and head["hash"] != last_entry(connection)[1]):
        yield Problem("journal", f"entry {seq}", "is not the last that was written")


def _of_judgements(connection: Connection) -> Iterator[Problem]:
    """Where a reviewer stands must be their last judgement, and must be what the journal says last."""
    last = (
        sa.select(sa.func.max(judgement.c.id).label("id"))
        .group_by(judgement.c.link_id, judgement.c.reviewer, judgement.c.adjudication)
        .subquery()
    )
    rows = connection.execute(
        sa.select(judgement).join(last, last.c.id == judgement.c.id).order_by(judgement.c.link_id)
    ).all()
    told = _last_told(connection)
    stands = {
        (row.link_id, row.reviewer, row.adjudication): row
        for row in connection.execute(sa.select(standing).where(standing.c.judgement_id.is_not(None)))
    }
    for row in rows:
        key = (row.link_id, row.reviewer, row.adjudication)
        here = stands.pop(key, None)
        if here is None or here.judgement_id != row.id or here.verdict != row.verdict:
            yield Problem("judgement", f"l{row.link_id}", f"what stands is not {row.reviewer}'s last judgement")
        verdict = None if row.verdict is None else str(row.verdict)
        if key in told and told[key] != verdict:
            yield Problem("judgement", f"l{row.link_id}", f"{row.reviewer}'s judgement is not the one in the journal")
        elif key not in told:
            yield Problem("judgement", f"l{row.link_id}", f"{row.reviewer}'s judgement is not in the journal")
    for link_id, reviewer, _ in stands:
        yield Problem("judgement", f"l{link_id}", f"{reviewer}'s judgement is gone")


def _last_told(connection: Connection) -> dict[tuple[int, str, bool], str | None]:
    told: dict[tuple[int, str, bool], str | None] = {}
    is_standing = journal.c.detail["kind"].as_string() == "standing"
    query = sa.select(journal.c.reviewer, journal.c.action, journal.c.detail).order_by(journal.c.seq)
    rows = connection.execution_options(yield_per=1000).execute(
        query.where(sa.or_(is_standing, journal.c.action == IMPORT))
    )
    for row in rows:
        if row.action == IMPORT:
            for each in row.detail.get("judgements", ()):
                told[each["link"], each["reviewer"], each["adjudication"]] = each["verdict"]
            continue
        after = row.detail["after"]
        for number, decision in after["links"].items():
            told[int(number), row.reviewer, after["adjudication"]] = decision["verdict"]
    return told


def _of_database(connection: Connection) -> Iterator[Problem]:
    for (text,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if text != "ok":
            yield Problem("database", "file", str(text))
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem("database", f"{table} {row}", f"points at a {parent} that is not there")
