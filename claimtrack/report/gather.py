"""Rows in, contents out; the one place where a report meets real names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import PurePath
from typing import Any, TypeVar

from claimtrack.report.case import ReportCase, choice_in_words
from claimtrack.report.contents import (
    Anchor,
    Appearance,
    Contents,
    Decision,
    Dossier,
    Evidence,
    Finding,
    Opposite,
    PairAgreement,
    ReasonGiven,
    Remark,
    RoleHeld,
    Source,
    Statement,
)
from claimtrack.report.context import Page
from claimtrack.report.headline import headline
from claimtrack.report.masking import Mask, mark
from claimtrack.vocabulary import ClaimView, DocumentView, JudgementView, LinkView, Spans, to_document

UNKNOWN = "unknown speaker"
NOT_JUDGED = "not judged"
_AROUND = 32
"""Characters on either side of an anchor."""

_OWN_WORDS = frozenset(
    "mark relation type stance kind speaker_kind verdict verdicts dated_by disclaimer version made_at at state "
    "journal_head sha256 id claim link speaker_id date said published seen_on signal".split()
)
"""Fields that hold claimtrack's words, dates, keys and digests: no name can be in them, and a mask would break them."""

_T = TypeVar("_T")


def gathered(case: ReportCase) -> Contents:
    """All that the report says, masked unless the case's options reveal it."""
    return _Gathering(case).contents()


