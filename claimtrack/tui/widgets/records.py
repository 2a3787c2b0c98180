"""One act of the journal as a line to read."""

from __future__ import annotations

from textual.content import Content

from claimtrack.tui.deeds import deed, verdict_of, was_blind, words_of
from claimtrack.tui.marks import VERDICTS
from claimtrack.tui.visible import one_line
from claimtrack.vocabulary import JournalEntry


def written(entry: JournalEntry, key: str | None = None) -> Content:
    """Time, reviewer, and what was done; `key` is the link whose history it stands in."""
    parts: list[Content | str | tuple[str, str]] = [
        (f"{entry.at.astimezone():%d %b %Y %H:%M}  ", "$ct-muted"),
        (one_line(entry.reviewer), "bold $ct-foreground"),
        " ",
        (one_line(entry.action), "$ct-foreground"),
    ]
    if deed(entry) != entry.action:
        parts += [" ", (f"of {one_line(deed(entry))}", "$ct-soft")]
    if key is None or entry.subject != key:
        parts += [" ", (entry.subject, "$ct-muted")]
    verdict = verdict_of(entry, key)
    if verdict is not None:
        mark = VERDICTS[verdict]
        parts += [" ", (f"{mark.sign} {mark.word}", f"$ct-{mark.colour}")]
    if words := words_of(entry):
        parts += [" ", (f"“{one_line(words)}”", "$ct-soft")]
    if was_blind(entry):
        parts += [" ", ("(blind)", "$ct-changed")]
    return Content.assemble(*parts)
