"""A program that is killed in the middle of a word has lost nothing that it had said is saved."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.faults.killing import kill_while_typing, losses

KILLS = 10


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_nothing_that_was_acknowledged_is_lost_by_a_kill(vault_folder: Path) -> None:
    numbers = random.Random(20261122)
    said = []
    for _ in range(KILLS):
        said += kill_while_typing(vault_folder, numbers)
        assert losses(vault_folder, said) == []
    assert sum(line["done"] == "signed" for line in said) > KILLS
