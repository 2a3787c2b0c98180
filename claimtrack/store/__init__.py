"""The case on disk: engine, transactions and every query."""

from __future__ import annotations

from claimtrack.store.filters import ClaimFilter, Counts, LinkFilter, Order, Place, QueueRow, State
from claimtrack.store.journal import Changes
from claimtrack.store.keys import parse_key
from claimtrack.store.links import Replaced
from claimtrack.store.store import Store

__all__ = [
    "Changes",
    "ClaimFilter",
    "Counts",
    "LinkFilter",
    "Order",
    "Place",
    "QueueRow",
    "Replaced",
    "State",
    "Store",
    "parse_key",
]
