"""What must stay out of the way of a quick word: help and version load nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "spacy",
    "textual",
    "sqlmodel",
    "sqlalchemy",
    "alembic",
    "sklearn",
    "numpy",
    "onnxruntime",
    "thefuzz",
    "docx",
    "jinja2",
)

SCRIPT = """
import sys
from claimtrack.cli import main
sys.argv = ["claimtrack", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert end.code in (0, None), end.code
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded_by(*words: str) -> tuple[str, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words], capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout, set(done.stderr.split())


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("run", "--help"), ("speakers", "merge", "--help")])
def test_a_quick_word_loads_nothing_heavy(words: tuple[str, ...]) -> None:
    shown, modules = loaded_by(*words)
    assert shown
    assert "typer" in modules
    assert modules.isdisjoint(HEAVY)


def test_the_probe_would_see_a_heavy_import() -> None:
    _, modules = loaded_by("compare", "The gate was open.", "The gate was shut.", "--reader", "none")
    assert not modules.isdisjoint(HEAVY)
