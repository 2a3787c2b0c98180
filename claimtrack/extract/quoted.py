"""Quotations that stand as sentences of their own, and the cue beside them: after, before, between, or in an earlier sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from claimtrack.extract.frames import Found, cue_tokens
from claimtrack.extract.lexicon import Verb
from claimtrack.extract.reading import Reading
from claimtrack.extract.sources import Agent, Mention, agent_of, mention_of
from claimtrack.vocabulary import Stance

_GAP_LIMIT = 60
"""Tokens between a quotation and its cue at most."""
_SENTENCE_END = frozenset({".", "!", "?"})


@dataclass(slots=True)
class _Group:
    """Quotations of one attribution, and the cue that was found for them."""

    quotes: list[int]
    found: Found


def quoted(reading: Reading) -> list[Found]:
    """One attribution for each run of quotations in a paragraph that share a speaker."""
    groups: list[_Group] = []
    used_cues: set[int] = set()
    for index, quote in enumerate(reading.quotes):
        if not stands_alone(reading, index):
            continue
        previous = groups[-1] if groups else None
        same_paragraph = previous is not None and reading.quotes[previous.quotes[-1]].paragraph == quote.paragraph
        after = _cue_after(reading, index)
        before = _cue_before(reading, index)
        if before is not None and before[0].i in used_cues:
            if same_paragraph and previous is not None and before[0].i == previous.found.cue_head:
                previous.quotes.append(index)
                if after is not None:
                    used_cues.add(after[0].i)
                continue
            before = None
        if after is not None and after[0].i in used_cues:
            after = None
        chosen = after if after is not None and (before is None or not before[3]) else before
        if chosen is not None:
            verb, verb_entry, agent, _ = chosen
            used_cues.add(verb.i)
            stance = verb_entry.stance if verb_entry is not None else Stance.ASSERTS
            confidence = 0.97 if agent.mention is not None else 0.6
            attitude = verb_entry.attitude if verb_entry is not None else False
            groups.append(
                _Group(
                    [index],
                    Found(
                        cue_tokens(verb),
                        verb.i,
                        [],
                        agent.mention,
                        "quote",
                        stance,
                        attitude,
                        confidence,
                        agent.passive,
                    ),
                )
            )
            continue
        if quote.continues or (
            _opens_paragraph(reading, index) and previous is not None and _close_by(reading, previous, index)
        ):
            confidence = 0.9 if quote.continues else 0.6
            groups.append(_Group([index], _bare(confidence, True)))
        elif same_paragraph and previous is not None:
            previous.quotes.append(index)
        else:
            groups.append(_Group([index], _bare(0.4, False)))
    for group in groups:
        group.found.quotes = tuple(group.quotes)
    return [group.found for group in groups]


def _bare(confidence: float, continues: bool) -> Found:
    frame = "continuation" if continues else "bare"
    return Found([], -1, [], None, frame, Stance.ASSERTS, False, confidence, continues=continues)


def stands_alone(reading: Reading, index: int) -> bool:
    """Whether the quotation is a sentence or clause of its own, and no fragment built into the reporter's sentence."""
    quote = reading.quotes[index]
    text = reading.text
    start, end = reading.paragraphs[quote.paragraph]
    inner = text[quote.start + 1 : quote.end].rstrip("\"”’'» ")
    before = text[start : quote.start].rstrip()
    after = text[quote.end : end].lstrip()
    if len(re.findall(r"\w+", inner)) < 2:
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
    if before[-1] in ".!?\"”’'…)" and (ends_inside or after[:1] in (",", "")):
        return True
    return bool(
        first.isupper()
        and inner[-1:] in ".!?,"
        and len(inner.split()) > 3
        and re.search(r"\b(?:said|says|told \w+|asked|added|replied|wrote|tweeted)$", before)
    )


def _opens_paragraph(reading: Reading, index: int) -> bool:
    quote = reading.quotes[index]
    return not reading.text[reading.paragraphs[quote.paragraph][0] : quote.start].strip()


def _close_by(reading: Reading, previous: _Group, index: int) -> bool:
    return reading.quotes[index].paragraph - reading.quotes[previous.quotes[-1]].paragraph <= 1


Cue = tuple[Token, Verb | None, Agent, bool]
"""Verb, its entry, who speaks, and whether the evidence is as strong as a colon or comma before the quotation."""


def _verb_entry(reading: Reading, token: Token) -> Verb | None:
    return next((entry for entry in reading.lexicon.verbs.get(token.lemma_.lower(), ()) if "q" in entry.frames), None)


