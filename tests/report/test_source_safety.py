"""Canaries: a confidential name is hidden in every place, and no format sings it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.errors import ReportError
from claimtrack.report import Format, ReportCase, ReportOptions, exposures, render
from claimtrack.report import pdf as pdf_module
from claimtrack.report.descriptions import core, is_telling
from claimtrack.report.masking import WITHHELD, Mask, mark
from claimtrack.vocabulary import DocumentView, RoleView, SpeakerKind, SpeakerView, joined
from tests.report.fictional import CASE, CLAIMS, DOCUMENTS, MADE, SPEAKERS, TEXTS, confidential

NAME = "Philippa Quendrith"
CANARIES = ("philippa", "quendrith", "pquendrith", "blue heron")


def canary_case(*, reveal: bool = False) -> ReportCase:
    """The hall's case in which the manager is Philippa Quendrith, in every place that the report reads."""
    texts = {id: text.replace("Ines Falkner", NAME).replace("Ms Falkner", "Ms QUENDRITH") for id, text in TEXTS.items()}
    texts[1] += f"\n\nMs. Quendrith’s husband, and {NAME.upper()}, and Quen\u00addrith; p.quendrith@hall.example"
    documents = {
        id: replace(
            row,
            title=f"{row.title} by {NAME}" if id == 1 else row.title,
            path="case/philippa-quendrith-notes.txt" if id == 1 else row.path,
            url="https://echo.example/Philippa_Quendrith" if id == 1 else row.url,
            author=NAME if id == 2 else row.author,
        )
        for id, row in DOCUMENTS.items()
    }
    documents[3] = replace(documents[3], title="Blue Heron", path="blue-heron.txt", alias="Paper 1")
    documents[9] = replace(documents[3], id=9, title="Nowhere quoted", alias="Paper 2")

    def changed(claim_id: int) -> dict[str, object]:
        claim = CASE.claims[claim_id]
        text = texts[claim.document.id]
        spans = []
        for start, end in claim.content:
            words = TEXTS[claim.document.id][start:end]
            at = text.index(words)
            spans.append((at, at + len(words)))
        whole = (0, len(text)) if claim_id == 6 else None
        content = (whole,) if whole else tuple(spans)
        return {
            "document": documents[claim.document.id],
            "content": content,
            "text": joined(text, content),
            "source": (),
            "cue": (),
            "speaker": NAME if claim.speaker_id == 1 else claim.speaker,
            "source_text": NAME,
            "candidates": (NAME,),
            "via": NAME if claim_id == 2 else None,
            "role": f"{NAME}'s deputy",
        }

    claims = {id: replace(claim, **changed(id)) for id, claim in CASE.claims.items()}  # type: ignore[arg-type]
    links = tuple(
        replace(
            link,
            a=claims[link.a.id],
            b=claims[link.b.id],
            line=f"{NAME} against the blue heron",
            tags=("quendrith",),
            reasons=tuple(replace(reason, text=f"Quendrith said {reason.text}") for reason in link.reasons),
            judgements=tuple(replace(j, note="Ask philippa.", reviewer="P. Quendrith") for j in link.judgements),
            notes=tuple(replace(note, text=f"{NAME} again") for note in link.notes),
        )
        for link in (*CASE.findings, *CASE.others)
    )
    speakers = dict(SPEAKERS)
    speakers[1] = SpeakerView(
        1,
        NAME,
        SpeakerKind.PERSON,
        (NAME, "Ms Quendrith"),
        (RoleView(f"{NAME}'s own post", 1, date(2031, 1, 1)),),
        alias="Source A",
    )
    return ReportCase(
        f"The case of {NAME}",
        MADE,
        "1",
        "state",
        "head",
        links[:3],
        links[3:],
        documents,
        speakers,
        texts.__getitem__,
        claims,
        tuple(claims.values()),
        ReportOptions(reveal=reveal, filters=(f"speaker: {NAME}",)),
    )


def readable(format: Format, made: bytes, folder: Path) -> str:
    """All that the file holds, unzipped or taken out of the PDF, without accents, case and invisible characters."""
    if format is Format.DOCX:
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            parts = [name.encode() + archive.read(name) for name in archive.namelist()]
        text = re.sub(r"<[^>]+>", "", b"\n".join(parts).decode("utf-8", "replace"))
        text += b"\n".join(parts).decode("utf-8", "replace")
    elif format is Format.PDF:
        path = folder / "report.pdf"
        path.write_bytes(made)
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True).stdout
        text += subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True).stdout
        text += made.decode("latin-1")
    else:
        text = made.decode("utf-8")
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if unicodedata.category(c) != "Cf")


