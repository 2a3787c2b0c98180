"""The case on disk, as one object."""

from __future__ import annotations

import shlex
from pathlib import Path
from types import TracebackType

from claimtrack.errors import NotAStore, StoreError, StoreOutdated, StoreTooNew
from claimtrack.store.acts import UndoPart
from claimtrack.store.claims import ClaimsPart
from claimtrack.store.corrections import CorrectionsPart
from claimtrack.store.documents import DocumentsPart
from claimtrack.store.engine import Database, OnBusy
from claimtrack.store.exporting import ExportPart
from claimtrack.store.importing import ImportPart
from claimtrack.store.journal import LINKINGS_SETTING, JournalPart
from claimtrack.store.judging import JudgingPart
from claimtrack.store.keys import parse_key
from claimtrack.store.links import LinksPart
from claimtrack.store.notes import NotesPart
from claimtrack.store.pending import PendingPart
from claimtrack.store.people import PeoplePart
from claimtrack.store.queue import QueuePart
from claimtrack.store.schema import Address, SchemaState, address, state_and_revision
from claimtrack.store.settings import SettingsPart
from claimtrack.store.speakers import SpeakersPart
from claimtrack.store.upkeep import UpkeepPart
from claimtrack.store.verify import VerifyPart


class Store(
    DocumentsPart,
    ClaimsPart,
    SpeakersPart,
    LinksPart,
    PendingPart,
    QueuePart,
    JudgingPart,
    NotesPart,
    CorrectionsPart,
    UndoPart,
    JournalPart,
    PeoplePart,
    SettingsPart,
    UpkeepPart,
    VerifyPart,
    ExportPart,
    ImportPart,
):
    """Every query and act on one case. Safe to share between threads; a context manager."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._linkings_seen = int(self.setting(LINKINGS_SETTING, 0))

    @classmethod
    def open(cls, target: str | Path, *, create: bool = False, on_busy: OnBusy | None = None) -> Store:
        """Open the case at a path or URL.

        Raises StoreError where none is there (unless `create`), StoreOutdated, StoreTooNew, and NotAStore for anything
        else, which is not touched. `on_busy` is told the seconds waited while another writer holds the store.
        """
        where = address(target)
        found, revision = state_and_revision(where)
        if found in (SchemaState.MISSING, SchemaState.EMPTY):
            if not create:
                raise StoreError(f"there is no store at {where}: `claimtrack add PATH` makes one")
            from claimtrack.store import migrate

            migrate.create(target)
        else:
            _refuse_unless_current(where, found, revision)
        return cls(Database(where, on_busy))

    @property
    def path(self) -> Path | None:
        """The store's file; None on a server."""
        return self.db.where.path

    @property
    def url(self) -> str:
        return self.db.where.url.render_as_string(hide_password=True)

    @staticmethod
    def parse_key(key: str) -> tuple[str, int]:
        """ "l3" as ("l", 3); UsageError for anything else."""
        return parse_key(key)

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _refuse_unless_current(where: Address, found: SchemaState, revision: str | None) -> None:
    if found is SchemaState.FOREIGN:
        raise NotAStore(f"{where} is not a claimtrack store, and was left as it is: give --db another path")
    if found is SchemaState.NEWER:
        raise StoreTooNew(f"{where} was made by a newer claimtrack (revision {revision}): upgrade claimtrack")
    if found is SchemaState.OLDER:
        command = f"claimtrack --db {shlex.quote(str(where))} db upgrade"
        raise StoreOutdated(f"{where} is from an older claimtrack: run `{command}`")