class _Gathering:
    def __init__(self, case: ReportCase) -> None:
        self._case = case
        hidden = not case.options.reveal
        self._mask = Mask(case.speakers.values() if hidden else (), case.documents.values() if hidden else ())
        self._pages: dict[int, Page] = {}
        self._shown_others = case.others if case.options.include_appendix else ()
        self._claims = self._mentioned()
        self._sources = self._source_list()
        self._in_findings: dict[int, list[int]] = defaultdict(list)
        for number, link in enumerate(case.findings, 1):
            for side in dict.fromkeys((link.a.id, link.b.id)):
                self._in_findings[side].append(number)

    def contents(self) -> Contents:
        case = self._case
        findings = tuple(self._finding(n, link) for n, link in enumerate(case.findings, 1))
        chronology = self._chronology()
        verdicts = Counter(finding.verdict or NOT_JUDGED for finding in findings)
        made = Contents(
            title=case.title,
            made_at=_moment(case.made_at),
            version=case.version,
            state=case.state,
            journal_head=case.journal_head,
            filters=case.options.filters or (choice_in_words(),),
            published_url=case.options.published_url,
            revealed=case.options.reveal
            and any(row.alias for rows in (case.speakers, case.documents) for row in rows.values()),
            withheld=self._mask.active,
            findings=findings,
            appendix=tuple(self._finding(n, link) for n, link in enumerate(self._shown_others, 1)),
            chronology=chronology,
            dossiers=self._dossiers(chronology),
            sources=tuple(self._sources.values()),
            agreement=_agreements(case.findings + self._shown_others),
            verdicts=tuple(sorted(verdicts.items(), key=lambda item: (-item[1], item[0]))),
        )
        return _masked(made, self._mask) if self._mask.active else made

    # --- documents ---------------------------------------------------------------------------

    def _mentioned(self) -> dict[int, ClaimView]:
        """Every claim that the report shows, by id."""
        found: dict[int, ClaimView] = {}
        for link in (*self._case.findings, *self._shown_others):
            for claim in (link.a, link.b):
                found[claim.id] = claim
                for other in claim.appearances:
                    if other in self._case.claims:
                        found.setdefault(other, self._case.claims[other])
        for claim in self._case.chronology:
            found.setdefault(claim.id, claim)
        return found

    def _source_list(self) -> dict[int, Source]:
        used = Counter(claim.document.id for claim in self._claims.values())
        rows = {claim.document.id: claim.document for claim in self._claims.values()}
        rows |= {id: self._case.documents[id] for id in rows if id in self._case.documents}
        ordered = sorted(rows.values(), key=lambda d: (d.published or date.max, d.sha256, d.id))
        return {
            row.id: replace(self._source(number, row), statements=used[row.id]) for number, row in enumerate(ordered, 1)
        }

    def _source(self, number: int, row: DocumentView) -> Source:
        alias = self._mask.document(row.id)
        path = self._mask.reference(row.path)
        return Source(
            number=number,
            id=row.key,
            title=alias or row.title or PurePath(path or "").name or row.key,
            outlet=None if alias else row.outlet,
            author=None if alias else row.author,
            published=_day(row.published),
            url=None if alias else self._mask.reference(row.url),
            path=None if alias else path,
            sha256=None if alias else row.sha256,
            characters=row.characters or len(self._page(row.id).text),
            confidential=bool(row.alias),
        )

    def _page(self, document_id: int) -> Page:
        page = self._pages.get(document_id)
        if page is None:
            mentions = {
                span: mark(alias)
                for claim in self._claims.values()
                if claim.document.id == document_id and (alias := self._mask.speaker(claim.speaker_id))
                for span in claim.source
            }
            page = self._pages[document_id] = Page(self._case.texts(document_id), self._mask, mentions)
        return page

    # --- speakers ----------------------------------------------------------------------------

    def _speaker(self, claim: ClaimView) -> str:
        alias = self._mask.speaker(claim.speaker_id)
        if alias:
            return alias
        row = self._case.speakers.get(claim.speaker_id) if claim.speaker_id is not None else None
        return (row.name if row else claim.speaker) or UNKNOWN

    def _is_confidential(self, speaker_id: int | None) -> bool:
        row = self._case.speakers.get(speaker_id) if speaker_id is not None else None
        return bool(row and row.alias)

    def _role(self, claim: ClaimView) -> str | None:
        if self._mask.speaker(claim.speaker_id):
            return None
        if claim.role:
            return claim.role
        row = self._case.speakers.get(claim.speaker_id) if claim.speaker_id is not None else None
        here = [role.role for role in row.roles if role.document_id == claim.document.id] if row else []
        return here[0] if here else None

    def _relayed_by(self, claim: ClaimView) -> str | None:
        if claim.via:
            return claim.via
        relay = self._case.claims.get(claim.relayed_by) if claim.relayed_by is not None else None
        return self._speaker(relay) if relay else ("another speaker" if claim.relayed_by is not None else None)

    # --- pairs -------------------------------------------------------------------------------

    def _finding(self, number: int, link: LinkView) -> Finding:
        verdict = link.judgement.verdict if link.judgement else None
        a_triggers = [span for reason in link.reasons for span in reason.a_spans]
        b_triggers = [span for reason in link.reasons for span in reason.b_spans]
        return Finding(
            number=number,
            link=link.key,
            headline=headline(self._meant(link.a), self._meant(link.b), link.relation, verdict),
            relation=link.relation.value,
            type=link.type.value,
            score=link.score,
            line=link.line,
            reasons=tuple(
                ReasonGiven(
                    reason.signal,
                    reason.value,
                    reason.text,
                    self._words(link.a, reason.a_spans),
                    self._words(link.b, reason.b_spans),
                )
                for reason in link.reasons
            ),
            a=self._evidence(link.a, a_triggers),
            b=self._evidence(link.b, b_triggers),
            verdict=verdict.value if verdict else None,
            judgements=tuple(_decision(judgement) for judgement in link.judgements),
            agreement=_agreement(link.judgements),
            notes=tuple(
                Remark(note.subject, note.text, note.reviewer, _moment(note.at))
                for note in link.notes
                if not note.private
            ),
            tags=link.tags,
            flagged=link.flagged,
            stale=link.stale,
        )

    def _quote(self, claim: ClaimView) -> tuple[str, ...]:
        page = self._page(claim.document.id)
        return tuple(page.slice(span) for span in claim.content)

    def _meant(self, claim: ClaimView) -> str:
        return self._points_at(claim) or self._text(claim)

    def _points_at(self, claim: ClaimView) -> str | None:
        if claim.refers_to is not None and (other := self._case.claims.get(claim.refers_to)) is not None:
            return self._text(other)
        return self._page(claim.document.id).slice(claim.refers_span) if claim.refers_span else None

    def _text(self, claim: ClaimView) -> str:
        return " … ".join(self._quote(claim))

    def _words(self, claim: ClaimView, spans: Spans) -> tuple[str, ...]:
        page = self._page(claim.document.id)
        return tuple(text for span in spans for part in to_document(claim.content, span) if (text := page.slice(part)))

    def _evidence(self, claim: ClaimView, triggers: list[tuple[int, int]]) -> Evidence:
        page = self._page(claim.document.id)
        around, cut_before, cut_after = page.around(claim.content, claim.source + claim.cue)
        marked = {
            "source": claim.source,
            "cue": claim.cue,
            "quote": claim.content,
            "trigger": tuple(part for span in triggers for part in to_document(claim.content, span)),
        }
        alias = self._mask.speaker(claim.speaker_id)
        relayed_by = self._relayed_by(claim)
        return Evidence(
            claim=claim.key,
            speaker=self._speaker(claim),
            speaker_id=None if claim.speaker_id is None else f"s{claim.speaker_id}",
            speaker_kind=claim.speaker_kind.value,
            confidential=self._is_confidential(claim.speaker_id) or bool(claim.document.alias),
            candidates=claim.candidates if claim.speaker_id is None else (),
            role=self._role(claim),
            attributed_to=alias or " … ".join(page.slice(span) for span in claim.source) or claim.source_text,
            kind=claim.kind.value,
            stance=claim.stance.value,
            firsthand=relayed_by is None,
            relayed_by=relayed_by,
            quote=self._quote(claim),
            points_at=self._points_at(claim),
            masked=page.is_masked(around),
            context=page.segments(around, marked),
            cut_before=cut_before,
            cut_after=cut_after,
            source=self._sources[claim.document.id],
            said=_day(claim.said_on),
            published=_day(claim.document.published),
            paragraph=claim.paragraph,
            line=claim.line,
            spans=claim.content,
            anchor=_anchor(page, claim.content),
            appearances=tuple(
                self._appearance(other)
                for id in claim.appearances
                if id != claim.id and (other := self._claims.get(id)) is not None
            ),
        )

    def _appearance(self, claim: ClaimView) -> Appearance:
        return Appearance(
            claim=claim.key,
            speaker=self._speaker(claim),
            source=self._sources[claim.document.id].number,
            date=_day(claim.said_on or claim.document.published),
            paragraph=claim.paragraph,
            line=claim.line,
            spans=claim.content,
            stance=claim.stance.value,
            quote=self._text(claim),
        )

    # --- all statements ----------------------------------------------------------------------

    def _chronology(self) -> tuple[Statement, ...]:
        sides = {c.id: c for link in (*self._case.findings, *self._shown_others) for c in (link.a, link.b)}
        sides |= {claim.id: claim for claim in self._case.chronology}
        ordered = sorted(
            sides.values(),
            key=lambda claim: (
                claim.said_on or claim.document.published or date.max,
                self._sources[claim.document.id].number,
                claim.start,
                claim.id,
            ),
        )
        return tuple(self._statement(claim) for claim in ordered)

    def _statement(self, claim: ClaimView) -> Statement:
        dated_by = "said" if claim.said_on else "published" if claim.document.published else "undated"
        return Statement(
            claim=claim.key,
            speaker=self._speaker(claim),
            speaker_id=None if claim.speaker_id is None else f"s{claim.speaker_id}",
            date=_day(claim.said_on or claim.document.published),
            dated_by=dated_by,
            quote=self._text(claim),
            points_at=self._points_at(claim),
            stance=claim.stance.value,
            source=self._sources[claim.document.id].number,
            paragraph=claim.paragraph,
            findings=tuple(self._in_findings.get(claim.id, ())),
        )

    def _dossiers(self, chronology: tuple[Statement, ...]) -> tuple[Dossier, ...]:
        statements: dict[int, list[Statement]] = defaultdict(list)
        for statement in chronology:
            if statement.speaker_id is not None:
                statements[int(statement.speaker_id[1:])].append(statement)
        opposites: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, link in enumerate(self._case.findings, 1):
            for one, other in ((link.a, link.b), (link.b, link.a)):
                if one.speaker_id is not None and (one.speaker_id != other.speaker_id or one is link.a):
                    opposites[one.speaker_id][self._speaker(other)].append(number)
        made = [self._dossier(id, found, opposites[id]) for id, found in statements.items()]
        return tuple(sorted(made, key=lambda dossier: (dossier.speaker.casefold(), dossier.speaker_id)))

    def _dossier(self, speaker_id: int, statements: list[Statement], opposites: dict[str, list[int]]) -> Dossier:
        row = self._case.speakers.get(speaker_id)
        alias = self._mask.speaker(speaker_id)
        kind = (
            row.kind
            if row
            else next(claim.speaker_kind for claim in self._claims.values() if claim.speaker_id == speaker_id)
        )
        held = (
            ()
            if alias or row is None
            else tuple(
                RoleHeld(
                    role.role,
                    _day(role.seen_on),
                    self._sources[role.document_id].number if role.document_id in self._sources else None,
                )
                for role in row.roles
            )
        )
        return Dossier(
            speaker=statements[0].speaker,
            speaker_id=f"s{speaker_id}",
            kind=kind.value,
            confidential=self._is_confidential(speaker_id),
            names=() if alias or row is None else tuple(n for n in row.names if n != row.name),
            roles=held,
            statements=tuple(statements),
            opposites=tuple(
                Opposite(name, tuple(numbers))
                for name, numbers in sorted(opposites.items(), key=lambda item: (-len(item[1]), item[0]))
            ),
        )


