"""One parsed text as the rules see it: tokens, paragraphs and quotations, with quick ways from one to the
other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claimtrack.extract.lexicon import Lexicon
from claimtrack.extract.quotes import Quote
from claimtrack.vocabulary import Span, Spans


@dataclass(slots=True)
class Reading:
    doc: Doc
    text: str
    paragraphs: list[Span]
    quotes: list[Quote]
    lexicon: Lexicon
    starts: list[int] = field(init=False)
    """Character offset of every token."""
    quote_starts: list[int] = field(init=False)
    paragraph_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [token.idx for token in self.doc]
        self.quote_starts = [quote.start for quote in self.quotes]
        self.paragraph_starts = [start for start, _ in self.paragraphs]

    def token_at(self, offset: int) -> int:
        """The token that holds this character, else the last one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def first_token_from(self, offset: int) -> int:
        """The first token that starts at or after this character; `len(doc)` where there is none."""
        return bisect_left(self.starts, offset)

    def quote_over(self, offset: int) -> int | None:
        """Index of the quotation that holds this character."""
        index = bisect_right(self.quote_starts, offset) - 1
        return index if index >= 0 and offset < self.quotes[index].end else None

    def is_quoted(self, token: Token) -> bool:
        return self.quote_over(token.idx) is not None

    def paragraph_of(self, offset: int) -> int:
        return max(0, bisect_right(self.paragraph_starts, offset) - 1)

    def end_of(self, token: Token) -> int:
        return int(token.idx) + len(token)

    def span(self, start: int, end: int) -> Span:
        """The characters under a half-open token range that holds at least one token."""
        return self.starts[start], self.end_of(self.doc[end - 1])

    def runs(self, tokens: list[int]) -> Spans:
        """Token indexes as character spans; tokens that only whitespace parts join."""
        found: list[Span] = []
        last = -2
        for index in sorted(tokens):
            if found and all(self.doc[i].is_space for i in range(last + 1, index)):
                found[-1] = (found[-1][0], self.end_of(self.doc[index]))
            else:
                found.append((self.starts[index], self.end_of(self.doc[index])))
            last = index
        return tuple(found)
