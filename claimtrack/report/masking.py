"""Source safety: what stands for a confidential speaker or document, wherever the name turns up.

Names are looked for in folded text (case, accents, invisible format characters and the separators between the parts
of a name do not matter), so that "Mike Owen", "MIKE  OWEN", "mike-owen" and a name with soft hyphens are all found. An
office that tells whose it is ("the hall's manager") is masked like a name.
Masking is eager on purpose: a word too many withheld can be seen and mended, a name let through cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from urllib.parse import unquote

from claimtrack.errors import ReportError
from claimtrack.report.descriptions import bare, is_telling
from claimtrack.report.folding import finder, folded, pattern_of, words_of
from claimtrack.vocabulary import DocumentView, Span, SpeakerKind, SpeakerView

WITHHELD = "[withheld]"

_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron rev reverend father sister cllr councillor "
    "mp msp ms mla mep judge justice pc dc ds di dci det sgt sergeant insp inspector supt chief deputy acting the "
    "president minister secretary captain capt major maj colonel col general gen lieutenant lt hon rt right "
    "honourable jr sr junior senior phd obe mbe cbe kc qc of and for de la le van von der den da do dos di del al el "
    "bin ibn".split()
)
"""Words of a name that by themselves point at nobody (courtesy titles, ranks, particles)."""

_TELLING = 5
"""Letters from which on a name is looked for inside the words of a path or an address too."""

_WORD = re.compile(r"[^\W_]+")
_NEXT = re.compile(r"[ \t\n]([^\W\d_])")
_BEFORE = re.compile(r"([^\W\d_]+)[ \t\n]$")


def mark(alias: str) -> str:
    """What stands in a text where a name was."""
    return f"[name withheld: {alias}]"


class Mask:
    """Replaces the names of confidential speakers and documents; with none, it gives back what it gets."""

    def __init__(self, speakers: Iterable[SpeakerView], documents: Iterable[DocumentView]) -> None:
        speakers, documents = list(speakers), list(documents)
        self._speakers = {s.id: s.alias for s in speakers if s.alias}
        self._documents = {d.id: d.alias for d in documents if d.alias}
        self._pattern: re.Pattern[str] | None = None
        self._forms: list[_Form] = []
        forms = [form for speaker in speakers if speaker.alias for form in _speaker_forms(speaker)]
        forms += [form for document in documents if document.alias for form in _document_forms(document)]
        if not forms:
            return
        squashed = {"".join(order) for form in forms for order in (form.words, form.words[::-1])}
        squashed = {text for text in squashed if len(text) >= _TELLING}
        self._squashed = re.compile("|".join(map(re.escape, sorted(squashed))) or "(?!)")
        forms += _open_forms(speakers, forms)
        patterns: dict[str, _Form] = {}
        for form in sorted(forms, key=lambda form: (-form.length, form.words)):
            patterns.setdefault(form.pattern, form)
        self._forms = list(patterns.values())
        self._pattern = finder(list(patterns))
        for alias in (*self._speakers.values(), *self._documents.values()):
            if self.text(alias) != alias:
                raise ReportError(
                    f"the alias {alias!r} gives a confidential name away: "
                    "choose another with `claimtrack speakers alias --confidential`"
                )

    @property
    def active(self) -> bool:
        return self._pattern is not None

    def speaker(self, speaker_id: int | None) -> str | None:
        """The alias of a confidential speaker, None for anybody else."""
        return None if speaker_id is None else self._speakers.get(speaker_id)

    def document(self, document_id: int) -> str | None:
        """The alias of a confidential document, None for any other."""
        return self._documents.get(document_id)

    def text(self, text: str) -> str:
        """The text with every name masked."""
        return self.slice(text, (0, len(text)), list(self.spans(text)))

    def reference(self, path_or_url: str | None) -> str | None:
        """A path or address, wholly withheld where a name is in it: half of one would still lead there."""
        if path_or_url is None or self._pattern is None:
            return path_or_url
        plain = unquote(path_or_url)
        is_told = self._squashed.search("".join(words_of(plain))) or self.text(plain) != plain
        return WITHHELD if is_told else path_or_url

    def spans(self, text: str) -> Iterator[tuple[Span, str]]:
        """Where the text names somebody confidential, with what stands there instead, in order."""
        if self._pattern is None:
            return
        plain, places = folded(text)
        for match in self._pattern.finditer(plain):
            if match.lastindex is None or match.start() == match.end():
                continue
            form = self._forms[match.lastindex - 1]
            if form.replacement is not None and not (form.is_everyday and text[places[match.start()]].islower()):
                span = (places[match.start()], places[match.end() - 1] + 1)
                yield span, WITHHELD if _may_be_anothers(form, text, span) else form.replacement

    @staticmethod
    def slice(text: str, span: Span, masks: list[tuple[Span, str]]) -> str:
        """A part of the text with its masks; a name that the part cuts is masked as a whole."""
        start, end = span
        parts: list[str] = []
        at = start
        for (low, high), replacement in masks:
            if high <= start or low >= end:
                continue
            parts.append(text[at : max(low, at)])
            parts.append(replacement)
            at = min(high, end)
        parts.append(text[at:end])
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of a name, as folded words."""

    words: tuple[str, ...]
    replacement: str | None
    """None: left as it stands."""
    is_given: bool = False
    """A given name alone, which others may bear openly."""
    is_surname: bool = False

    @property
    def is_everyday(self) -> bool:
        """A word that is not a name where it is small: to mask each "may" would spell the name out."""
        return len(self.words) == 1 and self.words[0] in _everyday_names()

    @property
    def length(self) -> int:
        return sum(map(len, self.words))

    @property
    def pattern(self) -> str:
        return pattern_of(self.words)