def _anchor(page: Page, spans: Spans) -> Anchor:
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    return Anchor(
        exact=page.slice((start, end)),
        prefix=page.slice((max(start - _AROUND, 0), start)),
        suffix=page.slice((end, min(end + _AROUND, len(page.text)))),
        start=start,
        end=end,
    )


# --- judgements ------------------------------------------------------------------------------


def _decision(judgement: JudgementView) -> Decision:
    return Decision(
        reviewer=judgement.reviewer,
        verdict=judgement.verdict.value,
        at=_moment(judgement.at),
        note=judgement.note,
        score_seen=judgement.score_seen,
        blind=judgement.blind,
        adjudication=judgement.adjudication,
    )


def _agreement(judgements: Iterable[JudgementView]) -> str:
    judgements = list(judgements)
    people = [j for j in judgements if not j.adjudication]
    settled = [j for j in judgements if j.adjudication]
    if not people:
        said = "nobody has judged it"
    elif len(people) == 1:
        said = f"judged by one person, {people[0].reviewer}"
    elif len({j.verdict for j in people}) == 1:
        *first, last = (j.reviewer for j in people)
        said = f"{', '.join(first)} and {last} agree"
    else:
        said = "reviewers differ: " + ", ".join(f"{j.reviewer} {j.verdict.value}" for j in people)
        if not settled:
            said += "; not settled"
    if settled:
        said += f"; settled as {settled[-1].verdict.value} by {settled[-1].reviewer}"
    return said


