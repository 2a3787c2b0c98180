"""Everything a reviewer can do, in the one table that bindings, help, palette and bars are made from."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Act:
    """One act: `name` is what a key map file calls it, `call` the app's action, `keys` in Textual's names."""

    name: str
    keys: tuple[str, ...]
    title: str
    group: str
    call: str
    judges: bool = False


JUDGE, MOVE, WRITE, LOOK, QUEUE, ROOM = "Judge", "Move", "Write", "Look", "Queue", "Room"
GROUPS = (JUDGE, MOVE, WRITE, LOOK, QUEUE, ROOM)


def _verdict(verdict: Verdict, *keys: str) -> Act:
    title = "changed over time" if verdict is Verdict.CHANGED else verdict.value
    return Act(verdict.value, keys, title.capitalize(), JUDGE, f"judge('{verdict.value}')", judges=True)


ACTS: tuple[Act, ...] = (
    _verdict(Verdict.CONTRADICTION, "c", "1"),
    _verdict(Verdict.PARTIAL, "p", "2"),
    _verdict(Verdict.CHANGED, "t", "3"),
    _verdict(Verdict.CONSISTENT, "a", "4"),
    _verdict(Verdict.UNRELATED, "n", "5"),
    _verdict(Verdict.UNSURE, "u", "6"),
    Act("skip", ("s",), "Skip: comes back when the queue is empty", JUDGE, "skip", judges=True),
    Act("undo", ("z",), "Undo your last act", JUDGE, "undo", judges=True),
    Act("redo", ("Z",), "Redo what you undid", JUDGE, "redo", judges=True),
    Act("mark", ("space",), "Mark for one judgement of many", JUDGE, "mark"),
    Act("unmark", ("escape",), "Clear the marks, else the search, else the filter", JUDGE, "clear"),
    Act("next", ("j", "down"), "Next pair", MOVE, "move(1)"),
    Act("previous", ("k", "up"), "Previous pair", MOVE, "move(-1)"),
    Act("first", ("g", "home"), "First pair", MOVE, "jump('first')"),
    Act("last", ("G", "end"), "Last pair", MOVE, "jump('last')"),
    Act("next_open", ("right_square_bracket",), "Next pair that waits for you", MOVE, "open_pair(1)"),
    Act("previous_open", ("left_square_bracket",), "Previous pair that waits for you", MOVE, "open_pair(-1)"),
    Act("page_down", ("pagedown",), "A page further down the queue", MOVE, "page(1)"),
    Act("page_up", ("pageup",), "A page up the queue", MOVE, "page(-1)"),
    Act("side_a", ("left",), "Choose claim A", MOVE, "side('a')"),
    Act("side_b", ("right",), "Choose claim B", MOVE, "side('b')"),
    Act("scroll_down", ("J",), "Scroll the chosen claim's document down", MOVE, "scroll_text(1)"),
    Act("scroll_up", ("K",), "Scroll the chosen claim's document up", MOVE, "scroll_text(-1)"),
    Act("note", ("m",), "Write a note on the pair", WRITE, "note"),
    Act("editor", ("e",), "Write the note in $EDITOR", WRITE, "editor"),
    Act("tags", ("number_sign",), "Set tags", WRITE, "tags"),
    Act("flag", ("F",), "Flag or unflag", WRITE, "flag"),
    Act("correct_span", ("E",), "Correct the chosen claim's span", WRITE, "correct_span"),
    Act("correct_speaker", ("S",), "Correct the chosen claim's speaker", WRITE, "correct_speaker"),
    Act("copy", ("y",), "Copy the chosen claim's citation", WRITE, "copy"),
    Act("why", ("w",), "Why: every reason in full", LOOK, "why"),
    Act("history", ("h",), "History of the pair", LOOK, "history"),
    Act("dossier", ("d",), "Dossier of the chosen claim's speaker", LOOK, "dossier"),
    Act("document", ("v", "enter"), "The whole document", LOOK, "document"),
    Act("tab", ("tab",), "Next tab: notes, history, other claims", LOOK, "next_tab(1)"),
    Act("tab_back", ("shift+tab",), "Previous tab", LOOK, "next_tab(-1)"),
    Act("search", ("slash",), "Search the queue", QUEUE, "search"),
    Act("filter", ("f",), "Filter the queue", QUEUE, "filter"),
    Act("order", ("o",), "Change the order", QUEUE, "order"),
    Act("waiting", ("W",), "Show skipped and unsure pairs", QUEUE, "waiting"),
    Act("disagreements", ("D",), "Show disagreements, to adjudicate", QUEUE, "disagreements"),
    Act("queue", ("Q",), "Show or fold the queue", QUEUE, "toggle_queue"),
    Act("blind", ("b",), "Blind: hide scores and others' judgements", ROOM, "blind"),
    Act("theme", ("T",), "Light or dark", ROOM, "switch_theme"),
    Act("help", ("question_mark",), "Help", ROOM, "help"),
    Act("palette", ("ctrl+p",), "Every act by name", ROOM, "command_palette"),
    Act("quit", ("q",), "Quit: your place is kept", ROOM, "quit"),
)

BY_NAME = {act.name: act for act in ACTS}

_SHOWN = {
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "number_sign": "#",
    "slash": "/",
    "question_mark": "?",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "shift+tab": "⇧tab",
    "ctrl+p": "^p",
}


def shown_key(key: str) -> str:
    """A key as a reviewer would read it on a keyboard."""
    if key in _SHOWN:
        return _SHOWN[key]
    return f"^{key[5:]}" if key.startswith("ctrl+") else key
