"""One case taken into another: nothing that is there is changed, nothing is doubled, nobody is overruled."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.engine import Connection

from claimtrack.store import journal as record
from claimtrack.store.conditions import disagreed
from claimtrack.store.taking import Maps, Rows
from claimtrack.store.taking_acts import TakingActs
from claimtrack.store.taking_texts import TakingTexts


def merge(connection: Connection, theirs: Rows, reviewer: str) -> dict[str, int]:
    """Take the rows of another case in, journalled as one act of the reviewer; how much of each was new."""
    maps = Maps()
    before = _how_many_differ(connection)
    TakingTexts(connection, theirs, maps).run()
    TakingActs(connection, theirs, maps).run()
    counts = maps.counts
    counts["disagreements"] = max(0, _how_many_differ(connection) - before)
    if any(counts[name] for name in ("documents", "claims", "links", "judgements", "notes")):
        new = [maps.documents[number] for number in sorted(maps.new_documents)]
        record.append(
            connection,
            reviewer=reviewer,
            action=record.IMPORT,
            detail={
                "from": theirs["journal"][-1]["hash"] if theirs["journal"] else record.GENESIS,
                "counts": dict(counts),
                "judgements": maps.told,
            },
            also=[*_keys("l", (each["link"] for each in maps.told)), *_keys("d", new)],
        )
    return counts


def _how_many_differ(connection: Connection) -> int:
    return len(connection.execute(disagreed()).all())


def _keys(letter: str, numbers: Iterable[int]) -> list[str]:
    return [f"{letter}{number}" for number in numbers]
