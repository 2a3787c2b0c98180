"""show: one claim, link, document or speaker in full."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack import records
from claimtrack.cli.filters import id_of
from claimtrack.cli.judging import Key
from claimtrack.cli.output import dumped, say, write_line
from claimtrack.cli.session import open_store
from claimtrack.cli.summary import against, origin, quoted, wrapped
from claimtrack.vocabulary import ClaimView, DocumentView, LinkView, NoteView, SpeakerView

if TYPE_CHECKING:
    from claimtrack.store import Store


class Shape(StrEnum):
    TEXT = "text"
    JSON = "json"


def show(
    ctx: typer.Context,
    id: Key,
    cite: Annotated[bool, typer.Option("--cite", help="A claim as one line to cite it by.")] = False,
    format: Annotated[Shape, typer.Option("--format", help="For people or for scripts.")] = Shape.TEXT,
) -> None:
    """Show one thing in full: c12, l3, d1 or s4."""
    with open_store(ctx) as store:
        letter, number = store.parse_key(id)
        if cite:
            from claimtrack.tui.citation import citation

            say(citation(store.claim(id_of(store, id, "c"))))
            return
        if format is Shape.JSON:
            write_line(dumped(as_record(store, letter, number), indent=2))
            return
        for line in as_lines(store, letter, number):
            say(line)
        extra = store.tags(id)
        if extra and letter != "l":
            say(f"tags: {', '.join(extra)}")
        for one in store.notes(id):
            say(noted(one))


def as_record(store: Store, letter: str, id: int) -> records.Record:
    if letter == "l":
        return records.link(store.link(id))
    extra: records.Record = {
        "notes": [records.note(one) for one in store.notes(f"{letter}{id}")],
        "tags": list(store.tags(f"{letter}{id}")),
    }
    if letter == "c":
        return records.claim(store.claim(id)) | extra
    if letter == "d":
        return records.document(store.document(id)) | {"text": store.document_text(id)} | extra
    return records.speaker(store.speaker(id)) | extra


def as_lines(store: Store, letter: str, id: int) -> list[str]:
    if letter == "l":
        return link_lines(store, store.link(id))
    if letter == "c":
        view = store.claim(id)
        return claim_lines(view, store.document_text(view.document.id))
    if letter == "d":
        return document_lines(store.document(id), store.document_text(id))
    speaker = store.speaker(id)
    return speaker_lines(speaker, store.dossier(speaker.id))


def link_lines(store: Store, link: LinkView) -> list[str]:
    state = [
        word for word, is_so in (("flagged", link.flagged), ("skipped", link.skipped), ("stale", link.stale)) if is_so
    ]
    lines = [f"{link.key} {link.relation.value}, {link.type.value}, {link.score:.2f}: {against(link)}"]
    for claim in (link.a, link.b):
        lines += ["", *claim_lines(claim, store.document_text(claim.document.id))]
    lines += ["", f"Why: {link.line}"]
    lines += [f"  {one.signal} {one.value:+.2f}: {one.text}" for one in link.reasons]
    for made in link.judgements:
        how = " (adjudication)" if made.adjudication else " (blind)" if made.blind else ""
        note = f": {made.note}" if made.note else ""
        lines.append(f"judged {made.verdict.value} by {made.reviewer}, {records.moment(made.at)}{how}{note}")
    if link.tags:
        lines.append(f"tags: {', '.join(link.tags)}")
    if state:
        lines.append(", ".join(state))
    return lines


def claim_lines(claim: ClaimView, text: str) -> list[str]:
    """The claim, where it stands, and the paragraph around it."""
    lines = [f"{claim.key} {quoted(claim)}"] if len(claim.text) <= 200 else [f"{claim.key} {claim.speaker}"]
    lines.append(f"  in {claim.document.key} {origin(claim)}, line {claim.line}, characters {places(claim)}")
    about = [
        claim.kind.value,
        f"as “{claim.source_text}”" if claim.source_text else "",
        claim.role or "",
        f"said on {claim.said_on}" if claim.said_on else "",
        f"by way of {claim.via}" if claim.via else "",
        f"refers to c{claim.refers_to}" if claim.refers_to is not None else "",
        f"could be {', '.join(claim.candidates)}" if claim.candidates and not claim.speaker else "",
        f"{claim.confidence:.2f} sure",
    ]
    lines.append("  " + ", ".join(one for one in about if one))
    start, end = claim.content[0][0], claim.content[-1][1]
    before = text.rfind("\n\n", 0, start)
    after = text.find("\n\n", end)
    lines += wrapped(text[before + 2 if before >= 0 else 0 : after if after >= 0 else len(text)])
    return lines


def places(claim: ClaimView) -> str:
    return ", ".join(f"{start}-{end}" for start, end in claim.content)


def document_lines(view: DocumentView, text: str) -> list[str]:
    fields = {
        "title": view.title,
        "outlet": view.outlet,
        "published": view.published,
        "author": view.author,
        "url": view.url,
        "path": view.path,
        "added": records.moment(view.added_at),
        "sha256": view.sha256,
        "claims": view.claims,
        "exports say": view.alias,
    }
    lines = [view.key] + [f"  {name:<12}{value}" for name, value in fields.items() if value is not None]
    return [*lines, "", text.rstrip("\n")]


def speaker_lines(view: SpeakerView, dossier: list[ClaimView]) -> list[str]:
    lines = [f"{view.key} {view.name}, {view.kind.value}"]
    others = [name for name in view.names if name != view.name]
    if others:
        lines.append(f"  also {', '.join(others)}")
    if view.alias:
        lines.append(f"  exports say {view.alias}")
    seen = list(dict.fromkeys((role.role, role.seen_on) for role in view.roles))
    lines += [f"  {role}{f' ({day})' if day else ''}" for role, day in seen]
    for claim in dossier:
        lines += wrapped(
            f"{claim.said_on or claim.document.published or 'no date'} {claim.key} {quoted(claim)} {origin(claim)}"
        )
    return lines


def noted(one: NoteView) -> str:
    return f"note {one.id} by {one.reviewer}, {records.moment(one.at)}{' (private)' if one.private else ''}: {one.text}"
