"""Attributions from the dependency parse: a cue verb, noun or preposition with the frame its lexicon entry
allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from claimtrack.extract.clauses import is_infinitive, subtree
from claimtrack.extract.contents import complement
from claimtrack.extract.lexicon import Verb, table
from claimtrack.extract.reading import Reading
from claimtrack.extract.sources import (
    CUE_PARTS,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    Mention,
    agent_of,
    mention_of,
    mistaken_subject,
)
from claimtrack.vocabulary import Stance


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
        if token.i in taken or not _is_verb(token) or _is_question(token):
            continue
        for entry in verbs.get(token.lemma_.lower(), ()) or _with_word(token, verbs):
            one = _verb_frame(reading, token, entry)
            if one is not None and one.frame != "clause" and _is_charged(reading, token):
                break
            if one is not None:
                found.append(one)
                break
    return found


def _is_charged(reading: Reading, verb: Token) -> bool:
    """Whether it is what somebody is accused of, not said to have said: "accused him of condemning her"."""
    if verb.dep_ != "pcomp" or verb.head.dep_ != "prep":
        return False
    above = (reading.lexicon.verbs.get(token.lemma_, ()) for token in verb.head.ancestors)
    return any(
        entry.stance is Stance.ACCUSES and verb.head.lower_ in entry.prepositions
        for entries in above
        for entry in entries
    )


def _with_word(verb: Token, verbs: Mapping[str, tuple[Verb, ...]]) -> tuple[Verb, ...]:
    """The entries of a verb with the word that makes it a cue: "make clear", "be adamant", "go on"."""
    words = (
        child.lower_
        for child in verb.rights
        if child.dep_ == "prt" or (child.dep_ in ("ccomp", "acomp", "oprd", "advmod") and child.pos_ in ("ADJ", "ADV"))
    )
    keys = (f"{verb.lemma_.lower()} {word}" for word in words)
    return next((verbs[key] for key in keys if key in verbs), ())


def _is_verb(token: Token) -> bool:
    """A verb, or a noun with a subject, which the tagger took a verb for ("the minutes record that")."""
    if token.pos_ == "NOUN":
        return mistaken_subject(token) is not None or (
            token.dep_ in ("ROOT", "ccomp", "conj") and any(c.dep_ == "nsubj" and c.i < token.i for c in token.children)
        )
    return token.pos_ in ("VERB", "AUX")


_SUBJECT_ELSEWHERE = 0.75
"""For a clause whose cue has no subject of its own: a participle, an infinitive, a second verb."""
_NO_WORD_OF_MOUTH = 0.8
"""For a clause after a verb that takes no quotation ("shows", "finds"): what it is may be no statement."""


def _weighed(verb: Token, entry: Verb, frame: str, confidence: float) -> float:
    """Confidence by evidence: a finite speaking verb with its own subject is surest."""
    if frame not in ("clause", "parenthetical"):
        return confidence
    if verb.tag_ == "VB":
        return min(confidence, 0.5)
    if not any(c.dep_ in SUBJECTS | PASSIVE_SUBJECTS for c in verb.children):
        return min(confidence, _SUBJECT_ELSEWHERE)
    return confidence if "q" in entry.frames else min(confidence, _NO_WORD_OF_MOUTH)


def _is_withheld(verb: Token) -> bool:
    """Whether nothing is claimed: "would not say whether", "declined to say when"."""
    if verb.lemma_ == "deny":
        return False
    head = verb.head if verb.dep_ == "xcomp" else verb
    return any(is_negated(one) for one in {verb, head}) or (head.i != verb.i and head.lemma_ in ("decline", "refuse"))


def _is_question(verb: Token) -> bool:
    """Whether it is asked, not reported: "Did you find out that …?"."""
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or verb.dep_ != "ROOT":
        return False
    return any(c.dep_ in ("aux", "auxpass") and c.i < subject.i for c in verb.lefts)


def _is_told(verb: Token, frame: str) -> bool:
    """Whether a headline's subject hears and does not speak: "Mayor lied, inquiry told"."""
    return (
        verb.lower_ == "told" and frame in ("parenthetical", "clause") and all(child.is_punct for child in verb.rights)
    )


