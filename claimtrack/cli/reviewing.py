"""review: the terminal app."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from claimtrack.cli.exits import Exit
from claimtrack.cli.output import narrate
from claimtrack.cli.session import Reviewer, open_store, program, who
from claimtrack.errors import UsageError


def review(
    ctx: typer.Context,
    reviewer: Reviewer = None,
    keymap: Annotated[
        Path | None, typer.Option("--keymap", metavar="FILE", help="Your own keys: a TOML file with a table of keys.")
    ] = None,
    blind: Annotated[bool, typer.Option("--blind", help="Start with scores and others' judgements hidden.")] = False,
    theme: Annotated[
        str | None, typer.Option("--theme", metavar="dark|light", help="The last one used by default.")
    ] = None,
) -> int:
    """Judge the pairs one by one in the terminal."""
    if theme not in (None, "dark", "light"):
        raise UsageError(f"{theme!r} is no theme; say dark or light")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("review needs a terminal; scripts use: claimtrack judge, note, tag, undo")
    from claimtrack import tui

    with open_store(ctx) as store:
        unwritten = tui.run(
            store, reviewer=who(reviewer), keymap=keymap, blind=blind, theme=theme, program=program(ctx)
        )
    for line in unwritten:
        narrate(line)
    return Exit.FAILED if unwritten else Exit.DONE
