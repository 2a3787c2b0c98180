"""Who speaks, by syntax: from a cue's verb or noun to the tokens of its local mention."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from claimtrack.extract.lexicon import Lexicon

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
CUE_PARTS = frozenset({"aux", "auxpass", "neg", "prt"})
_MENTION_LIMIT = 60
"""Tokens a mention may have; a longer subtree is a parse gone wrong and is cut down to its head's phrase."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A local mention: half-open token range, and its head."""

    start: int
    end: int
    head: int


@dataclass(frozen=True, slots=True)
class Agent:
    """The subject side of a cue: who speaks (None where nobody is named), and who is told or accused in a
    passive."""

    mention: Mention | None
    passive: bool = False
    patient: Token | None = None


def agent_of(verb: Token, lexicon: Lexicon | None = None) -> Agent:
    """The speaker of a cue verb: its own subject, one that it shares, or the noun phrase right before it.

    With a lexicon, a second cue that the parser drew into the first one's clause gets the first one's speaker.
    """
    if lexicon is not None:
        first = borrowed_cue(verb, lexicon)
        if first is not None:
            return agent_of(first)
    agent = _agent(verb, 0)
    subject = mistaken_subject(verb)
    if subject is not None:
        return Agent(subject)
    if agent.mention is None and not agent.passive:
        if verb.tag_ in ("VBD", "VBZ", "VBP"):
            return Agent(_phrase_before(verb))
        if verb.tag_ == "VBG":
            return _agent_above(verb)
    return agent


def mistaken_subject(noun: Token) -> Mention | None:
    """The subject of a verb that the parser took for a noun beside it: "the minutes, seen by us, state that …"."""
    if (
        noun.pos_ != "NOUN"
        or noun.dep_ != "appos"
        or any(child.i < noun.i and not child.is_punct for child in noun.children)
    ):
        return None
    clause = next((child for child in noun.rights if child.dep_ in ("ccomp", "acl", "relcl")), None)
    if clause is None or not any(c.dep_ == "mark" and c.i == noun.i + 1 and c.lower_ == "that" for c in clause.lefts):
        return None
    mention = mention_of(noun.head)
    end = noun.i
    while end - 1 > mention.head and noun.doc[end - 1].is_punct:
        end -= 1
    return Mention(mention.start, end, mention.head)


def _agent_above(verb: Token) -> Agent:
    """The subject of the first finite verb above a participle ("After saying that …, she left")."""
    for above in verb.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            agent = _agent(above, 0)
            owner = agent.patient if agent.passive and agent.mention is None else None
            if agent.mention is not None or owner is not None:
                return Agent(mention_of(owner)) if owner is not None else Agent(agent.mention)
    return Agent(None)


def borrowed_cue(verb: Token, lexicon: Lexicon) -> Token | None:
    """The cue to whose subject a verb belongs, though it stands in that cue's clause: same tense, both
    report."""
    if verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    if any(c.dep_ in SUBJECTS | PASSIVE_SUBJECTS for c in verb.children):
        return None
    entries = [entry for entry in lexicon.verbs.get(verb.lemma_.lower(), ()) if not entry.attitude]
    head = verb.head
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    cue = head.head
    if head.dep_ not in ("ccomp", "xcomp") or cue.tag_ != verb.tag_ or head.i < cue.i:
        return None
    is_other_tense = head.tag_ != verb.tag_
    if not any("c" in entry.frames or is_other_tense for entry in entries):
        return None
    return cue if cue.lemma_.lower() in lexicon.verbs else None


def _phrase_before(verb: Token) -> Mention | None:
    """The words right before a finite verb, where the parser gave them to something else."""
    doc = verb.doc
    end = verb.i
    while end > 0 and (doc[end - 1].pos_ == "ADV" or doc[end - 1].dep_ in ("aux", "neg")):
        end -= 1
    if end > 1 and doc[end - 1].text == "," and doc[end - 2].pos_ == "PROPN":
        end -= 1
    start = end
    while start > verb.sent.start and (
        doc[start - 1].pos_ in _PHRASE or doc[start - 1].lower_ in ("and", "of", "'s", "’s")
    ):
        start -= 1
    while start < end and doc[start].pos_ not in ("NOUN", "PROPN", "PRON", "DET", "ADJ"):
        start += 1
    if start >= end or doc[end - 1].pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    head = next((i for i in range(start, end) if i + 1 < end and doc[i + 1].lower_ == "of"), end - 1)
    return Mention(start, end, head)


_PHRASE = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"})


