"""One act of the journal as a line to read."""

from __future__ import annotations

from textual.content import Content

from claimtrack.tui.marks import VERDICTS
from claimtrack.tui.visible import one_line
from claimtrack.vocabulary import JournalEntry, Verdict


def written(entry: JournalEntry) -> Content:
    """Time, reviewer, and what was done."""
    when = f"{entry.at.astimezone():%d %b %Y %H:%M} "
    what = one_line(entry.action.replace("_", " "))
    parts: list[Content | str | tuple[str, str]] = [
        (when, "$ct-muted"),
        (one_line(entry.reviewer), "bold $ct-foreground"),
        " ",
        (what, "$ct-foreground"),
    ]
    verdict = entry.detail.get("verdict")
    if isinstance(verdict, str) and verdict in set(Verdict):
        mark = VERDICTS[Verdict(verdict)]
        parts += [" ", (f"{mark.sign} {mark.word}", f"$ct-{mark.colour}")]
    of = entry.detail.get("of")
    if isinstance(of, str):
        parts += [" ", (one_line(of.replace("_", " ")), "$ct-soft")]
    for name in ("text", "note", "name", "tag"):
        value = entry.detail.get(name)
        if isinstance(value, str) and value:
            parts += [" ", (f"“{one_line(value)}”", "$ct-soft")]
    if entry.detail.get("blind") is True:
        parts += [" ", ("(blind)", "$ct-changed")]
    return Content.assemble(*parts)
