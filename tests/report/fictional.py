"""A small invented case: a flooded sports hall, its officers, and what they said of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

from claimtrack.report import ReportCase, ReportOptions
from claimtrack.vocabulary import (
    ClaimView,
    DocumentView,
    JudgementView,
    Kind,
    LinkType,
    LinkView,
    NoteView,
    Reason,
    Relation,
    RoleView,
    SpeakerKind,
    SpeakerView,
    Stance,
    Verdict,
    joined,
)

MADE = datetime(2031, 4, 5, 6, 7, 8, tzinfo=UTC)

TEXTS = {
    1: (
        "Sports hall shut after flood\n\n"
        "The Brackwater sports hall closed on Monday.\n\n"
        "“The pumps were switched off on 3 May,” said Ines Falkner, the hall's manager. “Nobody told "
        "the fire service,” she added.\n\n"
        "Fire crews said they had been called twice."
    ),
    2: (
        "Fire service answers\n\n"
        "Station officer Tobias Renn denied that the pumps were switched off on 3 May.\n"
        "“We rang the hall’s manager ourselves,” he said.\n\n"
        "Ms Falkner said on 9 June that the pumps had run all night."
    ),
    3: (
        "Minutes of the leisure committee\n\nThe report concludes that the repair cost £40,000.\n\n"
        "Cllr Osei put it at £65,000."
    ),
}


def document(id: int, title: str, outlet: str | None, published: date | None, url: str | None) -> DocumentView:
    return DocumentView(
        id=id,
        path=f"case/{id:02}-{title.lower().replace(' ', '-')}.txt",
        title=title,
        outlet=outlet,
        published=published,
        url=url,
        author="Q. Adeyemi" if id == 1 else None,
        sha256=hashlib.sha256(TEXTS[id].encode()).hexdigest(),
        added_at=MADE,
        characters=len(TEXTS[id]),
    )


DOCUMENTS = {
    1: document(1, "Sports hall shut", "The Brackwater Echo", date(2031, 5, 20), "https://echo.example/hall?id=1"),
    2: document(2, "Fire service answers", "Radio Marsh", date(2031, 6, 10), "https://marsh.example/fire"),
    3: document(3, "Committee minutes", None, None, None),
}

SPEAKERS = {
    1: SpeakerView(
        1,
        "Ines Falkner",
        SpeakerKind.PERSON,
        ("Ines Falkner", "Ms Falkner"),
        (RoleView("the hall's manager", 1, date(2031, 5, 20)),),
        3,
    ),
    2: SpeakerView(
        2, "Tobias Renn", SpeakerKind.PERSON, ("Tobias Renn",), (RoleView("station officer", 2, date(2031, 6, 10)),), 2
    ),
    3: SpeakerView(3, "the report", SpeakerKind.DOCUMENT, ("the report",), (), 1),
    4: SpeakerView(4, "Cllr Osei", SpeakerKind.PERSON, ("Cllr Osei",), (), 1),
}


def claim(
    id: int,
    document_id: int,
    content: str | tuple[str, ...],
    source: str,
    cue: str,
    speaker_id: int | None,
    kind: Kind,
    stance: Stance = Stance.ASSERTS,
    said_on: date | None = None,
    role: str | None = None,
    appearances: tuple[int, ...] = (),
) -> ClaimView:
    text = TEXTS[document_id]

    def span(part: str, near: int) -> tuple[int, int]:
        places = [at for at in range(len(text)) if text.startswith(part, at)]
        start = min(places, key=lambda at: abs(at - near))
        return (start, start + len(part))

    parts = (content,) if isinstance(content, str) else content
    start = text.index(parts[0])
    spans = tuple(span(part, start) for part in parts)
    speaker = SPEAKERS.get(speaker_id) if speaker_id is not None else None
    return ClaimView(
        id=id,
        document=DOCUMENTS[document_id],
        speaker_id=speaker_id,
        speaker=speaker.name if speaker else None,
        speaker_kind=speaker.kind if speaker else SpeakerKind.UNKNOWN,
        role=role,
        source=(span(source, start),) if source else (),
        cue=(span(cue, start),),
        content=spans,
        text=joined(text, spans),
        source_text=source,
        kind=kind,
        stance=stance,
        confidence=0.9,
        attitude=False,
        candidates=() if speaker else ("Ines Falkner", "Tobias Renn"),
        said_on=said_on,
        paragraph=text.count("\n\n", 0, start) + 1,
        line=text.count("\n", 0, start) + 1,
        appearances=appearances,
    )


CLAIMS = {
    1: claim(
        1,
        1,
        "The pumps were switched off on 3 May,",
        "Ines Falkner, the hall's manager",
        "said",
        1,
        Kind.DIRECT,
        role="the hall's manager",
        appearances=(1, 6),
    ),
    2: claim(
        2,
        2,
        "that the pumps were switched off on 3 May",
        "Station officer Tobias Renn",
        "denied",
        2,
        Kind.INDIRECT,
        Stance.DENIES,
        role="station officer",
    ),
    3: claim(3, 1, "Nobody told the fire service,", "she", "added", 1, Kind.DIRECT),
    4: claim(4, 2, "We rang the hall’s manager ourselves,", "he", "said", 2, Kind.DIRECT),
    5: claim(5, 3, "that the repair cost £40,000", "The report", "concludes", 3, Kind.INDIRECT),
    6: claim(
        6,
        2,
        "that the pumps had run all night",
        "Ms Falkner",
        "said on 9 June",
        1,
        Kind.INDIRECT,
        said_on=date(2031, 6, 9),
    ),
    7: claim(7, 3, "it at £65,000", "Cllr Osei", "put", 4, Kind.INDIRECT),
    8: claim(8, 1, "they had been called twice", "Fire crews", "said", None, Kind.INDIRECT),
}


def judgement(
    id: int, link: int, reviewer: str, verdict: Verdict, note: str | None = None, adjudication: bool = False
) -> JudgementView:
    return JudgementView(id, link, reviewer, verdict, MADE.replace(minute=id), note, 0.91, id == 2, adjudication)


def link(
    id: int,
    a: int,
    b: int,
    type: LinkType,
    score: float,
    judgements: tuple[JudgementView, ...] = (),
    *,
    relation: Relation = Relation.CONTRADICTS,
    reasons: tuple[Reason, ...] = (),
    notes: tuple[NoteView, ...] = (),
    tags: tuple[str, ...] = (),
    flagged: bool = False,
) -> LinkView:
    settled = tuple(j for j in judgements if j.adjudication)
    return LinkView(
        id,
        relation,
        type,
        score,
        f"why link {id} stands",
        reasons,
        CLAIMS[a],
        CLAIMS[b],
        (settled or judgements)[-1] if judgements else None,
        judgements,
        notes,
        tags,
        flagged,
    )


FINDINGS = (
    link(
        1,
        1,
        2,
        LinkType.DENIAL,
        0.95,
        (
            judgement(1, 1, "ana", Verdict.CONTRADICTION, "He denies the day, not the act."),
            judgement(2, 1, "bo", Verdict.PARTIAL),
            judgement(3, 1, "cem", Verdict.CONTRADICTION, "Settled after a call.", adjudication=True),
        ),
        reasons=(
            Reason("denial", 0.6, "one denies what the other says", ((0, 9),), ((5, 14),)),
            Reason("likeness", 0.3, "nearly the same words"),
        ),
        notes=(
            NoteView(1, "l1", "Ask for the pump log.", "ana", MADE, False),
            NoteView(2, "l1", "PRIVATE: her neighbour told me.", "ana", MADE, True),
        ),
        tags=("pumps", "may"),
    ),
    link(
        2,
        5,
        7,
        LinkType.MONEY,
        0.88,
        (judgement(4, 2, "ana", Verdict.PARTIAL), judgement(5, 2, "bo", Verdict.PARTIAL)),
        reasons=(Reason("money", 0.7, "£40,000 against £65,000", ((21, 28),), ((6, 13),)),),
        flagged=True,
    ),
    link(3, 1, 6, LinkType.SELF, 0.71, (judgement(6, 3, "ana", Verdict.CONTRADICTION),)),
)
OTHERS = (link(4, 3, 8, LinkType.MEANING, 0.4, (judgement(7, 4, "bo", Verdict.UNRELATED, "Different calls."),)),)

CASE = ReportCase(
    title="The flooded hall",
    made_at=MADE,
    version="9.9.9",
    state="5tate",
    journal_head="head7",
    findings=FINDINGS,
    others=OTHERS,
    documents=DOCUMENTS,
    speakers=SPEAKERS,
    texts=TEXTS.__getitem__,
    claims=CLAIMS,
)


def confidential(case: ReportCase = CASE, *, reveal: bool = False) -> ReportCase:
    """The case with Ines Falkner and the minutes made confidential."""
    speakers = dict(case.speakers) | {1: replace(case.speakers[1], alias="Source A")}
    documents = dict(case.documents) | {3: replace(case.documents[3], alias="Paper 1")}
    return replace(case, speakers=speakers, documents=documents, options=replace(case.options, reveal=reveal))


__all__ = [
    "CASE",
    "CLAIMS",
    "DOCUMENTS",
    "FINDINGS",
    "MADE",
    "OTHERS",
    "SPEAKERS",
    "TEXTS",
    "ReportOptions",
    "confidential",
]
