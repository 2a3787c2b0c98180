"""Sentences that a phrase makes somebody's word: "In her view the wall was sound", "By his own account he had left"."""

from __future__ import annotations

from spacy.tokens import Token

from claimtrack.extract.clauses import has_subject
from claimtrack.extract.frames import Found
from claimtrack.extract.lexicon import table
from claimtrack.extract.reading import Reading
from claimtrack.extract.sources import mention_of
from claimtrack.vocabulary import Stance

_PREPOSITIONS = {noun: frozenset(ways.split()) for noun, ways, _ in table("view_nouns.tsv")}
_WITH_OF = frozenset(noun for noun, _, owners in table("view_nouns.tsv") if "of" in owners.split())
_OWN = frozenset("my our your i we you".split())
_LEADING = frozenset("and but so yet".split())


def view_frames(reading: Reading) -> list[Found]:
    """The rest of each sentence that such a phrase opens, or in which commas set it off.

    What "in my view" opens is its writer's or speaker's anyhow; a sentence with a verb of saying of its own tells
    itself who speaks.
    """
    found: list[Found] = []
    for noun in reading.doc:
        if (
            noun.lower_ not in _PREPOSITIONS
            or noun.dep_ != "pobj"
            or noun.head.lower_ not in _PREPOSITIONS[noun.lower_]
        ):
            continue
        owner = _owner(noun)
        if owner is None or reading.is_quoted(noun) or owner.lower_ in _OWN:
            continue
        mention = mention_of(owner)
        content = _around(reading, noun.head, max(noun.i, owner.right_edge.i))
        if content and _is_statement(reading, content):
            cue = [noun.head.i, noun.i]
            found.append(Found(cue, noun.i, content, mention, "view", Stance.ASSERTS, False, 0.8))
    return found


def _owner(noun: Token) -> Token | None:
    """Whose view it is: a possessive, or what hangs on "of" right behind the noun."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    if owner is not None:
        return owner
    if noun.lower_ not in _WITH_OF:
        return None
    of = next((child for child in noun.rights if child.i == noun.i + 1 and child.lower_ == "of"), None)
    return next((child for child in of.rights if child.dep_ == "pobj"), None) if of is not None else None


def _around(reading: Reading, first: Token, last: int) -> list[int]:
    """The sentence without the phrase; empty where the phrase neither opens it nor stands between commas."""
    doc, sentence = reading.doc, first.sent
    after = doc[last + 1].text if last + 1 < sentence.end else ""
    lead = [i for i in range(sentence.start, first.i) if not (doc[i].is_space or doc[i].lower_ in _LEADING)]
    if not lead:
        opens = after == "," or (after.isalpha() and doc[last + 1].lower_ != "of" and doc[last + 1].pos_ != "VERB")
        return list(range(last + 1, sentence.end)) if opens else []
    if doc[first.i - 1].text != "," or after not in (",", "."):
        return []
    return [*range(sentence.start, first.i - 1), *range(last + 1, sentence.end)]


def _is_statement(reading: Reading, content: list[int]) -> bool:
    """Whether its main verb has a subject, and no verb in it reports speech."""
    root = reading.doc[content[0]].sent.root
    if root.i not in content or not has_subject(root):
        return False
    verbs = (reading.doc[i] for i in content if reading.doc[i].tag_ in ("VBD", "VBZ", "VBP"))
    return not any({"q", "c"} <= entry.frames for verb in verbs for entry in reading.lexicon.verbs.get(verb.lemma_, ()))
