"""Links of another case and what people said of them, beside what is here.

A reviewer's judgements are compared as a whole: where the one history goes on from the other, the rest is added; where
two histories under one name part and end differently, the one that came in stands beside the other under
"NAME (import)", so that it shows as a disagreement and nobody's word is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from claimtrack.store.grouping import sort_links_anew
from claimtrack.store.judging import write_standing_row
from claimtrack.store.part import insert_row
from claimtrack.store.tables import claim, flag, judgement, link, note, standing, tag, tagging
from claimtrack.store.taking import Row, Taking, without_id

_SUBJECTS = ("link_id", "claim_id", "document_id", "speaker_id")


class TakingActs(Taking):
    def run(self) -> None:
        self._take_links()
        self._take_judgements()
        self._take_notes()
        self._take_tags_and_flags()

    def _take_links(self) -> None:
        ours = {
            (row.low_id, row.high_id): row.id
            for row in self._connection.execute(sa.select(link.c.id, link.c.low_id, link.c.high_id))
        }
        for row in self._theirs["link"]:
            a, b = self._maps.claims.get(row["a_id"]), self._maps.claims.get(row["b_id"])
            if a is None or b is None or a == b:
                continue
            pair = (min(a, b), max(a, b))
            if pair in ours:
                self._maps.links[row["id"]] = ours[pair]
                if row["touched"]:
                    mine = link.c.id == ours[pair]
                    self._connection.execute(link.update().where(mine).values(touched=True, shown=True))
                continue
            values = {
                **without_id(row),
                "a_id": a,
                "b_id": b,
                "low_id": pair[0],
                "high_id": pair[1],
                "folded_into": None,
            }
            self._maps.links[row["id"]] = ours[pair] = insert_row(self._connection, link, **values)
            self._maps.counts["links"] += 1
        sort_links_anew(self._connection, claim.c.document_id.in_(sorted(self._maps.documents.values())))
        for row in self._theirs["link"]:
            if row["folded_into"] in self._maps.links and row["id"] in self._maps.links:
                alone = sa.and_(link.c.id == self._maps.links[row["id"]], link.c.folded_into.is_(None))
                target = self._maps.links[row["folded_into"]]
                self._connection.execute(
                    link.update().where(alone, link.c.shown.is_(False), link.c.id != target).values(folded_into=target)
                )

    def _take_judgements(self) -> None:
        theirs: dict[tuple[int, str, bool], list[Row]] = defaultdict(list)
        for row in sorted(self._theirs["judgement"], key=lambda each: each["id"]):
            if row["link_id"] in self._maps.links:
                theirs[self._maps.links[row["link_id"]], row["reviewer"], row["adjudication"]].append(row)
        for (link_id, reviewer, adjudication), rows in sorted(theirs.items(), key=lambda item: item[1][0]["at"]):
            self._take_history(link_id, reviewer, adjudication, rows)
        for row in self._theirs["standing"]:
            if row["skipped"] and row["link_id"] in self._maps.links:
                self._take_skip(self._maps.links[row["link_id"]], row)

    def _take_history(self, link_id: int, reviewer: str, adjudication: bool, rows: Sequence[Row]) -> None:
        ours = self._history(link_id, reviewer, adjudication)
        theirs = [_decision(row) for row in rows]
        if ours == theirs[: len(ours)]:
            self._append(link_id, reviewer, adjudication, rows[len(ours) :])
        elif theirs != ours[: len(theirs)] and rows[-1]["verdict"] != ours[-1][1]:
            beside = f"{reviewer} (import)"
            known = self._history(link_id, beside, adjudication)
            if known == theirs[: len(known)]:
                self._append(link_id, beside, adjudication, rows[len(known) :])

    def _history(self, link_id: int, reviewer: str, adjudication: bool) -> list[tuple[Any, ...]]:
        query = (
            sa.select(judgement)
            .where(
                judgement.c.link_id == link_id,
                judgement.c.reviewer == reviewer,
                judgement.c.adjudication.is_(adjudication),
            )
            .order_by(judgement.c.id)
        )
        return [_decision(dict(row._mapping)) for row in self._connection.execute(query)]

    def _append(self, link_id: int, reviewer: str, adjudication: bool, rows: Sequence[Row]) -> None:
        for row in rows:
            values = {**without_id(row), "link_id": link_id, "reviewer": reviewer}
            made = insert_row(self._connection, judgement, **values)
            write_standing_row(
                self._connection,
                link_id,
                reviewer,
                adjudication=adjudication,
                judgement_id=made,
                verdict=row["verdict"],
                skipped=False,
            )
            self._maps.counts["judgements"] += 1
        if rows:
            last = rows[-1]["verdict"]
            self._maps.told.append(
                {
                    "link": link_id,
                    "reviewer": reviewer,
                    "adjudication": adjudication,
                    "verdict": None if last is None else str(last),
                }
            )

    def _take_skip(self, link_id: int, row: Row) -> None:
        where = sa.and_(standing.c.link_id == link_id, standing.c.reviewer == row["reviewer"])
        if self._connection.execute(sa.select(standing.c.link_id).where(where)).first() is None:
            write_standing_row(
                self._connection,
                link_id,
                row["reviewer"],
                adjudication=row["adjudication"],
                judgement_id=None,
                verdict=None,
                skipped=True,
            )

    def _take_notes(self) -> None:
        ours = {
            _note_key(dict(row._mapping), dict(row._mapping)): row.id
            for row in self._connection.execute(sa.select(note))
        }
        made: dict[int, int] = {}
        for row in sorted(self._theirs["note"], key=lambda each: each["id"]):
            subject = self._subject(row)
            if subject is None:
                continue
            key = _note_key(row, subject)
            if key in ours:
                made[row["id"]] = ours[key]
                continue
            replaces = made.get(row["replaces"])
            taken = replaces is not None and self._is_replaced(replaces)
            values = {**without_id(row), **subject, "replaces": None if taken else replaces}
            if taken and not row["text"]:
                continue
            made[row["id"]] = ours[key] = insert_row(self._connection, note, **values)
            self._maps.counts["notes"] += 1

    def _is_replaced(self, number: int) -> bool:
        return self._connection.execute(sa.select(note.c.id).where(note.c.replaces == number)).first() is not None

    def _take_tags_and_flags(self) -> None:
        names = {row["id"]: row["name"] for row in self._theirs["tag"]}
        for row in self._theirs["tagging"]:
            subject = self._subject(row)
            if subject is None:
                continue
            name = names[row["tag_id"]]
            tag_id = self._connection.execute(sa.select(tag.c.id).where(tag.c.name == name)).scalar()
            tag_id = tag_id or insert_row(self._connection, tag, name=name)
            here = sa.and_(tagging.c.tag_id == tag_id, *(tagging.c[each].is_(subject[each]) for each in _SUBJECTS))
            if self._connection.execute(sa.select(tagging.c.id).where(here)).first() is None:
                insert_row(self._connection, tagging, **{**without_id(row), **subject, "tag_id": tag_id})
        for row in self._theirs["flag"]:
            number = self._maps.links.get(row["link_id"])
            if number is None:
                continue
            here = sa.and_(flag.c.link_id == number, flag.c.reviewer == row["reviewer"])
            if self._connection.execute(sa.select(flag.c.link_id).where(here)).first() is None:
                self._connection.execute(flag.insert().values({**row, "link_id": number}))

    def _subject(self, row: Row) -> Row | None:
        """Their subject as ours; None where it did not come along."""
        maps = {
            "link_id": self._maps.links,
            "claim_id": self._maps.claims,
            "document_id": self._maps.documents,
            "speaker_id": self._maps.speakers,
        }
        found = {name: None if row[name] is None else maps[name].get(row[name]) for name in _SUBJECTS}
        return found if any(value is not None for value in found.values()) else None


def _decision(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["at"], row["verdict"], row["note"], row["blind"]


def _note_key(row: Mapping[str, Any], subject: Mapping[str, Any]) -> tuple[Any, ...]:
    return (*(subject[name] for name in _SUBJECTS), row["reviewer"], row["at"], row["text"])
