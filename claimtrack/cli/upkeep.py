"""verify and db upgrade, backup, info: the store itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimtrack import records
from claimtrack.cli.exits import Exit
from claimtrack.cli.output import Format, counted, dumped, narrate, say, write_line
from claimtrack.cli.session import open_store, session

db_app = typer.Typer(no_args_is_help=True)


def verify(ctx: typer.Context) -> int:
    """Check every stored span, the journal's chain and the database against themselves."""
    with open_store(ctx) as store:
        problems = store.verify()
    for problem in problems:
        say(f"{problem.what} {problem.subject}: {problem.text}")
    if problems:
        narrate(f"{counted(len(problems), 'problem')}; go back to a backup, or ask whoever changed the file")
        return Exit.REFUSED
    say("sound: every span stands in its text, the journal's chain holds, the database is whole")
    return Exit.DONE


@db_app.command()
def upgrade(ctx: typer.Context) -> None:
    """Bring a store of an older claimtrack up to date, after a backup."""
    from claimtrack.store import migrate

    done = migrate.upgrade(session(ctx).db)
    if done.from_revision == done.to_revision:
        say(f"up to date: {done.to_revision}")
        return
    say(f"upgraded: {done.from_revision or 'empty'} to {done.to_revision}")
    if done.backup is not None:
        say(f"the store as it was: {done.backup}")


@db_app.command()
def backup(
    ctx: typer.Context,
    to: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where; beside the store by default.")] = None,
) -> None:
    """Write a whole copy of the store, safe while others work in it."""
    with open_store(ctx) as store:
        say(str(store.backup(to)))


@db_app.command()
def info(
    ctx: typer.Context,
    format: Annotated[Format, typer.Option("--format", help="table or json.")] = Format.TABLE,
) -> None:
    """Show where the store is, its revision, size and counts."""
    from dataclasses import fields

    with open_store(ctx) as store:
        known = store.info()
    shown = {field.name: records.plain(getattr(known, field.name)) for field in fields(known)}
    if format is not Format.TABLE:
        write_line(dumped(shown))
        return
    for name, value in shown.items():
        if isinstance(value, dict):
            value = ", ".join(f"{count} {what}" for what, count in value.items())
        say(f"{name.replace('_', ' '):<16}{'' if value is None else value}")
