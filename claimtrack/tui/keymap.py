"""The reviewer's own keys: a TOML file whose [keys] table gives an act's name one key or a list of keys."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_config_path

from claimtrack.errors import UsageError
from claimtrack.tui.actions import ACTS, BY_NAME

Keys = Mapping[str, tuple[str, ...]]

_TYPED = {
    "]": "right_square_bracket",
    "[": "left_square_bracket",
    "#": "number_sign",
    "/": "slash",
    "?": "question_mark",
    "esc": "escape",
    " ": "space",
    ".": "full_stop",
    ",": "comma",
    ";": "semicolon",
    ":": "colon",
    "-": "minus",
    "+": "plus",
    "=": "equals_sign",
    "!": "exclamation_mark",
    "'": "apostrophe",
    '"': "quotation_mark",
    "\\": "backslash",
    "<": "less_than_sign",
    ">": "greater_than_sign",
    "*": "asterisk",
    "_": "underscore",
    "@": "at",
    "&": "ampersand",
    "%": "percent_sign",
    "$": "dollar_sign",
    "~": "tilde",
    "|": "vertical_line",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
}

FORBIDDEN = {"backspace", "delete"}
"""Keys that a slip of the hand finds: no act may sit on them."""


def default_path() -> Path:
    """Where a key map is looked for when none is named."""
    return user_config_path("claimtrack") / "keys.toml"


def defaults() -> dict[str, tuple[str, ...]]:
    return {act.name: act.keys for act in ACTS}


def load(path: Path | None = None) -> dict[str, tuple[str, ...]]:
    """The keys of every act: those of the file where it names the act, else the defaults.

    Without a path the default file is read if there is one. Raises UsageError where the file cannot be read,
    names an unknown act, or puts two acts on one key.
    """
    if path is None:
        path = default_path()
        if not path.is_file():
            return defaults()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read the key map {path}: {error.strerror}; check --keymap") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"the key map {path} is not valid TOML: {error}") from error
    return merged(table.get("keys", {}), str(path))


def merged(wanted: object, where: str) -> dict[str, tuple[str, ...]]:
    """The defaults with the wanted keys laid over them; a default key that is wanted elsewhere moves there."""
    if not isinstance(wanted, dict):
        raise UsageError(f'{where}: [keys] must be a table such as contradiction = "x"')
    chosen: dict[str, tuple[str, ...]] = {}
    owner: dict[str, str] = {}
    for name, value in wanted.items():
        if name not in BY_NAME:
            raise UsageError(f"{where}: no act is called {name!r}; the names are: {', '.join(BY_NAME)}")
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(key, str) and key for key in listed):
            raise UsageError(f"{where}: {name} needs one key or a list of keys, in quotation marks")
        chosen[name] = tuple(textual_key(key) for key in listed)
        for key in chosen[name]:
            if key in FORBIDDEN:
                raise UsageError(f"{where}: {name} cannot sit on {key}; choose another key")
            if owner.setdefault(key, name) != name:
                raise UsageError(f"{where}: {owner[key]} and {name} both want {key}; give one another key")
    left = {act.name: tuple(key for key in act.keys if key not in owner) for act in ACTS if act.name not in chosen}
    return {act.name: chosen.get(act.name, left.get(act.name, ())) for act in ACTS}


def textual_key(key: str) -> str:
    """A key as typed ("?", "ctrl+x") in the name that Textual gives it."""
    return _TYPED.get(key, key)
