"""Two readings side by side: which words of the one answer which of the other, and how much of each is covered."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from claimtrack.link.lexicon import lexicon
from claimtrack.link.reading import Reading, name_words
from claimtrack.vocabulary import DisputeEdge, SpeakerKind


@dataclass(frozen=True, slots=True)
class Match:
    a: int
    b: int
    strength: float
    """1 for the same word, less for a near one."""


@dataclass(frozen=True)
class Pair:
    a: Reading
    b: Reading
    edges: tuple[DisputeEdge, ...] = field(default=())
    """Disputes between the two speakers, or about one of the two claims."""
    bare: bool = False
    """Nothing is known of either but its text (no speakers)."""

    def afresh(self) -> Pair:
        """The same pair, what was worked out about it let go: of a large case very many are kept."""
        return Pair(self.a, self.b, self.edges, self.bare)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        found: list[Match] = []
        taken: set[int] = set()
        for i, word in enumerate(self.a.words):
            best = -1
            strength = 0.0
            for key in lexicon().keys(word.lemma):
                for j in self.b.index.get(key, ()):
                    other = self.b.words[j]
                    value = 1.0 if other.lemma == word.lemma else (0.85 if key[0] in "=g" else 0.75)
                    if j in taken:
                        value -= 0.3
                    if value > strength:
                        best, strength = j, value
            if best >= 0 and strength > 0.3:
                found.append(Match(i, best, min(1.0, strength)))
                taken.add(best)
        return tuple(found)

    @cached_property
    def shared(self) -> float:
        """The weight of the words that both have."""
        return sum(m.strength * self.a.words[m.a].weight for m in self.matches)

    @cached_property
    def cover_a(self) -> float:
        return min(1.0, self.shared / self.a.weight)

    @cached_property
    def cover_b(self) -> float:
        seen = {m.b for m in self.matches}
        return min(1.0, sum(self.b.words[j].weight for j in seen) / self.b.weight)

    @cached_property
    def topic(self) -> float:
        """How much of the shorter claim the other covers, damped where only a word or two is shared; in [0, 1].

        Of long claims the two sentences that share most decide: one sentence of a speech may answer another.
        """
        damp = self.shared / (self.shared + 0.8)
        whole = max(self.cover_a, self.cover_b) * damp
        return max(whole, self.passage)

    @cached_property
    def passage(self) -> float:
        """The same for the best pair of sentences."""
        if not self.matches or not (self.a.words[-1].sentence or self.b.words[-1].sentence):
            return 0.0
        shared: dict[tuple[int, int], float] = {}
        for m in self.matches:
            key = (self.a.words[m.a].sentence, self.b.words[m.b].sentence)
            shared[key] = shared.get(key, 0.0) + m.strength * self.a.words[m.a].weight
        return max(
            value / (value + 0.8) * min(1.0, value / min(self.a.sentence_weights[x], self.b.sentence_weights[y]))
            for (x, y), value in shared.items()
        )

    @cached_property
    def same_speaker(self) -> bool:
        one, other = self.a.statement, self.b.statement
        if one.speaker_id is not None and other.speaker_id is not None:
            return one.speaker_id == other.speaker_id
        if not (one.speaker and other.speaker):
            return False
        left, right = name_words(one.speaker.split(",")[0]), name_words(other.speaker.split(",")[0])
        return bool(left and right and (left <= right or right <= left))

    @cached_property
    def one_voice(self) -> bool:
        """Whether one speaks both times, or one is a document that bears the other's name ("Dame Ruth's report")."""
        return self.same_speaker or any(
            document.speaker_kind is SpeakerKind.DOCUMENT
            and bool(names := name_words((author.speaker or "").split(",")[0]))
            and names <= name_words(document.speaker)
            for document, author in (
                (self.a.statement, self.b.statement),
                (self.b.statement, self.a.statement),
            )
        )

    @cached_property
    def unmatched_a(self) -> tuple[int, ...]:
        seen = {m.a for m in self.matches}
        return tuple(i for i in range(len(self.a.words)) if i not in seen)

    @cached_property
    def unmatched_b(self) -> tuple[int, ...]:
        seen = {m.b for m in self.matches}
        return tuple(j for j in range(len(self.b.words)) if j not in seen)

    def near(self, i: int, j: int, reach: int = 4) -> float:
        """Share of the words around word `i` of a that have their match around word `j` of b, in [0, 1]."""
        around_a = set(range(i - reach, i + reach + 1)) - {i}
        around_b = set(range(j - reach, j + reach + 1)) - {j}
        both = [m for m in self.matches if m.a in around_a and m.b in around_b]
        return min(1.0, sum(self.a.words[m.a].weight * m.strength for m in both) / 1.5)

    def said_apart(self) -> int | None:
        """Days from a's saying to b's; None where either is unknown."""
        one, other = self.a.statement.said, self.b.statement.said
        return (other - one).days if one and other else None
