"""Whatever a file or a command line holds, a sentence comes back and nothing is read that nobody wrote."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from calcitrack.clinic.session import Clinic
from tests.faults.command_lines import line_round
from tests.faults.fuzz import Feed, anchors, backups, fuzz_round, manifests, record_files, slot_file

SEED = 20261123


@pytest.mark.parametrize(
    ("makes", "inputs"), [(record_files, 600), (slot_file, 600), (anchors, 900), (manifests, 600), (backups, 25)]
)
def test_a_damaged_file_is_refused_or_read_as_it_was_written(
    tmp_path: Path, makes: Callable[[Clinic, Path], Feed], inputs: int
) -> None:
    tally = fuzz_round(tmp_path, random.Random(SEED), inputs, makes=makes)
    assert tally.faults == []
    assert tally.counts["refused"] > 0


def test_an_odd_command_line_ends_in_a_sentence(tmp_path: Path) -> None:
    tally = line_round(tmp_path, random.Random(SEED), 5)
    assert tally.faults == []
    assert tally.counts["lines"] == 5
