"""The tables of reporting verbs and nouns, and a newsroom's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack.errors import ExtractionError
from claimtrack.extract import load
from claimtrack.extract.lexicon import load_lexicon
from claimtrack.vocabulary import Stance

FRAMES = {"q", "c", "i", "oi", "o", "op", "og", "a", "g", "d"}


def test_every_frame_is_a_known_one() -> None:
    for lemma, entries in load_lexicon().verbs.items():
        for entry in entries:
            unknown = {frame for frame in entry.frames if not frame.startswith("p:")} - FRAMES
            assert not unknown, (lemma, unknown)


def test_verbs_with_two_senses_keep_both() -> None:
    stances = [entry.stance for entry in load_lexicon().verbs["call"]]
    assert stances == [Stance.ASSERTS, Stance.DEMANDS]


def test_own_entries_add_and_replace(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("# ours\nverb\tholler\tspeech\tasserts\tq c\nnoun\tclaim\tattitude\tbelieves\n", encoding="utf-8")
    lexicon = load_lexicon(path)
    assert "q" in lexicon.verbs["holler"][0].frames
    assert lexicon.nouns["claim"].attitude
    assert "say" in lexicon.verbs
    assert not load_lexicon().nouns["claim"].attitude


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("verb\tholler\tspeech\tasserts", "columns"),
        ("verb\tholler\tshouting\tasserts\tq", "neither speech nor attitude"),
        ("verb\tholler\tspeech\tbellows\tq", "bellows"),
        ("adverb\tloudly\tspeech\tasserts", "adverb"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(f"# ours\n{line}\n", encoding="utf-8")
    with pytest.raises(ExtractionError, match=f"line 2: .*{reason}"):
        load_lexicon(path)


def test_a_lexicon_that_is_missing_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match="cannot read the lexicon"):
        load_lexicon(tmp_path / "none.tsv")


def test_a_model_that_is_missing_is_said_so() -> None:
    with pytest.raises(ExtractionError, match="cannot be loaded"):
        load("en_core_web_nowhere")


def test_an_own_verb_is_found_in_a_text(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("verb\tholler\tspeech\twarns\tq c\n", encoding="utf-8")
    found = load(lexicon=path).extract("“Mind the lock!” hollered Mr Hobb.").attributions
    assert [(one.speaker, one.stance) for one in found] == [("Mr Hobb", Stance.WARNS)]
