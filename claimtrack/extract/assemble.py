"""From what the rules found to attributions: spans, kinds, order, what stands inside what, none of them
twice."""

from __future__ import annotations

import re
from dataclasses import replace

from claimtrack.extract.frames import Found, according_frames, noun_frames, verb_frames
from claimtrack.extract.lines import headline, transcript
from claimtrack.extract.local import LocalAttribution
from claimtrack.extract.quoted import quoted
from claimtrack.extract.reading import Reading
from claimtrack.extract.sources import PASSIVE_SUBJECTS, SUBJECTS
from claimtrack.extract.views import view_frames
from claimtrack.vocabulary import Kind, Span, Spans, Stance

_PRO_FORMS = frozenset({"that", "this", "it", "these", "those", "so", "them"})
_DIRECT_SHARE = 0.98
_INDIRECT_SHARE = 0.02
_RELAYED = 0.7
"""Confidence of what is found within another's content at most."""
_SAME = 0.8
"""Share of characters in common above which two attributions are the same claim found twice."""


def local_attributions(reading: Reading, attitudes: bool = True) -> list[LocalAttribution]:
    """Every attribution of one text in text order, with its local mention."""
    turns = transcript(reading)
    spoken = {reading.paragraph_of(reading.starts[turn.content[0]]) for turn in turns}
    direct = quoted(reading, spoken)
    taken = {one.cue_head for one in direct}
    found = (
        direct
        + turns
        + headline(reading)
        + verb_frames(reading, taken)
        + according_frames(reading)
        + noun_frames(reading)
        + view_frames(reading)
    )
    made = [one for one in (_local(reading, item) for item in found) if one is not None]
    made = [one for one in made if not _idle_inside(reading, one, direct)]
    made = _without_doubles(reading, made)
    made.sort(key=lambda one: (one.content[0][0], -one.content[-1][1]))
    made = _joined(reading, made)
    enclosing = _enclosing(made)
    made = [
        one
        for one, outer in zip(made, enclosing, strict=True)
        if (outer is None or _is_relayed(reading, one, made[outer])) and (attitudes or not one.attitude)
    ]
    return _linked(made)


def _is_relayed(reading: Reading, one: LocalAttribution, outer: LocalAttribution) -> bool:
    """Whether an attribution within another's content is speech that is passed on, and no mere part of what is said."""
    if one.attitude or one.cue_head is None:
        return one.frame == "turn"
    is_finite = reading.doc[one.cue_head].tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG")
    if one.frame in _RELAYING:
        return is_finite or one.frame == "quote"
    if one.frame == "predicate" and outer.frame == "turn":
        return is_finite and bool(one.source)
    return is_finite and bool(one.source) and one.stance in (Stance.DENIES, Stance.ADMITS, Stance.ACCUSES)


_RELAYING = frozenset(
    {"clause", "parenthetical", "quote", "according", "infinitive", "object-infinitive", "nominal", "turn", "as"}
)


def _joined(reading: Reading, made: list[LocalAttribution]) -> list[LocalAttribution]:
    """Quotations without a cue joined to the reported sentence before them, or tied to it across a
    paragraph."""
    result: list[LocalAttribution] = []
    for one in made:
        if one.frame not in ("bare", "continuation"):
            result.append(one)
            continue
        start = one.content[0][0]
        number = reading.paragraph_of(start)
        host = _host(reading, result, start, number)
        if host is None or one.frame == "continuation":
            result.append(replace(one, continues=-1) if one.continues is not None else one)
            continue
        before = result[host]
        if reading.paragraph_of(_end(before)) == number:
            content = (*before.content, *one.content)
            result[host] = replace(
                before, content=content, kind=_kind(reading, content), confidence=min(before.confidence, 0.8)
            )
        else:
            result.append(replace(one, frame="continuation", continues=-1, confidence=0.6))
    return result


