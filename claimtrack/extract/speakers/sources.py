"""From the local mention of an attribution to the one who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimtrack import names
from claimtrack.extract.speakers.cast import Cast
from claimtrack.extract.speakers.entities import Entity, Mention
from claimtrack.extract.speakers.pronouns import Pronoun, choose
from claimtrack.extract.speakers.words import Sort, noun_of, word_set
from claimtrack.vocabulary import Kind, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claimtrack.extract.local import LocalAttribution

_AGE = re.compile(r"(?:the |The )?(?:\d{1,2}-year-olds?|(?P<kin>[a-z]+)-of-\w+)")
_FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
_NO_NOUN = frozenset("PRON DET SCONJ ADP AUX VERB PUNCT".split())
_NOBODY = frozenset("one ones something nothing everything anything thing things part way fact".split())
_COUNTED = frozenset("many some others most".split())
_SECOND = frozenset("you your yours yourself".split())
_RELATIVE = frozenset("who whom whose which that".split())
_LISTED = frozenset("DET NOUN PROPN ADJ CCONJ PUNCT NUM".split())
_LIST = 30
"""Tokens that a list of names behind a group may take."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who speaks, with what the text calls them here; `entity` None with `candidates` where the evidence is weak."""

    entity: Entity | None
    candidates: tuple[str, ...] = ()
    role: str | None = None
    via: str | None = None
    certain: bool = True
    """False where distance and grammar decided, not a name."""


NOBODY = Speaking(None)


