"""A small fictional case: a ferry that was taken off, told by two papers and a town clerk's letter."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from claimtrack.store import LinkFilter, Store
from claimtrack.store import tables as t
from claimtrack.vocabulary import (
    Article,
    Attribution,
    Dispute,
    Extraction,
    Kind,
    LinkType,
    PersonMentioned,
    Reason,
    RefersTo,
    Relation,
    Resolution,
    ScoredLink,
    Span,
    SpeakerKind,
    Stance,
)

REPORT = """Ferry “safe”, says owner

Ada Brandt said: “The hull was checked in March,” and added: “no fault was found.”

The harbour office denied that it had passed the hull.
"""

REPLY = """Harbour office answers

Mrs Brandt said the ferry had carried 90 passengers on 4 May. 🛳️

Port clerk Ib Falk said it had carried 140 passengers, a claim she disputes.
"""

LETTER = """To the council

The hull was never checked in March, the harbour office wrote.
"""

PERSON, OFFICE = SpeakerKind.PERSON, SpeakerKind.ORGANISATION


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def report() -> tuple[Article, Extraction]:
    first = (span(REPORT, "The hull was checked in March"), span(REPORT, "no fault was found"))
    return Article(
        REPORT,
        "report.txt",
        title="Ferry safe",
        outlet="Sound Courier",
        published=date(2031, 5, 6),
        url="https://x.test/1",
    ), Extraction(
        (
            Attribution(
                (span(REPORT, "Ada Brandt"),),
                (span(REPORT, "said"),),
                first,
                Kind.DIRECT,
                Stance.ASSERTS,
                confidence=0.9,
                person=0,
                role="the owner",
                said_on=date(2031, 5, 5),
            ),
            Attribution(
                (span(REPORT, "The harbour office"),),
                (span(REPORT, "denied"),),
                (span(REPORT, "it had passed the hull"),),
                Kind.INDIRECT,
                Stance.DENIES,
                person=1,
                refers_to=RefersTo(0, None),
                resolutions=(Resolution(span(REPORT, "it"), "The harbour office"),),
            ),
        ),
        (
            PersonMentioned("Ada Brandt", PERSON, roles=("the owner",), gender="f"),
            PersonMentioned("The harbour office", OFFICE),
        ),
        (Dispute(span(REPORT, "The harbour office denied that it had passed the hull."), 1, 0, 0, None),),
    )


def reply() -> tuple[Article, Extraction]:
    return Article(
        REPLY, "reply.md", title="Office answers", outlet="The Strand", published=date(2031, 5, 9)
    ), Extraction(
        (
            Attribution(
                (span(REPLY, "Mrs Brandt"),),
                (span(REPLY, "said"),),
                (span(REPLY, "the ferry had carried 90 passengers on 4 May"),),
                Kind.INDIRECT,
                Stance.ASSERTS,
                person=0,
            ),
            Attribution(
                (span(REPLY, "Port clerk Ib Falk"),),
                (),
                (span(REPLY, "it had carried 140 passengers"),),
                Kind.INDIRECT,
                Stance.ASSERTS,
                person=1,
            ),
            Attribution(
                (span(REPLY, "she"),),
                (),
                (span(REPLY, "a claim"),),
                Kind.INDIRECT,
                Stance.WANTS,
                person=0,
                attitude=True,
            ),
        ),
        (
            PersonMentioned("Mrs Brandt", PERSON, gender="f"),
            PersonMentioned("Ib Falk", PERSON, aliases=("Falk",), roles=("Port clerk",)),
        ),
    )


def letter() -> tuple[Article, Extraction]:
    return Article(LETTER, "letter.txt"), Extraction(
        (
            Attribution(
                (span(LETTER, "the harbour office"),),
                (span(LETTER, "wrote"),),
                (span(LETTER, "The hull was never checked in March"),),
                Kind.INDIRECT,
                Stance.ASSERTS,
                person=0,
            ),
        ),
        (PersonMentioned("The harbour office", OFFICE),),
    )


ALL = (report, reply, letter)


def add_all(store: Store) -> None:
    """Six claims: c1 owner, c2 office (report); c3 owner, c4 clerk, c5 an attitude (reply); c6 office (letter)."""
    for make in ALL:
        assert store.add_document(*make(), extractor="by hand") is not None
    store.regroup_speakers()


def scored() -> list[ScoredLink]:
    """Four listed pairs (l1 to l4 by score), one hidden, one folded."""
    contradicts = Relation.CONTRADICTS
    reason = Reason("negation", 0.9, "was never checked", ((9, 16),), ((9, 18),))
    return [
        ScoredLink(1, 6, contradicts, LinkType.NEGATION, 0.95, (reason,), "checked against never checked"),
        ScoredLink(1, 2, contradicts, LinkType.REBUTTAL, 0.8, line="the office denies it"),
        ScoredLink(3, 4, contradicts, LinkType.NUMBER, 0.7, line="90 against 140"),
        ScoredLink(2, 6, Relation.REVISES, LinkType.UPDATE, 0.4, line="said again"),
        ScoredLink(1, 4, contradicts, LinkType.EVENT, 0.2, listed=False),
        ScoredLink(6, 3, contradicts, LinkType.EVENT, 0.3, folded_into=(1, 6)),
    ]


EVERY = LinkFilter(listed=None)


def everything(store: Store) -> dict[str, Any]:
    """The whole state that people see, without the record of how it came to be."""
    links = [
        (link, link.judgement and link.judgement.verdict, [(j.reviewer, j.verdict, j.note) for j in link.judgements])
        for link in store.links(EVERY, reviewer="ann")
    ]
    plain = [
        (link.id, link.a, link.b, verdict, people, link.tags, link.flagged, link.skipped, link.reasons, link.stale)
        for link, verdict, people in links
    ]
    subjects = [f"{letter}{n}" for letter, n in (("l", 1), ("c", 1), ("d", 1), ("s", 1))]
    with store.db.read() as connection:
        speakers = sorted(
            (row.id, row.name, row.merged_into, row.alias, row.name_by_hand)
            for row in connection.execute(sa.select(t.speaker))
        )
        claims = sorted(tuple(row) for row in connection.execute(sa.select(t.claim.c.id, t.claim.c.speaker_by_hand)))
        mentions = sorted(
            tuple(row)
            for row in connection.execute(sa.select(t.mention.c.id, t.mention.c.speaker_id, t.mention.c.by_hand))
        )
    return {
        "links": plain,
        "claims": store.claims(),
        "by hand": claims,
        "mentions": mentions,
        "documents": store.documents(),
        "views": store.speakers(),
        "speakers": speakers,
        "notes": [[(note.text, note.private) for note in store.notes(key)] for key in subjects],
        "tags": [store.tags(key) for key in subjects],
        "counts": store.counts(EVERY, reviewer="ann"),
    }
