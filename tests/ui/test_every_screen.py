"""Every screen and dialog, walked as a person would: nothing is cut or faint, and no stop is without a name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("look", ["dark-200percent"])
def test_shows_every_word_whole_and_names_every_stop(look: str) -> None:
    """A screen has one size for as long as a program runs: each look is a process of its own."""
    walk = [sys.executable, "-m", "tools.screens", "examine", look]
    done = subprocess.run(walk, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)
