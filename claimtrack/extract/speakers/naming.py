"""Finding the names in a text: runs of capitalised words, told apart by title, first name, body word and label.

The language model's own entities miss titles, take roles into names and read ALL CAPS badly: they are one vote among
several.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimtrack.extract.speakers.words import Sort, body_words, noun_of, word_set
from claimtrack.names import is_first_name, parse
from claimtrack.names.forms import fold, titles
from claimtrack.vocabulary import Span, SpeakerKind

if TYPE_CHECKING:
    from claimtrack.extract.reading import Reading

_DOTTED = "Mr Mrs Ms Dr Prof Sgt Lt Col Capt Gen Gov Sen Rep Rev Cllr Supt Insp Det St Hon Messrs Coun".split()
_CAP = r"[^\W\d_a-z][\w]*(?:['’](?!s\b)\w+)*(?:[-‐][\w]+)*"
_WORD = rf"(?:(?:{'|'.join(_DOTTED)})\.|(?:[A-Z]\.)+(?=\s)|(?:[A-Z]\.){{2,}}|{_CAP})"
_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|du|la|le|bin|ibn|al|el|ap|ab)"
_RUN = re.compile(
    rf"\b{_WORD}(?:[^\S\n]+(?:{_PARTICLE}[^\S\n]+){{0,2}}{_WORD}|[^\S\n]+&[^\S\n]+{_WORD})*(?: (?:plc|ltd|llp|inc)\b)?"
)
_RUN_WORD = re.compile(r"\S+")
_LABEL = re.compile(r"([A-Z][\w.'’-]+(?: [A-Z][\w.'’()-]+){0,4})\s?:(?=\s)")
_OF = re.compile(r" (?:of|for)(?: the| Great)? ")
_ACRONYM = re.compile(r"\s*\(\s*[‘'“\"]?(?:the )?([A-Z][A-Za-z&]{1,7})[’'”\"]?\s*\)")


@dataclass(frozen=True, slots=True)
class Naming:
    """One name where it stands, without a possessive ending; `kind` UNKNOWN where nothing tells."""

    start: int
    end: int
    text: str
    kind: SpeakerKind
    sure: bool
    """True where the form itself tells (a title, a first name, a body word)."""
    meant: str = ""
    """The fuller name that it stands for ("Tom" in "Tom and Alice Rudd"); empty where it is only itself."""


_NEVER_FIRST = frozenset(("of", "for", "at", "from", "by", "and"))
"""Small words that join a name to what stands before it."""


def is_title(word: str) -> bool:
    return fold(word) in titles()


def _sure_title(word: str) -> bool:
    title = titles().get(fold(word))
    return title is not None and title.sure


class Namer:
    """Reads the names of one text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        heads = (_LABEL.match(self.text, start, end) for start, end in reading.paragraphs)
        self.labels_seen = Counter(head[1] for head in heads if head is not None)
        """How often a paragraph begins with the words and a colon: who talks does so more than once."""
        self.label_over: dict[int, tuple[int, int, str]] = {}
        for entity in reading.doc.ents:
            for token in entity:
                self.label_over[token.idx] = (entity.start_char, entity.end_char, entity.label_)
        self.acronyms: dict[str, str] = {}
        """Letters to the long form that the text itself puts beside them."""

    def find(self) -> list[Naming]:
        """All names in text order, each by its own form; they do not overlap."""
        found: list[Naming] = []
        for start, end in self.reading.paragraphs:
            heading = self._is_heading(start, end)
            at = start
            label = self._speaker_label(start, end)
            if label is not None:
                found.append(label)
                at = label.end
            for run_start, run_end in self._runs(at, end):
                # "Jane Roe, Hill Street" under a letter is a name, though every word has its capital
                alone = self.text[run_end : run_end + 1] in (",", "\n", "")
                found.extend(self._read_run(run_start, run_end, start, heading and not alone))
        return found

    def _runs(self, start: int, end: int) -> list[Span]:
        """Runs of capitalised words; two that one name holds ("Resources and Appeals Panel") join."""
        runs: list[Span] = []
        for match in _RUN.finditer(self.text, start, end):
            if runs and self._one_body(runs[-1], match.span()):
                runs[-1] = (runs[-1][0], match.end())
            else:
                runs.append(match.span())
        return runs

    def _one_body(self, left: Span, right: Span) -> bool:
        between = self.text[left[1] : right[0]]
        last = self.text[right[0] : right[1]].split()[-1].lower()
        if _OF.fullmatch(between):
            head = self.text[left[0] : left[1]].split()[-1]
            noun = noun_of(head)
            return head.lower() in body_words() and (noun is None or noun.sort is not Sort.GROUP)
        if between in ("' ", "’ ") and last in body_words() and self.text[left[1] - 1] == "s":
            return True
        if between in ("'s ", "’s ") and last in body_words():
            owner = self.text[left[0] : left[1]].split()[-1].lower()
            over = self.label_over.get(self.reading.starts[self.reading.token_at(left[0])])
            return owner.endswith(("men", "women", "people", "children")) or (
                over is not None and over[2] == "ORG" and over[1] >= right[1]
            )
        if between == " and " and last in body_words():
            words = self.text[left[0] : left[1]].split()
            if len(words) == 1 and self.text[max(0, left[0] - 4) : left[0]].lower() == "the ":
                return words[0].lower() not in body_words() and not is_title(words[0])
            if words[0] == "The" and len(words) == 2:
                return words[1].lower() not in body_words() and noun_of(words[1]) is None
            label = self._label(*left)
            return (
                len(words) > 1
                and words[-1].lower() not in body_words()
                and label != "PERSON"
                and not is_title(words[0])
            )
        return False

    def _is_heading(self, start: int, end: int) -> bool:
        """A line in capitals or Title Case, where a capital says nothing."""
        line = self.text[start:end]
        words = re.findall(r"[^\W\d_]+", line)
        if len(words) < 4 or len(line) > 200 or line.rstrip().endswith((".", "”", '"')):
            return False
        long = [word for word in words if len(word) > 3]
        return bool(long) and sum(word[0].isupper() for word in long) >= 0.8 * len(long)

    def _speaker_label(self, start: int, end: int) -> Naming | None:
        """The name at the head of a paragraph that says whose turn it is ("JANE ROE:", "Jane Roe:")."""
        label = _LABEL.match(self.text, start, end)
        if label is None:
            return None
        words = label[1].split()
        if any(noun_of(word) or word.lower() in word_set("not_names.tsv") for word in words) and not is_title(words[0]):
            return None
        capitals = label[1].upper() == label[1] and len(label[1]) > 2
        if not (capitals or is_first_name(words[0]) or _sure_title(words[0])):
            return None
        if any(word.lower() in body_words() for word in words):
            return None
        if len(words) == 1 and self.labels_seen[label[1]] < 2:
            return None
        return Naming(label.start(1), label.end(1), label[1], SpeakerKind.PERSON, True)

    def _read_run(self, start: int, end: int, paragraph: int, heading: bool) -> list[Naming]:
        words = [(m.start() + start, m.end() + start, m[0]) for m in _RUN_WORD.finditer(self.text[start:end])]
        while words and self._starts_badly(words[0], paragraph):
            words = words[1:]
        while words and words[-1][2].lower() in word_set("not_names.tsv") and not self._lettered(words):
            words = words[:-1]
        while len(words) > 1 and (self._only_leads(words[0][2], words[1][2]) or self._begins_later(words)):
            words = words[1:]
        if not words or (len(words) == 1 and len(words[0][2]) == 1):
            return []
        return [naming for part in self._split(words) for naming in self._name(part, heading)]

    def _begins_later(self, words: list[tuple[int, int, str]]) -> bool:
        """Whether first name and label agree that the name begins with the second word ("State Jane Roe")."""
        if len(words) < 3 or is_first_name(words[0][2]) or is_title(words[0][2]) or not is_first_name(words[1][2]):
            return False
        over = self.label_over.get(words[1][0])
        return over is not None and over[2] == "PERSON" and over[0] == words[1][0]

    def _lettered(self, words: list[tuple[int, int, str]]) -> bool:
        """Whether the last word is the letter that hides a name ("Witness A")."""
        noun = noun_of(words[-2][2]) if len(words) == 2 else None
        return noun is not None and noun.human and len(words[-1][2]) == 1 and words[-1][2].isupper()

    def _only_leads(self, form: str, following: str) -> bool:
        """A describing word before a name: "Mother-of-two Jane Roe", "Developer Quay Homes"."""
        if "-" in form and form[-1].islower() and is_first_name(following):
            return noun_of(form.split("-")[0]) is not None or form.split("-")[0][0].isdigit()
        if form.lower() in word_set("parties.tsv"):
            return is_first_name(following)
        return form.lower() in word_set("lead_nouns.tsv") and following.lower() not in body_words()

    def _starts_badly(self, word: tuple[int, int, str], paragraph: int) -> bool:
        start, _, form = word
        if form.lower() in word_set("not_names.tsv"):
            return True
        if is_title(form) or is_first_name(form) or start in self.label_over:
            return False
        token = self.reading.doc[self.reading.token_at(start)]
        return bool(token.is_sent_start) and token.pos_ not in ("PROPN", "NOUN", "ADJ")

    def _split(self, words: list[tuple[int, int, str]]) -> list[list[tuple[int, int, str]]]:
        """Cuts a run before a title ("Labour Cllr Roe") and between a role and a name ("Chief Executive Jane Roe")."""
        parts: list[list[tuple[int, int, str]]] = [[]]
        for index, word in enumerate(words):
            last = parts[-1]
            if last and index + 1 < len(words) and self._begins_name(word[2], last):
                parts.append([])
            parts[-1].append(word)
        return [part for part in parts if part]

    def _begins_name(self, form: str, before: list[tuple[int, int, str]]) -> bool:
        if _sure_title(form):
            return not is_title(before[-1][2])
        if not self._ends_role(before) or form.lower() in body_words() or noun_of(form) is not None:
            return False
        return is_first_name(form) or not any(is_first_name(word) for _, _, word in before)

    def _ends_role(self, words: list[tuple[int, int, str]]) -> bool:
        noun = noun_of(words[-1][2])
        return noun is not None and noun.human and not _sure_title(words[-1][2])

    def _name(self, words: list[tuple[int, int, str]], heading: bool) -> list[Naming]:
        forms = [form for _, _, form in words]
        lead = 0
        while lead < len(forms) - 1 and is_title(forms[lead]):
            lead += 1
        rest = forms[lead:]
        titled = any(_sure_title(form) for form in forms[:lead])
        if titled and noun_of(rest[0]) is None and rest[0].lower() not in word_set("not_names.tsv"):
            return [self._naming(words[: lead + 4], SpeakerKind.PERSON, True)]
        label = self._label(words[lead][0], words[-1][1])
        body = next((i for i, form in enumerate(rest) if form.lower() in body_words() and (i or len(rest) == 1)), None)
        if lead and not titled:
            if label == "PERSON" or (is_first_name(rest[0]) and len(rest) > 1):
                return [self._naming(words, SpeakerKind.PERSON, True)]
            if all(noun_of(form) is None for form in forms[:lead]):
                lead = 0
                rest = forms
        if body is not None and not (label == "PERSON" and len(rest) == 2 and is_first_name(rest[0])):
            return [self._naming(words, SpeakerKind.ORGANISATION, len(rest) > 1)]
        if (
            len(rest) in (2, 3, 4)
            and is_first_name(rest[0])
            and label not in ("ORG", "FAC", "GPE", "LOC")
            and not heading
        ):
            return [self._naming(words[lead:], SpeakerKind.PERSON, True)]
        if (
            len(rest) in (2, 3, 4)
            and is_first_name(rest[0])
            and noun_of(rest[-1]) is None
            and label != "GPE"
            and not heading
        ):
            return [self._naming(words[lead:], SpeakerKind.PERSON, label != "ORG")]
        if heading:
            return [self._naming(words, SpeakerKind.UNKNOWN, False)]
        if label == "PERSON" and all(noun_of(form) is None for form in rest):
            return [self._naming(words[lead:], SpeakerKind.PERSON, False)]
        if label in ("ORG", "NORP"):
            kind = SpeakerKind.GROUP if label == "NORP" else SpeakerKind.ORGANISATION
            return [self._naming(words, kind, False)]
        return [self._naming(words[lead:], SpeakerKind.UNKNOWN, False)]

    def _label(self, start: int, end: int) -> str | None:
        """The model's label for most of the run, if it is one."""
        votes: Counter[str] = Counter()
        at = self.reading.token_at(start)
        while at < len(self.reading.starts) and self.reading.starts[at] < end:
            over = self.label_over.get(self.reading.starts[at])
            if over is not None:
                votes[over[2]] += 1
            at += 1
        return votes.most_common(1)[0][0] if votes else None

    def _naming(self, words: list[tuple[int, int, str]], kind: SpeakerKind, sure: bool) -> Naming:
        while len(words) > 1 and words[0][2] in _NEVER_FIRST:
            words = words[1:]
        start, end = words[0][0], words[-1][1]
        if (
            end - start > 1
            and self.text[end - 1] == "."
            and parse(self.text[start:end]).given[-1:] != (self.text[end - 2].lower(),)
        ):
            end -= 1
        naming = Naming(start, end, self.text[start:end], kind, sure)
        acronym = _ACRONYM.match(self.text, end)
        if acronym is not None and kind is not SpeakerKind.PERSON and len(words) > 1:
            self.acronyms[acronym[1]] = naming.text
        return naming


def token_range(reading: Reading, span: Span) -> Span:
    """The half-open range of tokens that the characters touch; at least one token."""
    first = reading.token_at(span[0])
    last = reading.token_at(max(span[0], span[1] - 1))
    return first, last + 1
