"""Who speaks, by syntax: from a cue's verb or noun to the tokens of its local mention."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_OUTSIDE = frozenset({"relcl", "punct", "cc", "advcl", "parataxis", "prep", "acl", "appos", "ccomp"})
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
    """The subject side of a cue: who speaks (None where nobody is named), and who is told or accused in a passive."""

    mention: Mention | None
    passive: bool = False
    patient: Token | None = None


def agent_of(verb: Token, depth: int = 0) -> Agent:
    """The speaker of a cue verb: its own subject, or the one it shares by conjunction, participle or infinitive."""
    for child in verb.children:
        if child.dep_ in SUBJECTS and child.i != verb.i:
            return Agent(mention_of(child))
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
        return Agent(mention_of(head))
    if dep == "relcl":
        return Agent(mention_of(head))
    if dep == "xcomp":
        if any(child.dep_ in ("dobj", "dative") for child in head.children) and verb.tag_ != "VBG":
            owner = next(child for child in head.children if child.dep_ in ("dobj", "dative"))
            return Agent(mention_of(owner))
        agent = agent_of(head, depth + 1)
        if agent.passive and agent.patient is not None:
            return Agent(mention_of(agent.patient))
        return agent
    if dep in ("conj", "advcl", "ccomp", "dep", "parataxis") and head.pos_ in ("VERB", "AUX"):
        agent = agent_of(head, depth + 1)
        if agent.passive and dep != "ccomp" and agent.patient is not None and not _is_passive(verb):
            return Agent(mention_of(agent.patient))
        return agent
    if dep == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        return agent_of(head.head, depth + 1)
    if dep == "pcomp":
        return Agent(mention_of(head.head)) if head.head.pos_ in ("NOUN", "PROPN") else Agent(None)
    return Agent(None)


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
    """The mention around its head: the whole noun phrase with appositions and of-phrases, without relative clauses."""
    doc = head.doc
    left, right = head.left_edge.i, head.right_edge.i + 1
    for child in head.rights:
        if child.dep_ in ("relcl", "parataxis", "advcl", "ccomp") and child.left_edge.i < right:
            right = child.left_edge.i
    if right - left > _MENTION_LIMIT:
        left = max(left, min((c.left_edge.i for c in head.lefts), default=head.i), head.i - 12)
        right = min(right, head.i + 12)
    while right - 1 > head.i and (
        doc[right - 1].is_punct or doc[right - 1].is_space or doc[right - 1].lower_ in ("and", "who", "which", "that")
    ):
        right -= 1
    while left < head.i and (doc[left].is_punct or doc[left].is_space or doc[left].dep_ == "cc"):
        left += 1
    return Mention(left, max(right, head.i + 1), head.i)
