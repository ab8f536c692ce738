"""Cuts an outline into regions that leave no gap and do not overlap: each takes its part of what is left."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from tools.figures.curves import Line, Point, mirrored

SLIVER = 0.02
"""Area that arithmetic may leave over, in square units of a drawing."""


_Points = NDArray[np.float64]


class CutError(Exception):
    """A mask takes nothing, more than one piece, or leaves something over."""


@dataclass(frozen=True)
class Cut:
    """One region.

    Attributes:
        code: The site.
        side: "left", "right" or "midline"; the patient's.
        polygon: Closed, without its first point again.
    """

    code: str
    side: str
    polygon: Line

    def mirrored(self, side: str) -> Cut:
        """The same region of the other side."""
        return Cut(self.code, side, mirrored(self.polygon)[::-1])


@dataclass
class Sheet:
    """What is left of an outline while regions are cut out of it."""

    outline: Line
    cuts: list[Cut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._left = _path(self.outline)

    def take(self, code: str, side: str, mask: Sequence[Point]) -> Cut:
        """Cut out what a mask covers of what is left; masks may reach over the outline and over earlier cuts.

        Raises:
            CutError: That is nothing, or more than one piece.
        """
        shape = _path(mask)
        pieces = _pieces(self._left.intersected(shape))
        if len(pieces) != 1:
            raise CutError(f"{code} has {len(pieces)} pieces of {[round(area(piece), 2) for piece in pieces]}")
        self._left = self._left.subtracted(shape)
        return self._keep(Cut(code, side, pieces[0]))

    def rest(self, code: str, side: str) -> Cut:
        """Give all that is left to one region.

        Raises:
            CutError: It is in more than one piece.
        """
        pieces = _pieces(self._left)
        if len(pieces) != 1:
            raise CutError(f"{code} has {len(pieces)} pieces of {[round(area(piece), 2) for piece in pieces]}")
        self._left = QPainterPath()
        return self._keep(Cut(code, side, pieces[0]))

    def left_over(self) -> list[Line]:
        """The pieces that no region has taken."""
        return _pieces(self._left)

    def _keep(self, cut: Cut) -> Cut:
        self.cuts.append(cut)
        return cut


def area(polygon: Sequence[Point]) -> float:
    """Area of a polygon, whichever way it turns."""
    following = [*polygon[1:], polygon[0]]
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(polygon, following, strict=True))) / 2


def centre_of(polygon: Sequence[Point], *, in_middle: bool = False) -> Point:
    """The point of a polygon where a mark stands best: far from its edge, and near its middle where that is equal.

    With `in_middle` it is on x = 0.
    """
    edge = np.array(polygon)
    low, high = edge.min(axis=0), edge.max(axis=0)
    middle = (low + high) / 2 * ((0, 1) if in_middle else (1, 1))
    steps = np.arange(-8, 9) / 8
    grid = np.stack(np.meshgrid(np.zeros(1) if in_middle else steps, steps), axis=-1).reshape(-1, 2)
    best, reach = middle, float((high - low).max()) / 2
    for _ in range(7):
        around = best + grid * reach
        depths = _depths(around, edge)
        best = around[np.argmax(np.where(depths > 0, depths, -1e6) - 0.1 * np.hypot(*(around - middle).T))]
        reach /= 3
    return float(best[0]), float(best[1])


def _depths(points: _Points, edge: _Points) -> _Points:
    """How far each point is from the edge; negative outside."""
    start, step = edge[None], (np.roll(edge, -1, axis=0) - edge)[None]
    way = points[:, None] - start
    along = np.clip((way * step).sum(axis=-1) / np.maximum((step * step).sum(axis=-1), 1e-12), 0, 1)
    nearest: _Points = np.hypot(*np.moveaxis(way - along[..., None] * step, -1, 0)).min(axis=1)
    above = way[..., 1] < 0
    crosses = above != np.roll(above, -1, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        hit = crosses & (way[..., 0] < way[..., 1] * step[..., 0] / step[..., 1])
    inside = hit.sum(axis=1) % 2 == 1
    return np.where(inside, nearest, -nearest)


def _path(polygon: Sequence[Point]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(*point) for point in polygon]))
    path.closeSubpath()
    return path


def _pieces(path: QPainterPath) -> list[Line]:
    found = [_line(polygon) for polygon in path.toSubpathPolygons(QTransform())]
    return [line for line in found if len(line) > 2 and area(line) > SLIVER]


def _line(polygon: QPolygonF) -> Line:
    line: Line = []
    for point in polygon.toList():
        here = (point.x(), point.y())
        if not line or math.dist(line[-1], here) > 1e-4:
            line.append(here)
    if len(line) > 1 and math.dist(line[0], line[-1]) <= 1e-4:
        line.pop()
    return line
