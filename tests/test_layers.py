"""The rooms hold their distance: what import-linter's contracts cannot say."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "claimtrack"

OWNERS = {
    "spacy": "extract/",
    "thefuzz": "link/",
    "textual": "tui/",
    "typer": "cli/",
    "alembic": "store/migrate.py",
    "frontmatter": "intake/",
    "charset_normalizer": "intake/",
    "onnxruntime": "link/",
    "jinja2": "report/",
    "docx": "report/",
    "weasyprint": "report/",
}
"""Each foreign library, and the one place that may name it."""

NETWORK = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "socket", "ftplib", "smtplib"}


def imported() -> Iterator[tuple[str, str]]:
    """Every module that a file of the package names, wherever in the file."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            else:
                continue
            yield from ((file.relative_to(PACKAGE).as_posix(), name) for name in names)


@pytest.mark.parametrize("library", OWNERS)
def test_each_library_is_named_in_its_own_room_only(library: str) -> None:
    users = {file for file, name in imported() if name.partition(".")[0] == library}
    assert users
    assert {file for file in users if not file.startswith(OWNERS[library])} == set()


def test_nothing_can_reach_the_network() -> None:
    assert {(file, name) for file, name in imported() if name in NETWORK} == set()


def test_every_room_is_in_a_layer() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    layers = next(one for one in contracts if one["type"] == "layers")["layers"]
    named = {part.strip().removeprefix("claimtrack.") for layer in layers for part in layer.split("|")}
    rooms = {
        one.name.removesuffix(".py")
        for one in PACKAGE.iterdir()
        if one.suffix == ".py" or (one / "__init__.py").is_file()
    }
    assert rooms - {"__init__", "__main__"} == named