def _cue_after(reading: Reading, index: int) -> Cue | None:
    quote = reading.quotes[index]
    doc, text = reading.doc, reading.text
    end = reading.paragraphs[quote.paragraph][1]
    if index + 1 < len(reading.quotes) and reading.quotes[index + 1].paragraph == quote.paragraph:
        end = min(end, reading.quotes[index + 1].start)
    inner_last = text[quote.start : quote.end].rstrip("\"”’'» ")[-1:]
    first = reading.first_token_from(quote.end)
    tokens: list[Token] = []
    for i in range(first, min(len(doc), first + _GAP_LIMIT)):
        token = doc[i]
        if token.idx >= end:
            break
        if token.text in _SENTENCE_END or (token.text == ":" and tokens):
            if token.text == ":":
                return None
            break
        tokens.append(token)
    words = [t for t in tokens if not t.is_space]
    if not words:
        return None
    new_sentence = inner_last in ".…" and words[0].text[:1].isupper() and words[0].pos_ != "PROPN" and len(words) > 3
    if inner_last == "." and len(words) > 12:
        new_sentence = True
    if new_sentence:
        return None
    for token in words:
        entry = _verb_entry(reading, token)
        if entry is None or (token.pos_ not in ("VERB", "AUX", "NOUN")):
            continue
        if (
            token.dep_ in ("relcl", "acl")
            and token.i > words[0].i + 1
            and any(t.dep_ == "ROOT" and _verb_entry(reading, t) for t in words)
        ):
            continue
        agent = _agent_near(reading, token, words)
        if agent.mention is None and token.tag_ in ("VBG", "VB"):
            continue
        if agent.mention is not None and not (words[0].i <= agent.mention.head <= words[-1].i):
            agent = Agent(_noun_beside(token, words))
        if agent.mention is None and inner_last == ".":
            continue
        return token, entry, agent, False
    return None


def _agent_near(reading: Reading, verb: Token, words: list[Token]) -> Agent:
    agent = agent_of(verb)
    inside = agent.mention is not None and words[0].i <= agent.mention.head <= words[-1].i
    if inside:
        return agent
    return Agent(_noun_beside(verb, words), agent.passive and agent.mention is None)


def _noun_beside(verb: Token, words: list[Token]) -> Mention | None:
    """The noun phrase that the parser missed as subject: right behind an inverted cue, else the nearest before it."""
    low, high = words[0].i, words[-1].i
    for token in words:
        if token.i > verb.i and token.i - verb.i <= 12 and token.pos_ in ("NOUN", "PROPN", "PRON"):
            if verb.i == low or all(t.i >= verb.i or t.is_punct or t.pos_ == "ADV" for t in words):
                head = _chunk_head(token, high)
                return _clipped(mention_of(head), verb.i + 1, high + 1)
            break
    before = [t for t in words if t.i < verb.i and t.pos_ in ("NOUN", "PROPN", "PRON")]
    if before:
        first = before[0]
        head = _chunk_head(first, verb.i - 1)
        return _clipped(mention_of(head), low, verb.i)
    return None


def _chunk_head(token: Token, limit: int) -> Token:
    head = token
    while (
        head.dep_ in ("compound", "nmod", "poss", "amod", "nummod", "det")
        and head.head.i <= limit
        and head.head.i > head.i
    ):
        head = head.head
    return head


def _clipped(mention: Mention, low: int, high: int) -> Mention:
    return Mention(
        max(low, min(mention.start, mention.head)), min(high, max(mention.end, mention.head + 1)), mention.head
    )


def _cue_before(reading: Reading, index: int) -> Cue | None:
    quote = reading.quotes[index]
    doc, text = reading.doc, reading.text
    paragraph_start = reading.paragraphs[quote.paragraph][0]
    low = paragraph_start
    if index and reading.quotes[index - 1].paragraph == quote.paragraph:
        low = max(low, reading.quotes[index - 1].end)
    gap = text[low : quote.start].rstrip()
    if not gap.strip():
        if low == paragraph_start:
            return _cue_line_above(reading, index)
        return None
    if gap[-1] in ".!?" or (gap[-1] not in ":,—–-―(" and not gap[-1].isalnum()):
        return None
    last = reading.first_token_from(quote.start)
    first = reading.first_token_from(low)
    tokens: list[Token] = []
    for i in range(last - 1, max(first - 1, last - 1 - _GAP_LIMIT), -1):
        token = doc[i]
        if token.text in _SENTENCE_END:
            break
        tokens.append(token)
    tokens.reverse()
    words = [t for t in tokens if not t.is_space]
    return _last_cue(reading, words, gap[-1] == ":")


def _cue_line_above(reading: Reading, index: int) -> Cue | None:
    """ "He said:" as a paragraph of its own above the quotation."""
    number = reading.quotes[index].paragraph
    if number == 0:
        return None
    start, end = reading.paragraphs[number - 1]
    if reading.text[end - 1] != ":":
        return None
    first, last = reading.first_token_from(start), reading.first_token_from(end)
    words: list[Token] = []
    for i in range(last - 1, max(first - 1, last - 1 - _GAP_LIMIT), -1):
        token = reading.doc[i]
        if token.text in _SENTENCE_END:
            break
        words.append(token)
    words.reverse()
    return _last_cue(reading, words, True)


def _last_cue(reading: Reading, words: list[Token], colon: bool) -> Cue | None:
    if not words:
        return None
    for token in reversed(words):
        entry = _verb_entry(reading, token)
        if entry is None or token.pos_ not in ("VERB", "AUX", "NOUN"):
            continue
        agent = _agent_near(reading, token, words)
        if agent.mention is None:
            agent = agent_of(token)
        if agent.mention is None and token.pos_ == "NOUN":
            continue
        distance = words[-1].i - token.i
        if not colon and distance > 12:
            return None
        return token, entry, agent, True
    if colon:
        subject = next((t for t in words if t.dep_ in ("nsubj", "nsubjpass")), None)
        root = next((t for t in words if t.dep_ == "ROOT"), words[-1])
        if subject is not None:
            return root, None, Agent(mention_of(subject)), True
    return None
