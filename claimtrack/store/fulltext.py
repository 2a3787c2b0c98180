"""Full-text search behind one small interface: FTS5 where the database is SQLite, LIKE elsewhere.

What is typed is never query syntax: every word is quoted, and the whole is bound as a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from claimtrack.store.tables import claim, document, speaker, speaker_name

_RAREST = 8
_CLAIMS_AT_ONCE = 3000
"""What one search may rank; a word in as many claims tells nothing."""
_PARTS = re.compile(r'"([^"]*)"|(\S+)')


def fts_query(text: str) -> str | None:
    """The words as an FTS5 query; quoted phrases hold together, the last word may be a beginning; None: no word."""
    found: list[str] = []
    is_word = False
    for phrase, word in _PARTS.findall(text):
        words = re.findall(r"\w+", phrase or word)
        if words:
            found.append('"' + " ".join(words) + '"')
            is_word = not phrase
    if not found:
        return None
    return " ".join(found) + ("*" if is_word else "")


def claims_near(connection: Connection, text: str, limit: int, *, is_sqlite: bool) -> list[int]:
    """Ids of the claims that share most with the text, by its rarest words; best first, the text's own among them."""
    words = sorted({word.casefold() for word in re.findall(r"\w{2,}", text)})
    if not is_sqlite:
        some = [like(claim.c.text, word) for word in sorted(words, key=len, reverse=True)[:_RAREST]]
        query = sa.select(claim.c.id).where(sa.or_(sa.false(), *some)).order_by(claim.c.id).limit(limit)
        return [row.id for row in connection.execute(query)]
    rare = _rarest(connection, words)
    if not rare:
        return []
    ranked = sa.text("SELECT rowid FROM claim_fts WHERE claim_fts MATCH :words ORDER BY rank, rowid LIMIT :limit")
    asked = " OR ".join(f'"{word}"' for word in rare)
    return [int(row[0]) for row in connection.execute(ranked, {"words": asked, "limit": limit})]


def _rarest(connection: Connection, words: Sequence[str]) -> list[str]:
    """The words that fewest claims hold: at most _RAREST, and in at most _CLAIMS_AT_ONCE claims together."""
    counting = sa.text("SELECT count(*) FROM (SELECT rowid FROM claim_fts WHERE claim_fts MATCH :word LIMIT :most)")
    counted = []
    for word in words:
        count = connection.execute(counting, {"word": f'"{word}"', "most": _CLAIMS_AT_ONCE}).scalar_one()
        if 1 < count < _CLAIMS_AT_ONCE:
            counted.append((int(count), word))
    found: list[str] = []
    claims = 0
    for count, word in sorted(counted)[:_RAREST]:
        claims += count
        if claims > _CLAIMS_AT_ONCE:
            break
        found.append(word)
    return found


def like(column: ColumnElement[Any], part: str) -> ColumnElement[bool]:
    """The column holds the part, whatever its case; what LIKE takes for a sign is taken as it is."""
    return sa.func.lower(column).contains(part.lower(), autoescape=True)


def claims_matching(text: str, *, is_sqlite: bool) -> ColumnElement[bool]:
    """A condition on `claim`: its words, or one of its speaker's names."""
    return sa.or_(_words_match("claim", text, is_sqlite=is_sqlite), claim.c.speaker_id.in_(speakers_named(text)))


def documents_matching(text: str, *, is_sqlite: bool) -> ColumnElement[bool]:
    """A condition on `document`: its text, title or path."""
    words = _words_match("document", text, is_sqlite=is_sqlite)
    return sa.or_(words, like(document.c.title, text), like(document.c.path, text))


def speakers_named(part: str) -> sa.Select[tuple[int]]:
    """Ids of the speakers one of whose names holds the part."""
    named = sa.select(speaker_name.c.speaker_id).where(like(speaker_name.c.name, part))
    return sa.select(speaker.c.id).where(sa.or_(speaker.c.id.in_(named), like(speaker.c.name, part)))


def _words_match(table: str, text: str, *, is_sqlite: bool) -> ColumnElement[bool]:
    on = claim if table == "claim" else document
    if not is_sqlite:
        words = re.findall(r"\w+", text)
        return sa.and_(*(like(on.c.text, word) for word in words)) if words else sa.false()
    query = fts_query(text)
    if query is None:
        return sa.false()
    fts = sa.table(f"{table}_fts", sa.column("rowid", sa.Integer))
    return on.c.id.in_(sa.select(fts.c.rowid).where(sa.literal_column(f"{table}_fts").op("MATCH")(query)))
