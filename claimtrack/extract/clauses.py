"""The clause that a cue governs, as token indexes: found where the parser put it, and trimmed where it took
too much."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Token

from claimtrack.extract.reading import Reading
from claimtrack.extract.sources import borrowed_cue
from claimtrack.vocabulary import Stance


def cut(reading: Reading, verb: Token, content: list[int]) -> list[int]:
    """Content without a closing participle, concession or relative clause behind a comma."""
    return content[: bisect_left(content, shortened(reading, verb, content[0], content[-1] + 1))]


def clause_of(reading: Reading, verb: Token, frames: frozenset[str]) -> list[int]:
    """The words of the clause that the verb governs, without the verb; empty where there is none."""
    clauses = [
        c for c in verb.children if c.dep_ == "ccomp" and not (c.i > verb.i and is_infinitive(c) and not has_subject(c))
    ]
    right = [_without_adjective(c) for c in clauses if c.i > verb.i]
    right = [c for c in right if c.pos_ != "ADJ" or c.i == right[-1].i]
    if right:
        content = [t.i for c in right for t in c.subtree]
        return to_the_end(reading, verb, [*_beheaded(verb, right[0]), *content])
    if clauses and not any(t.text == ";" for t in verb.doc[clauses[-1].i : verb.i]):
        return [t.i for t in clauses[-1].subtree if t.i != verb.i]
    clause = _misplaced(verb, frames)
    if clause is not None:
        return to_the_end(reading, verb, subtree(clause))
    return []


def _beheaded(verb: Token, clause: Token) -> list[int]:
    """The "that" of a clause whose subject the parser gave to a noun: "said in a note that the papers were copies"."""
    if has_subject(clause) or not is_finite(clause):
        return []
    between = verb.doc[verb.i + 1 : clause.left_edge.i]
    return [t.i for t in between if t.lower_ == "that" and t.dep_ == "mark"][:1]


def _without_adjective(clause: Token) -> Token:
    """The clause below the adjective of a small one: "made it clear that …"."""
    if clause.pos_ != "ADJ" or any(c.dep_ == "cop" or c.pos_ == "AUX" for c in clause.children):
        return clause
    return next((c for c in clause.rights if c.dep_ in ("ccomp", "advcl") and is_marked(c)), clause)


def _misplaced(verb: Token, frames: frozenset[str]) -> Token | None:
    """A clause that the parser hung below the verb's object or adverbial."""
    for child in verb.rights:
        if child.dep_ == "advcl" and (is_marked(child) or _is_bare_clause(child)):
            return child
        if child.dep_ == "xcomp" and not is_infinitive(child) and child.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return child
        if child.dep_ in ("relcl", "acl") and child.left_edge.lower_ == "that" and child.left_edge.tag_ == "IN":
            return child
        if child.dep_ not in ("dobj", "pobj", "dative", "npadvmod", "advmod", "prep", "attr", "acomp"):
            continue
        for inner in child.subtree:
            if inner.i == child.i or inner.dep_ not in ("ccomp", "acl", "relcl", "advcl"):
                continue
            if is_marked(inner) and inner.left_edge.lower_ in ("that", "whether", "if"):
                return inner
            if "d" in frames and inner.dep_ in ("relcl", "acl", "ccomp") and is_finite(inner):
                first = inner.left_edge.lower_
                if first not in ("who", "which", "whom", "whose", "where", "when") and has_subject(inner):
                    return inner
    return None


def _is_bare_clause(token: Token) -> bool:
    """A finite clause with a subject and no conjunction of time, cause or condition."""
    if not is_finite(token) or not has_subject(token):
        return False
    return not any(c.dep_ in ("mark", "advmod") and c.tag_ in ("IN", "WRB") for c in token.lefts)


def is_marked(token: Token) -> bool:
    return any(g.dep_ == "mark" and g.lower_ in ("that", "whether") for g in token.children)


def is_finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ != "TO" for c in token.children
    )


_STOPS = frozenset(",;.?!—–―)")


