"""The PDF report: the HTML one on paper, by weasyprint, which is an extra and is let near nothing but the page."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import NoReturn

from claimtrack.errors import ReportError
from claimtrack.report.contents import Contents
from claimtrack.report.html import html_report

LONGEST = 200
"""Pairs at most: weasyprint keeps the boxes of every page in memory until it writes, some 4 MB a pair."""


def pdf_report(report: Contents, template_dir: Path | None) -> bytes:
    """Raises ReportError where the report is too long for it, or weasyprint or what it draws with are missing."""
    length = len(report.findings) + len(report.appendix)
    if length > LONGEST:
        raise ReportError(
            f"a PDF of {length:,} pairs would take more memory than most machines have (up to {LONGEST} are made): "
            "narrow the filters, or write html and print it from a browser"
        )
    try:
        # Importing it starts GLib through cffi, which raises OSError where pango is not installed.
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        missing = "its system library pango" if isinstance(error, OSError) else "weasyprint"
        raise ReportError(
            f"a PDF needs {missing}: pip install 'claimtrack[pdf]'"
            + (" and install pango" if isinstance(error, OSError) else "")
            + ", or ask for html and print it"
        ) from error
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    page = html_report(report, template_dir, for_paper=True).decode("utf-8")
    made: bytes = HTML(string=page, url_fetcher=Refusal(), base_url=None).write_pdf(
        pdf_identifier=hashlib.sha256(page.encode("utf-8")).digest()[:16],
        pdf_tags=True,
    )
    return made


class Refusal:
    """Nothing is fetched, whatever a template names: the page holds all that it needs."""

    _fail_on_errors = False
    """Asked for by weasyprint from 68 on: the page is made without what was refused."""

    def __call__(self, url: str, *_: object, **__: object) -> NoReturn:
        raise ValueError(f"not fetched: {url}")
