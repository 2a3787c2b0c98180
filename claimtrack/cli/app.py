"""The words before the verb, and which file each verb is in."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

import claimtrack
from claimtrack.cli import judging, listing, main_job, reporting, reviewing, showing, texts, upkeep
from claimtrack.cli.boundary import Boundary
from claimtrack.cli.people import documents_app, speakers_app
from claimtrack.cli.session import DEFAULT_DB, Session

app = typer.Typer(
    cls=Boundary,
    name="claimtrack",
    help="Who said what, and where it does not fit: claims, contradictions, review and report, offline.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

JOB = "The main job"
LOOK = "Look"
REVIEW = "Review"
OUT = "Take out and bring back"
STORE = "The store"

for panel, verbs in (
    (JOB, (main_job.run, main_job.add, main_job.link, reviewing.review, reporting.report)),
    (LOOK, (listing.claims, listing.links, showing.show, reporting.timeline, reporting.stats)),
    (
        REVIEW,
        (
            judging.judge,
            judging.note,
            judging.tag,
            judging.flag,
            judging.skip,
            judging.withdraw,
            judging.correct,
            judging.undo,
            judging.redo,
            judging.history,
            judging.agreement,
            judging.adjudicate,
        ),
    ),
    ("With no store", (texts.extract, texts.compare)),
    (OUT, (reporting.export, reporting.import_)),
    (STORE, (upkeep.verify,)),
):
    for verb in verbs:
        app.command(verb.__name__.rstrip("_"), rich_help_panel=panel)(verb)

app.add_typer(speakers_app, name="speakers", rich_help_panel=LOOK)
app.add_typer(documents_app, name="documents", rich_help_panel=LOOK)
app.add_typer(upkeep.db_app, name="db", rich_help_panel=STORE, help="The store: upgrade, backup, info.")


def version(asked: bool) -> None:
    if asked:
        typer.echo(f"claimtrack {claimtrack.__version__}")
        raise typer.Exit


@app.callback()
def before(
    ctx: typer.Context,
    db: Annotated[
        str, typer.Option("--db", metavar="PATH_OR_URL", envvar="CLAIMTRACK_DB", help="The case's store.")
    ] = DEFAULT_DB,
    shown: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    ctx.obj = Session(db)
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def main() -> None:
    """The `claimtrack` command."""
    # A quotation mark must not break the output where a terminal's encoding is narrow; what goes to a file or a pipe
    # is data, and the same everywhere.
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    app()
