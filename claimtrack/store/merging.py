"""One case taken into another: documents by their texts, claims by their words, links by their pairs.

Nothing that is there is changed. A reviewer's judgements are compared as a whole: where the one history goes on from
the other, the rest is added; where two histories under one name part and end differently, the one that came in stands
beside the other under "NAME (import)", so that it shows as a disagreement and nobody's word is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from claimtrack.errors import StoreError
from claimtrack.models import SpanRole
from claimtrack.store import journal as record
from claimtrack.store.conditions import disagreed
from claimtrack.store.grouping import GROUPING_DUE, new_speaker, regroup, sort_links_anew
from claimtrack.store.judging import write_standing_row
from claimtrack.store.part import insert_row
from claimtrack.store.places import Places, digest
from claimtrack.store.settings import read_setting, write_setting
from claimtrack.store.tables import (
    claim,
    claim_span,
    dispute,
    document,
    flag,
    judgement,
    link,
    mention,
    note,
    speaker,
    speaker_name,
    standing,
    tag,
    tagging,
)
from claimtrack.vocabulary import Spans, joined

Row = dict[str, Any]
Rows = Mapping[str, list[Row]]
_SUBJECTS = ("link_id", "claim_id", "document_id", "speaker_id")


class Merging:
    """One import; the maps lead from the ids of the export to those of the store."""

    def __init__(self, connection: Connection, theirs: Rows, reviewer: str) -> None:
        self._connection = connection
        self._theirs = theirs
        self._reviewer = reviewer
        self._documents: dict[int, int] = {}
        self._mentions: dict[int, int] = {}
        self._speakers: dict[int, int] = {}
        self._claims: dict[int, int] = {}
        self._links: dict[int, int] = {}
        self._new_documents: set[int] = set()
        self._told: list[Row] = []
        self._counts = dict.fromkeys(
            ("documents", "claims", "links", "judgements", "notes", "known", "disagreements"), 0
        )
        self._spans: dict[int, dict[SpanRole, Spans]] = defaultdict(lambda: defaultdict(tuple))
        for row in sorted(theirs["claim_span"], key=lambda each: (each["claim_id"], each["role"], each["ordinal"])):
            self._spans[row["claim_id"]][row["role"]] += ((row["start"], row["end"]),)

    def run(self) -> dict[str, int]:
        before = self._how_many_differ()
        self._take_documents()
        self._take_speakers()
        self._take_mentions()
        self._take_claims()
        self._take_disputes()
        if self._new_documents:
            regroup(self._connection)
        self._take_links()
        self._take_judgements()
        self._take_notes()
        self._take_tags_and_flags()
        self._counts["disagreements"] = max(0, self._how_many_differ() - before)
        if any(self._counts[name] for name in ("documents", "claims", "links", "judgements", "notes")):
            self._journal()
        return self._counts

    # --- documents, speakers, claims ---

    def _take_documents(self) -> None:
        known = {row.sha256: row.id for row in self._connection.execute(sa.select(document.c.id, document.c.sha256))}
        for row in self._theirs["document"]:
            if row["sha256"] != digest(row["text"]):
                raise StoreError(f"the text of {row['path']} was changed after the export: nothing was taken in")
            there = known.get(row["sha256"])
            if there is not None:
                self._documents[row["id"]] = there
                self._counts["known"] += 1
                if row["alias"] is not None:
                    mine = sa.and_(document.c.id == there, document.c.alias.is_(None))
                    self._connection.execute(document.update().where(mine).values(alias=row["alias"]))
                continue
            values = {**_without_id(row), "characters": len(row["text"])}
            number = insert_row(self._connection, document, **values)
            self._documents[row["id"]] = number
            self._new_documents.add(row["id"])
            self._counts["documents"] += 1

    def _take_speakers(self) -> None:
        """A speaker is the one who speaks in a document that both have, else one of that name, else a new one."""
        shared = self._shared_mentions()
        for row in self._theirs["mention"]:
            if row["document_id"] not in self._new_documents and row["id"] in shared:
                self._mentions[row["id"]], speaker_id = shared[row["id"]]
                self._speakers.setdefault(row["speaker_id"], speaker_id)
        for row in self._theirs["speaker"]:
            if row["merged_into"] is None and row["id"] not in self._speakers:
                self._speakers[row["id"]] = self._same_name(row) or new_speaker(
                    self._connection,
                    row["name"],
                    row["kind"],
                    gender=row["gender"],
                    is_named=row["is_named"],
                    name_by_hand=row["name_by_hand"],
                )
            if row["alias"] is not None and row["id"] in self._speakers:
                self._hide(self._speakers[row["id"]], row["alias"])
        into = {row["id"]: row["merged_into"] for row in self._theirs["speaker"] if row["merged_into"] is not None}
        for number in into:
            target, seen = number, set()
            while target in into and target not in seen:
                seen.add(target)
                target = into[target]
            if target in self._speakers:
                self._speakers.setdefault(number, self._speakers[target])
        self._take_names()

    def _hide(self, number: int, alias: str) -> None:
        """Who is confidential there is so here, with every mention kept in place."""
        mine = sa.and_(speaker.c.id == number, speaker.c.alias.is_(None))
        if self._connection.execute(speaker.update().where(mine).values(alias=alias)).rowcount:
            self._connection.execute(mention.update().where(mention.c.speaker_id == number).values(by_hand=True))

    def _take_names(self) -> None:
        for row in self._theirs["speaker_name"]:
            number = self._speakers.get(row["speaker_id"])
            if row["by_hand"] and number is not None:
                where = sa.and_(speaker_name.c.speaker_id == number, speaker_name.c.name == row["name"])
                if self._connection.execute(sa.select(speaker_name.c.name).where(where)).first() is None:
                    values = {"speaker_id": number, "name": row["name"], "by_hand": True}
                    self._connection.execute(speaker_name.insert().values(values))

    def _same_name(self, row: Row) -> int | None:
        if not row["is_named"]:
            return None
        found = self._connection.execute(
            sa.select(speaker.c.id)
            .where(speaker.c.name == row["name"], speaker.c.kind == row["kind"], speaker.c.merged_into.is_(None))
            .order_by(speaker.c.id)
        ).scalar()
        return None if found is None else int(found)

    def _shared_mentions(self) -> dict[int, tuple[int, int]]:
        """Their mentions of documents that both have, as (our mention, our speaker)."""
        ours = {
            (row.document_id, row.ordinal, row.name): (row.id, row.speaker_id)
            for row in self._connection.execute(sa.select(mention))
        }
        found: dict[int, tuple[int, int]] = {}
        for row in self._theirs["mention"]:
            key = (self._documents[row["document_id"]], row["ordinal"], row["name"])
            if key in ours:
                found[row["id"]] = ours[key]
        return found

    def _take_mentions(self) -> None:
        first: int | None = None
        for row in self._theirs["mention"]:
            if row["document_id"] in self._new_documents:
                values = {
                    **_without_id(row),
                    "document_id": self._documents[row["document_id"]],
                    "speaker_id": self._speakers[row["speaker_id"]],
                }
                self._mentions[row["id"]] = insert_row(self._connection, mention, **values)
                first = first or self._mentions[row["id"]]
        if first is not None and read_setting(self._connection, GROUPING_DUE) is None:
            write_setting(self._connection, GROUPING_DUE, first)

    def _take_claims(self) -> None:
        needed = self._claims_with_acts()
        texts = {row["id"]: row["text"] for row in self._theirs["document"]}
        by_document: dict[int, list[Row]] = defaultdict(list)
        for row in self._theirs["claim"]:
            by_document[row["document_id"]].append(row)
        for document_id, rows in by_document.items():
            places = Places(texts[document_id])
            if document_id in self._new_documents:
                wanted = rows
            else:
                left = self._match_claims(document_id, rows)
                wanted = [row for row in left if row["id"] in needed]
            for row in wanted:
                self._take_claim(row, places)
        self._point_claims()

    def _match_claims(self, document_id: int, rows: Sequence[Row]) -> list[Row]:
        """Find their claims among ours of the same text, by words, else by place; those not found are returned."""
        here = self._connection.execute(
            sa.select(claim.c.id, claim.c.ordinal, claim.c.text, claim.c.start, document.c.extractor)
            .join(document, document.c.id == claim.c.document_id)
            .where(claim.c.document_id == self._documents[document_id])
            .order_by(claim.c.ordinal)
        ).all()
        extractor = next(row["extractor"] for row in self._theirs["document"] if row["id"] == document_id)
        by_words = {(row.start, row.text): row.id for row in here}
        by_place = {row.ordinal: row.id for row in here if row.extractor == extractor}
        taken: set[int] = set()
        for row in rows:
            same = by_words.get((row["start"], row["text"]))
            if same is not None and same not in taken:
                self._claims[row["id"]] = same
                taken.add(same)
        left: list[Row] = []
        for row in rows:
            if row["id"] in self._claims:
                continue
            same = by_place.get(row["ordinal"])
            if same is not None and same not in taken:
                self._claims[row["id"]] = same
                taken.add(same)
            else:
                left.append(row)
        return left

    def _claims_with_acts(self) -> set[int]:
        """Their claims that a person said something about, alone or in a link."""
        found = {row["claim_id"] for name in ("note", "tagging") for row in self._theirs[name] if row["claim_id"]}
        for row in self._theirs["link"]:
            if row["touched"]:
                found |= {row["a_id"], row["b_id"]}
        return found

    def _take_claim(self, row: Row, places: Places) -> None:
        spans = self._spans[row["id"]]
        for role in SpanRole:
            places.check(spans[role], f"imported claim c{row['id']}: {role}")
        number = self._documents[row["document_id"]]
        ordinal = row["ordinal"]
        if row["document_id"] not in self._new_documents:
            last = sa.select(sa.func.max(claim.c.ordinal)).where(claim.c.document_id == number)
            ordinal = (self._connection.execute(last).scalar() or 0) + 1
        values = {
            **_without_id(row),
            **places.of_content(spans[SpanRole.CONTENT]),
            "source_text": joined(places.text, spans[SpanRole.SOURCE]),
            "cue_text": joined(places.text, spans[SpanRole.CUE]),
            "document_id": number,
            "ordinal": ordinal,
            "mention_id": self._mentions.get(row["mention_id"]),
            "speaker_id": self._speakers.get(row["speaker_id"]),
            "relayed_by": None,
            "refers_to": None,
            "linked": False,
        }
        made = insert_row(self._connection, claim, **values)
        self._claims[row["id"]] = made
        self._counts["claims"] += 1
        rows = [
            {"claim_id": made, "role": role, "ordinal": order, "start": start, "end": end}
            for role in SpanRole
            for order, (start, end) in enumerate(spans[role])
        ]
        self._connection.execute(claim_span.insert(), rows)

    def _point_claims(self) -> None:
        for row in self._theirs["claim"]:
            if row["document_id"] in self._new_documents and (row["refers_to"] or row["relayed_by"]):
                values = {name: self._claims.get(row[name]) for name in ("refers_to", "relayed_by")}
                here = claim.c.id == self._claims[row["id"]]
                self._connection.execute(claim.update().where(here).values(values))

    def _take_disputes(self) -> None:
        for row in self._theirs["dispute"]:
            if row["document_id"] in self._new_documents:
                values = {
                    **_without_id(row),
                    "document_id": self._documents[row["document_id"]],
                    "by_mention": self._mentions.get(row["by_mention"]),
                    "against_mention": self._mentions.get(row["against_mention"]),
                    "claim_id": self._claims.get(row["claim_id"]),
                }
                insert_row(self._connection, dispute, **values)

    # --- links and what people said of them ---

    def _take_links(self) -> None:
        ours = {
            (row.low_id, row.high_id): row.id
            for row in self._connection.execute(sa.select(link.c.id, link.c.low_id, link.c.high_id))
        }
        for row in self._theirs["link"]:
            a, b = self._claims.get(row["a_id"]), self._claims.get(row["b_id"])
            if a is None or b is None or a == b:
                continue
            pair = (min(a, b), max(a, b))
            if pair in ours:
                self._links[row["id"]] = ours[pair]
                if row["touched"]:
                    mine = link.c.id == ours[pair]
                    self._connection.execute(link.update().where(mine).values(touched=True, shown=True))
                continue
            values = {
                **_without_id(row),
                "a_id": a,
                "b_id": b,
                "low_id": pair[0],
                "high_id": pair[1],
                "folded_into": None,
            }
            self._links[row["id"]] = ours[pair] = insert_row(self._connection, link, **values)
            self._counts["links"] += 1
        sort_links_anew(self._connection, claim.c.document_id.in_(sorted(self._documents.values())))
        for row in self._theirs["link"]:
            if row["folded_into"] in self._links and row["id"] in self._links:
                alone = sa.and_(link.c.id == self._links[row["id"]], link.c.folded_into.is_(None))
                target = self._links[row["folded_into"]]
                self._connection.execute(
                    link.update().where(alone, link.c.shown.is_(False), link.c.id != target).values(folded_into=target)
                )

    def _take_judgements(self) -> None:
        theirs: dict[tuple[int, str, bool], list[Row]] = defaultdict(list)
        for row in sorted(self._theirs["judgement"], key=lambda each: each["id"]):
            if row["link_id"] in self._links:
                theirs[self._links[row["link_id"]], row["reviewer"], row["adjudication"]].append(row)
        for (link_id, reviewer, adjudication), rows in sorted(theirs.items(), key=lambda item: item[1][0]["at"]):
            self._take_history(link_id, reviewer, adjudication, rows)
        for row in self._theirs["standing"]:
            if row["skipped"] and row["link_id"] in self._links:
                self._take_skip(self._links[row["link_id"]], row)

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
            values = {**_without_id(row), "link_id": link_id, "reviewer": reviewer}
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
            self._counts["judgements"] += 1
        if rows:
            last = rows[-1]["verdict"]
            self._told.append(
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
            values = {**_without_id(row), **subject, "replaces": None if taken else replaces}
            if taken and not row["text"]:
                continue
            made[row["id"]] = ours[key] = insert_row(self._connection, note, **values)
            self._counts["notes"] += 1

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
                insert_row(self._connection, tagging, **{**_without_id(row), **subject, "tag_id": tag_id})
        for row in self._theirs["flag"]:
            number = self._links.get(row["link_id"])
            if number is None:
                continue
            here = sa.and_(flag.c.link_id == number, flag.c.reviewer == row["reviewer"])
            if self._connection.execute(sa.select(flag.c.link_id).where(here)).first() is None:
                self._connection.execute(flag.insert().values({**row, "link_id": number}))

    def _subject(self, row: Row) -> Row | None:
        """Their subject as ours; None where it did not come along."""
        maps = {
            "link_id": self._links,
            "claim_id": self._claims,
            "document_id": self._documents,
            "speaker_id": self._speakers,
        }
        found = {name: None if row[name] is None else maps[name].get(row[name]) for name in _SUBJECTS}
        return found if any(value is not None for value in found.values()) else None

    def _how_many_differ(self) -> int:
        return len(self._connection.execute(disagreed()).all())

    def _journal(self) -> None:
        head = self._theirs["journal"][-1]["hash"] if self._theirs["journal"] else record.GENESIS
        new = [self._documents[number] for number in sorted(self._new_documents)]
        record.append(
            self._connection,
            reviewer=self._reviewer,
            action=record.IMPORT,
            detail={"from": head, "counts": dict(self._counts), "judgements": self._told},
            also=[*_keys("l", (each["link"] for each in self._told)), *_keys("d", new)],
        )


def _keys(letter: str, numbers: Iterable[int]) -> list[str]:
    return [f"{letter}{number}" for number in numbers]


def _without_id(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "id"}


def _decision(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["at"], row["verdict"], row["note"], row["blind"]


def _note_key(row: Mapping[str, Any], subject: Mapping[str, Any]) -> tuple[Any, ...]:
    return (*(subject[name] for name in _SUBJECTS), row["reviewer"], row["at"], row["text"])
