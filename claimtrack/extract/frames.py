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
        for entry in verbs.get(token.lemma_.lower(), ()):
            one = _verb_frame(reading, token, entry)
            if one is not None:
                found.append(one)
                break
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


Complement = tuple[list[int], str, float]
"""Content tokens, frame name, confidence."""


def _complement(reading: Reading, verb: Token, entry: Verb, agent: Agent) -> Complement | None:
    frames = entry.frames
    if "c" in frames:
        aside = _parenthetical(reading, verb)
        if aside is not None:
            return aside, "parenthetical", 0.9 if not entry.attitude else 0.7
        content = _clause(reading, verb, frames)
        if content:
            return content, "clause", 0.9 if not entry.attitude else 0.7
    return (
        _predicate(verb, frames, agent)
        or _prepositional(reading, verb, entry)
        or _infinitive(verb, frames, agent)
        or _object(verb, frames, agent)
    )


def _predicate(verb: Token, frames: frozenset[str], agent: Agent) -> Complement | None:
    """ "calls it a scandal", "described X as a liar": object and predicate together."""
    if "op" in frames:
        rest = _rest(verb)
        predicate = [
            c for c in verb.rights if c.dep_ in ("oprd", "ccomp", "xcomp") or (c.dep_ == "dobj" and agent.passive)
        ]
        objects = [c for c in verb.rights if c.dep_ in ("dobj", "dative")]
        if (
            rest
            and (predicate or len(objects) > 1)
            and not any(c.lower_ in ("for", "on") and c.i == verb.i + 1 for c in verb.rights)
        ):
            return rest, "predicate", 0.8
    if "a" in frames:
        prep = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "as"), None)
        if prep is None:
            objects = [c for c in verb.rights if c.dep_ in ("dobj", "dative")]
            prep = next((g for o in objects for g in o.rights if g.dep_ == "prep" and g.lower_ == "as"), None)
        if prep is not None:
            rest = _rest(verb)
            if agent.passive and agent.patient is not None:
                rest = _subtree(agent.patient) + rest
            return rest, "as", 0.8
    return None


def _prepositional(reading: Reading, verb: Token, entry: Verb) -> Complement | None:
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "dative")]
    for child in verb.rights:
        if child.lower_ not in entry.prepositions or child.dep_ not in ("prep", "prt"):
            continue
        if child.dep_ == "prt":
            content = _clause(reading, verb, entry.frames | {"c"})
            if content:
                return content, "clause", 0.85
            if objects:
                return _rest(verb), "object", 0.7
            continue
        inner = [g for g in child.rights if g.dep_ in ("pobj", "pcomp", "ccomp")]
        if not inner:
            continue
        if objects:
            return _rest(verb), "object-for", 0.8
        after = {t.i for c in verb.rights if c.i > child.i and c.dep_ in ("xcomp", "prep", "ccomp") for t in c.subtree}
        return sorted({i for i in _subtree(child) if i != child.i} | after), f"prep-{child.lower_}", 0.7
    return None


def _infinitive(verb: Token, frames: frozenset[str], agent: Agent) -> Complement | None:
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "dative")]
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
            return _subtree(ger), "gerund", 0.8
    return None


def _object(verb: Token, frames: frozenset[str], agent: Agent) -> Complement | None:
    if "o" not in frames:
        return None
    obj = next((c for c in verb.rights if c.dep_ == "dobj" and c.lower_ not in _TEMPORAL), None)
    if obj is not None:
        return _rest(verb), "object", 0.6
    if agent.passive and agent.patient is not None and agent.mention is not None:
        return _subtree(agent.patient), "object", 0.55
    return None


def _clause(reading: Reading, verb: Token, frames: frozenset[str]) -> list[int]:
    """The words of the clause that the verb governs, without the verb; empty where there is none."""
    clauses = [
        c for c in verb.children if c.dep_ == "ccomp" and not (c.i > verb.i and _is_to(c) and not _has_subject(c))
    ]
    right = [c for c in clauses if c.i > verb.i]
    if right:
        return _to_the_end(reading, verb, [t.i for c in right for t in c.subtree])
    if clauses:
        return [t.i for t in clauses[-1].subtree if t.i != verb.i]
    clause = _misplaced(verb, frames)
    if clause is not None:
        return _to_the_end(reading, verb, _subtree(clause))
    return []


