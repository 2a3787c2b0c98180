"""The gate before publication: what a lawyer would stop at, each with the link that it is about."""

from __future__ import annotations

from collections.abc import Iterator

from claimtrack.report.case import ReportCase
from claimtrack.report.exposure import exposures
from claimtrack.vocabulary import ClaimView, LinkView, joined


def strict_reasons(case: ReportCase) -> list[str]:
    """Why the findings may not go out yet, as lines such as "l3: judged by one person only"; empty where they may."""
    if not case.findings:
        return ["no finding: nothing is judged a contradiction, or the filters leave nothing"]
    # Both sides may stand in one document.
    told = list(dict.fromkeys(f"{link.key}: {reason}" for link in case.findings for reason in _of_link(case, link)))
    return told + [
        f"{link}: {one.alias} may be known by “{one.words}”; {one.remedy}"
        for one in exposures(case)
        if one.is_whole
        for link in one.links
    ]


def _of_link(case: ReportCase, link: LinkView) -> Iterator[str]:
    for claim in (link.a, link.b):
        yield from _of_claim(case, claim)
    people = {judgement.reviewer for judgement in link.judgements}
    if not people:
        yield "nobody has judged it"
    elif len(people) == 1:
        yield f"judged by one person only ({people.pop()})"
    own = {judgement.verdict for judgement in link.judgements if not judgement.adjudication}
    if len(own) > 1 and not any(judgement.adjudication for judgement in link.judgements):
        yield "the reviewers differ and nobody has settled it"
    if link.flagged:
        yield "it has an open flag"


def _of_claim(case: ReportCase, claim: ClaimView) -> Iterator[str]:
    document = case.documents.get(claim.document.id, claim.document)
    if claim.speaker_id is None:
        yield f"the speaker of {claim.key} is unresolved"
    text = case.texts(document.id)
    if not claim.content or any(not 0 <= start < end <= len(text) for start, end in claim.content):
        yield f"a span of {claim.key} lies outside its text"
    elif joined(text, claim.content) != claim.text:
        yield f"a span of {claim.key} no longer matches its text"
    if document.published is None:
        yield f"{document.key} has no date"
    if not document.outlet:
        yield f"{document.key} has no outlet"
