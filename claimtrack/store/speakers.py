"""Speakers: lists, and what people decide about who is who. Every decision is journalled and can be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from claimtrack.errors import NotFound, UsageError
from claimtrack.store.acts import KINDS, KindOfAct, State, perform
from claimtrack.store.conditions import of_claims
from claimtrack.store.filters import ClaimFilter
from claimtrack.store.fulltext import speakers_named
from claimtrack.store.grouping import GROUPING_DUE, describe_speakers, sort_links_anew
from claimtrack.store.part import Part, ids_of, require, require_reviewer
from claimtrack.store.settings import read_setting, write_setting
from claimtrack.store.tables import claim, mention, speaker, speaker_name, speaker_role
from claimtrack.store.views import chunks, claims_by_id
from claimtrack.vocabulary import ClaimView, JournalEntry, RoleView, SpeakerKind, SpeakerView

_FACTS = ("name", "name_by_hand", "merged_into", "alias")
"""What people decide about a speaker; kind and gender follow from the mentions, the name too unless given by hand."""


class SpeakersPart(Part):
    def speakers(self, *, search: str | None = None) -> list[SpeakerView]:
        """Those who speak or are known by a person's hand, most claims first; merged ones are left out."""
        query = sa.select(speaker.c.id).where(speaker.c.merged_into.is_(None))
        if search:
            query = query.where(speaker.c.id.in_(speakers_named(search)))
        with self.db.read() as connection:
            found = speakers_by_id(connection, ids_of(connection, query))
        return sorted(found.values(), key=lambda view: (-view.claims, view.name.casefold(), view.id))

    def find_speakers(self, text: str) -> list[SpeakerView]:
        """Speakers one of whose names holds the text."""
        return self.speakers(search=text)

    def speaker(self, number: int) -> SpeakerView:
        """A speaker, or whom they were merged into."""
        with self.db.read() as connection:
            target = standing_speaker(connection, number)
            return speakers_by_id(connection, [target])[target]

    def dossier(self, number: int) -> list[ClaimView]:
        """Every claim of a speaker in the order of time; undated ones come last."""
        with self.db.read() as connection:
            target = standing_speaker(connection, number)
            where = of_claims(ClaimFilter(speaker_id=target), is_sqlite=self.db.is_sqlite)
            order = (claim.c.dated.is_(None), claim.c.dated, claim.c.document_id, claim.c.ordinal)
            ids = ids_of(connection, sa.select(claim.c.id).where(*where).order_by(*order))
            found = claims_by_id(connection, ids)
        return [found[each] for each in ids]

    def merge_speakers(self, keep: int, other: int, *, reviewer: str) -> JournalEntry:
        """Say that two are one: `other` becomes `keep`, and `other`'s key leads there from now on."""
        name = require_reviewer(reviewer)
        with self.db.write() as connection:
            keep, other = standing_speaker(connection, keep), standing_speaker(connection, other)
            if keep == other:
                raise UsageError(f"s{keep} and s{other} are one speaker already")
            after = _state_of(connection, [keep, other])
            for where in (*after["mentions"].values(), *after["claims"].values()):
                where["speaker"], where["by_hand"] = keep, True
            kept, gone = after["speakers"][str(keep)], after["speakers"][str(other)]
            gone["merged_into"] = keep
            kept["names"] = sorted({*kept["names"], *gone["names"]})
            kept["alias"] = kept["alias"] or gone["alias"]  # who was confidential stays so
            return self._people(connection, after, name, "merge", keep, [other])

    def split_speaker(
        self,
        number: int,
        *,
        names: Sequence[str] = (),
        documents: Sequence[int] = (),
        claims: Sequence[int] = (),
        reviewer: str,
        name: str | None = None,
    ) -> int:
        """Part those known by one of the names, or in one of the documents, or who said one of the claims; their id.

        `name` None: the new speaker has the fullest name that went along.
        """
        who = require_reviewer(reviewer)
        with self.db.write() as connection:
            number = standing_speaker(connection, number)
            after = _state_of(connection, [number])
            rows = connection.execute(sa.select(mention).where(mention.c.speaker_id == number).order_by(mention.c.id))
            leaving = [row for row in rows if row.name in names or row.document_id in documents]
            moved = {row.id for row in leaving}
            single = _claims_to_move(connection, number, claims, moved)
            if not leaving and not single:
                raise UsageError(f"nothing of s{number} fits: name its names, documents or claims")
            if len(moved) == len(after["mentions"]) and moved:
                raise UsageError(f"that is all of s{number}: rename it instead")
            given = name if name or leaving else _name_of(connection, number)
            new = _fresh_id(connection)
            for key, where in after["mentions"].items():
                where["speaker"], where["by_hand"] = (new if int(key) in moved else number), True
            for key in single:
                after["claims"][str(key)] = {"speaker": new, "by_hand": True}
            facts = _new_facts(None if given is None else _a_name(given))
            alias = after["speakers"][str(number)]["alias"]
            facts["alias"] = None if alias is None else f"{alias} (2)"  # until a person lifts it
            after["speakers"][str(new)] = facts
            self._people(connection, after, who, "split", number, [new])
        return new

    def rename_speaker(self, number: int, name: str, *, reviewer: str) -> JournalEntry:
        """Show a speaker under this name; the others stay known."""
        return self._facts(number, reviewer, "rename", name=_a_name(name), name_by_hand=True)

    def add_speaker_name(self, number: int, name: str, *, reviewer: str) -> JournalEntry:
        """Make one more name known."""
        who, name = require_reviewer(reviewer), _a_name(name)
        with self.db.write() as connection:
            number = standing_speaker(connection, number)
            after = _state_of(connection, [number], facts_only=True)
            facts = after["speakers"][str(number)]
            facts["names"] = sorted({*facts["names"], name})
            return self._people(connection, after, who, "add name", number)

    def alias_speaker(self, number: int, alias: str | None, *, reviewer: str) -> JournalEntry:
        """Make a speaker confidential, under an alias in every export; None lifts it.

        Mentions of a confidential speaker are kept where they are, whatever documents come in later.
        """
        who, given = require_reviewer(reviewer), None if alias is None else _a_name(alias)
        with self.db.write() as connection:
            number = standing_speaker(connection, number)
            after = _state_of(connection, [number], facts_only=given is None)
            after["speakers"][str(number)]["alias"] = given
            for where in after["mentions"].values():
                where["by_hand"] = True
            return self._people(connection, after, who, "alias", number)

    def correct_speaker(
        self, claim_id: int, whom: int | str | None, *, reviewer: str, whole_mention: bool = False
    ) -> JournalEntry:
        """Say whose a claim is: a speaker's id, a name (a new speaker where nobody bears it), or None for nobody known.

        `whole_mention` says it of every claim of that mention in the document.
        """
        who = require_reviewer(reviewer)
        with self.db.write() as connection:
            require(connection, "c", claim_id)
            row = connection.execute(sa.select(claim).where(claim.c.id == claim_id)).one()
            after: State = {"mentions": {}, "claims": {}, "speakers": {}}
            target = _target(connection, whom, after)
            ids = [claim_id]
            if whole_mention and row.mention_id is not None:
                ids = ids_of(connection, sa.select(claim.c.id).where(claim.c.mention_id == row.mention_id))
                if target is not None:
                    after["mentions"][str(row.mention_id)] = {"speaker": target, "by_hand": True}
            for number in ids:
                after["claims"][str(number)] = {"speaker": target, "by_hand": True}
            also = [f"c{number}" for number in ids]
            also += [f"s{number}" for number in (target, row.speaker_id) if number is not None]
            return perform(
                connection,
                "people",
                after,
                reviewer=who,
                action="correct speaker",
                subject=f"c{claim_id}",
                also=also,
            )

    def _facts(self, number: int, reviewer: str, action: str, **facts: Any) -> JournalEntry:
        who = require_reviewer(reviewer)
        with self.db.write() as connection:
            number = standing_speaker(connection, number)
            after = _state_of(connection, [number], facts_only=True)
            after["speakers"][str(number)].update(facts)
            return self._people(connection, after, who, action, number)

    def _people(
        self,
        connection: Connection,
        after: State,
        reviewer: str,
        action: str,
        number: int,
        others: Sequence[int] = (),
    ) -> JournalEntry:
        also = [f"s{other}" for other in others]
        return perform(connection, "people", after, reviewer=reviewer, action=action, subject=f"s{number}", also=also)