def to_the_end(reading: Reading, verb: Token, content: list[int]) -> list[int]:
    """The clause with what the parser hung elsewhere right behind it, and without what it wrongly drew in.

    Behind it: the words up to the next comma or the cue's next verb. Wrongly in it: the cue's own second verb
    ("said it was wrong and warned …"), a closing participle, concession or relative clause behind a comma.
    """
    doc = reading.doc
    first, last = min(content), max(content)
    if first < verb.i:
        return content
    stops = {
        c.left_edge.i if c.dep_ != "conj" else c.i
        for head in (verb, *verb.ancestors)
        for c in head.rights
        if c.dep_ in ("advcl", "parataxis")
        or (c.dep_ == "conj" and c.pos_ in ("VERB", "AUX") and is_finite(c) and not (head is verb and is_marked(c)))
    }
    at = last + 1
    while at < verb.sent.end:
        token = doc[at]
        if token.text in _STOPS or token.is_space or at in stops:
            break
        if token.dep_ == "cc" and any(at < stop <= at + 4 for stop in stops):
            break
        at += 1
    end = shortened(reading, verb, first, _over_comma(reading, verb, first, at))
    return without_comment(reading, [i for i in range(first, end) if i != verb.i])


def _over_comma(reading: Reading, verb: Token, first: int, at: int) -> int:
    """The clause's end with a second clause that has its own "that", or is in the tense of report.

    The parser gives both to the narrator: "She said she had locked the gate, and the alarm had been tested".
    """
    doc = verb.doc
    if verb.tag_ != "VBD" or at + 2 >= verb.sent.end or doc[at].text != "," or doc[at + 1].lower_ not in ("and", "but"):
        return at
    second = next((c for c in verb.rights if c.dep_ == "conj" and c.i > at and has_subject(c)), None)
    if second is None or second.left_edge.i < at:
        return at
    if is_marked(second):
        return max(at, second.right_edge.i + 1 - second.right_edge.is_punct)
    if not _is_backshifted(second) or second.lemma_ in reading.lexicon.verbs:
        return at
    reported = next((c for c in verb.rights if c.dep_ == "ccomp" and c.left_edge.i >= first), None)
    is_same = reported is not None and reported.i < at and _is_backshifted(reported)
    return max(at, second.right_edge.i + 1 - second.right_edge.is_punct) if is_same else at


def _is_backshifted(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("had", "would") for c in verb.lefts)


def shortened(reading: Reading, verb: Token, first: int, end: int) -> int:
    doc = reading.doc
    for i in range(first + 2, end):
        token = doc[i]
        if token.text == "," and i + 1 < end and not doc[i - 1].is_digit:
            following = doc[i + 1]
            if following.lower_ == "according" and not reading.is_quoted(token):
                return i
            if following.pos_ == "ADV" and following.lower_ != "even" and i + 2 < end:
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


def without_comment(reading: Reading, content: list[int]) -> list[int]:
    """Content without what the narrator adds of those who dispute it: "…, a claim the trust denies"."""
    for at, index in enumerate(content[2:], 2):
        mark = reading.doc[index - 1]
        if mark.text in _MARKS and not reading.is_quoted(mark) and _is_comment(reading, reading.doc[index]):
            return content[:at]
    return content


_MARKS = frozenset(", – — - ―".split())


def _is_comment(reading: Reading, article: Token) -> bool:
    noun = article.head
    if article.lower_ not in ("a", "an") or article.dep_ != "det":
        return False
    if noun.lower_ != "figure" and noun.lower_ not in reading.lexicon.nouns:
        return False
    after = next((child for child in noun.rights if child.dep_ in ("acl", "relcl")), None)
    entries = reading.lexicon.verbs.get(after.lemma_.lower(), ()) if after is not None else ()
    return any(entry.stance is Stance.DENIES or entry.frames & {"op", "a"} for entry in entries)


def _reaches(token: Token, end: int) -> bool:
    """Whether the phrase that starts here runs on to the end: its head's subtree does."""
    head = token
    while head.head.i != head.i and head.head.i >= token.i:
        head = head.head
    return bool(head.right_edge.i + 1 >= end - 1)


def has_subject(token: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in token.children)


def is_infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.lefts)


def subtree(token: Token) -> list[int]:
    """The token indexes of all that a token governs, itself included, in order."""
    return [t.i for t in token.subtree]
