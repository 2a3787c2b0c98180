"""What a cue verb's frame says was said: clause, infinitive, object, predicate or preposition, as token
indexes."""

from __future__ import annotations

from spacy.tokens import Token

from claimtrack.extract.asides import as_aside, parenthetical
from claimtrack.extract.clauses import (
    clause_of,
    cut,
    has_subject,
    is_infinitive,
    is_marked,
    shortened,
    subtree,
    to_the_end,
    without_comment,
)
from claimtrack.extract.lexicon import Verb
from claimtrack.extract.reading import Reading
from claimtrack.extract.sources import Agent
from claimtrack.vocabulary import Stance

_TEMPORAL = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight".split())

Complement = tuple[list[int], str, float]
"""Content tokens, frame name, confidence."""


def complement(reading: Reading, verb: Token, entry: Verb, agent: Agent) -> Complement | None:
    frames = entry.frames
    if "c" in frames:
        aside = parenthetical(reading, verb)
        if aside is not None:
            return aside, "parenthetical", 0.92 if not entry.attitude else 0.6
        content = clause_of(reading, verb, frames)
        if content:
            return content, "clause", 0.92 if not entry.attitude else 0.6
        content = as_aside(verb)
        if content:
            return content, "as-aside", 0.75
    return (
        _predicate(verb, frames, agent)
        or _prepositional(reading, verb, entry, agent)
        or _infinitive(reading, verb, frames, agent)
        or _object(reading, verb, frames, agent)
        or _raised(reading, verb, frames, agent)
        or _quoted_rest(reading, verb, frames)
        or _marked_later(reading, verb, frames)
    )


def _raised(reading: Reading, verb: Token, frames: frozenset[str], agent: Agent) -> Complement | None:
    """The subject of a passive with its infinitive, said by nobody named: "He is alleged to have sold the
    land"."""
    if "c" not in frames or not agent.passive or agent.patient is None or agent.mention is not None:
        return None
    inf = next((c for c in verb.rights if c.dep_ in ("xcomp", "advcl") and is_infinitive(c)), None)
    if inf is None or agent.patient.i > verb.i or inf.lemma_ in reading.lexicon.verbs:
        return None
    return sorted(set(subtree(agent.patient) + subtree(inf))), "raised", 0.6


def _quoted_rest(reading: Reading, verb: Token, frames: frozenset[str]) -> Complement | None:
    """An object with quoted words in it, after a verb of speaking: "promised 'full disclosure' of it"."""
    if "q" not in frames or "c" not in frames:
        return None
    rest = _rest(verb)
    if not any(reading.is_quoted(reading.doc[i]) for i in rest) or not any(
        c.dep_ in ("dobj", "acomp", "oprd") for c in verb.rights
    ):
        return None
    return rest, "quoted-object", 0.7


_MARK_WITHIN = 10
"""Tokens between a cue and its "that" at most, where the parse has lost the clause."""


def _marked_later(reading: Reading, verb: Token, frames: frozenset[str]) -> Complement | None:
    """From the conjunction to the sentence's end, where the parse is broken: "told friends, I gather, that
    …"."""
    if "c" not in frames or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN", "VBG"):
        return None
    end = verb.sent.end
    for i in range(verb.i + 1, min(end - 3, verb.i + _MARK_WITHIN)):
        token = reading.doc[i]
        if (token.pos_ in ("VERB", "AUX") and token.dep_ not in ("parataxis", "ccomp")) or token.text in ";:":
            return None
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i != verb.i:
            return list(range(i, shortened(reading, verb, i, end))), "clause", 0.7
    return None


def _predicate(verb: Token, frames: frozenset[str], agent: Agent) -> Complement | None:
    """Object and predicate together: "calls it a scandal", "described X as a liar"."""
    if "op" in frames and not (verb.dep_ == "acl" and agent.mention is None):
        rest = _rest(verb)
        predicate = [
            c for c in verb.rights if c.dep_ in ("oprd", "ccomp", "xcomp") or (c.dep_ == "dobj" and agent.passive)
        ]
        objects = [c for c in verb.rights if c.dep_ in ("dobj", "dative")]
        if (
            rest
            and (predicate or len(objects) > 1 or _points(verb, objects))
            and not any(c.lower_ in ("for", "on") and c.i == verb.i + 1 for c in verb.rights)
        ):
            return list(range(rest[0], rest[-1] + 1)), "predicate", 0.8
    if "a" in frames:
        prep = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "as"), None)
        if prep is None:
            objects = [c for c in verb.rights if c.dep_ in ("dobj", "dative")]
            prep = next((g for o in objects for g in o.rights if g.dep_ == "prep" and g.lower_ == "as"), None)
        if prep is not None:
            rest = _rest(verb)
            if agent.passive and agent.patient is not None:
                rest = subtree(agent.patient) + rest
            return rest, "as", 0.8
    return None


def _points(verb: Token, objects: list[Token]) -> bool:
    """Whether quotation marks show that "this" is the object and no article: "calls this 'pure invention'"."""
    doc = verb.doc
    return any(
        child.lower_ in ("this", "that", "these", "those") and child.i + 1 < one.i and doc[child.i + 1].is_quote
        for one in objects
        for child in one.lefts
        if child.dep_ == "det"
    )


