"""When two names are one speaker: pure rules over words, so that extraction, store and linking agree on them.

Knows nothing of texts or tables; imports the vocabulary and the standard library only.
"""

from __future__ import annotations

from claimtrack.names.forms import (
    PersonName,
    acronym_of,
    full_form,
    gender_of,
    is_first_name,
    parse,
    plain_form,
    same_first_name,
)
from claimtrack.names.groups import Group, Matching, Verdict, fullest, group, match, same_speaker

__all__ = [
    "Group",
    "Matching",
    "PersonName",
    "Verdict",
    "acronym_of",
    "full_form",
    "fullest",
    "gender_of",
    "group",
    "is_first_name",
    "match",
    "parse",
    "plain_form",
    "same_first_name",
    "same_speaker",
]
