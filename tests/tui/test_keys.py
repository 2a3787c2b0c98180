"""Every key does what the help says it does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, TextArea

from claimtrack.store import LinkFilter, Order, State, Store
from claimtrack.tui.clipboard import copy_to_desktop
from claimtrack.tui.keymap import merged
from claimtrack.tui.screens.choose import ChooseSheet, LineSheet
from claimtrack.tui.screens.correct_span import SpanSheet
from claimtrack.tui.screens.correct_speaker import SpeakerSheet
from claimtrack.tui.screens.document import DocumentSheet
from claimtrack.tui.screens.dossier import DossierSheet
from claimtrack.tui.screens.filter import FilterSheet
from claimtrack.tui.screens.note import NoteSheet
from claimtrack.tui.screens.sheet import ReadSheet
from claimtrack.tui.screens.ticks import TickList
from claimtrack.tui.state import Phase
from claimtrack.tui.widgets.aside import Aside
from claimtrack.tui.widgets.passage import Passage
from claimtrack.vocabulary import LinkType, Verdict
from tests.tui.driving import seated

VERDICT_KEYS = [
    ("c", Verdict.CONTRADICTION),
    ("1", Verdict.CONTRADICTION),
    ("p", Verdict.PARTIAL),
    ("2", Verdict.PARTIAL),
    ("t", Verdict.CHANGED),
    ("3", Verdict.CHANGED),
    ("a", Verdict.CONSISTENT),
    ("4", Verdict.CONSISTENT),
    ("n", Verdict.UNRELATED),
    ("5", Verdict.UNRELATED),
    ("u", Verdict.UNSURE),
    ("6", Verdict.UNSURE),
]


# --- judging -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "verdict"), VERDICT_KEYS)
async def test_a_verdict_key_judges_and_goes_on(store: Store, key: str, verdict: Verdict) -> None:
    async with seated(store) as seat:
        first = seat.here
        await seat.press(key)
        found = store.link(first, reviewer="ana").judgement
        assert found is not None and found.verdict is verdict
        assert seat.here != first
        assert "1/8 judged" in seat.text("#masthead")


async def test_s_skips_and_the_header_counts_it(store: Store) -> None:
    async with seated(store) as seat:
        first = seat.here
        await seat.press("s")
        assert seat.here != first
        assert store.link(first, reviewer="ana").skipped
        assert "» 1 skipped" in seat.text("#masthead")


async def test_z_undoes_and_capital_z_does_it_again(store: Store) -> None:
    async with seated(store) as seat:
        first = seat.here
        await seat.press("c", "z")
        assert seat.here == first
        assert store.link(first, reviewer="ana").judgement is None
        assert "○ open" in seat.text("#why")
        await seat.press("Z")
        assert store.link(first, reviewer="ana").judgement is not None
        assert "✗ contradiction" in seat.text("#why")


async def test_each_undo_and_redo_is_an_entry_of_its_own(store: Store) -> None:
    async with seated(store) as seat:
        first = seat.here
        await seat.press("c", "z", "Z", "z")
        assert [one.action for one in store.history(f"l{first}")] == ["judge", "undo", "redo", "undo"]


async def test_space_marks_and_one_key_judges_all_marked(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("space", "space", "space")
        assert "◆ 3 marked" in seat.text("#masthead")
        await seat.press("n")
        assert store.counts(LinkFilter(), reviewer="ana").judged == 3
        await seat.press("z")
        assert store.counts(LinkFilter(), reviewer="ana").judged == 0
        assert seat.told == [f"Undone: judge on l{seat.here} and 2 more"]


async def test_escape_clears_the_marks(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("space", "escape")
        assert not seat.review.marked


@pytest.mark.parametrize("key", ["backspace", "delete"])
async def test_backspace_destroys_nothing(store: Store, key: str) -> None:
    async with seated(store) as seat:
        await seat.press("c")
        before = (seat.here, store.last_seq())
        await seat.press(key)
        assert (seat.here, store.last_seq()) == before


# --- moving ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "index"),
    [
        (["j"], 1),
        (["down", "down"], 2),
        (["j", "j", "k"], 1),
        (["j", "up"], 0),
        (["G"], 7),
        (["end", "k"], 6),
        (["G", "g"], 0),
        (["G", "home"], 0),
        (["c", "c", "g", "right_square_bracket"], 2),
        (["s", "j", "left_square_bracket"], 1),
        (["pagedown"], 7),
        (["G", "pageup"], 0),
    ],
)
async def test_keys_move_through_the_queue(store: Store, keys: list[str], index: int) -> None:
    async with seated(store) as seat:
        await seat.press(*keys)
        assert seat.review.cursor == index
        assert seat.here == seat.review.snapshot.ids[index]


async def test_left_and_right_choose_the_claim(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("right")
        assert seat.review.side == "b"
        assert seat.screen.query_one("#claim-b").has_class("chosen")
        await seat.press("left")
        assert seat.review.side == "a"


async def test_capital_j_and_k_scroll_the_chosen_document(store: Store) -> None:
    async with seated(store) as seat:
        passage = seat.screen.query_one("#passage-a", Passage)
        top = passage.top
        await seat.press("J")
        assert passage.top > top
        await seat.press("K")
        assert passage.top == top


async def test_tab_goes_round_the_tabs(store: Store) -> None:
    async with seated(store) as seat:
        aside = seat.screen.query_one(Aside)
        seen = []
        for _ in range(3):
            await seat.press("tab")
            seen.append(aside.tab)
        assert seen == ["history", "others", "notes"]
        await seat.press("shift+tab")
        assert aside.tab == "others"


# --- writing -----------------------------------------------------------------------------------------


async def test_m_writes_a_note(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("m")
        assert isinstance(seat.screen, NoteSheet)
        await seat.write("cap t")
        await seat.press("ctrl+s")
        link = store.link(seat.here, reviewer="ana")
        assert [note.text for note in link.notes] == ["cap t"]
        assert link.judgement is None
        assert "cap t" in seat.text("#tab-text")


async def test_a_note_left_unfinished_is_kept_as_a_draft(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("m")
        await seat.write("half")
        await seat.press("escape", "m")
        assert seat.screen.query_one(TextArea).text == "half"


async def test_hash_sets_tags(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("number_sign")
        assert isinstance(seat.screen, LineSheet)
        await seat.write("letter, pool")
        await seat.press("enter")
        assert set(store.link(seat.here).tags) == {"letter", "pool"}
        assert "#letter" in seat.text("#why")


async def test_capital_f_flags_and_unflags(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("F")
        assert store.link(seat.here).flagged and "⚑ flagged" in seat.text("#why")
        await seat.press("F")
        assert not store.link(seat.here).flagged


async def test_capital_e_corrects_the_span_by_words(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("E")
        assert isinstance(seat.screen, SpanSheet)
        await seat.press("left", "left", "left", "enter")
        assert seat.review.claim is not None
        assert seat.review.claim.text == "Nobody at the trust ever told me"
        await seat.press("z")
        assert seat.review.claim.text == "Nobody at the trust ever told me about the crack"


async def test_the_start_of_a_span_moves_too(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("E", "tab", "right", "right", "shift+left", "enter")
        assert seat.review.claim is not None
        assert seat.review.claim.text == " the trust ever told me about the crack"


async def test_leaving_the_span_sheet_changes_nothing(store: Store) -> None:
    async with seated(store) as seat:
        seq = store.last_seq()
        await seat.press("E", "left", "escape")
        assert store.last_seq() == seq


async def test_capital_s_corrects_the_speaker(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("S")
        assert isinstance(seat.screen, SpeakerSheet)
        await seat.write("Lund")
        await seat.press("enter")
        assert seat.review.claim is not None and seat.review.claim.speaker == "Peter Lund"
        assert store.speakers()[0].name == "Millbrook Trust"


async def test_enter_at_once_leaves_the_speaker_as_it_is(store: Store) -> None:
    async with seated(store) as seat:
        seq = store.last_seq()
        await seat.press("S", "enter")
        assert seat.in_room and store.last_seq() == seq


async def test_a_new_speaker_for_the_whole_mention(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("S")
        await seat.write("Boateng")
        await seat.press("tab", "space", "shift+tab", "enter")
        assert {one.speaker for one in store.claims() if one.source_text == "Ms Osei"} == {"Boateng"}


async def test_y_copies_the_citation(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("y")
        copied = seat.app.clipboard
        assert copied.startswith("“Nobody at the trust ever told me about the crack” — Ama Osei")
        assert "Millbrook Echo" in copied and "paragraph 3" in copied and copied.endswith("[c1]")


async def test_y_gives_the_citation_to_the_desktops_own_program(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, taken in (("wl-copy", "exit 1"), ("xclip", f'cat > "{tmp_path}/taken"')):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{taken}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path), os.defpath]))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":0")
    async with seated(store) as seat:
        await seat.press("y")
        assert (tmp_path / "taken").read_text(encoding="utf-8") == seat.app.clipboard


def test_without_a_desktop_nothing_is_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not copy_to_desktop("words")
    program = tmp_path / "xclip"
    program.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert not copy_to_desktop("words")
    monkeypatch.setenv("DISPLAY", ":0")
    assert copy_to_desktop("words")


async def test_e_says_so_where_no_editor_can_be_opened(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with seated(store) as seat:
        await seat.press("e")
        assert any("press m" in line for line in seat.told)


# --- looking -----------------------------------------------------------------------------------------


async def test_w_tells_why_in_full(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("w")
        assert isinstance(seat.screen, ReadSheet)
        assert "“Nobody”" in seat.seen() and "+0.95" in seat.seen()
        await seat.press("w")
        assert seat.in_room


async def test_h_shows_the_history(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("p", "k", "h")
        assert isinstance(seat.screen, ReadSheet)
        assert "◐ partial" in seat.seen() and "ana" in seat.seen()
        await seat.press("escape")


async def test_d_opens_the_dossier_and_from_there_the_document(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("d")
        assert isinstance(seat.screen, DossierSheet)
        assert "Ama Osei · 2 claims" in seat.seen()
        await seat.press("j", "enter")
        assert isinstance(seat.screen, DocumentSheet)
        await seat.press("escape")
        assert seat.in_room


@pytest.mark.parametrize("key", ["v", "enter"])
async def test_v_opens_the_whole_document(store: Store, key: str) -> None:
    async with seated(store) as seat:
        await seat.press(key)
        assert isinstance(seat.screen, DocumentSheet)
        await seat.press("G")
        assert "Background paragraph 59" in seat.seen()
        await seat.press("g")
        assert "Lido manager" in seat.seen()
        await seat.press("c")
        assert "Nobody at the trust" in seat.seen()
        await seat.press("v")
        assert seat.in_room


async def test_question_mark_shows_every_act(store: Store) -> None:
    async with seated(store, size=(120, 110)) as seat:
        await seat.press("question_mark")
        seen = seat.seen()
        for words in ("Contradiction", "Undo your last act", "Dossier", "Every act by name", "Your own keys"):
            assert words in seen


async def test_the_palette_holds_every_act(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("ctrl+p")
        await seat.write("flag or")
        await seat.pilot.pause(0.4)
        await seat.press("enter")
        await seat.pilot.pause(0.2)
        assert store.link(seat.here).flagged


# --- the queue ---------------------------------------------------------------------------------------


async def test_slash_searches_and_escape_shows_all_again(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("slash")
        assert isinstance(seat.screen.focused, Input)
        await seat.write("inspection")
        await seat.press("enter")
        assert seat.review.filter.search == "inspection"
        assert len(seat.review.snapshot) == 3
        await seat.press("escape")
        assert len(seat.review.snapshot) == 8


async def test_escape_drops_the_search_and_then_the_filter(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("f", "space", "enter", "slash")
        await seat.write("inspection")
        await seat.press("enter", "escape")
        assert seat.review.filter == LinkFilter(states=(State.OPEN,))
        await seat.press("escape")
        assert seat.review.filter == LinkFilter()


async def test_f_filters_by_state_type_and_speaker(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("c", "f")
        assert isinstance(seat.screen, FilterSheet)
        await seat.press("space", "enter")
        assert seat.review.filter.states == (State.OPEN,)
        assert len(seat.review.snapshot) == 7
        await seat.press("f")
        seat.screen.query_one("#f-speaker", Input).value = "Lund"
        await seat.press("enter")
        assert len(seat.review.snapshot) == 2
        await seat.press("f", "ctrl+r")
        assert seat.review.filter == LinkFilter()


async def test_a_filter_by_type_and_dates(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("f")
        types = seat.screen.query_one("#f-types", TickList)
        types.focus()
        types.highlighted = list(LinkType).index(LinkType.MONEY)
        await seat.press("space")
        seat.screen.query_one("#f-since", Input).value = "14 May"
        await seat.press("ctrl+s")
        assert "write the day as" in seat.text("#f-error")
        seat.screen.query_one("#f-since", Input).value = "2031-05-14"
        await seat.press("ctrl+s")
        assert seat.review.filter.types == (LinkType.MONEY,)
        assert len(seat.review.snapshot) == 1


async def test_o_changes_the_order(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("o")
        assert isinstance(seat.screen, ChooseSheet)
        await seat.press("j", "enter")
        assert seat.review.order is Order.UNCERTAIN
        assert seat.review.snapshot.ids[0] == store.queue_ids(LinkFilter(), reviewer="ana", order=Order.UNCERTAIN)[0]


async def test_capital_w_shows_what_waits_and_all_again(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("s", "u", "W")
        assert len(seat.review.snapshot) == 2
        await seat.press("W")
        assert len(seat.review.snapshot) == 8


async def test_capital_d_adjudicates_disagreements(store: Store) -> None:
    first = store.queue_ids(LinkFilter(), reviewer="ben")[0]
    store.judge(first, Verdict.CONTRADICTION, reviewer="ben")
    store.judge(first, Verdict.CONSISTENT, reviewer="cy")
    async with seated(store) as seat:
        assert "≠ 1 disputed" in seat.text("#masthead")
        await seat.press("D")
        assert seat.here == first and "adjudicating" in seat.text("#masthead")
        await seat.press("p")
        assert seat.review.phase is Phase.DONE
        assert store.disagreements() == []
        await seat.press("D")
        assert len(seat.review.snapshot) == 8


async def test_b_hides_scores_and_the_others(store: Store) -> None:
    first = store.queue_ids(LinkFilter(), reviewer="ben")[0]
    store.judge(first, Verdict.CONTRADICTION, reviewer="ben")
    async with seated(store) as seat:
        assert "0.95" in seat.seen() and "ben" in seat.seen()
        await seat.press("b")
        assert "0.95" not in seat.seen() and "ben" not in seat.seen() and "✗" not in seat.text("#why")
        assert "blind" in seat.text("#masthead")
        await seat.press("p")
        found = [one for one in store.link(first).judgements if one.reviewer == "ana"]
        assert found[0].blind


async def test_capital_q_folds_the_queue(store: Store) -> None:
    async with seated(store) as seat:
        assert seat.screen.query_one("#queue").display
        await seat.press("Q")
        assert not seat.screen.query_one("#queue").display


async def test_capital_t_changes_the_theme_and_remembers_it(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("T")
        assert seat.app.theme == "claimtrack-light"
        await seat.press("q")
    async with seated(store) as seat:
        assert seat.app.theme == "claimtrack-light"


async def test_q_quits_and_the_place_is_found_again(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("j", "j", "J", "J", "J", "q")
        left = (seat.here, seat.screen.query_one("#passage-a", Passage).top)
        assert seat.review.tops == {"a": left[1]} and left[1] > 0
    async with seated(store) as seat:
        assert (seat.here, seat.screen.query_one("#passage-a", Passage).top) == left


# --- keys and text fields -----------------------------------------------------------------------------


@pytest.mark.parametrize("opener", ["slash", "m", "number_sign", "S"])
async def test_verdict_keys_are_dead_in_a_text_field(store: Store, opener: str) -> None:
    async with seated(store) as seat:
        seq = store.last_seq()
        await seat.press(opener)
        await seat.press("c", "p", "t", "a", "n", "u", "1", "2", "3", "4", "5", "6", "s", "z", "Z", "backspace")
        assert store.last_seq() == seq
        await seat.press("escape")
        assert store.last_seq() == seq


@pytest.mark.parametrize(
    "typed",
    [
        ["m", *"cpan", "ctrl+s"],
        ["slash", *"cpan", "enter"],
        ["number_sign", *"cpan", "enter"],
        ["S", *"cpan", "enter"],
    ],
    ids=["note", "search", "tags", "speaker"],
)
async def test_what_is_typed_before_a_field_opens_is_written_there(store: Store, typed: list[str]) -> None:
    async with seated(store) as seat:
        number = seat.here
        await seat.burst(*typed)
        link = store.link(number)
        written = [*(note.text for note in link.notes), *link.tags, link.a.speaker, seat.review.filter.search]
        assert "cpan" in written
        assert seat.in_room and store.counts(LinkFilter(), reviewer="ana").judged == 0


async def test_keys_typed_ahead_of_a_list_choose_in_it(store: Store) -> None:
    async with seated(store) as seat:
        first = seat.here
        await seat.burst("o", "j", "j", "enter")
        assert seat.review.order is Order.NEWEST and seat.here == first
        await seat.burst("d", "j", "enter", "escape", "c")
        assert seat.in_room and store.link(first, reviewer="ana").judgement is not None


async def test_keys_typed_ahead_of_the_next_pair_judge_one_pair_each(store: Store) -> None:
    async with seated(store) as seat:
        await seat.burst(*"cpnu", "q", "c")
    assert store.counts(LinkFilter(), reviewer="ana").judged == 4


async def test_a_rebound_verdict_key_is_dead_in_the_search_field_too(store: Store) -> None:
    async with seated(store, keys=merged({"contradiction": "f9"}, "test")) as seat:
        await seat.press("slash", "f9")
        assert store.counts(LinkFilter(), reviewer="ana").judged == 0
        await seat.press("escape", "f9")
        assert store.counts(LinkFilter(), reviewer="ana").judged == 1


async def test_a_reviewers_own_keys_hold_and_are_shown(store: Store, tmp_path: Path) -> None:
    async with seated(store, keys=merged({"contradiction": "x", "help": "f1"}, "test")) as seat:
        assert "x  contradiction" in " ".join(seat.text("#verdicts").split("\n"))
        await seat.press("c")
        assert store.counts(LinkFilter(), reviewer="ana").judged == 0
        await seat.press("x")
        assert store.counts(LinkFilter(), reviewer="ana").judged == 1
        await seat.press("f1")
        assert isinstance(seat.screen, ReadSheet)


async def test_the_dossier_list_answers_j_and_k(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("d")
        listed = seat.screen.query_one(OptionList)
        start = listed.highlighted
        await seat.press("j")
        assert listed.highlighted != start
        await seat.press("k")
        assert listed.highlighted == start
