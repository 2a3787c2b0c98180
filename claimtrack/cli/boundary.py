"""The last line of defence: whatever goes wrong below, a person reads one line and a script gets a code.

Usage errors, claimtrack's own errors, files that cannot be written, Ctrl-C, a closed pipe and plain bugs end here.
CLAIMTRACK_DEBUG=1 lets the traceback of a bug through; none is ever written to a file, for it could hold what a
source said.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from claimtrack.cli.exits import Exit
from claimtrack.errors import ClaimtrackError

DEBUG = "CLAIMTRACK_DEBUG"

TOLD = 200
"""Characters of a bug's own message; a database's goes on with all that it was given."""


class Boundary(TyperGroup):
    """The root command: runs the verb, then turns its end into an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        try:
            ended = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
            code = ended if isinstance(ended, int) else Exit.DONE
        except typer.TyperException as error:
            complain(f"{error.format_message()} (see {_help_for(error)})")
            code = error.exit_code
        except typer.Abort:
            code = Exit.INTERRUPTED
        if not standalone_mode:
            return code
        sys.exit(code)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        try:
            ended = super().invoke(ctx)
            sys.stdout.flush()
        except ClaimtrackError as error:
            complain(str(error))
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as error:
            complain("interrupted; what was done is kept")
            raise typer.Exit(Exit.INTERRUPTED) from error
        except BrokenPipeError as error:
            # Whoever read us has seen enough; the interpreter must not try to flush into the closed pipe.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(Exit.DONE) from error
        except OSError as error:
            if os.environ.get(DEBUG):
                raise
            complain(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
            raise typer.Exit(Exit.FAILED) from error
        except Exception as error:
            if isinstance(error, typer.TyperException | typer.Exit | typer.Abort) or os.environ.get(DEBUG):
                raise
            complain(
                f"this is a bug in claimtrack ({type(error).__name__}: {str(error)[:TOLD]}); "
                f"run the same with {DEBUG}=1 to see where, and report it"
            )
            raise typer.Exit(Exit.FAILED) from error
        return ended


def complain(message: str) -> None:
    """One line on stderr, whatever the message holds."""
    from claimtrack.report.visible import visible

    typer.echo(f"claimtrack: {visible(message)}", err=True)


def _help_for(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", None) or "claimtrack"
    return f"{path} --help"
