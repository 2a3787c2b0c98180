"""Attributions by layout: `NAME: words` in transcripts and interviews, and headlines with a colon or a dash."""

from __future__ import annotations

import re

from claimtrack.extract.frames import Found
from claimtrack.extract.reading import Reading
from claimtrack.extract.sources import Mention, mention_of
from claimtrack.vocabulary import Stance

_LABEL = re.compile(
    r"[\"“]?(?P<name>(?:[A-Z][A-Z.'’-]+|Q|A)(?:\s+[A-Z][A-Z.'’-]+){0,4}|(?:[A-Z][\w.'’-]+\s+){1,3}[A-Z][\w.'’-]+)"
    r"(?:\s*\([^()\n]{1,60}\))?\s*:\s+(?=\S)"
)
_NO_LABEL = frozenset(
    {"note", "update", "correction", "related", "photo", "video", "read more", "watch", "present", "in attendance"}
)
_NAMELESS = frozenset({"Q", "A"})
_STAGE = re.compile(r"[\"“]?\(?[A-Z]{4,}\.?\)?\.?[\"”]?$")


def transcript(reading: Reading) -> list[Found]:
    """The turns of a text in which at least two labelled paragraphs follow one another; unlabelled paragraphs
    go on."""
    labels = [_LABEL.match(reading.text, start, end) for start, end in reading.paragraphs]
    capitals = [m is not None and m.group("name").isupper() for m in labels]
    names = [m.group("name") for m in labels if m is not None]
    repeated = {name for name in names if names.count(name) > 1}
    if repeated:
        capitals = [label is not None and label.group("name") in repeated for label in labels]
    elif sum(capitals) < 2:
        return []
    found: list[Found] = []
    speaking = False
    for number, (start, end) in enumerate(reading.paragraphs):
        label = labels[number]
        if (
            label is not None
            and (label.group("name") in repeated or capitals[number])
            and label.group("name").lower() not in _NO_LABEL
        ):
            first = reading.first_token_from(label.start("name"))
            colon = reading.token_at(text_index(reading.text, label))
            last = reading.first_token_from(end)
            name_end = reading.token_at(label.end("name") - 1) + 1
            if colon + 1 < last and first < name_end:
                speaking = True
                if _only_asks(reading.text[label.end() : end]):
                    continue
                mention = Mention(first, name_end, name_end - 1) if label.group("name") not in _NAMELESS else None
                found.append(_turn([colon], colon, list(range(max(colon + 1, name_end), last)), mention, False))
        elif speaking and not _STAGE.match(reading.text[start:end]):
            first, last = reading.first_token_from(start), reading.first_token_from(end)
            if first < last and number < _last_label(labels, repeated, capitals):
                found.append(_turn([], -1, list(range(first, last)), None, True))
    return found


def _only_asks(words: str) -> bool:
    """Whether a turn holds questions alone: an interviewer's, who claims nothing."""
    sentences = [part for part in re.split(r"(?<=[.!?…])[”\"']?\s+", words.strip()) if part]
    return all(part.rstrip("”\"' ").endswith("?") for part in sentences)


def text_index(text: str, label: re.Match[str]) -> int:
    return text.index(":", label.end("name"), label.end())


def _last_label(labels: list[re.Match[str] | None], repeated: set[str], capitals: list[bool]) -> int:
    return max(
        (n for n, m in enumerate(labels) if m is not None and (m.group("name") in repeated or capitals[n])), default=-1
    )


def _turn(cue: list[int], head: int, content: list[int], mention: Mention | None, continues: bool) -> Found:
    return Found(
        cue, head, content, mention, "turn", Stance.ASSERTS, False, 0.9 if mention else 0.7, continues=continues
    )


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