def _agent(verb: Token, depth: int) -> Agent:
    subject = _subject(verb)
    if subject is not None:
        behind = _behind_participle(subject, verb)
        return Agent(behind if behind is not None else mention_of(subject))
    for child in verb.children:
        if child.dep_ in PASSIVE_SUBJECTS:
            return Agent(_by_phrase(verb), True, child)
    if any(child.dep_ == "auxpass" for child in verb.children):
        return Agent(_by_phrase(verb), True, None)
    if depth > 4 or verb.head.i == verb.i:
        return Agent(None)
    head, dep = verb.head, verb.dep_
    if dep == "acl":
        if verb.tag_ == "VBN":
            return Agent(_by_phrase(verb), True, head)
        if head.dep_ == "pobj" and head.head.lower_ in ("to", "with") and head.head.head.pos_ == "VERB":
            return _agent(head.head.head, depth + 1)
        return Agent(mention_of(head))
    if dep == "relcl":
        return Agent(mention_of(head))
    if dep == "xcomp":
        if any(child.dep_ in ("dobj", "dative") for child in head.children) and verb.tag_ != "VBG":
            owner = next(child for child in head.children if child.dep_ in ("dobj", "dative"))
            return Agent(mention_of(owner))
        if head.pos_ == "ADJ" and head.dep_ == "acomp":  # "was careful to say"
            head = head.head
        agent = _agent(head, depth + 1)
        if agent.passive and agent.patient is not None:
            return Agent(mention_of(agent.patient))
        return agent
    if dep in ("conj", "advcl", "ccomp", "dep", "parataxis") and head.pos_ in ("VERB", "AUX"):
        agent = _agent(head, depth + 1)
        if dep == "advcl" and verb.tag_ == "VBD" and verb.is_sent_start:
            return Agent(_by_phrase(verb), True, None)
        if (
            verb.tag_ == "VBN"
            and dep in ("advcl", "conj")
            and not _has_have(verb)
            and (agent.passive or dep == "advcl")
        ):
            return Agent(_by_phrase(verb), True, agent.patient)
        if agent.passive and dep != "ccomp" and agent.patient is not None and not _is_passive(verb):
            return Agent(mention_of(agent.patient))
        return agent
    if dep == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        agent = _agent(head.head, depth + 1)
        charged = agent.patient or next((child for child in head.head.children if child.dep_ == "dobj"), None)
        if head.lower_ == "of" and charged is not None:  # "accused the minister of claiming that"
            return Agent(mention_of(charged))
        return agent
    if dep == "pcomp":
        return Agent(mention_of(head.head)) if head.head.pos_ in ("NOUN", "PROPN") else Agent(None)
    return Agent(None)


def _subject(verb: Token) -> Token | None:
    """The subject; of two the second, where a hyphen shows that the first is half a word ("Cross-examined, she")."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS and child.i != verb.i]
    if len(subjects) > 1 and subjects[1].i < verb.i and verb.doc[subjects[0].i + 1].text == "-":
        return subjects[1]
    return subjects[0] if subjects else None


def _behind_participle(subject: Token, verb: Token) -> Mention | None:
    """The name behind a comma where the parser took a participle for the subject ("Giving evidence, Ms Roe said")."""
    doc = verb.doc
    if subject.dep_ != "csubj" or subject.tag_ != "VBG" or not subject.is_sent_start:
        return None
    commas = (i for i in range(subject.i, verb.i - 1) if doc[i].text == ",")
    start = next((i + 1 for i in commas if doc[i + 1].ent_type_ == "PERSON" or doc[i + 1].pos_ == "PRON"), None)
    if start is None:
        return None
    head = start
    while doc[head + 1].pos_ == "PROPN" and head + 1 < verb.i:
        head += 1
    end = verb.i
    while end - 1 > head and (doc[end - 1].is_punct or doc[end - 1].pos_ in ("ADV", "AUX")):
        end -= 1
    return Mention(start, end, head)


def _has_have(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def _by_phrase(verb: Token) -> Mention | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return mention_of(inner)
    return None


def mention_of(head: Token) -> Mention:
    """The mention around its head: the whole noun phrase with appositions and of-phrases, without relative
    clauses."""
    doc = head.doc
    left, right = head.left_edge.i, head.right_edge.i + 1
    for child in head.rights:
        if child.dep_ in ("relcl", "parataxis", "advcl", "ccomp") and child.left_edge.i < right:
            right = child.left_edge.i
    for i in range(head.i + 2, right):
        if doc[i].tag_ in ("WP", "WDT") and doc[i - 1].text in (",", "–", "—"):
            right = i - 1
            break
    if right - left > _MENTION_LIMIT:
        left = max(left, min((c.left_edge.i for c in head.lefts), default=head.i), head.i - 12)
        right = min(right, head.i + 12)
    while right - 1 > head.i and (
        doc[right - 1].is_punct or doc[right - 1].is_space or doc[right - 1].lower_ in ("and", "who", "which", "that")
    ):
        right -= 1
    while left < head.i and (
        doc[left].is_punct or doc[left].is_space or doc[left].dep_ == "cc" or _is_number(doc[left])
    ):
        left += 1
    right = max(right, head.i + 1)
    if right < len(doc) and doc[right].text == ")" and any(doc[i].text == "(" for i in range(left, right)):
        right += 1
    return Mention(left, right, head.i)


def _is_number(token: Token) -> bool:
    """A minute's or paragraph's number ("33.7") that opens its sentence."""
    return bool(
        token.is_sent_start and token.text[0].isdigit() and token.text.replace(".", "").isdigit() and "." in token.text
    )
