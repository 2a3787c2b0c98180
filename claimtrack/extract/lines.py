"""Attributions by layout: `NAME: words` in transcripts and interviews, and headlines with a colon or a dash."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from claimtrack.extract.frames import Found
from claimtrack.extract.lexicon import table
from claimtrack.extract.reading import Reading
from claimtrack.extract.sources import Mention, mention_of
from claimtrack.vocabulary import Stance

_LABEL = re.compile(
    r"[\"“]?(?P<name>(?:[A-Z][A-Z.'’-]+|Q|A)(?:\s+[A-Z][A-Z.'’-]+){0,4}|(?:[A-Z][\w.'’-]+\s+){0,3}[A-Z][\w.'’-]+)"
    r"(?:\s*\([^()\n]{1,60}\))?\s*:\s+(?=\S)"
)
_NO_LABEL = frozenset(
    {
        "note", "update", "updated", "correction", "clarification", "related", "photo", "picture", "image", "video",
        "audio", "source", "read more", "watch", "listen", "present", "in attendance",
    }
)  # fmt: skip
_NAMELESS = frozenset({"Q", "A"})
_STAGE = re.compile(r"[\"“]?\(?[A-Z]{4,}\.?\)?\.?[\"”]?$")
_ASKS = 3
"""Turns from which on one who asks in half of them is the interviewer."""


def transcript(reading: Reading) -> list[Found]:
    """The turns of a transcript or interview; paragraphs between two labels that have none go on with the turn.

    A label is a name before a colon that comes again, or that stands in capitals where others do. A surname alone
    ("Hale:") needs a second label right before or behind it. What an interviewer says counts as asked, not as claimed.
    """
    labels = _labels(reading)
    turns = [number for number, label in enumerate(labels) if label is not None]
    if not turns:
        return []
    interviewers = _interviewers(reading, labels)
    found: list[Found] = []
    speaking = False
    for number, (start, end) in enumerate(reading.paragraphs):
        label = labels[number]
        if label is not None:
            name = label.group("name")
            first = reading.first_token_from(label.start("name"))
            colon = reading.token_at(text_index(reading.text, label))
            last = reading.first_token_from(end)
            name_end = reading.token_at(label.end("name") - 1) + 1
            if colon + 1 < last and first < name_end:
                speaking = name not in interviewers
                if _asks(reading.text[label.end() : end], all):
                    continue
                mention = Mention(first, name_end, name_end - 1) if name not in _NAMELESS else None
                content = list(range(max(colon + 1, name_end), last))
                found.append(_turn([colon], colon, content, mention, asks=not speaking))
        elif speaking and not _STAGE.match(reading.text[start:end]):
            first, last = reading.first_token_from(start), reading.first_token_from(end)
            if first < last and number < turns[-1]:
                found.append(_turn([], -1, list(range(first, last)), None, continues=True))
    return found


def _labels(reading: Reading) -> list[re.Match[str] | None]:
    """For each paragraph the label it opens with."""
    seen = [_LABEL.match(reading.text, start, end) for start, end in reading.paragraphs]
    seen = [m if m is not None and m.group("name").lower() not in _NO_LABEL else None for m in seen]
    count = Counter(m.group("name") for m in seen if m is not None)
    repeated = {name for name, times in count.items() if times > 1}
    if not repeated:
        capitals = [m if m is not None and m.group("name").isupper() else None for m in seen]
        return capitals if sum(m is not None for m in capitals) > 1 else [None] * len(seen)
    kept = [m if m is not None and m.group("name") in repeated else None for m in seen]
    beside = {
        m.group("name")
        for i, m in enumerate(kept)
        if m is not None and any(0 <= j < len(kept) and kept[j] is not None for j in (i - 1, i + 1))
    }
    return [m if m is not None and (m.group("name") in beside or _full(m.group("name"))) else None for m in kept]


def _full(name: str) -> bool:
    """Whether a label says by itself that it is one: in capitals, or of several words."""
    return name.isupper() or " " in name


def _interviewers(reading: Reading, labels: list[re.Match[str] | None]) -> frozenset[str]:
    """The names, or the Q, of those of whose turns half end in a question."""
    turns: dict[str, list[bool]] = {}
    for label, (_, end) in zip(labels, reading.paragraphs, strict=True):
        if label is not None:
            turns.setdefault(label.group("name"), []).append(_asks(reading.text[label.end() : end], any))
    return frozenset(name for name, asked in turns.items() if len(asked) >= _ASKS and 2 * sum(asked) >= len(asked))


def _asks(words: str, how_many: Callable[[Iterable[bool]], bool]) -> bool:
    """Whether all, or any, of the sentences of a turn are questions."""
    sentences = [part for part in re.split(r"(?<=[.!?…])[”\"']?\s+", words.strip()) if part]
    return how_many(part.rstrip("”\"' ").endswith("?") for part in sentences)


def text_index(text: str, label: re.Match[str]) -> int:
    return text.index(":", label.end("name"), label.end())


def _turn(
    cue: list[int],
    head: int,
    content: list[int],
    mention: Mention | None,
    *,
    continues: bool = False,
    asks: bool = False,
) -> Found:
    stance = Stance.ASKS if asks else Stance.ASSERTS
    return Found(cue, head, content, mention, "turn", stance, False, 0.9 if mention else 0.7, continues=continues)


_KICKERS = frozenset(row[0] for row in table("kickers.tsv"))
_HEAD_COLON = re.compile(r"(?P<left>[^:\n]{2,60}):\s+(?P<right>[^\n]+)")


def headline(reading: Reading) -> list[Found]:
    """A first paragraph with a colon behind who speaks ("Minister: schools will stay open") or behind a
    quotation."""
    if not reading.paragraphs:
        return []
    start, end = reading.paragraphs[0]
    if end - start > 250:
        return []
    if reading.quotes and reading.quotes[0].start == start and reading.quotes[0].end < end:
        return _quoted_headline(reading, end)
    match = _HEAD_COLON.fullmatch(reading.text, start, end)
    if match is None:
        return []
    first = reading.first_token_from(start)
    colon = reading.token_at(match.end("left"))
    last = reading.first_token_from(end)
    words = [reading.doc[i] for i in range(first, colon) if not reading.doc[i].is_punct]
    if " ".join(w.lower_ for w in words if w.lower_ not in ("the", "a", "our")) in _KICKERS:
        return []
    if not words or len(words) > 5 or any(w.pos_ in ("VERB", "AUX") for w in words):
        return []
    nouns = [w for w in words if w.pos_ in ("PROPN", "NOUN")]
    said = reading.doc[colon + 1 : last]
    if not nouns or (len(said) < 6 and not any(w.pos_ in ("VERB", "AUX") or w.is_quote for w in said)):
        return []
    head = nouns[-1]
    mention = Mention(words[0].i, words[-1].i + 1, head.i)
    return [Found([colon], colon, list(range(colon + 1, last)), mention, "headline", Stance.ASSERTS, False, 0.6)]


def _quoted_headline(reading: Reading, end: int) -> list[Found]:
    """A quotation that belongs to the subject behind a colon or dash: "'It was a shambles': residents hit
    out"."""
    quote = reading.quotes[0]
    behind = reading.text[quote.end : end].lstrip()
    if behind[:1] not in (":", "–", "—", "-"):
        return []
    mark = reading.token_at(reading.text.index(behind[0], quote.end))
    last = reading.first_token_from(end)
    subject = next((t for t in reading.doc[mark + 1 : last] if t.dep_ == "nsubj" and t.pos_ in ("NOUN", "PROPN")), None)
    if subject is None:
        return []
    found = Found([mark], mark, [], mention_of(subject), "headline", Stance.ASSERTS, False, 0.6)
    found.quotes = (0,)
    return [found]
