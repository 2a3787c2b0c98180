"""What syntax yields before anyone knows who "he" is: the hand-over from frames to speaker resolution."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.vocabulary import Kind, Span, Spans, Stance


@dataclass(frozen=True, slots=True)
class LocalAttribution:
    """One attribution with its local mention, in text order among its fellows.

    Character spans index the whole text; token indexes index the text's one `Doc`, whose `.text` equals that
    text (pieces that were parsed apart are joined again), so `doc[i].idx` is an offset of the text too.
    """

    source: Spans
    """The local mention as it stands ("Mr Owen", "he", "police"); empty where the text gives none."""
    cue: Spans
    """The words that attribute ("said", "according to"); empty for a quotation that only continues a
    speaker."""
    content: Spans
    kind: Kind
    stance: Stance = Stance.ASSERTS
    attitude: bool = False
    confidence: float = 0.5
    """In [0, 1]; hand-set by class of evidence. Resolution may lower it, where the mention stays unresolved."""
    frame: str = ""
    """Name of the pattern that found it: clause, quote, according, nominal, colon, object, headline,
    continuation …"""
    source_tokens: Span | None = None
    """Half-open token range of the mention; None where `source` is empty."""
    source_head: int | None = None
    """Token index of the mention's head ("chief" side words apart: "Owen" in "Mike Owen, the former chief")."""
    cue_head: int | None = None
    """Token index of the cue's verb, noun or preposition; None where `cue` is empty."""
    passive: bool = False
    """"it was said that", "X is understood to": the source, if any, comes from the by-phrase."""
    nominal: bool = False
    """The cue is a noun: "his claim that", "the allegation that"."""
    anaphoric: bool = False
    """The content is a pro-form ("that", "it", "these claims") that points at something said elsewhere."""
    continues: int | None = None
    """Index of the attribution whose speaker goes on here (further paragraph or sentence of one quotation)."""
    enclosing: int | None = None
    """Index of the attribution whose content this one stands inside: that one relays it."""
    addressee: Span | None = None
    """Token range of who is told or accused ("the inquiry" in "told the inquiry that"); a passive's subject
    too."""
    quoted_first_person: bool = False
    """True where the mention itself stands inside a quotation, so that "I" and "we" mean its speaker."""
