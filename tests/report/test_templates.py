from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from claimtrack.errors import ReportError
from claimtrack.report import Format, format_of, render, suffix
from claimtrack.report.html import is_web
from claimtrack.report.markdown import inline, quoted
from claimtrack.report.visible import shown
from tests.report.fictional import CASE


def test_a_newsroom_may_override_any_one_template(tmp_path: Path) -> None:
    (tmp_path / "report.md.j2").write_text("{{ report.title }} has {{ report.findings|length }}\n")
    assert render(CASE, Format.MD, tmp_path) == b"The flooded hall has 3\n"
    (tmp_path / "report.css").write_text("body { color: #123456 }")
    made = render(CASE, Format.HTML, tmp_path).decode()
    assert "#123456" in made and "Statements differ on" in made


def test_the_style_sheets_hash_is_that_of_the_sheet_in_use(tmp_path: Path) -> None:
    (tmp_path / "report.css").write_text("body { color: #123456 }")
    policies = [render(CASE, Format.HTML, folder).decode().split("style-src '")[1][:51] for folder in (None, tmp_path)]
    assert policies[0] != policies[1] and all(policy.startswith("sha256-") for policy in policies)


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("one\n{% if %}\n", "line 2"),
        ("{{ report.no_such_field }}", "no_such_field"),
        ("{{ nothing.at_all }}", "nothing"),
        ("{{ report.title.__class__.__mro__ }}", "report.md.j2"),
        ("{% include 'gone.j2' %}", "gone.j2"),
    ],
)
def test_a_wrong_template_is_one_line_that_names_it(tmp_path: Path, template: str, told: str) -> None:
    (tmp_path / "report.md.j2").write_text(template)
    with pytest.raises(ReportError) as raised:
        render(CASE, Format.MD, tmp_path)
    assert told in str(raised.value) and "\n" not in str(raised.value)


def test_a_missing_folder_of_templates_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no folder of templates"):
        render(CASE, Format.MD, tmp_path / "gone")


def test_a_style_sheet_cannot_end_itself(tmp_path: Path) -> None:
    (tmp_path / "report.css").write_text("</style><script>alert(1)</script>")
    with pytest.raises(ReportError, match="'</'"):
        render(CASE, Format.HTML, tmp_path)


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.md", Format.MD),
        ("a.HTML", Format.HTML),
        ("a.webannotation.json", Format.WEBANNOTATION),
        ("a.json", Format.JSON),
        ("a.txt", None),
    ],
)
def test_a_file_name_tells_the_format(name: str, format: Format | None) -> None:
    assert format_of(Path(name)) is format


def test_every_format_has_a_suffix_that_tells_it() -> None:
    assert [format_of(Path("report" + suffix(format))) for format in Format] == list(Format)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b?c=d", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("https://a.example/\u202e", False),
        ("https://a b", False),
        ('https://a.example/"x', False),
        ("https://", False),
        ("https://[bad", False),
        ("//a.example", False),
        (None, False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None, expected: bool) -> None:
    assert is_web(url) is expected


_TEXT = st.text(
    st.one_of(
        st.sampled_from(list("*_`[]()<>#+-.!|~&;:@\\/ \n\t=12a\u00a0é")), st.characters(blacklist_categories=["Cs"])
    ),
    max_size=60,
)


@settings(max_examples=400, deadline=None)
@given(_TEXT)
def test_escaped_markdown_reads_as_the_text_that_went_in(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(inline(text))
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    children = [child for token in tokens for child in token.children or []]
    assert {child.type for child in children} <= {"text"}
    assert " ".join("".join(child.content for child in children).split()) == " ".join(shown(text).split())


@settings(max_examples=400, deadline=None)
@given(_TEXT)
def test_a_quotation_stays_one_quotation_of_plain_text(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(str(quoted(text)))
    assert {token.type for token in tokens} <= {
        "blockquote_open",
        "blockquote_close",
        "paragraph_open",
        "paragraph_close",
        "inline",
    }
    assert sum(token.type == "blockquote_open" for token in tokens) == 1
    children = [child for token in tokens for child in token.children or []]
    assert {child.type for child in children} <= {"text", "hardbreak", "softbreak"}