def _host(reading: Reading, made: list[LocalAttribution], start: int, number: int) -> int | None:
    """The last reported speech whose sentence ends right before `start`, in this paragraph or the one
    before."""
    low = reading.paragraphs[max(0, number - 1)][0]
    best: int | None = None
    for index in range(len(made) - 1, max(-1, len(made) - 12), -1):
        one = made[index]
        if one.attitude or not one.source or one.frame not in _HOSTS or _end(one) > start or _end(one) < low:
            continue
        between = reading.text[_end(one) : start]
        if re.search(r"\w[.!?][”’\"']?\s+\w", between) or len(between) > 80:
            continue
        if best is None or _end(one) > _end(made[best]):
            best = index
    return best


def _end(one: LocalAttribution) -> int:
    return max(end for spans in (one.content, one.cue, one.source) for _, end in spans)


_HOSTS = frozenset({"clause", "parenthetical", "predicate", "as", "quote", "object", "according"})


def _idle_inside(reading: Reading, one: LocalAttribution, direct: list[Found]) -> bool:
    """Whether it is only a turn of phrase within a speaker's own words ("I think", "if anyone says")."""
    if not one.cue or one.frame in ("quote", "turn", "headline", "signature"):
        return False
    inside = reading.quote_over(one.cue[0][0])
    if inside is None:
        return False
    if one.attitude or one.frame not in _RELAYED_FRAMES or one.source_head is None or one.cue_head is None:
        return True
    verb, head = reading.doc[one.cue_head], reading.doc[one.source_head]
    return verb.tag_ not in ("VBD", "VBN") or head.pos_ not in ("PROPN",)


_RELAYED_FRAMES = frozenset({"clause", "parenthetical", "according"})


def _local(reading: Reading, found: Found) -> LocalAttribution | None:
    spans: list[Span] = [(reading.quotes[i].start, reading.quotes[i].end) for i in found.quotes]
    if found.content:
        excluded = set(found.cue)
        if found.mention is not None and found.frame == "according":
            excluded.update(range(found.mention.start, found.mention.end))
        spans.extend(reading.runs([i for i in found.content if i not in excluded]))
    is_quoted = bool(found.quotes) and not found.content
    content = _content(reading, spans, is_quoted, is_clause=not is_quoted and found.frame not in _NO_CLAUSE)
    if not content:
        return None
    mention = found.mention
    source = (reading.span(mention.start, mention.end),) if mention is not None else ()
    words = [reading.text[s:e].lower().strip(" .,") for s, e in content]
    inside = None
    if mention is not None:
        inside = reading.quote_over(reading.starts[mention.head])
    patient = found.addressee
    return LocalAttribution(
        source=source,
        cue=reading.runs(found.cue) if found.cue else (),
        content=content,
        kind=_kind(reading, content),
        stance=found.stance,
        attitude=found.attitude,
        confidence=found.confidence,
        frame=found.frame,
        source_tokens=(mention.start, mention.end) if mention is not None else None,
        source_head=mention.head if mention is not None else None,
        cue_head=found.cue_head if found.cue else None,
        passive=found.passive,
        nominal=found.nominal,
        anaphoric=len(words) == 1 and words[0] in _PRO_FORMS,
        continues=-1 if found.continues else None,
        addressee=(patient.left_edge.i, patient.right_edge.i + 1) if patient is not None else None,
        quoted_first_person=inside is not None,
    )


_NO_CLAUSE = frozenset({"turn", "as", "predicate"})
"""Frames whose content may begin with a "that" which means something."""


def _content(reading: Reading, spans: list[Span], is_quoted: bool, is_clause: bool) -> Spans:
    """The spans that hold words, trimmed; of a clause the "that" which opens it belongs to the cue."""
    trimmed: list[Span] = []
    for start, end in sorted(spans):
        if not is_quoted:
            start, end = _widened(reading, start, end)
            start, end = _trimmed(reading.text, start, end)
        if any(char.isalnum() for char in reading.text[start:end]):
            if trimmed and start < trimmed[-1][1]:
                start = trimmed[-1][1]
                if start >= end:
                    continue
            if trimmed and _are_one(reading.text[trimmed[-1][1] : start]):
                start = trimmed.pop()[0]
            trimmed.append((start, end))
    if trimmed and is_clause:
        start, end = trimmed[0]
        opening = reading.text[start : start + 5].lower() == "that " and end - start > 5
        if opening and not _is_subject(reading, reading.token_at(start)):
            trimmed[0] = (start + 5, end)
    return tuple(trimmed)


