"""What leaves the case, and what comes back."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Command


@pytest.fixture
def judged(case: Command) -> Command:
    case.ok("judge", "l1", "contradiction", "--note", "both called", "--reviewer", "ada")
    return case


@pytest.fixture(autouse=True)
def made_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")


@pytest.mark.parametrize("format", ["md", "html", "docx", "csv", "json", "jsonld", "webannotation"])
def test_a_report_holds_both_quotes_and_is_the_same_each_time(judged: Command, tmp_path: Path, format: str) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    judged.ok("report", "-f", format, "-o", first)
    judged.ok("report", "-f", format, "-o", second)
    assert first.read_bytes() == second.read_bytes()
    assert "the crew was warned at noon" in unzipped(first)


def unzipped(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return "".join(name + archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("format", ["md", "html", "docx", "csv", "json", "webannotation"])
def test_no_format_names_a_confidential_speaker_or_document(judged: Command, tmp_path: Path, format: str) -> None:
    (brandt,) = judged.lines("speakers", "--search", "Brandt", "--format", "jsonl")
    judged.ok("speakers", "alias", brandt["id"], "Source A", "--confidential")
    judged.ok("documents", "alias", "d1", "Paper 1")
    judged.ok("note", "l1", "Ida told me at home", "--private")
    judged.ok("report", "-f", format, "-o", tmp_path / "out", "--title", "Brandt and the ferry")
    text = unzipped(tmp_path / "out")
    assert "Source A" in text
    assert [word for word in ("Brandt", "Ida", "Ferry firm says", "a-story", "at home") if word in text] == []


def test_notes_on_the_claims_documents_and_speakers_of_a_pair_stand_in_its_finding(judged: Command) -> None:
    (link,) = [link for link in judged.lines("links", "--format", "jsonl") if link["id"] == "l1"]
    (speaker,) = judged.lines("speakers", "--search", "Brandt", "--format", "jsonl")
    written = {"l1": "on the pair", link["a"]["id"]: "on the claim", "d1": "on the paper", speaker["id"]: "on her"}
    for key, text in written.items():
        judged.ok("note", key, text, "--reviewer", "bo")
        judged.ok("note", key, f"for me: {text}", "--private")
    (finding,) = json.loads(judged.ok("report", "-f", "json"))["findings"]
    assert {note["on"]: note["text"] for note in finding["notes"]} == written
    assert "for me" not in judged.ok("report", "-f", "md")


def test_a_newsroom_s_templates_are_taken(judged: Command, tmp_path: Path) -> None:
    (tmp_path / "report.md.j2").write_text("{{ report.findings|length }} in {{ report.title }}\n")
    assert judged.ok("report", "-f", "md", "--template", tmp_path, "--title", "The ferry") == "1 in The ferry\n"


def test_a_pair_that_cannot_be_published_is_refused_with_the_reason(judged: Command, tmp_path: Path) -> None:
    judged.ok("documents", "describe", "d1", "--url", "")
    refused = judged("report", "-f", "jsonld", "-o", tmp_path / "out.jsonld")
    assert (refused.exit_code, refused.stderr.splitlines()) == (
        1,
        ["claimtrack: no pair can be published as ClaimReview: d1 has no published web address (l1)"],
    )
    assert not (tmp_path / "out.jsonld").exists()


def test_what_is_left_out_of_the_published_pairs_is_told_and_not_counted(judged: Command, tmp_path: Path) -> None:
    told = judged("report", "-f", "jsonld", "--all", "-o", tmp_path / "out.jsonld").stderr.splitlines()
    assert told[-1] == f"1 finding in {tmp_path / 'out.jsonld'}"
    assert any(line.startswith("l2: nobody has judged it") for line in told)


def test_the_files_name_tells_the_format(judged: Command, tmp_path: Path) -> None:
    judged.ok("report", "-o", tmp_path / "findings.json")
    assert isinstance(json.loads((tmp_path / "findings.json").read_text(encoding="utf-8")), dict)
    assert list(tmp_path.glob(".findings*")) == []


def test_a_report_without_a_file_is_data_on_stdout(judged: Command) -> None:
    assert "both called" in judged.ok("report", "-f", "md")


def test_only_what_was_judged_a_contradiction_is_a_finding_until_all_is_asked_for(judged: Command) -> None:
    links = judged.lines("links", "--format", "jsonl")
    assert len(links) > 1
    usual = json.loads(judged.ok("report", "-f", "json", "--no-appendix"))
    whole = json.loads(judged.ok("report", "-f", "json", "--no-appendix", "--all"))
    assert len(usual["findings"]) == 1
    assert len(whole["findings"]) == len(links)


def test_filters_pick_findings_and_are_told_on_the_cover(judged: Command) -> None:
    none = judged("report", "-f", "md", "--speaker", "Falk")
    assert "no pair that fits the filters has been judged" in none.stderr
    some = judged.ok("report", "-f", "md", "--speaker", "Brandt")
    assert "speaker: Brandt" in some


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), ["judged contradiction or partial"]),
        (("--include-unsure",), ["judged contradiction, partial or unsure"]),
        (("--all", "--tag", "crew"), ["every listed pair, judged or not", "tag: crew"]),
        (("--judgement", "changed"), ["judgement: changed"]),
    ],
)
def test_the_cover_says_how_the_findings_were_chosen(judged: Command, words: tuple[str, ...], told: list[str]) -> None:
    assert json.loads(judged.ok("report", "-f", "json", *words))["filters"] == told


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        (("--speaker", "Brandt"), True),
        (("--speaker", "Falk"), False),
        (("--outlet", "The Tidewater Post"), True),
        (("--outlet", "Quayside Radio"), False),
        (("--since", "2019-03-02", "--until", "2019-03-02"), True),
        (("--since", "2019-03-03"), False),
        (("--until", "2019-03-01"), False),
        (("--type", "{type}"), True),
        (("--type", "money"), False),
        (("--judgement", "contradiction"), True),
        (("--judgement", "unrelated"), False),
        (("--tag", "crew"), True),
        (("--tag", "lifeboats"), False),
        (("--reviewer", "ada"), True),
        (("--reviewer", "bo"), False),
    ],
)
def test_each_filter_of_links_picks_findings(judged: Command, words: tuple[str, ...], fits: bool) -> None:
    judged.ok("tag", "l1", "crew")
    (link,) = [link for link in judged.lines("links", "--format", "jsonl") if link["id"] == "l1"]
    words = tuple(word.format(type=link["type"]) for word in words)
    found = json.loads(judged.ok("report", "-f", "json", "--no-appendix", *words))["findings"]
    assert ("l1" in [finding["link"] for finding in found]) is fits


def test_judgements_asked_for_by_name_are_the_findings(judged: Command) -> None:
    judged.ok("judge", "l1", "changed")
    report = json.loads(judged.ok("report", "-f", "json", "--judgement", "changed"))
    assert len(report["findings"]) == 1


def test_strict_says_each_reason_and_refuses_with_4(judged: Command, tmp_path: Path) -> None:
    result = judged("report", "--strict", "-o", tmp_path / "out.md")
    assert result.exit_code == 4
    assert any(line.startswith("l1") for line in result.stderr.splitlines())
    assert not (tmp_path / "out.md").exists()


def test_a_confidential_name_never_leaves_unless_it_is_revealed_which_is_journalled(
    judged: Command, tmp_path: Path
) -> None:
    (brandt,) = judged.lines("speakers", "--search", "Brandt", "--format", "jsonl")
    judged.ok("speakers", "alias", brandt["id"], "Source A", "--confidential")
    masked = judged.ok("report", "-f", "md")
    assert "Brandt" not in masked and "Source A" in masked
    revealed = judged.ok("report", "-f", "md", "--reveal", "--as", "ada")
    assert "Brandt" in revealed
    last = judged.lines("history", "--format", "jsonl")[-1]
    assert (last["action"], last["reviewer"]) == ("reveal", "ada")
    assert judged("export", tmp_path / "out").exit_code == 1
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_what_still_tells_of_a_confidential_speaker_is_said_on_stderr(fresh: Command, tmp_path: Path) -> None:
    (tmp_path / "gate.txt").write_text(
        "Harbour master Ida Brandt said that the gate was shut at noon.\n\n"
        "Pia Falk said that the gate was not shut at noon, and that the harbour master knew.\n"
    )
    fresh.ok("add", tmp_path / "gate.txt")
    fresh.ok("link", "--reader", "none")
    (brandt,) = fresh.lines("speakers", "--search", "Brandt", "--format", "jsonl")
    fresh.ok("speakers", "alias", brandt["id"], "Source A", "--confidential")
    for words in ((), ("--strict",)):
        told = fresh("report", "-f", "md", "--all", *words)
        assert "Source A may be known by “Harbour master”, which stands in l1" in told.stderr
    fresh.ok("speakers", "alias", brandt["id"], "harbour master")
    told = fresh("report", "-f", "md", "--all")
    assert "known by" not in told.stderr and "arbour master" not in told.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-o", "nowhere/report.md"), "does not exist"),
        (("-o", "."), "is a folder"),
        (("--template", "nowhere"), "no folder of templates"),
    ],
)
def test_a_target_that_cannot_be_is_a_usage_error(
    judged: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = judged("report", "-f", "md", *words)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert message in result.stderr


def test_a_report_that_fails_leaves_the_old_one(
    judged: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.md"
    target.write_text("the old one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    result = judged("report", "-o", target)
    assert result.exit_code == 1
    assert "No space left" in result.stderr
    assert target.read_text() == "the old one"
    assert list(tmp_path.glob(".report.md*")) == []


def test_timeline_and_stats_draw_the_case(judged: Command) -> None:
    drawn = judged.ok("timeline")
    assert drawn.index("2019-03-02") < drawn.index("2019-03-05")
    assert "nothing to add" not in judged.ok("timeline", "--speaker", "Falk")
    assert "Otto Lind" in judged.ok("stats")
    assert json.loads(judged.ok("stats", "--format", "json"))["documents"] == 2


def test_an_exported_case_comes_back_whole_into_an_empty_store(judged: Command, tmp_path: Path) -> None:
    judged.ok("note", "l1", "check the log")
    judged.ok("export", tmp_path / "one")
    judged.ok("export", tmp_path / "two")
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
    other = Command(tmp_path / "other.db")
    other.ok("import", tmp_path / "one")
    for verb in ("claims", "links", "speakers", "documents", "history"):
        assert other.ok(verb, "--format", "json") == judged.ok(verb, "--format", "json")
    other.ok("verify")


def test_importing_twice_doubles_nothing(judged: Command, tmp_path: Path) -> None:
    judged.ok("export", tmp_path / "out")
    before = judged.ok("links", "--format", "json"), judged.ok("claims", "--format", "json")
    judged.ok("import", tmp_path / "out")
    assert (judged.ok("links", "--format", "json"), judged.ok("claims", "--format", "json")) == before


def test_importing_what_is_no_export_is_one_line(fresh: Command, tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        result = fresh("import", folder)
        assert result.exit_code in (1, 2)
        assert len(result.stderr.splitlines()) == 1
