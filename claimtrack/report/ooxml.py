"""Paragraphs, tables and footnotes as WordprocessingML (ECMA-376, part 1), built fast and escaped.

python-docx writes the package and its styles; a body of many thousand paragraphs is quicker made as text, and footnotes
it does not know at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from claimtrack.report.visible import shown

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ROOT = f'xmlns:w="{NAMESPACE}"'


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike; `note` is the number of a footnote that follows them."""

    text: str
    bold: bool = False
    italic: bool = False
    mark: bool = False
    soft: bool = False
    note: int | None = None


def paragraph(style: str, *runs: Run | str, keep: bool = False, bookmark: tuple[int, str] | None = None) -> str:
    """`keep`: stays on one page with what follows; `bookmark`: a number and a name that links can lead to."""
    inner = "".join(_run(run if isinstance(run, Run) else Run(run)) for run in runs)
    if bookmark is not None:
        number, name = bookmark
        inner = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{inner}<w:bookmarkEnd w:id="{number}"/>'
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{inner}</w:p>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """A table whose head is repeated on each page; widths in twentieths of a point."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = f'<w:tblStyle w:val="ReportTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    made = [f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"]
    if head:
        cells = "".join(_cell(text, width, head=True) for text, width in zip(head, widths, strict=True))
        made.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>")
    for row in rows:
        cells = "".join(_cell(text, width) for text, width in zip(row, widths, strict=True))
        made.append(f"<w:tr>{cells}</w:tr>")
    return "".join([*made, "</w:tbl>"])


def footnotes(texts: Sequence[str]) -> bytes:
    """The footnotes part; note n of the body is texts[n - 1]."""
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>{_run(Run(" " + text))}</w:p>'
        "</w:footnote>"
        for number, text in enumerate(texts, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {_ROOT}>'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        f"</w:footnote>{notes}</w:footnotes>"
    ).encode()


STYLES = f"""<w:styles {_ROOT}>
<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/>
<w:uiPriority w:val="99"/><w:pPr><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>
<w:uiPriority w:val="99"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Context"><w:name w:val="Context"/><w:basedOn w:val="Normal"/>
<w:pPr><w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="C9C5BB"/></w:pBdr><w:ind w:left="284"/></w:pPr>
<w:rPr><w:color w:val="44474D"/><w:sz w:val="19"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Verbatim"><w:name w:val="Verbatim"/><w:basedOn w:val="Normal"/>
<w:pPr><w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="1F5F8B"/></w:pBdr>
<w:spacing w:before="100" w:after="140"/><w:ind w:left="284"/></w:pPr>
<w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Georgia"/><w:sz w:val="25"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Standing"><w:name w:val="Standing"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:before="80" w:after="80"/></w:pPr>
<w:rPr><w:color w:val="55585F"/><w:sz w:val="18"/></w:rPr></w:style>
<w:style w:type="table" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="8" w:color="1C1E22"/><w:bottom w:val="single" w:sz="4" w:color="C9C5BB"/>
<w:insideH w:val="single" w:sz="4" w:color="C9C5BB"/></w:tblBorders>
<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="paragraph" w:styleId="Cell"><w:name w:val="Cell"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:sz w:val="17"/></w:rPr></w:style>
</w:styles>""".encode()
"""Paragraph and character styles that python-docx's own template lacks."""

PAGE_NUMBERS = (
    f'<w:p {_ROOT}><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr>'
    '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    '<w:fldSimple w:instr="NUMPAGES"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
).encode()
"""The footer's line, "3 / 14", which the word processor fills in."""


def _cell(text: str, width: int, *, head: bool = False) -> str:
    inner = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr>{_run(Run(line, bold=head))}</w:p>' for line in text.split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'


def _run(run: Run) -> str:
    look = (
        ("<w:b/>" if run.bold or run.mark else "")
        + ("<w:i/>" if run.italic else "")
        + ('<w:color w:val="6A6D75"/>' if run.soft else "")
        + ('<w:shd w:val="clear" w:color="auto" w:fill="FDEAA8"/>' if run.mark else "")
    )
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    pieces: list[str] = []
    for at, line in enumerate(shown(run.text).split("\n")):
        if at:
            pieces.append("<w:br/>")
        for position, part in enumerate(line.split("\t")):
            if position:
                pieces.append("<w:tab/>")
            if part:
                pieces.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    made = f"<w:r>{look}{''.join(pieces)}</w:r>" if pieces else ""
    if run.note is not None:
        reference = f'<w:footnoteReference w:id="{run.note}"/>'
        made += f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{reference}</w:r>'
    return made
