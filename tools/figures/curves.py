"""Smooth lines through a few control points. All coordinates have x to the right and y downwards."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Line = list[Point]

STEPS = 8
"""Pieces between two control points: short enough that no corner shows on a large screen."""


def spline(points: Sequence[Point], *, closed: bool = False, steps: int = STEPS) -> Line:
    """A centripetal Catmull-Rom curve through every point, open or closed; no two neighbours may be the same."""
    count = len(points)
    line: Line = []
    for start in range(count if closed else count - 1):
        a, b, c, d = (_at(points, start + offset, closed=closed) for offset in (-1, 0, 1, 2))
        line += [_between(a, b, c, d, step / steps) for step in range(steps)]
    return line if closed else [*line, points[-1]]


def mirrored(points: Iterable[Point], about: float = 0.0) -> Line:
    """The points seen in a mirror that stands upright."""
    return [(2 * about - x, y) for x, y in points]


def moved(points: Iterable[Point], by: Point) -> Line:
    """The points moved."""
    return [(x + by[0], y + by[1]) for x, y in points]


def turned(points: Iterable[Point], degrees: float, *, scale: float = 1.0) -> Line:
    """The points turned clockwise about the origin, and scaled."""
    sine, cosine = math.sin(math.radians(degrees)) * scale, math.cos(math.radians(degrees)) * scale
    return [(x * cosine - y * sine, x * sine + y * cosine) for x, y in points]


def ellipse(centre: Point, radii: Point, *, start: float = 0.0, end: float = 360.0, count: int = 32) -> Line:
    """A part of an ellipse, by angles in degrees from the right, clockwise; whole unless asked otherwise."""
    angles = [math.radians(start + (end - start) * step / count) for step in range(count + 1)]
    return [(centre[0] + radii[0] * math.cos(a), centre[1] + radii[1] * math.sin(a)) for a in angles]


def mixed(p: Point, q: Point, part: float) -> Point:
    """The point at a part of the way from one to another."""
    return p[0] + (q[0] - p[0]) * part, p[1] + (q[1] - p[1]) * part


def _at(points: Sequence[Point], index: int, *, closed: bool) -> Point:
    """A control point; beyond the ends of an open curve, a point as far on the other side."""
    if closed or 0 <= index < len(points):
        return points[index % len(points)]
    end, next_one = (points[0], points[1]) if index < 0 else (points[-1], points[-2])
    return 2 * end[0] - next_one[0], 2 * end[1] - next_one[1]


def _between(a: Point, b: Point, c: Point, d: Point, part: float) -> Point:
    """The point between b and c. Time runs with the root of the distance, so uneven control points make no kinks."""
    t0 = 0.0
    t1 = t0 + math.sqrt(math.dist(a, b))
    t2 = t1 + math.sqrt(math.dist(b, c))
    t3 = t2 + math.sqrt(math.dist(c, d))
    t = t1 + (t2 - t1) * part
    first, second, third = _mixed(a, b, t0, t1, t), _mixed(b, c, t1, t2, t), _mixed(c, d, t2, t3, t)
    return _mixed(_mixed(first, second, t0, t2, t), _mixed(second, third, t1, t3, t), t1, t2, t)


def _mixed(p: Point, q: Point, start: float, end: float, t: float) -> Point:
    return mixed(p, q, (t - start) / (end - start))
