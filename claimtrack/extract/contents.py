"""What a cue verb's frame says was said: clause, infinitive, object, predicate or preposition, as token indexes."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Token

from claimtrack.extract.lexicon import Verb
from claimtrack.extract.reading import Reading
from claimtrack.extract.sources import CUE_PARTS, PASSIVE_SUBJECTS, SUBJECTS, Agent, borrowed_cue
from claimtrack.vocabulary import Stance

_TEMPORAL = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight".split())

Complement = tuple[list[int], str, float]
"""Content tokens, frame name, confidence."""


def complement(reading: Reading, verb: Token, entry: Verb, agent: Agent) -> Complement | None:
    frames = entry.frames
    if "c" in frames:
        aside = _parenthetical(reading, verb)
        if aside is not None:
            return aside, "parenthetical", 0.92 if not entry.attitude else 0.6
        content = _clause(reading, verb, frames)
        if content:
            return content, "clause", 0.92 if not entry.attitude else 0.6
        content = _as_aside(verb)
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
    """ "He is alleged to have sold the land": the subject of the passive with its infinitive, said by nobody named."""
    if "c" not in frames or not agent.passive or agent.patient is None or agent.mention is not None:
        return None
    inf = next((c for c in verb.rights if c.dep_ in ("xcomp", "advcl") and is_infinitive(c)), None)
    if inf is None or agent.patient.i > verb.i or inf.lemma_ in reading.lexicon.verbs:
        return None
    return sorted(set(subtree(agent.patient) + subtree(inf))), "raised", 0.6


def _quoted_rest(reading: Reading, verb: Token, frames: frozenset[str]) -> Complement | None:
    """ "promised 'full disclosure' of it": an object with quoted words in it, after a verb of speaking."""
    if "q" not in frames or "c" not in frames:
        return None
    rest = _rest(verb)
    if not any(reading.is_quoted(reading.doc[i]) for i in rest) or not any(
        c.dep_ in ("dobj", "acomp", "oprd") for c in verb.rights
    ):
        return None
    return rest, "quoted-object", 0.7


def _as_aside(verb: Token) -> list[int]:
    """ "As she told the panel, the gate was shut": the sentence around the aside."""
    if verb.dep_ != "advcl" or not any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in verb.lefts):
        return []
    if verb.head.pos_ not in ("VERB", "AUX"):
        return []
    aside = {t.i for t in verb.subtree}
    return [t.i for t in verb.head.subtree if t.i not in aside]


_MARK_WITHIN = 10
"""Tokens between a cue and its "that" at most, where the parse has lost the clause."""


def _marked_later(reading: Reading, verb: Token, frames: frozenset[str]) -> Complement | None:
    """ "told friends, I gather, that …" where the parse is broken: from the conjunction to the sentence's end."""
    if "c" not in frames or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN", "VBG"):
        return None
    end = verb.sent.end
    for i in range(verb.i + 1, min(end - 3, verb.i + _MARK_WITHIN)):
        token = reading.doc[i]
        if (token.pos_ in ("VERB", "AUX") and token.dep_ not in ("parataxis", "ccomp")) or token.text in ";:":
            return None
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i != verb.i:
            return list(range(i, _shortened(reading, verb, i, end))), "clause", 0.7
    return None


def _predicate(verb: Token, frames: frozenset[str], agent: Agent) -> Complement | None:
    """ "calls it a scandal", "described X as a liar": object and predicate together."""
    if "op" in frames and not (verb.dep_ == "acl" and agent.mention is None):
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


def _prepositional(reading: Reading, verb: Token, entry: Verb, agent: Agent) -> Complement | None:
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "dative")]
    judges = entry.stance in (Stance.ACCUSES, Stance.PRAISES)
    if judges and any(g.dep_ == "prep" and g.lower_ in entry.prepositions for o in objects for g in o.rights):
        return _rest(verb), "object-for", 0.8
    for child in verb.rights:
        if child.lower_ not in entry.prepositions or child.dep_ not in ("prep", "prt"):
            continue
        inner = [g for g in child.rights if g.dep_ in ("pobj", "pcomp", "ccomp")]
        if child.dep_ == "prt" and not inner:
            content = _clause(reading, verb, entry.frames | {"c"})
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
            return _rest(verb), "object-for", 0.8
        after = {t.i for c in verb.rights if c.i > child.i and c.dep_ in ("xcomp", "prep", "ccomp") for t in c.subtree}
        content = sorted({i for i in subtree(child) if i != child.i} | after)
        return _cut(reading, verb, content), f"prep-{child.lower_}", 0.7
    lead = next((c for c in verb.rights if c.dep_ == "ccomp" and c.left_edge.lower_ in entry.prepositions), None)
    if lead is not None and _has_subject(lead):
        return [i for i in subtree(lead) if i != lead.left_edge.i], f"prep-{lead.left_edge.lower_}", 0.7
    return None


