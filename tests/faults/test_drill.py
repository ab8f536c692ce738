"""With the help page and a backup, the records come back from whatever happened to the vault."""

from __future__ import annotations

import random
from pathlib import Path

from tests.faults.drill import DAMAGES, drill_round


def test_the_command_of_the_help_page_brings_the_records_back_from_every_damage(tmp_path: Path) -> None:
    tally = drill_round(tmp_path, random.Random(20261123), len(DAMAGES))
    assert tally.faults == []
    assert tally.counts["brought back"] == len(DAMAGES)
