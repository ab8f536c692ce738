"""Two writers at the same things: the second is told, and what was saved never vanishes unseen."""

from __future__ import annotations

import random
from pathlib import Path

from tests.faults.writers import WAYS, Edit, Writer, judged, prepare, write_round
from tests.vaults import opened

EDITS = 120


def test_two_writers_lose_nothing_of_each_other(tmp_path: Path) -> None:
    tally = write_round(tmp_path, random.Random(20261122), EDITS)
    assert tally.faults == []
    assert tally.counts["edits"] == EDITS
    assert tally.counts["conflicts"] > 0


def test_a_save_over_words_that_were_not_seen_is_told(vault_folder: Path) -> None:
    place = next(place for place in WAYS if place.name == "dose")
    look, save = WAYS[place]
    writer = Writer("one", random.Random(1))
    with opened(vault_folder) as clinic:
        desk = prepare(clinic)
        for word in ("first", "second"):
            save(desk, look(desk), word)
            writer.saved.append(Edit(place, word, "180 mg/d"))
        assert len(judged(clinic, [writer]).faults) == 1
