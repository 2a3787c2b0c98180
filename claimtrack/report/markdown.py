"""The Markdown report: a template whose every value is escaped unless the code below has written it.

Nothing that stood in an article becomes a heading, a link, an image, emphasis, a table cell's end or HTML, in
CommonMark and GitHub's dialect (autolinks and mentions too).
"""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from claimtrack.report.contents import Contents, Segment
from claimtrack.report.templates_of import environment, rendered
from claimtrack.report.visible import shown

_ALWAYS = re.compile(r"[\\`*_\[\]|~$@<>{}#^]")
_INSTEAD = {"<": "&lt;", ">": "&gt;"}
_ENTITY = re.compile(r"&(?=[#\w])")
_LINE_START = re.compile(r"^(\s*)([-+=:])")
_ORDINAL = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")
_ADDRESS = re.compile(r"(?i):(?=//)|(?<=www)\.|(?<=\w)\.(?=[a-z]{2,})|(?<=mailto):|(?<=xmpp):")
_WEB = re.compile(r"https?://[\w.~%/?#&=+,;:@!$()-]+", re.ASCII)


def markdown_report(report: Contents, template_dir: Path | None) -> bytes:
    made = environment(template_dir)
    made.finalize = _finalized
    made.filters |= {"passage": passage, "quoted": quoted, "address": address, "code": code}
    return rendered(made, "report.md.j2", report=report).encode("utf-8")


def _finalized(value: object) -> object:
    if isinstance(value, Markup):
        return value
    return Markup(inline("" if value is None else str(value)))


def inline(text: str) -> str:
    """Text as one escaped line."""
    return _started(_escaped(" ".join(shown(text).split())))


def _escaped(text: str) -> str:
    text = _ENTITY.sub("&amp;", text)
    text = _ALWAYS.sub(lambda match: _INSTEAD.get(match[0], "\\" + match[0]), text)
    return _ADDRESS.sub(lambda match: "\\" + match[0], text)


def _started(line: str) -> str:
    """An escaped line that cannot begin a list, a rule, a heading's underline or code."""
    line = _ORDINAL.sub(r"\1\\\2", line)
    line = _LINE_START.sub(r"\1\\\2", line)
    indent = len(line) - len(line.lstrip(" \t"))
    return "&nbsp;" * indent + line[indent:]


def quoted(text: str) -> Markup:
    """Text as a block quotation that keeps its lines."""
    return Markup(_block(_escaped(shown(text))))


def _block(escaped: str) -> str:
    lines = [_started(line) for line in escaped.split("\n")]
    return "\n".join(
        "> " + line + ("\\" if line and at + 1 < len(lines) and lines[at + 1] else "") for at, line in enumerate(lines)
    )


def passage(segments: tuple[Segment, ...], cut_before: bool = False, cut_after: bool = False) -> Markup:
    """A context as a block quotation, with the quoted words strong where Markdown can mark them so."""
    parts: list[str] = []
    for quoted_words, run in groupby(segments, key=lambda segment: segment.mark in ("quote", "trigger")):
        text = shown("".join(segment.text for segment in run))
        parts.append(text if not quoted_words else "\0" + text)
    made = ""
    for at, part in enumerate(parts):
        text = _escaped(part.removeprefix("\0"))
        before = parts[at - 1][-1:] if at else ""
        after = parts[at + 1].removeprefix("\0")[:1] if at + 1 < len(parts) else ""
        strong = part.startswith("\0") and _can_be_strong(part[1:], before, after)
        made += f"**{text}**" if strong else text
    return Markup(("> […]\n>\n" if cut_before else "") + _block(made) + ("\n>\n> […]" if cut_after else ""))


def _can_be_strong(text: str, before: str, after: str) -> bool:
    """Whether ** around the text opens and closes by CommonMark's flanking rules."""
    if not text or "\n" in text or text[0].isspace() or text[-1].isspace():
        return False
    opens = text[0].isalnum() or not before.isalnum()
    closes = text[-1].isalnum() or not after.isalnum()
    return opens and closes


def code(text: str | None) -> Markup:
    """Text as a code span, or escaped where it holds the span's own mark."""
    line = " ".join(shown(text or "").split())
    return Markup(inline(line) if "`" in line or "|" in line or not line else f"`{line}`")


def address(url: str | None) -> Markup:
    """A web address as a link, anything else as escaped text."""
    if url and _WEB.fullmatch(url):
        return Markup(f"<{url}>")
    return Markup(inline(url or ""))
