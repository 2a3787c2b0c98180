"""The cue beside a quotation: in the words behind it, before it, on the line above, or a name after a dash."""

from __future__ import annotations

import re

from spacy.tokens import Token

from claimtrack.extract.lexicon import Verb
from claimtrack.extract.reading import Reading
from claimtrack.extract.sources import Agent, Mention, agent_of, mention_of

_GAP_LIMIT = 60
"""Tokens between a quotation and its cue at most."""
_SENTENCE_END = frozenset({".", "!", "?"})

Cue = tuple[Token, Verb | None, Agent, bool]
"""Verb, its entry, who speaks, and whether the evidence is as strong as a colon or comma before the
quotation."""


def _verb_entry(reading: Reading, token: Token) -> Verb | None:
    return next((entry for entry in reading.lexicon.verbs.get(token.lemma_.lower(), ()) if "q" in entry.frames), None)


def cue_after(reading: Reading, index: int) -> Cue | None:
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
    for token in _cue_candidates(words):
        entry = _verb_entry(reading, token)
        if entry is None:
            continue
        if (
            token.dep_ in ("relcl", "acl")
            and token.i > words[0].i + 1
            and any(t.dep_ == "ROOT" and _verb_entry(reading, t) for t in words)
        ):
            continue
        agent = _agent_near(token, words)
        if token.lower_ == "told" and token.i == words[-1].i:  # a headline's "…, court told"
            agent = Agent(None, True)
        if agent.mention is None and (token.tag_ in ("VBG", "VB") or inner_last == "."):
            continue
        return token, entry, agent, False
    return _any_verb(words) if inner_last in (",", "?", "!") else None


def _any_verb(words: list[Token]) -> Cue | None:
    """A verb of no lexicon that a person governs right behind a quotation's comma (“…,” the keeper shot back)."""
    verb = next((t for t in words if t.tag_ in ("VBD", "VBZ")), None)
    if verb is None or verb.pos_ == "AUX" or verb.i - words[0].i > 8:
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i >= words[0].i), None)
    if (
        subject is None
        or subject.pos_ not in ("PROPN", "PRON", "NOUN")
        or subject.lower_ in ("it", "which", "that", "this")
    ):
        return None
    return verb, None, Agent(mention_of(subject)), False


def _cue_candidates(words: list[Token]) -> list[Token]:
    """The verbs in order, then the nouns that the tagger may have taken a verb for ("says", "claims")."""
    verbs = [t for t in words if t.pos_ in ("VERB", "AUX")]
    return verbs + [t for t in words if t.pos_ == "NOUN" and t.lower_.endswith("s")]


def _agent_near(verb: Token, words: list[Token]) -> Agent:
    agent = agent_of(verb)
    inside = agent.mention is not None and words[0].i <= agent.mention.head <= words[-1].i
    if inside:
        return agent
    return Agent(_noun_beside(verb, words), agent.passive and agent.mention is None)


def _noun_beside(verb: Token, words: list[Token]) -> Mention | None:
    """The noun phrase that the parser missed as subject: right behind an inverted cue, else the nearest
    before it."""
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


def cue_before(reading: Reading, index: int) -> Cue | None:
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
    """A cue in the paragraph above that ends with a colon: "He said:"."""
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
    for token in reversed(_cue_candidates(words)):
        entry = _verb_entry(reading, token)
        if entry is None:
            continue
        agent = agent_of(token)
        if agent.mention is None or token.pos_ == "NOUN":
            agent = _agent_near(token, words)
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


_SIGNED = re.compile(
    r"[\s\xa0]{0,3}(?P<dash>[―—–]|--?)[\s\xa0]{0,2}(?P<name>[A-Z][^\n,:;!?]{2,60})(?:,[^\n]{0,120})?(?=\n|$)"
)


def signature(reading: Reading, index: int) -> tuple[int, Mention] | None:
    """The name after a dash that closes a quotation ("… again." — Jane Roe), with the dash's token."""
    quote = reading.quotes[index]
    match = _SIGNED.match(reading.text, quote.end)
    if match is None or len(match.group("name").split()) > 7:
        return None
    name_end = match.start("name") + len(match.group("name").rstrip(" \xa0."))
    first, last = reading.first_token_from(match.start("name")), reading.token_at(name_end - 1) + 1
    dash = reading.token_at(match.start("dash"))
    if not dash < first < last or any(t.pos_ in ("VERB", "AUX") for t in reading.doc[first:last]):
        return None
    return dash, Mention(first, last, last - 1)