def _cut(reading: Reading, verb: Token, content: list[int]) -> list[int]:
    """Content without a closing participle, concession or relative clause behind a comma."""
    return content[: bisect_left(content, _shortened(reading, verb, content[0], content[-1] + 1))]


def _infinitive(reading: Reading, verb: Token, frames: frozenset[str], agent: Agent) -> Complement | None:
    objects = [c for c in verb.rights if c.dep_ in ("dobj", "dative")]
    if "oi" in frames and objects:
        inf = next((c for c in verb.rights if c.dep_ in ("xcomp", "ccomp", "advcl") and is_infinitive(c)), None)
        if inf is not None:
            return _to_the_end(reading, verb, subtree(inf)), "object-infinitive", 0.8
    if "i" in frames or ("oi" in frames and agent.passive):
        inf = next((c for c in verb.rights if c.dep_ in ("xcomp", "advcl") and is_infinitive(c)), None)
        if inf is not None:
            return _to_the_end(reading, verb, subtree(inf)), "infinitive", 0.75
    if "oi" in frames:
        inf = next((c for c in verb.rights if c.dep_ in ("ccomp", "xcomp") and is_infinitive(c)), None)
        if inf is not None:
            return subtree(inf), "infinitive", 0.7
    if "g" in frames:
        ger = next((c for c in verb.rights if c.dep_ in ("xcomp", "pcomp", "ccomp") and c.tag_ == "VBG"), None)
        if ger is not None:
            return subtree(ger), "gerund", 0.8
    return None


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
        return _cut(reading, verb, rest), "object", 0.6
    if agent.passive and agent.patient is not None and agent.mention is not None:
        clause = next((c for c in agent.patient.rights if c.dep_ in ("acl", "ccomp", "relcl") and _marked(c)), None)
        if clause is not None and agent.patient.lemma_ in reading.lexicon.nouns:
            return subtree(clause), "object", 0.7
        return subtree(agent.patient), "object", 0.55
    return None


def _clause(reading: Reading, verb: Token, frames: frozenset[str]) -> list[int]:
    """The words of the clause that the verb governs, without the verb; empty where there is none."""
    clauses = [
        c
        for c in verb.children
        if c.dep_ == "ccomp" and not (c.i > verb.i and is_infinitive(c) and not _has_subject(c))
    ]
    right = [c for c in clauses if c.i > verb.i]
    if right:
        return _to_the_end(reading, verb, [t.i for c in right for t in c.subtree])
    if clauses:
        return [t.i for t in clauses[-1].subtree if t.i != verb.i]
    clause = _misplaced(verb, frames)
    if clause is not None:
        return _to_the_end(reading, verb, subtree(clause))
    return []


def _misplaced(verb: Token, frames: frozenset[str]) -> Token | None:
    """A clause that the parser hung below the verb's object or adverbial."""
    for child in verb.rights:
        if child.dep_ == "advcl" and (_marked(child) or _is_bare_clause(child)):
            return child
        if child.dep_ == "xcomp" and not is_infinitive(child) and child.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return child
        if child.dep_ in ("relcl", "acl") and child.left_edge.lower_ == "that" and child.left_edge.tag_ == "IN":
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


def _is_bare_clause(token: Token) -> bool:
    """A finite clause with a subject and no conjunction of time, cause or condition."""
    if not _is_finite(token) or not _has_subject(token):
        return False
    return not any(c.dep_ in ("mark", "advmod") and c.tag_ in ("IN", "WRB") for c in token.lefts)


def _marked(token: Token) -> bool:
    return any(g.dep_ == "mark" and g.lower_ in ("that", "whether") for g in token.children)


def _is_finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ != "TO" for c in token.children
    )


_STOPS = frozenset(",;.?!—–―)")


