"""Every error that claimtrack raises on purpose; each message is one line that says what to do.

ClaimtrackError                exit 1
├── UsageError                 exit 2: the words of the call are off
├── IntakeError                a path or stream that cannot be read as an article
├── ExtractionError            a language model or lexicon that cannot be loaded
├── LinkError                  linking cannot go on as asked
│   └── ReaderError            the contradiction reader's files are missing or wrong
│       └── ReaderUnavailable  its runtime is not installed: cues alone can go on
├── StoreError                 the store cannot be used as it is
│   ├── NotAStore              the file is something else, and was not touched
│   ├── StoreOutdated          an older revision: one command upgrades it
│   ├── StoreTooNew            made by a newer claimtrack, and was not touched
│   ├── NotFound               no such claim, link, document or speaker
│   └── StoreBusy              exit 3: another writer holds it, try again
├── ReportError                a report that cannot be made as asked
└── GateRefused                exit 4: verify or report --strict said no
"""


class ClaimtrackError(Exception):
    """The base of all; `exit_code` is what the command line ends with."""

    exit_code = 1


class UsageError(ClaimtrackError):
    exit_code = 2


class IntakeError(ClaimtrackError):
    pass


class ExtractionError(ClaimtrackError):
    pass


class LinkError(ClaimtrackError):
    pass


class ReaderError(LinkError):
    pass


class ReaderUnavailable(ReaderError):
    pass


class StoreError(ClaimtrackError):
    pass


class NotAStore(StoreError):
    pass


class StoreOutdated(StoreError):
    pass


class StoreTooNew(StoreError):
    pass


class NotFound(StoreError):
    pass


class StoreBusy(StoreError):
    exit_code = 3


class ReportError(ClaimtrackError):
    pass


class GateRefused(ClaimtrackError):
    exit_code = 4
