"""The signals by name, in the order in which weights and ablations list them."""

from __future__ import annotations

from claimtrack.link.signals import (
    alternative,
    amounts,
    antonym,
    change,
    date,
    denial,
    entities,
    event,
    focus,
    likeness,
    manner,
    negation,
    points,
    rebuttal,
    same,
    scope,
    speakers,
)
from claimtrack.link.signals.base import Signal

CUES: tuple[Signal, ...] = (
    points.SIGNAL, rebuttal.SIGNAL, denial.SIGNAL, negation.SIGNAL, scope.SIGNAL, focus.SIGNAL, antonym.SIGNAL,
    alternative.SIGNAL, amounts.NUMBER, amounts.MONEY, amounts.PERCENTAGE, date.SIGNAL, entities.ACTOR, entities.PLACE,
    event.EVENT, event.EVERY, speakers.SELF, speakers.ANSWER, speakers.DISPUTE, change.SIGNAL, same.SIGNAL,
    manner.OPINION, manner.QUESTION, manner.PROMISE, manner.HEDGE, manner.CONDITION, likeness.TOPIC, likeness.COVER,
    likeness.LIKENESS, likeness.MATTER, likeness.SAME_FIGURE,
)  # fmt: skip
NAMES: tuple[str, ...] = (*(signal.name for signal in CUES), "reader")
