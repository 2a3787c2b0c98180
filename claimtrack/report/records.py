"""The JSON report: the contents as they are, with a versioned schema."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

from claimtrack.report.contents import Contents
from claimtrack.report.visible import escaped_json

SCHEMA_VERSION = 1


def json_report(report: Contents) -> bytes:
    """UTF-8, keys in the schema's order; strings are exact, with acting characters as escapes."""
    made = {"format": "claimtrack-report", "schema_version": SCHEMA_VERSION, **asdict(report)}
    return dumped(made)


def dumped(value: object) -> bytes:
    """Indented JSON that is safe to show in a terminal."""
    return (escaped_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n").encode("utf-8")


@cache
def _schema_text() -> str:
    return files("claimtrack.report").joinpath(f"schema/report-{SCHEMA_VERSION}.schema.json").read_text("utf-8")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every JSON report holds to."""
    loaded: dict[str, Any] = json.loads(_schema_text())
    return loaded
