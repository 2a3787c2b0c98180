"""A small fictional case in a real store: a lido that closed, and who knew of the crack in its floor."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from claimtrack.store import Store
from claimtrack.vocabulary import (
    Article,
    Attribution,
    Extraction,
    Kind,
    LinkType,
    PersonMentioned,
    Reason,
    Relation,
    ScoredLink,
    Span,
    SpeakerKind,
    Stance,
)

NEWS = """Lido manager “was never told” of crack

The manager of the Millbrook lido says nobody warned her about a crack in the pool floor before it closed in May.

"Nobody at the trust ever told me about the crack," Ms Osei said on Monday. "I asked for an inspection in March and I \
was refused."

The Millbrook Trust says repairs will cost £380,000. Its chair, Peter Lund, said the pool would open again in July.

Swimmers gathered at the gate with towels and a banner. \x1b[31mRed\x1b[0m [bold]not markup[/bold]

""" + "\n\n".join(
    f"Background paragraph {n} tells of the lido in the year {1930 + n}, when it was busy." for n in range(60)
)

STATEMENT = """Statement of the Millbrook Trust

The trust told the manager about the crack in writing on 3 February, a spokesman said.

He denied that an inspection had been refused.

The repairs will cost £520,000 and the pool will open again in September, the trust said.
"""

NEWS_WORDS = (
    ("Nobody at the trust ever told me about the crack", "Ms Osei", 0, Kind.DIRECT, Stance.ASSERTS),
    ("I asked for an inspection in March and I was refused.", "Ms Osei", 0, Kind.DIRECT, Stance.ASSERTS),
    ("repairs will cost £380,000", "The Millbrook Trust", 1, Kind.INDIRECT, Stance.ASSERTS),
    ("the pool would open again in July", "Peter Lund", 2, Kind.INDIRECT, Stance.PROMISES),
)
STATEMENT_WORDS = (
    (
        "The trust told the manager about the crack in writing on 3 February",
        "a spokesman",
        0,
        Kind.INDIRECT,
        Stance.ASSERTS,
    ),
    ("an inspection had been refused", "He", 0, Kind.INDIRECT, Stance.DENIES),
    ("The repairs will cost £520,000", "the trust", 0, Kind.INDIRECT, Stance.ASSERTS),
    ("the pool will open again in September", "the trust", 0, Kind.INDIRECT, Stance.PROMISES),
)
NEWS_PEOPLE = (
    PersonMentioned("Ama Osei", SpeakerKind.PERSON, aliases=("Ms Osei",), roles=("manager of the Millbrook lido",)),
    PersonMentioned("Millbrook Trust", SpeakerKind.ORGANISATION, aliases=("The Millbrook Trust", "the trust")),
    PersonMentioned("Peter Lund", SpeakerKind.PERSON, roles=("chair",)),
)
STATEMENT_PEOPLE = (PersonMentioned("Millbrook Trust", SpeakerKind.ORGANISATION, aliases=("the trust",)),)


def find(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def extraction(
    text: str,
    words: tuple[tuple[str, str, int, Kind, Stance], ...],
    people: tuple[PersonMentioned, ...],
) -> Extraction:
    attributions = tuple(
        Attribution(
            source=(find(text, source),),
            cue=(),
            content=(find(text, content),),
            kind=kind,
            stance=stance,
            speaker=people[person].name,
            speaker_kind=people[person].kind,
            confidence=0.9,
            person=person,
        )
        for content, source, person, kind, stance in words
    )
    return Extraction(attributions=attributions, persons=people)


def scored(a: int, b: int, kind: LinkType, score: float, *, line: str = "", listed: bool = True) -> ScoredLink:
    line = line or f"the two differ by {kind.value}"
    reasons = (Reason(kind.value, score, line, ((0, 6),), ((0, 9),)), Reason("likeness", 0.2, "they share words"))
    relation = Relation.REVISES if kind is LinkType.UPDATE else Relation.CONTRADICTS
    return ScoredLink(a, b, relation, kind, score, reasons, line, listed)


def add_documents(store: Store) -> list[int]:
    """Both documents; gives the claims' ids in the order of the tables above."""
    news = Article(
        text=NEWS,
        path="news.txt",
        title="Lido manager “was never told” of crack",
        outlet="Millbrook Echo",
        published=date(2031, 5, 14),
        url="https://echo.example/lido",
    )
    statement = Article(
        text=STATEMENT, path="statement.txt", title="Statement", outlet="Millbrook Trust", published=date(2031, 5, 20)
    )
    store.add_document(news, extraction(NEWS, NEWS_WORDS, NEWS_PEOPLE), extractor="test")
    store.add_document(statement, extraction(STATEMENT, STATEMENT_WORDS, STATEMENT_PEOPLE), extractor="test")
    store.regroup_speakers()
    found = sorted(store.statements(), key=lambda one: (one.document_id or 0, one.position))
    return [one.id for one in found]


def add_links(store: Store, claims: list[int]) -> None:
    """Eight links by falling score."""
    c = claims
    store.replace_links(
        [
            scored(c[0], c[4], LinkType.DENIAL, 0.95, line="one says nobody told her, the other says it told her"),
            scored(c[1], c[5], LinkType.DENIAL, 0.90),
            scored(c[2], c[6], LinkType.MONEY, 0.85, line="£380,000 against £520,000"),
            scored(c[3], c[7], LinkType.DATE, 0.80),
            scored(c[0], c[5], LinkType.NEGATION, 0.60),
            scored(c[1], c[4], LinkType.EVENT, 0.50),
            scored(c[2], c[7], LinkType.NUMBER, 0.40),
            scored(c[3], c[6], LinkType.UPDATE, 0.30),
        ]
    )


def lido(path: Path) -> Store:
    """The case in a new store file."""
    store = Store.open(path, create=True)
    add_links(store, add_documents(store))
    return store


def crowd(path: Path, pairs: int) -> Store:
    """A case with many pairs between the claims of two long documents."""
    side = int(pairs**0.5) + 1
    texts = [
        "\n\n".join(f'Speaker said: "Sentence {name}{n} about the pool is true."' for n in range(side)) for name in "ab"
    ]
    store = Store.open(path, create=True)
    for name, text in zip("ab", texts, strict=True):
        person = PersonMentioned(f"Witness {name.upper()}", SpeakerKind.PERSON)
        words = tuple(
            (f"Sentence {name}{n} about the pool is true.", "Speaker", 0, Kind.DIRECT, Stance.ASSERTS)
            for n in range(side)
        )
        article = Article(text=text, path=f"{name}.txt", outlet=f"Paper {name.upper()}", published=date(2030, 1, 1))
        store.add_document(article, extraction(text, words, (person,)), extractor="test")
    store.regroup_speakers()
    ids = [statement.id for statement in store.statements()]
    found = [
        scored(a, b, LinkType.NEGATION, 0.99 - 0.9 * number / pairs)
        for number, (a, b) in enumerate((a, b) for a in ids[:side] for b in ids[side:])
        if number < pairs
    ]
    store.replace_links(found)
    return store
