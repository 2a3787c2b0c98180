"""How quick the review room is on a big case: 100,000 claims, 500,000 links.

    python tests/benchmarks/review.py [--claims 100000] [--links 500000] [--keep FILE]

Opening is wall seconds until the first pair is on the screen, less what Textual needs to show an empty screen.
A judgement is CPU milliseconds from the key until the next pair is drawn.
"""

from __future__ import annotations

import argparse
import asyncio
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
JUDGEMENTS = 60
OPENING_S = 1.0
JUDGEMENT_MS = 50.0


async def bare() -> float:
    """Seconds until an empty Textual app has drawn."""
    began = time.perf_counter()
    async with App[None]().run_test(size=SIZE) as pilot:
        await pilot.pause()
        return time.perf_counter() - began


async def opening(path: Path) -> tuple[float, float]:
    """Seconds until the first pair stands on the screen, and until the whole queue does."""
    began = time.perf_counter()
    with Store.open(path) as store:
        app = ReviewApp(Review(store, reviewer="bench"), defaults(), poll_every=0)
        async with app.run_test(size=SIZE) as pilot:
            while app.review.phase is not Phase.REVIEW:
                await pilot.pause()
            await pilot.pause()
            first = time.perf_counter() - began
            while not len(app.review.snapshot):
                await pilot.pause(0.02)
            return first, time.perf_counter() - began


async def judging(path: Path) -> list[float]:
    """CPU milliseconds of each judgement, the next pair drawn."""
    taken: list[float] = []
    with Store.open(path) as store:
        app = ReviewApp(Review(store, reviewer="bench"), defaults(), poll_every=0)
        async with app.run_test(size=SIZE) as pilot:
            while not len(app.review.snapshot):
                await pilot.pause(0.02)
            await pilot.pause(1.0)
            for number in range(JUDGEMENTS):
                before = app.review.link
                began = time.process_time()
                app.room.action_judge("unrelated" if number % 3 else "contradiction")
                await pilot.pause()
                taken.append(1000 * (time.process_time() - began))
                if app.review.link == before:
                    raise SystemExit("the judgement did not go on to the next pair")
                await pilot.pause(0.2)
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
        taken = asyncio.run(judging(path))
    print(f"Textual alone      {empty:7.2f} s")
    print(f"first pair         {first - empty:7.2f} s beyond it (at most {OPENING_S:.2f})")
    print(f"whole queue        {whole - empty:7.2f} s beyond it, in a worker")
    print(f"judgement, median  {statistics.median(taken):7.1f} ms CPU (at most {JUDGEMENT_MS:.0f})")
    print(f"judgement, slowest {max(taken):7.1f} ms CPU")


if __name__ == "__main__":
    main()
