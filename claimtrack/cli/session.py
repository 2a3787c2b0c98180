"""Which store, and who is at the keyboard."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.output import narrate

if TYPE_CHECKING:
    from claimtrack.store import Store

DEFAULT_DB = "claimtrack.db"

REVIEWER = "CLAIMTRACK_REVIEWER"

Reviewer = Annotated[
    str | None,
    typer.Option("--reviewer", metavar="NAME", envvar=REVIEWER, help="Whose act this is; the system user by default."),
]

Actor = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", envvar=REVIEWER, help="Whose act this is; the system user by default."),
]
"""The same where --reviewer picks whose judgements are shown."""


@dataclass(frozen=True, slots=True)
class Session:
    """What the words before the verb say."""

    db: str = DEFAULT_DB


def open_store(ctx: typer.Context, *, create: bool = False) -> Store:
    """The case's store; says so on stderr while another writer holds it."""
    from claimtrack.store import Store

    def waiting(seconds: float) -> None:
        narrate(f"the store is busy; waiting ({seconds:.0f} s)")

    return Store.open(session(ctx).db, create=create, on_busy=waiting)


def program(ctx: typer.Context) -> str:
    """How to call claimtrack again for the same case."""
    db = session(ctx).db
    return "claimtrack" if db == DEFAULT_DB else f"claimtrack --db {shlex.quote(db)}"


def session(ctx: typer.Context) -> Session:
    return ctx.obj if isinstance(ctx.obj, Session) else Session()


def who(name: str | None) -> str:
    """The reviewer's name, never empty."""
    given = " ".join((name or "").split())
    if given:
        return given
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USER") or "reviewer"
