"""Which mentions, across all documents, are one speaker.

The decision is names.group's, over the whole set, so that the order of adding does not matter; what a person decided
(merge, split, a claim given to somebody) stands above it: such mentions are marked `by_hand` and never move, and the
others of their group follow them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql.elements import ColumnElement

from claimtrack import names
from claimtrack.models import NOBODY_LAST
from claimtrack.store.part import insert_row
from claimtrack.store.settings import read_setting, write_setting
from claimtrack.store.tables import claim, document, link, mention, speaker, speaker_name, speaker_role
from claimtrack.vocabulary import PersonMentioned, SpeakerKind

GROUPING_DUE = "grouping_due"
"""The first mention that came in after the last grouping; unset or None where there is none."""


def new_speaker(connection: Connection, name: str, kind: SpeakerKind, **values: Any) -> int:
    row = {"name": name, "kind": kind, "is_named": True, "name_by_hand": False, **values}
    number = insert_row(connection, speaker, **row)
    connection.execute(speaker_name.insert().values(speaker_id=number, name=name, by_hand=False))
    return number


def add_mentions(connection: Connection, document_id: int, persons: Sequence[PersonMentioned]) -> list[tuple[int, int]]:
    """Store one document's speakers, each for now with whoever bears the same name; (mention, speaker) ids in order."""
    found: list[tuple[int, int]] = []
    for ordinal, person in enumerate(persons):
        known = None
        if person.is_named:
            known = connection.execute(
                sa.select(mention.c.speaker_id)
                .where(mention.c.name == person.name, mention.c.kind == person.kind, mention.c.is_named.is_(True))
                .order_by(mention.c.by_hand.desc(), mention.c.id)
                .limit(1)
            ).scalar()
        speaker_id = known or new_speaker(
            connection, person.name, person.kind, gender=person.gender, is_named=person.is_named
        )
        mention_id = insert_row(
            connection,
            mention,
            document_id=document_id,
            ordinal=ordinal,
            name=person.name,
            kind=person.kind,
            aliases=list(person.aliases),
            roles=list(person.roles),
            gender=person.gender,
            is_named=person.is_named,
            speaker_id=speaker_id,
            by_hand=False,
        )
        found.append((mention_id, int(speaker_id)))
    if found and read_setting(connection, GROUPING_DUE) is None:
        write_setting(connection, GROUPING_DUE, found[0][0])
    return found


def regroup(connection: Connection) -> bool:
    """Give every mention its speaker anew; True where one moved."""
    rows = connection.execute(sa.select(mention).order_by(mention.c.id)).all()
    moves = _moves(connection, rows)
    old = {row.id: row.speaker_id for row in rows}
    for mention_id, speaker_id in moves.items():
        move_mention(connection, mention_id, speaker_id)
    due = read_setting(connection, GROUPING_DUE) or 0
    touched = {old[mention_id] for mention_id in moves} | set(moves.values())
    touched |= {row.speaker_id for row in rows if row.id >= due and row.id not in moves}
    _point_the_emptied(connection, {old[mention_id]: moves[mention_id] for mention_id in moves})
    describe_speakers(connection, touched)
    write_setting(connection, GROUPING_DUE, None)
    return bool(moves)


def move_mention(connection: Connection, mention_id: int, speaker_id: int) -> None:
    connection.execute(mention.update().where(mention.c.id == mention_id).values(speaker_id=speaker_id))
    theirs = sa.and_(claim.c.mention_id == mention_id, claim.c.speaker_by_hand.is_(False))
    connection.execute(claim.update().where(theirs).values(speaker_id=speaker_id, linked=False))


def _moves(connection: Connection, rows: Sequence[Row[Any]]) -> dict[int, int]:
    """The mentions that belong with another speaker than they have."""
    groups = _groups(rows)
    taken: set[int] = set()
    moves: dict[int, int] = {}
    for group in sorted(groups, key=_share, reverse=True):
        by_hand = [row for row in group if row.by_hand]
        if by_hand:
            target_of = _following(by_hand)
            targets = {row.id: target_of(row) for row in group if not row.by_hand}
        else:
            counted = Counter(row.speaker_id for row in group)
            free = sorted((-count, number) for number, count in counted.items() if number not in taken)
            target = free[0][1] if free else new_speaker(connection, group[0].name, group[0].kind)
            taken.add(target)
            targets = {row.id: target for row in group}
        moves.update(
            {row.id: targets[row.id] for row in group if targets.get(row.id, row.speaker_id) != row.speaker_id}
        )
    return moves


def _groups(rows: Sequence[Row[Any]]) -> list[list[Row[Any]]]:
    alike: dict[PersonMentioned, list[Row[Any]]] = defaultdict(list)
    alone: list[list[Row[Any]]] = []
    for row in rows:
        if row.is_named:
            person = PersonMentioned(row.name, row.kind, tuple(row.aliases), tuple(row.roles), row.gender, row.is_named)
            alike[person].append(row)
        else:
            alone.append([row])
    persons = sorted(alike, key=lambda each: (each.name, each.kind, each.aliases, each.roles, each.gender or ""))
    grouped = [[row for index in group.members for row in alike[persons[index]]] for group in names.group(persons)]
    return grouped + alone