def standing_speaker(connection: Connection, number: int) -> int:
    """Follow merges to who the speaker is now; NotFound where there never was one."""
    require(connection, "s", number)
    seen: set[int] = set()
    while number not in seen:
        seen.add(number)
        into = connection.execute(sa.select(speaker.c.merged_into).where(speaker.c.id == number)).scalar_one()
        if into is None:
            break
        number = into
    return number


def speakers_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, SpeakerView]:
    wanted = list(ids)
    names: dict[int, list[str]] = defaultdict(list)
    roles: dict[int, list[RoleView]] = defaultdict(list)
    said: dict[int, int] = {}
    found: dict[int, SpeakerView] = {}
    for some in chunks(wanted):
        query = sa.select(speaker_name).where(speaker_name.c.speaker_id.in_(some)).order_by(speaker_name.c.name)
        for row in connection.execute(query):
            names[row.speaker_id].append(row.name)
        dated = (
            speaker_role.c.seen_on.is_(None),
            speaker_role.c.seen_on,
            speaker_role.c.document_id,
            speaker_role.c.role,
        )
        held = sa.select(speaker_role).where(speaker_role.c.speaker_id.in_(some)).order_by(*dated)
        for row in connection.execute(held):
            roles[row.speaker_id].append(RoleView(row.role, row.document_id, row.seen_on))
        counted = (
            sa.select(claim.c.speaker_id, sa.func.count().label("claims"))
            .where(claim.c.speaker_id.in_(some), claim.c.attitude.is_(False))
            .group_by(claim.c.speaker_id)
        )
        said.update({row.speaker_id: row.claims for row in connection.execute(counted)})
        for row in connection.execute(sa.select(speaker).where(speaker.c.id.in_(some))):
            found[row.id] = SpeakerView(
                id=row.id,
                name=row.name,
                kind=row.kind,
                names=tuple(names[row.id]),
                roles=tuple(roles[row.id]),
                claims=said.get(row.id, 0),
                alias=row.alias,
            )
    return found