def _agreements(links: Iterable[LinkView]) -> tuple[PairAgreement, ...]:
    pairs: Counter[tuple[str, str]] = Counter()
    agreed: Counter[tuple[str, str]] = Counter()
    for link in links:
        people = sorted((j.reviewer, j.verdict) for j in link.judgements if not j.adjudication)
        for (a, a_verdict), (b, b_verdict) in combinations(people, 2):
            pairs[a, b] += 1
            agreed[a, b] += a_verdict == b_verdict
    return tuple(PairAgreement(a, b, n, agreed[a, b]) for (a, b), n in sorted(pairs.items()))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(at: datetime) -> str:
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return at.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _masked(value: _T, mask: Mask) -> _T:
    """The same records with every string masked: what no rule above has thought of is caught here."""

    def walk(item: Any) -> Any:
        if isinstance(item, str):
            return mask.text(item)
        if isinstance(item, tuple):
            return tuple(walk(part) for part in item) if not _is_span(item) else item
        if is_dataclass(item) and not isinstance(item, type):
            known = seen.get(id(item))
            if known is None:
                made = replace(
                    item, **{f.name: walk(getattr(item, f.name)) for f in fields(item) if f.name not in _OWN_WORDS}
                )
                known = seen[id(item)] = (item, made)
            return known[1]
        return item

    seen: dict[int, tuple[Any, Any]] = {}
    masked: _T = walk(value)
    return masked


def _is_span(item: tuple[Any, ...]) -> bool:
    return bool(item) and all(isinstance(part, int) for part in item)