def _share(group: Sequence[Row[Any]]) -> tuple[int, int]:
    counted = Counter(row.speaker_id for row in group)
    number, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
    return count, -number


def _following(by_hand: Sequence[Row[Any]]) -> Any:
    """Where the others of a group go: to whoever bears the same name, else to where most were put."""
    most = Counter(row.speaker_id for row in by_hand)
    usual = min(most, key=lambda number: (-most[number], number))
    by_name = {row.name: row.speaker_id for row in reversed(by_hand)}
    return lambda row: by_name.get(row.name, usual)


def _point_the_emptied(connection: Connection, went: dict[int, int]) -> None:
    filled = sorted(set(went.values()))
    for number in filled:
        connection.execute(speaker.update().where(speaker.c.id == number).values(merged_into=None))
    for number, to in sorted(went.items()):
        left = connection.execute(sa.select(mention.c.id).where(mention.c.speaker_id == number).limit(1)).first()
        claims = connection.execute(sa.select(claim.c.id).where(claim.c.speaker_id == number).limit(1)).first()
        if left is None and claims is None and number != to:
            connection.execute(speaker.update().where(speaker.c.id == number).values(merged_into=to))


def sort_links_anew(connection: Connection, claims: ColumnElement[bool]) -> None:
    """Carry the names of the speakers of these claims to the links that are sorted by them."""
    name = (
        sa.select(sa.func.lower(speaker.c.name))
        .join(claim, claim.c.speaker_id == speaker.c.id)
        .where(claim.c.id == link.c.a_id)
        .correlate(link)
        .scalar_subquery()
    )
    current = sa.func.coalesce(name, NOBODY_LAST)
    theirs = link.c.a_id.in_(sa.select(claim.c.id).where(claims))
    connection.execute(link.update().where(theirs, link.c.a_speaker != current).values(a_speaker=current))


def describe_speakers(connection: Connection, numbers: Iterable[int]) -> None:
    """Names, roles, kind and display name of speakers, as their mentions and people have them."""
    for number in sorted(set(numbers)):
        _describe_one(connection, number)
        sort_links_anew(connection, claim.c.speaker_id == number)


def _describe_one(connection: Connection, number: int) -> None:
    rows = connection.execute(
        sa.select(mention, document.c.published)
        .join(document, document.c.id == mention.c.document_id)
        .where(mention.c.speaker_id == number)
        .order_by(document.c.sha256, mention.c.ordinal)
    ).all()
    own = connection.execute(sa.select(speaker).where(speaker.c.id == number)).one()
    given = (
        connection.execute(
            sa.select(speaker_name.c.name).where(speaker_name.c.speaker_id == number, speaker_name.c.by_hand.is_(True))
        )
        .scalars()
        .all()
    )
    if rows:
        _describe(connection, own, rows, list(given))
    else:
        _write_names(connection, number, {own.name}, given)
        connection.execute(speaker_role.delete().where(speaker_role.c.speaker_id == number))


def _describe(connection: Connection, own: Row[Any], rows: Sequence[Row[Any]], given: Sequence[str]) -> None:
    known = sorted({name for row in rows for name in (row.name, *row.aliases)})
    named = sorted({row.name for row in rows})
    kinds = Counter(row.kind for row in rows if row.kind != SpeakerKind.UNKNOWN)
    genders = Counter(row.gender for row in rows if row.gender)
    values: dict[str, Any] = {
        "kind": min(kinds, key=lambda kind: (-kinds[kind], kind)) if kinds else own.kind,
        "gender": min(genders, key=lambda gender: (-genders[gender], gender)) if genders else own.gender,
        "is_named": any(row.is_named for row in rows),
    }
    if not own.name_by_hand:
        values["name"] = names.fullest(named)
    connection.execute(speaker.update().where(speaker.c.id == own.id).values(values))
    _write_names(connection, own.id, {*known, values.get("name", own.name)}, given)
    roles = {(role, row.document_id): row.published for row in rows for role in row.roles}
    connection.execute(speaker_role.delete().where(speaker_role.c.speaker_id == own.id))
    if roles:
        connection.execute(
            speaker_role.insert(),
            [
                {"speaker_id": own.id, "role": role, "document_id": document_id, "seen_on": seen_on}
                for (role, document_id), seen_on in sorted(roles.items(), key=lambda item: item[0])
            ],
        )


def _write_names(connection: Connection, number: int, known: Iterable[str], given: Iterable[str]) -> None:
    by_hand = set(given)
    connection.execute(speaker_name.delete().where(speaker_name.c.speaker_id == number))
    rows = [
        {"speaker_id": number, "name": name, "by_hand": name in by_hand} for name in sorted({*known, *by_hand}) if name
    ]
    if rows:
        connection.execute(speaker_name.insert(), rows)
