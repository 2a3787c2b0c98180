"""What stands in the room when there is no pair to show, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.widgets import Static

from claimtrack.tui.actions import shown_key
from claimtrack.tui.marks import VERDICTS
from claimtrack.tui.state import Phase, Review


class Blank(Static):
    """A few centred lines."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def show(self, review: Review, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Say why there is no pair, and what can be done."""
        self.update(Content("\n").join(_lines(review, keys)))


def _lines(review: Review, keys: Mapping[str, tuple[str, ...]]) -> list[Content]:
    def title(text: str) -> Content:
        return Content.styled(text, "bold $ct-accent")

    def command(text: str, what: str) -> Content:
        return Content.assemble((f"  {text:<34}", "bold $ct-foreground"), (what, "$ct-soft"))

    def key(names: str, what: str) -> Content:
        held = " ".join(shown_key(keys[name][0]) for name in names.split() if keys.get(name))
        return Content.assemble((f"  {held or 'palette':<12}", "bold $ct-foreground"), (what, "$ct-soft"))

    blank = Content("")
    match review.phase:
        case Phase.EMPTY:
            return [
                title("This case is empty."),
                blank,
                Content("Quit with q, then give it something to read:"),
                blank,
                command("claimtrack add articles/", "files or folders"),
                command("claimtrack link", "find what does not fit"),
                command("claimtrack review", "come back here"),
            ]
        case Phase.NO_LINKS:
            return [
                title("There are claims, but no links between them yet."),
                blank,
                command("claimtrack link", "find the pairs that cannot both stand"),
                command("claimtrack add PATH", "more documents, if it finds none"),
                command("claimtrack claims", "read what was found so far"),
                blank,
                Content.styled("This screen opens the first pair as soon as there is one.", "$ct-soft"),
            ]
        case Phase.NO_MATCH:
            return [
                title("No pair matches the filter."),
                blank,
                key("unmark", "show every pair again"),
                key("filter", "change the filter"),
                key("search", "search for something else"),
            ]
        case Phase.DONE:
            return [
                title("All done: nothing in this queue waits for you."),
                blank,
                *_summary(review),
                blank,
                key("disagreements", "pairs on which reviewers disagree"),
                key("next previous", "look through the queue once more"),
                key("undo", "take the last judgement back"),
                key("quit", "quit; all is kept"),
                blank,
                Content("Then write what was found:"),
                blank,
                command("claimtrack report -o report.html", "an editor and a lawyer can check it line by line"),
            ]
        case _:
            return [Content.styled("Opening the queue …", "$ct-soft")]


def _summary(review: Review) -> list[Content]:
    counts = review.counts
    if counts is None:
        return []
    lines = []
    for verdict, mark in VERDICTS.items():
        number = counts.by_verdict.get(verdict, 0)
        if number:
            lines.append(Content.styled(f"  {mark.sign} {number:>5} {mark.word}", f"$ct-{mark.colour}"))
    return lines
