"""Where the phrase around a noun begins and ends, and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def phrase_start(token: Token) -> int:
    start = token.i
    for child in token.lefts:
        if child.dep_ in ("det", "amod", "compound", "poss", "nummod", "nmod", "advmod", "quantmod", "predet"):
            start = min(start, child.left_edge.i if child.dep_ == "poss" else child.i)
            if child.dep_ in ("compound", "amod", "nmod"):
                start = min(start, child.left_edge.i)
    return start


def phrase_end(token: Token) -> int:
    """After the prepositions and the participle that belong to the description ("report into the flood")."""
    end = token.i + 1
    for child in token.rights:
        if child.i != end or child.dep_ not in ("prep", "acl") or child.right_edge.i - token.i > 9:
            break
        if child.dep_ == "acl" and child.tag_ != "VBG":
            break
        stop = next(
            (i for i in range(child.i + 1, child.right_edge.i + 1) if _stops(token.doc[i])), child.right_edge.i + 1
        )
        if stop <= child.i + 1 or token.doc[child.i + 1].ent_type_ in ("DATE", "TIME"):
            break
        end = stop
    return end


def _stops(token: Token) -> bool:
    return (
        (token.is_punct and token.text != "-")
        or token.pos_ in ("VERB", "AUX", "PRON", "SCONJ", "SPACE")
        or (token.ent_type_ in ("DATE", "TIME"))
        or token.lower_ in ("on", "last", "how", "who", "that")
    )


def content_words(phrase: Span) -> list[str]:
    """The content words of a phrase in lower case."""
    return [
        t.lower_ for t in phrase if t.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or ("-" in t.text and len(t.text) > 1)
    ]
