"""Draw .github/review.svg: the review room on the sample case.

    python tests/tui/picture.py [--to .github/review.svg] [--size 120x40] [--theme dark]

The case is made anew from articles/ in a temporary folder, and reviewed for a moment by nobody in particular.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import tempfile
from pathlib import Path

from claimtrack import workflow
from claimtrack.store import LinkFilter, Store
from claimtrack.tui.app import ReviewApp
from claimtrack.tui.keymap import defaults
from claimtrack.tui.state import Review
from claimtrack.vocabulary import LinkType, Verdict

ROOT = Path(__file__).parents[2]
KEYS = ("j", "p", "t", "s", "u")


async def draw(store: Store, size: tuple[int, int], kind: str) -> str:
    """The room with a few pairs decided and the first one on the screen."""
    app = ReviewApp(Review(store, reviewer="reporter"), defaults(), kind=kind, poll_every=0)
    async with app.run_test(size=size) as pilot:
        while not len(app.review.snapshot):
            await pilot.pause(0.05)
        for key in KEYS:
            await pilot.press(key)
            await pilot.pause(0.3)
        rebuttals = store.queue_ids(LinkFilter(types=(LinkType.REBUTTAL,)), reviewer="reporter")
        number = rebuttals[0] if rebuttals else app.review.snapshot.ids[0]
        app.review.go_to(number)
        app.review.judge(Verdict.CONTRADICTION)
        app.review.go_to(number)
        store.note(f"l{number}", "Ask the police for the log of that call.", reviewer="reporter")
        app.review.reread()
        app.room.show_all()
        await pilot.pause(0.5)
        picture = app.export_screenshot(title="claimtrack review")
    return re.sub(r"[ \t]+\n", "\n", picture)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--to", type=Path, default=ROOT / ".github" / "review.svg")
    words.add_argument("--size", default="120x40")
    words.add_argument("--theme", choices=["dark", "light"], default="dark")
    asked = words.parse_args()
    columns, rows = (int(part) for part in asked.size.split("x"))
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bury.db", create=True) as store:
        workflow.add(store, [str(ROOT / "articles")])
        workflow.link(store)
        picture = asyncio.run(draw(store, (columns, rows), asked.theme))
    asked.to.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
