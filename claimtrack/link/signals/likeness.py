"""What two claims share: words, weighed by how much they say, names, figures; it never says contradiction."""

from __future__ import annotations

from claimtrack.link.pair import Pair
from claimtrack.link.signals.base import Each
from claimtrack.vocabulary import Reason


def look_topic(pair: Pair) -> Reason | None:
    if not pair.matches:
        return None
    words = sorted({pair.a.words[m.a].lemma for m in pair.matches}, key=lambda w: (-len(w), w))[:4]
    return Reason("topic", pair.topic, f"both speak of {', '.join(words)}")


def look_cover(pair: Pair) -> Reason | None:
    value = min(pair.cover_a, pair.cover_b)
    return Reason("cover", value, "each covers most of the other") if value else None


def look_likeness(pair: Pair) -> Reason | None:
    from thefuzz import fuzz

    value = fuzz.token_sort_ratio(pair.a.text, pair.b.text) / 100
    return Reason("likeness", value, f"the wording is {value:.0%} alike")


def look_matter(pair: Pair) -> Reason | None:
    names = pair.a.names & pair.b.names
    if not names:
        return None
    value = len(names) / (len(names) + 1.0)
    return Reason("matter", value, f"both name {', '.join(sorted(names)[:3])}")


def look_numbers_agree(pair: Pair) -> Reason | None:
    for one in pair.a.quantities:
        for other in pair.b.quantities:
            if one.same_kind(other) and not one.clashes(other) and one.high > 0:
                return Reason("same_figure", 1.0, "a figure agrees", pair.a.spans(one.span), pair.b.spans(other.span))
    for when in pair.a.whens:
        for other_when in pair.b.whens:
            if when.agrees(other_when) and when.months and other_when.months:
                return Reason(
                    "same_figure", 0.6, "a date agrees", pair.a.spans(when.span), pair.b.spans(other_when.span)
                )
    return None


TOPIC = Each("topic", look_topic)
COVER = Each("cover", look_cover)
LIKENESS = Each("likeness", look_likeness)
MATTER = Each("matter", look_matter)
SAME_FIGURE = Each("same_figure", look_numbers_agree)
