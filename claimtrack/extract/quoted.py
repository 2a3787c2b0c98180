"""Quotations that stand as sentences of their own, grouped under the cue that attributes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimtrack.extract.cues import Cue, cue_after, cue_before, signature
from claimtrack.extract.frames import Found, cue_tokens
from claimtrack.extract.reading import Reading
from claimtrack.extract.sources import SUBJECTS
from claimtrack.vocabulary import Stance


@dataclass(slots=True)
class _Group:
    """Quotations of one attribution, and what was found for them."""

    quotes: list[int]
    found: Found


def quoted(reading: Reading, spoken: set[int]) -> list[Found]:
    """One attribution for each run of quotations in a paragraph that share a speaker; `spoken` paragraphs are
    left out.

    A quotation without a cue goes on with the one before it: in the same paragraph it is a further span of
    the same attribution, in the next paragraph an attribution of its own that continues it.
    """
    groups: list[_Group] = []
    used: set[int] = set()
    for index, quote in enumerate(reading.quotes):
        if quote.paragraph in spoken or not stands_alone(reading, index):
            continue
        previous = groups[-1] if groups else None
        gap = None if previous is None else quote.paragraph - reading.quotes[previous.quotes[-1]].paragraph
        signed = signature(reading, index)
        after, before = cue_after(reading, index), cue_before(reading, index)
        if signed is not None:
            dash, mention = signed
            found = Found([dash], dash, [], mention, "signature", Stance.ASSERTS, False, 0.9)
            groups.append(_Group([index], found))
            continue
        if previous is not None and gap == 0 and before is not None and before[0].i == previous.found.cue_head:
            previous.quotes.append(index)
            if after is not None:
                used.add(after[0].i)
            continue
        if before is not None and before[0].i in used:
            before = None
        if after is not None and after[0].i in used:
            after = None
        chosen = after if after is not None and (before is None or not before[3]) else before
        if chosen is not None and chosen is before and _is_built_in(reading, index, before):
            continue
        if chosen is not None:
            found = _cued(chosen)
            used.add(found.cue_head)
            if chosen is after:
                found.content = _lead(reading, index)
            groups.append(_Group([index], found))
        elif previous is not None and gap == 0 and _same_breath(reading, previous.quotes[-1], index):
            previous.quotes.append(index)
        elif _opens_paragraph(reading, index) and _is_title(reading, index) and not quote.continues:
            continue
        elif quote.continues or (_opens_paragraph(reading, index) and gap == 1):
            groups.append(_Group([index], _bare("continuation", 0.9 if quote.continues else 0.6)))
        elif not _is_title(reading, index):
            groups.append(_Group([index], _bare("bare", 0.4)))
    for group in groups:
        group.found.quotes = tuple(group.quotes)
    return [group.found for group in groups]


def _is_built_in(reading: Reading, index: int, cue: Cue) -> bool:
    """Whether the cue governs a that-clause of which the quotation is only a part: syntax reads those."""
    start = reading.end_of(cue[0])
    between = reading.text[start : reading.quotes[index].start]
    return ":" not in between and re.search(r"\b(?:that|if|whether|because)\b", between) is not None


def _lead(reading: Reading, index: int) -> list[int]:
    """The words of the quoted sentence that stand before the mark ("With so many locks, “nobody is safe,” she
    said")."""
    quote = reading.quotes[index]
    low = reading.paragraphs[quote.paragraph][0]
    if index and reading.quotes[index - 1].paragraph == quote.paragraph:
        low = reading.quotes[index - 1].end
    before = reading.text[low : quote.start]
    ends = [match.end() for match in re.finditer(r"[.!?:;][”’\"']?\s", before)]
    start = low + (ends[-1] if ends else 0)
    if not re.search(r"\w", reading.text[start : quote.start]) or (
        not ends and low != reading.paragraphs[quote.paragraph][0]
    ):
        return []
    return list(range(reading.first_token_from(start), reading.first_token_from(quote.start)))


def _same_breath(reading: Reading, before: int, index: int) -> bool:
    """Whether no more than the rest of one sentence stands between two quotations."""
    between = reading.text[reading.quotes[before].end : reading.quotes[index].start]
    return len(_SENTENCE_STOP.findall(between)) <= 1


_SENTENCE_STOP = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\b\w)[.!?][”’\"']?\s+(?=\S)")
"""Where a sentence ends and another begins, titles and initials aside."""


