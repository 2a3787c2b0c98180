"""The HTML report: one file that asks for nothing else, runs nothing and can be read on a phone or on paper."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from claimtrack.errors import ReportError
from claimtrack.report.contents import Contents
from claimtrack.report.pictures import Against, Timeline, against, timeline
from claimtrack.report.templates_of import environment, rendered
from claimtrack.report.visible import shown

_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Blocks of Unicode whose scripts are written from right to left (UAX 9, table of default classes)."""
_UNSAFE = re.compile(r"[\s<>\"'`\\^{|}]")


@dataclass(frozen=True, slots=True)
class _Widths:
    """One picture for a desk, one for a phone."""

    wide: Timeline | Against
    narrow: Timeline | Against


def html_report(report: Contents, template_dir: Path | None, *, for_paper: bool = False) -> bytes:
    """`for_paper` leaves out what only a phone's screen would show, and elements that cost a PDF writer much memory."""
    made = environment(template_dir)
    made.finalize = _finalized
    made.filters |= {"is_web": is_web, "runs_leftward": runs_leftward}
    style = rendered(made, "report.css").strip()
    if "</" in style:
        raise ReportError("report.css holds '</', which would end the style sheet: take it out")
    page = rendered(
        made,
        "report.html.j2",
        report=report,
        for_paper=for_paper,
        style=Markup(style),
        style_hash=_hash_source(style),
        timeline=_both(
            timeline(report, "time-wide", width=780, label=180, letters=24),
            timeline(report, "time-narrow", width=360, label=0, letters=40),
        ),
        against=_both(
            against(report, "against-wide", width=640, letters=34),
            against(report, "against-narrow", width=360, letters=18),
        ),
    )
    return page.lstrip().encode("utf-8")


def _finalized(value: object) -> object:
    if isinstance(value, Markup):
        return value
    return escape(shown("" if value is None else str(value)))


def _hash_source(style: str) -> str:
    """The one style sheet that the page's content security policy lets in (CSP Level 3, hash-source)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")


def _both(wide: Timeline | Against | None, narrow: Timeline | Against | None) -> _Widths | None:
    return None if wide is None or narrow is None else _Widths(wide, narrow)


def runs_leftward(text: str) -> bool:
    """Whether some of it is written from right to left, so that it must be kept apart from the words around."""
    return bool(_LEFTWARD.search(text))


def is_web(url: str | None) -> bool:
    """Whether it may be a link: http or https to a host, with nothing in it that acts."""
    if not url or _UNSAFE.search(url) or shown(url) != url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
