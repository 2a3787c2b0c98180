"""What stands in the room when there is no pair to show, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.content import Content
from textual.widgets import Static

from claimtrack.tui.actions import shown_key
from claimtrack.tui.marks import VERDICTS
from claimtrack.tui.state import Phase, Review
from claimtrack.tui.visible import one_line


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

    def command(verb: str, what: str) -> Content:
        return Content.assemble(
            (f"  {one_line(review.program)} {verb:<21}", "bold $ct-foreground"), (f"  {what}", "$ct-soft")
        )

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
                command("add articles/", "files or folders"),
                command("link", "find what does not fit"),
                command("review", "come back here"),
            ]
        case Phase.NO_LINKS:
            return [
                title("There are claims, but no links between them yet."),
                blank,
                command("link", "find the pairs that cannot both stand"),
                command("add PATH", "more documents, if it finds none"),
                command("claims", "read what was found so far"),
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
                *_left(review, key),
                key("next previous", "look through the queue once more"),
                key("undo", "take the last judgement back"),
                key("quit", "quit; all is kept"),
                blank,
                Content("Then write what was found:"),
                blank,
                command("report -o report.html", "for an editor and a lawyer to check"),
            ]
        case _:
            return [Content.styled("Opening the queue …", "$ct-soft")]


def _left(review: Review, key: Callable[[str, str], Content]) -> list[Content]:
    """What could still be looked into."""
    counts = review.counts
    lines = []
    if counts is not None and (counts.unsure or counts.skipped):
        lines.append(key("waiting", f"the {counts.unsure + counts.skipped} skipped or unsure"))
    if counts is not None and counts.disagreements and not review.blind:
        lines.append(key("disagreements", f"the {counts.disagreements} on which reviewers disagree"))
    return lines


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