def _misplaced(verb: Token, frames: frozenset[str]) -> Token | None:
    """A clause that the parser hung below the verb's object or adverbial."""
    for child in verb.rights:
        if child.dep_ == "advcl" and _marked(child):
            return child
        if child.dep_ == "xcomp" and not _is_to(child) and child.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return child
        if child.dep_ not in ("dobj", "pobj", "dative", "npadvmod", "advmod", "prep", "attr"):
            continue
        for inner in child.subtree:
            if inner.i == child.i or inner.dep_ not in ("ccomp", "acl", "relcl", "advcl"):
                continue
            if _marked(inner) and inner.left_edge.lower_ in ("that", "whether", "if"):
                return inner
            if "d" in frames and inner.dep_ in ("relcl", "acl", "ccomp") and _is_finite(inner):
                first = inner.left_edge.lower_
                if first not in ("who", "which", "whom", "whose", "where", "when") and _has_subject(inner):
                    return inner
    return None


def _marked(token: Token) -> bool:
    return any(g.dep_ == "mark" and g.lower_ in ("that", "whether") for g in token.children)


def _is_finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ != "TO" for c in token.children
    )


_STOPS = frozenset(",;:.?!—–―)")


def _to_the_end(reading: Reading, verb: Token, content: list[int]) -> list[int]:
    """The clause, with the words behind it that the parser hung elsewhere, up to the next comma or the cue's next verb."""
    first, last = min(content), max(content)
    end = verb.sent.end
    stops = {
        c.left_edge.i
        for head in (verb, *verb.ancestors)
        for c in head.rights
        if c.dep_ in ("cc", "conj", "advcl", "parataxis")
    }
    inside = set(content)
    at = last + 1
    while at < end:
        token = reading.doc[at]
        if token.text in _STOPS or token.is_space or at in stops:
            break
        at += 1
    return sorted(inside | set(range(first, at)) - {verb.i} if first > verb.i else inside)


def _has_subject(token: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in token.children)


def _is_to(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def _subtree(token: Token) -> list[int]:
    return [t.i for t in token.subtree]


def _rest(verb: Token) -> list[int]:
    """Everything the verb governs to its right."""
    skip = ("punct", "agent", "conj", "cc", "advcl", "npadvmod")
    return sorted({t.i for c in verb.rights if c.dep_ not in skip for t in c.subtree})


def _parenthetical(reading: Reading, verb: Token) -> list[int] | None:
    """ "The road, she said, would stay shut": the sentence around a cue with its subject that punctuation parts from it."""
    doc, sentence = reading.doc, verb.sent
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None or subject.lower_ in ("you", "that", "which", "who"):
        return None
    low = min(subject.left_edge.i, verb.i, *(c.i for c in verb.lefts if c.dep_ in _CUE_PARTS))
    high = max(subject.right_edge.i if subject.i > verb.i else verb.i, verb.i)
    for child in verb.rights:
        if child.dep_ in ("npadvmod", "advmod", "prep", "dobj", "dative", "prt") and child.left_edge.i == high + 1:
            high = child.right_edge.i
    if high - low > 40:
        return None
    before, after = low - 1, high + 1
    while before > sentence.start and (doc[before].is_quote or doc[before].is_space):
        before -= 1
    if before <= sentence.start or doc[before].text not in _ASIDE:
        return None
    if after < sentence.end and doc[after].text not in (*_ASIDE, ".", "?", "!", ";", ":") and not doc[after].is_space:
        return None
    if after < sentence.end and doc[after].text == ":":
        return None
    left = list(range(sentence.start, before))
    right = list(range(after + 1, sentence.end)) if after < sentence.end and doc[after].text in _ASIDE else []
    if not right and not any(doc[i].pos_ in ("VERB", "AUX") for i in left):
        return None
    return left + right


_ASIDE = (",", "-", "–", "—", "―", "--")


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
