"""Find the links of a case, wholly or by what is new, with the shipped weights or learned ones."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack import __version__
from claimtrack.vocabulary import DisputeEdge, Relation, Statement, Verdict
from claimtrack.workflow.progress import OnProgress, Progress

if TYPE_CHECKING:
    from claimtrack.link import LinkSettings
    from claimtrack.link.learning import Learned
    from claimtrack.store import Store
    from claimtrack.store.links import Replaced


LARGE_CASE = 2_000
"""From this many claims on, linking compares only what is new or changed."""
_MOSTLY_NEW = 4
"""With more than one claim in so many new, all are compared at once."""
_WEIGHTS = "weights"
"""The setting that holds weights learned from the reviewer."""
_CONTRADICTING = (Verdict.CONTRADICTION, Verdict.PARTIAL)
_TELLING = tuple(verdict for verdict in Verdict if verdict is not Verdict.UNSURE)
_LINKED = "linked"
"""The setting that says what the links were made from, and how."""
_MADE_WITH = "linked_with"
"""The setting that says how the links were made."""


@dataclass(frozen=True, slots=True)
class LinkResult:
    claims: int
    new: int
    kept: int
    removed: int
    contradictions: int
    listed: int


def link(
    store: Store, *, settings: LinkSettings | None = None, again: bool = False, progress: OnProgress | None = None
) -> LinkResult:
    """Find the links among all claims; human decisions, and the links they stand on, are kept.

    Nothing is compared again where claims, disputes, speakers and settings are as they were. In a case of LARGE_CASE
    claims or more only those that are new or changed are compared, with what stands near them; `again` compares all.
    """
    from claimtrack.link import LinkSettings
    from claimtrack.store import ClaimFilter

    settings = _with_learned(store, settings or LinkSettings())
    store.regroup_speakers()

    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress(Progress("linking", done, total))

    made_with = _made_with(settings)
    claims = store.count_claims(ClaimFilter(attitudes=True))
    if not again and claims >= LARGE_CASE and store.setting(_MADE_WITH) == made_with:
        pending = store.pending()
        if len(pending) * _MOSTLY_NEW < claims:
            return _link_pending(store, pending, claims, settings, tell)
    return _link_all(store, settings, made_with, again, tell)


def learn(store: Store, *, reviewer: str, settings: LinkSettings | None = None) -> Learned:
    """Refit the signals' weights to this case's judgements; the next linking uses them.

    Raises LinkError where there are too few judgements, or where learning does not help.
    """
    from claimtrack.link import LinkSettings
    from claimtrack.link.learning import learn
    from claimtrack.store import LinkFilter

    judged = {
        (link.a.id, link.b.id): link.judgement.verdict in _CONTRADICTING
        for link in store.iter_links(LinkFilter(listed=None, verdicts=_TELLING))
        if link.judgement is not None
    }
    statements, disputes = list(store.statements()), store.dispute_edges()
    learned = learn(statements, disputes, judged, settings=settings or LinkSettings())
    store.set_setting(_WEIGHTS, {"bias": learned.weights.bias, "terms": dict(learned.weights.terms)})
    figures = {"judgements": learned.pairs, "before": round(learned.before, 4), "after": round(learned.after, 4)}
    store.record("learn", reviewer=reviewer, detail=figures)
    return learned


def forget_learned(store: Store, *, reviewer: str) -> bool:
    """Go back to the weights as shipped; False where none were learned."""
    if store.setting(_WEIGHTS) is None:
        return False
    store.set_setting(_WEIGHTS, None)
    store.record("forget learned weights", reviewer=reviewer)
    return True


def _with_learned(store: Store, settings: LinkSettings) -> LinkSettings:
    from claimtrack.link import Weights

    kept = store.setting(_WEIGHTS)
    if kept is None or settings.weights is not None:
        return settings
    return replace(settings, weights=Weights(kept["bias"], kept["terms"]))


def _link_all(
    store: Store, settings: LinkSettings, made_with: str, again: bool, tell: Callable[[int, int], None]
) -> LinkResult:
    from claimtrack.link import find

    statements = list(store.statements())
    disputes = store.dispute_edges()
    mark = _mark(statements, disputes, made_with)
    if not again and store.setting(_LINKED) == mark:
        return _result(store, len(statements))
    replaced = store.replace_links(find(statements, disputes, settings=settings, progress=tell))
    store.set_setting(_LINKED, mark)
    store.set_setting(_MADE_WITH, made_with)
    return _result(store, len(statements), replaced)


def _link_pending(
    store: Store, pending: Sequence[int], claims: int, settings: LinkSettings, tell: Callable[[int, int], None]
) -> LinkResult:
    from claimtrack.link import CLAIM_LINKS, find

    if not pending:
        return _result(store, claims)
    speakers = {each.speaker_id for each in store.statements(pending)} - {None}
    disputes = [each for each in store.dispute_edges() if each.by_id in speakers or each.against_id in speakers]
    parties = {number for each in disputes for number in (each.by_id, each.against_id) if number is not None}
    near = {*pending, *store.near(pending), *store.latest_of(parties)}
    statements = list(store.statements(sorted(near)))
    found = find(statements, disputes, settings=settings, new_ids=frozenset(pending), progress=tell, case_size=claims)
    return _result(store, claims, store.add_links(found, pending, share=CLAIM_LINKS))


def _result(store: Store, claims: int, replaced: Replaced | None = None) -> LinkResult:
    from claimtrack.store import LinkFilter

    everything = store.count_links(LinkFilter(listed=None))
    new = 0 if replaced is None else replaced.new
    return LinkResult(
        claims=claims,
        new=new,
        kept=everything - new,
        removed=0 if replaced is None else replaced.removed,
        contradictions=store.count_links(LinkFilter(listed=None, relations=(Relation.CONTRADICTS,))),
        listed=store.count_links(),
    )


def _made_with(settings: LinkSettings) -> str:
    """A digest of how linking is done: the settings, and the program that does it, what is written about it aside."""
    from claimtrack import link as room

    files = sorted(Path(room.__file__).parent.rglob("*"))
    program = [
        (path.name, path.stat().st_mtime_ns)
        for path in files
        if "__pycache__" not in path.parts and path.suffix != ".md"
    ]
    asked = (sorted(settings.without), str(settings.reader), settings.weights)
    return hashlib.sha256(repr((__version__, asked, program)).encode()).hexdigest()


def _mark(statements: Sequence[Statement], disputes: Sequence[DisputeEdge], made_with: str) -> str:
    """A digest of all that linking depends on: what is compared, and how."""
    digest = hashlib.sha256(made_with.encode())
    for each in (*statements, *disputes):
        digest.update(repr(each).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
