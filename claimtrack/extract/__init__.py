"""Text in, attributions with their speakers out; the only room that imports spaCy.

Importing this package is cheap: spaCy comes in with `load`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.extract.extractor import Extractor


def load(model: str | None = None, lexicon: Path | None = None) -> Extractor:
    """An extractor with the default language model, or with an installed `en_core_web_*` by name.

    `lexicon` adds a newsroom's own verbs and nouns. Raises ExtractionError where either cannot be loaded.
    """
    from claimtrack.extract.extractor import Extractor

    return Extractor(model, lexicon)
