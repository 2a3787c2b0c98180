"""How to link, as options: which reader, which signals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.output import narrate
from claimtrack.errors import UsageError

if TYPE_CHECKING:
    from claimtrack.link import LinkSettings

Reader = Annotated[
    str,
    typer.Option(
        "--reader",
        metavar="none|builtin|DIR",
        help="The contradiction reader: none, the built-in one, or a folder with your own ONNX cross-encoder.",
    ),
]
Without = Annotated[
    list[str] | None, typer.Option("--without", metavar="SIGNAL", help="Leave a signal out; may be repeated.")
]

BUILTIN, NONE = "builtin", "none"


def settings_of(reader: str, without: list[str] | None) -> LinkSettings:
    """Raises UsageError for a signal or a folder that there is not."""
    from claimtrack.link import LinkSettings
    from claimtrack.link.signals import NAMES

    unknown = [one for one in without or () if one not in NAMES]
    if unknown:
        raise UsageError(f"there is no signal {unknown[0]!r}; there are {', '.join(NAMES)}")
    if reader not in (BUILTIN, NONE) and not Path(reader).is_dir():
        raise UsageError(f"{reader} is no folder with a reader; say none, builtin, or the folder of an ONNX model")
    which = reader if reader in (BUILTIN, NONE) else Path(reader)
    return LinkSettings(without=frozenset(without or ()), reader=which)


def tell_of_reader(settings: LinkSettings) -> None:
    """Say on stderr where the built-in reader cannot run on this machine."""
    from claimtrack.link import reader_remark

    remark = reader_remark(settings)
    if remark is not None:
        narrate(f"{remark}: going on with cue words alone")
