"""Each format under attack: nothing executed, broken or lost."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from claimtrack.report import Format, render
from claimtrack.report.table import safe_cell
from claimtrack.report.terminal import stats, timeline
from claimtrack.report.visible import shown
from tests.report.hostile import ATTACKS, LONG, case, published

_ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("format", [format for format in Format if format is not Format.PDF])
def test_no_format_lets_a_terminal_or_a_bidi_control_through(format: Format) -> None:
    made = render(published(), format)
    if format is Format.DOCX:
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            made = b"".join(archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels")))
    assert not _ACTING.search(made.decode("utf-8"))


@cache
def parsed() -> list[Token]:
    """The Markdown report as CommonMark and GitHub's tables and strikethrough read it; ten thousand words once."""
    made = case()
    short = replace(made, findings=made.findings[:-1], others=())
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return reader.parse(render(short, Format.MD).decode("utf-8"))


def test_markdown_holds_no_html_link_image_or_heading_of_an_article() -> None:
    found = [token for top in parsed() for token in [top, *(top.children or [])]]
    unwanted = {"html_block", "html_inline", "image", "fence", "code_block", "hr", "s_open", "link_open"}
    assert {token.type for token in found} & unwanted == set()


def test_markdown_has_only_the_headings_and_tables_of_the_template() -> None:
    headings = [parsed()[at + 1].content for at, token in enumerate(parsed()) if token.type == "heading_open"]
    known = re.compile(r"Summary|Findings|Chronology|Speakers|Sources|Finding \d|Why|What people|[AB]\. ")
    others = [heading for heading in headings if not known.match(heading)]
    # The title and the speakers' names are the only other headings, and both are the article's words, escaped.
    assert len(others) == 1 + len(ATTACKS)
    assert all(token.level == 0 for token in parsed() if token.type == "heading_open")
    rows = [token for token in parsed() if token.type == "tr_open"]
    assert len(rows) == 1 + len(ATTACKS) + 1 + 2 * len(ATTACKS)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_markdown_reader_sees_the_words_as_they_stand(name: str) -> None:
    inline = ["".join(plain(child) for child in token.children or []) for token in parsed() if token.type == "inline"]
    seen = {line.strip(" \t\u00a0") for text in inline for line in text.split("\n")}
    lines = [line.strip(" \t") for line in shown(ATTACKS[name]).split("\n") if line.strip(" \t")]
    assert [line for line in lines if line not in seen] == []


def plain(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content


def test_csv_cells_are_never_formulas_and_come_back_whole() -> None:
    made = render(case(), Format.CSV).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(made)))
    assert len(rows) == len(ATTACKS) + 1 + 2
    for row in rows:
        for cell in row.values():
            assert not cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "＝"))
    assert [row["a_quote"] for row in rows[: len(ATTACKS)]] == [safe_cell(attack) for attack in ATTACKS.values()]
    assert rows[len(ATTACKS)]["a_quote"] == LONG


def test_json_strings_are_exact() -> None:
    found = json.loads(render(case(), Format.JSON))["findings"]
    assert [finding["a"]["quote"] for finding in found] == [[attack] for attack in [*ATTACKS.values(), LONG]]


def test_word_shows_every_quote_whole_with_a_footnote_for_each() -> None:
    with zipfile.ZipFile(io.BytesIO(render(case(), Format.DOCX))) as archive:
        assert archive.testzip() is None
        document = ElementTree.fromstring(archive.read("word/document.xml"))
        notes = ElementTree.fromstring(archive.read("word/footnotes.xml"))
        relations = "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".rels"))
    assert 'TargetMode="External"' not in relations
    quotes = ["".join(words(p)) for p in document.iter(f"{_W}p") if style(p) == "Verbatim"][1:]
    assert [shown(attack) for attack in [*ATTACKS.values(), LONG]] == quotes[: 2 * (len(ATTACKS) + 1) : 2]
    references = [int(r.get(f"{_W}id", "0")) for r in document.iter(f"{_W}footnoteReference")]
    assert references == list(range(1, len(quotes) + 1))
    assert [int(n.get(f"{_W}id", "0")) for n in notes][2:] == references


def style(paragraph: ElementTree.Element) -> str | None:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return None if found is None else found.get(f"{_W}val")


def words(paragraph: ElementTree.Element) -> list[str]:
    texts = {f"{_W}br": "\n", f"{_W}tab": "\t"}
    return [
        e.text or "" if e.tag == f"{_W}t" else texts[e.tag] for e in paragraph.iter() if e.tag in (f"{_W}t", *texts)
    ]


def test_html_has_no_element_or_attribute_of_an_article() -> None:
    made = render(case(), Format.HTML).decode("utf-8")
    tags = set(re.findall(r"<([a-zA-Z0-9]+)", made))
    assert tags <= set(
        "html head meta title style body a div header p h1 h2 h3 h4 dl dt dd time nav ul ol li main section table "
        "caption thead tbody tr th td bdi span figure figcaption svg desc g line text path circle article blockquote "
        "mark q em strong br footer".split()
    )
    assert not re.search(r"<[^>]*\son\w+\s*=", made)
    assert "zzpwned" in made and "<script" not in made
    assert "829348951" not in made and "{{ 7919 * 104729 }}" in made


def test_web_annotations_and_claim_reviews_parse() -> None:
    annotations = json.loads(render(case(), Format.WEBANNOTATION))["first"]["items"]
    assert annotations[0]["target"][0]["selector"][0]["exact"] == ATTACKS["script"]
    assert not any("javascript" in target["source"] for item in annotations for target in item["target"])
    assert len(json.loads(render(published(), Format.JSONLD))["@graph"]) == 2 * (len(ATTACKS) + 1)


def test_the_terminal_pictures_obey_no_article() -> None:
    made = case()
    claims, links = list(made.claims.values()), list(made.findings)
    for drawn in (
        timeline(claims, links),
        stats(list(made.documents.values()), list(made.speakers.values()), claims, links),
    ):
        assert not _ACTING.search(drawn)
        assert "\r" not in drawn
