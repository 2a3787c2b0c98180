"""Judgements, skips and flags. A judgement is appended, never changed: taking it back is a row of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from claimtrack.errors import NotFound, UsageError
from claimtrack.store.acts import KINDS, KindOfAct, State, perform
from claimtrack.store.part import Part, now, require, require_reviewer
from claimtrack.store.tables import flag, judgement, link, standing
from claimtrack.store.views import chunks, judgement_view
from claimtrack.vocabulary import JournalEntry, JudgementView, Verdict

_DECISION = ("verdict", "note", "score_seen", "blind")
_OPEN = {"verdict": None, "note": None, "score_seen": None, "blind": False, "skipped": False}


class JudgingPart(Part):
    def judge(
        self,
        link_id: int,
        verdict: Verdict,
        *,
        reviewer: str,
        note: str | None = None,
        score_seen: float | None = None,
        blind: bool = False,
    ) -> JudgementView:
        """Decide on a link; a judgement before stays in the record. `score_seen` None: the score that stands now."""
        return self._judge([link_id], verdict, reviewer, note, score_seen, blind, "judge")[0]

    def judge_many(
        self,
        link_ids: Sequence[int],
        verdict: Verdict,
        *,
        reviewer: str,
        note: str | None = None,
        blind: bool = False,
    ) -> list[JudgementView]:
        """One judgement for several links, undone in one step."""
        return self._judge(list(dict.fromkeys(link_ids)), verdict, reviewer, note, None, blind, "judge")

    def adjudicate(self, link_id: int, verdict: Verdict, *, reviewer: str, note: str | None = None) -> JudgementView:
        """Close a disagreement with an entry of its own, which counts from now on."""
        return self._judge([link_id], verdict, reviewer, note, None, False, "adjudicate")[0]

    def withdraw(self, link_id: int, *, reviewer: str) -> JournalEntry:
        """Take one's own judgement back."""
        name = require_reviewer(reviewer)
        with self.db.write() as connection:
            require(connection, "l", link_id)
            after = {"adjudication": False, "links": {str(link_id): dict(_OPEN)}}
            return perform(connection, "standing", after, reviewer=name, action="withdraw", subject=f"l{link_id}")

    def skip(self, link_id: int, *, reviewer: str, on: bool = True) -> JournalEntry:
        """Put a link off; it comes back when nothing is open any more."""
        name = require_reviewer(reviewer)
        with self.db.write() as connection:
            require(connection, "l", link_id)
            key = str(link_id)
            wanted = {"adjudication": False, "links": {key: {}}}
            after = _read_standing(connection, wanted, name)
            after["links"][key]["skipped"] = on
            action = "skip" if on else "unskip"
            return perform(connection, "standing", after, reviewer=name, action=action, subject=f"l{link_id}")

    def flag(self, link_id: int, *, reviewer: str, on: bool = True, text: str | None = None) -> JournalEntry:
        """Raise a flag on a link, or lower every flag on it; `report --strict` refuses while one is up."""
        name = require_reviewer(reviewer)
        with self.db.write() as connection:
            require(connection, "l", link_id)
            after = _read_flags(connection, {"link": link_id}, name)
            if on:
                flags = [each for each in after["flags"] if each["reviewer"] != name]
                flags.append({"reviewer": name, "text": text, "at": now().isoformat()})
                after["flags"] = sorted(flags, key=lambda each: str(each["reviewer"]))
            else:
                after["flags"] = []
            action = "flag" if on else "unflag"
            return perform(connection, "flags", after, reviewer=name, action=action, subject=f"l{link_id}")

    def _judge(
        self,
        link_ids: list[int],
        verdict: Verdict,
        reviewer: str,
        note: str | None,
        score_seen: float | None,
        blind: bool,
        action: str,
    ) -> list[JudgementView]:
        name = require_reviewer(reviewer)
        if not link_ids:
            raise UsageError("no link to judge was named")
        adjudication = action == "adjudicate"
        with self.db.write() as connection:
            scores = _scores(connection, link_ids)
            after: State = {"adjudication": adjudication, "links": {}}
            for number in link_ids:
                seen = scores[number] if score_seen is None else score_seen
                after["links"][str(number)] = {
                    "verdict": str(verdict),
                    "note": note,
                    "score_seen": None if blind else seen,
                    "blind": blind,
                    "skipped": False,
                }
            perform(
                connection,
                "standing",
                after,
                reviewer=name,
                action=action,
                subject=f"l{link_ids[0]}",
                also=[f"l{number}" for number in link_ids],
            )
            found = _standing_views(connection, link_ids, name, adjudication=adjudication)
        return [found[number] for number in link_ids]


def _scores(connection: Connection, link_ids: Sequence[int]) -> dict[int, float]:
    found: dict[int, float] = {}
    for some in chunks(link_ids):
        rows = connection.execute(sa.select(link.c.id, link.c.score).where(link.c.id.in_(some)))
        found.update({row.id: row.score for row in rows})
    for number in link_ids:
        if number not in found:
            raise NotFound(f"there is no link l{number}: `claimtrack links` lists them")
    return found


def _standing_views(
    connection: Connection, link_ids: Sequence[int], reviewer: str, *, adjudication: bool
) -> dict[int, JudgementView]:
    found: dict[int, JudgementView] = {}
    for some in chunks(link_ids):
        query = (
            sa.select(judgement)
            .join(standing, standing.c.judgement_id == judgement.c.id)
            .where(
                standing.c.link_id.in_(some),
                standing.c.reviewer == reviewer,
                standing.c.adjudication.is_(adjudication),
            )
        )
        found.update({row.link_id: judgement_view(row) for row in connection.execute(query)})
    return found


