"""Change over time: then and now, or figures and states of different dates, which revise and do not contradict."""

from __future__ import annotations

from claimtrack.link.pair import Pair
from claimtrack.link.reading import Reading
from claimtrack.link.signals.base import Each
from claimtrack.vocabulary import Reason


def _since(earlier: Reading, later: Reading) -> bool:
    """Whether the later claim dates its state after the earlier one was said."""
    said, now = earlier.statement.said, later.statement.said
    if said is None or now is None or now <= said:
        return False
    return any(
        when.months is not None and (when.year or now.year, when.months[0], when.days[0] if when.days else 28)
        > (said.year, said.month, said.day)
        and (when.year or now.year, when.months[0]) <= (now.year, now.month)
        for when in later.whens
    ) and not earlier.whens  # fmt: skip


def look(pair: Pair) -> Reason | None:
    a, b = pair.a, pair.b
    days = pair.said_apart()
    if days is None:
        later, earlier = (a, b) if "now" in a.manners and "now" not in b.manners else (b, a)
    else:
        later, earlier = (b, a) if days >= 0 else (a, b)
    value = 0.0
    if "now" in later.manners:
        value += 0.35
    if "then" in earlier.manners or "then" in later.manners:
        value += 0.1
    if "notyet" in earlier.manners:
        value += 0.15
    if "promise" in earlier.manners and "promise" not in later.manners:
        value += 0.15
    if days is not None:
        value += min(0.25, abs(days) / 365)
    if _since(earlier, later):
        value += 0.6
    if value < 0.2:
        return None
    spans_later = later.spans(*later.manners.get("now", ())[:1])
    spans_earlier = earlier.spans(*earlier.manners.get("notyet", earlier.manners.get("then", ()))[:1])
    text = "the later one tells of a later state" if not days else f"said {abs(days)} days apart"
    return Reason(
        "change",
        min(1.0, value),
        text,
        spans_earlier if later is b else spans_later,
        spans_later if later is b else spans_earlier,
    )


SIGNAL = Each("change", look)
