"""What the command line ends with."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes that scripts may rely on."""

    DONE = 0
    FAILED = 1
    """Something failed; what succeeded is kept."""
    USAGE = 2
    BUSY = 3
    """Another writer holds the store; the same call may work in a moment."""
    REFUSED = 4
    """A gate said no: verify, or report --strict."""
    INTERRUPTED = 130