def _asks_for_cover(verb: Token) -> bool:
    """Whether a source only stays unnamed: "who asked not to be named"."""
    hidden = next((c for c in verb.rights if c.dep_ == "xcomp"), None)
    if verb.lemma_ not in ("ask", "request") or hidden is None:
        return False
    return (hidden.lemma_ in ("name", "identify", "quote") and is_negated(hidden)) or (
        hidden.lemma_ == "remain" and any(c.lower_ == "anonymous" for c in hidden.rights)
    )


def _is_empty(mention: Mention | None, verb: Token) -> bool:
    """Whether nobody holds what is said to be so: "it is clear that"."""
    return mention is None or verb.doc[mention.head].lower_ in ("it", "this", "that", "what", "which", "there")


def cue_tokens(verb: Token) -> list[int]:
    parts = [verb.i]
    for child in verb.children:
        if child.dep_ == "prt" and verb.doc[child.i - 1].text in ("-", "–"):
            continue
        if (
            child.dep_ in CUE_PARTS
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
    agent = agent_of(verb, reading.lexicon)
    stance = entry.stance
    match = complement(reading, verb, entry, agent) if not _asks_for_cover(verb) else None
    if match is None or (verb.lemma_ == "be" and _is_empty(agent.mention, verb)):
        return None
    content, frame, confidence = match
    if not content:
        return None
    mention = agent.mention if not _is_told(verb, frame) else None
    confidence = _weighed(verb, entry, frame, confidence)
    if mention is None:
        if stance is Stance.ASKS or (not agent.passive and (stance is Stance.WANTS or frame.startswith("object"))):
            return None
        confidence = min(confidence, 0.6)
    return Found(
        cue_tokens(verb),
        verb.i,
        content,
        mention,
        frame,
        stance,
        entry.attitude or _is_withheld(verb),
        confidence,
        agent.passive,
        addressee=agent.patient,
    )


def according_frames(reading: Reading) -> list[Found]:
    """The rest of each sentence with "according to X", in every position."""
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
    """The clauses of reporting nouns: "his claim that …", "the allegation that …", "a promise to …"."""
    found: list[Found] = []
    for token in reading.doc:
        if token.pos_ != "NOUN":
            continue
        entry = reading.lexicon.nouns.get(token.lemma_.lower())
        if entry is None or _carries(reading, token):
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
                and is_infinitive(child)
                and entry.stance in (Stance.PROMISES, Stance.DEMANDS, Stance.WANTS, Stance.WARNS)
            ):
                clause = child
                break
        if clause is None:
            continue
        mention = _owner(token, clause)
        found.append(
            Found(
                [token.i],
                token.i,
                subtree(clause),
                mention,
                "nominal",
                entry.stance,
                entry.attitude,
                0.7 if mention else 0.5,
                nominal=True,
            )
        )
    return found


def _carries(reading: Reading, noun: Token) -> bool:
    """Whether a verb of saying only says it there: "said in a statement that"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "in":
        return False
    entries = reading.lexicon.verbs.get(noun.head.head.lemma_.lower(), ())
    return any({"q", "c"} <= entry.frames for entry in entries)


def _owner(noun: Token, clause: Token) -> Mention | None:
    """Whose claim it is: a possessive, a name in front, a by-phrase, or a light verb's subject ("made the
    claim that")."""
    owner = next((c for c in noun.lefts if c.dep_ == "poss" or c.tag_ == "PRP$"), None)
    if owner is not None:
        return mention_of(owner)
    for child in noun.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "of", "from") and child.i < clause.i:
            inner = next((c for c in child.rights if c.dep_ == "pobj"), None)
            if inner is not None:
                return mention_of(inner)
    names = [c for c in noun.lefts if c.dep_ in ("compound", "nmod", "amod") and c.pos_ == "PROPN"]
    if names and names[-1].i == noun.i - 1:
        return Mention(names[0].left_edge.i, noun.i, names[-1].i)
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_ in LIGHT_VERBS:
        return agent_of(verb).mention
    return None


LIGHT_VERBS = frozenset(row[0] for row in table("light_verbs.tsv"))
"""Verbs whose subject is the source of their object: "made the claim", "expressed concern"."""
