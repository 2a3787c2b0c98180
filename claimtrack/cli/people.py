"""speakers merge, split, rename, alias; documents describe, alias: who is who, and what came from where."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from claimtrack.cli.filters import day, id_of
from claimtrack.cli.listing import documents, speakers
from claimtrack.cli.output import counted, say
from claimtrack.cli.session import Reviewer, open_store, who
from claimtrack.errors import UsageError

speakers_app = typer.Typer(invoke_without_command=True)
speakers_app.callback()(speakers)

documents_app = typer.Typer(invoke_without_command=True)
documents_app.callback()(documents)

SpeakerKey = Annotated[str, typer.Argument(metavar="SPEAKER", help="A speaker's key, such as s4.")]
DocumentKey = Annotated[str, typer.Argument(metavar="DOCUMENT", help="A document's key, such as d1.")]
Off = Annotated[bool, typer.Option("--off", help="No longer confidential.")]


@speakers_app.command()
def merge(
    ctx: typer.Context,
    keep: Annotated[str, typer.Argument(metavar="KEEP", help="The speaker who stays.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The speaker who is the same person.")],
    reviewer: Reviewer = None,
) -> None:
    """Say that two speakers are one."""
    with open_store(ctx) as store:
        kept = id_of(store, keep, "s")
        store.merge_speakers(kept, id_of(store, other, "s"), reviewer=who(reviewer))
        view = store.speaker(kept)
    say(f"{view.key}: {view.name}, {counted(view.claims, 'claim')}; also {', '.join(view.names)}")


@speakers_app.command()
def split(
    ctx: typer.Context,
    speaker: SpeakerKey,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A name that is the other person's; may be repeated.")
    ] = None,
    document: Annotated[
        list[str] | None, typer.Option("--document", help="A document where it is the other; may be repeated.")
    ] = None,
    claim: Annotated[
        list[str] | None, typer.Option("--claim", help="A claim that is the other's; may be repeated.")
    ] = None,
    called: Annotated[str | None, typer.Option("--as", metavar="NAME", help="What the other is called.")] = None,
    reviewer: Reviewer = None,
) -> None:
    """Say that one speaker is two: what is named goes to a new one."""
    if not (name or document or claim):
        raise UsageError(
            "say what is the other's: claimtrack speakers split s4 --name 'J. Roe' (or --document, --claim)"
        )
    with open_store(ctx) as store:
        made = store.split_speaker(
            id_of(store, speaker, "s"),
            names=tuple(name or ()),
            documents=tuple(id_of(store, one, "d") for one in document or ()),
            claims=tuple(id_of(store, one, "c") for one in claim or ()),
            name=called,
            reviewer=who(reviewer),
        )
        view = store.speaker(made)
    say(f"{view.key}: {view.name}, {counted(view.claims, 'claim')}")


@speakers_app.command()
def rename(
    ctx: typer.Context,
    speaker: SpeakerKey,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to show.")],
    reviewer: Reviewer = None,
) -> None:
    """Give a speaker another name to be shown under."""
    with open_store(ctx) as store:
        id = id_of(store, speaker, "s")
        store.rename_speaker(id, name, reviewer=who(reviewer))
        view = store.speaker(id)
    say(f"{view.key}: {view.name}")


@speakers_app.command("alias")
def alias_speaker(
    ctx: typer.Context,
    speaker: SpeakerKey,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Another name, or what exports show.")] = None,
    confidential: Annotated[
        bool, typer.Option("--confidential", help="Exports show NAME only, and never the real one.")
    ] = False,
    off: Off = False,
    reviewer: Reviewer = None,
) -> None:
    """Add a name a speaker is known by; with --confidential, the only one that leaves the case."""
    with open_store(ctx) as store:
        id = id_of(store, speaker, "s")
        if off:
            store.alias_speaker(id, None, reviewer=who(reviewer))
        elif name is None:
            raise UsageError("say the name: claimtrack speakers alias s4 'Source A' --confidential")
        elif confidential:
            store.alias_speaker(id, name, reviewer=who(reviewer))
        else:
            store.add_speaker_name(id, name, reviewer=who(reviewer))
        view = store.speaker(id)
    hidden = f"; exports say {view.alias}" if view.alias else ""
    say(f"{view.key}: {view.name}; also {', '.join(view.names)}{hidden}")


@documents_app.command("alias")
def alias_document(
    ctx: typer.Context,
    document: DocumentKey,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="What exports show in its place.")] = None,
    off: Off = False,
    reviewer: Reviewer = None,
) -> None:
    """Keep a document confidential: exports show NAME only."""
    if name is None and not off:
        raise UsageError("say what stands for it: claimtrack documents alias d1 'Document A'")
    with open_store(ctx) as store:
        id = id_of(store, document, "d")
        store.alias_document(id, None if off else name, reviewer=who(reviewer))
        view = store.document(id)
    say(f"{view.key}: {f'exports say {view.alias}' if view.alias else 'not confidential'}")


@documents_app.command()
def describe(
    ctx: typer.Context,
    document: DocumentKey,
    title: Annotated[str | None, typer.Option("--title", help="Its title.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Who published it.")] = None,
    published: Annotated[str | None, typer.Option("--published", metavar="DATE", help="When.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="Where.")] = None,
    author: Annotated[str | None, typer.Option("--author", help="Who wrote it.")] = None,
    reviewer: Reviewer = None,
) -> None:
    """Mend where a document came from; its text never changes."""
    given = {"title": title, "outlet": outlet, "url": url, "author": author}
    mended: dict[str, Any] = {key: value or None for key, value in given.items() if value is not None}
    if published is not None:
        mended["published"] = day(published) if published else None
    if not mended:
        raise UsageError("say what to mend: claimtrack documents describe d1 --outlet 'The Mill Town Echo'")
    with open_store(ctx) as store:
        id = id_of(store, document, "d")
        store.describe_document(id, reviewer=who(reviewer), **mended)
        view = store.document(id)
    shown = (view.title, view.outlet, view.published, view.url, view.author)
    say(f"{view.key}: {', '.join(str(one) for one in shown if one is not None)}")
