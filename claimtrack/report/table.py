"""The CSV report: one row a finding, every evidence field, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from claimtrack.report.contents import Appearance, Contents, Evidence, Finding, Source
from claimtrack.report.visible import shown
from claimtrack.report.words import day, outlet_and_title, stance_before
from claimtrack.vocabulary import Spans

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that spreadsheets take for a formula (OWASP, CSV Injection), full-width forms too."""

_CELL = 32_767
"""Characters that a spreadsheet's cell holds."""

_SIDE = (
    "claim speaker speaker_id speaker_kind confidential candidates role attributed_to kind stance firsthand relayed_by "
    "quote points_at context prefix suffix document outlet title author url path said published paragraph line "
    "characters sha256 appearances masked"
).split()
_PAIR = (
    "number list link headline relation type score line reasons verdict judgements agreement notes tags flagged stale"
).split()


def csv_report(report: Contents) -> bytes:
    """UTF-8 with a byte order mark, for spreadsheets guess the encoding otherwise; lines end in CR LF (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([*_PAIR, *(f"a_{name}" for name in _SIDE), *(f"b_{name}" for name in _SIDE)])
    sources = {source.number: source for source in report.sources}
    for name, findings in (("finding", report.findings), ("appendix", report.appendix)):
        for finding in findings:
            cells = [*_pair(name, finding), *_side(finding.a, sources), *_side(finding.b, sources)]
            writer.writerow([safe_cell(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it; acting characters are made visible."""
    text = shown(text)
    return "'" + text if text.lstrip(" \u00a0\ufeff").startswith(_FORMULA) else text


def _pair(name: str, finding: Finding) -> list[str]:
    return [
        str(finding.number),
        name,
        finding.link,
        finding.headline,
        finding.relation,
        finding.type,
        f"{finding.score:.3f}",
        finding.line,
        "; ".join(f"{reason.text} ({reason.signal} {reason.value:.2f})" for reason in finding.reasons),
        finding.verdict or "",
        "; ".join(
            f"{'settled by ' if j.adjudication else ''}{j.reviewer}: {j.verdict}, {j.at}"
            + (f", score seen {j.score_seen:.3f}" if j.score_seen is not None else "")
            + (", blind" if j.blind else "")
            + (f": {j.note}" if j.note else "")
            for j in finding.judgements
        ),
        finding.agreement,
        "; ".join(f"{note.reviewer}, {note.at}: {note.text}" for note in finding.notes),
        ", ".join(finding.tags),
        _yes(finding.flagged),
        _yes(finding.stale),
    ]


def _side(side: Evidence, sources: Mapping[int, Source]) -> list[str]:
    source = side.source
    return [
        side.claim,
        side.speaker,
        side.speaker_id or "",
        side.speaker_kind,
        _yes(side.confidential),
        "; ".join(side.candidates),
        side.role or "",
        side.attributed_to,
        side.kind,
        side.stance,
        _yes(side.firsthand),
        side.relayed_by or "",
        side.quoted,
        side.points_at or "",
        _context(side),
        side.anchor.prefix,
        side.anchor.suffix,
        source.id,
        source.outlet or "",
        source.title,
        source.author or "",
        source.url or "",
        source.path or "",
        side.said or "",
        side.published or "",
        str(side.paragraph),
        str(side.line),
        _characters(side.spans),
        source.sha256 or "",
        "; ".join(_appearance(other, sources[other.source]) for other in side.appearances),
        _yes(side.masked),
    ]


def _context(side: Evidence) -> str:
    """The context; where it would not fit a cell, the quote in it is named and not repeated."""
    before, after = "[…] " if side.cut_before else "", " […]" if side.cut_after else ""
    whole = before + "".join(segment.text for segment in side.context) + after
    if len(whole) <= _CELL:
        return whole
    parts: list[str] = []
    for segment in side.context:
        part = "[the quote]" if segment.mark in ("quote", "trigger") else segment.text
        if part != "[the quote]" or parts[-1:] != [part]:
            parts.append(part)
    return before + "".join(parts) + after


def _appearance(other: Appearance, source: Source) -> str:
    """E.g. "c6 (denies) in d2, The Echo, “Fire service answers”, 2031-06-09, paragraph 3, line 6, characters 17-20"."""
    where = f"{other.claim} {stance_before(other.stance)}in {source.id}, {outlet_and_title(source)}, {day(other.date)}"
    return f"{where}, paragraph {other.paragraph}, line {other.line}, characters {_characters(other.spans)}"


def _characters(spans: Spans) -> str:
    return " ".join(f"{start}-{end}" for start, end in spans)


def _yes(value: bool) -> str:
    return "yes" if value else "no"