def _a_name(name: str) -> str:
    trimmed = " ".join(name.split())
    if not trimmed:
        raise UsageError("a speaker needs a name")
    return trimmed


def _name_of(connection: Connection, number: int) -> str:
    return str(connection.execute(sa.select(speaker.c.name).where(speaker.c.id == number)).scalar_one())


def _fresh_id(connection: Connection) -> int:
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(speaker.c.id), 0))).scalar_one()) + 1


def _target(connection: Connection, whom: int | str | None, after: State) -> int | None:
    if whom is None:
        return None
    if isinstance(whom, int):
        return standing_speaker(connection, whom)
    name = _a_name(whom)
    bears = sa.select(speaker_name.c.speaker_id).where(speaker_name.c.name == name)
    known = ids_of(
        connection,
        sa.select(speaker.c.id)
        .where(speaker.c.merged_into.is_(None), sa.or_(speaker.c.id.in_(bears), speaker.c.name == name))
        .order_by((speaker.c.name == name).desc(), speaker.c.id),
    )
    if known:
        return known[0]
    new = _fresh_id(connection)
    after["speakers"][str(new)] = _new_facts(name)
    return new


def _new_facts(name: str | None) -> State:
    return {"name": name, "name_by_hand": name is not None, "merged_into": None, "alias": None, "names": []}


def _claims_to_move(connection: Connection, number: int, claims: Sequence[int], moved: set[int]) -> list[int]:
    found: list[int] = []
    for claim_id in claims:
        row = connection.execute(sa.select(claim).where(claim.c.id == claim_id)).first()
        if row is None:
            raise NotFound(f"there is no claim c{claim_id}: `claimtrack claims` lists them")
        if row.speaker_id != number:
            raise UsageError(f"c{claim_id} is not by s{number}")
        if row.mention_id not in moved:
            found.append(claim_id)
    return found


# --- the state "people" --------------------------------------------------------------------------
# {"mentions": {id: {"speaker", "by_hand"}}, "claims": {id: {"speaker", "by_hand"}},
#  "speakers": {id: facts and names given by hand, or None where there is no such speaker}}


