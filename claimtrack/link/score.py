"""From signals to one probability: a logistic model over what they saw, with weights from a small file beside it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from claimtrack.link.pair import Pair
from claimtrack.link.signals import CUES
from claimtrack.link.signals.base import Signal
from claimtrack.link.signals.reader import AGREES
from claimtrack.link.signals.reader import NAME as READER
from claimtrack.vocabulary import Reason

CONFLICTS = (
    "rebuttal", "denial", "negation", "scope", "focus", "antonym", "alternative", "number", "money", "percentage",
    "date", "actor", "place", "event", "every", "answer", "dispute",
)  # fmt: skip
"""Signals that say the two differ; the others say how much that means."""
_CONTEXT = ("topic", "self", "change", "opinion", "promise", "answer", "denial")


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: `bias` and one weight a feature, named "signal" or "signal*signal"."""

    bias: float
    terms: Mapping[str, float]

    def probability(self, values: Mapping[str, float]) -> float:
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.log_odds(values)))))

    def log_odds(self, values: Mapping[str, float]) -> float:
        total = self.bias
        for name, weight in self.terms.items():
            value = feature(name, values)
            if value:
                total += weight * value
        return total


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(name.split("*"))


def feature(name: str, values: Mapping[str, float]) -> float:
    """A feature's value: a signal's, or the product of two."""
    product = 1.0
    for part in _parts(name):
        value = values.get(part)
        if not value:
            return 0.0
        product *= value
    return product


def feature_names() -> list[str]:
    """Every signal, every conflict where the matter is shared, and the pairs of signals that mean more together."""
    names = [signal.name for signal in CUES] + ["reader"]
    for conflict in CONFLICTS:
        names += [f"{conflict}*{context}" for context in _CONTEXT if context != conflict]
    names += [
        "negation*cover",
        "focus*cover",
        "scope*cover",
        "scope*scope",
        "antonym*cover",
        "alternative*cover",
        "number*cover",
        "topic*topic",
        "topic*cover",
        "topic*likeness",
        "cover*cover",
        "topic*matter",
        "negation*negation",
        "topic*self",
        "negation*antonym",
        "negation*every",
        "focus*every",
    ]
    return list(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Combination:
    """Cues and reader as one: a logistic model over the log odds that each gives."""

    bias: float
    cues: float
    reader: float
    agrees: float
    """Weight of the reader's log odds that the two say the same, less `usual`."""
    usual: float
    """Those log odds of a pair that the reader knows nothing of."""

    def probability(self, cues: float, seen: Mapping[str, float]) -> float:
        """In [0, 1]; `seen` are the values of the signals, of which those of the reader count."""
        total = self.bias + self.cues * log_odds(cues)
        if READER in seen:
            total += self.reader * log_odds(seen[READER])
        if AGREES in seen:
            total += self.agrees * (log_odds(seen[AGREES]) - self.usual)
        return 1 / (1 + math.exp(-total))


def log_odds(probability: float) -> float:
    """Cut off at 6 either way: beyond that a model is only sure of itself."""
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return max(-6.0, min(6.0, math.log(bounded / (1 - bounded))))


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Weights]:
    raw = json.loads((files("claimtrack.link") / "data" / "weights.json").read_text(encoding="utf-8"))
    return {name: Weights(model["bias"], model["terms"]) for name, model in raw["models"].items()}


@lru_cache(maxsize=1)
def _combinations() -> dict[str, Combination]:
    raw = json.loads((files("claimtrack.link") / "data" / "combination.json").read_text(encoding="utf-8"))
    return {name: Combination(**model) for name, model in raw["models"].items()}


def combination(name: str) -> Combination:
    return _combinations()[name]


def shipped(name: str) -> Weights:
    """The weights of `bare` (texts alone), `pair` (texts with speakers or dates) or `case` (all pairs of a case)."""
    return _shipped()[name]


def see(pairs: Sequence[Pair], signals: Sequence[Signal]) -> list[dict[str, Reason]]:
    """What each signal saw, by pair and signal name."""
    seen: list[dict[str, Reason]] = [{} for _ in pairs]
    for signal in signals:
        for found, reason in zip(seen, signal.read(pairs), strict=True):
            if reason is not None:
                found[signal.name] = reason
    return seen


def values(reasons: Mapping[str, Reason]) -> dict[str, float]:
    return {name: reason.value for name, reason in reasons.items()}
