"""The review as a plain object: what is looked at, what was decided, and what comes next. It needs no terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from claimtrack.store import State
from claimtrack.tui.browsing import Browsing, Phase, Told
from claimtrack.tui.deeds import deed, links_of
from claimtrack.tui.marks import VERDICTS
from claimtrack.vocabulary import ClaimView, JournalEntry, LinkView, NoteView, Spans, Verdict

__all__ = ["Phase", "Review", "Told"]


class Review(Browsing):
    """One reviewer's decisions and what else they write; every act is in the store before the next pair is shown."""

    # --- deciding -------------------------------------------------------------------------------

    def judge(self, verdict: Verdict) -> Told | None:
        """Decide the pair, or all marked ones as one step, and go on."""
        if self.marked:
            return self._judge_marked(verdict)
        link = self.link
        if link is None or self.phase is not Phase.REVIEW:
            return None
        seen = None if self.blind else link.score
        if self.is_adjudicating:
            self._write(lambda: self.store.adjudicate(link.id, verdict, reviewer=self.reviewer), [link.id])
        else:
            self._write(
                lambda: self.store.judge(link.id, verdict, reviewer=self.reviewer, score_seen=seen, blind=self.blind),
                [link.id],
            )
        self.pace.decide()
        self._recount(link, verdict)
        return self._advance()

    def _judge_marked(self, verdict: Verdict) -> Told:
        ids = sorted(self.marked)
        self._write(lambda: self.store.judge_many(ids, verdict, reviewer=self.reviewer, blind=self.blind), ids)
        self.pace.decide(len(ids))
        self.marked.clear()
        self.counts = None
        if self.link is not None and self.link.id in ids:
            self._advance()
        told = "1 pair" if len(ids) == 1 else f"{len(ids)} pairs"
        return Told(f"{told} judged {VERDICTS[verdict].word}; one undo takes that back")

    def skip(self) -> Told | None:
        """Leave the pair for later."""
        link = self.link
        if link is None or self.phase is not Phase.REVIEW:
            return None
        self._write(lambda: self.store.skip(link.id, reviewer=self.reviewer), [link.id])
        if self.counts is not None and link.judgement is None and not link.skipped:
            self.counts = replace(self.counts, open=self.counts.open - 1, skipped=self.counts.skipped + 1)
        return self._advance(skipped=True)

    def undo(self) -> Told:
        """Take back this reviewer's last act, and go to where it was done."""
        return self._turn(self.store.undo, "Undone", "Nothing of yours is left to undo")

    def redo(self) -> Told:
        """Do again what this reviewer last undid."""
        return self._turn(self.store.redo, "Done again", "Nothing to redo")

    def _turn(self, turn: Callable[[str], JournalEntry | None], done: str, nothing: str) -> Told:
        if self.writer.waiting:
            return Told("Your last acts are still waiting for the store; try again in a moment", grave=True)
        entry = turn(self.reviewer)
        if entry is None:
            return Told(nothing)
        act = deed(entry)
        if act in {"judge", "adjudicate"}:
            judged = len(links_of(entry))
            if entry.action == "undo":
                self.pace.take_back(judged)
            else:
                self.pace.decide(judged)
        self.counts = None
        self.snapshot.forget()
        if entry.subject.startswith("l") and entry.subject[1:].isdigit():
            self.go_to(int(entry.subject[1:]))
        else:
            self.reread()
        more = len(links_of(entry)) - 1
        where = f" on {entry.subject}" if entry.subject else ""
        return Told(f"{done}: {act}{where}" + (f" and {more} more" if more > 0 else ""))

    def mark(self) -> None:
        """Mark or unmark the pair, and go down one."""
        if self.link is None:
            return
        self.marked ^= {self.link.id}
        self.move(1)

    def _recount(self, link: LinkView, verdict: Verdict) -> None:
        """Move the pair from its old count to its new one, until the store is asked again."""
        if self.counts is None:
            return
        own = next((one for one in link.judgements if one.reviewer == self.reviewer), None)
        unsure = self.counts.unsure + (verdict is Verdict.UNSURE) - (own is not None and own.verdict is Verdict.UNSURE)
        self.counts = replace(
            self.counts,
            judged=self.counts.judged + (own is None),
            open=self.counts.open - (own is None and not link.skipped),
            skipped=self.counts.skipped - (own is None and link.skipped),
            unsure=unsure,
        )

    def _advance(self, *, skipped: bool = False) -> Told | None:
        """Show what comes after the pair just decided; tells where a round ends."""
        here = self.link.id if self.link else None
        if self._looks_back:
            self._advance_in_list()
            return None
        following = self._next_id(after=here)
        if following is not None:
            self.second_round = False
            self.go_to(following)
            return None
        again = self.store.next_again(self.filter, reviewer=self.reviewer, order=self.order, after=here)
        if again is None or (again == here and not skipped):
            self._finish()
            return None
        first, self.second_round = not self.second_round, True
        self.go_to(again)
        return Told("All decided once: what you skipped or were unsure of comes back") if first else None

    @property
    def _looks_back(self) -> bool:
        """Whether the queue holds what is decided already, so that it is walked row by row."""
        wanted = self.filter
        decided = wanted.states and State.OPEN not in wanted.states
        return bool(decided or wanted.verdicts or wanted.judged_by)

    def _advance_in_list(self) -> None:
        if self.cursor + 1 < len(self.snapshot):
            self._show_at(self.cursor + 1)
        else:
            self._finish()

    def _finish(self) -> None:
        """Nothing waits any more; the last pair is kept as it now stands, for whoever looks back."""
        self.phase = Phase.DONE
        self.reread()

    # --- writing other things -------------------------------------------------------------------

    def flag(self) -> Told | None:
        """Flag the pair for a colleague, or take the flag away."""
        link = self.link
        if link is None:
            return None
        on = not link.flagged
        self._write(lambda: self.store.flag(link.id, reviewer=self.reviewer, on=on), [link.id])
        self.reread()
        return Told("Flagged" if on else "Flag taken away")

    def note(self, key: str, text: str, *, private: bool = False, replaces: int | None = None) -> Told:
        """Keep a note on the link, claim, document or speaker, in place of note `replaces` where that is given."""
        self._write(
            lambda: self.store.note(key, text, reviewer=self.reviewer, private=private, replaces=replaces),
            [self.link.id] if self.link else [],
        )
        self.reread()
        return Told(f"Note kept on {key}")

    def own_note(self) -> NoteView | None:
        """The reviewer's last note on the pair."""
        notes = self.link.notes if self.link else ()
        return next((one for one in reversed(notes) if one.reviewer == self.reviewer), None)

    def keep_draft(self, key: str, text: str) -> None:
        """Keep what was begun and not finished; the empty text forgets it."""
        if text:
            self.drafts[key] = text
        else:
            self.drafts.pop(key, None)

    def correct_span(self, claim: ClaimView, content: Spans) -> Told:
        """Give the claim other content spans, in document offsets."""
        self._write(
            lambda: self.store.correct_span(claim.id, content, reviewer=self.reviewer),
            [self.link.id] if self.link else [],
        )
        self.reread()
        return Told(f"The words of {claim.key} are corrected; z takes it back")

    def correct_speaker(self, claim: ClaimView, speaker: int | str | None, *, whole_mention: bool) -> Told:
        """Give the claim, or all claims of its mention, another speaker: an id, a name, or None for unknown."""
        self._write(
            lambda: self.store.correct_speaker(claim.id, speaker, reviewer=self.reviewer, whole_mention=whole_mention),
            [],
        )
        self.snapshot.forget()
        self.reread()
        return Told(f"The speaker of {claim.key} is corrected; z takes it back")

    def set_tags(self, wanted: list[str]) -> Told | None:
        """Make these the pair's tags."""
        link = self.link
        if link is None:
            return None
        had = set(link.tags)
        for name in wanted:
            if name not in had:
                self._write(partial(self.store.tag, link.key, name, reviewer=self.reviewer), [link.id])
        for name in had - set(wanted):
            self._write(partial(self.store.untag, link.key, name, reviewer=self.reviewer), [link.id])
        self.reread()
        return Told("Tags: " + (", ".join(wanted) or "none"))

    def _write(self, write: Callable[[], object], touched: list[int]) -> None:
        self.writer.write(write, lambda: self.snapshot.refresh(touched))
