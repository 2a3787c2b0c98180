"""How far reviewers agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import sqlalchemy as sa

from claimtrack.store.part import Part
from claimtrack.store.tables import journal, standing
from claimtrack.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of two reviewers, over the links that both have judged."""

    a: str
    b: str
    n: int
    observed: float
    """Share of links judged alike, in [0, 1]."""
    kappa: float | None
    """Cohen's kappa; None where chance alone would have them agree always."""
    by_verdict: Mapping[Verdict, tuple[int, int]]
    """How often both gave a verdict, and how often at least one did."""


class PeoplePart(Part):
    def agreement(self, *, reviewers: tuple[str, str] | None = None) -> list[Agreement]:
        """One a pair of reviewers with a link in common; adjudications are left out."""
        query = sa.select(standing.c.reviewer, standing.c.link_id, standing.c.verdict).where(
            standing.c.adjudication.is_(False), standing.c.verdict.is_not(None)
        )
        judged: dict[str, dict[int, Verdict]] = defaultdict(dict)
        with self.db.read() as connection:
            for row in connection.execute(query):
                judged[row.reviewer][row.link_id] = row.verdict
        pairs = combinations(sorted(judged), 2) if reviewers is None else [reviewers]
        found: list[Agreement] = []
        for a, b in pairs:
            both = [(judged[a][number], judged[b][number]) for number in judged[a].keys() & judged[b].keys()]
            if both:
                found.append(agreement_of(a, b, both))
        return found

    def reviewers(self) -> list[str]:
        """Everyone who has acted on the case."""
        acted = sa.select(journal.c.reviewer).where(journal.c.action != "add").distinct()
        with self.db.read() as connection:
            return [str(name) for name in connection.execute(acted.order_by(journal.c.reviewer)).scalars()]


def agreement_of(a: str, b: str, pairs: list[tuple[Verdict, Verdict]]) -> Agreement:
    """Agreement over pairs of verdicts; kappa is Cohen's (1960), "A coefficient of agreement for nominal scales"."""
    n = len(pairs)
    observed = sum(1 for one, other in pairs if one is other) / n
    of_a, of_b = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(of_a[verdict] * of_b[verdict] for verdict in Verdict) / n**2
    kappa = None if expected == 1 else (observed - expected) / (1 - expected)
    by_verdict = {
        verdict: (
            sum(1 for pair in pairs if pair == (verdict, verdict)),
            sum(1 for pair in pairs if verdict in pair),
        )
        for verdict in Verdict
        if of_a[verdict] or of_b[verdict]
    }
    return Agreement(a, b, n, observed, kappa, by_verdict)