@pytest.mark.parametrize("format", list(Format))
def test_no_format_sings(format: Format, tmp_path: Path) -> None:
    if format is Format.PDF and shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext on this machine")
    if format is Format.JSONLD:
        with pytest.raises(ReportError) as refused:
            render(canary_case(), format)
        text = str(refused.value).casefold()
    else:
        text = readable(format, render(canary_case(), format), tmp_path)
        assert "source a" in text
    assert [canary for canary in CANARIES if canary in text] == []


def test_a_long_pdf_does_not_sing_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("plutoprint", reason="no plutoprint for this machine")
    monkeypatch.setattr(pdf_module, "TAGGED", 0)
    test_no_format_sings(Format.PDF, tmp_path)


@pytest.mark.parametrize("format", [Format.MD, Format.HTML, Format.DOCX, Format.CSV, Format.JSON])
def test_reveal_shows_the_names(format: Format, tmp_path: Path) -> None:
    text = readable(format, render(canary_case(reveal=True), format), tmp_path)
    assert "philippa quendrith" in text and "blue heron" in text
    assert "source a" not in text


def test_the_published_pairs_hold_no_confidential_side() -> None:
    made = canary_case()
    open_pair = replace(CASE.findings[1], id=77, a=CASE.claims[2], b=CASE.claims[4])
    text = render(replace(made, findings=(*made.findings, open_pair)), Format.JSONLD).decode().casefold()
    assert "l77" in text and "l1:" not in text
    assert [canary for canary in CANARIES if canary in text] == []


def person(name: str, *names: str, alias: str | None = "Source A", id: int = 1) -> SpeakerView:
    return SpeakerView(id, name, SpeakerKind.PERSON, (name, *names), alias=alias)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ann Quill left.", "[name withheld: Source A] left."),
        ("ANN  QUILL left", "[name withheld: Source A] left"),
        ("Ann\nQuill left", "[name withheld: Source A] left"),
        ("Mrs Quill's car", "[name withheld: Source A]'s car"),
        ("Dr Quill left", "Dr [name withheld: Source A] left"),
        ("the Quills", "the [name withheld: Source A]"),
        ("Ánn Qu\u00adill", "[name withheld: Source A]"),
        ("a.quill@post.example", "[name withheld: Source A]@post.example"),
        ("quilling and tranquil", "quilling and tranquil"),
        ("Ann alone", "[name withheld: Source A] alone"),
        ("Ann Barr spoke", "Ann Barr spoke"),
        ("Tom Quill spoke", f"Tom {WITHHELD} spoke"),
        ("Ann Strange spoke", f"{WITHHELD} Strange spoke"),
        ("Bea Quill spoke", f"Bea {WITHHELD} spoke"),
        ("Mrs Quill spoke", "[name withheld: Source A] spoke"),
    ],
)
def test_names_are_found_in_each_form_and_others_are_not_spoken_for(text: str, masked: str) -> None:
    mask = Mask(
        [person("Ann Quill", "Mrs Quill"), person("Ann Barr", alias=None, id=2), person("Tom Quill", alias=None, id=3)],
        [],
    )
    assert mask.text(text) == masked


@pytest.mark.parametrize(
    "path",
    ["notes/annquill.txt", "https://x.example/a?q=ann%20quill", "https://x.example/Ann%2BQuill", "quill-2031.md"],
)
def test_a_path_or_address_with_the_name_in_it_is_withheld_whole(path: str) -> None:
    assert Mask([person("Ann Quill")], []).reference(path) == WITHHELD


def test_a_masked_name_that_a_quote_cuts_is_masked_on_both_sides() -> None:
    text = "said Ann Quill today"
    mask = Mask([person("Ann Quill")], [])
    masks = list(mask.spans(text))
    assert mask.slice(text, (0, 8), masks) == f"said {mark('Source A')}"
    assert mask.slice(text, (8, len(text)), masks) == f"{mark('Source A')} today"


def test_an_alias_that_gives_the_name_away_is_refused() -> None:
    with pytest.raises(ReportError, match="gives a confidential name away"):
        Mask([person("Ann Quill", alias="Quill's friend")], [])


def test_nothing_is_masked_where_nothing_is_confidential() -> None:
    mask = Mask([person("Ann Quill", alias=None)], [])
    assert not mask.active
    assert mask.text("Ann Quill") == "Ann Quill"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_no_surrounding_lets_the_whole_name_through(before: str, after: str) -> None:
    mask = Mask([person("Ann Quillfeather")], [])
    made = mask.text(f"{before} Ann Quillfeather {after}")
    assert "Quillfeather" not in made
    assert mask.text(made) == made


