"""Two things measured in turn, and the ratio between them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One comparison.

    Attributes:
        target: The ratio aimed at.
        ratio: Median of the pairs' ratios.
        ours_ms: Median of ours, milliseconds on this machine in this run.
        other_ms: Median of what it is set against.
    """

    name: str
    target: float
    ratio: float
    ours_ms: float
    other_ms: float
    pairs: int
    note: str = ""


def compare(
    name: str, target: float, ours: Callable[[], float], other: Callable[[], float], pairs: int, note: str = ""
) -> Result:
    """Measure two in turn; each callable returns its own seconds. The first pair only warms up."""
    taken = [(ours(), other()) for _ in range(pairs + 1)][1:]
    mine, its = [a for a, _ in taken], [b for _, b in taken]
    ratio = statistics.median(a / b for a, b in taken)
    return Result(name, target, ratio, _ms(mine), _ms(its), pairs, note)


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _ms(seconds: Sequence[float]) -> float:
    return statistics.median(seconds) * 1000
