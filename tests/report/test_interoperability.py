from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from claimtrack.errors import ReportError
from claimtrack.report import Format, ReportCase, render, skipped_claim_reviews
from claimtrack.vocabulary import LinkType
from tests.report import hostile
from tests.report.approved import matches
from tests.report.fictional import CASE, CLAIMS, DOCUMENTS, FINDINGS, TEXTS, confidential, link

VOCABULARIES = Path(__file__).parent / "vocabularies"


@pytest.mark.parametrize("format", [Format.JSONLD, Format.WEBANNOTATION, Format.HTML])
def test_each_format_is_as_it_was_read_and_approved(format: Format) -> None:
    assert matches(f"hall.{format.value}", render(CASE, format))


# --- ClaimReview ---------------------------------------------------------------------------------


def misfits(value: Any, vocabulary: dict[str, Any], expected: list[str]) -> list[str]:
    """Where a value is not of an expected schema.org type, or has a property that its type lacks."""
    if isinstance(value, list):
        return [found for part in value for found in misfits(part, vocabulary, expected)]
    if isinstance(value, str):
        fits = {"Text": ".*", "URL": r"https?://\S+", "Date": r"\d{4}-\d\d-\d\d"}
        return [] if any(re.fullmatch(fits.get(t, "(?!)"), value, re.DOTALL) for t in expected) else [f"{value!r}"]
    kind = value.get("@type")
    if kind not in expected:
        return [f"{kind} for {expected}"]
    properties = vocabulary["types"][kind]
    found = [f"{kind} lacks {name}" for name in vocabulary["required"].get(kind, []) if not value.get(name)]
    for name, part in value.items():
        if name in ("@type", "@id"):
            continue
        found += misfits(part, vocabulary, properties[name]) if name in properties else [f"{kind}.{name}"]
    return found


def reviews(case: ReportCase) -> list[dict[str, Any]]:
    made: dict[str, Any] = json.loads(render(case, Format.JSONLD))
    assert made["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = made["@graph"]
    return graph


@pytest.mark.parametrize("case", [CASE, hostile.published()], ids=["hall", "hostile"])
def test_claim_reviews_hold_to_the_vocabulary(case: ReportCase) -> None:
    vocabulary = json.loads((VOCABULARIES / "schema_org.json").read_text("utf-8"))
    assert misfits(reviews(case), vocabulary, ["ClaimReview"]) == []


def test_the_vocabulary_check_sees_a_wrong_property_and_a_missing_one() -> None:
    vocabulary = json.loads((VOCABULARIES / "schema_org.json").read_text("utf-8"))
    wrong = reviews(CASE)[0]
    del wrong["reviewRating"]["alternateName"]
    wrong["verdict"] = "x"
    assert misfits(wrong, vocabulary, ["ClaimReview"]) == ["Rating lacks alternateName", "ClaimReview.verdict"]


def test_both_sides_are_reviewed_in_the_same_words() -> None:
    first, second = reviews(CASE)[:2]
    assert [first["claimReviewed"], second["claimReviewed"]] == [CLAIMS[1].text, f"denies: {CLAIMS[2].text}"]
    assert first["reviewRating"]["alternateName"] == second["reviewRating"]["alternateName"] == "contradiction"
    assert second["itemReviewed"]["author"] == {"@type": "Person", "name": "Tobias Renn", "jobTitle": "station officer"}


def test_what_is_denied_or_only_pointed_at_is_never_given_as_said() -> None:
    pointing = replace(CASE.findings[0], b=replace(CLAIMS[2], refers_to=1))
    first, second = reviews(replace(CASE, findings=(pointing,)))
    said = f"denies: {CLAIMS[2].text} (that is: {CLAIMS[1].text})"
    assert second["claimReviewed"] == second["itemReviewed"]["text"] == said
    assert f"Compared with Tobias Renn (2031-06-10): “{said}”." in first["reviewRating"]["ratingExplanation"]


def test_the_explanation_names_whose_each_note_is() -> None:
    told = reviews(CASE)[0]["reviewRating"]["ratingExplanation"]
    assert "Reviewers’ notes: ana: He denies the day, not the act; cem: Settled after a call. Suggested" in told


def test_a_review_stands_where_the_report_is_published() -> None:
    options = replace(CASE.options, published_url="https://desk.example/hall")
    assert reviews(replace(CASE, options=options))[0]["url"] == "https://desk.example/hall#finding-1"


def test_all_appearances_are_listed_and_the_first_is_the_earliest() -> None:
    item = reviews(CASE)[0]["itemReviewed"]
    assert [place["url"] for place in item["appearance"]] == [DOCUMENTS[1].url, DOCUMENTS[2].url]
    assert item["firstAppearance"]["url"] == DOCUMENTS[1].url


def test_pairs_unjudged_confidential_or_without_an_address_are_refused_with_the_reason() -> None:
    unjudged = replace(CASE, findings=(link(9, 1, 2, LinkType.DENIAL, 0.9),))
    assert skipped_claim_reviews(unjudged) == {"l9": ["nobody has judged it"]}
    assert skipped_claim_reviews(CASE) == {"l2": ["d3 has no published web address"]}
    assert skipped_claim_reviews(confidential())["l1"] == ["c1 is confidential"]
    with pytest.raises(ReportError, match=r"nobody has judged it \(l9\)"):
        render(unjudged, Format.JSONLD)
    with pytest.raises(ReportError, match="there is no finding"):
        render(replace(CASE, findings=()), Format.JSONLD)


# --- Web Annotation ------------------------------------------------------------------------------


@pytest.mark.parametrize("case", [CASE, confidential(), hostile.case(), replace(CASE, findings=(), others=())])
def test_annotations_hold_to_the_data_model(case: ReportCase) -> None:
    model = json.loads((VOCABULARIES / "web_annotation.schema.json").read_text("utf-8"))
    made = json.loads(render(case, Format.WEBANNOTATION))
    jsonschema.Draft202012Validator(model, format_checker=jsonschema.FormatChecker()).validate(made)
    assert made["total"] == len(made["first"]["items"])


def test_selectors_select_the_quote_in_the_text() -> None:
    for item, found in zip(
        json.loads(render(CASE, Format.WEBANNOTATION))["first"]["items"], [*FINDINGS, *CASE.others], strict=True
    ):
        for target, claim in zip(item["target"], (found.a, found.b), strict=True):
            text = TEXTS[claim.document.id]
            quote, position = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"] == claim.text
            assert text[: position["start"]].endswith(quote["prefix"])
            assert len(quote["prefix"]) == min(32, position["start"])
            assert text[position["end"] :].startswith(quote["suffix"])
            assert len(quote["suffix"]) == min(32, len(text) - position["end"])


def test_a_target_names_the_very_text_that_its_positions_count_in() -> None:
    target = json.loads(render(CASE, Format.WEBANNOTATION))["first"]["items"][0]["target"][0]
    digest = base64.urlsafe_b64encode(hashlib.sha256(TEXTS[1].encode()).digest()).decode().rstrip("=")
    assert target["scope"] == f"ni:///sha-256;{digest}"
    assert target["source"] == DOCUMENTS[1].url
