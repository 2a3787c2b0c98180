"""A reviewer's own keys, and what is refused of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack.errors import UsageError
from claimtrack.tui import keymap
from claimtrack.tui.actions import ACTS
from claimtrack.tui.keymap import defaults, load, merged


def test_no_two_acts_share_a_key() -> None:
    keys = [key for act in ACTS for key in act.keys]
    assert len(keys) == len(set(keys))


def test_no_act_sits_on_backspace_or_delete() -> None:
    assert not {key for act in ACTS for key in act.keys} & {"backspace", "delete"}


def test_a_named_act_gets_its_keys_and_the_rest_stay(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('[keys]\ncontradiction = ["x", "?"]\nhelp = "f1"\n', encoding="utf-8")
    keys = load(path)
    assert keys["contradiction"] == ("x", "question_mark")
    assert keys["help"] == ("f1",)
    assert keys["partial"] == ("p", "2")


def test_a_key_wanted_elsewhere_leaves_its_old_act() -> None:
    keys = merged({"skip": "c"}, "here")
    assert keys["skip"] == ("c",)
    assert keys["contradiction"] == ("1",)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[keys]\nfly = 'x'\n", "no act is called"),
        ("[keys]\nskip = 'x'\nundo = 'x'\n", "both want x"),
        ("[keys]\nskip = 'backspace'\n", "cannot sit on backspace"),
        ("[keys]\nskip = 3\n", "one key or a list of keys"),
        ("keys = 3\n", "must be a table"),
        ("[keys\n", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=complaint):
        load(path)


def test_a_named_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read the key map"):
        load(tmp_path / "none.toml")


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keymap, "default_path", lambda: tmp_path / "keys.toml")
    assert load() == defaults()
    (tmp_path / "keys.toml").write_text("[keys]\nskip = 'x'\n", encoding="utf-8")
    assert load()["skip"] == ("x",)
