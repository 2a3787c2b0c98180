"""Markdown with YAML front matter: the front matter says where it came from, the body is the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from claimtrack.errors import IntakeError
from claimtrack.intake.dateline import published
from claimtrack.intake.decoding import decode
from claimtrack.vocabulary import Article

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "publication"),
    "published": ("published", "date"),
    "url": ("url", "link"),
    "author": ("author", "authors", "byline"),
}
"""What an article has, and the keys that newsrooms' front matter gives it under, first one wins."""

DATE_FORMATS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%Y/%m/%d")
"""Spellings with one reading only: 04/07/2017 is not among them."""

FRONT_MATTER_LENGTH = 65_536
"""Characters; more is no front matter."""

_FENCE = re.compile(r"^-{3,}[ \t]*$")
_HEADING = re.compile(r"#{1,2}[ \t]+(.+?)[ \t]*#*[ \t]*$")


def read_markdown(data: bytes, path: str) -> Article:
    """The body is stored as it stands, marks and all. Raises IntakeError for front matter that cannot be read."""
    decoded = decode(data)
    front, body = split(decoded.text)
    if not body.strip():
        raise IntakeError("has front matter and no text")
    given = load(front) if front is not None else {}
    day, remarks = as_date(given.get("published"))
    return Article(
        text=body,
        path=path,
        title=as_line(given.get("title")) or first_heading(body),
        outlet=as_line(given.get("outlet")),
        published=day or published(body, path),
        url=as_line(given.get("url")),
        author=as_line(given.get("author")),
        media_type="text/markdown",
        encoding=decoded.encoding,
        remarks=decoded.remarks + remarks,
    )


def split(text: str) -> tuple[str | None, str]:
    """Front matter (None where the text opens without a fence) and body, which is cut and not changed."""
    lines = text.split("\n")
    if not _FENCE.match(lines[0]):
        return None, text
    offset = len(lines[0]) + 1
    for line in lines[1:]:
        after = offset + len(line) + 1
        if _FENCE.match(line):
            return text[len(lines[0]) + 1 : offset], text[after:]
        if after > FRONT_MATTER_LENGTH:
            break
        offset = after
    raise IntakeError("opens front matter with --- and never closes it; add a line of --- after the last field")


def load(front: str) -> dict[str, object]:
    """The fields an article has, by the article's own names; others are left aside."""
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    try:
        given = YAMLHandler().load(front)
    except yaml.MarkedYAMLError as error:
        # Its mark counts from 0 at the line below the opening fence.
        line = error.problem_mark.line + 2 if error.problem_mark is not None else 1
        raise IntakeError(
            f"has front matter that is not YAML: line {line}, {error.problem or 'a syntax error'}; "
            "put values with a colon in quotation marks"
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise IntakeError(f"has front matter that is not YAML: {reason}") from error
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise IntakeError("has front matter that is no list of fields; write lines like 'title: …'")
    lowered = {key.lower(): value for key, value in given.items() if isinstance(key, str)}
    return {
        field: next((lowered[key] for key in keys if lowered.get(key) is not None), None)
        for field, keys in FIELDS.items()
    }


def as_line(value: object) -> str | None:
    """One line of text; a list of names is joined; None for nothing and for what is no text."""
    if isinstance(value, list):
        parts = [part for part in (as_line(one) for one in value if not isinstance(one, list)) if part]
        return ", ".join(parts) or None
    if value is None or isinstance(value, dict | set | bytes | bool):
        return None
    return " ".join(str(value).split()) or None


def as_date(value: object) -> tuple[date | None, tuple[str, ...]]:
    """The day, and a remark where what is given cannot be read as one."""
    if isinstance(value, datetime):
        return value.date(), ()
    if isinstance(value, date):
        return value, ()
    written = as_line(value)
    if written is None:
        return None, ()
    try:
        return datetime.fromisoformat(written).date(), ()
    except ValueError:
        pass
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(written, form).date(), ()
        except ValueError:
            continue
    return None, (f"has a date that cannot be read, {written[:40]!r}; write it as 2017-07-20",)


def first_heading(body: str) -> str | None:
    """The text of a # heading where the body opens with one."""
    found = _HEADING.match(body.lstrip("\n").partition("\n")[0])
    return found.group(1) if found else None
