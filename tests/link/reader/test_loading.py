"""A reader is three files that fit each other; anything else is one line that says what to do."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimtrack.errors import ReaderError, ReaderUnavailable
from claimtrack.link.reader import Passage, load
from claimtrack.link.reader.config import read_config
from claimtrack.link.reader.runtime import BUILTIN

TWO_CLASS = Path(__file__).parent / "two_class.onnx"

MakeFolder = Callable[..., Path]


@pytest.fixture
def make_folder(tmp_path: Path) -> MakeFolder:
    """A user's own reader: two classes, contradicting where exactly one "not" stands in the pair."""

    def make(config: dict[str, Any] | str | None = None, model: Path = TWO_CLASS) -> Path:
        folder = tmp_path / "reader"
        folder.mkdir()
        shutil.copy(model, folder / "model.onnx")
        shutil.copy(BUILTIN / "tokenizer.json", folder)
        given = {"id2label": {"0": "consistent", "1": "contradiction"}} if config is None else config
        text = given if isinstance(given, str) else json.dumps(given)
        (folder / "config.json").write_text(text, encoding="utf-8")
        return folder

    return make


def one_line(error: pytest.ExceptionInfo[ReaderError]) -> str:
    message = str(error.value)
    assert message and "\n" not in message
    return message


def test_a_folder_of_the_users_own_with_two_classes_reads(make_folder: MakeFolder) -> None:
    reader = load(make_folder())
    denied, agreed = reader.read(
        [
            (Passage("The bridge is not safe."), Passage("The bridge is safe.")),
            (Passage("The bridge is not safe."), Passage("The bridge is not sound.")),
        ]
    )
    assert denied.contradiction > 0.8 > 0.2 > agreed.contradiction
    assert denied.entailment == 0.0
    assert denied.neutral == pytest.approx(1 - denied.contradiction)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["CONTRADICTION", "neutral", "ENTAILMENT"], (0, 2)),
        (["entailment", "neutral", "contradiction"], (2, 0)),
        (["contradicts", "entails", "neutral"], (0, 1)),
        (["not_contradiction", "contradiction"], (1, None)),
        (["contradiction", "non-contradiction"], (0, None)),
        (["entailment", "contradiction"], (1, 0)),
        (["LABEL_0", "LABEL_1"], (1, None)),
    ],
)
def test_labels_are_known_by_any_usual_spelling(
    tmp_path: Path, labels: list[str], expected: tuple[int, int | None]
) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"id2label": dict(enumerate(labels))}))
    config = read_config(tmp_path)
    assert (config.contradiction, config.entailment) == expected
    assert config.classes == len(labels)
    assert not config.speakers


@pytest.mark.parametrize(
    ("config", "word"),
    [
        ("not json", "not JSON"),
        ("[]", "id2label"),
        ("{}", "id2label"),
        ('{"id2label": {"1": "contradiction", "2": "neutral"}}', "from 0"),
        ('{"id2label": {"0": "entailment", "1": "not_entailment"}}', "which class is contradiction"),
        ('{"id2label": {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}}', "which class is contradiction"),
        ('{"id2label": {"0": "contradiction"}}', "two or three"),
    ],
)
def test_a_config_that_does_not_say_what_is_what_is_refused(make_folder: MakeFolder, config: str, word: str) -> None:
    with pytest.raises(ReaderError) as error:
        load(make_folder(config))
    assert word in one_line(error)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_missing_file_is_named(make_folder: MakeFolder, name: str) -> None:
    folder = make_folder()
    (folder / name).unlink()
    with pytest.raises(ReaderError) as error:
        load(folder)
    assert str(folder / name) in one_line(error)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReaderError) as error:
        load(tmp_path / "nowhere")
    assert "nowhere" in one_line(error)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_of_another_kind_is_refused(make_folder: MakeFolder, name: str) -> None:
    folder = make_folder()
    (folder / name).write_bytes(b"GIF89a\nnothing of use\n")
    with pytest.raises(ReaderError) as error:
        load(folder)
    assert name in one_line(error)


def test_a_model_with_more_classes_than_its_config_is_refused(make_folder: MakeFolder) -> None:
    labels = {"0": "contradiction", "1": "entailment", "2": "neutral"}
    reader = load(make_folder({"id2label": labels}))
    with pytest.raises(ReaderError) as error:
        reader.read([(Passage("a"), Passage("b"))])
    assert "2 classes" in one_line(error)


def test_a_changed_builtin_model_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(BUILTIN, folder)
    with (folder / "model.onnx").open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)
        file.seek(-1, 2)
        file.write(bytes([last[0] ^ 1]))
    with pytest.raises(ReaderError) as error:
        load(folder)
    assert "SHA-256" in one_line(error)


def test_the_builtin_model_names_the_digest_of_each_binary() -> None:
    assert set(read_config(BUILTIN).sha256) == {"model.onnx", "tokenizer.json"}


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_without_its_runtime_the_reader_is_unavailable(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ReaderUnavailable) as error:
        load()
    assert package in one_line(error)


def test_importing_the_reader_imports_no_runtime() -> None:
    code = (
        "import sys, claimtrack.link.reader; print(sorted({'onnxruntime', 'tokenizers', 'torch'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
