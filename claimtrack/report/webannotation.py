"""The pairs as W3C Web Annotations: one a pair, its two targets the two quotes.

Web Annotation Data Model, W3C Recommendation of 23 February 2017, https://www.w3.org/TR/annotation-model/. A quote in
several parts is one target, from its first character to its last, so that its selectors select text that stands there.
"""

from __future__ import annotations

import base64
from typing import Any

from claimtrack.report.contents import Contents, Evidence, Finding, Source
from claimtrack.report.html import is_web
from claimtrack.report.records import dumped
from claimtrack.report.words import verdict_words


def web_annotations(report: Contents) -> bytes:
    """An annotation collection with one page that holds every pair, the appendix's too."""
    items = [_annotation(report, finding) for finding in (*report.findings, *report.appendix)]
    collection = f"urn:claimtrack:report:{report.state or 'unnamed'}"
    return dumped(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": collection,
            "type": "AnnotationCollection",
            "label": report.title,
            "total": len(items),
            "first": {
                "id": f"{collection}:1",
                "type": "AnnotationPage",
                "partOf": collection,
                "startIndex": 0,
                "items": items,
            },
        }
    )


def _annotation(report: Contents, finding: Finding) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"urn:claimtrack:{finding.link}",
        "type": "Annotation",
        "motivation": ["linking", "assessing"] if finding.verdict else "linking",
        "generator": {"id": "urn:claimtrack", "type": "Software", "name": f"claimtrack {report.version}"},
        "generated": report.made_at,
        "body": _bodies(finding),
        "target": [_target(finding.a), _target(finding.b)],
    }
    if finding.judgements:
        made["created"] = min(decision.at for decision in finding.judgements)
        made["modified"] = max(decision.at for decision in finding.judgements)
        names = dict.fromkeys(decision.reviewer for decision in finding.judgements)
        made["creator"] = [{"type": "Person", "name": name} for name in names]
    return made


def _bodies(finding: Finding) -> list[dict[str, Any]]:
    bodies = [_text(finding.headline, "describing"), _text(verdict_words(finding.verdict), "classifying")]
    if finding.line:
        bodies.append(_text(finding.line, "describing"))
    for decision in finding.judgements:
        if decision.note:
            bodies.append(
                _text(decision.note, "commenting")
                | {"creator": {"type": "Person", "name": decision.reviewer}, "created": decision.at}
            )
    bodies += [
        _text(note.text, "commenting") | {"creator": {"type": "Person", "name": note.reviewer}, "created": note.at}
        for note in finding.notes
    ]
    return bodies + [_text(tag, "tagging") for tag in finding.tags]


def _text(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _target(side: Evidence) -> dict[str, Any]:
    anchor = side.anchor
    return {
        "type": "SpecificResource",
        "source": _address(side.source),
        "scope": _text_name(side.source),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": anchor.exact,
                "prefix": anchor.prefix,
                "suffix": anchor.suffix,
            },
            {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
        ],
    }


def _address(source: Source) -> str:
    return source.url if source.url and is_web(source.url) else _text_name(source)


def _text_name(source: Source) -> str:
    """The stored text that the positions count in, by its digest (RFC 6920), or by its key where it is confidential."""
    if source.sha256 is None:
        return f"urn:claimtrack:{source.id}"
    digest = base64.urlsafe_b64encode(bytes.fromhex(source.sha256)).decode("ascii").rstrip("=")
    return f"ni:///sha-256;{digest}"
