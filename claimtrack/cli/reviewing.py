"""review: the terminal app."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimtrack.cli.session import Reviewer, open_store, who


def review(
    ctx: typer.Context,
    reviewer: Reviewer = None,
    keys: Annotated[
        Path | None, typer.Option("--keys", metavar="FILE", help="Your own keys, one 'action = key' a line.")
    ] = None,
) -> None:
    """Judge the pairs one by one in the terminal."""
    from claimtrack import tui

    with open_store(ctx) as store:
        tui.run(store, who(reviewer), keys)
