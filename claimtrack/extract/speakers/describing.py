"""Whom a description means ("the former chief executive", "the council"): by office, name or an earlier description."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from claimtrack.extract.speakers.entities import Entity, Mention
from claimtrack.extract.speakers.pronouns import PRONOUNS, Pronoun, choose
from claimtrack.extract.speakers.roles import PAST, PRESENT, fits_role, role_head, same_office
from claimtrack.extract.speakers.words import Sort, SpeakingNoun, body_words, noun_of, role_families, word_set
from claimtrack.names.forms import fold
from claimtrack.vocabulary import SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimtrack.extract.speakers.cast import Cast

NEAR = 40
"""Entities looked back over: what keeps the cost linear."""

OPENING = 3
"""Number of the last paragraph in which a story may speak of "the firm" before it names it."""

_EMPTY = frozenset({"new", "same", "latest"})
_INDEFINITE = frozenset("a an another one some any no every each several many".split())


class Describer:
    """Reads the descriptions of one text in reading order, next to a `Cast` that holds what was read before."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.doc = cast.doc
        self._by_head: dict[str, list[Entity]] = {}
        self._firsts = cast.firsts
        self._first_starts = [mention.start for mention in self._firsts]
        self._bodies = cast.first_mentions(SpeakerKind.ORGANISATION)
        self._body_starts = [mention.start for mention in self._bodies]

    def read(self, token: Token, noun: SpeakingNoun) -> Mention | None:
        start = self._phrase_start(token)
        mention = self.cast.place(start, token.i + 1, token.i, None, "noun")
        first = self.doc[start].lower_
        counted = self.doc[start].pos_ == "NUM" or self.doc[start].like_num
        several = token.tag_ in ("NNS", "NNPS") and self.doc[start].pos_ not in ("DET", "PRON", "PROPN")
        definite = (
            first not in _INDEFINITE and not several and not counted and (start < token.i or token.text[0].isupper())
        )
        if noun.human:
            mention.entity = self._person_described(token, mention, noun, definite)
        elif noun.sort is Sort.GROUP:
            mention.entity = self._new(token, mention, noun) if counted else self._described(token, mention, noun)
        else:
            mention.entity = self._thing_described(token, mention, noun, definite)
        return mention

    def one_of(self, token: Token) -> Mention | None:
        """The one of several who speaks ("one of its engineers"); None where a pronoun says of whom."""
        of = next((child for child in token.rights if child.lower_ == "of" and child.i == token.i + 1), None)
        whom = next((child for child in of.rights if child.dep_ == "pobj"), None) if of is not None else None
        noun = noun_of(whom.text, whom.lemma_) if whom is not None else None
        if whom is None or noun is None or noun.sort is not Sort.GROUP or whom.pos_ != "NOUN":
            return None
        mention = self.cast.place(token.i, whom.i + 1, token.i, None, "noun")
        form = " ".join(self.doc[token.i : whom.i + 1].text.split())
        mention.entity = Entity(SpeakerKind.PERSON, [form], named=False, head="one")
        self.cast.entities.append(mention.entity)
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
                held = self.cast.at.get(child.i)
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
        """Who has just spoken, where "the former secretary" goes on: news prose varies the name so."""
        words = set(self.words(mention.start, mention.end))
        if not words & PAST and not token.lower_.startswith("ex-"):
            return None
        if not (mention.speaking and mention.subject) or self.doc[mention.start].lower_ != "the":
            return None
        near = self.cast.read[-NEAR:]
        if self._by_head.get(token.lower_):
            # the text speaks of that office: nobody who holds another one is meant
            near = [
                m for m in near if m.entity is not None and m.entity.named and not self._holds_other(m.entity, token)
            ]
        choice = choose(Pronoun(noun.gender, person=True), mention, near, self.cast)
        if choice.entity is not None and choice.margin > 0.5:
            choice.entity.roles.append(self._description(token, mention, None))
            return choice.entity
        return None

    def _holds_other(self, entity: Entity, token: Token) -> bool:
        """Whether the text gives a person roles, none of which is an office of the token's kind that is over."""
        head = token.lower_.removeprefix("ex-")
        over = (role for role in entity.roles if not PRESENT & set(role.lower().split()))
        return bool(entity.roles) and not any(same_office(head, role_head(role)) for role in over)

    def _set_off(self, token: Token, mention: Mention) -> Entity | None:
        """The person whose name a comma parts from the description: "the leader of X, Jane Roe, said"."""
        left = mention.start - 2
        if left >= 0 and self.doc[left + 1].text in (",", "–", "—") and token.dep_ == "appos":
            held = self.cast.at.get(left)
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
                held = self.cast.at.get(end + 1)
                if held is None or held.form != "name" or held.start != end + 1 or held.entity is None:
                    continue
                after = self.doc[held.end] if held.end < len(self.doc) else None
                if held.entity.kind is not SpeakerKind.PERSON or after is None:
                    continue
                if after.pos_ in ("VERB", "AUX", "PUNCT", "ADV"):
                    return held.entity
        return None

    def _names_someone(self, token: Token) -> bool:
        return self._called(token) is not None or any(
            child.dep_ in ("appos",) and child.i in self.cast.at and self.cast.at[child.i].form == "name"
            for child in token.children
        )

    def _called(self, token: Token) -> Entity | None:
        """Who bears the name in "a neighbour called Jane Roe", or in "its clerk, a man named John Doe"."""
        for noun in (token, *(child for child in token.children if child.dep_ == "appos")):
            for child in noun.rights:
                if child.dep_ != "acl" or child.lower_ not in ("named", "called"):
                    continue
                held = next((self.cast.at.get(c.i) for c in child.rights if c.dep_ in ("oprd", "attr", "dobj")), None)
                if held is not None and held.form == "name":
                    return held.entity
        return None

    def _appositive(self, token: Token) -> Entity | None:
        """The named person whom a role beside the name describes."""
        called = self._called(token)
        if called is not None:
            return called
        for child in token.children:
            if child.dep_ == "appos" and child.i in self.cast.at:
                return self.cast.at[child.i].entity
        if token.dep_ == "appos" and token.head.i in self.cast.at:
            return self.cast.at[token.head.i].entity
        if token.dep_ == "attr":
            for child in token.head.children:
                if child.dep_ == "nsubj" and child.i in self.cast.at:
                    return self.cast.at[child.i].entity
        return None

    def _by_role(self, token: Token, mention: Mention, noun: SpeakingNoun) -> Entity | None:
        """The person whose roles the description fits best; among equals the last mentioned, else the next to come."""
        if noun.sort is Sort.SPOKES:
            return None
        owner = self._owner(token)
        words = self.words(mention.start, mention.end)
        head = token.lemma_.lower()
        proper = frozenset(
            t.lower_ for t in self.doc[mention.start : token.i] if t.text[0].isupper() and not t.is_sent_start
        )
        personal = owner is not None and owner.kind is SpeakerKind.PERSON
        personal = personal or any(t.tag_ == "PRP$" and t.lower_ != "its" for t in self.doc[mention.start : token.i])
        best: tuple[float, Entity] | None = None
        for entity, ahead in self._people_near(mention.start):
            if entity is owner or (noun.gender and entity.gender and noun.gender != entity.gender):
                continue
            # "the director" before anyone is named is not yet the acting director
            roles = [r for r in entity.roles if not (ahead and PRESENT & set(r.lower().split()) - set(words))]
            score = max((fits_role(words, head, role, proper) for role in roles), default=0.0)
            if ahead:
                score -= 0.3
            if personal and not any(self._serves(role, head, owner) for role in entity.roles):
                continue
            if score > 0.05 and (best is None or score > best[0] + 0.01):
                best = (score, entity)
        return best[1] if best is not None else None

    def _serves(self, role: str, head: str, owner: Entity | None) -> bool:
        """Whether a role is held for one person ("Ms Roe's solicitor"), who is the owner as far as the text tells."""
        low = fold(role)
        if low == head:
            return True
        return owner is not None and any(word in low for form in owner.forms for word in fold(form).split()[-1:])

    def _people_near(self, start: int) -> Iterator[tuple[Entity, bool]]:
        """Persons by last mention, latest first, then those that the text names only later (True)."""
        seen = 0
        for entity in reversed(self.cast.recent.values()):
            if entity.kind is SpeakerKind.PERSON:
                yield entity, False
                seen += 1
                if seen >= NEAR:
                    return
        place = bisect_right(self._first_starts, start)
        for first in self._firsts[place : place + NEAR]:
            if first.entity is not None and id(first.entity) not in self.cast.recent:
                yield first.entity, True

    def _described(self, token: Token, mention: Mention, noun: SpeakingNoun) -> Entity:
        """The entity that an earlier description with the same head stands for, else a new one."""
        owner = self._owner(token)
        words = set(self.words(mention.start, token.i)) - _EMPTY
        exact = None
        if token.tag_ in ("NNS", "NNPS") and self.doc[mention.start].pos_ not in ("DET", "PRON", "PROPN"):
            # "polls in Quay County" after "polls" speaks of others; "police" after "police" does not
            exact = self._description(token, mention, owner).lower()
        for entity in reversed(self._by_head.get(token.lower_, [])[-NEAR:]):
            if entity.kind is not noun.kind or (owner and entity.owner and owner is not entity.owner):
                continue
            if words and not words & set(fold(entity.forms[0]).split()):
                continue
            if exact is not None and exact != entity.forms[0].lower():
                continue
            if noun.sort is Sort.SPOKES and self._speak_apart(self._description(token, mention, owner), entity):
                continue
            return entity
        return self._new(token, mention, noun)

    def _speak_apart(self, form: str, entity: Entity) -> bool:
        """Whether two spokesmen say that they speak for different bodies."""
        whom = form.lower().partition(" for ")[2]
        return bool(whom) and whom != entity.forms[0].lower().partition(" for ")[2]

    def _new(self, token: Token, mention: Mention, noun: SpeakingNoun) -> Entity:
        owner = self._owner(token)
        entity = Entity(noun.kind, [self._description(token, mention, owner)], named=False, head=token.lower_)
        entity.owner = owner or self._owner_after(token) or self._maker(token, noun)
        entity.plural = noun.sort is Sort.GROUP or token.tag_ in ("NNS", "NNPS")
        entity.learn_gender(noun.gender, True)
        if noun.sort in (Sort.ROLE, Sort.SPOKES):
            entity.roles.append(entity.forms[0])
        self.cast.entities.append(entity)
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
            (token.is_punct and token.text != "-")
            or token.pos_ in ("VERB", "AUX", "PRON", "SCONJ", "SPACE")
            or (token.ent_type_ in ("DATE", "TIME"))
            or token.lower_ in ("on", "last", "how", "who", "that")
        )

    def _owner_after(self, token: Token) -> Entity | None:
        for child in token.rights:
            if child.dep_ == "acl" and child.lemma_ in word_set("making_verbs.tsv"):
                for by in child.children:
                    for held in by.children if by.dep_ == "agent" else ():
                        if held.i in self.cast.at:
                            return self.cast.at[held.i].entity
            if child.dep_ == "prep" and child.lower_ in ("of", "at", "from", "for", "by"):
                for held in child.children:
                    if held.dep_ == "pobj" and held.i in self.cast.at:
                        return self.cast.at[held.i].entity
        return None

    def _maker(self, token: Token, noun: SpeakingNoun) -> Entity | None:
        """Who wrote, sent or provided a document, where it is the verb's object."""
        if (
            noun.sort is not Sort.DOCUMENT
            or token.dep_ != "dobj"
            or token.head.lemma_ not in word_set("making_verbs.tsv")
        ):
            return None
        for child in token.head.children:
            if child.dep_ == "nsubj" and child.i in self.cast.at:
                return self.cast.at[child.i].entity
        return None

    def _thing_described(self, token: Token, mention: Mention, noun: SpeakingNoun, definite: bool) -> Entity | None:
        if token.dep_ in ("appos", "attr"):
            held = self._appositive(token)
            if held is not None:
                return held
        if mention.start == token.i and token.tag_ == "NN" and token.text.islower() and not mention.speaking:
            return None  # "the use of force", "in office": no body is meant
        if noun.sort is Sort.ORGANISATION and definite:
            named = self._named_body(token, mention) or self._salient_body(token, mention)
            if named is not None:
                return named
        if definite or noun.sort is Sort.ORGANISATION:
            return self._described(token, mention, noun) if definite else self._new(token, mention, noun)
        return self._new(token, mention, noun)

    def _named_body(self, token: Token, mention: Mention) -> Entity | None:
        """The named body that "the council" or "the company" means: by the last word of its name, or by its role."""
        low = token.lower_
        modifiers = set(self.words(mention.start, token.i))
        nouns = {t.lower_ for t in self.doc[mention.start : token.i] if t.dep_ == "compound"}
        best: tuple[float, Entity] | None = None
        for entity, ahead in self._bodies_near(mention.start):
            score = 0.0
            for form in entity.forms:
                parts = fold(form).split()
                if parts[-1] == low:
                    score = max(
                        score,
                        1.0
                        + len(modifiers & set(parts))
                        - 0.5 * len(modifiers - set(parts))
                        - 0.2 * bool(nouns - set(parts)),
                    )
                elif low in parts:
                    score = max(score, 0.4)
            if score < 1 and any(fits_role([*modifiers, low], low, role) > 0 for role in entity.roles):
                score = 0.9
            score -= 0.1 * ahead
            if score > 0 and (best is None or score > best[0] + 0.01):
                best = (score, entity)
        return best[1] if best is not None and best[0] >= 0.5 else None

    def _salient_body(self, token: Token, mention: Mention) -> Entity | None:
        """The body that "the firm" means where no name says firm: the one beyond doubt that could be one."""
        low = token.lower_
        if low not in word_set("loose_bodies.tsv") or self.doc[mention.start].lower_ != "the":
            return None
        before = self._by_head.get(low, [])
        if not all(self._only_opens(entity, low) for entity in before):
            return None
        if token.i - mention.start != 1 or mention.quote is not None:
            return None
        near = [m for m in self.cast.read[-NEAR:] if m.entity is not None and self._could_be(m.entity, low)]
        if mention.possessive:
            own = {id(m.entity) for m in near if m.subject and m.sentence == mention.sentence}
            near = [m for m in near if id(m.entity) not in own]
        only = [e for e in islice(reversed(self.cast.recent.values()), 3 * NEAR) if self._could_be(e, low)]
        if len(only) == 1 and not mention.possessive:
            for entity in before:
                self._join(entity, only[0])
            before.clear()
            return only[0]
        if before:
            return None
        choice = choose(Pronoun(None, thing=True), mention, near, self.cast)
        return choice.entity if choice.entity is not None and choice.sure else None

    def _only_opens(self, entity: Entity, noun: str) -> bool:
        """Whether an entity is no more than "the firm" of an opening that names nobody yet."""
        where = [m.paragraph for m in self.cast.read if m.entity is entity]
        return entity.owner is None and entity.forms == [noun] and bool(where) and where[-1] <= OPENING

    def _join(self, described: Entity, named: Entity) -> None:
        for mention in self.cast.read:
            if mention.entity is described:
                mention.entity = named
        self.cast.entities.remove(described)

    def _could_be(self, entity: Entity, noun: str) -> bool:
        """Whether a named body's own kind word does not contradict the noun ("council" is no firm)."""
        if not entity.named or entity.kind is not SpeakerKind.ORGANISATION or not (entity.sure and entity.acts):
            return False
        parts = fold(entity.name).split()
        if parts[0] in word_set("parties.tsv") and len(parts) == 1 and noun != "party":
            return False
        heads = [w for w in (parts[0] if {"of", "for"} & set(parts) else parts[-1], *parts) if noun_of(w) is not None]
        if not heads and len(parts) > 1 and parts[-1] in body_words():
            heads = ["company"]  # "Foods", "Trains", "Estates"
        return not heads or any(heads[0] in family and noun in family for family in role_families())

    def _bodies_near(self, start: int) -> Iterator[tuple[Entity, bool]]:
        near = [
            e
            for e in islice(reversed(self.cast.recent.values()), 3 * NEAR)
            if e.named and e.kind is SpeakerKind.ORGANISATION
        ]
        yield from ((entity, False) for entity in near)
        place = bisect_right(self._body_starts, start)
        for first in self._bodies[place : place + NEAR]:
            if first.entity is not None and id(first.entity) not in self.cast.recent:
                yield first.entity, True