def _state_of(connection: Connection, numbers: Sequence[int], *, facts_only: bool = False) -> State:
    """Speakers with all that is theirs: every mention, and the claims given to them by hand."""
    like: State = {"mentions": {}, "claims": {}, "speakers": {str(number): None for number in numbers}}
    if not facts_only:
        mentions = sa.select(mention.c.id).where(mention.c.speaker_id.in_(numbers)).order_by(mention.c.id)
        like["mentions"] = {str(number): None for number in ids_of(connection, mentions)}
        by_hand = sa.select(claim.c.id).where(claim.c.speaker_id.in_(numbers), claim.c.speaker_by_hand.is_(True))
        like["claims"] = {str(number): None for number in ids_of(connection, by_hand.order_by(claim.c.id))}
    return _read_people(connection, like, "")


def _read_people(connection: Connection, like: State, _reviewer: str) -> State:
    found: State = {"mentions": {}, "claims": {}, "speakers": dict.fromkeys(like["speakers"])}
    for some in chunks(int(key) for key in like["mentions"]):
        for row in connection.execute(sa.select(mention).where(mention.c.id.in_(some))):
            found["mentions"][str(row.id)] = {"speaker": row.speaker_id, "by_hand": row.by_hand}
    for some in chunks(int(key) for key in like["claims"]):
        for row in connection.execute(sa.select(claim).where(claim.c.id.in_(some))):
            found["claims"][str(row.id)] = {"speaker": row.speaker_id, "by_hand": row.speaker_by_hand}
    for some in chunks(int(key) for key in like["speakers"]):
        for row in connection.execute(sa.select(speaker).where(speaker.c.id.in_(some))):
            facts = {name: row._mapping[name] for name in _FACTS}
            given = sa.select(speaker_name.c.name).where(
                speaker_name.c.speaker_id == row.id, speaker_name.c.by_hand.is_(True)
            )
            facts["names"] = [str(name) for name in connection.execute(given.order_by(speaker_name.c.name)).scalars()]
            facts["name"] = row.name if row.name_by_hand else None
            found["speakers"][str(row.id)] = facts
    return found


def _write_people(connection: Connection, wanted: State, _reviewer: str) -> None:
    touched: set[int] = set()
    for key, facts in wanted["speakers"].items():
        if facts is not None:
            _write_facts(connection, int(key), facts)
            touched.add(int(key))
    for key, where in wanted["mentions"].items():
        here = mention.c.id == int(key)
        touched.add(connection.execute(sa.select(mention.c.speaker_id).where(here)).scalar_one())
        touched.add(where["speaker"])
        connection.execute(mention.update().where(here).values(speaker_id=where["speaker"], by_hand=where["by_hand"]))
        theirs = sa.and_(claim.c.mention_id == int(key), claim.c.speaker_by_hand.is_(False))
        connection.execute(claim.update().where(theirs).values(speaker_id=where["speaker"], linked=False))
    for key, where in wanted["claims"].items():
        values = {"speaker_id": where["speaker"], "speaker_by_hand": where["by_hand"], "linked": False}
        connection.execute(claim.update().where(claim.c.id == int(key)).values(values))
    gone = {int(key) for key, facts in wanted["speakers"].items() if facts is None}
    for number in sorted(gone):
        connection.execute(speaker_name.delete().where(speaker_name.c.speaker_id == number))
        connection.execute(speaker_role.delete().where(speaker_role.c.speaker_id == number))
        connection.execute(speaker.delete().where(speaker.c.id == number))
    describe_speakers(connection, touched - gone)
    for some in chunks(int(key) for key in wanted["claims"]):
        sort_links_anew(connection, claim.c.id.in_(some))
    if wanted["mentions"] and read_setting(connection, GROUPING_DUE) is None:
        write_setting(connection, GROUPING_DUE, 0)  # what follows the moved ones, follows at the next grouping


def _write_facts(connection: Connection, number: int, facts: State) -> None:
    values = {name: facts[name] for name in _FACTS if facts[name] is not None or name != "name"}
    if connection.execute(speaker.update().where(speaker.c.id == number).values(values)).rowcount == 0:
        fresh = {"name": "", "kind": SpeakerKind.UNKNOWN, "is_named": True, **values}
        connection.execute(speaker.insert().values(id=number, **fresh))
    connection.execute(speaker_name.delete().where(speaker_name.c.speaker_id == number))
    rows = [{"speaker_id": number, "name": name, "by_hand": True} for name in sorted(set(facts["names"]))]
    if rows:
        connection.execute(speaker_name.insert(), rows)


KINDS["people"] = KindOfAct(_read_people, _write_people)