def _cued(cue: Cue) -> Found:
    verb, entry, agent, strong = cue
    stance, attitude = (entry.stance, entry.attitude) if entry is not None else (Stance.ASSERTS, False)
    if (
        not strong
        and entry is not None
        and "o" in entry.frames
        and any(c.dep_ == "nsubj" for c in verb.lefts)
        and any(c.dep_ == "dobj" for c in verb.rights)
    ):
        return Found([], -1, [], agent.mention, "quote", Stance.ASSERTS, False, 0.6)
    confidence = 0.6
    if agent.mention is not None and entry is not None:
        has_subject = any(c.dep_ in SUBJECTS for c in verb.children)
        confidence = 0.97 if has_subject and verb.tag_ in ("VBD", "VBZ", "VBP") else 0.8
    return Found(cue_tokens(verb), verb.i, [], agent.mention, "quote", stance, attitude, confidence, agent.passive)


def _bare(frame: str, confidence: float) -> Found:
    return Found([], -1, [], None, frame, Stance.ASSERTS, False, confidence, continues=frame == "continuation")


_SMALL = frozenset("a an and as at but by for from in into is it its of on or the to vs with".split())


def _is_title(reading: Reading, index: int) -> bool:
    """Whether the quotation is a title or subheading: every word but the small ones is capitalised."""
    quote = reading.quotes[index]
    words = re.findall(r"[^\W\d_][\w’'-]*", reading.text[quote.start : quote.end])
    long_words = [word for word in words if word.lower() not in _SMALL]
    return len(words) <= 10 and all(word[0].isupper() for word in long_words)


def stands_alone(reading: Reading, index: int) -> bool:
    """Whether the quotation is a sentence or clause of its own, and no fragment built into the reporter's
    sentence."""
    quote = reading.quotes[index]
    text = reading.text
    start, end = reading.paragraphs[quote.paragraph]
    inner = text[quote.start + 1 : quote.end].rstrip("\"”’'» ")
    before = text[start : quote.start].rstrip()
    after = text[quote.end : end].lstrip()
    if len(re.findall(r"\w+", inner)) < 2 and before[-1:] != ":":
        return False
    first = next((c for c in inner if c.isalnum()), "")
    ends_inside = inner[-1:] in ".,!?…—–-"
    if not before:
        if ends_inside or not quote.closed or not after:
            return True
        return after[:1] in ",:;—–-―"
    if before[-1] == ":":
        return True
    if (
        before[-1] in ",—–-―"
        and (ends_inside or after[:1] in ",.")
        and (first.isupper() or len(inner) > 40 or inner[-1:] == ",")
    ):
        return True
    if (before[-1] in ",;—–-―" or re.search(r"[,—–-]\s+(?:and|but|or|because|that)$", before)) and _goes_on(
        reading, index
    ):
        return True
    if before[-1] in ".!?\"”’'…)" and (ends_inside or after[:1] in (",", "")):
        return True
    return bool(
        first.isupper()
        and inner[-1:] in ".!?,"
        and len(inner.split()) > 3
        and re.search(r"\b(?:said|says|told \w+|asked|added|replied|wrote|tweeted)$", before)
    )


def _goes_on(reading: Reading, index: int) -> bool:
    """Whether it takes up a sentence that the quotation before it broke off with a comma ("…," she said,
    "…")."""
    if index == 0 or reading.quotes[index - 1].paragraph != reading.quotes[index].paragraph:
        return False
    before, quote = reading.quotes[index - 1], reading.quotes[index]
    words = reading.text[before.start : before.end].rstrip("\"”’'» ")
    gap = reading.text[before.end : quote.start]
    return (words[-1:] in ",—–-" or gap[:1] == ",") and len(gap) < 120 and not _SENTENCE_STOP.search(gap)


def _opens_paragraph(reading: Reading, index: int) -> bool:
    quote = reading.quotes[index]
    return not reading.text[reading.paragraphs[quote.paragraph][0] : quote.start].strip()
