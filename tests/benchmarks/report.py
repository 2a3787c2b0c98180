"""How long a report of many findings takes and how much memory, each format in a process of its own.

    python tests/benchmarks/report.py [FINDINGS] [FORMAT …]

Words are drawn with a fixed seed, so that runs compare. The bound that the project holds to: 2,000 findings under a
minute and 1 GB.
"""

from __future__ import annotations

import hashlib
import random
import resource
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta

from claimtrack.report import Format, ReportCase, render
from claimtrack.vocabulary import (
    ClaimView,
    DocumentView,
    JudgementView,
    Kind,
    LinkType,
    LinkView,
    Reason,
    Relation,
    SpeakerKind,
    SpeakerView,
    Stance,
    Verdict,
)

DOCUMENTS, PARAGRAPHS, SPEAKERS, REASONS = 200, 25, 60, 8
MADE = datetime(2031, 1, 2, tzinfo=UTC)


def main(arguments: list[str]) -> None:
    if arguments and arguments[0] == "--one":
        one(Format(arguments[1]), int(arguments[2]))
        return
    findings = int(arguments[0]) if arguments else 2000
    for format in arguments[1:] or [format.value for format in Format]:
        command = [sys.executable, __file__, "--one", format, str(findings)]
        subprocess.run(command, check=True)


def one(format: Format, findings: int) -> None:
    made_case = case(findings)
    begun = time.perf_counter()
    made = render(made_case, format)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{format.value:14} {findings} findings {seconds:6.1f} s {peak:6.0f} MB {len(made) / 1e6:6.1f} MB file",
        flush=True,
    )


def case(findings: int) -> ReportCase:
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefghilmnoprstu", k=chance.randint(2, 9))) for _ in range(3000)]
    speakers = {
        id: SpeakerView(id, f"{words[id].title()} {words[-id].title()}", SpeakerKind.PERSON)
        for id in range(1, SPEAKERS + 1)
    }
    texts: dict[int, str] = {}
    documents: dict[int, DocumentView] = {}
    claims: list[ClaimView] = []
    for id in range(1, DOCUMENTS + 1):
        paragraphs = [" ".join(chance.choices(words, k=70)) + "." for _ in range(PARAGRAPHS)]
        texts[id] = "\n\n".join(paragraphs)
        documents[id] = DocumentView(
            id,
            f"case/{id}.txt",
            f"Title {id}",
            f"Outlet {id % 9}",
            date(2030, 1, 1) + timedelta(chance.randint(0, 900)),
            f"https://outlet{id % 9}.example/{id}",
            None,
            hashlib.sha256(texts[id].encode()).hexdigest(),
            MADE,
        )
        offset = 0
        for number, paragraph in enumerate(paragraphs, 1):
            start = offset + 40
            span = (start, start + 160)
            speaker = speakers[chance.randint(1, SPEAKERS)]
            claims.append(
                ClaimView(
                    len(claims) + 1,
                    documents[id],
                    speaker.id,
                    speaker.name,
                    speaker.kind,
                    None,
                    ((offset, offset + 9),),
                    ((offset + 10, offset + 15),),
                    (span,),
                    texts[id][span[0] : span[1]],
                    "",
                    Kind.DIRECT,
                    Stance.ASSERTS,
                    0.9,
                    False,
                    paragraph=number,
                    line=2 * number - 1,
                )
            )
            offset += len(paragraph) + 2
    links = []
    for id in range(1, findings + 1):
        a, b = chance.sample(claims, 2)
        judged = JudgementView(id, id, "ana", Verdict.CONTRADICTION, MADE, "A note of a few words.", 0.9, False, False)
        reasons = tuple(
            Reason(f"signal {n}", 0.5, "“no such thing” against “thing”", ((9 * n, 9 * n + 20),), ((5, 30), (40, 50)))
            for n in range(REASONS)
        )
        links.append(
            LinkView(
                id, Relation.CONTRADICTS, LinkType.DENIAL, 1 - id / 9999, "because", reasons, a, b, judged, (judged,)
            )
        )
    return ReportCase(
        "Many findings",
        MADE,
        "0",
        "state",
        "head",
        tuple(links),
        (),
        documents,
        speakers,
        texts.__getitem__,
        {claim.id: claim for claim in claims},
    )


if __name__ == "__main__":
    main(sys.argv[1:])
