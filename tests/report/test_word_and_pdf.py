from __future__ import annotations

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn

from claimtrack.errors import ReportError
from claimtrack.report import Format, render, time_of_making
from claimtrack.report import pdf as pdf_module
from claimtrack.report.gather import gathered
from claimtrack.report.html import html_report
from tests.report import hostile
from tests.report.fictional import CASE, confidential

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PDF_TOOLS = shutil.which("pdftotext")


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, text=True).stdout


def test_word_has_headings_tables_and_its_own_properties() -> None:
    made = docx.Document(io.BytesIO(render(CASE, Format.DOCX)))
    headings = [p.text for p in made.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == [
        "Summary",
        "Findings",
        "Chronology",
        "Speakers",
        "Sources",
        "Appendix: pairs judged otherwise",
    ]
    assert made.tables[1].rows[1].cells[0].text == "1"
    assert made.core_properties.title == "The flooded hall"
    assert made.core_properties.author == "claimtrack 9.9.9"
    assert made.core_properties.created == datetime(2031, 4, 5, 6, 7, 8, tzinfo=UTC)


_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing "
    "jc outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing kern position sz szCs highlight u shd "
    "vertAlign lang",
    "tblPr": "tblStyle tblStyleRowBandSize tblStyleColBandSize tblW jc tblInd tblBorders shd tblLayout tblCellMar "
    "tblLook",
    "trPr": "cantSplit tblHeader",
}
"""The order in which ECMA-376, part 1, annex A, has the properties; a strict reader refuses any other."""


def test_word_s_properties_stand_in_the_standard_s_order() -> None:
    with zipfile.ZipFile(io.BytesIO(render(CASE, Format.DOCX))) as archive:
        names = [
            name for name in archive.namelist() if re.match(r"word/(document|footnotes|styles|footer\d*)\.xml", name)
        ]
        roots = [ElementTree.fromstring(archive.read(name)) for name in names]
    assert len(roots) == 4
    for properties, order in _ORDER.items():
        for element in (found for root in roots for found in root.iter(qn(f"w:{properties}"))):
            places = [order.split().index(child.tag.rpartition("}")[2]) for child in element]
            assert places == sorted(places), ElementTree.tostring(element)


def test_word_numbers_its_pages() -> None:
    footer = docx.Document(io.BytesIO(render(CASE, Format.DOCX))).sections[0].footer
    assert [field.get(qn("w:instr")) for field in footer._element.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_on_paper_only_words_from_right_to_left_stand_apart() -> None:
    made = html_report(gathered(hostile.case()), None, for_paper=True).decode("utf-8")
    apart = re.findall(r"<q[^>]*>([^<]*)</q>", made)
    assert hostile.ATTACKS["right to left"] in apart
    assert all({unicodedata.bidirectional(character) for character in words} & {"R", "AL"} for words in apart)
    assert "“lone ⟨U+D800⟩" in made


@pytest.mark.parametrize("format", [Format.DOCX, Format.PDF])
def test_the_same_case_gives_the_same_bytes(format: Format) -> None:
    assert render(CASE, format) == render(replace(CASE), format)


def test_a_zip_entry_tells_no_time_but_the_reports() -> None:
    with zipfile.ZipFile(io.BytesIO(render(CASE, Format.DOCX))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2031, 4, 5, 6, 7, 8)}
        assert archive.namelist()[0] == "[Content_Types].xml"


