"""A backup that bears a backup's name is whole, whatever happened while it was made."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="Windows has neither limits on files nor kill -9")

from tests.faults.backups import flip_round, full_round, kill_round

SEED = 20261122


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_a_kill_leaves_no_half_backup_and_no_half_restored_vault(tmp_path: Path) -> None:
    tally = kill_round(tmp_path, random.Random(SEED), 5)
    assert tally.faults == []
    assert tally.counts["backups"] > 0


def test_every_flipped_bit_in_a_backup_is_found(tmp_path: Path) -> None:
    tally = flip_round(tmp_path, random.Random(SEED), 30)
    assert tally.faults == []
    assert tally.counts["refused"] == 30


def test_a_full_disk_under_a_backup_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    tally = full_round(tmp_path, random.Random(SEED), 10)
    assert tally.faults == []
    assert tally.counts["refused"] > 0
