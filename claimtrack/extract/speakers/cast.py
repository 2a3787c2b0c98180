"""The cast of one text: its named persons and bodies, and in reading order what every description and pronoun means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from claimtrack import names
from claimtrack.extract.speakers.entities import Entity, Mention
from claimtrack.extract.speakers.naming import Namer, Naming, token_range
from claimtrack.extract.speakers.pronouns import PRONOUNS, Pronoun, choose
from claimtrack.extract.speakers.roles import PAST, RoleReader, fits_role, role_head, same_office
from claimtrack.extract.speakers.words import Sort, SpeakingNoun, body_words, noun_of
from claimtrack.names.forms import fold
from claimtrack.vocabulary import PersonMentioned, Span, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimtrack.extract.local import LocalAttribution
    from claimtrack.extract.reading import Reading

NEAR = 40
"""Entities looked back over for a description: what keeps the cost linear."""
_EMPTY = frozenset({"new", "same", "latest"})
_MAKING = frozenset(
    "write send provide issue publish produce compile submit sign draft post release circulate pen".split()
)
_INDEFINITE = frozenset("a an another one some any no every each several many".split())


class Cast:
    """Every mention of one text with its entity."""

    def __init__(self, reading: Reading, local: Sequence[LocalAttribution]) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.local = local
        self.speaking = frozenset(
            i
            for one in local
            if one.source_tokens is not None
            for i in range(one.source_tokens[0], one.source_tokens[1])
        )
        self.labels = frozenset(one.source_head for one in local if one.frame == "turn" and one.source_head is not None)
        """Heads of the names before the turns of a conversation, where those who talk do not mean each other."""
        self.inside = self._paint()
        self._ambiguous: dict[int, list[Entity]] = {}
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        self.at: dict[int, Mention] = {}
        """The mention that holds a token."""
        self.sentences = self._sentence_numbers()
        namer = Namer(reading)
        self.namings = namer.find()
        self.acronyms = namer.acronyms
        self._name_everyone()
        self.roles = RoleReader(reading, self.at)
        for mention in self.mentions:
            self._learn_roles(mention)
        self._read_in_order()

    def _paint(self) -> dict[int, int]:
        """Token to the innermost attribution whose content holds it."""
        painted: dict[int, int] = {}
        sizes = [(sum(end - start for start, end in one.content), number) for number, one in enumerate(self.local)]
        for _, number in sorted(sizes, reverse=True):
            for start, end in self.local[number].content:
                for index in range(self.reading.first_token_from(start), self.reading.token_at(end - 1) + 1):
                    painted[index] = number
        return painted

    def speaker_of(self, number: int, depth: int = 0) -> Entity | None:
        """The entity behind an attribution as far as it is read by now."""
        one = self.local[number]
        if one.source_head is not None and one.source_head in self.at:
            return self.at[one.source_head].entity
        if one.continues is not None and depth < 50 and not one.source:
            return self.speaker_of(one.continues, depth + 1)
        return None

    def reporter_of(self, mention: Mention) -> Entity | None:
        """Who says the reported clause that the mention stands in; None inside quotation marks and outside of reports."""
        number = self.inside.get(mention.head)
        if number is None or mention.quote is not None or self.local[number].frame == "turn":
            return None
        who = self.speaker_of(number)
        if who is not None and who.owner is not None and not who.named:
            noun = noun_of(who.head)
            if noun is not None and noun.sort is Sort.SPOKES:
                return who.owner
        return who

    def speaks_here(self, mention: Mention, entity: Entity) -> bool:
        """Whether the entity says the quotation or turn that the mention stands in: it would say "I"."""
        number = self.inside.get(mention.head)
        for _ in range(8):
            if number is None:
                return False
            one = self.local[number]
            if mention.quote is not None or one.frame == "turn":
                return self.speaker_of(number) is entity
            number = one.enclosing
        return False

    def _sentence_numbers(self) -> list[int]:
        starts = self.doc.to_array(["SENT_START"]).ravel()
        numbers: list[int] = []
        number = -1
        for start in starts.tolist():
            if start == 1 or number < 0:
                number += 1
            numbers.append(number)
        return numbers

    # --- names -------------------------------------------------------------------------------

    def _name_everyone(self) -> None:
        persons = [n for n in self.namings if n.kind is SpeakerKind.PERSON]
        self._sure_forms = {n.text for n in persons if n.sure}
        others = [
            n
            for n in self.namings
            if n.kind is not SpeakerKind.PERSON and not _is_description(n.text) and (n.sure or self._proper(n))
        ]
        owner = self._persons_by_form(persons)
        bodies = self._bodies_by_form(others)
        for naming in self.namings:
            if naming.kind is SpeakerKind.PERSON:
                fits = owner[naming.text]
                self._add_name(naming, fits)
            elif naming.text in bodies and (naming.sure or self._proper(naming)):
                self._add_name(naming, [bodies[naming.text]])
        self.mentions.sort(key=lambda m: m.start)

    def _proper(self, naming: Naming) -> bool:
        """Whether the tagger too takes it for a name: a capital at the start of a sentence says nothing."""
        start, end = token_range(self.reading, (naming.start, naming.end))
        return any(self.doc[i].pos_ == "PROPN" for i in range(start, end))

    def _persons_by_form(self, namings: list[Naming]) -> dict[str, list[Entity]]:
        """Every form to the one entity that it names, or to those that it may name."""
        forms = list(dict.fromkeys(naming.text for naming in namings))
        known = [PersonMentioned(form, SpeakerKind.PERSON) for form in forms]
        groups = names.group(known)
        made: list[Entity] = []
        for cluster in groups:
            entity = Entity(SpeakerKind.PERSON, [forms[i] for i in cluster.members])
            entity.gender_from_forms()
            entity.sure = any(form in self._sure_forms for form in entity.forms)
            made.append(entity)
        owner: dict[str, list[Entity]] = {}
        dropped: set[int] = set()
        for number, cluster in enumerate(groups):
            fits = [made[m] for m in cluster.maybe]
            only = forms[cluster.members[0]]
            if not fits and len(cluster.members) == 1 and " " not in only:
                fits = [e for e in made if e is not made[number] and _first_name_of(e) == fold(only)]
            if fits:
                dropped.add(number)
                for entity in fits if len(fits) == 1 else ():
                    entity.forms.append(only)
            for member in cluster.members:
                owner[forms[member]] = fits or [made[number]]
        self.entities += [entity for number, entity in enumerate(made) if number not in dropped]
        return owner

    def _bodies_by_form(self, namings: list[Naming]) -> dict[str, Entity]:
        made: dict[str, Entity] = {}
        by_plain: dict[str, Entity] = {}
        forms = sorted({n.text for n in namings}, key=lambda form: (-len(form), form))
        kinds = {n.text: n.kind for n in namings}
        for form in forms:
            plain = re.sub(r"^ex-", "", names.plain_form(form))
            entity = by_plain.get(plain) or self._longer_body(plain, by_plain)
            if entity is None and form in self.acronyms:
                entity = by_plain.get(names.plain_form(self.acronyms[form]))
            if entity is None:
                entity = Entity(kinds[form])
                by_plain[plain] = entity
                self.entities.append(entity)
            entity.forms.append(re.sub(r"^[Ee]x-", "", form))
            made[form] = entity
        return made

    def _longer_body(self, plain: str, known: dict[str, Entity]) -> Entity | None:
        """The one longer name that this one is the head or tail of ("Harbour Authority", "Brackwater")."""
        if len(plain) < 3 or plain in body_words():
            return None
        fits = {
            id(entity): entity
            for longer, entity in known.items()
            if (longer.endswith(" " + plain) and " " in plain)
            or (
                longer.startswith(plain + " ")
                and entity.kind is SpeakerKind.ORGANISATION
                and longer.split()[-1] in body_words()
                and longer.count(" ") == plain.count(" ") + 1
            )
            or longer == plain
        }
        return next(iter(fits.values())) if len(fits) == 1 else None

    def _add_name(self, naming: Naming, fits: list[Entity]) -> None:
        start, end = token_range(self.reading, (naming.start, naming.end))
        head = end - 1
        for index in range(start, end):
            if not start <= self.doc[index].head.i < end:
                head = index
                break
        mention = self._mention(start, end, head, fits[0] if len(fits) == 1 else None, "name")
        mention.candidates = tuple(entity.name for entity in fits) if len(fits) > 1 else ()
        if len(fits) > 1:
            self._ambiguous[id(mention)] = fits
        self.mentions.append(mention)
        for index in range(start, end):
            self.at[index] = mention

    def _mention(self, start: int, end: int, head: int, entity: Entity | None, form: str) -> Mention:
        token = self.doc[head]
        verb = token.head
        offset = self.reading.starts[start]
        top = token
        while top.dep_ in ("compound", "appos", "conj", "nmod") and top.head.i != top.i:
            top = top.head
        if top is not token:
            verb = top.head
        return Mention(
            start,
            end,
            head,
            entity,
            form,
            quote=self.reading.quote_over(offset),
            subject=top.dep_ in ("nsubj", "nsubjpass"),
            possessive=top.dep_ == "poss",
            modifier=token.dep_ in ("compound", "nmod", "amod") and token.head.i >= end,
            speaking=any(i in self.speaking for i in range(start, end)),
            sentence=self.sentences[head],
            paragraph=self.reading.paragraph_of(offset),
            verb=verb.i,
        )

    def _learn_roles(self, mention: Mention) -> None:
        if mention.entity is None:
            return
        mention.entity.sure = mention.entity.sure or mention.speaking
        for role in self.roles.of(mention):
            mention.entity.sure = True
            if role not in mention.entity.roles:
                mention.entity.roles.append(role)
        gender = self.roles.relation_gender(mention)
        if gender is not None:
            mention.entity.learn_gender(gender, True)

    # --- descriptions and pronouns, in reading order --------------------------------------------

    def _read_in_order(self) -> None:
        named = {mention.start: mention for mention in self.mentions}
        self.read: list[Mention] = []
        self.recent: dict[int, Entity] = {}
        self._by_head: dict[str, list[Entity]] = {}
        self._firsts = self._first_mentions(SpeakerKind.PERSON)
        self._first_starts = [mention.start for mention in self._firsts]
        self._bodies = self._first_mentions(SpeakerKind.ORGANISATION)
        self._body_starts = [mention.start for mention in self._bodies]
        speaking = self._parts_of_speech()
        at = 0
        while at < len(speaking):
            mention = named.get(at)
            if mention is not None:
                if mention.entity is None:
                    self._settle_name(mention)
                self._note(mention)
                at = mention.end
                continue
            found = self._read_token(self.doc[at]) if speaking[at] else None
            if found is not None:
                self.at[at] = found
                self._note(found)
            at += 1
        self.mentions = self.read
        self._identify()
        self._starts = [mention.start for mention in self.mentions]

    def _parts_of_speech(self) -> list[bool]:
        """Whether each token is a noun or pronoun: the only ones that mention somebody."""
        wanted = {self.doc.vocab.strings[name] for name in ("NOUN", "PROPN", "PRON")}
        return [value in wanted for value in self.doc.to_array(["POS"]).ravel().tolist()]

    def _first_mentions(self, kind: SpeakerKind) -> list[Mention]:
        seen: set[int] = set()
        firsts: list[Mention] = []
        for mention in self.mentions:
            if mention.entity is not None and mention.entity.kind is kind and id(mention.entity) not in seen:
                seen.add(id(mention.entity))
                firsts.append(mention)
        return firsts

    def _note(self, mention: Mention) -> None:
        self.read.append(mention)
        if mention.entity is not None:
            mention.entity.count += 1
            self.recent.pop(id(mention.entity), None)
            self.recent[id(mention.entity)] = mention.entity

    def _settle_name(self, mention: Mention) -> None:
        """An ambiguous surname means whoever of its owners was named last before; nobody where none was."""
        fits = self._ambiguous.get(id(mention), [])
        gender = names.parse(self.doc[mention.start : mention.end].text).gender
        fits = [e for e in fits if not (gender and e.gender and e.gender != gender)]
        for entity in reversed(self.recent.values()):
            if entity in fits:
                mention.entity = entity
                mention.candidates = tuple(fit.name for fit in fits) if len(fits) > 1 else ()
                return
        if len(fits) == 1:
            mention.entity = fits[0]

    def _read_token(self, token: Token) -> Mention | None:
        if token.pos_ == "PRON":
            low = token.lower_
            if low in PRONOUNS:
                return self._read_pronoun(token, low)
            return None
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "compound":
            return None
        noun = noun_of(token.text, token.lemma_)
        if noun is None or self._only_says_as(token, noun):
            return None
        return self._read_noun(token, noun)

    def _only_says_as(self, token: Token, noun: SpeakingNoun) -> bool:
        """ "served as mayor", "shook his head": no one is meant."""
        if noun.human and token.dep_ == "pobj" and token.head.lower_ == "as":
            return True
        if token.lower_ == "chair" and token.dep_ == "pobj" and token.head.lower_ == "in":
            return True
        return token.lower_ in ("head", "heads") and any(child.tag_ == "PRP$" for child in token.children)

    def _read_pronoun(self, token: Token, low: str) -> Mention | None:
        mention = self._mention(token.i, token.i + 1, token.i, None, "pronoun")
        choice = choose(PRONOUNS[low], mention, self.read, self)
        mention.entity = choice.entity
        mention.candidates = choice.candidates
        if choice.entity is not None and choice.sure:
            choice.entity.learn_gender(PRONOUNS[low].gender, False)
        return mention

    def _read_noun(self, token: Token, noun: SpeakingNoun) -> Mention | None:
        start = self._phrase_start(token)
        mention = self._mention(start, token.i + 1, token.i, None, "noun")
        first = self.doc[start].lower_
        counted = self.doc[start].pos_ == "NUM" or self.doc[start].like_num
        definite = first not in _INDEFINITE and not counted and (start < token.i or token.text[0].isupper())
        if noun.human:
            mention.entity = self._person_described(token, mention, noun, definite)
        elif noun.sort is Sort.GROUP:
            mention.entity = self._new(token, mention, noun) if counted else self._described(token, mention, noun)
        else:
            mention.entity = self._thing_described(token, mention, noun, definite)
        return mention

    def _phrase_start(self, token: Token) -> int:
        start = token.i
        for child in token.lefts:
            if child.dep_ in ("det", "amod", "compound", "poss", "nummod", "nmod", "advmod", "quantmod", "predet"):
                start = min(start, child.left_edge.i if child.dep_ == "poss" else child.i)
                if child.dep_ in ("compound", "amod", "nmod"):
                    start = min(start, child.left_edge.i)
        return start

    def _owner(self, token: Token) -> Entity | None:
        for child in token.children:
            if child.dep_ == "poss":
                held = self.at.get(child.i)
                return held.entity if held is not None else None
        return None

    def words(self, start: int, end: int) -> list[str]:
        """The content words of a phrase in lower case."""
        return [
            t.lower_
            for t in self.doc[start:end]
            if t.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or ("-" in t.text and len(t.text) > 1)
        ]

    def _person_described(self, token: Token, mention: Mention, noun: SpeakingNoun, definite: bool) -> Entity | None:
        beside = self._set_off(token, mention)
        if beside is not None:
            return beside
        if token.dep_ in ("appos", "attr") or self._names_someone(token):
            return self._appositive(token)
        if not definite:
            return self._new(token, mention, noun)
        held = self._by_role(token, mention, noun) or self._retired(token, mention, noun)
        return held if held is not None else self._described(token, mention, noun)

    def _retired(self, token: Token, mention: Mention, noun: SpeakingNoun) -> Entity | None:
        """ "The former secretary" just after one without a known office has spoken: news prose varies the name so."""
        words = set(self.words(mention.start, mention.end))
        if not words & PAST and not token.lower_.startswith("ex-"):
            return None
        if (
            not (mention.speaking and mention.subject)
            or self._by_head.get(token.lower_)
            or self.doc[mention.start].lower_ != "the"
        ):
            return None
        choice = choose(
            Pronoun(noun.gender, person=True), mention, [m for m in self.read[-NEAR:] if self._officeless(m)], self
        )
        if choice.entity is not None and choice.sure:
            choice.entity.roles.append(self._description(token, mention, None))
            return choice.entity
        return None

    def _officeless(self, mention: Mention) -> bool:
        return mention.entity is not None and mention.entity.named and not mention.entity.roles

    def _set_off(self, token: Token, mention: Mention) -> Entity | None:
        """The person whose name stands right beside the description, parted by a comma: "the leader of X, Jane Roe, said"."""
        left = mention.start - 2
        if left >= 0 and self.doc[left + 1].text in (",", "–", "—") and token.dep_ == "appos":
            held = self.at.get(left)
            if (
                held is not None
                and held.form == "name"
                and held.entity is not None
                and held.entity.kind is SpeakerKind.PERSON
            ):
                return held.entity
        right = token.right_edge.i if token.right_edge.i - token.i < 12 else token.i
        for end in (self._phrase_end(token), right + 1):
            if end + 1 < len(self.doc) and self.doc[end].text in (",", "–", "—"):
                held = self.at.get(end + 1)
                if held is None or held.form != "name" or held.start != end + 1 or held.entity is None:
                    continue
                after = self.doc[held.end] if held.end < len(self.doc) else None
                if (
                    held.entity.kind is SpeakerKind.PERSON
                    and after is not None
                    and (after.pos_ in ("VERB", "AUX", "PUNCT", "ADV"))
                ):
                    if after.lower_ not in ("and",) and self.doc[held.start].head.i != self.doc[held.start].i:
                        return held.entity
        return None

    def _names_someone(self, token: Token) -> bool:
        return any(
            child.dep_ in ("appos",) and child.i in self.at and self.at[child.i].form == "name"
            for child in token.children
        )

    def _appositive(self, token: Token) -> Entity | None:
        """The named person whom a role beside the name describes."""
        for child in token.children:
            if child.dep_ == "appos" and child.i in self.at:
                return self.at[child.i].entity
        if token.dep_ == "appos" and token.head.i in self.at:
            return self.at[token.head.i].entity
        if token.dep_ == "attr":
            for child in token.head.children:
                if child.dep_ == "nsubj" and child.i in self.at:
                    return self.at[child.i].entity
        return None

    def _by_role(self, token: Token, mention: Mention, noun: SpeakingNoun) -> Entity | None:
        """The person whose known roles the description fits best; among equals the last mentioned, else the next to come."""
        if noun.sort is Sort.SPOKES:
            return None
        owner = self._owner(token)
        words = self.words(mention.start, mention.end)
        head = token.lemma_.lower()
        best: tuple[float, Entity] | None = None
        for entity, ahead in self._people_near(mention.start):
            if entity is owner or (noun.gender and entity.gender and noun.gender != entity.gender):
                continue
            score = max((fits_role(words, head, role) for role in entity.roles), default=0.0)
            if ahead:
                score -= 0.3
            if score > 0.05 and (best is None or score > best[0] + 0.01):
                best = (score, entity)
        return best[1] if best is not None else None

    def _people_near(self, start: int) -> Iterator[tuple[Entity, bool]]:
        """Persons by last mention, latest first, then those that the text names only later (True)."""
        seen = 0
        for entity in reversed(self.recent.values()):
            if entity.kind is SpeakerKind.PERSON:
                yield entity, False
                seen += 1
                if seen >= NEAR:
                    return
        place = bisect_right(self._first_starts, start)
        for first in self._firsts[place : place + NEAR]:
            if first.entity is not None and id(first.entity) not in self.recent:
                yield first.entity, True

    def _described(self, token: Token, mention: Mention, noun: SpeakingNoun) -> Entity:
        """The entity that an earlier description with the same head stands for, else a new one."""
        owner = self._owner(token)
        words = set(self.words(mention.start, token.i)) - _EMPTY
        for entity in reversed(self._by_head.get(token.lower_, [])[-NEAR:]):
            if entity.kind is not noun.kind or (owner and entity.owner and owner is not entity.owner):
                continue
            if words and not words & set(fold(entity.forms[0]).split()):
                continue
            return entity
        return self._new(token, mention, noun)

    def _new(self, token: Token, mention: Mention, noun: SpeakingNoun) -> Entity:
        owner = self._owner(token)
        entity = Entity(noun.kind, [self._description(token, mention, owner)], named=False, head=token.lower_)
        entity.owner = owner or self._owner_after(token) or self._maker(token, noun)
        entity.plural = noun.sort is Sort.GROUP or token.tag_ in ("NNS", "NNPS")
        entity.learn_gender(noun.gender, True)
        if noun.sort in (Sort.ROLE, Sort.SPOKES):
            entity.roles.append(entity.forms[0])
        self.entities.append(entity)
        self._by_head.setdefault(token.lower_, []).append(entity)
        return entity

    def _description(self, token: Token, mention: Mention, owner: Entity | None) -> str:
        """The words of the phrase without article; "her lawyer" with her name where it is known."""
        start = mention.start
        held = ""
        while start < token.i and (
            self.doc[start].pos_ in ("DET", "PUNCT", "SPACE", "PRON") or self.doc[start].lower_ in PRONOUNS
        ):
            if self.doc[start].tag_ == "PRP$" and owner is not None and owner.named:
                held = f"{owner.name}'s "
            start += 1
        return held + " ".join(self.doc[start : self._phrase_end(token)].text.split())

    def _phrase_end(self, token: Token) -> int:
        """After the prepositions and the participle that belong to the description ("report into the flood")."""
        end = token.i + 1
        for child in token.rights:
            if child.i != end or child.dep_ not in ("prep", "acl") or child.right_edge.i - token.i > 9:
                break
            if child.dep_ == "acl" and child.tag_ != "VBG":
                break
            stop = next(
                (i for i in range(child.i + 1, child.right_edge.i + 1) if self._stops(i)), child.right_edge.i + 1
            )
            if stop <= child.i + 1 or self.doc[child.i + 1].ent_type_ in ("DATE", "TIME"):
                break
            end = stop
        return end

    def _stops(self, index: int) -> bool:
        token = self.doc[index]
        return (
            token.is_punct
            and token.text != "-"
            or token.pos_ in ("VERB", "AUX", "PRON", "SCONJ", "SPACE")
            or (token.ent_type_ in ("DATE", "TIME"))
            or token.lower_ in ("on", "last", "how", "who", "that")
        )

    def _owner_after(self, token: Token) -> Entity | None:
        for child in token.rights:
            if child.dep_ == "acl" and child.lemma_ in _MAKING:
                for by in child.children:
                    for held in by.children if by.dep_ == "agent" else ():
                        if held.i in self.at:
                            return self.at[held.i].entity
            if child.dep_ == "prep" and child.lower_ in ("of", "at", "from", "for", "by"):
                for held in child.children:
                    if held.dep_ == "pobj" and held.i in self.at:
                        return self.at[held.i].entity
        return None

    def _maker(self, token: Token, noun: SpeakingNoun) -> Entity | None:
        """Who wrote, sent or provided a document, where it is the verb's object."""
        if noun.sort is not Sort.DOCUMENT or token.dep_ != "dobj" or token.head.lemma_ not in _MAKING:
            return None
        for child in token.head.children:
            if child.dep_ == "nsubj" and child.i in self.at:
                return self.at[child.i].entity
        return None

    def _thing_described(self, token: Token, mention: Mention, noun: SpeakingNoun, definite: bool) -> Entity | None:
        if token.dep_ in ("appos", "attr"):
            held = self._appositive(token)
            if held is not None:
                return held
        if noun.sort is Sort.ORGANISATION and definite:
            named = self._named_body(token, mention)
            if named is not None:
                return named
        if definite or noun.sort is Sort.ORGANISATION:
            return self._described(token, mention, noun) if definite else self._new(token, mention, noun)
        return self._new(token, mention, noun)

    def _named_body(self, token: Token, mention: Mention) -> Entity | None:
        """The named body that "the council" or "the company" means: by the last word of its name, or by its role."""
        low = token.lower_
        modifiers = set(self.words(mention.start, token.i))
        best: tuple[float, Entity] | None = None
        for entity, ahead in self._bodies_near(mention.start):
            score = 0.0
            for form in entity.forms:
                parts = fold(form).split()
                if parts[-1] == low:
                    score = max(score, 1.0 + len(modifiers & set(parts)) - 0.5 * len(modifiers - set(parts)))
                elif low in parts:
                    score = max(score, 0.4)
            if score < 1 and any(fits_role([*modifiers, low], low, role) > 0 for role in entity.roles):
                score = 0.9
            score -= 0.1 * ahead
            if score > 0 and (best is None or score > best[0] + 0.01):
                best = (score, entity)
        return best[1] if best is not None and best[0] >= 0.5 else None

    def _bodies_near(self, start: int) -> Iterator[tuple[Entity, bool]]:
        near = [
            e
            for e in islice(reversed(self.recent.values()), 3 * NEAR)
            if e.named and e.kind is SpeakerKind.ORGANISATION
        ]
        yield from ((entity, False) for entity in near)
        place = bisect_right(self._body_starts, start)
        for first in self._bodies[place : place + NEAR]:
            if first.entity is not None and id(first.entity) not in self.recent:
                yield first.entity, True

    def _identify(self) -> None:
        """Joins a person whom the opening only describes to the one named right after, as news stories do.

        Only where one named person without another office speaks; anything less certain stays as described.
        """
        described = [m for m in self.mentions if m.form == "noun" and m.quote is None and m.paragraph < 3]
        for mention in described:
            entity = mention.entity
            if entity is None or entity.named or entity.plural or entity.kind is not SpeakerKind.PERSON:
                continue
            noun = noun_of(entity.head)
            if noun is None or noun.sort is Sort.SPOKES or not (mention.subject or mention.speaking):
                continue
            person = self._named_next(entity, mention)
            if person is not None:
                self._join(entity, person)

    def _named_next(self, entity: Entity, mention: Mention) -> Entity | None:
        speakers = {id(m.entity) for m in self.mentions if m.speaking and m.entity is not None}
        fits: list[Entity] = []
        for person in self._firsts:
            held = person.entity
            if held is None or not held.sure or person.start <= mention.start or id(held) not in speakers:
                continue
            if entity.gender and held.gender and entity.gender != held.gender:
                continue
            if held.roles and not any(same_office(entity.head.removeprefix("ex-"), role_head(r)) for r in held.roles):
                continue
            fits.append(held)
            first = person
            if len(fits) == 1 and first.paragraph - mention.paragraph > 3:
                return None
        if not fits:
            return None
        rivals = sorted(fits, key=lambda e: -e.count)
        if len(fits) == 1 or (rivals[0] is fits[0] and rivals[0].count >= 2 * rivals[1].count):
            return fits[0]
        return None

    def _join(self, described: Entity, person: Entity) -> None:
        for mention in self.mentions:
            if mention.entity is described:
                mention.entity = person
        for role in described.roles:
            if role not in person.roles:
                person.roles.append(role)
        person.learn_gender(described.gender, described.gender_sure)
        self.entities.remove(described)
        for entity in self.entities:
            if entity.owner is described:
                entity.owner = person

    def mention_at(self, tokens: Span, head: int) -> Mention:
        """A mention that no table knows, placed as one that speaks."""
        mention = self._mention(tokens[0], tokens[1], head, None, "noun")
        mention.speaking = True
        return mention

    def opens_paragraph(self, mention: Mention) -> bool:
        """Whether the mention stands in the first sentence of its paragraph."""
        start = self.reading.paragraphs[mention.paragraph][0] if self.reading.paragraphs else 0
        return self.sentences[min(len(self.doc) - 1, self.reading.first_token_from(start))] == mention.sentence

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that start within the characters."""
        low = bisect_left(self._starts, self.reading.first_token_from(start))
        high = bisect_left(self._starts, self.reading.first_token_from(end))
        return self.mentions[low:high]

    def entity_before(self, token: int) -> list[Mention]:
        """The last mentions that start before the token, latest last."""
        return self.mentions[max(0, bisect_right(self._starts, token) - NEAR) : bisect_right(self._starts, token)]


def _is_description(form: str) -> bool:
    """Whether a capitalised run only describes ("Chief Executive", "Council", "Prime Minister")."""
    words = form.split()
    if len(words) == 1:
        return noun_of(words[0], words[0]) is not None
    noun = noun_of(words[-1])
    return noun is not None and noun.human and len(words) <= 4 and not names.is_first_name(words[0])


def _first_name_of(entity: Entity) -> str | None:
    return next((names.parse(form).given[0] for form in entity.forms if names.parse(form).given), None)
