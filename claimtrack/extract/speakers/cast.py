"""The cast of one text: its named persons and bodies, and in reading order what every description and pronoun means."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from claimtrack import names
from claimtrack.extract.speakers.describing import Describer
from claimtrack.extract.speakers.entities import NEAR, Entity, Mention
from claimtrack.extract.speakers.naming import Namer, Naming, token_range
from claimtrack.extract.speakers.opening import identify
from claimtrack.extract.speakers.pronouns import PRONOUNS, choose
from claimtrack.extract.speakers.registry import bodies_by_form, is_description, persons_by_form
from claimtrack.extract.speakers.roles import RoleReader
from claimtrack.extract.speakers.settling import settle
from claimtrack.extract.speakers.things import speak_as_things
from claimtrack.extract.speakers.words import Sort, SpeakingNoun, noun_of
from claimtrack.vocabulary import Span, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimtrack.extract.local import LocalAttribution
    from claimtrack.extract.reading import Reading

LEADING = 2
"""Times as often as the next one somebody is mentioned whom a bare surname means, whoever was named last."""


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
        self.heads = frozenset(one.source_head for one in local if one.source_head is not None)
        self.labels = frozenset(one.source_head for one in local if one.frame == "turn" and one.source_head is not None)
        """Heads of the names before the turns of a conversation, where those who talk do not mean each other."""
        self.asides = {
            one.source_head: number
            for number, one in enumerate(local)
            if one.frame == "parenthetical" and one.source_head is not None
        }
        """Head of the source of "…, they say" to its attribution."""
        self.sentences = self._sentence_numbers()
        self.leads = self._lead_ins()
        """Head of a quotation's source to the number of the sentence that leads up to the quotation."""
        self.inside = self._paint()
        self._ambiguous: dict[int, list[Entity]] = {}
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        self.at: dict[int, Mention] = {}
        """The mention that holds a token."""
        namer = Namer(reading)
        talking = {reading.text[start:end] for one in local if one.frame == "turn" for start, end in one.source}
        self.namings = settle(reading, namer.find(), namer.acronyms, talking)
        self.acronyms = namer.acronyms
        self._name_everyone()
        for entity in speak_as_things(reading, local, self.mentions):
            entity.kind = SpeakerKind.ORGANISATION
        self.roles = RoleReader(reading, self.at)
        for mention in self.mentions:
            self._learn_roles(mention)
        self._read_in_order()

    def _lead_ins(self) -> dict[int, int]:
        leads: dict[int, int] = {}
        for one in self.local:
            if (
                one.frame != "quote"
                or one.source_head is None
                or self.reading.starts[one.source_head] < one.content[0][0]
            ):
                continue
            start = one.content[0][0]
            low = self.reading.paragraphs[self.reading.paragraph_of(start)][0]
            before = self.reading.text[low:start].rstrip()
            if before.endswith((".", "!", "?")) and self.reading.quote_over(low + len(before) - 1) is None:
                leads[one.source_head] = self.sentences[self.reading.token_at(low + len(before) - 1)]
        return leads

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
        """Who says the reported clause that the mention stands in; None inside quotation marks and elsewhere."""
        number = self.inside.get(mention.head)
        if number is None or mention.quote is not None or self.local[number].frame == "turn":
            return None
        who = self.speaker_of(number)
        if who is not None and who.owner is not None and not who.named:
            noun = noun_of(who.head)
            if noun is not None and noun.sort is Sort.SPOKES:
                return who.owner
        return who

    def told_of(self, mention: Mention) -> Mention | None:
        """The "him" of "told him that he": as likely meant by a pronoun in the content as the one who tells."""
        number = self.inside.get(mention.head)
        addressee = self.local[number].addressee if number is not None else None
        if addressee is None or mention.quote is not None:
            return None
        held = self.at.get(addressee[0])
        return held if held is not None and held.form == "pronoun" else None

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
        bodies = [n for n in self.namings if n.kind is not SpeakerKind.PERSON]
        bodies = [n for n in bodies if not is_description(n.text) and (n.sure or self._proper(n))]
        owners = persons_by_form([n for n in self.namings if n.kind is SpeakerKind.PERSON])
        named = bodies_by_form(bodies, self.acronyms, self.reading.text)
        for naming in self.namings:
            if naming.kind is SpeakerKind.PERSON:
                self._add_name(naming, owners[naming.meant or naming.text])
            elif naming.text in named and (naming.sure or self._proper(naming)):
                self._add_name(naming, [named[naming.text]])
        known = [*(e for fits in owners.values() for e in fits), *named.values()]
        self.entities += {id(entity): entity for entity in known}.values()
        self.mentions.sort(key=lambda m: m.start)

    def _proper(self, naming: Naming) -> bool:
        """Whether the tagger too takes it for a name: a capital at the start of a sentence says nothing."""
        start, end = token_range(self.reading, (naming.start, naming.end))
        return any(self.doc[i].pos_ == "PROPN" for i in range(start, end))

    def _add_name(self, naming: Naming, fits: list[Entity]) -> None:
        start, end = token_range(self.reading, (naming.start, naming.end))
        head = end - 1
        for index in range(start, end):
            if not start <= self.doc[index].head.i < end:
                head = index
                break
        mention = self.place(start, end, head, fits[0] if len(fits) == 1 else None, "name")
        mention.candidates = tuple(entity.name for entity in fits) if len(fits) > 1 else ()
        if len(fits) > 1:
            self._ambiguous[id(mention)] = fits
        self.mentions.append(mention)
        for index in range(start, end):
            self.at[index] = mention

    def place(self, start: int, end: int, head: int, entity: Entity | None, form: str) -> Mention:
        """A mention of a token range with what grammar and layout say of the place."""
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
        if mention.speaking and mention.entity.kind is SpeakerKind.UNKNOWN and self._is_body(mention):
            mention.entity.kind = SpeakerKind.ORGANISATION
        for role in self.roles.of(mention):
            mention.entity.sure = True
            if role not in mention.entity.roles:
                mention.entity.roles.append(role)
        gender = self.roles.relation_gender(mention)
        if gender is not None:
            mention.entity.learn_gender(gender, True)

    def _is_body(self, mention: Mention) -> bool:
        """Whether a name of unknown kind that speaks is a place or letters ("Downing Street", "the RCM")."""
        name = self.doc[mention.start : mention.end]
        of = {"of", "for"} & {token.lower_ for token in name}
        return bool(of) or name.text.isupper() or name.root.ent_type_ in ("GPE", "FAC", "ORG", "LOC")

    # --- descriptions and pronouns, in reading order --------------------------------------------

    def _read_in_order(self) -> None:
        named = {mention.start: mention for mention in self.mentions}
        self.read: list[Mention] = []
        self.recent: dict[int, Entity] = {}
        self.firsts = self.first_mentions(SpeakerKind.PERSON)
        bodies = [e for e in self.entities if e.kind is SpeakerKind.ORGANISATION]
        self.last_words = {form.lower().split()[-1] for e in bodies for form in e.forms if " " in form}
        """Last words of the bodies' names in lower case: what the body is, where no table lists it."""
        self.describer = Describer(self)
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
                self._learn_client(found)
            at += 1
        self.mentions = self.read
        identify(self)
        self._starts = [mention.start for mention in self.mentions]

    def _parts_of_speech(self) -> list[bool]:
        """Whether each token is a noun or pronoun, or the head of a source: the only ones that mention somebody."""
        wanted = {self.doc.vocab.strings[name] for name in ("NOUN", "PROPN", "PRON")}
        return [
            value in wanted or index in self.heads
            for index, value in enumerate(self.doc.to_array(["POS"]).ravel().tolist())
        ]

    def first_mentions(self, kind: SpeakerKind) -> list[Mention]:
        """The first naming of every entity of one kind, in text order."""
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
            mention.entity.count += mention.form != "noun"
            mention.entity.acts = mention.entity.acts or mention.subject
            self.recent.pop(id(mention.entity), None)
            self.recent[id(mention.entity)] = mention.entity

    def _learn_client(self, mention: Mention) -> None:
        """Lets a spokesman speak for the body that is described behind him ("a spokesman for the council")."""
        spokesman = self._spokesman_of(self.doc[mention.head])
        held = self.at.get(spokesman.i) if spokesman is not None else None
        if held is not None and held.entity is not None and held.entity.owner is None and not held.entity.named:
            held.entity.owner = mention.entity

    def _spokesman_of(self, token: Token) -> Token | None:
        """The spokesman whom the token's phrase follows with "for" or its like."""
        if token.dep_ != "pobj" or token.head.lower_ not in ("for", "of", "at", "from"):
            return None
        noun = noun_of(token.head.head.text, token.head.head.lemma_)
        return token.head.head if noun is not None and noun.sort is Sort.SPOKES else None

    def _settle_name(self, mention: Mention) -> None:
        """An ambiguous surname means the one of its owners whom the story is about, else the last named of them."""
        fits = self._ambiguous.get(id(mention), [])
        gender = names.parse(self.doc[mention.start : mention.end].text).gender
        fits = [e for e in fits if not (gender and e.gender and e.gender != gender)]
        if len(fits) == 1:
            mention.entity = fits[0]
            return
        known = [entity for entity in fits if entity.count]
        if len(known) < 2:
            mention.entity = known[0] if known else None
            return
        mention.candidates = tuple(fit.name for fit in fits)
        leading = sorted(known, key=lambda entity: -entity.count)
        if leading[0].count >= LEADING * leading[1].count:
            mention.entity = leading[0]
            return
        recent = islice(reversed(self.recent.values()), 5 * NEAR)
        mention.entity = next((entity for entity in recent if entity in fits), None)

    def _read_token(self, token: Token) -> Mention | None:
        if token.pos_ == "PRON":
            low = token.lower_
            if low in PRONOUNS:
                return self._read_pronoun(token, low)
            return None
        if token.lower_ == "one" and token.i in self.heads:
            return self.describer.one_of(token)
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "compound":
            return None
        noun = noun_of(token.text, token.lemma_) or self._kind_word(token)
        if noun is None or self._only_says_as(token, noun):
            return None
        return self.describer.read(token, noun)

    def _kind_word(self, token: Token) -> SpeakingNoun | None:
        """The last word of a body's name where it stands for the body that speaks ("the brewery said")."""
        if token.tag_ != "NN" or not token.text.islower() or token.lower_ not in self.last_words:
            return None
        if token.i not in self.speaking and self._spokesman_of(token) is None:
            return None
        return SpeakingNoun(Sort.ORGANISATION, None) if token.i and self.doc[token.i - 1].lower_ == "the" else None

    def _only_says_as(self, token: Token, noun: SpeakingNoun) -> bool:
        """Whether no one is meant ("served as mayor", "shook his head")."""
        if noun.human and token.dep_ == "pobj" and token.head.lower_ == "as":
            return True
        if token.lower_ == "chair" and token.dep_ == "pobj" and token.head.lower_ == "in":
            return True
        return token.lower_ in ("head", "heads") and any(child.tag_ == "PRP$" for child in token.children)

    def _read_pronoun(self, token: Token, low: str) -> Mention | None:
        mention = self.place(token.i, token.i + 1, token.i, None, "pronoun")
        choice = choose(PRONOUNS[low], mention, self.read, self)
        mention.entity = choice.entity
        mention.candidates = choice.candidates
        if choice.entity is not None and choice.sure:
            choice.entity.learn_gender(PRONOUNS[low].gender, False)
            if choice.entity.kind is SpeakerKind.UNKNOWN and (mention.speaking or not PRONOUNS[low].thing):
                choice.entity.kind = SpeakerKind.ORGANISATION if PRONOUNS[low].thing else SpeakerKind.PERSON
        return mention

    def mention_at(self, tokens: Span, head: int) -> Mention:
        """A mention that no table knows, placed as one that speaks."""
        mention = self.place(tokens[0], tokens[1], head, None, "noun")
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
