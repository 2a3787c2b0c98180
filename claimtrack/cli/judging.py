"""judge, adjudicate, withdraw, skip, note, tag, flag, correct, undo, redo, history, agreement: review for scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

import typer

from claimtrack import records
from claimtrack.cli.exits import Exit
from claimtrack.cli.filters import id_of
from claimtrack.cli.listing import Shape
from claimtrack.cli.output import Column, Format, Record, emit, say
from claimtrack.cli.session import Reviewer, open_store, who
from claimtrack.errors import UsageError
from claimtrack.vocabulary import JournalEntry, Spans, Verdict

Key = Annotated[str, typer.Argument(metavar="ID", help="A key such as l3, c12, d1 or s4.")]
LinkKey = Annotated[str, typer.Argument(metavar="LINK", help="A link's key, such as l3.")]
Remark = Annotated[str | None, typer.Option("--note", help="Why.")]

JOURNAL_COLUMNS = (
    Column("no", "seq"),
    Column("at", "at", aside=True),
    Column("reviewer", "reviewer"),
    Column("did", "action"),
    Column("to", "subject"),
    Column("undoes", "undoes", aside=True),
    Column("detail", "detail", wide=True),
)

KNOWN_ALREADY = frozenset({"kind", "subject", "by", "root", "of"})
"""Parts of an act's record that the journal's other columns tell."""

AGREEMENT_COLUMNS = (
    Column("A", "a"),
    Column("B", "b"),
    Column("pairs", "n"),
    Column("agree", "observed"),
    Column("kappa", "kappa"),
    Column("by judgement", "by_judgement", wide=True),
)


def judge(
    ctx: typer.Context,
    link: Annotated[list[str], typer.Argument(metavar="LINK...", help="Links' keys; several are one act to undo.")],
    value: Annotated[Verdict, typer.Argument(metavar="VALUE", help="What it is.")],
    note: Remark = None,
    blind: Annotated[bool, typer.Option("--blind", help="Judged without seeing the score.")] = False,
    reviewer: Reviewer = None,
) -> None:
    """Judge a link: contradiction, partial, changed, consistent, unrelated or unsure."""
    with open_store(ctx) as store:
        ids = [id_of(store, one, "l") for one in link]
        if len(ids) == 1:
            score = None if blind else store.link(ids[0]).score
            judged = [store.judge(ids[0], value, reviewer=who(reviewer), note=note, score_seen=score, blind=blind)]
        else:
            judged = store.judge_many(ids, value, reviewer=who(reviewer), note=note, blind=blind)
    for made in judged:
        say(f"l{made.link_id}: {made.verdict}, {made.reviewer}")


def adjudicate(
    ctx: typer.Context,
    link: LinkKey,
    value: Annotated[Verdict, typer.Argument(metavar="VALUE", help="What it is.")],
    note: Remark = None,
    reviewer: Reviewer = None,
) -> None:
    """Close a disagreement between reviewers with an entry that counts for all."""
    with open_store(ctx) as store:
        id = id_of(store, link, "l")
        made = store.adjudicate(id, value, reviewer=who(reviewer), note=note)
    say(f"l{made.link_id}: {made.verdict}, adjudicated by {made.reviewer}")


def withdraw(ctx: typer.Context, link: LinkKey, reviewer: Reviewer = None) -> None:
    """Take one's own judgement of a link back."""
    with open_store(ctx) as store:
        store.withdraw(id_of(store, link, "l"), reviewer=who(reviewer))
    say(f"{link}: judgement withdrawn")


def skip(
    ctx: typer.Context,
    link: LinkKey,
    off: Annotated[bool, typer.Option("--off", help="Bring it back.")] = False,
    reviewer: Reviewer = None,
) -> None:
    """Leave a link for later."""
    with open_store(ctx) as store:
        store.skip(id_of(store, link, "l"), reviewer=who(reviewer), on=not off)
    say(f"{link}: {'back in the queue' if off else 'skipped'}")


def note(
    ctx: typer.Context,
    id: Key,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="What to say of it.")] = None,
    private: Annotated[bool, typer.Option("--private", help="In no report; exported only with --reveal.")] = False,
    replaces: Annotated[
        int | None,
        typer.Option("--replaces", metavar="N", help="In place of one's own earlier note; show tells its number."),
    ] = None,
    remove: Annotated[int | None, typer.Option("--remove", metavar="N", help="Take one's own note back.")] = None,
    reviewer: Reviewer = None,
) -> None:
    """Write a note on a link, claim, document or speaker."""
    with open_store(ctx) as store:
        if remove is not None:
            if text is not None or remove not in {one.id for one in store.notes(id)}:
                raise UsageError(f"{id} has no note {remove} to take back: claimtrack show {id} tells the numbers")
            store.remove_note(remove, reviewer=who(reviewer))
            say(f"{id}: note {remove} taken back")
            return
        if text is None or not text.strip():
            raise UsageError("a note needs words: claimtrack note l3 'asked the press office again'")
        made = store.note(id, text, reviewer=who(reviewer), private=private, replaces=replaces)
    say(f"{made.subject}: note {made.id}{', private' if made.private else ''}")


