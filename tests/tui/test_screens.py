"""What stands on the screen: layouts, states, themes, hostile text, and the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.events import MouseScrollDown
from textual.geometry import Region
from textual.strip import Strip

from claimtrack.store import LinkFilter, Store
from claimtrack.tui.state import Phase, Told
from claimtrack.tui.themes import LEAST_CONTRAST, contrast
from claimtrack.tui.widgets.aside import Aside
from claimtrack.tui.widgets.passage import Passage
from claimtrack.tui.widgets.queue_list import QueueList
from claimtrack.vocabulary import Article, LinkType, Verdict
from tests.tui.case import STATEMENT, STATEMENT_PEOPLE, STATEMENT_WORDS, add_documents, crowd, extraction, scored
from tests.tui.driving import Seat, seated

WIDE, NARROW = (120, 40), (80, 24)
LINES = set("─│╭╮╰╯━┃┏┓┗┛▌▐█▁▂▃▄▅▆▇▔▕▏▎▍▋▊▉╱╲▪▀▖▗▘▝▞▟▙▛▜▚ \u00a0⎯")
"""Glyphs that draw frames, bars and scroll bars: not read as text."""


# --- layout ------------------------------------------------------------------------------------------


async def test_a_wide_screen_has_the_queue_and_both_claims_side_by_side(store: Store) -> None:
    async with seated(store, size=WIDE) as seat:
        queue, a, b = (seat.screen.query_one(name).region for name in ("#queue", "#claim-a", "#claim-b"))
        assert queue.right <= a.x and a.right <= b.x and a.y == b.y
        seen = seat.seen()
        for words in (
            "Ama Osei",
            "manager of the Millbrook lido",
            "Millbrook Echo",
            "published 14 May 2031",
            "Nobody at the trust",
            "one says nobody told her",
            "score 0.95",
            "○ open",
        ):
            assert words in seen


async def test_a_narrow_screen_folds_the_queue_and_stacks_the_claims(store: Store) -> None:
    async with seated(store, size=NARROW) as seat:
        assert not seat.screen.query_one("#queue").display
        a, b = seat.screen.query_one("#claim-a").region, seat.screen.query_one("#claim-b").region
        assert a.bottom <= b.y and a.x == b.x and a.width == b.width == 80
        seen = seat.seen()
        for words in ("Nobody at the trust", "The trust told the manager", "one says nobody told her", "u unsure"):
            assert words in seen
        await seat.press("Q")
        assert seat.screen.query_one("#queue").display


async def test_a_row_of_the_queue_tells_state_type_score_and_both_speakers(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("p")
        region = seat.screen.query_one("#queue").region
        rows = [line[region.x + 1 : region.right - 2].split() for line in seat.seen().split("\n")[region.y + 1 :]]
        assert rows[0] == ["◐", "denial", "0.95"]
        assert rows[1] == ["A", "Ama", "Osei"] and rows[2] == ["B", "Millbrook", "Trust"]
        assert rows[3] == ["▌", "○", "denial", "0.90"]


async def test_a_judgement_draws_two_rows_of_the_queue_and_a_poll_the_one_that_changed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    draw = QueueList.render_line

    def noted(self: QueueList, y: int) -> Strip:
        drawn.append(y)
        return draw(self, y)

    monkeypatch.setattr(QueueList, "render_line", noted)
    async with seated(store) as seat:
        drawn.clear()
        await seat.press("c")
        assert sorted(drawn) == [0, 1, 2, 3, 4, 5]
        store.flag(seat.review.snapshot.ids[4], reviewer="ben")
        drawn.clear()
        seat.app.room.poll()
        await seat.rest()
        assert {12, 13, 14} <= set(drawn) <= {3, 4, 5, 12, 13, 14}
        assert "⚑" in seat.seen()


async def test_a_claim_tells_when_it_was_said_and_a_role_that_only_another_document_gives(tmp_path: Path) -> None:
    people = (replace(STATEMENT_PEOPLE[0], roles=("owner of the lido",)),)
    with Store.open(tmp_path / "roles.db", create=True) as store:
        for text, persons, said in ((STATEMENT, people, date(2031, 5, 2)), (STATEMENT + "\n", STATEMENT_PEOPLE, None)):
            found = extraction(text, STATEMENT_WORDS, persons)
            dated = replace(found, attributions=tuple(replace(one, said_on=said) for one in found.attributions))
            article = Article(text=text, path=f"{len(text)}.txt", published=date(2031, 5, 20))
            store.add_document(article, dated, extractor="test")
        store.regroup_speakers()
        ids = sorted(one.id for one in store.statements())
        store.replace_links([scored(ids[0], ids[-1], LinkType.DENIAL, 0.9)])
        async with seated(store) as seat:
            assert "owner of the lido" in seat.text("#head-a")
            assert "said 2 May 2031 · published 20 May 2031" in seat.text("#head-a")
            assert "elsewhere owner of the lido" in seat.text("#head-b") and "said" not in seat.text("#head-b")


async def test_the_tabs_hold_notes_history_and_the_speakers_other_claims(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("u", "k")
        for words in ("No notes yet", "ana judge ? unsure", "I asked for an inspection in March"):
            for _ in range(100):
                if words in seat.text("#tab-text"):
                    break
                await seat.pilot.pause(0.02)
            assert words in seat.text("#tab-text")
            await seat.press("tab")


@pytest.mark.parametrize(("side", "trigger"), [("a", "Nobody"), ("b", "The trust")])
async def test_the_triggers_are_marked_in_both_claims(store: Store, side: str, trigger: str) -> None:
    async with seated(store) as seat:
        passage = seat.screen.query_one(f"#passage-{side}", Passage)
        marked = [
            text
            for strip in _strips(seat, passage.region)
            for text, style, _ in strip
            if style is not None and style.bold and style.underline
        ]
        assert marked == [trigger]


async def test_the_quote_stands_out_from_what_is_around_it(store: Store) -> None:
    async with seated(store) as seat:
        passage = seat.screen.query_one("#passage-a", Passage)
        words = {segment.text: segment for strip in _strips(seat, passage.region) for segment in strip}
        quote = next(one for text, one in words.items() if "at the trust ever" in text)
        around = next(one for text, one in words.items() if "The manager of" in text)
        assert quote.style is not None and around.style is not None
        assert quote.style.bgcolor != around.style.bgcolor


async def test_the_whole_document_can_be_scrolled_through(store: Store) -> None:
    async with seated(store) as seat:
        passage = seat.screen.query_one("#passage-a", Passage)
        for _ in range(60):
            passage.scroll_end(animate=False)
            await seat.rest()
        assert "paragraph 59" in seat.seen()
        for _ in range(60):
            passage.scroll_home(animate=False)
            await seat.rest()
        assert passage.top == 0


# --- states ------------------------------------------------------------------------------------------


async def test_the_quote_stays_in_view_and_a_scrolled_text_in_place_when_the_terminal_changes(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("J")
        moved = seat.review.tops.copy()
        assert moved.keys() == {"a"}
        for size in ((160, 45), NARROW, (100, 30), WIDE):
            await seat.pilot.resize_terminal(*size)
            await seat.rest()
            assert seat.review.tops == moved
            assert "The trust told the manager" in seat.seen()
            assert 0 < seat.screen.query_one("#passage-a", Passage).top <= moved["a"]


async def test_a_long_queue_has_a_scroll_bar(tmp_path: Path) -> None:
    with crowd(tmp_path / "crowd.db", 40) as store:
        async with seated(store) as seat:
            queue = seat.screen.query_one(QueueList)
            assert queue.show_vertical_scrollbar
            assert queue.scrollable_content_region.width == queue.size.width - 1


async def test_an_empty_case_tells_how_to_add_articles(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.db", create=True) as store:
        async with seated(store) as seat:
            assert "This case is empty." in seat.seen() and "claimtrack add" in seat.seen()
            await seat.press("c", "j", "z", "m", "E", "S", "w", "d", "v", "y", "F", "space", "g", "G")
            assert seat.review.phase is Phase.EMPTY


async def test_claims_without_links_tell_how_to_link(tmp_path: Path) -> None:
    with Store.open(tmp_path / "unlinked.db", create=True) as store:
        add_documents(store)
        async with seated(store, size=NARROW) as seat:
            assert "no links between them yet" in seat.seen() and "claimtrack link" in seat.seen()


async def test_a_filter_without_matches_tells_how_to_leave_it(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("slash")
        await seat.write("zebra")
        await seat.press("enter")
        assert "No pair matches" in seat.seen()
        await seat.press("escape")
        assert "Ama Osei" in seat.seen()


async def test_what_to_do_next_names_this_case(store: Store) -> None:
    async with seated(store, program="claimtrack --db 'my case.db'") as seat:
        await seat.press(*"nnnnnnnn")
        assert "claimtrack --db 'my case.db' report -o report.html" in seat.seen()


async def test_all_done_offers_only_what_is_there(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press(*"nnnnnnnu", "u")
        seen = seat.seen()
        assert "All done" in seen and "the 1 skipped or unsure" in seen and "reviewers disagree" not in seen
        await seat.press("W")
        assert "? unsure" in seat.text("#why") and "left" not in seat.text("#masthead")


async def test_a_folded_queue_says_what_it_is_narrowed_to(store: Store) -> None:
    async with seated(store, size=NARROW) as seat:
        await seat.press("slash")
        await seat.write("inspection")
        await seat.press("enter")
        assert "only /inspection" in seat.text("#masthead")
        await seat.press("Q")
        assert "only" not in seat.text("#masthead") and "/inspection" in seat.seen()


async def test_the_masthead_tells_the_rate_and_what_is_left(tmp_path: Path) -> None:
    with crowd(tmp_path / "crowd.db", 20) as store:
        async with seated(store) as seat:
            assert "20 left" in seat.text("#masthead")
            await seat.press(*"nnnnnn")
            told = seat.text("#masthead")
            assert "6/20 judged 30 %" in told and "a minute" in told and "left" in told


async def test_one_line_is_told_at_a_time_and_a_grave_one_stays(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("F", "F", "b")
        assert len(seat.told) == 1 and seat.told[0].startswith("Blind")
        seat.app.room.tell(Told("the disk is full", grave=True))
        await seat.press("b")
        assert seat.told == ["the disk is full", "No longer blind"]


async def test_all_done_tells_what_was_found_and_what_is_next(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("c", "p", *"nnnnnn")
        seen = seat.seen()
        assert "All done" in seen and "claimtrack report" in seen and "8/8 judged 100 %" in seen
        assert "6 unrelated" in seen and "1 contradiction" in seen
        await seat.press("z")
        assert seat.review.phase is Phase.REVIEW


async def test_what_was_skipped_comes_back_and_says_so(store: Store) -> None:
    async with seated(store) as seat:
        first = seat.here
        await seat.press("s", *"nnnnnnn")
        assert seat.here == first
        assert any("comes back" in line for line in seat.told)


# --- themes ------------------------------------------------------------------------------------------


def _strips(seat: Seat, region: Region) -> Iterator[list[Segment]]:
    for strip in seat.screen._compositor.render_strips()[region.y : region.bottom]:
        yield list(strip.crop(region.x, region.right))


def _faint(seat: Seat, region: Region) -> list[tuple[str, str, str, float]]:
    """Words that do not stand out from their ground."""
    found = []
    for strip in _strips(seat, region):
        for text, style, _ in strip:
            if style is None or not style.color or not style.bgcolor or set(text) <= LINES:
                continue
            ink, ground = style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex
            if style.reverse:
                ink, ground = ground, ink
            if contrast(ink, ground) < LEAST_CONTRAST:
                found.append((text, ink, ground, round(contrast(ink, ground), 2)))
    return found


@pytest.mark.parametrize("kind", ["dark", "light"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_every_word_on_the_screen_can_be_read(store: Store, kind: str, size: tuple[int, int]) -> None:
    first = store.queue_ids(LinkFilter(), reviewer="ben")[0]
    store.judge(first, Verdict.CHANGED, reviewer="ben")
    store.note(f"l{first}", "Ask for the letter", reviewer="ben")
    store.tag(f"l{first}", "letter", reviewer="ben")
    store.flag(first, reviewer="ben")
    async with seated(store, size=size, kind=kind) as seat:
        for keys in ([], ["c", "p", "t", "a", "u", "s", "k"], ["tab"], ["tab"], ["g", "space"]):
            await seat.press(*keys)
            assert _faint(seat, seat.screen.region) == []


@pytest.mark.parametrize("kind", ["dark", "light"])
@pytest.mark.parametrize("key", ["w", "h", "d", "v", "m", "f", "o", "S", "E", "number_sign", "question_mark"])
async def test_every_word_on_a_sheet_can_be_read(store: Store, kind: str, key: str) -> None:
    async with seated(store, kind=kind) as seat:
        await seat.press("p", "k", key)
        assert _faint(seat, seat.screen.query_one(".sheet").region) == []


@pytest.mark.parametrize("kind", ["dark", "light"])
async def test_every_word_of_the_palette_can_be_read(store: Store, kind: str) -> None:
    async with seated(store, kind=kind) as seat:
        await seat.press("ctrl+p")
        await seat.pilot.pause(0.5)
        assert _faint(seat, seat.screen.query_one("#--container").region) == []


async def test_without_colour_every_state_still_has_its_sign(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with seated(store) as seat:
        await seat.press("c", "p", "t", "a", "n", "u", "s")
        for strip in _strips(seat, seat.screen.region):
            for _, style, _ in strip:
                for colour in (style.color, style.bgcolor) if style else ():
                    if colour is not None:
                        red, green, blue = colour.get_truecolor()
                        assert red == green == blue
        seen = seat.seen()
        for sign in "✗◐→✓∅?»○":
            assert sign in seen


@pytest.mark.parametrize("kind", ["dark", "light"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_the_screen_can_be_kept_as_a_picture(store: Store, kind: str, size: tuple[int, int]) -> None:
    async with seated(store, size=size, kind=kind) as seat:
        picture = seat.app.export_screenshot()
        assert picture.startswith("<svg") and "Osei" in picture and "contradiction" in picture


# --- hostile text ------------------------------------------------------------------------------------


async def test_markup_and_escapes_in_an_article_are_shown_as_they_are(store: Store) -> None:
    async with seated(store, size=(140, 60)) as seat:
        await seat.press("v")
        assert "␛[31mRed␛[0m [bold]not markup[/bold]" in seat.seen()


async def test_names_titles_notes_and_tags_are_never_markup(tmp_path: Path) -> None:
    evil = "[bold red]Eve[/] \x1b[2J[@click=app.quit]x[/]"
    people = (replace(STATEMENT_PEOPLE[0], name=evil, aliases=("the trust",), roles=(evil,)),)
    with Store.open(tmp_path / "evil.db", create=True) as store:
        article = Article(text=STATEMENT, path="a.txt", title=evil, outlet=evil, author=evil)
        store.add_document(article, extraction(STATEMENT, STATEMENT_WORDS, people), extractor="test")
        store.regroup_speakers()
        ids = [one.id for one in store.statements()]
        store.replace_links([scored(ids[0], ids[1], LinkType.DENIAL, 0.9, line=evil)])
        number = store.queue_ids(LinkFilter(), reviewer="ana")[0]
        store.note(f"l{number}", evil, reviewer=evil)
        store.tag(f"l{number}", evil, reviewer="ana")
        store.judge(number, Verdict.PARTIAL, reviewer=evil)
        async with seated(store, size=(160, 45), reviewer="[b]ana[/b]") as seat:
            seen = seat.seen()
            assert "[bold red]Eve[/] ␛[2J" in seen and "[b]ana[/b]" in seen
            assert "\x1b" not in seen
            for key in ("h", "w", "d", "v", "S", "E", "m", "number_sign", "f"):
                await seat.press(key)
                assert "\x1b" not in seat.seen()
                await seat.press("escape")
                assert seat.in_room
            await seat.press("tab", "tab", "y")
            assert "\x1b" not in seat.app.clipboard


# --- the mouse -----------------------------------------------------------------------------------------


async def test_the_mouse_picks_a_row_a_claim_a_tab_and_a_verdict(store: Store) -> None:
    async with seated(store) as seat:
        await seat.pilot.click("#queue", offset=(6, 8))
        await seat.rest()
        assert seat.review.cursor == 2
        await seat.pilot.click("#passage-b", offset=(6, 3))
        await seat.rest()
        assert seat.review.side == "b"
        await seat.pilot.click("#tabs", offset=(12, 0))
        await seat.rest()
        assert seat.screen.query_one(Aside).tab == "history"
        picked = seat.here
        await seat.pilot.click("#verdicts", offset=(8, 0))
        await seat.rest()
        found = store.link(picked, reviewer="ana").judgement
        assert found is not None and found.verdict is Verdict.CONTRADICTION


async def test_a_click_on_what_was_skipped_shows_it(store: Store) -> None:
    async with seated(store) as seat:
        await seat.press("s")
        await seat.pilot.click("#masthead", offset=(seat.text("#masthead").index("1 skipped") + 2, 0))
        await seat.rest()
        assert len(seat.review.snapshot) == 1


async def test_a_short_screen_opens_its_tabs_and_escape_folds_them(store: Store) -> None:
    async with seated(store, size=NARROW) as seat:
        body = seat.screen.query_one("#tab-body")
        assert not body.display
        await seat.press("tab")
        assert body.display and "Nothing has been done" in seat.seen()
        await seat.press("escape")
        assert not body.display


async def test_the_wheel_scrolls_a_document_and_the_place_remembers_it(store: Store) -> None:
    async with seated(store) as seat:
        passage = seat.screen.query_one("#passage-a", Passage)
        top = passage.top
        for _ in range(4):
            passage.post_message(_wheel_down(passage))
            await seat.rest()
        assert passage.top > top
        assert seat.review.tops["a"] == passage.top


def _wheel_down(passage: Passage) -> MouseScrollDown:
    return MouseScrollDown(
        passage, 3, 3, 0, 1, 0, False, False, False, screen_x=passage.region.x + 3, screen_y=passage.region.y + 3
    )
