"""Where an arrow key leads on the map. No Qt here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum

Spot = tuple[float, float]
_ASIDE = 2.0
"""A step aside counts this much against a step ahead."""


class Way(Enum):
    """The direction of a key, as a step to the right and a step downwards."""

    LEFT = (-1, 0)
    RIGHT = (1, 0)
    UP = (0, -1)
    DOWN = (0, 1)


def nearest(spots: Sequence[Spot], to: Spot) -> int:
    """The index of the spot that is nearest to a point."""
    return min(range(len(spots)), key=lambda index: math.dist(spots[index], to))


def next_one(spots: Sequence[Spot], at: int, way: Way) -> int:
    """The index of the nearest spot that lies that way.

    Where none does, the next in reading order, for right and down, or the one before: so no spot is out of reach.
    """
    dx, dy = way.value
    x, y = spots[at]
    best: tuple[float, int] | None = None
    for index, (u, v) in enumerate(spots):
        ahead, aside = (u - x) * dx + (v - y) * dy, abs((u - x) * dy) + abs((v - y) * dx)
        if index == at or ahead <= 0 or aside > ahead * _ASIDE:
            continue
        cost = ahead + _ASIDE * aside
        if best is None or cost < best[0]:
            best = (cost, index)
    if best is not None:
        return best[1]
    return (at + (1 if dx + dy > 0 else -1)) % len(spots)
