"""The light and the dark theme, and the sum by which their contrast is held to WCAG's 4.5 to 1."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

DARK: Mapping[str, str] = {
    "background": "#0f131a",
    "surface": "#151a23",
    "panel": "#1d2430",
    "raised": "#263041",
    "foreground": "#e4e8ef",
    "soft": "#b9c2cf",
    "muted": "#97a3b4",
    "line": "#323d4f",
    "accent": "#f0b865",
    "a": "#f0b865",
    "b": "#7cc4f2",
    "quote-a": "#332a1c",
    "quote-b": "#1a2c3b",
    "trigger-a": "#ffd58f",
    "trigger-b": "#a8dcff",
    "contradiction": "#ff8f85",
    "partial": "#f2c66d",
    "changed": "#c3a6ff",
    "consistent": "#86d99a",
    "unsure": "#f0a6d0",
}

LIGHT: Mapping[str, str] = {
    "background": "#f6f3ec",
    "surface": "#fffdf8",
    "panel": "#ece7dc",
    "raised": "#e0d9ca",
    "foreground": "#20242b",
    "soft": "#434a55",
    "muted": "#575e69",
    "line": "#cbc3b3",
    "accent": "#864300",
    "a": "#864300",
    "b": "#0a5687",
    "quote-a": "#fbeccb",
    "quote-b": "#dcecf7",
    "trigger-a": "#7a3600",
    "trigger-b": "#054a78",
    "contradiction": "#a81e14",
    "partial": "#754e00",
    "changed": "#5f36a8",
    "consistent": "#1b642e",
    "unsure": "#93225f",
}

GROUNDS = ("background", "surface", "panel", "raised")
INKS = (
    "foreground",
    "soft",
    "accent",
    "a",
    "b",
    "contradiction",
    "partial",
    "changed",
    "consistent",
    "unsure",
    "muted",
)
ON_QUOTE = ("foreground",)
LEAST_CONTRAST = 4.5

NAMES = {"dark": "claimtrack-dark", "light": "claimtrack-light"}


def written_pairs() -> list[tuple[str, str]]:
    """Every (ink, ground) that the style sheet may write with."""
    pairs = [(ink, ground) for ground in GROUNDS for ink in INKS]
    pairs += [(ink, f"quote-{side}") for side in "ab" for ink in (*ON_QUOTE, f"trigger-{side}", side)]
    pairs += [("background", fill) for fill in ("accent", "a", "b")]
    return pairs


def luminance(colour: str) -> float:
    """Relative luminance of a #rrggbb colour, in [0, 1] (WCAG 2.2)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two #rrggbb colours, from 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def theme(kind: str) -> Theme:
    """The Textual theme of one palette; `kind` is "dark" or "light"."""
    palette = LIGHT if kind == "light" else DARK
    variables = {f"ct-{role}": colour for role, colour in palette.items()}
    variables |= {
        "border": palette["accent"],
        "border-blurred": palette["line"],
        "input-cursor-background": palette["foreground"],
        "input-cursor-foreground": palette["background"],
        "input-selection-background": palette["raised"],
        "input-selection-foreground": palette["foreground"],
        "block-cursor-background": palette["raised"],
        "block-cursor-foreground": palette["foreground"],
        "block-cursor-blurred-background": palette["raised"],
        "block-cursor-blurred-foreground": palette["foreground"],
        "block-hover-background": palette["panel"],
        "scrollbar": palette["line"],
        "scrollbar-hover": palette["muted"],
        "scrollbar-active": palette["accent"],
        "scrollbar-background": palette["surface"],
        "scrollbar-background-hover": palette["surface"],
        "scrollbar-background-active": palette["surface"],
        "scrollbar-corner-color": palette["surface"],
        "text": palette["foreground"],
        "text-muted": palette["muted"],
        "text-disabled": palette["muted"],
        "button-foreground": palette["foreground"],
        "button-focus-text-style": "bold",
    }
    return Theme(
        name=NAMES[kind],
        primary=palette["accent"],
        secondary=palette["b"],
        accent=palette["accent"],
        warning=palette["partial"],
        error=palette["contradiction"],
        success=palette["consistent"],
        foreground=palette["foreground"],
        background=palette["background"],
        surface=palette["surface"],
        panel=palette["panel"],
        boost=palette["raised"],
        dark=kind == "dark",
        text_alpha=1.0,
        variables=variables,
    )