class SourceReader:
    """Resolves the sources of one text's attributions, each once and in any order."""

    def __init__(self, cast: Cast, author: Entity | None = None) -> None:
        self.cast = cast
        self.doc = cast.doc
        self.author = author
        self.done: dict[int, Speaking] = {}

    def of(self, number: int) -> Speaking:
        """Who says attribution `number`."""
        held = self.done.get(number)
        if held is not None:
            return held
        self.done[number] = NOBODY
        answer = self._read(number)
        self.done[number] = answer
        return answer

    def _read(self, number: int) -> Speaking:
        one = self.cast.local[number]
        if one.source_head is None or one.source_tokens is None:
            return self._without_source(number, one)
        head = self.doc[one.source_head]
        if head.lower_ in _FIRST:
            return self._first_person(number, one, head)
        if head.lower_ in _SECOND:
            return self._second_person(number, one)
        if head.lower_ in _RELATIVE and head.pos_ in ("PRON", "DET", "SCONJ"):
            return self._antecedent(head)
        held = self.cast.at.get(self._before_cue(one))
        if held is not None and held.form == "name":
            between = self.doc[one.source_tokens[1] : held.start] if held.start >= one.source_tokens[1] else None
            if between is not None and all(token.pos_ == "DET" for token in between):
                return self._from_mention(held)
            if self.doc[one.source_tokens[0]].tag_ == "VBG":
                return self._from_mention(held)
        listed = self._listed(head, self._before_cue(one))
        return listed if listed is not None else self._named_in(one.source_tokens, head)

    def _listed(self, head: Token, last: int) -> Speaking | None:
        """Those whose names commas set off behind their group ("Both jurors, Jane Roe and the poet Ann Lee, said")."""
        if head.tag_ != "NNS" or not head.i + 3 < last < head.i + _LIST:
            return None
        if not (self.doc[head.i + 1].text == self.doc[last].text == ","):
            return None
        between = self.doc[head.i + 2 : last]
        if any(token.pos_ not in _LISTED for token in between) or not any(t.lower_ == "and" for t in between):
            return None
        held = {id(m): m for t in between if (m := self.cast.at.get(t.i)) is not None and m.form == "name"}
        people = [m.entity for m in held.values() if m.entity is not None and m.entity.kind is SpeakerKind.PERSON]
        return self._group(people) if len(people) == len(held) > 1 else None

    def _before_cue(self, one: LocalAttribution) -> int:
        """The token right before the cue ("Defending Roe, Robert Shaw said"): there the subject ends."""
        return one.cue_head - 1 if one.cue_head is not None else -1

    def _first_person(self, number: int, one: LocalAttribution, head: Token) -> Speaking:
        outer = self.cast.inside.get(head.i)
        if outer is not None and outer != number:
            return self.of(outer)
        if one.enclosing is not None and one.enclosing != number:
            return self.of(one.enclosing)
        if head.lower_ in ("i", "me", "my") and self.author is not None:
            return Speaking(self.author)
        return NOBODY

    def _second_person(self, number: int, one: LocalAttribution) -> Speaking:
        """Whom "you" means in a conversation: the other one, who speaks next or spoke before."""
        outer = one.enclosing
        if outer is None or self.cast.local[outer].frame != "turn":
            return NOBODY
        me = self.of(outer).entity
        for step in (1, -1):
            other = outer + step
            while 0 <= other < len(self.cast.local) and abs(other - outer) < 12:
                if self.cast.local[other].frame == "turn" and self.of(other).entity not in (None, me):
                    return Speaking(self.of(other).entity, certain=False)
                other += step
        return NOBODY

    def _antecedent(self, head: Token) -> Speaking:
        """The noun that a relative clause hangs on ("the aide, who said")."""
        verb = head.head
        while verb.dep_ not in ("relcl", "acl", "ROOT") and verb.head.i != verb.i:
            verb = verb.head
        if verb.dep_ not in ("relcl", "acl"):
            return NOBODY
        noun = verb.head
        held = self.cast.at.get(noun.i)
        if held is not None:
            return self._from_mention(held)
        return self._named_in((noun.left_edge.i, noun.i + 1), noun)

    def _by_age(self, tokens: tuple[int, int], head: Token) -> Speaking | None:
        """Whom "the 31-year-old" or "the mother-of-two" means: whoever a pronoun in its place would."""
        start = self.cast.reading.starts[tokens[0]]
        found = _AGE.match(self.cast.reading.text, start)
        if found is None:
            return None
        noun = noun_of(found["kin"]) if found["kin"] else None
        mention = self.cast.mention_at(tokens, head.i)
        choice = choose(
            Pronoun(noun.gender if noun else None, person=True), mention, self.cast.entity_before(tokens[0]), self.cast
        )
        return Speaking(
            choice.entity, choice.candidates, _role(choice.entity) if choice.entity else None, certain=False
        )

    def _named_in(self, tokens: tuple[int, int], head: Token) -> Speaking:
        together = self._together(tokens, head)
        if together is not None:
            return together
        held = self.cast.at.get(head.i)
        if held is None or held.form != "name":
            aged = self._by_age(tokens, head)
            if aged is not None:
                return aged
        named = self._name_beside(tokens, head)
        if named is not None and (held is None or held.entity is None or not held.entity.named):
            return self._from_mention(named)
        if held is not None:
            return self._from_mention(held)
        return self._by_description(tokens, head)

    def _together(self, tokens: tuple[int, int], head: Token) -> Speaking | None:
        """Two who speak together ("Jane Roe and John Doe said"): one group, for neither said it alone."""
        parts = [head, *(t for t in self.doc[tokens[0] : tokens[1]] if t.dep_ == "conj" and _joined(t, head))]
        if len(parts) < 2:
            return None
        held = [self.cast.at.get(part.i) for part in parts]
        entities = [m.entity for m in held if m is not None and m.form == "name" and m.entity is not None]
        if len(entities) != len(parts) or len(set(map(id, entities))) < 2:
            return None
        return self._group(entities)

    def _group(self, entities: Sequence[Entity]) -> Speaking:
        """Several named ones who say the same, as one speaker."""
        form = ", ".join(e.name for e in entities[:-1]) + f" and {entities[-1].name}"
        group = next((e for e in self.cast.entities if e.forms == [form]), None)
        if group is None:
            group = Entity(SpeakerKind.GROUP, [form], plural=True)
            self.cast.entities.append(group)
        return Speaking(group)

    def _name_beside(self, tokens: tuple[int, int], head: Token) -> Mention | None:
        """The name in apposition to a role, or after it ("chief executive Jane Roe")."""
        near = [child.i for child in head.children if child.dep_ == "appos"]
        near += [
            i
            for i in range(*tokens)
            if self.doc[i].head.i == head.i and self.doc[i].dep_ in ("appos", "compound", "flat")
        ]
        near += [head.head.i] if head.dep_ in ("appos", "compound") and head.head.i < head.i + 12 else []
        noun = noun_of(head.text, head.lemma_)
        human = noun is not None and noun.human
        if human:
            near += self._set_off(tokens, head)
        elif noun is not None and noun.sort is Sort.ORGANISATION:
            near += self._ending(tokens, head)
        for index in near:
            held = self.cast.at.get(index)
            if held is not None and held.form == "name" and held.entity is not None:
                if self.doc[index].dep_ == "compound" and not (human and held.entity.kind is SpeakerKind.PERSON):
                    continue
                if human and held.entity.kind is not SpeakerKind.PERSON:
                    continue
                return held
        return None

    def _ending(self, tokens: tuple[int, int], head: Token) -> list[int]:
        """The head of a body's name that ends the mention ("prison officers' union the POA")."""
        held = self.cast.at.get(tokens[1] - 1)
        if held is None or held.form != "name" or not 0 <= held.start - head.i - 1 <= 1:
            return []
        return [held.head] if held.start == head.i + 1 or self.doc[held.start - 1].pos_ == "DET" else []

    def _set_off(self, tokens: tuple[int, int], head: Token) -> list[int]:
        """Heads of names that a comma sets off from the rest of the mention, or that end it after its head noun."""
        found: list[int] = []
        for index in range(*tokens):
            held = self.cast.at.get(index)
            if held is None or held.form != "name" or held.start != index:
                continue
            before = self.doc[index - 1] if index > tokens[0] else None
            after = self.doc[held.end] if held.end < tokens[1] else None
            if (before is None and after is not None and after.text == ",") or (
                before is not None and (before.text in (",", "–", "—") or (after is None and before.i == head.i))
            ):
                found.append(held.head)
        return found

    def _from_mention(self, mention: Mention) -> Speaking:
        entity = mention.entity
        if entity is None:
            return Speaking(None, mention.candidates, certain=False)
        if not entity.named and entity.kind is SpeakerKind.PERSON:
            noun = noun_of(entity.head)
            if noun is not None and noun.sort is Sort.SPOKES:
                return self._spoken_for(entity, mention)
        via = None
        if entity.kind is SpeakerKind.DOCUMENT and entity.owner is not None:
            via = entity.owner.name
        role = _role(entity)
        sure = (mention.form == "name" or not entity.named) and mention.form != "pronoun" and not mention.candidates
        return Speaking(entity, mention.candidates, role, via, sure)

    def _spoken_for(self, entity: Entity, mention: Mention) -> Speaking:
        """A spokesman's words are those of whom he speaks for, where the text says or shows for whom."""
        if entity.owner is None and " for " not in entity.forms[0]:
            entity.owner = self._client(mention)
        if entity.owner is None:
            return Speaking(entity)
        return Speaking(entity.owner, role=entity.name)

    def _client(self, mention: Mention) -> Entity | None:
        start = self.doc[mention.head].left_edge.i
        for index in range(mention.head - 1, start - 1, -1):
            held = self.cast.at.get(index)
            if held is not None and held.entity is not None and held is not mention and held.form != "pronoun":
                return held.entity
            noun = noun_of(self.doc[index].text)
            if noun is not None and noun.sort in (Sort.ORGANISATION, Sort.GROUP):
                return self._body(self.doc[index].lower_, mention)
        for before in reversed(self.cast.entity_before(mention.start)):
            if mention.sentence - before.sentence > 4:
                break
            entity = before.entity
            if before.quote is not None or entity is None or entity.kind is not SpeakerKind.ORGANISATION:
                continue
            if before.subject or before.speaking:
                return entity
        return None

    def _body(self, noun: str, mention: Mention) -> Entity | None:
        """The body that "council" means in "a council spokesman": the last one that is called so."""
        before = [m.entity for m in reversed(self.cast.entity_before(mention.start)) if m.entity is not None]
        for entity in (*before, *self.cast.entities):
            words = [entity.head] if not entity.named else entity.name.lower().split()
            if entity.kind in (SpeakerKind.ORGANISATION, SpeakerKind.GROUP) and noun in words:
                return entity
        return None

    def _by_description(self, tokens: tuple[int, int], head: Token) -> Speaking:
        """A speaker that no table knows keeps its own words ("a passer-by"); a pronoun without a reading is nobody."""
        noun = noun_of(head.text, head.lemma_)
        if noun is None and (head.lower_ in _NOBODY or (head.pos_ in _NO_NOUN and head.lower_ not in _COUNTED)):
            return NOBODY
        start, end = tokens
        while start < end and (self.doc[start].pos_ in ("DET", "PUNCT", "SPACE", "PRON") and start != head.i):
            start += 1
        stop = next((i for i in range(head.i + 1, end) if self.doc[i].is_punct and self.doc[i].text != "-"), end)
        form = " ".join(self.doc[start:stop].text.split())[:120]
        if not form:
            return NOBODY
        for entity in self.cast.entities:
            if form in entity.forms:
                return Speaking(entity, certain=False)
        named = head.pos_ == "PROPN" and self.doc[tokens[0]].lower_ not in ("a", "an")
        kind = noun.kind if noun is not None else SpeakerKind.UNKNOWN
        if noun is None and named:
            kind = SpeakerKind.PERSON if head.ent_type_ == "PERSON" or names.is_first_name(form.split()[0]) else kind
            kind = SpeakerKind.ORGANISATION if head.ent_type_ in ("ORG", "GPE", "NORP") else kind
        entity = Entity(kind, [form], named=named, head=head.lower_)
        self.cast.entities.append(entity)
        return Speaking(entity, certain=False)

    def _without_source(self, number: int, one: LocalAttribution) -> Speaking:
        if one.continues is not None and one.continues != number:
            return self.of(one.continues)
        if one.nominal and one.cue_head is not None:
            return self._of_noun(self.doc[one.cue_head])
        if one.cue_head is not None and (not one.passive or self._really_active(one)):
            held = self._left_of(one.cue_head)
            if held is not None:
                return replace(self._from_mention(held), certain=False)
        if one.passive:
            return NOBODY
        if one.kind is Kind.INDIRECT:
            return NOBODY
        return self._lead_in(number, one)

    def _left_of(self, cue: int) -> Mention | None:
        """What stands right before an active verb whose subject the parse has lost, helping words apart."""
        at = cue - 1
        while at >= 0 and cue - at < 5 and self._helps(self.doc[at]):
            at -= 1
        held = self.cast.at.get(at) if at >= 0 else None
        if held is None or held.quote is not None or self.doc[cue].tag_ in ("VB", "VBG"):
            return None
        return held

    def _helps(self, token: Token) -> bool:
        return (token.pos_ in ("AUX", "ADV", "PART") and token.lower_ != "to") or token.lower_ == "since"

    def _really_active(self, one: LocalAttribution) -> bool:
        """A participle with a that-clause and no form of "be" before it is a past tense that the tagger missed."""
        if one.frame != "clause" or one.cue_head is None:
            return False
        before = self.doc[max(0, one.cue_head - 4) : one.cue_head]
        return not any(token.lemma_ in ("be", "get") for token in before)

    def _of_noun(self, noun: Token) -> Speaking:
        """Whose claim a noun speaks of: its possessor, or the subject of the light verb that it is the object of."""
        owners = [child for child in noun.children if child.dep_ == "poss"]
        if noun.dep_ in ("dobj", "pobj") and noun.head.lemma_ in word_set("light_verbs.tsv"):
            owners += [child for child in noun.head.children if child.dep_ == "nsubj"]
        for owner in owners:
            held = self.cast.at.get(owner.i)
            if held is not None:
                return self._from_mention(held)
        return NOBODY

    def _lead_in(self, number: int, one: LocalAttribution) -> Speaking:
        """A quotation that stands alone: the subject of the sentence before it, else who spoke last."""
        offset = one.content[0][0]
        paragraph = self.cast.reading.paragraph_of(offset)
        near = self.cast.entity_before(self.cast.reading.token_at(offset))
        before = [m for m in near if m.paragraph == paragraph and m.quote is None]
        for mention in reversed(before):
            if mention.entity is not None and mention.subject and mention.entity.kind is not SpeakerKind.UNKNOWN:
                return Speaking(mention.entity, role=_role(mention.entity), certain=False)
        if number > 0 and not before:
            last = self.cast.local[number - 1]
            gap = paragraph - self.cast.reading.paragraph_of(last.content[-1][0])
            if gap <= 1:
                held = self.of(number - 1)
                return Speaking(held.entity, held.candidates, held.role, held.via, False)
        return NOBODY


def _joined(token: Token, head: Token) -> bool:
    """Whether the token hangs on the head by conjunctions alone."""
    while token.i != head.i:
        if token.dep_ != "conj":
            return False
        token = token.head
    return True


def _role(entity: Entity) -> str | None:
    """The first role that the text gives a named speaker, in its longer form where another holds it."""
    if not entity.named or not entity.roles:
        return None
    first = entity.roles[0]
    return next((role for role in entity.roles if first.lower() in role.lower() and len(role) > len(first)), first)
