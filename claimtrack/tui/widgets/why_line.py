"""The line under the pair: what links the two claims, and what has been decided."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from claimtrack.tui.marks import FLAGGED, RELATIONS, STALE, VERDICTS, state_of
from claimtrack.tui.visible import one_line
from claimtrack.vocabulary import JudgementView, LinkView


def headline(link: LinkView, *, reviewer: str, blind: bool) -> Content:
    """Key, relation, type, score and state on one line."""
    state = state_of(link, reviewer, blind=blind)
    parts = [
        Content.styled(link.key, "bold"),
        Content.styled(f"{RELATIONS[link.relation]} · {link.type.value}", "$ct-foreground"),
    ]
    if not blind:
        parts.append(Content.styled(f"score {link.score:.2f}", "$ct-foreground"))
    parts.append(Content.styled(f"{state.sign} {state.word}", f"bold $ct-{state.colour}"))
    if link.flagged:
        parts.append(Content.styled(f"{FLAGGED.sign} {FLAGGED.word}", f"bold $ct-{FLAGGED.colour}"))
    if link.stale:
        parts.append(Content.styled(f"{STALE.sign} {STALE.word}", "$ct-muted"))
    parts.extend(Content.styled("#" + one_line(tag), "$ct-changed") for tag in link.tags)
    return Content("  ").join(parts)


def others(link: LinkView, reviewer: str) -> Content | None:
    """What other reviewers decided; None where nobody did."""
    found = [one for one in link.judgements if one.reviewer != reviewer or one.adjudication]
    if not found:
        return None
    return Content.assemble("others: ", Content(", ").join(_said(one) for one in found))


def _said(judgement: JudgementView) -> Content:
    mark = VERDICTS[judgement.verdict]
    who = one_line(judgement.reviewer) + (" (adjudicated)" if judgement.adjudication else "")
    return Content.assemble(f"{who} ", (f"{mark.sign} {mark.word}", f"$ct-{mark.colour}"))


class WhyLine(Static):
    """Up to four lines; on a short screen three."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def show(self, link: LinkView, *, reviewer: str, blind: bool) -> None:
        """Show the link's reasons, and the others' judgements unless blind."""
        lines = [headline(link, reviewer=reviewer, blind=blind)]
        why = one_line(link.line or "; ".join(reason.text for reason in link.reasons))
        lines.append(Content.assemble(("why: ", "$ct-muted"), (why or "no reason was stored", "$ct-foreground")))
        if not blind and (said := others(link, reviewer)) is not None:
            lines.append(said)
        self.update(Content("\n").join(lines), layout=False)
