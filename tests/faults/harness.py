"""What the harnesses share: rounds that are counted, kept and added up, so that a long run can stop and go on.

A part of a harness is a number of rounds. Each round has a folder of its own and random numbers that follow from the
part's name and the round's place, so that any round can be repeated alone.
"""

from __future__ import annotations

import json
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SEED = 20261122
MOST_TOLD = 40
"""Faults that are kept in words; all are counted."""


@dataclass
class Tally:
    """What some rounds found.

    Attributes:
        counts: What was tried and seen; of those whose name begins with "most " the greatest is kept, others are sums.
        faults: What is wrong, in words.
    """

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take in what another round found."""
        for name, count in other.counts.items():
            self.counts[name] = max(self.counts[name], count) if name.startswith("most ") else self.counts[name] + count
        self.faults += other.faults


@dataclass(frozen=True)
class Part:
    """One part of a harness.

    Attributes:
        unit: The count that the goal speaks of.
        goal: How many of them the full run makes.
        round: Makes one round in an empty folder, with these random numbers and at most so many units.
        must_be_seen: Counts without which the part proves nothing.
    """

    name: str
    unit: str
    goal: int
    round: Callable[[Path, random.Random, int], Tally]
    must_be_seen: tuple[str, ...] = ()

    def numbers(self, place: int) -> random.Random:
        """The random numbers of one round."""
        return random.Random(f"{SEED} {self.name} {place}")


@dataclass
class Progress:
    """How far a part has come; kept in a file between calls."""

    path: Path
    rounds: int = 0
    tally: Tally = field(default_factory=Tally)

    @classmethod
    def read(cls, path: Path) -> Progress:
        if not path.exists():
            return cls(path)
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls(path, kept["rounds"], Tally(Counter(kept["counts"]), list(kept["faults"])))

    def write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        kept = {"rounds": self.rounds, "counts": dict(self.tally.counts), "faults": self.tally.faults[:MOST_TOLD]}
        whole = self.path.with_suffix(".part")
        whole.write_text(json.dumps(kept, indent=1, ensure_ascii=False), encoding="utf-8")
        whole.replace(self.path)

    def is_whole(self, part: Part) -> bool:
        return self.tally.counts[part.unit] >= part.goal


def go_on(part: Part, progress: Progress, seconds: float) -> None:
    """Make rounds until the goal is reached or the time is up; each round is kept as soon as it is made."""
    end = time.monotonic() + seconds
    while not progress.is_whole(part) and time.monotonic() < end:
        left = part.goal - progress.tally.counts[part.unit]
        found = make_round(part, progress.rounds, left)
        found.counts["faults"] += len(found.faults)
        progress.tally.add(found)
        progress.rounds += 1
        progress.write()


def make_round(part: Part, place: int, most: int) -> Tally:
    """One round in a folder of its own, which is removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="calcitrack-faults-"))
    try:
        return part.round(folder, part.numbers(place), most)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def summary(part: Part, progress: Progress) -> dict[str, Any]:
    """The figures of a part, as they are written to the results."""
    counts = {name: count for name, count in sorted(progress.tally.counts.items()) if name != "faults"}
    faults = progress.tally.counts["faults"]
    unseen = [name for name in part.must_be_seen if not progress.tally.counts[name]]
    whole = progress.is_whole(part)
    return {
        "goal": f"{part.goal} {part.unit}",
        "seed": SEED,
        "whole": whole,
        "passed": whole and not faults and not unseen,
        "counts": counts,
        "faults": faults,
        "never seen, so nothing is proven": unseen,
        "told": progress.tally.faults,
    }


def in_short(parts: Sequence[tuple[Part, Progress]]) -> str:
    """A sentence for each part."""
    lines = []
    for part, progress in parts:
        found = summary(part, progress)
        word = "passed" if found["passed"] else "FAULTS" if found["whole"] or found["faults"] else "not whole yet"
        counts = ", ".join(f"{count} {name}" for name, count in found["counts"].items())
        lines.append(f"{part.name}: {word}. Goal {found['goal']}; {counts}; {found['faults']} faults.")
        lines += [f"  {told}" for told in progress.tally.faults[:10]]
    return "\n".join(lines)
