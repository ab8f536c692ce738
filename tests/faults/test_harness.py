"""A long run can stop and go on, and passes only when it is whole, found nothing, and could have found something."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.harness import Part, Progress, Tally, go_on, summary


def a_part(*faults: str, seen: int = 1) -> Part:
    def one_round(folder: Path, numbers: random.Random, most: int) -> Tally:
        assert list(folder.iterdir()) == []
        return Tally(Counter({"tries": min(most, 4), "seen": seen, "most lost": numbers.randrange(100)}), list(faults))

    return Part("a part", "tries", 10, one_round, ("seen",))


def test_goes_on_where_it_stopped(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    whole, broken = Progress(tmp_path / "other.json"), Progress(kept)
    go_on(a_part(), whole, 60)
    while not broken.is_whole(a_part()):
        broken = Progress.read(kept)
        broken_off = Part("a part", "tries", broken.tally.counts["tries"] + 1, a_part().round)
        go_on(broken_off, broken, 60)
    assert Progress.read(kept).rounds > whole.rounds
    assert whole.tally.counts["tries"] == broken.tally.counts["tries"] == 10


def test_of_what_is_a_greatest_the_greatest_is_kept(tmp_path: Path) -> None:
    part, progress = a_part(), Progress(tmp_path / "kept.json")
    go_on(part, progress, 60)
    assert progress.tally.counts["most lost"] == max(part.numbers(place).randrange(100) for place in range(3))


@pytest.mark.parametrize(
    ("part", "seconds", "passed"),
    [(a_part(), 60, True), (a_part(), 0, False), (a_part("x"), 60, False), (a_part(seen=0), 60, False)],
)
def test_passes_only_when_whole_without_faults_and_with_all_that_must_be_seen(
    part: Part, seconds: float, passed: bool, tmp_path: Path
) -> None:
    progress = Progress(tmp_path / "kept.json")
    go_on(part, progress, seconds)
    assert summary(part, progress)["passed"] is passed
