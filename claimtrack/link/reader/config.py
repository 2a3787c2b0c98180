"""What a reader's config.json says about its classes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from claimtrack.errors import ReaderError

DEFAULT_TOKENS: Final = 256
NOT: Final = re.compile(r"^(?:not?|non)(?![a-z])", re.IGNORECASE)
"""Marks "not_contradiction" and its like."""


@dataclass(frozen=True, slots=True)
class ReaderConfig:
    """Which output is which, and how the input is written."""

    folder: Path
    classes: int
    contradiction: int
    entailment: int | None
    max_tokens: int = DEFAULT_TOKENS
    speakers: bool = False
    """Whether the model was trained on `SPEAKER (DATE): text`; None of the public ones was."""
    sha256: dict[str, str] = field(default_factory=dict)
    """File name to the digest it must have; empty for a folder that names none."""


def read_config(folder: Path) -> ReaderConfig:
    """The reader's config.json; raises ReaderError with one line where it cannot be used."""
    path = folder / "config.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReaderError(f"{path} is not JSON: write one with id2label") from error
    labels = _labels(path, found)
    own = found.get("claimtrack", {}) if isinstance(found, dict) else {}
    own = own if isinstance(own, dict) else {}
    contradiction, entailment = _classes(path, labels)
    digests = own.get("sha256", {})
    return ReaderConfig(
        folder,
        len(labels),
        contradiction,
        entailment,
        _tokens(found, own),
        own.get("speakers") is True,
        {str(k): str(v) for k, v in digests.items()} if isinstance(digests, dict) else {},
    )


def _labels(path: Path, found: Any) -> list[str]:
    given = found.get("id2label") if isinstance(found, dict) else None
    if not isinstance(given, dict) or not given:
        raise ReaderError(f'{path} names no classes: add "id2label": {{"0": "contradiction", …}}')
    try:
        return [str(given[str(i)]) for i in range(len(given))]
    except KeyError as error:
        raise ReaderError(f"{path}: id2label must count its classes from 0") from error


def _classes(path: Path, labels: list[str]) -> tuple[int, int | None]:
    lowered = [label.lower() for label in labels]
    if len(labels) not in (2, 3):
        raise ReaderError(f"{path} names {len(labels)} classes: a reader has two or three")
    if lowered == ["label_0", "label_1"]:
        return 1, None
    contradiction = [i for i, x in enumerate(lowered) if "contradict" in x and not NOT.match(x)]
    entailment = [i for i, x in enumerate(lowered) if "entail" in x and not NOT.match(x)]
    if len(contradiction) != 1 or (len(labels) == 3 and len(entailment) != 1):
        raise ReaderError(f"{path}: id2label must say which class is contradiction, found {', '.join(labels)}")
    return contradiction[0], entailment[0] if entailment else None


def _tokens(found: Any, own: dict[str, Any]) -> int:
    limit = own.get("max_tokens", DEFAULT_TOKENS)
    most = found.get("max_position_embeddings", 512)
    sound = [n for n in (limit, most) if isinstance(n, int) and not isinstance(n, bool) and n >= 16]
    return min([*sound, 512])
