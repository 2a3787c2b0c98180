"""The line over everything: the case, how far it is, what waits, and who reviews."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from claimtrack.tui.asked import described
from claimtrack.tui.marks import SKIPPED, VERDICTS
from claimtrack.tui.state import Phase, Review
from claimtrack.tui.visible import shortened
from claimtrack.vocabulary import Verdict

BAR = 16


def bar(done: int, total: int, width: int = BAR) -> Content:
    """Progress as a bar that needs no colour."""
    filled = round(width * done / total) if total else 0
    filled = min(max(filled, 1 if done else 0), width if done >= total else width - 1) if total else 0
    return Content.assemble(("━" * filled, "$ct-accent"), ("─" * (width - filled), "$ct-muted"))


def time_left(minutes: float) -> str:
    if minutes < 1:
        return "under a minute left"
    if minutes < 90:
        return f"{minutes:.0f} min left"
    return f"{minutes / 60:.0f} h left"


def waiting(review: Review) -> Content:
    """The skipped and the unsure, which a click shows."""
    counts = review.counts
    if counts is None:
        return Content("")
    parts = []
    for number, mark, word in (
        (counts.skipped, SKIPPED, "skipped"),
        (counts.unsure, VERDICTS[Verdict.UNSURE], "unsure"),
    ):
        text = Content.styled(f"{mark.sign} {number} {word}", "$ct-unsure" if number else "$ct-muted")
        parts.append(clicked(text, "waiting"))
    if counts.disagreements and not review.blind:
        text = Content.styled(f"≠ {counts.disagreements} disputed", "$ct-contradiction")
        parts.append(clicked(text, "disagreements"))
    return Content("  ").join(parts)


def clicked(text: Content, action: str) -> Content:
    return text.stylize(Style.from_meta({"@click": f"screen.{action}"}))


class Masthead(Static):
    """Two parts: progress on the left, reviewer on the right; what does not fit falls away from the right."""

    auto_links = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def show(self, review: Review, title: str, *, folded: bool = False) -> None:
        """Show how far the review is; `folded`: and what the queue holds, as that does not say so itself."""
        right = self._right(review)
        room = self.size.width - 2 - right.cell_length - 2
        left = Content("")
        for piece in self._pieces(review, title, folded=folded):
            added = Content("   ").join([left, piece]) if left.cell_length else piece
            if added.cell_length > room:
                continue
            left = added
        gap = max(self.size.width - 2 - left.cell_length - right.cell_length, 1)
        self.update(Content.assemble(left, " " * gap, right), layout=False)

    def _pieces(self, review: Review, title: str, *, folded: bool) -> list[Content]:
        counts = review.counts
        wide = self.size.width >= 110
        name = Content.styled(shortened(title, 24 if wide else 12) or "claimtrack", "bold $ct-accent")
        if counts is None:
            return [name, Content.styled("counting …", "$ct-muted")]
        share = f" {100 * counts.judged // counts.total} %" if counts.total else ""
        progress = Content.assemble(
            bar(counts.judged, counts.total, BAR if wide else 8),
            (f" {counts.judged}/{counts.total} judged{share if wide else ''}", "$ct-foreground"),
        )
        pieces = [name, progress]
        if folded and review.is_narrowed:
            only = shortened(described(review.filter), 40 if wide else 20)
            pieces.append(clicked(Content.styled(f"only {only}", "$ct-accent"), "filter"))
        pieces.append(waiting(review))
        left = counts.total - counts.judged
        minutes = review.pace.minutes_for(left)
        rate = review.pace.a_minute()
        if rate is not None and minutes is not None and left:
            pieces.append(Content.styled(f"{rate:.0f} a minute, {time_left(minutes)}", "$ct-muted"))
        elif review.phase is Phase.REVIEW and left:
            pieces.append(Content.styled(f"{left} left", "$ct-muted"))
        return pieces

    def _right(self, review: Review) -> Content:
        parts: list[Content] = []
        if review.writer.waiting:
            parts.append(Content.styled(f"{review.writer.waiting} unwritten", "bold $ct-contradiction"))
        if review.marked:
            parts.append(Content.styled(f"◆ {len(review.marked)} marked", "bold $ct-accent"))
        if review.is_adjudicating:
            parts.append(Content.styled("adjudicating", "bold $ct-changed"))
        if review.blind:
            parts.append(Content.styled("blind", "bold $ct-changed"))
        parts.append(Content.styled(shortened(review.reviewer, 16), "$ct-soft"))
        return Content(" · ").join(parts)
