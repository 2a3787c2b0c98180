"""Both themes can be read: every ink the style sheet may use stands out from every ground it may stand on."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from claimtrack.tui.themes import DARK, LEAST_CONTRAST, LIGHT, contrast, written_pairs


def test_contrast_is_the_ratio_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize(("ink", "ground"), written_pairs())
@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_every_ink_can_be_read_on_every_ground(palette: Mapping[str, str], ink: str, ground: str) -> None:
    assert contrast(palette[ink], palette[ground]) >= LEAST_CONTRAST


def test_the_themes_name_the_same_roles() -> None:
    assert DARK.keys() == LIGHT.keys()
