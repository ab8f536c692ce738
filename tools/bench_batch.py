"""Five hundred summaries on two processes against one, in the same run: `python3 dev.py bench batch`."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tools.bench_data import Shape, make_vault
from tools.bench_pairs import Result, compare, timed

SUMMARIES, PAIRS, TARGET = 500, 3, 0.65


def batching(folder: Path) -> Sequence[Result]:
    """Read, draw and write; the start of the two processes and their end are in it."""
    clinic = make_vault(folder / "batch", Shape(0, SUMMARIES, lesions=5, visits=4))
    wanted = clinic.batches.newest_of(range(1, SUMMARIES + 1))

    def run(processes: int) -> float:
        with tempfile.TemporaryDirectory(dir=folder) as out:
            return timed(partial(_write, Path(out), processes))

    def _write(out: Path, processes: int) -> None:
        made = clinic.batches.in_files(wanted, out, _silent, processes=processes)
        if len(made.files) != SUMMARIES:
            raise ValueError(f"{len(made.files)} of {SUMMARIES} summaries were written")

    name = f"{SUMMARIES} summaries on two processes / on one"
    result = compare(name, TARGET, partial(run, 2), partial(run, 1), PAIRS)
    clinic.close()
    return [result]


def _silent(_done: int, _of: int) -> None:
    """Nobody is told."""
