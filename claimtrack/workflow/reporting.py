"""The rows of a store as a case that a report is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import claimtrack
from claimtrack.vocabulary import ClaimView, LinkView, NoteView

if TYPE_CHECKING:
    from claimtrack.report import ReportCase, ReportOptions
    from claimtrack.store import Store


def case_of(
    store: Store,
    findings: Iterable[LinkView],
    others: Iterable[LinkView],
    options: ReportOptions,
    title: str | None = None,
) -> ReportCase:
    """The case with these findings; every speaker and document goes along, so that each confidential one is masked."""
    from claimtrack.report import ReportCase, time_of_making

    shown, aside = noted(store, findings), noted(store, others)
    info = store.info()
    documents = store.documents()
    return ReportCase(
        title=title or info.title or title_of(store.path),
        made_at=time_of_making(),
        version=claimtrack.__version__,
        state=state_of(info.head or "", (one.sha256 for one in documents), shown + aside),
        journal_head=info.head or "",
        findings=shown,
        others=aside,
        documents={one.id: one for one in documents},
        speakers={one.id: one for one in store.speakers()},
        texts=store.document_text,
        claims=store.claims_by_id(mentioned(shown + aside)),
        options=options,
    )


def noted(store: Store, links: Iterable[LinkView]) -> tuple[LinkView, ...]:
    """The links with the notes on their claims, documents and speakers behind those on themselves."""
    known: dict[str, tuple[NoteView, ...]] = {}

    def on(key: str) -> tuple[NoteView, ...]:
        if key not in known:
            known[key] = tuple(store.notes(key, private=False))
        return known[key]

    made = []
    for link in links:
        keys = [side.key for side in (link.a, link.b)]
        keys += [side.document.key for side in (link.a, link.b)]
        keys += [f"s{side.speaker_id}" for side in (link.a, link.b) if side.speaker_id is not None]
        more = [note for key in dict.fromkeys(keys) for note in on(key)]
        made.append(replace(link, notes=(*link.notes, *more)) if more else link)
    return tuple(made)


def state_of(head: str, texts: Iterable[str], links: Iterable[LinkView]) -> str:
    """A digest that differs where the texts, what people did, or the links told of differ."""
    told = [head, *sorted(texts), *(f"{link.key} {link.score} {link.line}" for link in links)]
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()


def title_of(path: Path | None) -> str:
    return path.stem.replace("_", " ").replace("-", " ") if path is not None else "claimtrack"


def mentioned(links: Iterable[LinkView]) -> list[int]:
    """Ids of claims that the links' claims name: appearances, what relays them, what they refer to."""
    ids: set[int] = set()
    for link in links:
        for claim in (link.a, link.b):
            ids.update(claim.appearances)
            ids.update(one for one in (claim.relayed_by, claim.refers_to) if one is not None)
    return sorted(ids)


def claims_between(claims: Iterable[ClaimView]) -> list[ClaimView]:
    """In the order they were said, the undated ones last."""
    return sorted(
        claims,
        key=lambda one: (
            (when := one.said_on or one.document.published) is None,
            when.isoformat() if when else "",
            one.id,
        ),
    )
