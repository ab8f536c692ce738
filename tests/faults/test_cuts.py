"""A power cut takes nothing that was said to be saved; what a cut can take is shown by a program that does not wait."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.faults.cuts import cut_round

pytestmark = [
    pytest.mark.needs("cc"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="calls are recorded by a preloaded library"),
]


@pytest.mark.parametrize("seed", ["with a reader beside: 1", "alone: 2"])
def test_nothing_that_was_acknowledged_is_lost_by_a_power_cut(seed: str, tmp_path: Path) -> None:
    tally = cut_round(tmp_path, random.Random(seed), 10)
    assert tally.faults == []
    assert tally.counts["cuts"] == 10
    assert tally.counts["signed"] > 0


def test_the_same_cuts_lose_signed_visits_of_a_program_that_does_not_wait_for_the_disk(tmp_path: Path) -> None:
    tally = cut_round(tmp_path, random.Random("with a reader beside: 1"), 8, is_loose=True)
    assert tally.counts["signed visits lost"] > 0
