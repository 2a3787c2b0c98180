"""The options that pick claims and links: declared once, taken by every verb that lists."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_type_hints

import typer

from claimtrack.errors import UsageError
from claimtrack.vocabulary import Kind, LinkType, Relation, Stance, Verdict

if TYPE_CHECKING:
    from claimtrack.store import ClaimFilter, LinkFilter, Store

PANEL = "Which ones"

Verb = TypeVar("Verb", bound=Callable[..., Any])


def day(written: str | date) -> date:
    """A day as 2017-07-20; Typer turns the ValueError of another spelling into a usage error."""
    if isinstance(written, date):
        return written
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise typer.BadParameter(f"{written!r} is no day; write it as 2017-07-20") from error


def option(*names: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, rich_help_panel=PANEL, **more)


@dataclass(frozen=True, slots=True)
class Common:
    """What both claims and links can be picked by; the day is when it was said, else published."""

    speaker: Annotated[str | None, option("--speaker", help="Part of the speaker's name, or a key such as s4.")] = None
    outlet: Annotated[str | None, option("--outlet", help="The outlet's name.")] = None
    document: Annotated[str | None, option("--document", help="A document's key, such as d1.")] = None
    since: Annotated[date | None, option("--since", help="Said on this day or later.", parser=day, metavar="DATE")] = (
        None
    )
    until: Annotated[
        date | None, option("--until", help="Said on this day or earlier.", parser=day, metavar="DATE")
    ] = None
    tag: Annotated[str | None, option("--tag", help="Carrying this tag.")] = None
    search: Annotated[str | None, option("--search", help="Holding these words.")] = None


@dataclass(frozen=True, slots=True)
class ClaimWords(Common):
    kind: Annotated[Kind | None, option("--kind", help="How it is quoted.")] = None
    stance: Annotated[Stance | None, option("--stance", help="How the speaker stands to it.")] = None
    attitudes: Annotated[bool, option("--attitudes", help="Wants, believes, expects and plans too.")] = False
    unresolved: Annotated[bool, option("--unresolved", help="Only those whose speaker is unknown.")] = False

    def filter(self, store: Store) -> ClaimFilter:
        from claimtrack.store import ClaimFilter

        name, speaker_id = speaker_of(store, self.speaker)
        return ClaimFilter(
            speaker=name,
            speaker_id=speaker_id,
            outlet=self.outlet,
            since=self.since,
            until=self.until,
            kind=self.kind,
            stance=self.stance,
            document_id=None if self.document is None else id_of(store, self.document, "d"),
            tag=self.tag,
            search=self.search,
            attitudes=self.attitudes,
            unresolved=True if self.unresolved else None,
        )


@dataclass(frozen=True, slots=True)
class LinkWords(Common):
    relation: Annotated[
        list[Relation] | None, option("--relation", help="How the two stand to each other; may be repeated.")
    ] = None
    type: Annotated[list[LinkType] | None, option("--type", help="What makes them differ; may be repeated.")] = None
    judgement: Annotated[list[Verdict] | None, option("--judgement", help="What was decided; may be repeated.")] = None
    reviewer: Annotated[str | None, option("--reviewer", help="Judged by this person.")] = None
    state: Annotated[
        list[str] | None,
        option(
            "--state",
            help="open, judged, skipped, unsure, flagged, disagreed, stale or noted; may be repeated.",
            metavar="STATE",
        ),
    ] = None
    min_score: Annotated[
        float | None, option("--min-score", help="At least this sure, from 0 to 1.", min=0.0, max=1.0)
    ] = None

    def filter(self, store: Store, *, everything: bool = False) -> LinkFilter:
        """`everything` brings in what the noise budget hides and what is folded into another link."""
        from claimtrack.store import LinkFilter

        name, speaker_id = speaker_of(store, self.speaker)
        return LinkFilter(
            speaker=name,
            speaker_id=speaker_id,
            outlet=self.outlet,
            since=self.since,
            until=self.until,
            types=tuple(self.type or ()),
            relations=tuple(self.relation or ()),
            states=tuple(state_of(one) for one in self.state or ()),
            verdicts=tuple(self.judgement or ()),
            judged_by=self.reviewer,
            tag=self.tag,
            search=self.search,
            min_score=self.min_score,
            document_id=None if self.document is None else id_of(store, self.document, "d"),
            listed=None if everything else True,
        )

    def in_words(self) -> tuple[str, ...]:
        """The asked filters as a reader of the report sees them ("speaker: Mike Owen")."""
        asked = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None or value is False or value == []:
                continue
            listed = value if isinstance(value, list) else [value]
            asked.append(f"{field.name.replace('_', ' ')}: {', '.join(str(one) for one in listed)}")
        return tuple(asked)


def state_of(word: str) -> Any:
    from claimtrack.store import State

    try:
        return State(word.lower())
    except ValueError as error:
        names = ", ".join(one.value for one in State)
        raise UsageError(f"{word!r} is no state of a link; say one of {names}") from error


def order_of(word: str) -> Any:
    from claimtrack.store import Order

    try:
        return Order(word.lower())
    except ValueError as error:
        names = ", ".join(one.value for one in Order)
        raise UsageError(f"{word!r} is no order of links; say one of {names}") from error


def speaker_of(store: Store, word: str | None) -> tuple[str | None, int | None]:
    """A name's part, or the id where a key is given."""
    if word is not None and word[:1] == "s" and word[1:].isdecimal():
        return None, store.speaker(int(word[1:])).id
    return word, None


def id_of(store: Store, key: str, letter: str) -> int:
    """The id under a key that must be of one kind."""
    found, id = store.parse_key(key)
    if found != letter:
        raise UsageError(f"{key} is a {NAMES[found]}; here a {NAMES[letter]} is meant, such as {letter}1")
    return id


NAMES = {"c": "claim", "l": "link", "d": "document", "s": "speaker"}


def spread(name: str, words: type[Any]) -> Callable[[Verb], Verb]:
    """Give a verb the fields of `words` as options, and hand them to it as one object under `name`."""

    def decorate(verb: Verb) -> Verb:
        signature = inspect.signature(verb, eval_str=True)
        hints = get_type_hints(words, include_extras=True)
        own = [one for one in signature.parameters.values() if one.name != name]
        more = [
            inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=one.default, annotation=hints[one.name])
            for one in fields(words)
        ]

        @wraps(verb)
        def called(**given: Any) -> Any:
            asked = words(**{one.name: given.pop(one.name) for one in fields(words)})
            return verb(**given, **{name: asked})

        parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own] + more
        setattr(called, "__signature__", signature.replace(parameters=parameters))  # noqa: B010
        called.__annotations__ = {one.name: one.annotation for one in parameters} | {
            "return": signature.return_annotation
        }
        return called  # type: ignore[return-value]

    return decorate
