"""What the queue was asked for, in words."""

from __future__ import annotations

from claimtrack.store import LinkFilter, Order
from claimtrack.tui.visible import shortened

ORDER_WORDS = {
    Order.SCORE: "by score",
    Order.UNCERTAIN: "most uncertain",
    Order.NEWEST: "newest",
    Order.SPEAKER: "by speaker",
    Order.ID: "as found",
}

ORDERS = (Order.SCORE, Order.UNCERTAIN, Order.NEWEST, Order.SPEAKER)


def described(wanted: LinkFilter) -> str:
    """The filter in a few words; "all pairs" where nothing is held back."""
    parts: list[str] = []
    parts.extend(state.value for state in wanted.states)
    parts.extend(verdict.value for verdict in wanted.verdicts)
    parts.extend(kind.value for kind in wanted.types)
    parts.extend(relation.value for relation in wanted.relations)
    if wanted.speaker:
        parts.append(wanted.speaker)
    if wanted.outlet:
        parts.append(wanted.outlet)
    if wanted.since:
        parts.append(f"from {wanted.since.isoformat()}")
    if wanted.until:
        parts.append(f"to {wanted.until.isoformat()}")
    if wanted.tag:
        parts.append(f"#{wanted.tag}")
    if wanted.search:
        parts.append(f"/{wanted.search}")
    if wanted.judged_by:
        parts.append(f"judged by {wanted.judged_by}")
    if wanted.listed is None:
        parts.append("hidden too")
    return shortened(", ".join(parts), 60) if parts else "all pairs"
