"""What opens over the room: its size, the mouse in it, and that nothing typed there is lost."""

from __future__ import annotations

import os
import stat
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.containers import Vertical
from textual.widgets import Input, OptionList, TextArea

from claimtrack.store import LinkFilter, Order, State, Store
from claimtrack.tui.actions import ACTS
from claimtrack.tui.app import Acts, ReviewApp
from claimtrack.tui.finding import speakers
from claimtrack.tui.screens.document import DocumentSheet
from claimtrack.tui.screens.ticks import TickList
from tests.tui.driving import Seat, seated

SHEET_KEYS = ["w", "h", "d", "v", "m", "f", "o", "S", "E", "number_sign", "question_mark"]


async def click_foot(seat: Seat, words: str) -> None:
    """Click the words at the foot of the sheet, wherever the foot's lines put them."""
    lines = seat.seen().split("\n")
    region = seat.screen.query_one(".sheet-foot").region
    for y in range(region.y, region.bottom):
        if words in lines[y]:
            await seat.pilot.click(offset=(lines[y].index(words) + 1, y))
            await seat.rest()
            return
    raise AssertionError(f"the foot does not say {words!r}")


@pytest.mark.parametrize("key", SHEET_KEYS)
async def test_a_sheet_fills_a_narrow_screen_and_shows_its_foot(store: Store, key: str) -> None:
    async with seated(store, size=(80, 24)) as seat:
        await seat.press(key)
        sheet, foot = seat.screen.query_one(".sheet", Vertical).region, seat.screen.query_one(".sheet-foot").region
        assert sheet.width == 80
        assert sheet.contains_region(foot) and "esc" in seat.text(".sheet-foot")


@pytest.mark.parametrize("key", SHEET_KEYS)
async def test_every_sheet_is_closed_by_a_click_on_its_foot_or_beside_it(store: Store, key: str) -> None:
    async with seated(store) as seat:
        seq = store.last_seq()
        await seat.press(key)
        await click_foot(seat, "esc")
        assert seat.in_room
        await seat.press(key)
        await seat.pilot.click(offset=(1, 20))
        await seat.rest()
        assert seat.in_room and store.last_seq() == seq


async def test_a_click_in_a_sheet_does_not_close_it(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("m")
        await seat.pilot.click("#note-text", offset=(3, 2))
        await seat.pilot.click(".sheet-title")
        assert not seat.in_room


async def test_the_mouse_filters_orders_and_keeps_a_note(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("f")
        await seat.pilot.click("#f-states", offset=(5, 0))
        assert seat.screen.query_one("#f-states", TickList).ticked == {State.OPEN.value}
        await click_foot(seat, "enter or ctrl+s applies")
        assert seat.review.filter.states == (State.OPEN,)
        await seat.press("o")
        await seat.pilot.click("#choices", offset=(5, 2))
        await seat.rest()
        assert seat.review.order is Order.NEWEST
        await seat.press("m")
        await seat.write("by hand")
        await click_foot(seat, "ctrl+s keeps the note")
        assert [note.text for note in store.link(seat.here).notes] == ["by hand"]


async def test_the_mouse_opens_a_claim_of_the_dossier(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("d")
        await seat.pilot.click("#dossier", offset=(5, 3))
        await seat.rest()
        assert isinstance(seat.screen, DocumentSheet)


async def test_a_draft_is_kept_while_it_is_written(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("m")
        await seat.write("half a")
        place = store.place("ana")
        for _ in range(50):
            if place is not None and place.extra["drafts"] == {f"l{seat.here}": "half a"}:
                break
            await seat.pilot.pause(0.05)
            place = store.place("ana")
        assert place is not None and place.extra["drafts"] == {f"l{seat.here}": "half a"}
        await seat.press("ctrl+s", "m")
        assert seat.screen.query_one(TextArea).text == ""


async def test_a_private_note_says_so(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("m")
        await seat.write("ask")
        await seat.press("tab", "space", "ctrl+s")
        assert [note.private for note in store.link(seat.here).notes] == [True]
        assert "private" in seat.text("#tab-text")


async def test_e_keeps_what_the_editor_wrote_and_opens_it_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "one more line\\n" >> "$1"\n', encoding="utf-8")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", os.fspath(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(ReviewApp, "suspend", lambda self: nullcontext())
    async with seated(store) as seat:
        await seat.press("e")
        assert [note.text for note in store.link(seat.here).notes] == ["one more line"]
        await seat.press("e")
        assert [note.text for note in store.link(seat.here).notes] == ["one more lineone more line"]
        await seat.press("z")
        assert [note.text for note in store.link(seat.here).notes] == ["one more line"]


async def test_a_corrected_speaker_is_journalled_and_undone(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("S")
        await seat.write("Lund")
        await seat.press("enter", "z")
        assert seat.review.claim is not None and seat.review.claim.speaker == "Ama Osei"
        acts = [entry.action for entry in store.history(seat.review.claim.key)]
        assert acts == ["correct speaker", "undo"]


async def test_words_with_an_apostrophe_or_a_comma_are_one_step(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("j", "j", "E", "right", "right", "left", "left", "left", "enter")
        assert seat.review.claim is not None and seat.review.claim.text == "repairs will cost £"


async def test_speakers_of_one_name_are_told_apart_by_where_they_speak(store: Store) -> None:
    claims = store.claims()
    for number, claim in enumerate(claims[:2]):
        store.correct_speaker(claim.id, f"Police {number}", reviewer="ana")
    second = next(one for one in store.speakers() if one.name == "Police 1")
    store.rename_speaker(second.id, "police 0", reviewer="ana")
    found = {one.speaker.name: one.first for one in speakers(store, "police")}
    assert {name: first.id for name, first in found.items() if first} == {
        "Police 0": claims[0].id,
        "police 0": claims[1].id,
    }
    assert all(one.first is None for one in speakers(store, "Lund"))
    async with seated(store) as seat:
        await seat.press("S")
        await seat.write("police")
        listed = seat.screen.query_one(OptionList)
        assert "in Millbrook Echo, 14 May 2031" in str(listed.get_option_at_index(0).prompt)


async def test_the_dossier_names_the_speakers_roles(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("d")
        assert "Ama Osei · 2 claims · manager of the Millbrook lido" in seat.text(".sheet-title")


async def test_the_palette_lists_every_act(store: Store) -> None:
    async with seated(store) as seat:
        provider = Acts(seat.app.room)
        listed = [hit.text async for hit in provider.discover()]
        assert listed == [act.title for act in ACTS if act.name != "palette"]


async def test_a_filter_by_outlet_and_tag(store: Store) -> None:
    async with seated(store) as seat:
        first = seat.here
        store.tag(f"l{first}", "letter", reviewer="ana")
        await seat.press("f")
        seat.screen.query_one("#f-tag", Input).value = "letter"
        seat.screen.query_one("#f-outlet", Input).value = "Millbrook Echo"
        await seat.press("enter")
        assert seat.review.snapshot.ids.tolist() == [first]
        assert seat.review.filter == LinkFilter(tag="letter", outlet="Millbrook Echo")


@pytest.mark.parametrize("field", ["speaker", "outlet", "since", "until", "tag"])
async def test_verdict_keys_only_write_in_the_fields_of_the_filter(store: Store, field: str) -> None:
    async with seated(store) as seat:
        seq = store.last_seq()
        await seat.press("f")
        seat.screen.query_one(f"#f-{field}", Input).focus()
        await seat.press("c", "u", "1", "z", "backspace")
        assert seat.screen.query_one(f"#f-{field}", Input).value == "cu1"
        assert store.last_seq() == seq