def _prepositional(reading: Reading, verb: Token, entry: Verb, agent: Agent) -> Complement | None:
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "dative")]
    judges = entry.stance in (Stance.ACCUSES, Stance.PRAISES)
    if judges and any(g.dep_ == "prep" and g.lower_ in entry.prepositions for o in objects for g in o.rights):
        return without_comment(reading, _rest(verb)), "object-for", 0.8
    deed = _deed(verb, entry, objects)
    if deed is not None:
        return [i for i in subtree(deed) if i != deed.i], "object-for", 0.8
    for child in verb.rights:
        if child.lower_ not in entry.prepositions or child.dep_ not in ("prep", "prt"):
            continue
        inner = [g for g in child.rights if g.dep_ in ("pobj", "pcomp", "ccomp")]
        if child.dep_ == "prt" and not inner:
            content = clause_of(reading, verb, entry.frames | {"c"})
            if content:
                return content, "clause", 0.85
            if objects:
                return _rest(verb), "object", 0.7
            continue
        if inner and agent.passive and agent.patient is not None and entry.stance is Stance.ACCUSES:
            return subtree(agent.patient) + subtree(inner[0]), "object-for", 0.7
        if not inner or (agent.passive and agent.mention is None):
            continue
        if objects:
            return without_comment(reading, _rest(verb)), "object-for", 0.8
        after = {t.i for c in verb.rights if c.i > child.i and c.dep_ in ("xcomp", "prep", "ccomp") for t in c.subtree}
        content = sorted({i for i in subtree(child) if i != child.i} | after)
        return cut(reading, verb, content), f"prep-{child.lower_}", 0.7
    for clause in verb.rights:
        if clause.dep_ != "ccomp" or not has_subject(clause):
            continue
        for mark in (clause.left_edge, verb.doc[clause.left_edge.i - 1]):
            if mark.lower_ in entry.prepositions and mark.i > verb.i:
                return [i for i in subtree(clause) if i != mark.i], f"prep-{mark.lower_}", 0.7
    return None


def _deed(verb: Token, entry: Verb, objects: list[Token]) -> Token | None:
    """The "of" before the charge where a relative clause drew it in: "accused the man who led it of lying"."""
    if entry.stance is not Stance.ACCUSES:
        return None
    within = (t for one in objects for clause in one.rights if clause.dep_ == "relcl" for t in clause.subtree)
    return next(
        (
            t
            for t in within
            if t.dep_ == "prep" and t.lower_ in entry.prepositions and any(c.dep_ == "pcomp" for c in t.rights)
        ),
        None,
    )


def _infinitive(reading: Reading, verb: Token, frames: frozenset[str], agent: Agent) -> Complement | None:
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "dative")]
    if "oi" in frames and objects:
        inf = next((c for c in verb.rights if c.dep_ in ("xcomp", "ccomp", "advcl") and is_infinitive(c)), None)
        if inf is not None:
            return _before_that(inf, to_the_end(reading, verb, subtree(inf))), "object-infinitive", 0.8
    if "i" in frames or ("oi" in frames and agent.passive):
        inf = next((c for c in verb.rights if c.dep_ in ("xcomp", "advcl") and is_infinitive(c)), None)
        if inf is not None:
            return to_the_end(reading, verb, subtree(inf)), "infinitive", 0.75
    if "oi" in frames:
        inf = next((c for c in verb.rights if c.dep_ in ("ccomp", "xcomp") and is_infinitive(c)), None)
        if inf is not None:
            return subtree(inf), "infinitive", 0.7
    if "g" in frames:
        ger = next((c for c in verb.rights if c.dep_ in ("xcomp", "pcomp", "ccomp") and c.tag_ == "VBG"), None)
        if ger is not None:
            return subtree(ger), "gerund", 0.8
    return None


def _before_that(infinitive: Token, content: list[int]) -> list[int]:
    """Without a clause behind "and that": it belongs to what was said of the asking ("begged her to go and that …")."""
    clause = next((c for c in infinitive.rights if c.dep_ == "conj" and is_marked(c)), None)
    return [i for i in content if clause is None or i < clause.left_edge.i - 1]


def _object(reading: Reading, verb: Token, frames: frozenset[str], agent: Agent) -> Complement | None:
    if "o" not in frames:
        return None
    obj = next((c for c in verb.rights if c.dep_ == "dobj" and c.lower_ not in _TEMPORAL), None)
    if obj is not None:
        rest = _rest(verb)
        if "og" in frames:
            gerund = next((c for c in verb.rights if c.dep_ == "advcl" and c.tag_ == "VBG"), None)
            if gerund is not None:
                return list(range(rest[0], gerund.right_edge.i + 1)), "object-gerund", 0.8
        return cut(reading, verb, rest), "object", 0.6
    if agent.passive and agent.patient is not None and agent.mention is not None:
        clause = next((c for c in agent.patient.rights if c.dep_ in ("acl", "ccomp", "relcl") and is_marked(c)), None)
        if clause is not None and agent.patient.lemma_ in reading.lexicon.nouns:
            return subtree(clause), "object", 0.7
        own = set(subtree(verb)) if verb.dep_ == "acl" else set()
        return [i for i in subtree(agent.patient) if i not in own], "object", 0.55
    return None


def _rest(verb: Token) -> list[int]:
    """Everything the verb governs to its right."""
    skip = ("punct", "agent", "conj", "cc", "advcl", "npadvmod")
    words = {t.i for c in verb.rights if c.dep_ not in skip for t in c.subtree}
    return sorted(words | {i for last in words for i in _hyphened(verb, last) if words and i < max(words)})


def _hyphened(verb: Token, index: int) -> list[int]:
    """The parts of a hyphenated word behind its first, which the parser may hang elsewhere ("cover-up")."""
    doc = verb.doc
    end = index + 1
    while (
        end + 1 < len(doc) and doc[end].text in ("-", "–") and not doc[end - 1].whitespace_ and not doc[end].whitespace_
    ):
        end += 2
    return list(range(index + 1, end))
