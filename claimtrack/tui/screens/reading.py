"""The texts of the sheets that are only read: help, and why in full."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from claimtrack.tui.actions import ACTS, GROUPS, shown_key
from claimtrack.tui.marks import CHOSEN, FLAGGED, NOTED, OPEN, OTHERS, SKIPPED, STALE, TAGGED, VERDICTS
from claimtrack.tui.visible import one_line
from claimtrack.tui.widgets.claim_pane import head
from claimtrack.tui.widgets.why_line import headline
from claimtrack.vocabulary import ClaimView, LinkView, Reason, Span

KEY_WIDTH = 12


def help_text(keys: Mapping[str, tuple[str, ...]], keymap_path: str) -> Content:
    """Every act with its keys, by group, and what the signs mean."""
    lines: list[Content] = []
    for group in GROUPS:
        lines += [Content.styled(group, "bold $ct-accent")]
        for act in (one for one in ACTS if one.group == group):
            held = " ".join(shown_key(key) for key in keys.get(act.name, ())) or "no key"
            lines.append(
                Content.assemble(
                    (f"  {held:<{KEY_WIDTH}}", "bold $ct-foreground"),
                    (act.title, "$ct-foreground"),
                    (f"  {act.name}", "$ct-muted"),
                )
            )
        lines.append(Content(""))
    lines.append(Content.styled("Signs", "bold $ct-accent"))
    for mark in (OPEN, *VERDICTS.values(), SKIPPED, CHOSEN, FLAGGED, NOTED, TAGGED, OTHERS, STALE):
        lines.append(Content.assemble((f"  {mark.sign:<{KEY_WIDTH}}", f"bold $ct-{mark.colour}"), mark.word))
    lines += [
        Content(""),
        Content.styled("The mouse", "bold $ct-accent"),
        Content("  A click picks a pair, a claim, a tab or a word of the bars; beside a sheet it closes it."),
        Content(""),
        Content.styled("Your own keys", "bold $ct-accent"),
        Content(f"  {one_line(keymap_path)} gives the acts, by their grey names, other keys:"),
        Content("  [keys]"),
        Content('  contradiction = ["x", "1"]'),
    ]
    return Content("\n").join(lines)


def why_text(link: LinkView, *, reviewer: str, blind: bool) -> Content:
    """Both claims and every reason with its value and the words that triggered it."""
    lines = [headline(link, reviewer=reviewer, blind=blind), Content("")]
    for side, claim in (("A", link.a), ("B", link.b)):
        lines += _claim_lines(side, claim)
    lines.append(Content.styled("Reasons", "bold $ct-accent"))
    if not link.reasons:
        lines.append(Content.styled("  none was stored", "$ct-muted"))
    for reason in link.reasons:
        value = "" if blind else f" {reason.value:+.2f}"
        lines.append(Content.assemble((f"  {one_line(reason.signal)}{value}", "bold"), f"  {one_line(reason.text)}"))
        for side, claim in (("A", link.a), ("B", link.b)):
            words = _triggers(claim, reason, side)
            if words:
                lines.append(Content.assemble((f"      {side} ", f"bold $ct-{side.lower()}"), words))
    return Content("\n").join(lines)


def _claim_lines(side: str, claim: ClaimView) -> list[Content]:
    colour = f"bold $ct-{side.lower()}"
    name = one_line(claim.speaker or claim.source_text) or "speaker unknown"
    return [
        Content.assemble((f"{side} {name}", colour), f"  {claim.key}, {claim.kind.value}"),
        head(claim),
        Content(one_line(claim.text)),
        Content(""),
    ]


def _triggers(claim: ClaimView, reason: Reason, side: str) -> str:
    spans: tuple[Span, ...] = reason.a_spans if side == "A" else reason.b_spans
    return ", ".join(f"“{one_line(claim.text[start:end])}”" for start, end in spans)
