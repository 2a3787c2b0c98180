"""The HTML report as a browser sees it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from claimtrack.report import Format, ReportCase, render
from tests.report import hostile
from tests.report.browser import CHROMIUM, Page, page
from tests.report.fictional import CASE, confidential

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

_AXE = [
    Path(os.environ.get("CLAIMTRACK_AXE", "node_modules/axe-core/axe.min.js")),
    Path("node_modules/axe-core/axe.min.js"),
]


@pytest.fixture(scope="module", params=["plain", "confidential", "hostile"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    tmp_path = tmp_path_factory.mktemp("page")
    cases: dict[str, ReportCase] = {"plain": CASE, "confidential": confidential(), "hostile": hostile.case()}
    path = tmp_path / "report.html"
    path.write_bytes(render(cases[request.param], Format.HTML))
    with page(tmp_path / "profile") as tab:
        tab.open(path)
        yield tab


def test_nothing_is_asked_for_run_or_complained_of_and_nothing_overflows(opened: Page) -> None:
    for pixels in (320, 390, 768, 1280):
        opened.width(pixels)
        assert opened.value("document.documentElement.scrollWidth") <= pixels
    assert opened.value("document.fonts.ready.then(() => document.styleSheets.length)") == 1
    assert opened.value("getComputedStyle(document.querySelector('.page')).maxWidth") != "none"
    assert [url for url in opened.requests() if not url.startswith("file:")] == []
    assert len(opened.requests()) == 1
    assert opened.complaints() == []
    assert opened.value("document.scripts.length") == 0
    assert opened.value("document.querySelectorAll('img, iframe, object, embed, link, form, input').length") == 0
    assert (
        opened.value("[...document.querySelectorAll('*')].some(e => [...e.attributes].some(a => /^on/.test(a.name)))")
        is False
    )
    links = opened.value("[...document.querySelectorAll('a')].map(a => a.protocol)")
    assert set(links) <= {"file:", "https:"}


def test_every_link_inside_the_page_leads_somewhere_and_no_id_stands_twice(opened: Page) -> None:
    lost = "a => !document.getElementById(a.hash.slice(1))"
    assert opened.value(f"[...document.querySelectorAll('a[href^=\"#\"]')].filter({lost}).length") == 0
    ids = opened.value("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    labels = opened.value(
        "[...document.querySelectorAll('[aria-labelledby]')].flatMap(e => e.getAttribute('aria-labelledby').split(' '))"
    )
    assert set(labels) <= set(ids)


def test_headings_go_down_one_level_at_a_time_and_landmarks_are_there(opened: Page) -> None:
    levels = opened.value("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for landmark in ("header", "nav", "main", "footer"):
        assert opened.value(f"document.querySelectorAll('{landmark}').length") == 1
    assert opened.value("document.documentElement.lang") == "en"
    assert opened.value(
        "[...document.querySelectorAll('svg')].every(s => s.querySelector('title') && s.querySelector('desc'))"
    )


_CONTRAST = """
(() => {
  const colour = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const found = colour(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll('body *:not(svg *)')) {
    if (![...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const [one, other] = [light(colour(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) poor.push(element.tagName + '.' + element.className + ' ' + ratio.toFixed(2));
  }
  return [...new Set(poor)];
})()
"""
"""Contrast of every text with what is behind it, WCAG 2.2, success criterion 1.4.3."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_told_from_its_ground(opened: Page, scheme: str) -> None:
    opened.scheme(scheme)
    assert opened.value(_CONTRAST) == []


def test_light_and_dark_differ_and_follow_the_reader(opened: Page) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        opened.scheme(scheme)
        grounds.append(opened.value("getComputedStyle(document.body).backgroundColor"))
    assert grounds[0] != grounds[1]


def test_it_prints_on_a4(opened: Page) -> None:
    made = opened.printed()
    assert made.startswith(b"%PDF-")
    assert b"/MediaBox [0 0 595" in made or b"/MediaBox [0 0 594" in made


def test_what_is_told_by_its_ground_keeps_it_in_print(opened: Page) -> None:
    opened.ask("Emulation.setEmulatedMedia", media="print")
    for marked in ("mark", ".chips .verdict"):
        assert opened.value(f"getComputedStyle(document.querySelector('{marked}')).printColorAdjust") == "exact"
    opened.ask("Emulation.setEmulatedMedia", media="")


@pytest.mark.parametrize("pixels", [390, 1280])
def test_no_letter_of_a_picture_is_cut_off(opened: Page, pixels: int) -> None:
    opened.width(pixels)
    outside = """
    [...document.querySelectorAll('svg')].filter(svg => svg.getClientRects().length).flatMap(svg => {
      const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
      return [...svg.querySelectorAll('text')].filter(text => {
        const box = text.getBBox();
        return box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height;
      }).map(text => text.textContent);
    })
    """
    assert opened.value(outside) == []


def test_hostile_words_are_shown_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(render(hostile.case(), Format.HTML))
    with page(tmp_path / "profile") as tab:
        tab.open(path)
        quotes: list[str] = tab.value(
            "[...document.querySelectorAll('.finding .side.a blockquote p')].map(p => p.textContent)"
        )
    for name in ("script", "image", "style", "attribute", "entity", "comment", "template", "markdown table", "emoji"):
        assert hostile.ATTACKS[name] in quotes
    assert hostile.LONG in quotes


@pytest.mark.skipif(
    not any(path.is_file() for path in _AXE), reason="no axe-core: npm install axe-core beside the checkout"
)
@pytest.mark.parametrize("pixels", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: Page, scheme: str, pixels: int) -> None:
    opened.width(pixels)
    opened.scheme(scheme)
    opened.value(next(path for path in _AXE if path.is_file()).read_text("utf-8") + ";0")
    found: list[dict[str, Any]] = opened.value("axe.run(document).then(result => result.violations)")
    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found] == []