@pytest.mark.skipif(OFFICE is None or PDF_TOOLS is None, reason="no LibreOffice or pdftotext on this machine")
@pytest.mark.parametrize("name", ["hall", "hostile"])
def test_libreoffice_opens_the_word_file_with_every_quote_and_footnote(name: str, tmp_path: Path) -> None:
    case = CASE if name == "hall" else replace(hostile.case(), findings=hostile.case().findings[:-1])
    (tmp_path / "report.docx").write_bytes(render(case, Format.DOCX))
    command = [OFFICE or "", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "report.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = text_of(tmp_path / "report.pdf")
    if name == "hall":
        for words in (
            "The pumps were switched off on 3 May,",
            "SHA-256",
            "Finding 3.",
            "Appendix: pairs judged otherwise",
        ):
            assert words in text
    assert text.count("claim c") == 2 * len((*case.findings, *case.others))


@pytest.mark.skipif(PDF_TOOLS is None, reason="no pdftotext on this machine")
def test_the_pdf_holds_what_the_page_holds(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(render(confidential(), Format.PDF))
    text = text_of(tmp_path / "report.pdf")
    for words in ("The flooded hall", "Suggested by a machine", "Source A", "characters 77–114", "Appendix"):
        assert words in text


def test_a_pdf_asks_for_nothing_whatever_a_template_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    refused: list[str] = []

    class Listening(pdf_module.Refusal):
        def __call__(self, url: str, *rest: object, **more: object) -> NoReturn:
            asked.append(url)
            try:
                super().__call__(url)
            except ValueError:
                refused.append(url)
                raise

    monkeypatch.setattr(pdf_module, "Refusal", Listening)
    (tmp_path / "report.css").write_text("body { background: url('https://evil.example/x.png') }")
    made = render(CASE, Format.PDF, tmp_path)
    assert made.startswith(b"%PDF-")
    assert asked == refused
    assert set(asked) == {"https://evil.example/x.png"}


def test_a_missing_weasyprint_is_one_line_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(ReportError, match=r"pip install 'claimtrack\[pdf\]'"):
        render(CASE, Format.PDF)


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every PDF counts as a long one, which another library writes."""
    pytest.importorskip("plutoprint", reason="no plutoprint for this machine")
    monkeypatch.setattr(pdf_module, "TAGGED", 0)


def test_a_report_of_many_pairs_is_written_by_the_faster_library(monkeypatch: pytest.MonkeyPatch) -> None:
    many = replace(CASE, findings=CASE.findings * (pdf_module.TAGGED // len(CASE.findings) + 1))
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setitem(sys.modules, "plutoprint", None)
    with pytest.raises(ReportError, match=r"plutoprint.*pip install 'claimtrack\[pdf\]'.*ask for html"):
        render(many, Format.PDF)


@pytest.mark.usefixtures("long")
@pytest.mark.skipif(PDF_TOOLS is None, reason="no pdftotext on this machine")
def test_a_long_pdf_holds_what_the_page_holds_and_its_links_stay_inside(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(render(confidential(), Format.PDF))
    text = text_of(path)
    for words in ("The flooded hall", "Suggested by a machine", "Source A", "characters 77–114", "Appendix"):
        assert words in text
    assert "Falkner" not in text
    told = subprocess.run(["pdfinfo", "-dests", path], capture_output=True, check=True, text=True).stdout
    assert {f'"finding-{n}"' for n in (1, 2, 3)} <= set(told.split())
    assert b"report.invalid" not in path.read_bytes()
    dated = subprocess.run(["pdfinfo", "-rawdates", path], capture_output=True, check=True, text=True).stdout
    assert re.findall(r"(?:Creation|Mod)Date: +(?:D:)?(\d+)", dated) == ["20310405060708"] * 2


@pytest.mark.usefixtures("long")
@pytest.mark.skipif(PDF_TOOLS is None, reason="no pdftotext on this machine")
def test_a_long_pdf_loses_no_word_of_a_hostile_article(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    endless = "x" * 3000
    made = hostile.case()
    path.write_bytes(render(replace(made, title=f"{made.title} {endless}"), Format.PDF))
    text = text_of(path)
    assert text.count("word9999") == 2 * 2
    assert text.count("x" * 30) > 0 and re.sub(r"[^x]", "", text).count("x") >= 3000
    boxes = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, text=True).stdout
    assert max(float(x) for x in re.findall(r'xMax="([\d.]+)"', boxes)) < 596


@pytest.mark.skipif(PDF_TOOLS is None, reason="no pdftotext on this machine")
@pytest.mark.parametrize("tagged", [True, False])
def test_a_pdf_shows_hostile_words_as_they_stand(tmp_path: Path, tagged: bool, request: pytest.FixtureRequest) -> None:
    if not tagged:
        request.getfixturevalue("long")
    names = ["script", "image", "style", "entity", "comment", "template", "formula", "markdown table", "rich markup"]
    numbers = [list(hostile.ATTACKS).index(name) for name in names]
    made = hostile.case()
    path = tmp_path / "report.pdf"
    path.write_bytes(render(replace(made, findings=tuple(made.findings[n] for n in numbers), others=()), Format.PDF))
    text = "".join(text_of(path).split())
    assert [name for name in names if text.count("".join(hostile.ATTACKS[name].split())) < 6] == []
    assert not re.search(rb"/(JavaScript|JS|Launch|EmbeddedFile|OpenAction)\b", path.read_bytes())


@pytest.mark.usefixtures("long")
def test_a_long_pdf_is_the_same_each_time_and_its_library_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert render(CASE, Format.PDF) == render(replace(CASE), Format.PDF)
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("long")
def test_a_long_pdf_asks_for_nothing_whatever_a_template_names(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        (tmp_path / "report.css").write_text(f"body {{ background: url('{address}') }}")
        assert render(CASE, Format.PDF, tmp_path).startswith(b"%PDF-")
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"<p>{'a' * 81}</p>", f"<p>{'a' * 40}\u200b{'a' * 40}\u200ba</p>"),
        (f"<a href='{'a' * 81}'>b</a>", f"<a href='{'a' * 81}'>b</a>"),
        (f"<style>{'a' * 81}</style>", f"<style>{'a' * 81}</style>"),
        ("a word like any other", "a word like any other"),
        ("<p>" + "a" * 39 + "e\u0301" + "b" * 9, "<p>" + "a" * 39 + "e\u0301\u200b" + "b" * 9),
    ],
)
def test_only_endless_words_of_a_page_may_be_broken(page: str, expected: str) -> None:
    assert pdf_module.breakable(page) == expected


def test_the_time_of_making_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert time_of_making() == datetime(1970, 1, 2, tzinfo=UTC)
    assert render(replace(CASE, made_at=time_of_making()), Format.DOCX)[:2] == b"PK"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(ReportError, match="SOURCE_DATE_EPOCH"):
        time_of_making()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert time_of_making().tzinfo is UTC and os.environ.get("SOURCE_DATE_EPOCH") is None


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="no pdfinfo on this machine")
def test_a_pdf_is_tagged_for_those_who_listen_to_it(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(render(CASE, Format.PDF))
    told = subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True).stdout
    assert "Tagged:          yes" in told
    assert "Title:           The flooded hall: contradiction report" in told


_ELSEWHERE = """
import hashlib
from claimtrack.report import Format, render
from tests.report.fictional import confidential
for format in (Format.MD, Format.HTML, Format.DOCX, Format.JSON, Format.CSV):
    print(format.value, hashlib.sha256(render(confidential(), format)).hexdigest())
"""


def test_another_process_place_and_language_give_the_same_bytes() -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", _ELSEWHERE],
            capture_output=True,
            check=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima"))
    ]
    assert told[0] == told[1]
    assert told[0].count("\n") == 5


@pytest.mark.parametrize("format", [format for format in Format if format is not Format.JSONLD])
def test_a_case_without_findings_makes_a_report_that_says_so(format: Format) -> None:
    made = render(replace(CASE, findings=(), others=()), format)
    assert made
    if format in (Format.MD, Format.HTML):
        assert b"There is no finding" in made