def tag(
    ctx: typer.Context,
    id: Key,
    name: Annotated[str, typer.Argument(metavar="TAG", help="One word or a few.")],
    remove: Annotated[bool, typer.Option("--remove", help="Take it off.")] = False,
    reviewer: Reviewer = None,
) -> None:
    """Put a tag on a link, claim, document or speaker, or take it off."""
    with open_store(ctx) as store:
        act = store.untag if remove else store.tag
        act(id, name, reviewer=who(reviewer))
        tags = store.tags(id)
    say(f"{id}: {', '.join(tags) or 'no tag'}")


def flag(
    ctx: typer.Context,
    link: LinkKey,
    off: Annotated[bool, typer.Option("--off", help="The matter is settled.")] = False,
    text: Annotated[str | None, typer.Option("--text", help="What is open.")] = None,
    reviewer: Reviewer = None,
) -> None:
    """Flag a link as open: report --strict refuses while a flag is up."""
    with open_store(ctx) as store:
        store.flag(id_of(store, link, "l"), reviewer=who(reviewer), on=not off, text=text)
    say(f"{link}: {'flag down' if off else 'flagged'}")


def correct(
    ctx: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's key, such as c12.")],
    span: Annotated[
        list[str] | None,
        typer.Option("--span", metavar="START:END", help="Its place in the document's text; may be repeated."),
    ] = None,
    speaker: Annotated[
        str | None, typer.Option("--speaker", help="A speaker's key, a name, or an empty word for unknown.")
    ] = None,
    whole_mention: Annotated[
        bool, typer.Option("--whole-mention", help="For all claims of that mention in the document.")
    ] = False,
    reviewer: Reviewer = None,
) -> None:
    """Correct where a claim stands in its text, or whose it is."""
    if span is None and speaker is None:
        raise UsageError("say what to correct: claimtrack correct c12 --speaker s4, or --span 120:184")
    with open_store(ctx) as store:
        id = id_of(store, claim, "c")
        if span is not None:
            store.correct_span(id, spans_of(span), reviewer=who(reviewer))
        if speaker is not None:
            is_key = re.fullmatch(r"s\d+", speaker)
            whom = id_of(store, speaker, "s") if is_key else speaker.strip() or None
            store.correct_speaker(id, whom, reviewer=who(reviewer), whole_mention=whole_mention)
        after = store.claim(id)
    say(f"{claim}: {after.speaker or 'speaker unknown'}: {after.text}")


def undo(ctx: typer.Context, reviewer: Reviewer = None) -> int:
    """Undo one's own last act; the undoing is an entry too."""
    with open_store(ctx) as store:
        entry = store.undo(who(reviewer))
    return told(entry, "undone", "nothing to undo")


def redo(ctx: typer.Context, reviewer: Reviewer = None) -> int:
    """Do again what was undone last."""
    with open_store(ctx) as store:
        entry = store.redo(who(reviewer))
    return told(entry, "done again", "nothing to do again")


def told(entry: JournalEntry | None, did: str, nothing: str) -> int:
    if entry is None:
        say(nothing)
        return Exit.FAILED
    say(f"{did}: {entry.detail.get('of', entry.action)} {entry.subject}".rstrip())
    return Exit.DONE


def history(
    ctx: typer.Context,
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="A key; without one, the whole journal.")] = None,
    format: Shape = Format.TABLE,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="The last so many.")] = None,
) -> None:
    """Show what people did, oldest first: to one thing, or to the whole case."""
    with open_store(ctx) as store:
        entries = store.history(id) if id is not None else store.journal()
    kept = entries if limit is None else entries[-limit:]
    emit((in_journal(one, format) for one in kept), format, JOURNAL_COLUMNS, empty="no one has done anything here yet")


def in_journal(entry: JournalEntry, format: Format) -> Record:
    record = records.entry(entry)
    if format is Format.TABLE:
        said = leaves(entry.detail.get("after", entry.detail))
        record["detail"] = ", ".join(f"{key} {value}" for key, value in said if key not in KNOWN_ALREADY)
    return record


def leaves(value: object, key: str = "") -> Iterator[tuple[str, object]]:
    """What an act's record says, without its nesting and what it leaves empty."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from leaves(one, str(name))
    elif value not in (None, "", False, [], ()):
        yield key, value


def agreement(ctx: typer.Context, format: Shape = Format.TABLE) -> None:
    """Show how far each two reviewers agree: share, Cohen's kappa and number of links."""
    with open_store(ctx) as store:
        found = store.agreement()
        open_pairs = store.disagreements()
    listed: list[Record] = []
    for one in found:
        by = {verdict.value: {"agree": both, "either": either} for verdict, (both, either) in one.by_verdict.items()}
        listed.append(
            {"a": one.a, "b": one.b, "n": one.n, "observed": one.observed, "kappa": one.kappa}
            | (
                {"by_judgement": ", ".join(f"{name} {v['agree']}/{v['either']}" for name, v in by.items())}
                if format is Format.TABLE
                else {"by_judgement": by}
            )
        )
    emit(listed, format, AGREEMENT_COLUMNS, empty="no link has been judged by two people yet")
    if open_pairs and format is Format.TABLE:
        keys = ", ".join(f"l{id}" for id in open_pairs[:20])
        more = " …" if len(open_pairs) > 20 else ""
        say(f"judged differently and open: {keys}{more} (claimtrack adjudicate LINK VALUE)")


def spans_of(written: list[str]) -> Spans:
    found = []
    for one in written:
        match = re.fullmatch(r"(\d+):(\d+)", one)
        if match is None:
            raise UsageError(f"{one!r} is no place in a text; write it as 120:184")
        found.append((int(match[1]), int(match[2])))
    return tuple(found)
