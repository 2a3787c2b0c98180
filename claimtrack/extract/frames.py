"""Attributions from the dependency parse: a cue verb, noun or preposition with the frame its lexicon entry allows."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from claimtrack.extract.lexicon import Verb
from claimtrack.extract.reading import Reading
from claimtrack.extract.sources import SUBJECTS, Agent, Mention, agent_of, mention_of
from claimtrack.vocabulary import Stance

_CUE_PARTS = frozenset({"aux", "auxpass", "neg", "prt"})
_PRO_FORMS = frozenset({"that", "this", "it", "these", "those", "so", "them"})
_TEMPORAL = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight".split())


@dataclass(slots=True)
class Found:
    """An attribution in tokens, before spans, kinds and merging."""

    cue: list[int]
    cue_head: int
    content: list[int]
    mention: Mention | None
    frame: str
    stance: Stance
    attitude: bool
    confidence: float
    passive: bool = False
    nominal: bool = False
    addressee: Token | None = None
    quotes: tuple[int, ...] = ()
    """Quotations that are this one's content whole, beside the tokens."""
    continues: bool = False


def verb_frames(reading: Reading, taken: set[int]) -> list[Found]:
    """What the cue verbs outside `taken` (token indexes that quotations have used) report."""
    found: list[Found] = []
    verbs = reading.lexicon.verbs
    for token in reading.doc:
        if token.pos_ not in ("VERB", "AUX") or token.i in taken:
            continue
        entry = verbs.get(token.lemma_.lower())
        if entry is None:
            continue
        one = _verb_frame(reading, token, entry)
        if one is not None:
            found.append(one)
    return found


def cue_tokens(verb: Token) -> list[int]:
    parts = [verb.i]
    for child in verb.children:
        if (
            child.dep_ in _CUE_PARTS
            or (
                child.dep_ == "advmod"
                and child.lower_ in ("also", "then", "later", "repeatedly", "previously", "not", "never")
            )
        ) and abs(child.i - verb.i) <= 3:
            parts.append(child.i)
    return sorted(parts)


def is_negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def _verb_frame(reading: Reading, verb: Token, entry: Verb) -> Found | None:
    agent = agent_of(verb)
    stance = entry.stance
    match = _complement(reading, verb, entry, agent)
    if match is None:
        return None
    content, frame, confidence = match
    if not content:
        return None
    mention = agent.mention
    if mention is not None and frame == "parenthetical":
        content = [i for i in content if not mention.start <= i < mention.end]
    if mention is None:
        confidence = min(confidence, 0.6)
    return Found(
        cue_tokens(verb),
        verb.i,
        content,
        mention,
        frame,
        stance,
        entry.attitude,
        confidence,
        agent.passive,
        addressee=agent.patient,
    )


def _complement(reading: Reading, verb: Token, entry: Verb, agent: Agent) -> tuple[list[int], str, float] | None:
    frames = entry.frames
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "dative") and c.i > verb.i]
    if "c" in frames:
        clause = _clause(verb, frames)
        if clause is not None:
            return _clause_content(verb, clause), "clause", 0.9 if not entry.attitude else 0.75
    if "op" in frames:
        rest = _rest(verb)
        predicate = [
            c for c in verb.rights if c.dep_ in ("oprd", "ccomp", "xcomp") or (c.dep_ == "dobj" and agent.passive)
        ]
        if rest and predicate:
            return rest, "predicate", 0.8
        if rest and len(objects) == 1 and verb.lemma_ == "call" and not any(c.dep_ == "prep" for c in verb.rights):
            return rest, "predicate", 0.6
    if "a" in frames:
        prep = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "as"), None)
        if prep is None:
            prep = next((g for o in objects for g in o.rights if g.dep_ == "prep" and g.lower_ == "as"), None)
        if prep is not None:
            rest = _rest(verb)
            if agent.passive and agent.patient is not None:
                rest = _subtree(agent.patient) + rest
            return rest, "as", 0.8
    for child in verb.rights:
        if child.dep_ in ("prep", "agent", "prt") and child.lower_ in entry.prepositions:
            if child.dep_ == "prt":
                clause = _clause(verb, frames | {"c"})
                if clause is not None:
                    return _clause_content(verb, clause), "clause", 0.85
                if objects:
                    return _subtree(objects[0]), "object", 0.7
                continue
            inner = [g for g in child.rights if g.dep_ in ("pobj", "pcomp", "ccomp")]
            if inner:
                content = _subtree(inner[0])
                if objects and child.lower_ in ("of", "for") and "o" not in frames:
                    content = _subtree(objects[0]) + content
                    return sorted(set(content)), "object-for", 0.8
                if objects and child.lower_ == "for":
                    return sorted(set(_subtree(objects[0]) + _subtree(child))), "object-for", 0.8
                return content, f"prep-{child.lower_}", 0.7
    if "oi" in frames and objects:
        inf = next((c for c in verb.rights if c.dep_ in ("xcomp", "ccomp", "advcl") and _is_to(c)), None)
        if inf is not None:
            return _subtree(inf), "object-infinitive", 0.8
    if "i" in frames or ("oi" in frames and agent.passive):
        inf = next((c for c in verb.rights if c.dep_ in ("xcomp", "advcl") and _is_to(c)), None)
        if inf is not None:
            return _subtree(inf), "infinitive", 0.75
    if "oi" in frames:
        inf = next((c for c in verb.rights if c.dep_ in ("ccomp", "xcomp") and _is_to(c)), None)
        if inf is not None:
            return _subtree(inf), "infinitive", 0.7
    if "g" in frames:
        ger = next((c for c in verb.rights if c.dep_ in ("xcomp", "pcomp", "ccomp") and c.tag_ == "VBG"), None)
        if ger is not None:
            return _subtree(ger), "gerund", 0.75
    if "o" in frames:
        obj = next((c for c in objects if c.dep_ == "dobj" and c.lower_ not in _TEMPORAL), None)
        if obj is not None:
            return _subtree(obj), "object", 0.6
        if agent.passive and agent.patient is not None and agent.mention is not None:
            return _subtree(agent.patient), "object", 0.55
    if "c" in frames or "q" in frames:
        return _parenthetical(reading, verb)
    return None


