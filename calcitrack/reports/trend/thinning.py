"""Leaves out the points of a curve that nobody would miss on paper."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from calcitrack.domain.drawings import Point, Polygon

_MOST_AT_ONCE = 12
"""Points that may be left out in a row; it bounds the work."""


@lru_cache(maxsize=1000)  # more than all curves of the drawings: each is thinned once for a size
def thinned(points: Polygon, tolerance: float) -> Polygon:
    """The first, the last, and as many between as keep every point within a distance of the line.

    Args:
        points: At least one.
        tolerance: In units of the points.
    """
    kept = [points[0]]
    start, last = 0, len(points) - 1
    while start < last:
        end = start + 1
        while end < min(last, start + _MOST_AT_ONCE) and _straight(points[start : end + 2], tolerance):
            end += 1
        kept.append(points[end])
        start = end
    return tuple(kept)


def _straight(points: Sequence[Point], tolerance: float) -> bool:
    """Whether all points between the first and the last are close to the line between these."""
    (ax, ay), (bx, by) = points[0], points[-1]
    length = math.dist(points[0], points[-1])
    if length == 0:
        return False
    return all(abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) <= tolerance * length for x, y in points[1:-1])
