"""A claim as a citation that a colleague can look up."""

from __future__ import annotations

from claimtrack.tui.visible import one_line
from claimtrack.tui.widgets.claim_pane import day
from claimtrack.vocabulary import ClaimView, Kind


def citation(claim: ClaimView) -> str:
    """The words, the speaker, the source, and the exact place in it."""
    words = one_line(claim.text).strip()
    quoted = f"“{words}”" if claim.kind is Kind.DIRECT and not words.startswith(("“", '"')) else words
    document = claim.document
    speaker = one_line(claim.speaker or claim.source_text) or "speaker unknown"
    who = f"{speaker} ({one_line(claim.role)})" if claim.role else speaker
    where = [one_line(part) for part in (document.outlet, document.title or document.path) if part]
    if document.published:
        where.append(day(document.published))
    if document.url:
        where.append(one_line(document.url))
    end = claim.content[-1][1]
    place = f"paragraph {claim.paragraph}, characters {claim.start}–{end}"
    return f"{quoted} — {who}, {', '.join(where)}, {place} [{claim.key}]"
