"""claims, links, speakers, documents: list, filter, search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack import records
from claimtrack.cli.filters import ClaimWords, LinkWords, order_of, spread
from claimtrack.cli.output import Column, Format, emit
from claimtrack.cli.session import open_store
from claimtrack.cli.summary import pointed_at
from claimtrack.vocabulary import LinkView, Stance

if TYPE_CHECKING:
    from claimtrack.store import Store

Shape = Annotated[Format, typer.Option("--format", help="How stdout shows it.")]
Limit = Annotated[int | None, typer.Option("--limit", help="At most so many.", min=1, metavar="N")]

CLAIM_COLUMNS = (
    Column("id", "id"),
    Column("speaker", "speaker"),
    Column("stance", "stance"),
    Column("kind", "kind", aside=True),
    Column("sure", "confidence", aside=True),
    Column("said", "said_on", aside=True),
    Column("outlet", "document.outlet", aside=True),
    Column("in", "document.id"),
    Column("claim", "text", wide=True),
)

LINK_COLUMNS = (
    Column("id", "id"),
    Column("score", "score"),
    Column("relation", "relation", aside=True),
    Column("type", "type"),
    Column("judged", "judgement.value"),
    Column("speaker", "side.speaker"),
    Column("said", "side.said", aside=True),
    Column("claim", "side.text", wide=True),
)

SPEAKER_COLUMNS = (
    Column("id", "id"),
    Column("name", "name"),
    Column("kind", "kind", aside=True),
    Column("claims", "claims"),
    Column("roles", "role_names", wide=True),
    Column("also", "names", wide=True),
    Column("alias", "alias", aside=True),
)

DOCUMENT_COLUMNS = (
    Column("id", "id"),
    Column("published", "published"),
    Column("outlet", "outlet"),
    Column("title", "title", wide=True),
    Column("claims", "claims"),
    Column("path", "path", wide=True, aside=True),
)


@spread("words", ClaimWords)
def claims(
    ctx: typer.Context,
    words: ClaimWords,
    format: Shape = Format.TABLE,
    limit: Limit = None,
) -> None:
    """List who said what, in the order of the texts."""
    with open_store(ctx) as store:
        found = store.claims(words.filter(store), limit=limit)
        emit(
            (records.claim(one) for one in found),
            format,
            CLAIM_COLUMNS,
            empty="no claim fits; add articles with: claimtrack add PATH",
        )


@spread("words", LinkWords)
def links(
    ctx: typer.Context,
    words: LinkWords,
    format: Shape = Format.TABLE,
    limit: Limit = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what the noise budget hides and what is folded into another.")
    ] = False,
    order: Annotated[
        str, typer.Option("--order", metavar="ORDER", help="score, uncertain, newest, speaker or id.")
    ] = "score",
    whose: Annotated[
        str | None,
        typer.Option("--as", metavar="NAME", help="With states and judgements as this reviewer has them."),
    ] = None,
) -> None:
    """List the pairs that do not fit, strongest first."""
    with open_store(ctx) as store:
        asked = words.filter(store, everything=everything)
        by = order_of(order)
        if limit is None:
            found = store.iter_links(asked, reviewer=whose, order=by)
        else:
            found = iter(store.links(asked, reviewer=whose, order=by, limit=limit))
        rows = table_of(store, list(found)) if format is Format.TABLE else (records.link(one) for one in found)
        emit(rows, format, LINK_COLUMNS, empty="no link fits; find links with: claimtrack link")


def speakers(
    ctx: typer.Context,
    format: Shape = Format.TABLE,
    search: Annotated[str | None, typer.Option("--search", help="Part of a name.")] = None,
) -> None:
    """List the speakers, most claims first; or merge, split, rename, alias them."""
    if ctx.invoked_subcommand is not None:
        return
    with open_store(ctx) as store:
        found = [records.speaker(one) for one in store.speakers(search=search)]
    if format is Format.TABLE:
        for one, view in zip(found, found, strict=True):
            one["role_names"] = role_names(view)
            one["names"] = [name for name in names_of(view) if name != one["name"]]
    emit(found, format, SPEAKER_COLUMNS, empty="no speaker yet; add articles with: claimtrack add PATH")


def documents(ctx: typer.Context, format: Shape = Format.TABLE) -> None:
    """List the documents; or mend where one came from, or hide one behind an alias."""
    if ctx.invoked_subcommand is not None:
        return
    with open_store(ctx) as store:
        found = [records.document(one) for one in store.documents()]
    emit(found, format, DOCUMENT_COLUMNS, empty="no document yet; add articles with: claimtrack add PATH")


def role_names(record: records.Record) -> list[str]:
    roles = record["roles"]
    assert isinstance(roles, list)
    return list(dict.fromkeys(str(role["role"]) for role in roles))


def names_of(record: records.Record) -> list[str]:
    names = record["names"]
    assert isinstance(names, list)
    return [str(name) for name in names]


def table_of(store: Store, links: list[LinkView]) -> Iterator[records.Record]:
    """Each link as two rows, one a side; a denied content is told as denied, for its words say the opposite."""
    pointed = pointed_at(store, links)
    for view in links:
        record = records.link(view)
        for claim in (view.a, view.b):
            stance = "" if claim.stance is Stance.ASSERTS else f"{claim.stance.value}: "
            meant = pointed.get(claim.refers_to or 0)
            said = claim.said_on or claim.document.published
            text = f"{stance}{claim.text}{f' (that is: {meant.text})' if meant else ''}"
            yield record | {"side": {"speaker": claim.speaker, "said": records.day(said), "text": text}}
            record = {}