@cache
def _everyday_names() -> frozenset[str]:
    lines = files("claimtrack.report").joinpath("everyday_names.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _may_be_anothers(form: _Form, text: str, span: Span) -> bool:
    """Whether a part of a name stands with a strange one: the "Ann" of "Ann Barr", the "Quill" of "Tom Quill".

    It is withheld all the same, but the alias would say that it is the same person.
    """
    if form.is_given:
        after = _NEXT.match(text, span[1])
        return after is not None and after[1].isupper()
    if form.is_surname:
        before = _BEFORE.search(text, max(span[0] - 40, 0), span[0])
        return before is not None and before[1][0].isupper() and before[1].lower() not in _TITLES
    return False


def _speaker_forms(speaker: SpeakerView) -> Iterator[_Form]:
    """Every form that the names of a confidential speaker may take."""
    instead = mark(speaker.alias or "")
    for name in dict.fromkeys((speaker.name, *speaker.names)):
        words = words_of(name)
        telling = [word for word in words if word not in _TITLES and len(word) > 1]
        if not telling:
            continue
        is_one_persons = speaker.kind is SpeakerKind.PERSON and len(words) == 1
        yield _Form(tuple(words), instead, is_surname=is_one_persons)
        if speaker.kind not in (SpeakerKind.PERSON, SpeakerKind.UNKNOWN) or name[:1].islower():
            continue
        yield _Form(tuple(telling), instead, is_surname=len(telling) == 1)
        if len(telling) == 1:
            continue
        yield _Form((telling[0][0], telling[-1]), instead)
        for word in telling[:-1]:
            yield _Form((word,), instead, is_given=True)
        yield _Form((telling[-1],), instead, is_surname=True)
    for role in dict.fromkeys(bare(role.role) for role in speaker.roles if is_telling(role.role)):
        # Whoever held the office before is told by the same words, so that the alias does not stand there.
        yield _Form(tuple(words_of(role)), WITHHELD)


def _document_forms(document: DocumentView) -> Iterator[_Form]:
    path = PurePath(document.path.replace("\\", "/"))
    for told in (document.title, document.url, document.path, path.name, path.stem):
        words = words_of(told or "")
        # A file's name of one word ("notes") says nothing without its suffix, and would mask that word everywhere.
        if words and (told != path.stem or told == document.title or len(words) > 1):
            yield _Form(tuple(words), mark(document.alias or ""))


def _open_forms(speakers: list[SpeakerView], secret: list[_Form]) -> list[_Form]:
    """Names of others that share a part with a confidential one.

    A shared given name stays; a shared surname is withheld but not given the alias, for that would put one person's
    words in another's mouth.
    """
    surnames = {form.words[0] for form in secret if form.is_surname}
    shared = {word for form in secret if len(form.words) == 1 for word in form.words}
    whole = {form.words for form in secret}
    found: list[_Form] = []
    for speaker in speakers:
        if speaker.alias:
            continue
        for name in (speaker.name, *speaker.names):
            words = tuple(words_of(name))
            if len(words) < 2 or words in whole or not shared.intersection(words):
                continue
            parts = [
                WITHHELD if _WORD.fullmatch(part) and "".join(words_of(part)) in surnames else part
                for part in re.split(r"([\W_]+)", name)
            ]
            instead = "".join(parts)
            found.append(_Form(words, None if instead == name else instead))
    return found
