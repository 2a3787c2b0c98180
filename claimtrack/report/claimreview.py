"""The pairs as schema.org ClaimReview, for those who publish them.

Each side of a pair is reviewed against the other, in the same words: which of the two is right is not said, for nobody
has decided that. What a speaker denies is given as denied, for it would be a false quotation otherwise.
https://schema.org/ClaimReview, https://schema.org/Claim (version 29).
"""

from __future__ import annotations

from typing import Any

from claimtrack.errors import ReportError
from claimtrack.report.contents import Contents, Decision, Evidence, Finding, Source
from claimtrack.report.html import is_web
from claimtrack.report.records import dumped
from claimtrack.report.words import type_words, verdict_words

_NAMED = 5
"""Links that an error names for each reason."""

_AGENTS = {"person": "Person", "organisation": "Organization", "group": "Organization", "document": "CreativeWork"}


def claim_reviews(report: Contents) -> bytes:
    """JSON-LD with two reviews a pair; without an address of the report itself, a review's is that of what it reviews.

    Raises ReportError, with every reason, where no pair can be published.
    """
    reviews = [
        review
        for finding in report.findings
        if not refusals(finding)
        for review in (
            _review(report, finding, finding.a, finding.b),
            _review(report, finding, finding.b, finding.a),
        )
    ]
    if not reviews:
        raise ReportError(f"no pair can be published as ClaimReview: {_in_one_line(report)}")
    return dumped({"@context": "https://schema.org", "@graph": reviews})


def _in_one_line(report: Contents) -> str:
    """Each reason with the links that it holds for, the first few by name."""
    links: dict[str, list[str]] = {}
    for finding in report.findings:
        for reason in refusals(finding):
            links.setdefault(reason, []).append(finding.link)
    told = [
        f"{reason} ({', '.join(found[:_NAMED])}{f' and {len(found) - _NAMED} more' if len(found) > _NAMED else ''})"
        for reason, found in links.items()
    ]
    return "; ".join(told) or "there is no finding"


def skipped(report: Contents) -> dict[str, list[str]]:
    """The links left out, each with why."""
    return {finding.link: found for finding in report.findings if (found := refusals(finding))}


def refusals(finding: Finding) -> list[str]:
    """What keeps a pair from being published; empty where nothing does."""
    found = [] if finding.verdict else ["nobody has judged it"]
    for side in (finding.a, finding.b):
        if side.source.confidential or side.confidential:
            found.append(f"{side.claim} is confidential")
        elif not is_web(side.source.url):
            found.append(f"{side.source.id} has no published web address")
    return list(dict.fromkeys(found))


def _review(report: Contents, finding: Finding, side: Evidence, other: Evidence) -> dict[str, Any]:
    counting = [decision for decision in finding.judgements if _counts(finding, decision)]
    counting = counting or list(finding.judgements)
    return {
        "@type": "ClaimReview",
        "@id": f"urn:claimtrack:{finding.link}:{side.claim}",
        "claimReviewed": side.told,
        "name": finding.headline,
        "url": f"{report.published_url}#finding-{finding.number}" if report.published_url else side.source.url,
        "datePublished": report.made_at[:10],
        "author": [{"@type": "Person", "name": decision.reviewer} for decision in counting],
        "reviewRating": {
            "@type": "Rating",
            "alternateName": verdict_words(finding.verdict),
            "ratingExplanation": _explanation(report, finding, other),
        },
        "itemReviewed": _claim(report, side),
        "isBasedOn": other.source.url,
        "inLanguage": "en",
    }


def _explanation(report: Contents, finding: Finding, other: Evidence) -> str:
    reasons = "; ".join(reason.text for reason in finding.reasons) or type_words(finding.type)
    noted = "; ".join(
        f"{d.reviewer}: {d.note.rstrip('.')}" for d in finding.judgements if d.note and _counts(finding, d)
    )
    against = f"Compared with {other.speaker} ({other.date or 'undated'}): “{other.told}”."
    notes = f"Reviewers’ notes: {noted}." if noted else ""
    return " ".join(part for part in (against, f"Why: {reasons}.", notes, report.disclaimer) if part)


def _counts(finding: Finding, decision: Decision) -> bool:
    """Whether a judgement is one of those that the finding's verdict rests on."""
    return decision.verdict == finding.verdict


def _claim(report: Contents, side: Evidence) -> dict[str, Any]:
    made: dict[str, Any] = {"@type": "Claim", "text": side.told}
    if side.speaker_id is not None:
        author: dict[str, Any] = {"@type": _AGENTS.get(side.speaker_kind, "Person"), "name": side.speaker}
        if side.role and author["@type"] == "Person":
            author["jobTitle"] = side.role
        made["author"] = author
    if side.date:
        made["datePublished"] = side.date
    places = {side.source.number} | {other.source for other in side.appearances}
    sources = [
        source
        for source in report.sources
        if source.number in places and is_web(source.url) and not source.confidential
    ]
    made["firstAppearance"] = _appearance(min(sources, key=lambda s: (s.published or "9999", s.number)))
    made["appearance"] = [_appearance(source) for source in sources]
    return made


def _appearance(source: Source) -> dict[str, Any]:
    made: dict[str, Any] = {"@type": "CreativeWork", "name": source.title, "url": source.url}
    if source.published:
        made["datePublished"] = source.published
    if source.outlet:
        made["publisher"] = {"@type": "Organization", "name": source.outlet}
    if source.author:
        made["author"] = {"@type": "Person", "name": source.author}
    return made
