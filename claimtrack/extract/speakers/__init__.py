"""Who is behind every local mention of one text: its persons, bodies, groups and documents, and what pronouns mean."""

from __future__ import annotations

from claimtrack.extract.speakers.resolve import resolve

__all__ = ["resolve"]
