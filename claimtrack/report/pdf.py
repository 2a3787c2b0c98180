"""The PDF report: the HTML one on paper, by two libraries that are an extra and are let near nothing but the page.

weasyprint tags what it writes, so that it can be listened to, and gives it an outline, but it keeps the boxes of every
page until the end: some 5 MB and a third of a second a pair. plutoprint does neither and is fifty times as fast.
"""

from __future__ import annotations

import hashlib
import logging
import re
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import NoReturn

from claimtrack.errors import ReportError
from claimtrack.report.contents import Contents
from claimtrack.report.html import html_report

TAGGED = 100
"""Pairs up to which a PDF is tagged."""

_LONGEST_WORD = 40
"""Characters of a word after which plutoprint may break it: it cannot tell a word that fills a line from any other."""
_LONG_WORDS = re.compile(rf"<style>.*?</style>|<[^>]*>|&\w+;|([^\s<&]{{{_LONGEST_WORD + 1},}})", re.DOTALL)
_BREAK = "\u200b"

_FOR_PLUTOPRINT = """
* { overflow-wrap: normal !important; font-variant-ligatures: none !important }
.picture .number { stroke: none !important }
"""
"""It breaks any word at a line's end where long ones may be broken, writes ligatures that no search finds, and paints a
letter's rim over the letter."""


def pdf_report(report: Contents, template_dir: Path | None) -> bytes:
    """Raises ReportError where the library that it takes, or what that draws with, is missing."""
    page = html_report(report, template_dir, for_paper=True).decode("utf-8")
    is_short = len(report.findings) + len(report.appendix) <= TAGGED
    return _by_weasyprint(page) if is_short else _by_plutoprint(page, report)


def _by_weasyprint(page: str) -> bytes:
    try:
        # Importing it starts GLib through cffi, which raises OSError where pango is not installed.
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        raise _missing("its system library pango" if isinstance(error, OSError) else "weasyprint") from error
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    made: bytes = HTML(string=page, url_fetcher=Refusal(), base_url=None).write_pdf(
        pdf_identifier=hashlib.sha256(page.encode("utf-8")).digest()[:16],
        pdf_tags=True,
    )
    return made


def _by_plutoprint(page: str, report: Contents) -> bytes:
    try:
        import plutoprint
    except ImportError as error:
        raise _missing("plutoprint") from error

    class Nothing(plutoprint.ResourceFetcher):
        def fetch_url(self, url: str) -> plutoprint.ResourceData:
            """An empty answer, for it writes a raised error to stderr."""
            return plutoprint.ResourceData(b"", "text/plain", "utf-8")

    book = plutoprint.Book()
    book.custom_resource_fetcher = Nothing()
    # Links within the page are told from others by its address; .invalid (RFC 2606) is nobody's.
    book.load_html(breakable(page), user_style=_FOR_PLUTOPRINT, base_url="https://report.invalid/")
    for date in (plutoprint.PDF_METADATA_CREATION_DATE, plutoprint.PDF_METADATA_MODIFICATION_DATE):
        book.set_metadata(date, report.made_at)
    out = BytesIO()
    book.write_to_pdf_stream(out)
    return out.getvalue()


def breakable(page: str) -> str:
    """The page with a zero-width space wherever a very long word may end a line; its tags and styles as they were."""
    return _LONG_WORDS.sub(_with_breaks, page)


def _with_breaks(match: re.Match[str]) -> str:
    word = match[1]
    if word is None:
        return match[0]
    parts: list[str] = []
    since = 0
    for character in word:
        if since >= _LONGEST_WORD and unicodedata.category(character) not in ("Mn", "Me", "Cf"):
            parts.append(_BREAK)
            since = 0
        parts.append(character)
        since += 1
    return "".join(parts)


def _missing(what: str) -> ReportError:
    system = " and install pango" if "pango" in what else ""
    return ReportError(f"a PDF needs {what}: pip install 'claimtrack[pdf]'{system}, or ask for html and print it")


class Refusal:
    """Nothing is fetched, whatever a template names: the page holds all that it needs."""

    _fail_on_errors = False
    """Asked for by weasyprint from 68 on: the page is made without what was refused."""

    def __call__(self, url: str, *_: object, **__: object) -> NoReturn:
        raise ValueError(f"not fetched: {url}")
