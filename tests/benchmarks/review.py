"""How quick the review room is on a big case: 100,000 claims, 500,000 links.

    python tests/benchmarks/review.py [--claims 100000] [--links 500000] [--keep FILE]

Opening is wall seconds until the first pair is on the screen, less what Textual needs to show an empty screen.
A judgement is CPU milliseconds from the key until the next pair is drawn.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import sys
import tempfile
import time
from pathlib import Path

from textual.app import App

from claimtrack.store import Store
from claimtrack.tui.app import ReviewApp
from claimtrack.tui.keymap import defaults
from claimtrack.tui.state import Phase, Review

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.store import build

SIZE = (120, 40)
JUDGEMENTS = 20


class Since:
    """Wall and CPU seconds since it was made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def taken(self) -> tuple[float, float]:
        return time.perf_counter() - self._wall, time.process_time() - self._cpu


async def bare() -> tuple[float, float]:
    """Wall and CPU seconds until an empty Textual app has drawn."""
    since = Since()
    async with App[None]().run_test(size=SIZE) as pilot:
        await pilot.pause()
        return since.taken()


async def opening(path: Path) -> tuple[tuple[float, float], tuple[float, float]]:
    """Wall and CPU seconds until the first pair stands on the screen, and until the whole queue does."""
    since = Since()
    with Store.open(path) as store:
        app = ReviewApp(Review(store, reviewer="bench"), defaults(), poll_every=0)
        async with app.run_test(size=SIZE) as pilot:
            while app.review.phase is not Phase.REVIEW:
                await pilot.pause()
            await pilot.pause()
            first = since.taken()
            while not len(app.review.snapshot):
                await asyncio.sleep(0.02)
            return first, since.taken()


async def judging(path: Path) -> list[float]:
    """CPU milliseconds of each judgement, the next pair drawn."""
    taken: list[float] = []
    with Store.open(path) as store:
        app = ReviewApp(Review(store, reviewer="bench"), defaults(), poll_every=0)
        async with app.run_test(size=SIZE) as pilot:
            while not len(app.review.snapshot):
                await asyncio.sleep(0.02)
            await asyncio.sleep(1.0)
            await pilot.pause()
            gc.freeze()  # as claimtrack.tui.run does
            for number in range(JUDGEMENTS):
                before = app.review.link
                began = time.process_time()
                app.room.action_judge("unrelated" if number % 3 else "contradiction")
                await pilot.pause()
                taken.append(1000 * (time.process_time() - began))
                if app.review.link == before:
                    raise SystemExit("the judgement did not go on to the next pair")
                await asyncio.sleep(0.2)
            for _ in range(JUDGEMENTS):
                app.room.action_undo()
            await pilot.pause()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=500_000)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "big.db"
        if not path.exists():
            build(path, asked.claims, asked.links)
        empty = min(asyncio.run(bare()) for _ in range(3))
        opened = [asyncio.run(opening(path)) for _ in range(3)]
        first, whole = min(one[0] for one in opened), min(one[1] for one in opened)
        print("                       wall      CPU")
        print(f"Textual alone      {empty[0]:6.2f} s {empty[1]:6.2f} s")
        print(f"first pair         {first[0] - empty[0]:6.2f} s {first[1] - empty[1]:6.2f} s  beyond it (at most 1.00)")
        print(f"whole queue        {whole[0] - empty[0]:6.2f} s {whole[1] - empty[1]:6.2f} s  beyond it, in a worker")
        taken = asyncio.run(judging(path))
    print(f"judgement, median  {statistics.median(taken):6.1f} ms CPU (at most 50)")
    print(f"judgement, slowest {max(taken):6.1f} ms CPU")


if __name__ == "__main__":
    main()
