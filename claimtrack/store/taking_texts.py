"""Documents, speakers and claims of another case: documents meet by their texts, claims by their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from claimtrack.errors import StoreError
from claimtrack.models import SpanRole
from claimtrack.store.grouping import GROUPING_DUE, new_speaker, regroup
from claimtrack.store.part import insert_row
from claimtrack.store.places import Places, digest
from claimtrack.store.settings import read_setting, write_setting
from claimtrack.store.tables import claim, claim_span, dispute, document, mention, speaker, speaker_name
from claimtrack.store.taking import Maps, Row, Rows, Taking, without_id
from claimtrack.vocabulary import Spans, joined


class TakingTexts(Taking):
    def __init__(self, connection: Connection, theirs: Rows, maps: Maps) -> None:
        super().__init__(connection, theirs, maps)
        self._spans: dict[int, dict[SpanRole, Spans]] = defaultdict(lambda: defaultdict(tuple))
        for row in sorted(theirs["claim_span"], key=lambda each: (each["claim_id"], each["role"], each["ordinal"])):
            self._spans[row["claim_id"]][row["role"]] += ((row["start"], row["end"]),)

    def run(self) -> None:
        self._take_documents()
        self._take_speakers()
        self._take_mentions()
        self._take_claims()
        self._take_disputes()
        if self._maps.new_documents:
            regroup(self._connection)

    def _take_documents(self) -> None:
        known = {row.sha256: row.id for row in self._connection.execute(sa.select(document.c.id, document.c.sha256))}
        for row in self._theirs["document"]:
            if row["sha256"] != digest(row["text"]):
                raise StoreError(f"the text of {row['path']} was changed after the export: nothing was taken in")
            there = known.get(row["sha256"])
            if there is not None:
                self._maps.documents[row["id"]] = there
                self._maps.counts["known"] += 1
                if row["alias"] is not None:
                    mine = sa.and_(document.c.id == there, document.c.alias.is_(None))
                    self._connection.execute(document.update().where(mine).values(alias=row["alias"]))
                continue
            values = {**without_id(row), "characters": len(row["text"])}
            number = insert_row(self._connection, document, **values)
            self._maps.documents[row["id"]] = number
            self._maps.new_documents.add(row["id"])
            self._maps.counts["documents"] += 1

    def _take_speakers(self) -> None:
        """A speaker is the one who speaks in a document that both have, else one of that name, else a new one."""
        shared = self._shared_mentions()
        for row in self._theirs["mention"]:
            if row["document_id"] not in self._maps.new_documents and row["id"] in shared:
                self._maps.mentions[row["id"]], speaker_id = shared[row["id"]]
                self._maps.speakers.setdefault(row["speaker_id"], speaker_id)
        for row in self._theirs["speaker"]:
            if row["merged_into"] is None and row["id"] not in self._maps.speakers:
                self._maps.speakers[row["id"]] = self._same_name(row) or new_speaker(
                    self._connection,
                    row["name"],
                    row["kind"],
                    gender=row["gender"],
                    is_named=row["is_named"],
                    name_by_hand=row["name_by_hand"],
                )
            if row["alias"] is not None and row["id"] in self._maps.speakers:
                self._hide(self._maps.speakers[row["id"]], row["alias"])
        into = {row["id"]: row["merged_into"] for row in self._theirs["speaker"] if row["merged_into"] is not None}
        for number in into:
            target, seen = number, set()
            while target in into and target not in seen:
                seen.add(target)
                target = into[target]
            if target in self._maps.speakers:
                self._maps.speakers.setdefault(number, self._maps.speakers[target])
        self._take_names()

    def _hide(self, number: int, alias: str) -> None:
        """Who is confidential there is so here, with every mention kept in place."""
        mine = sa.and_(speaker.c.id == number, speaker.c.alias.is_(None))
        if self._connection.execute(speaker.update().where(mine).values(alias=alias)).rowcount:
            self._connection.execute(mention.update().where(mention.c.speaker_id == number).values(by_hand=True))

    def _take_names(self) -> None:
        for row in self._theirs["speaker_name"]:
            number = self._maps.speakers.get(row["speaker_id"])
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
            key = (self._maps.documents[row["document_id"]], row["ordinal"], row["name"])
            if key in ours:
                found[row["id"]] = ours[key]
        return found

    def _take_mentions(self) -> None:
        first: int | None = None
        for row in self._theirs["mention"]:
            if row["document_id"] in self._maps.new_documents:
                values = {
                    **without_id(row),
                    "document_id": self._maps.documents[row["document_id"]],
                    "speaker_id": self._maps.speakers[row["speaker_id"]],
                }
                self._maps.mentions[row["id"]] = insert_row(self._connection, mention, **values)
                first = first or self._maps.mentions[row["id"]]
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
            if document_id in self._maps.new_documents:
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
            .where(claim.c.document_id == self._maps.documents[document_id])
            .order_by(claim.c.ordinal)
        ).all()
        extractor = next(row["extractor"] for row in self._theirs["document"] if row["id"] == document_id)
        by_words = {(row.start, row.text): row.id for row in here}
        by_place = {row.ordinal: row.id for row in here if row.extractor == extractor}
        taken: set[int] = set()
        for row in rows:
            same = by_words.get((row["start"], row["text"]))
            if same is not None and same not in taken:
                self._maps.claims[row["id"]] = same
                taken.add(same)
        left: list[Row] = []
        for row in rows:
            if row["id"] in self._maps.claims:
                continue
            same = by_place.get(row["ordinal"])
            if same is not None and same not in taken:
                self._maps.claims[row["id"]] = same
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
        number = self._maps.documents[row["document_id"]]
        ordinal = row["ordinal"]
        if row["document_id"] not in self._maps.new_documents:
            last = sa.select(sa.func.max(claim.c.ordinal)).where(claim.c.document_id == number)
            ordinal = (self._connection.execute(last).scalar() or 0) + 1
        values = {
            **without_id(row),
            **places.of_content(spans[SpanRole.CONTENT]),
            "source_text": joined(places.text, spans[SpanRole.SOURCE]),
            "cue_text": joined(places.text, spans[SpanRole.CUE]),
            "document_id": number,
            "ordinal": ordinal,
            "mention_id": self._maps.mentions.get(row["mention_id"]),
            "speaker_id": self._maps.speakers.get(row["speaker_id"]),
            "relayed_by": None,
            "refers_to": None,
            "linked": False,
        }
        made = insert_row(self._connection, claim, **values)
        self._maps.claims[row["id"]] = made
        self._maps.counts["claims"] += 1
        rows = [
            {"claim_id": made, "role": role, "ordinal": order, "start": start, "end": end}
            for role in SpanRole
            for order, (start, end) in enumerate(spans[role])
        ]
        self._connection.execute(claim_span.insert(), rows)

    def _point_claims(self) -> None:
        for row in self._theirs["claim"]:
            if row["document_id"] in self._maps.new_documents and (row["refers_to"] or row["relayed_by"]):
                values = {name: self._maps.claims.get(row[name]) for name in ("refers_to", "relayed_by")}
                here = claim.c.id == self._maps.claims[row["id"]]
                self._connection.execute(claim.update().where(here).values(values))

    def _take_disputes(self) -> None:
        for row in self._theirs["dispute"]:
            if row["document_id"] in self._maps.new_documents:
                values = {
                    **without_id(row),
                    "document_id": self._maps.documents[row["document_id"]],
                    "by_mention": self._maps.mentions.get(row["by_mention"]),
                    "against_mention": self._maps.mentions.get(row["against_mention"]),
                    "claim_id": self._maps.claims.get(row["claim_id"]),
                }
                insert_row(self._connection, dispute, **values)
