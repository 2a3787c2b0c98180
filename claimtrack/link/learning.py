"""Weights from a case's own judgements: the shipped ones, moved as far as the judgements show that it helps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimtrack.errors import LinkError
from claimtrack.link.find import LinkSettings, seen_pairs
from claimtrack.link.score import Weights, combination, feature, shipped
from claimtrack.link.signals.reader import AGREES
from claimtrack.link.signals.reader import NAME as READER
from claimtrack.vocabulary import DisputeEdge, Statement

FEWEST = 30
"""Judgements that say something, of both kinds together."""
FEWEST_OF_A_KIND = 5
"""Below it a fold of the cross-validation would have none."""
FOLDS = 5
ROUNDS = 4
"""Times that the judgements are dealt into folds anew."""
GAIN = 0.01
"""Average precision, in [0, 1], that has to be won on judgements held out."""

_STRENGTH = 0.3
"""Inverse of the ridge on what moves away from the shipped weights: a few dozen judgements must not overturn them."""
_SCALE = 10.0
"""The shipped log odds count so much larger than a signal, which spares them the ridge."""


@dataclass(frozen=True, slots=True)
class Learned:
    weights: Weights
    pairs: int
    """Judgements that it was learned from."""
    before: float
    """Average precision of the shipped weights on these judgements, in [0, 1]."""
    after: float
    """The same of learned weights, each judgement scored by weights that had not seen it."""


def learn(
    statements: Sequence[Statement],
    disputes: Sequence[DisputeEdge],
    judged: Mapping[tuple[int, int], bool],
    *,
    settings: LinkSettings,
) -> Learned:
    """Refit the signals' weights to judged pairs of claim ids; True where the two were judged to contradict.

    A logistic regression on the shipped log odds and the signals, so that what comes out is weights again. Raises
    LinkError where there are too few judgements, or where learning does not help.
    """
    _enough(list(judged.values()))
    wanted = sorted(judged)
    seen = seen_pairs(statements, disputes, wanted, LinkSettings(settings.without, settings.reader))
    names = sorted({name for values in seen for name in values} - {READER, AGREES})
    truth = [int(judged[pair]) for pair in wanted]
    base = shipped("case")
    rows = [[_total(base, values) * _SCALE, *(values.get(name, 0.0) for name in names)] for values in seen]
    before = _precision(truth, [_final(_total(base, values), values) for values in seen])
    after = _held_out(rows, truth, seen)
    if after < before + GAIN:
        raise LinkError(
            f"{len(truth)} judgements do not teach a better order (average precision {before:.2f} as shipped, "
            f"{after:.2f} learned): the weights stay as they are"
        )
    model = _fitted(rows, truth)
    share = float(model.coef_[0][0]) * _SCALE
    terms = {name: share * weight for name, weight in base.terms.items()}
    for name, moved in zip(names, model.coef_[0][1:], strict=True):
        terms[name] = terms.get(name, 0.0) + float(moved)
    bias = share * base.bias + float(model.intercept_[0])
    weights = Weights(round(bias, 4), {name: round(weight, 4) for name, weight in terms.items()})
    return Learned(weights, len(truth), before, after)


def _enough(truth: Sequence[bool]) -> None:
    of_a_kind = min(sum(truth), len(truth) - sum(truth))
    if len(truth) < FEWEST or of_a_kind < FEWEST_OF_A_KIND:
        raise LinkError(
            f"too few judgements to learn from: {sum(truth)} say contradiction, {len(truth) - sum(truth)} do not; "
            f"judge more pairs, up to {FEWEST} in all and {FEWEST_OF_A_KIND} of each"
        )


def _held_out(rows: Sequence[Sequence[float]], truth: Sequence[int], seen: Sequence[Mapping[str, float]]) -> float:
    from sklearn.model_selection import StratifiedKFold

    rounds = []
    for number in range(ROUNDS):
        scores = [0.0] * len(truth)
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=number)
        for train, test in folds.split(rows, truth):
            model = _fitted([rows[i] for i in train], [truth[i] for i in train])
            for i, total in zip(test, model.decision_function([rows[i] for i in test]), strict=True):
                scores[i] = _final(float(total), seen[i])
        rounds.append(_precision(truth, scores))
    return sum(rounds) / len(rounds)


def _fitted(rows: Sequence[Sequence[float]], truth: Sequence[int]) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=_STRENGTH, max_iter=2000).fit(rows, truth)


def _total(weights: Weights, values: Mapping[str, float]) -> float:
    return weights.bias + sum(weight * feature(name, values) for name, weight in weights.terms.items())


def _final(total: float, seen: Mapping[str, float]) -> float:
    """The score as linking gives it, with the reader's part where it read the pair."""
    cues = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return combination("case").probability(cues, seen) if READER in seen else cues


def _precision(truth: Sequence[int], scores: Sequence[float]) -> float:
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(truth, scores))
