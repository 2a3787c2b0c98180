"""Small changes to short claims that make a contradiction sure: a "not", an opposite, another number.

Contrast sets teach the hard cases; a model this small must also see the plain ones, many times, beside the same changes
made to another claim, where nothing contradicts.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.training.reader.corpus import Example, Side, Story, one_hot

LONGEST = 22
"""Words of a claim above which the first auxiliary may not be the main one."""

FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|our|My|Our|us|me)\b")
NEGATED = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without)\b|n['’]t\b", re.IGNORECASE)
AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|can|must|should|did|does|do)\b")
NUMBER = re.compile(r"\b\d{1,3}(?:,\d{3})*\b(?!\s*(?:am|pm)\b)")
WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty")
NUMBER_WORD = re.compile(r"\b(?:" + "|".join(WORDS) + r")\b")
OPPOSITES: dict[str, str] = {}
for line in (Path(__file__).parent / "data" / "opposites.txt").read_text(encoding="utf-8").splitlines():
    if line and not line.startswith("#"):
        one, other = line.split()
        OPPOSITES[one], OPPOSITES[other] = other, one
OPPOSITE = re.compile(r"\b(?:" + "|".join(OPPOSITES) + r")\b")


def denied(text: str, rng: random.Random) -> str | None:
    """`text` with its first auxiliary negated; None where there is none, or it is negated already."""
    if NEGATED.search(text) or len(text.split()) > LONGEST:
        return None
    found = AUXILIARY.search(text)
    if not found:
        return None
    negation = "never" if found[1] in ("has", "have", "had", "was", "were") and rng.random() < 0.3 else "not"
    return f"{text[: found.end()]} {negation}{text[found.end() :]}"


def turned(text: str) -> str | None:
    """`text` with its first word that has an opposite turned into it; None where there is none."""
    found = OPPOSITE.search(text)
    if not found or len(text.split()) > LONGEST:
        return None
    return text[: found.start()] + OPPOSITES[found[0]] + text[found.end() :]


def recounted(text: str, rng: random.Random) -> str | None:
    """`text` with its first number far from what it was; None where there is none."""
    if len(text.split()) > LONGEST:
        return None
    found = NUMBER.search(text)
    if found:
        value = int(found[0].replace(",", ""))
        if 1900 <= value <= 2100 and "," not in found[0]:
            new = str(value + rng.choice((-3, -2, -1, 1, 2, 3)))
        else:
            new = f"{max(1, round(value * rng.choice((0.3, 0.5, 2, 3, 5)))) + (value < 3):,}"
        return None if new == found[0] else text[: found.start()] + new + text[found.end() :]
    found = NUMBER_WORD.search(text)
    if not found:
        return None
    return text[: found.start()] + rng.choice([w for w in WORDS if w != found[0]]) + text[found.end() :]


def changed(found: Sequence[Story], n: int, rng: random.Random) -> list[Example]:
    """`n` pairs: half a claim against its changed self, the rest a repeat, or a changed claim against another's.

    The changed claim is given to another speaker of the story, unless it speaks of its own.
    """
    drawn: list[Example] = []
    while len(drawn) < n:
        story = rng.choice(found)
        said, other = rng.sample(story.sides, 2)
        text = said.text
        makers = [("negation", denied(text, rng)), ("antonym", turned(text)), ("number", recounted(text, rng))]
        made = [(kind, new) for kind, new in makers if new]
        if not made:
            continue
        kind, new = rng.choice(made)
        teller = said if FIRST_PERSON.search(text) else other
        answer = Side(_sentence(new, rng), teller.speaker, teller.date)
        plain = replace(said, text=_sentence(said.text, rng))
        fate = rng.random()
        if fate < 0.5:
            drawn.append(Example(plain, answer, one_hot("contradiction", 0.9), "changed", kind, story.name))
        elif fate < 0.65:
            again = replace(answer, text=_sentence(said.text, rng))
            drawn.append(Example(plain, again, one_hot("entailment"), "changed", "repeat", story.name))
        elif fate < 0.75:
            both = replace(said, text=_sentence(new, rng))
            drawn.append(Example(both, answer, one_hot("entailment"), "changed", "both_changed", story.name))
        else:
            third = rng.choice(story.sides) if fate < 0.9 else rng.choice(rng.choice(found).sides)
            if third not in (said, other) and not _listed(story, said, third):
                drawn.append(Example(third, answer, one_hot("neutral"), "changed", "other_claim", story.name))
    return drawn


SCENE = re.compile(r"^(?:An?|The) ((?:\w+ ){1,3})is (\w+ing\b[^.,]*)\.?$")


def scenes(public: Sequence[Example], n: int, rng: random.Random) -> list[Example]:
    """`n` pairs of captions with "There is no …": half against the same scene, half against another of the like."""
    found = [(side.text, m) for e in public for side in (e.b,) if (m := SCENE.match(side.text))]
    drawn: list[Example] = []
    while found and len(drawn) < n:
        (text, match), (other, _) = rng.sample(found, 2)
        negated = Side(f"There is no {match[1]}{match[2]}")
        if rng.random() < 0.5:
            drawn.append(Example(Side(text), negated, one_hot("contradiction"), "scene", "negation"))
        elif not set(match[2].split()) & set(other.rstrip(".").split()) - {"a", "the", "in", "on", "with"}:
            drawn.append(Example(Side(other), negated, one_hot("neutral"), "scene", "other_claim"))
    return drawn


def _sentence(text: str, rng: random.Random) -> str:
    """The claim as a clause or as a sentence of its own."""
    bare = text.removeprefix("that ")
    return bare[:1].upper() + bare[1:].rstrip(".") + "." if rng.random() < 0.5 else bare


def _listed(story: Story, a: Side, b: Side) -> bool:
    return any({e.a, e.b} == {a, b} and e.kind != "same_story" for e in story.pairs)