def _is_subject(reading: Reading, that: int) -> bool:
    """Whether "that" stands for something and opens no clause: its verb comes right behind ("said that was false")."""
    behind = reading.doc[that + 1] if that + 1 < len(reading.doc) else None
    subject = reading.doc[that].dep_ in SUBJECTS | PASSIVE_SUBJECTS
    return subject and behind is not None and behind.pos_ in ("AUX", "VERB")


def _are_one(gap: str) -> bool:
    """Whether no more than a mark and a space part two spans."""
    return len(gap) <= 4 and "\n" not in gap and not any(char.isalnum() for char in gap)


def _widened(reading: Reading, start: int, end: int) -> Span:
    """A span that cuts a quotation is widened to its closing mark, and to an opening one that it just
    misses."""
    last = reading.quote_over(max(start, end - 1))
    if last is not None and reading.quotes[last].start >= start - 1:
        end = max(end, reading.quotes[last].end)
    first = reading.quote_over(start)
    if first is not None and start - reading.quotes[first].start <= 2 and reading.quotes[first].end <= end + 1:
        start = reading.quotes[first].start
    return start, end


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in ",;:.–—―-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:.–—―-"):
        end -= 1
    return start, end


def _kind(reading: Reading, content: Spans) -> Kind:
    text = reading.text
    total = quoted_chars = 0
    for start, end in content:
        for at in range(start, end):
            if text[at].isalnum():
                total += 1
                quoted_chars += reading.quote_over(at) is not None
    share = quoted_chars / max(1, total)
    if share >= _DIRECT_SHARE:
        return Kind.DIRECT
    return Kind.INDIRECT if share <= _INDIRECT_SHARE else Kind.MIXED


def _without_doubles(reading: Reading, made: list[LocalAttribution]) -> list[LocalAttribution]:
    """One of each set of attributions that share a cue or nearly all their content: the most certain."""
    ranked = sorted(range(len(made)), key=lambda i: (-made[i].confidence, i))
    kept: list[int] = []
    by_start: dict[int, list[int]] = {}
    for index in ranked:
        one = made[index]
        keys = {start // 200 for start, _ in one.content} | {end // 200 for _, end in one.content}
        near = {other for key in keys for other in by_start.get(key, ())}
        if any(_same(made[other], one) for other in near):
            continue
        kept.append(index)
        for key in keys:
            by_start.setdefault(key, []).append(index)
    return [made[index] for index in sorted(kept)]


def _same(a: LocalAttribution, b: LocalAttribution) -> bool:
    if a.cue_head is not None and a.cue_head == b.cue_head:
        return True
    common = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a.content for y in b.content)
    union = sum(e - s for s, e in a.content) + sum(e - s for s, e in b.content) - common
    return common / max(1, union) >= _SAME


def _linked(made: list[LocalAttribution]) -> list[LocalAttribution]:
    """Fills `continues` and `enclosing`, which are indexes into the final order."""
    result: list[LocalAttribution] = []
    last: int | None = None
    for index, (one, enclosing) in enumerate(zip(made, _enclosing(made), strict=True)):
        continues = None
        if one.continues is not None and last is not None:
            continues = last
            host = result[last]
            one = replace(one, source=host.source, source_tokens=host.source_tokens, source_head=host.source_head)
        confidence = one.confidence if enclosing is None else min(one.confidence, _RELAYED)
        result.append(replace(one, continues=continues, enclosing=enclosing, confidence=confidence))
        if one.frame in _HOSTS | {"continuation", "turn", "signature"} and not one.attitude and enclosing is None:
            last = index
    return result


def _enclosing(made: list[LocalAttribution]) -> list[int | None]:
    """For each, the innermost earlier one of whose content a single span holds its cue and content."""
    result: list[int | None] = []
    opened: list[int] = []
    for index, one in enumerate(made):
        start = one.cue[0][0] if one.cue else one.content[0][0]
        first, last = one.content[0][0], one.content[-1][1]
        opened = [i for i in opened if made[i].content[-1][1] > first]
        outer = [i for i in opened if any(s <= start < e and s <= first and last <= e for s, e in made[i].content)]
        result.append(outer[-1] if outer else None)
        opened.append(index)
    return result
