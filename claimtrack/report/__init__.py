"""What people decided, as documents that an editor and a lawyer can check."""

from __future__ import annotations

from pathlib import Path

from claimtrack.report.case import (
    Format,
    ReportCase,
    ReportOptions,
    choice_in_words,
    choose,
    format_of,
    suffix,
    time_of_making,
)
from claimtrack.report.exposure import exposures
from claimtrack.report.gather import gathered
from claimtrack.report.records import json_report, schema
from claimtrack.report.strict import strict_reasons
from claimtrack.report.table import csv_report

__all__ = [
    "Format",
    "ReportCase",
    "ReportOptions",
    "choice_in_words",
    "choose",
    "exposures",
    "format_of",
    "render",
    "schema",
    "skipped_claim_reviews",
    "strict_reasons",
    "suffix",
    "time_of_making",
]


def render(case: ReportCase, format: Format, template_dir: Path | None = None) -> bytes:
    """The report as the bytes of a file: the same case gives the same bytes.

    Raises ReportError where the format cannot be made of this case or on this machine.
    """
    report = gathered(case)
    match format:
        case Format.MD:
            from claimtrack.report.markdown import markdown_report

            return markdown_report(report, template_dir)
        case Format.CSV:
            return csv_report(report)
        case Format.JSON:
            return json_report(report)
        case Format.HTML:
            from claimtrack.report.html import html_report

            return html_report(report, template_dir)
        case Format.PDF:
            from claimtrack.report.pdf import pdf_report

            return pdf_report(report, template_dir)
        case Format.DOCX:
            from claimtrack.report.docx import docx_report

            return docx_report(report)
        case Format.JSONLD:
            from claimtrack.report.claimreview import claim_reviews

            return claim_reviews(report)
        case Format.WEBANNOTATION:
            from claimtrack.report.webannotation import web_annotations

            return web_annotations(report)


def skipped_claim_reviews(case: ReportCase) -> dict[str, list[str]]:
    """The links whose findings are left out of the ClaimReview export, each with why."""
    from claimtrack.report.claimreview import skipped

    return skipped(gathered(case))
