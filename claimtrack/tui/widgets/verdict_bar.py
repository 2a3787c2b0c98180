"""The bar of judgements at the foot: what each key does, and a button for the mouse."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from claimtrack.tui.actions import BY_NAME, shown_key
from claimtrack.tui.marks import VERDICTS
from claimtrack.vocabulary import Verdict

SHORT = {
    "skip": "skip",
    "undo": "undo",
    "note": "note",
    "filter": "filter",
    "search": "search",
    "why": "why",
    "help": "help",
    "palette": "all acts",
}
ORDER = ("skip", "undo", "note", "why", "search", "filter", "help", "palette")


class VerdictBar(Static):
    """Judgements first, then the acts most used; on one line or two."""

    auto_links = False

    def __init__(self, keys: Mapping[str, tuple[str, ...]], *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._keys = keys

    def show(self) -> None:
        """Lay the buttons out for the width there is."""
        verdicts = [self._button(v.value, VERDICTS[v].word, f"$ct-{VERDICTS[v].colour}", v) for v in Verdict]
        rest = [self._button(name, SHORT[name], "$ct-soft") for name in ORDER]
        self.update(Content("\n").join([Content("  ").join(verdicts), Content("  ").join(rest)]), layout=False)

    def _button(self, name: str, word: str, colour: str, verdict: Verdict | None = None) -> Content:
        keys = self._keys.get(name, ())
        key = shown_key(keys[0]) if keys else ""
        if verdict is Verdict.CHANGED and self.size.width < 90:
            word = "changed"
        meta = Style.from_meta({"@click": f"screen.{BY_NAME[name].call}"})
        cap = f" {key} " if self.size.width >= 100 else key
        text = Content.assemble((cap, "bold $ct-foreground on $ct-raised"), (f" {word}", colour))
        return text.stylize(meta)
