"""Golden files: set CLAIMTRACK_GOLDEN=write to write them anew, then read the difference before committing it."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def matches(name: str, made: bytes) -> bool:
    """Whether the bytes are those of the golden file of that name."""
    path = FOLDER / name
    if os.environ.get("CLAIMTRACK_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made)
    return path.read_bytes() == made
