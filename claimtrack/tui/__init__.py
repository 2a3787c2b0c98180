"""The review room: reading pairs of claims and deciding on them, in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.store import Store

__all__ = ["run"]


def run(
    store: Store,
    *,
    reviewer: str,
    keymap: Path | None = None,
    blind: bool = False,
    theme: str | None = None,
    program: str = "claimtrack",
) -> list[str]:
    """Review the case until the reviewer quits; gives a line for each act that could not be written.

    `keymap` is a TOML file, None for the one in the user's configuration folder; `theme` is "dark", "light" or None for
    the last one used; `program` is how the command line calls claimtrack for this case. Raises UsageError where the key
    map is wrong and StoreError where the case cannot be read, before the screen is touched.
    """
    import gc

    from claimtrack.tui.app import ReviewApp
    from claimtrack.tui.keymap import load
    from claimtrack.tui.state import Review

    keys = load(keymap)
    review = Review(store, reviewer=reviewer, blind=blind, program=program)
    review.open()
    app = ReviewApp(review, keys, kind=theme)
    gc.freeze()  # what is imported stays: looking through it again would stop the keys for 60 ms now and then
    app.run()
    return app.unwritten
