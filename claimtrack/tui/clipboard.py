"""The desktop's own clipboard, for terminals that do not hand on what an app asks them to copy."""

from __future__ import annotations

import os
import shutil
import subprocess

PROGRAMS = (
    ("pbcopy", "", ()),
    ("wl-copy", "WAYLAND_DISPLAY", ()),
    ("xclip", "DISPLAY", ("-selection", "clipboard")),
    ("xsel", "DISPLAY", ("--clipboard", "--input")),
)
"""Each with the variable without which it has no desktop to copy to, and what it is called with."""

PATIENCE_S = 2.0


def copy_to_desktop(text: str) -> bool:
    """Give the text to the first of the programs that is here and takes it; False where none does."""
    for name, variable, words in PROGRAMS:
        program = shutil.which(name)
        if program is None or (variable and not os.environ.get(variable)):
            continue
        try:
            done = subprocess.run(
                [program, *words],
                input=text.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return True
    return False