def test_a_document_is_masked_in_running_words_too() -> None:
    paper = DocumentView(
        4, "in/Blue Heron draft.txt", "Blue Heron", None, None, None, None, "0" * 64, MADE, alias="Paper 1"
    )
    mask = Mask([], [paper])
    assert mask.text("the “blue heron” of May") == "the “[name withheld: Paper 1]” of May"


def test_an_office_that_tells_whose_it_is_goes_with_the_name_wherever_it_stands() -> None:
    assert "the hall's manager" in render(CASE, Format.MD).decode("utf-8")
    assert "the hall’s manager" in render(CASE, Format.MD).decode("utf-8")
    made = render(confidential(), Format.MD).decode("utf-8")
    assert "manager" not in made
    assert "We rang the \\[withheld\\] ourselves" in made
    assert exposures(confidential()) == []


def test_a_bare_description_that_the_speaker_stands_under_is_masked_and_a_pronoun_is_not() -> None:
    crews = replace(CLAIMS[8], speaker_id=1)
    made = replace(confidential(), findings=(replace(CASE.findings[2], a=CLAIMS[3], b=crews),), others=())
    context = json.loads(render(made, Format.JSON))["findings"][0]["b"]["context"]
    assert "".join(part["text"] for part in context) == "[name withheld: Source A] said they had been called twice."
    assert "she added" in render(made, Format.MD).decode("utf-8")


def described(*roles: str) -> ReportCase:
    """The hall's case in which the confidential manager is described in these words alone."""
    made = confidential()
    row = replace(made.speakers[1], roles=tuple(RoleView(role, 1, None) for role in roles))
    speakers = dict(made.speakers) | {1: row}
    findings = tuple(replace(f, a=replace(f.a, role=None), b=replace(f.b, role=None)) for f in made.findings)
    return replace(made, speakers=speakers, findings=findings)


def test_a_description_that_may_be_anybodys_is_told_with_where_it_stands() -> None:
    (found,) = exposures(described("former manager"))
    assert (found.alias, found.speaker, found.words, found.is_whole, found.links) == (
        "Source A",
        "s1",
        "manager",
        False,
        ("l1",),
    )
    assert str(found) == (
        "Source A may be known by “manager”, which stands in l1; to withhold it: claimtrack speakers alias s1 'manager'"
    )
    assert [(one.words, one.is_whole) for one in exposures(described("the manager"))] == [("manager", True)]


def test_what_was_named_for_withholding_is_told_no_more() -> None:
    made = described("manager")
    row = replace(made.speakers[1], names=(*made.speakers[1].names, "manager"))
    assert exposures(replace(made, speakers=dict(made.speakers) | {1: row})) == []


def test_nothing_is_told_of_open_or_revealed_speakers() -> None:
    open_case = described("manager")
    assert exposures(replace(open_case, options=ReportOptions(reveal=True))) == []
    rows = dict(open_case.speakers) | {1: replace(open_case.speakers[1], alias=None)}
    assert exposures(replace(open_case, speakers=rows)) == []


@pytest.mark.parametrize(
    ("description", "short", "telling"),
    [
        ("the hall's manager", "manager", True),
        ("Bury Council’s former chief executive", "chief executive", True),
        ("former chief executive", "chief executive", False),
        ("chief executive until June", "chief executive", True),
        ("ex-councillor", "councillor", False),
        ("author of the second review", "author", True),
        ("a spokeswoman, who left", "spokeswoman", False),
        ("officer", "officer", False),
    ],
)
def test_a_description_comes_down_to_what_the_person_is(description: str, short: str, telling: bool) -> None:
    assert (core(description), is_telling(description)) == (short, telling)


def test_an_everyday_word_is_masked_only_where_it_is_a_name() -> None:
    mask = Mask([person("Lara May")], [])
    assert mask.text("it may rain, said May") == "it may rain, said [name withheld: Source A]"
    assert (
        mask.text("l.may@post.example, LARA MAY") == "[name withheld: Source A]@post.example, [name withheld: Source A]"
    )


def test_a_short_name_does_not_withhold_every_address_that_holds_its_letters() -> None:
    mask = Mask([person("Bo Li")], [])
    assert mask.reference("https://public.example/library") == "https://public.example/library"
    assert mask.reference("https://public.example/bo-li") == WITHHELD
    assert mask.reference("https://public.example/mr-li") == WITHHELD


def test_a_files_one_word_name_masks_no_word_of_the_articles() -> None:
    paper = DocumentView(4, "in/notes.txt", None, None, None, None, None, "0" * 64, MADE, alias="Paper 1")
    mask = Mask([], [paper])
    assert mask.text("his notes, notes.txt") == "his notes, [name withheld: Paper 1]"
