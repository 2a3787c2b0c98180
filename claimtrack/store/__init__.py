"""The case on disk: engine, transactions and every query."""

from __future__ import annotations

from claimtrack.store.exporting import Exported
from claimtrack.store.filters import ClaimFilter, Counts, LinkFilter, Order, Place, QueueRow, State
from claimtrack.store.importing import Imported
from claimtrack.store.journal import Changes
from claimtrack.store.keys import parse_key
from claimtrack.store.links import Replaced
from claimtrack.store.people import Agreement
from claimtrack.store.store import Store
from claimtrack.store.upkeep import Info, Stats
from claimtrack.store.verify import Problem

__all__ = [
    "Agreement",
    "Changes",
    "ClaimFilter",
    "Counts",
    "Exported",
    "Imported",
    "Info",
    "LinkFilter",
    "Order",
    "Place",
    "Problem",
    "QueueRow",
    "Replaced",
    "State",
    "Stats",
    "Store",
    "parse_key",
]
