"""One claim of the pair: who says it, where and when, and the text it stands in."""

from __future__ import annotations

from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from claimtrack.tui.visible import one_line
from claimtrack.tui.widgets.framed import Framed
from claimtrack.tui.widgets.passage import Marks, Passage
from claimtrack.vocabulary import ClaimView, Reason, Spans, Stance, to_document


def trigger_spans(claim: ClaimView, reasons: tuple[Reason, ...], side: str) -> Spans:
    """The spans of the document that triggered any of the reasons, on side "a" or "b"."""
    wanted = (reason.a_spans if side == "a" else reason.b_spans for reason in reasons)
    return tuple(span for spans in wanted for one in spans for span in to_document(claim.content, one))


def day(value: object) -> str:
    """A date as 3 Mar 2021; empty where there is none."""
    return f"{value.day} {value:%b %Y}" if isinstance(value, date) else ""


class ClaimPane(Vertical, Framed):
    """A or B; `side` is the letter in lower case."""

    class Chosen(Message):
        """The pane was clicked."""

        def __init__(self, side: str) -> None:
            super().__init__()
            self.side = side

    def __init__(self, side: str) -> None:
        super().__init__(id=f"claim-{side}", classes="claim")
        self.side = side

    def compose(self) -> ComposeResult:
        yield Static(id=f"head-{self.side}", classes="head", markup=False)
        yield Passage(id=f"passage-{self.side}")

    @property
    def passage(self) -> Passage:
        return self.query_one(Passage)

    def show(
        self, claim: ClaimView, text: str, reasons: tuple[Reason, ...], *, elsewhere: str = "", top: int | None = None
    ) -> None:
        """Show the claim in its document's text; `elsewhere` is the speaker's role where this document gives none."""
        self.retitle(self._title(claim), self._place(claim))
        compact = self.screen.has_class("-narrow") or self.screen.has_class("-short")
        self.query_one(Static).update(head(claim, elsewhere=elsewhere, compact=compact), layout=False)
        marks = Marks(
            quote=claim.content,
            source=claim.source,
            cue=claim.cue,
            trigger=trigger_spans(claim, reasons, self.side),
        )
        self.passage.show(text, marks, top=top)

    def _title(self, claim: ClaimView) -> Content:
        name = one_line(claim.speaker or claim.source_text or "") or "speaker unknown"
        return Content.assemble((f" {self.side.upper()} ", "bold"), (f" {name} ", "bold"))

    def _place(self, claim: ClaimView) -> Content:
        return Content(f" {claim.kind.value} · {claim.key} · ¶ {claim.paragraph} · line {claim.line} ")

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Chosen(self.side))


def _who(claim: ClaimView, elsewhere: str) -> str:
    """What is known of the speaker but the name."""
    if claim.role:
        return one_line(claim.role)
    if claim.speaker is None:
        names = " or ".join(one_line(name) for name in claim.candidates[:3])
        return f"perhaps {names}" if names else "nobody named as the speaker"
    return f"elsewhere {one_line(elsewhere)}" if elsewhere else claim.speaker_kind.value


def head(claim: ClaimView, *, elsewhere: str = "", compact: bool = False) -> Content:
    """The three lines over a claim's text: stance and role, when, and where; compact: two lines."""
    said = [claim.stance.value] if claim.stance is not Stance.ASSERTS else []
    if claim.via:
        said.append(f"as told by {one_line(claim.via)}")
    document = claim.document
    title = one_line(document.title or document.path)
    where = f"{one_line(document.outlet)}, “{title}”" if document.outlet else f"“{title}”"
    when = [f"said {day(claim.said_on)}"] if claim.said_on else []
    if document.published:
        when.append(f"published {day(document.published)}")
    stance = Content.styled(" · ".join(said) + "  ", "italic $ct-soft") if said else Content("")
    first = Content.assemble(stance, (_who(claim, elsewhere), "$ct-foreground"))
    if compact:
        line = " · ".join([*when, one_line(document.outlet) if document.outlet else f"“{title}”"])
        return Content("\n").join([first, Content.styled(line, "$ct-soft")])
    return Content("\n").join(
        [
            first,
            Content.styled(" · ".join(when) or "no date given", "$ct-soft"),
            Content.styled(where, "$ct-muted"),
        ]
    )
