"""The Word report: headings and tables that a newsroom can edit, and a real footnote under every quote."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime

from docx import Document
from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from claimtrack.report.contents import Contents, Dossier, Evidence, Finding, Source
from claimtrack.report.ooxml import PAGE_NUMBERS, STYLES, Run, footnotes, paragraph, table
from claimtrack.report.visible import visible
from claimtrack.report.words import (
    count,
    dates,
    day,
    hand,
    kind_words,
    moment,
    numbers,
    outlet_and_title,
    shortened,
    stance_before,
    type_words,
    verdict_words,
)

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can hold."""


def docx_report(report: Contents) -> bytes:
    written = _Writing(report)
    parts = list(written.parts())
    document = Document()
    _dress(document, report)
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, footnotes(written.notes), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    saved = io.BytesIO()
    document.save(saved)
    return _fixed(saved.getvalue(), "".join(parts), datetime.fromisoformat(report.made_at))


def _dress(document: Package, report: Contents) -> None:
    """A4, its styles, and properties that say nothing of the machine it was made on."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    section.footer.paragraphs[0]._p.getparent().replace(section.footer.paragraphs[0]._p, parse_xml(PAGE_NUMBERS))
    for style in list(parse_xml(STYLES)):
        document.styles.element.append(style)
    for name, size in (("Title", 26), ("Heading 1", 18), ("Heading 2", 14), ("Heading 3", 11.5)):
        font = document.styles[name].font
        font.size, font.color.rgb = Pt(size), RGBColor(0x1C, 0x1E, 0x22)
    document.styles["Normal"].font.size = Pt(10)
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        # A theme's font goes before a named one, and its own (Calibri, Cambria) are not on every machine.
        if any("Theme" in name for name in fonts.attrib):
            fonts.attrib.clear()
            for script in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{script}"), "Arial")
    made = datetime.fromisoformat(report.made_at).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = visible(report.title)[:255]
    properties.author = properties.last_modified_by = f"claimtrack {report.version}"
    properties.comments = report.disclaimer
    properties.created = properties.modified = made
    properties.language = "en"


def _fixed(saved: bytes, body: str, made_at: datetime) -> bytes:
    """The same archive with the body put in, every entry dated alike and in order: the same case gives the same bytes.

    The body goes in as text, for lxml needs longer to move ten thousand paragraphs than all else takes together.
    """
    stamp = max(made_at.timetuple()[:6], _OLDEST)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write:
        names = sorted(read.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            content = read.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:sectPr", body.encode("utf-8") + b"<w:sectPr", 1)
            write.writestr(entry, content)
    return out.getvalue()


class _Writing:
    """The body in order; `notes` fills as quotes are written."""

    def __init__(self, report: Contents) -> None:
        self._report = report
        self.notes: list[str] = []
        self._bookmarks = 0

    def parts(self) -> Iterator[str]:
        report = self._report
        yield from self._cover()
        yield self._heading(1, "Summary", "summary")
        yield from self._summary()
        yield self._heading(1, "Findings", "findings")
        for finding in report.findings:
            yield from self._finding(finding, "Finding")
        if not report.findings:
            yield paragraph("Normal", "None.")
        yield self._heading(1, "Chronology", "chronology")
        yield self._chronology()
        yield self._heading(1, "Speakers", "speakers")
        for dossier in report.dossiers:
            yield from self._dossier(dossier)
        yield self._heading(1, "Sources", "sources")
        yield self._sources()
        if report.appendix:
            yield self._heading(1, "Appendix: pairs judged otherwise", "appendix")
            yield paragraph(
                "Normal", "Given for balance: pairs that were looked at and not found to be contradictions."
            )
            for finding in report.appendix:
                yield from self._finding(finding, "Pair")

    def _heading(self, level: int, text: str, name: str) -> str:
        self._bookmarks += 1
        return paragraph(f"Heading{level}", visible(text), bookmark=(self._bookmarks, name))

    def _cover(self) -> Iterator[str]:
        report = self._report
        yield paragraph("Title", visible(report.title))
        yield paragraph("Normal", Run("Contradiction report", soft=True))
        yield paragraph("Verbatim", Run(report.disclaimer))
        verdicts = "".join(f", {n} {verdict}" for verdict, n in report.verdicts)
        rows = [
            ("Made", f"{moment(report.made_at)} by claimtrack {report.version}"),
            ("Store state", report.state or "not given"),
            ("Journal at", report.journal_head or "its beginning"),
            ("Chosen", "; ".join(report.filters)),
            ("Holds", count(len(report.findings), "finding") + verdicts),
        ]
        if report.withheld:
            rows.append(("Confidential", "Names are withheld; “[name withheld: …]” stands where one was."))
        if report.revealed:
            rows.append(("Confidential", "This copy shows the real names of confidential sources."))
        yield table((), rows, (1600, 8038))

    def _summary(self) -> Iterator[str]:
        report = self._report
        if not report.findings:
            yield paragraph("Normal", "There is no finding: nobody has judged a pair a contradiction yet.")
            return
        yield table(
            ("No.", "Finding", "A", "B", "Judgement", "Score"),
            (
                (
                    str(f.number),
                    visible(f.headline),
                    f"{visible(f.a.speaker)}\n{day(f.a.date)}",
                    f"{visible(f.b.speaker)}\n{day(f.b.date)}",
                    verdict_words(f.verdict),
                    f"{f.score:.2f}",
                )
                for f in report.findings
            ),
            (500, 3400, 1700, 1700, 1600, 738),
        )
        if report.agreement:
            yield paragraph("Normal", "")
            yield table(
                ("Reviewers", "Pairs judged by both", "Agreed"),
                ((visible(f"{p.a} and {p.b}"), str(p.pairs), str(p.agreed)) for p in report.agreement),
                (4838, 2400, 2400),
            )

    def _finding(self, finding: Finding, label: str) -> Iterator[str]:
        yield self._heading(2, f"{label} {finding.number}. {finding.headline}", f"{label.lower()}_{finding.number}")
        standing = [
            f"Link {finding.link}",
            type_words(finding.type),
            f"score {finding.score:.2f}",
            verdict_words(finding.verdict),
        ]
        standing += ["flagged"] if finding.flagged else []
        standing += ["no longer proposed by the last linking"] if finding.stale else []
        standing += [f"tags: {visible(', '.join(finding.tags))}"] if finding.tags else []
        yield paragraph("Standing", " · ".join(standing), keep=True)
        yield from self._side("A", finding.a)
        yield from self._side("B", finding.b)
        yield paragraph("Heading3", "Why this pair")
        if finding.line:
            yield paragraph("Normal", finding.line)
        for reason in finding.reasons:
            words = f"{reason.text} ({reason.signal}, {reason.value:.2f})"
            words += "".join(
                f"; {side}: “{'”, “'.join(said)}”"
                for side, said in (("A", reason.a_words), ("B", reason.b_words))
                if said
            )
            yield paragraph("ListBullet", words)
        yield paragraph("Heading3", "What people decided")
        if finding.judgements:
            yield table(
                ("Reviewer", "Judgement", "When", "Score seen", "Note"),
                (
                    (
                        visible(j.reviewer) + ("\nsettling" if j.adjudication else "") + ("\nblind" if j.blind else ""),
                        verdict_words(j.verdict),
                        moment(j.at),
                        "" if j.score_seen is None else f"{j.score_seen:.2f}",
                        j.note or "",
                    )
                    for j in finding.judgements
                ),
                (1500, 1750, 2050, 1138, 3200),
            )
        yield paragraph("Standing", f"Agreement: {finding.agreement}.")
        for note in finding.notes:
            yield paragraph("ListBullet", f"Note on {note.on} by {note.reviewer}, {moment(note.at)}: {note.text}")

    def _side(self, letter: str, side: Evidence) -> Iterator[str]:
        yield paragraph("Heading3", visible(f"{letter}. {side.speaker}" + (f", {side.role}" if side.role else "")))
        self.notes.append(_citation(side))
        *first, last = side.quote
        runs = [run for part in first for run in (Run(part), Run(" … "))]
        yield paragraph("Verbatim", *runs, Run(last, note=len(self.notes)))
        if side.points_at:
            yield paragraph("Normal", f"These words point at: “{side.points_at}”")
        if side.masked:
            yield paragraph("Normal", Run("A confidential name or office in this passage is replaced.", italic=True))
        context = [
            Run(segment.text, bold=segment.mark == "quote", mark=segment.mark == "trigger") for segment in side.context
        ]
        before = [Run("[…] ")] if side.cut_before else []
        after = [Run(" […]")] if side.cut_after else []
        yield paragraph("Context", *before, *context, *after)
        manner = f"{dates(side)}; {side.place}; {kind_words(side.kind)}; {hand(side)}; the speaker {side.stance} it"
        manner += f"; attributed to “{side.attributed_to}”" if side.attributed_to else ""
        yield paragraph("Standing", manner[0].upper() + manner[1:] + ".")
        if side.candidates:
            yield paragraph("Normal", f"Considered as speaker: {'; '.join(side.candidates)}.")
        for other in side.appearances:
            yield paragraph(
                "ListBullet",
                f"Also {day(other.date)}, source {other.source}, paragraph {other.paragraph}, line {other.line}: "
                f"{other.speaker}, {stance_before(other.stance)}“{shortened(other.quote)}”",
            )

    def _chronology(self) -> str:
        return table(
            ("Date", "Speaker", "Statement", "Source", "Findings"),
            (
                (
                    day(s.date) + ("\npublished" if s.dated_by == "published" else ""),
                    visible(s.speaker),
                    f"{stance_before(s.stance)}“{shortened(s.quote)}”"
                    + (f" (pointing at “{shortened(s.points_at, 20)}”)" if s.points_at else ""),
                    f"{s.source}, paragraph {s.paragraph}",
                    numbers(s.findings),
                )
                for s in self._report.chronology
            ),
            (1150, 1700, 4200, 1500, 1088),
        )

    def _dossier(self, dossier: Dossier) -> Iterator[str]:
        yield paragraph("Heading2", visible(dossier.speaker))
        kind = dossier.kind + (", confidential" if dossier.confidential else "")
        yield paragraph("Normal", f"{kind}; {count(len(dossier.statements), 'statement')} in this report")
        if dossier.names:
            yield paragraph("ListBullet", f"Also named: {visible('; '.join(dossier.names))}")
        for role in dossier.roles:
            where = "".join(
                [f", {role.seen_on}" if role.seen_on else "", f", source {role.source}" if role.source else ""]
            )
            yield paragraph("ListBullet", f"Role{where}: {visible(role.role)}")
        for other in dossier.opposites:
            yield paragraph("ListBullet", f"Compared with {visible(other.speaker)}: findings {numbers(other.findings)}")
        for s in dossier.statements:
            said = f"{stance_before(s.stance)}“{shortened(s.quote, 25)}”"
            yield paragraph("ListBullet", f"{day(s.date)}: {said} (source {s.source}, paragraph {s.paragraph})")

    def _sources(self) -> str:
        return table(
            ("No.", "Source", "Published", "File and SHA-256 of its text"),
            ((str(s.number), _source(s), day(s.published), _trace(s)) for s in self._report.sources),
            (500, 3900, 1238, 4000),
        )


def _citation(side: Evidence) -> str:
    """What a lawyer needs to find the words again."""
    source = side.source
    told = [
        side.speaker + (f", {side.role}" if side.role else ""),
        outlet_and_title(source),
        source.url or "",
        dates(side),
        side.place,
        f"source {source.number}",
        f"claim {side.claim}",
        f"SHA-256 {source.sha256}" if source.sha256 else "confidential source",
    ]
    return visible("; ".join(part for part in told if part)) + "."


def _source(source: Source) -> str:
    author = f", {source.author}" if source.author else ""
    return visible(outlet_and_title(source) + author) + (f"\n{visible(source.url)}" if source.url else "")


def _trace(source: Source) -> str:
    if source.sha256 is None:
        return "confidential; withheld"
    return f"{visible(source.path or '')}\n{source.sha256}\n{count(source.characters, 'character')}"
