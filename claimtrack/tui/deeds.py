"""What a journal entry says was done, read from the state that it left."""

from __future__ import annotations

from collections.abc import Mapping

from claimtrack.vocabulary import JournalEntry, Verdict

JUDGEMENTS = {"judge", "adjudicate", "withdraw", "skip", "unskip"}


def deed(entry: JournalEntry) -> str:
    """The act's name, for an undo or redo the name of what it turned."""
    return str(entry.detail.get("of", entry.action))


def links_of(entry: JournalEntry) -> set[int]:
    """Ids of the links that the entry is about."""
    found = {int(entry.subject[1:])} if entry.subject.startswith("l") and entry.subject[1:].isdigit() else set()
    return found | {int(number) for number in _links(entry) if number.isdigit()}


def verdict_of(entry: JournalEntry, key: str | None = None) -> Verdict | None:
    """The verdict that the entry left on the link of that key, else on its first; None where it left none."""
    links = _links(entry)
    decision = links.get(key[1:] if key else entry.subject[1:])
    if not isinstance(decision, Mapping):
        decision = next((one for one in links.values() if isinstance(one, Mapping)), {})
    verdict = decision.get("verdict")
    return Verdict(verdict) if isinstance(verdict, str) and verdict in set(Verdict) else None


def was_blind(entry: JournalEntry) -> bool:
    return any(isinstance(one, Mapping) and one.get("blind") is True for one in _links(entry).values())


def words_of(entry: JournalEntry) -> str:
    """A note's text or a tag, as the entry left it; empty for other acts and where it was taken back."""
    after = _after(entry)
    for name in ("text", "tag"):
        value = after.get(name)
        if isinstance(value, str):
            return value
    return ""


def _after(entry: JournalEntry) -> Mapping[str, object]:
    after = entry.detail.get("after")
    return after if isinstance(after, Mapping) else {}


def _links(entry: JournalEntry) -> Mapping[str, object]:
    links = _after(entry).get("links")
    return links if isinstance(links, Mapping) else {}
