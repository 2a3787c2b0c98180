"""Linking a whole case, then one more article: `python tests/benchmarks/linking.py [CLAIMS …] [--reader]`.

A synthetic case of made-up sentences in a real store, speakers and disputes included, extraction left out. CPU time of
this process; peak memory of the process. The article that comes last has 25 claims.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from claimtrack import workflow
from claimtrack.link import LinkSettings
from claimtrack.store import Store
from claimtrack.vocabulary import Article, Attribution, Extraction, Kind, PersonMentioned, SpeakerKind, Stance

A_DOCUMENT = 25
SYLLABLES = ["bar", "den", "fel", "gor", "hal", "kin", "lor", "mar", "nor", "pel", "quin", "ros", "sel", "tor", "ven"]
VERBS = ["closed", "funded", "inspected", "sold", "delayed", "approved", "repaired", "abandoned", "surveyed", "leased"]
FORMS = [
    "the {a} {verb} {number} {b} in {place}",
    "the {a} never {verb} the {b} at {place}",
    "no {b} was {verb} by the {a} before {month}",
    "the {a} in {place} had {verb} {number} {b} by {month}",
    "nobody at the {a} knew that the {b} had been {verb}",
]
MONTHS = ["March 2019", "June 2020", "October 2021", "January 2022", "May 2023"]


class Corpus:
    """Made-up documents, the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = np.random.default_rng(seed)
        share = 1 / np.arange(1, 12_001)
        self._share = share / share.sum()

    def document(self, number: int) -> tuple[Article, Extraction]:
        persons = [self._person() for _ in range(4)]
        text = ""
        attributions = []
        for _ in range(A_DOCUMENT):
            who = int(self._random.integers(len(persons)))
            content = self._sentence()
            start = len(text) + len(persons[who].name) + len(" said that ")
            text += f"{persons[who].name} said that {content}. "
            stance = Stance.DENIES if self._random.random() < 0.1 else Stance.ASSERTS
            source = ((start - len(" said that ") - len(persons[who].name), start - len(" said that ")),)
            attributions.append(
                Attribution(
                    source=source,
                    cue=((start - len("said that "), start - len(" that ")),),
                    content=((start, start + len(content)),),
                    kind=Kind.INDIRECT,
                    stance=stance,
                    speaker=persons[who].name,
                    speaker_kind=SpeakerKind.PERSON,
                    confidence=0.9,
                    person=who,
                )
            )
        article = Article(
            text=text,
            path=f"made-up/{number}.txt",
            outlet="Bench",
            published=date(2020, 1, 1) + timedelta(number % 900),
        )
        return article, Extraction(tuple(attributions), tuple(persons))

    def _person(self) -> PersonMentioned:
        first, last = (self._word(int(self._random.integers(3000))).title() for _ in range(2))
        return PersonMentioned(f"{first} {last}", SpeakerKind.PERSON)

    def _sentence(self) -> str:
        form = FORMS[int(self._random.integers(len(FORMS)))]
        a, b, place = (self._word(int(i)) for i in self._random.choice(len(self._share), 3, p=self._share))
        return form.format(
            a=a,
            b=b,
            place=place.title(),
            verb=VERBS[int(self._random.integers(len(VERBS)))],
            number=int(self._random.integers(2, 900)),
            month=MONTHS[int(self._random.integers(len(MONTHS)))],
        )

    @staticmethod
    def _word(number: int) -> str:
        base = len(SYLLABLES)
        return (
            SYLLABLES[number % base]
            + SYLLABLES[number // base % base]
            + SYLLABLES[number // base**2 % base]
            + "e" * (number // base**3)
        )


def fill(store: Store, corpus: Corpus, documents: int, first: int = 0) -> None:
    for number in range(first, first + documents):
        store.add_document(*corpus.document(number), extractor="benchmark")
    store.regroup_speakers()


def measure(claims: int, settings: LinkSettings) -> None:
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus()
        with Store.open(Path(folder) / "case.db", create=True) as store:
            fill(store, corpus, claims // A_DOCUMENT)
            begin = time.process_time()
            result = workflow.link(store, settings=settings)
            whole = time.process_time() - begin
            fill(store, corpus, 1, first=claims // A_DOCUMENT)
            begin = time.process_time()
            added = workflow.link(store, settings=settings)
            one = time.process_time() - begin
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{claims:8} claims: {whole:8.1f} CPU-s, {result.new} links, {result.listed} listed; "
            f"one article more: {one:5.2f} CPU-s, {added.new} links; {memory} MB",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--reader", action="store_true", help="with the built-in reader")
    chosen = parser.parse_args()
    for claims in chosen.claims:
        measure(claims, LinkSettings(reader="builtin" if chosen.reader else "none"))


if __name__ == "__main__":
    main()
