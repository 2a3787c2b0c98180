"""Everything that a report says, in plain records: the one thing that every format is made from.

Whatever is confidential is already masked here, so that no template and no writer of a format ever
holds a real name. The JSON report is these records as they are; their shape is published in
schema/report-1.schema.json.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from claimtrack.vocabulary import Spans

DISCLAIMER = "Suggested by a machine, decided by people; a difference between statements is not a finding of intent."


@dataclass(frozen=True, slots=True)
class Source:
    """One document that the report quotes."""

    number: int
    """1-based place in the source list."""
    id: str
    title: str
    """The title, else the file's name, else the alias."""
    outlet: str | None
    author: str | None
    published: str | None
    url: str | None
    path: str | None
    """None where the document is confidential."""
    sha256: str | None
    """Of the stored text; None where the document is confidential, for a hash betrays a text to whoever has it."""
    characters: int
    confidential: bool
    statements: int = 0
    """How many of the report's statements stand in it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of context that is shown in one way."""

    text: str
    mark: str = ""
    """"quote", "trigger" (a quoted word that set off a reason), "source", "cue", or empty for the words around."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """Another place where the same claim stands."""

    claim: str
    speaker: str
    source: int
    date: str | None
    paragraph: int
    line: int
    spans: Spans
    stance: str
    quote: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """From the first character of the quote to its last, with the words around, so that it is found in another copy."""

    exact: str
    prefix: str
    """The 32 characters before, fewer at the text's beginning."""
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """One side of a pair."""

    claim: str
    speaker: str
    speaker_id: str | None
    """None where the speaker is unknown."""
    speaker_kind: str
    confidential: bool
    candidates: tuple[str, ...]
    """Who was considered where the speaker is unknown."""
    role: str | None
    """As the source gives it, at the time."""
    attributed_to: str
    """The words that the source names the speaker with; empty where it gives none."""
    kind: str
    stance: str
    firsthand: bool
    relayed_by: str | None
    quote: tuple[str, ...]
    """Each content span as it stands in the text."""
    points_at: str | None
    """The words that the quote stands for ("that"), where it only points at others of its text or at another claim."""
    masked: bool
    """True where a confidential name in the quote or its context was replaced."""
    context: tuple[Segment, ...]
    """The paragraph or paragraphs that the quote stands in."""
    cut_before: bool
    """True where the context begins inside its paragraph, which is very long."""
    cut_after: bool
    source: Source
    said: str | None
    published: str | None
    paragraph: int
    line: int
    spans: Spans
    """Half-open code-point offsets into the stored text."""
    anchor: Anchor
    appearances: tuple[Appearance, ...]

    @property
    def date(self) -> str | None:
        return self.said or self.published

    @property
    def quoted(self) -> str:
        return " … ".join(self.quote)

    @property
    def told(self) -> str:
        """The quote with how the speaker stands to it, for where it stands alone: "denies: that (that is: …)"."""
        stance = "" if self.stance == "asserts" else f"{self.stance}: "
        return stance + self.quoted + (f" (that is: {self.points_at})" if self.points_at else "")

    @property
    def place(self) -> str:
        """Paragraph, line and characters in words."""
        where = ", ".join(f"{start}–{end}" for start, end in self.spans)
        return f"paragraph {self.paragraph}, line {self.line}, characters {where}"


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    signal: str
    value: float
    text: str
    a_words: tuple[str, ...]
    b_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One reviewer's judgement, or the adjudication."""

    reviewer: str
    verdict: str
    at: str
    note: str | None
    score_seen: float | None
    blind: bool
    adjudication: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """A note that is not private."""

    on: str
    """The key of what it is about."""
    text: str
    reviewer: str
    at: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One pair of statements with all that is known of it."""

    number: int
    """1-based in its list."""
    link: str
    headline: str
    relation: str
    type: str
    score: float
    line: str
    """Why, in one line."""
    reasons: tuple[ReasonGiven, ...]
    a: Evidence
    b: Evidence
    verdict: str | None
    """The one that counts; None where nobody has judged."""
    judgements: tuple[Decision, ...]
    agreement: str
    """Who agreed, who differed, who settled it, in words."""
    notes: tuple[Remark, ...]
    tags: tuple[str, ...]
    flagged: bool
    stale: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of the chronology."""

    claim: str
    speaker: str
    speaker_id: str | None
    date: str | None
    dated_by: str
    """"said", "published" or "undated"."""
    quote: str
    points_at: str | None
    """What the quote stands for where it only points at other words."""
    stance: str
    source: int
    paragraph: int
    findings: tuple[int, ...]
    """Numbers of the findings that it is a side of."""


@dataclass(frozen=True, slots=True)
class RoleHeld:
    role: str
    seen_on: str | None
    source: int | None


@dataclass(frozen=True, slots=True)
class Opposite:
    """Somebody whose statements were compared with this speaker's."""

    speaker: str
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the report holds of one speaker."""

    speaker: str
    speaker_id: str
    kind: str
    confidential: bool
    names: tuple[str, ...]
    """Other names; empty where the speaker is confidential."""
    roles: tuple[RoleHeld, ...]
    statements: tuple[Statement, ...]
    opposites: tuple[Opposite, ...]


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How two reviewers compare over the pairs of this report that both judged."""

    a: str
    b: str
    pairs: int
    agreed: int


@dataclass(frozen=True, slots=True)
class Contents:
    title: str
    made_at: str
    """ISO 8601, UTC."""
    version: str
    state: str
    journal_head: str
    filters: tuple[str, ...]
    published_url: str
    """Where the report will stand on the web; empty where it will not."""
    revealed: bool
    """True where real names of confidential sources are shown."""
    withheld: bool
    """True where confidential names are replaced by aliases."""
    findings: tuple[Finding, ...]
    appendix: tuple[Finding, ...]
    chronology: tuple[Statement, ...]
    dossiers: tuple[Dossier, ...]
    sources: tuple[Source, ...]
    agreement: tuple[PairAgreement, ...]
    verdicts: tuple[tuple[str, int], ...] = field(default=())
    """How many findings have which verdict, "not judged" among them."""
    disclaimer: str = DISCLAIMER
