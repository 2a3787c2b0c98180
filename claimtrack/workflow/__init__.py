"""The jobs that go through several rooms: the only place where stages meet the store."""

from claimtrack.workflow.adding import AddedDocument, AddResult, Failure, add
from claimtrack.workflow.linking import LinkResult, forget_learned, learn, link
from claimtrack.workflow.progress import OnProgress, Progress
from claimtrack.workflow.reporting import case_of, claims_between

__all__ = [
    "AddResult",
    "AddedDocument",
    "Failure",
    "LinkResult",
    "OnProgress",
    "Progress",
    "add",
    "case_of",
    "claims_between",
    "forget_learned",
    "learn",
    "link",
]
