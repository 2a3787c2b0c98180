"""What the rest of the text tells about a name that its own form leaves open."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from claimtrack.extract.speakers.naming import Naming, is_title
from claimtrack.extract.speakers.words import body_words, noun_of
from claimtrack.names import is_first_name, parse
from claimtrack.names.forms import fold
from claimtrack.vocabulary import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.extract.reading import Reading

_AGE = re.compile(r", (?:aged )?\d{1,2}[,.]| \(\d{1,2}\)")
_WORD = re.compile(r"\S+")


def settle(
    reading: Reading, found: Sequence[Naming], acronyms: Mapping[str, str], talking: Collection[str] = ()
) -> list[Naming]:
    """The namings with their kinds decided as far as the whole text allows, in the same order.

    `talking` are the names before the turns of a conversation.
    """
    settler = _Settler(reading, found, acronyms, talking)
    settler.learn([settler.decide(naming) for naming in found])
    settled = [settler.decide(naming) for naming in found]
    after: list[Naming | None] = [*settled[1:], None]
    return [
        settler.with_surname(naming, following)
        for naming, following in zip(settled, after[: len(settled)], strict=True)
    ]


class _Settler:
    def __init__(
        self, reading: Reading, found: Sequence[Naming], acronyms: Mapping[str, str], talking: Collection[str]
    ) -> None:
        self.reading = reading
        self.text = reading.text
        self.acronyms = acronyms
        full = [n for n in found if n.kind is SpeakerKind.PERSON and n.sure]
        bodies = [n for n in found if n.kind is SpeakerKind.ORGANISATION and n.sure]
        self.surnames = {parse(n.text).surname for n in full} - {""}
        self.surnames |= {fold(name) for name in talking if " " not in name and noun_of(name) is None}
        self.firsts = {g for n in full for g in parse(n.text).given[:1] if len(g) > 1}
        self.whole = {n.text for n in full if " " in n.text and parse(n.text).surname}
        self.bodies = {fold(n.text) for n in bodies}
        self.short = {fold(n.text.split()[0]) for n in bodies if " " in n.text}

    def learn(self, settled: Sequence[Naming]) -> None:
        """Takes in the names of those whom only the rest of the text makes persons.

        A surname or a role tells of "Tess" in "Tess Orme"; a surname alone in a further place tells of "Priyanka Nair".
        """
        names = (parse(n.text) for n in settled if n.kind is SpeakerKind.PERSON and n.sure)
        self.firsts |= {name.given[0] for name in names if name.given and name.surname and len(name.given[0]) > 1}
        alone = {fold(n.text) for n in settled if " " not in n.text}
        for naming in settled:
            words = naming.text.split()
            if (
                naming.kind is SpeakerKind.UNKNOWN
                and len(words) == 2
                and fold(words[1]) in alone
                and self._plain(naming)
            ):
                self.surnames.add(fold(words[1]))

    def _plain(self, naming: Naming) -> bool:
        """Whether nothing about a name says what it is: no label, no word for a body or role, no capitals."""
        label = self.reading.doc[self.reading.token_at(naming.start)].ent_type_
        words = naming.text.split()
        return not label and not any(w.isupper() or noun_of(w) or fold(w) in body_words() for w in words)

    def decide(self, naming: Naming) -> Naming:
        naming = self._without_verb(_without_company(naming, self.whole))
        words = naming.text.split()
        low = fold(naming.text)
        lettered = len(words) == 2 and len(words[1]) == 1 and (noun := noun_of(words[0])) is not None and noun.human
        if lettered or (not naming.sure and self._is_person(naming, words, low)):
            return Naming(naming.start, naming.end, naming.text, SpeakerKind.PERSON, True)
        mistaken = naming.kind is SpeakerKind.PERSON and not naming.sure and low in self.short
        if naming.text in self.acronyms or mistaken:
            return Naming(naming.start, naming.end, naming.text, SpeakerKind.ORGANISATION, True)
        return naming

    def _is_person(self, naming: Naming, words: list[str], low: str) -> bool:
        if len(words) == 1 and len(low) < 5 and naming.text.isupper():
            return False
        if len(words) == 1:
            return low in self.surnames or low in self.firsts or self._is_relative(naming.start)
        if len(words) <= 3 and self._has_role(naming):
            return True
        parts = parse(naming.text)
        return parts.surname in self.surnames and parts.level >= 1 and low not in self.bodies

    def _without_verb(self, naming: Naming) -> Naming:
        """A surname without the word that only begins its sentence ("Sparing Roe a sentence, the judge said")."""
        words = naming.text.split()
        if (
            len(words) != 2
            or fold(words[1]) not in self.surnames | self.firsts
            or is_title(words[0])
            or is_first_name(words[0])
        ):
            return naming
        first = self.reading.doc[self.reading.token_at(naming.start)]
        if not first.is_sent_start or (first.pos_ == "PROPN" and not first.text.endswith("ing")):
            return naming
        return Naming(naming.end - len(words[1]), naming.end, words[1], SpeakerKind.PERSON, True)

    def _has_role(self, naming: Naming) -> bool:
        """Whether an age follows, or a lower-case word for a person's work stands right before ("baker Amit Shah")."""
        if any(fold(word) in body_words() for word in naming.text.split()):
            return False
        if _AGE.match(self.text, naming.end):
            return True
        at = self.reading.token_at(naming.start)
        if not at or naming.text.isupper():
            return False
        before = self.reading.doc[at - 1]
        noun = noun_of(before.text)
        if not before.text.islower() or before.tag_ != "NN":
            return False
        return noun.human if noun is not None else before.text.endswith(("er", "or", "ist"))

    def _is_relative(self, start: int) -> bool:
        """Whether a word for a relation stands before ("her husband Dean")."""
        at = self.reading.token_at(start)
        if at > 1 and self.reading.doc[at - 1].text == ",":
            at -= 1
        if at < 2:
            return False
        noun = noun_of(self.reading.doc[at - 1].text)
        return noun is not None and noun.human and self.reading.doc[at - 2].tag_ in ("PRP$", "POS")

    def with_surname(self, naming: Naming, after: Naming | None) -> Naming:
        """The first of a couple takes the surname that stands with the second ("Tom and Alice Rudd")."""
        if (
            after is None
            or after.kind is not SpeakerKind.PERSON
            or " " in naming.text
            or not is_first_name(naming.text)
        ):
            return naming
        words = after.text.split()
        if self.text[naming.end : after.start] != " and " or len(words) != 2 or not is_first_name(words[0]):
            return naming
        return Naming(naming.start, naming.end, naming.text, SpeakerKind.PERSON, True, f"{naming.text} {words[1]}")


def _without_company(naming: Naming, whole: set[str]) -> Naming:
    """A name without the words around it, where the text has it alone too ("Rival Jane Roe", "Jane Roe Wins Vote")."""
    if naming.kind is SpeakerKind.ORGANISATION and naming.sure:
        return naming
    words = [(m.start(), m.end()) for m in _WORD.finditer(naming.text)]
    for size in range(min(4, len(words) - 1), 1, -1):
        for first in range(len(words) - size + 1):
            start, end = words[first][0], words[first + size - 1][1]
            inner = naming.text[start:end]
            if inner in whole and not (first and is_title(naming.text[slice(*words[first - 1])])):
                return Naming(naming.start + start, naming.start + end, inner, SpeakerKind.PERSON, True)
    return naming
