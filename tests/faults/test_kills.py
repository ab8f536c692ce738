"""A program that is killed in the middle of a word has lost nothing that it had said is saved."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.faults.kills import kill_round

KILLS = 8


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_nothing_that_was_acknowledged_is_lost_by_a_kill(tmp_path: Path) -> None:
    tally = kill_round(tmp_path, random.Random(20261122), KILLS)
    assert tally.faults == []
    assert tally.counts["kills"] == KILLS
    assert tally.counts["signed"] > 0
