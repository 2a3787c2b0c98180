"""What is kept about the case as a whole, and each reviewer's place in it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from claimtrack.store.filters import LinkFilter, Order, Place
from claimtrack.store.part import Part, now, require_reviewer
from claimtrack.store.tables import review_place, setting


def read_setting(connection: Connection, key: str, default: Any = None) -> Any:
    row = connection.execute(sa.select(setting.c.value).where(setting.c.key == key)).first()
    return default if row is None else row.value


def write_setting(connection: Connection, key: str, value: Any) -> None:
    if connection.execute(setting.update().where(setting.c.key == key).values(value=value)).rowcount == 0:
        connection.execute(setting.insert().values(key=key, value=value))


class SettingsPart(Part):
    def setting(self, key: str, default: Any = None) -> Any:
        """A JSON value, or the default where nothing was set."""
        with self.db.read() as connection:
            return read_setting(connection, key, default)

    def set_setting(self, key: str, value: Any) -> None:
        with self.db.write() as connection:
            write_setting(connection, key, value)

    @property
    def title(self) -> str:
        """The case's title; the file's name where none was given."""
        fallback = self.db.where.path.stem if self.db.where.path is not None else str(self.db.where.url.database)
        return str(self.setting("title") or fallback)

    def place(self, reviewer: str) -> Place | None:
        """Where the reviewer was; None on the first visit."""
        with self.db.read() as connection:
            row = connection.execute(sa.select(review_place).where(review_place.c.reviewer == reviewer)).first()
        if row is None:
            return None
        order = Order(row.order) if row.order in set(Order) else Order.SCORE
        return Place(LinkFilter.from_dict(row.filter), order, row.link_id, row.scroll, row.extra)

    def save_place(self, reviewer: str, place: Place) -> None:
        """Remember where the reviewer is; not an act, so not journalled."""
        values = {
            "filter": place.filter.as_dict(),
            "order": str(place.order),
            "link_id": place.link_id,
            "scroll": place.scroll,
            "extra": dict(place.extra),
            "at": now(),
        }
        name = require_reviewer(reviewer)
        with self.db.write() as connection:
            where = review_place.c.reviewer == name
            if connection.execute(review_place.update().where(where).values(values)).rowcount == 0:
                connection.execute(review_place.insert().values(reviewer=name, **values))