def _to_the_end(reading: Reading, verb: Token, content: list[int]) -> list[int]:
    """The clause with what the parser hung elsewhere right behind it, and without what it wrongly drew in.

    Behind it: the words up to the next comma or the cue's next verb. Wrongly in it: the cue's own second verb ("said it was
    wrong and warned …"), a closing participle, concession or relative clause behind a comma.
    """
    doc = reading.doc
    first, last = min(content), max(content)
    if first < verb.i:
        return content
    stops = {
        c.left_edge.i if c.dep_ != "conj" else c.i
        for head in (verb, *verb.ancestors)
        for c in head.rights
        if c.dep_ in ("advcl", "parataxis") or (c.dep_ == "conj" and c.pos_ in ("VERB", "AUX") and _is_finite(c))
    }
    at = last + 1
    while at < verb.sent.end:
        token = doc[at]
        if token.text in _STOPS or token.is_space or at in stops:
            break
        if token.dep_ == "cc" and any(at < stop <= at + 4 for stop in stops):
            break
        at += 1
    end = _shortened(reading, verb, first, at)
    return [i for i in range(first, end) if i != verb.i]


def _shortened(reading: Reading, verb: Token, first: int, end: int) -> int:
    doc = reading.doc
    for i in range(first + 2, end):
        token = doc[i]
        if token.text == "," and i + 1 < end and not doc[i - 1].is_digit:
            following = doc[i + 1]
            if following.pos_ == "ADV" and i + 2 < end:
                following = doc[i + 2]
            is_tail = (
                (following.tag_ == "VBG" and following.dep_ in ("advcl", "xcomp", "dep"))
                or following.lower_ in ("although", "though")
                or (following.tag_ in ("WDT", "WP") and following.lower_ in ("which", "who"))
            )
            if is_tail and _reaches(doc[i + 1], end) and not reading.is_quoted(token):
                return i
        elif borrowed_cue(token, reading.lexicon) == verb and not reading.is_quoted(token):
            cut = i
            while cut > first and doc[cut - 1].dep_ in ("cc", "advmod", "aux", "neg", "punct"):
                cut -= 1
            return cut
    return end


def _reaches(token: Token, end: int) -> bool:
    """Whether the phrase that starts here runs on to the end: its head's subtree does."""
    head = token
    while head.head.i != head.i and head.head.i >= token.i:
        head = head.head
    return bool(head.right_edge.i + 1 >= end - 1)


def _has_subject(token: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in token.children)


def is_infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.lefts)


def subtree(token: Token) -> list[int]:
    """The token indexes of all that a token governs, itself included, in order."""
    return [t.i for t in token.subtree]


def _rest(verb: Token) -> list[int]:
    """Everything the verb governs to its right."""
    skip = ("punct", "agent", "conj", "cc", "advcl", "npadvmod")
    return sorted({t.i for c in verb.rights if c.dep_ not in skip for t in c.subtree})


def _parenthetical(reading: Reading, verb: Token) -> list[int] | None:
    """ "The road, she said, would stay shut": the sentence around a cue with its subject that punctuation parts from it."""
    doc, sentence = reading.doc, verb.sent
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS | PASSIVE_SUBJECTS), None)
    if subject is None or subject.lower_ in ("you", "that", "which", "who"):
        return None
    low = min(subject.left_edge.i, verb.i, *(c.i for c in verb.lefts if c.dep_ in CUE_PARTS))
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
    if right and doc[right[0]].tag_ == "VBG" and doc[right[0]].lower_ not in ("including", "excluding"):
        right = []
    if not right and not any(_is_main(doc[i], verb) for i in left) and not _is_headline(reading, verb, len(left)):
        return None
    return left + right


def _is_headline(reading: Reading, verb: Token, words: int) -> bool:
    """A paragraph without a full stop, of which the cue is the close ("Three hurt in blast, say police")."""
    start, end = reading.paragraphs[reading.paragraph_of(verb.idx)]
    return words >= 4 and end - start <= 160 and reading.text[end - 1] not in ".?!:,;" and end - verb.idx <= 60


def _is_main(token: Token, verb: Token) -> bool:
    """Whether a verb before the cue heads a sentence of its own, and no subordinate clause of the cue's."""
    if token.pos_ not in ("VERB", "AUX") or not _has_subject(token) or any(c.dep_ == "mark" for c in token.lefts):
        return False
    return not (token.dep_ in ("advcl", "relcl", "acl") and token.head.i == verb.i)


_ASIDE = (",", "-", "–", "—", "―", "--")
