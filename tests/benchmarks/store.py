"""How quick a big case is to review: 100,000 claims, 500,000 links, CPU milliseconds.

    python tests/benchmarks/store.py [--claims 100000] [--links 500000] [--keep FILE]

The case is made up of numbered sentences; with --keep it is made once and used again.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from claimtrack.store import LinkFilter, Order, Place, State, Store
from claimtrack.vocabulary import (
    Article,
    Attribution,
    Extraction,
    Kind,
    LinkType,
    PersonMentioned,
    Reason,
    Relation,
    ScoredLink,
    SpeakerKind,
    Stance,
    Verdict,
)

PER_DOCUMENT = 100
JUDGED = 20_000
REVIEWER = "ann"


def documents(claims: int) -> Iterator[tuple[Article, Extraction]]:
    """Articles of a hundred sentences, each said by one of ten people of a town of five hundred."""
    rng = random.Random(7)
    words = "the pier was closed before the storm and the harbour board knew of the crack in its wall".split()
    for number in range(claims // PER_DOCUMENT):
        sentences = [f"Sentence {number}-{i}: {' '.join(rng.sample(words, 12))}." for i in range(PER_DOCUMENT)]
        text, start, spans = "", 0, []
        for sentence in sentences:
            spans.append((start, start + len(sentence)))
            start += len(sentence) + 2
        text = "\n\n".join(sentences) + "\n"
        people = [f"Pat Person{rng.randrange(500)}" for _ in range(10)]
        yield (
            Article(
                text,
                f"{number}.txt",
                title=f"Report {number}",
                outlet=f"Outlet {number % 12}",
                published=date(2020, 1, 1) + timedelta(days=number % 900),
            ),
            Extraction(
                tuple(
                    Attribution((), (), (span,), Kind.INDIRECT, Stance.ASSERTS, person=i % 10)
                    for i, span in enumerate(spans)
                ),
                tuple(
                    PersonMentioned(name, SpeakerKind.PERSON, roles=("harbour master",))
                    for name in dict.fromkeys(people)
                )
                + tuple(PersonMentioned(f"Spare {i}", SpeakerKind.GROUP) for i in range(10)),
            ),
        )


def scored(claims: int, links: int) -> list[ScoredLink]:
    rng = random.Random(11)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < links:
        a, b = rng.randrange(1, claims + 1), rng.randrange(1, claims + 1)
        if a < b:
            pairs.add((a, b))
    kinds = (LinkType.DENIAL, LinkType.NUMBER, LinkType.NEGATION, LinkType.DATE)
    reason = Reason("numbers", 0.8, "380,000 against 520,000", ((0, 8),), ((0, 8),))
    return [
        ScoredLink(a, b, Relation.CONTRADICTS, rng.choice(kinds), rng.random(), (reason,), "the numbers differ")
        for a, b in sorted(pairs)
    ]


def build(path: Path, claims: int, links: int) -> None:
    with Store.open(path, create=True) as store:
        with measured("add (all documents)"):
            for article, extraction in documents(claims):
                store.add_document(article, extraction, extractor="benchmark")
        with measured("tell speakers apart"):
            store.regroup_speakers()
        found = scored(claims, links)
        with measured("write all links"):
            store.replace_links(found)
        with measured("write the same links again"):
            store.replace_links(found)
        with measured(f"judge {JUDGED} at once"):
            store.judge_many(store.queue_ids(reviewer=REVIEWER)[:JUDGED], Verdict.PARTIAL, reviewer=REVIEWER)


class measured:
    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        self.cpu, self.wall = time.process_time(), time.perf_counter()

    def __exit__(self, *_: object) -> None:
        cpu, wall = time.process_time() - self.cpu, time.perf_counter() - self.wall
        print(f"{self.what:<44} {cpu * 1000:10.1f} ms CPU {wall * 1000:10.1f} ms wall")


def worst(what: str, run: Callable[[], object], times: int = 20) -> None:
    """The median and the worst of several runs, CPU."""
    spent: list[float] = []
    for _ in range(times):
        began = time.process_time()
        run()
        spent.append((time.process_time() - began) * 1000)
    spent.sort()
    print(f"{what:<44} {spent[len(spent) // 2]:10.1f} ms CPU median {spent[-1]:10.1f} worst of {times}")


def measure(path: Path) -> None:
    with measured("open, place, counts, first page, first pair"):
        store = Store.open(path)
        store.place(REVIEWER)
        store.counts(reviewer=REVIEWER)
        store.queue(reviewer=REVIEWER, limit=100)
        first = store.next_open(reviewer=REVIEWER)
        assert first is not None
        store.link(first, reviewer=REVIEWER)
    at = first

    def judge_and_next() -> None:
        nonlocal at
        store.judge(at, Verdict.PARTIAL, reviewer=REVIEWER)
        after = store.next_open(reviewer=REVIEWER, after=at)
        assert after is not None
        at = after
        store.link(at, reviewer=REVIEWER)
        store.queue_rows([at], reviewer=REVIEWER)
        store.save_place(REVIEWER, Place(link_id=at))

    worst("a judgement, then the next pair", judge_and_next)
    worst("counts", lambda: store.counts(reviewer=REVIEWER), 5)
    worst("all ids in order", lambda: store.queue_ids(reviewer=REVIEWER), 3)
    for order in Order:
        worst(f"first page by {order}", lambda order=order: store.queue(reviewer=REVIEWER, order=order), 3)  # type: ignore[misc]
        worst(f"next open by {order}", lambda order=order: store.next_open(reviewer=REVIEWER, order=order, after=at), 3)  # type: ignore[misc]
    worst("place in the queue", lambda: store.position(at, reviewer=REVIEWER), 3)
    for wanted in (
        LinkFilter(speaker="Person17"),
        LinkFilter(search="crack wall"),
        LinkFilter(outlet="Outlet 3"),
        LinkFilter(since=date(2021, 1, 1)),
        LinkFilter(states=(State.OPEN,)),
        LinkFilter(states=(State.JUDGED,)),
        LinkFilter(states=(State.DISAGREED,)),
        LinkFilter(types=(LinkType.NUMBER,)),
    ):
        worst(f"first page of {wanted.as_dict()}", lambda wanted=wanted: store.queue(wanted, reviewer=REVIEWER), 3)  # type: ignore[misc]
    with measured("all statements"):
        count = sum(1 for _ in store.statements())
    with measured("undo"):
        store.undo(REVIEWER)
    with measured("verify"):
        assert store.verify() == []
    print(f"{count} statements; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    store.close()


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--claims", type=int, default=100_000)
    words.add_argument("--links", type=int, default=500_000)
    words.add_argument("--keep", type=Path)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "big.db"
        if not path.exists():
            build(path, asked.claims, asked.links)
        measure(path)


if __name__ == "__main__":
    main()