def _clause(verb: Token, frames: frozenset[str]) -> Token | None:
    clauses = [
        c for c in verb.children if c.dep_ == "ccomp" and not (c.i > verb.i and _is_to(c) and not _has_subject(c))
    ]
    right = [c for c in clauses if c.i > verb.i]
    if right:
        return right[0]
    if clauses:
        return clauses[-1]
    for child in verb.rights:
        if child.dep_ in ("dobj", "pobj", "dative", "npadvmod", "advmod", "prep", "attr", "advcl"):
            if child.dep_ == "advcl" and any(
                g.dep_ == "mark" and g.lower_ in ("that", "whether") for g in child.children
            ):
                return child
            for inner in child.rights:
                marks = [g for g in inner.children if g.dep_ == "mark" and g.lower_ in ("that", "whether")]
                if inner.dep_ in ("ccomp", "acl", "relcl", "advcl") and marks and marks[0].i == inner.left_edge.i:
                    return inner
        if (
            child.dep_ == "xcomp"
            and not _is_to(child)
            and child.pos_ in ("VERB", "AUX")
            and child.tag_ in ("VBD", "VBZ", "VBP", "MD")
        ):
            return child
    return None


def _has_subject(token: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in token.children)


def _is_to(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def _subtree(token: Token) -> list[int]:
    return [t.i for t in token.subtree]


def _clause_content(verb: Token, clause: Token) -> list[int]:
    """The clause's own words; one that ends its sentence keeps what the parser hung on the cue behind it."""
    return [t.i for t in clause.subtree if t.i != verb.i]


def _rest(verb: Token) -> list[int]:
    """Everything the verb governs to its right."""
    skip = ("punct", "agent", "conj", "cc", "advcl", "npadvmod")
    return sorted({t.i for c in verb.rights if c.dep_ not in skip for t in c.subtree})


def _parenthetical(reading: Reading, verb: Token) -> tuple[list[int], str, float] | None:
    """ "…, the council said." where the parser saw no complement: the sentence up to the comma before the cue and its subject."""
    if any(c.dep_ in ("ccomp", "xcomp", "dobj") for c in verb.rights):
        return None
    left = min((c.left_edge.i for c in verb.lefts if c.dep_ in SUBJECTS | {"aux"}), default=verb.i)
    sentence = verb.sent
    comma = left - 1
    while comma > sentence.start and (reading.doc[comma].is_quote or reading.doc[comma].is_space):
        comma -= 1
    if comma <= sentence.start + 1 or reading.doc[comma].text not in (",", "-", "–", "—", "―"):
        return None
    if not (verb.dep_ == "ROOT" or verb.dep_ in ("parataxis", "ccomp", "conj", "dep")):
        return None
    return list(range(sentence.start, comma)), "parenthetical", 0.8


def according_frames(reading: Reading) -> list[Found]:
    """ "According to X, …" in every position: the content is the rest of the sentence."""
    found: list[Found] = []
    for token in reading.doc:
        if token.lower_ != "according":
            continue
        to = next((c for c in token.rights if c.lower_ == "to"), None)
        obj = next((c for c in to.rights if c.dep_ in ("pobj", "pcomp")), None) if to is not None else None
        if to is None or obj is None:
            continue
        mention = mention_of(obj)
        sentence = token.sent
        end = max(mention.end, obj.i + 1)
        content = [i for i in range(sentence.start, sentence.end) if not token.i <= i < end]
        if token.i > sentence.start + 2:
            content = [i for i in content if i < token.i] if sentence.end - end <= 3 else content
        if content:
            found.append(Found([token.i, to.i], token.i, content, mention, "according", Stance.ASSERTS, False, 0.9))
    return found


def noun_frames(reading: Reading) -> list[Found]:
    """ "his claim that …", "the allegation that …", "a promise to …"."""
    found: list[Found] = []
    for token in reading.doc:
        if token.pos_ != "NOUN":
            continue
        entry = reading.lexicon.nouns.get(token.lemma_.lower())
        if entry is None:
            continue
        clause = None
        for child in token.rights:
            if child.dep_ in ("acl", "ccomp", "relcl") and any(
                g.dep_ == "mark" and g.lower_ in ("that", "whether") for g in child.children
            ):
                clause = child
                break
            if (
                child.dep_ == "acl"
                and _is_to(child)
                and entry.stance in (Stance.PROMISES, Stance.DEMANDS, Stance.WANTS, Stance.WARNS)
            ):
                clause = child
                break
        if clause is None:
            continue
        owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
        if owner is None:
            prep = next(
                (
                    c
                    for c in token.rights
                    if c.dep_ in ("prep", "agent") and c.lower_ in ("by", "of", "from") and c.i < clause.i
                ),
                None,
            )
            owner = next((c for c in prep.rights if c.dep_ == "pobj"), None) if prep is not None else None
        mention = mention_of(owner) if owner is not None else None
        found.append(
            Found(
                [token.i],
                token.i,
                _subtree(clause),
                mention,
                "nominal",
                entry.stance,
                entry.attitude,
                0.7 if mention else 0.5,
                nominal=True,
            )
        )
    return found
