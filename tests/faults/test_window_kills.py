"""The real window, killed while somebody types into it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.window_kills import window_round


@pytest.mark.window
@pytest.mark.needs("Xvfb", "xkbcomp", "openbox", "xdotool")
def test_a_kill_of_the_window_takes_no_more_than_the_last_seconds_of_typing(tmp_path: Path) -> None:
    tally = window_round(tmp_path, random.Random(1), 1)
    assert tally.faults == []
    assert tally.counts["sizes typed"] > 0