# --- the state "standing": {"adjudication": bool, "links": {id: decision and skipped}} -----------


def _read_standing(connection: Connection, like: State, reviewer: str) -> State:
    ids = [int(number) for number in like["links"]]
    found: dict[str, dict[str, Any]] = {str(number): dict(_OPEN) for number in ids}
    for some in chunks(ids):
        query = (
            sa.select(
                standing.c.link_id,
                standing.c.skipped,
                standing.c.verdict,
                judgement.c.note,
                judgement.c.score_seen,
                judgement.c.blind,
            )
            .select_from(standing.outerjoin(judgement, judgement.c.id == standing.c.judgement_id))
            .where(
                standing.c.link_id.in_(some),
                standing.c.reviewer == reviewer,
                standing.c.adjudication.is_(like["adjudication"]),
            )
        )
        for row in connection.execute(query):
            decided = row.verdict is not None
            found[str(row.link_id)] = {
                "verdict": str(row.verdict) if decided else None,
                "note": row.note if decided else None,
                "score_seen": row.score_seen if decided else None,
                "blind": bool(row.blind) if decided else False,
                "skipped": row.skipped,
            }
    return {"adjudication": like["adjudication"], "links": found}


def _write_standing(connection: Connection, wanted: State, reviewer: str) -> None:
    at, adjudication = now(), wanted["adjudication"]
    present = _read_standing(connection, wanted, reviewer)["links"]
    decisions = {int(number): {**_OPEN, **decision} for number, decision in wanted["links"].items()}
    appended = [
        number
        for number, row in decisions.items()
        if row["verdict"] is not None or any(row[name] != present[str(number)][name] for name in _DECISION)
    ]
    made = _append(connection, [(number, decisions[number]) for number in appended], reviewer, adjudication, at)
    _stand(connection, decisions, made, reviewer, adjudication)
    for some in chunks(decisions):
        connection.execute(link.update().where(link.c.id.in_(some)).values(touched=True, shown=True))


def _append(
    connection: Connection, rows: Sequence[tuple[int, State]], reviewer: str, adjudication: bool, at: datetime
) -> dict[int, int]:
    """Add a judgement a link; their ids by link."""
    if not rows:
        return {}
    values = [
        {
            "link_id": number,
            "reviewer": reviewer,
            "verdict": None if row["verdict"] is None else Verdict(row["verdict"]),
            "withdrawn": row["verdict"] is None,
            "at": at,
            "note": row["note"],
            "score_seen": row["score_seen"],
            "blind": row["blind"],
            "adjudication": adjudication,
        }
        for number, row in rows
    ]
    statement = judgement.insert().returning(judgement.c.id, sort_by_parameter_order=True)
    return {number: made.id for (number, _), made in zip(rows, connection.execute(statement, values), strict=True)}


def _stand(
    connection: Connection,
    decisions: dict[int, State],
    made: dict[int, int],
    reviewer: str,
    adjudication: bool,
) -> None:
    mine = sa.and_(standing.c.reviewer == reviewer, standing.c.adjudication.is_(adjudication))
    before: dict[int, int | None] = {}
    for some in chunks(decisions):
        query = sa.select(standing.c.link_id, standing.c.judgement_id).where(standing.c.link_id.in_(some), mine)
        before.update({row.link_id: row.judgement_id for row in connection.execute(query)})
        connection.execute(standing.delete().where(standing.c.link_id.in_(some), mine))
    connection.execute(
        standing.insert(),
        [
            {
                "link_id": number,
                "reviewer": reviewer,
                "adjudication": adjudication,
                "judgement_id": made.get(number, before.get(number)),
                "verdict": None if row["verdict"] is None else Verdict(row["verdict"]),
                "skipped": row["skipped"],
            }
            for number, row in decisions.items()
        ],
    )


def write_standing_row(
    connection: Connection,
    number: int,
    reviewer: str,
    *,
    adjudication: bool,
    judgement_id: int | None,
    verdict: Verdict | None,
    skipped: bool,
) -> None:
    """Set where a reviewer stands on a link; `judgement_id` None leaves the last judgement in place."""
    where = sa.and_(
        standing.c.link_id == number,
        standing.c.reviewer == reviewer,
        standing.c.adjudication.is_(adjudication),
    )
    values: State = {"verdict": verdict, "skipped": skipped}
    if judgement_id is not None:
        values["judgement_id"] = judgement_id
    if connection.execute(standing.update().where(where).values(values)).rowcount == 0:
        connection.execute(
            standing.insert().values(link_id=number, reviewer=reviewer, adjudication=adjudication, **values)
        )


# --- the state "flags": {"link": id, "flags": [{"reviewer", "text", "at"}]} ----------------------


def _read_flags(connection: Connection, like: State, _reviewer: str) -> State:
    query = sa.select(flag).where(flag.c.link_id == like["link"]).order_by(flag.c.reviewer)
    flags = [
        {"reviewer": row.reviewer, "text": row.text, "at": row.at.isoformat()} for row in connection.execute(query)
    ]
    return {"link": like["link"], "flags": flags}


def _write_flags(connection: Connection, wanted: State, _reviewer: str) -> None:
    connection.execute(flag.delete().where(flag.c.link_id == wanted["link"]))
    for each in wanted["flags"]:
        connection.execute(
            flag.insert().values(
                link_id=wanted["link"],
                reviewer=each["reviewer"],
                text=each["text"],
                at=datetime.fromisoformat(each["at"]),
            )
        )
    connection.execute(link.update().where(link.c.id == wanted["link"]).values(touched=True, shown=True))


KINDS["standing"] = KindOfAct(_read_standing, _write_standing)
KINDS["flags"] = KindOfAct(_read_flags, _write_flags)
