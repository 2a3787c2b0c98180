"""Whom a description means ("the former chief executive", "the council"): by office, name or an earlier description."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimtrack.extract.speakers.bodies import NamedBodies
from claimtrack.extract.speakers.entities import NEAR, Entity, Mention
from claimtrack.extract.speakers.phrases import content_words, phrase_end, phrase_start
from claimtrack.extract.speakers.pronouns import PRONOUNS, Pronoun, choose
from claimtrack.extract.speakers.roles import PAST, PRESENT, fits_role, role_head, same_office
from claimtrack.extract.speakers.words import Sort, SpeakingNoun, noun_of, word_set
from claimtrack.names.forms import fold
from claimtrack.vocabulary import SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimtrack.extract.speakers.cast import Cast

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
        self._named = NamedBodies(cast, self._by_head)

    def read(self, token: Token, noun: SpeakingNoun) -> Mention | None:
        start = phrase_start(token)
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

    def _owner(self, token: Token) -> Entity | None:
        for child in token.children:
            if child.dep_ == "poss":
                held = self.cast.at.get(child.i)
                return held.entity if held is not None else None
        return None

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
        words = set(content_words(self.doc[mention.start : mention.end]))
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
        for end in (phrase_end(token), right + 1):
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
        words = content_words(self.doc[mention.start : mention.end])
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
        words = set(content_words(self.doc[mention.start : token.i])) - _EMPTY
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
        return held + " ".join(self.doc[start : phrase_end(token)].text.split())

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
            named = self._named.named(token, mention) or self._named.salient(token, mention)
            if named is not None:
                return named
        if definite or noun.sort is Sort.ORGANISATION:
            return self._described(token, mention, noun) if definite else self._new(token, mention, noun)
        return self._new(token, mention, noun)
