"""Where the plates of a view stand on the map, and their outlines as paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from calcitrack.domain.drawings import Polygon
from calcitrack.domain.vocabulary import Side
from calcitrack.ui.map.plates import Plate, View, shown

_BODY_SHARE = 0.54
_MIDDLE_SHARE = 0.38
_WIDE = 1.1
"""From this ratio of width to height on, the hands stand on both sides of the body."""


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """The curves of a plate, in the coordinates of its drawing."""

    outline: QPainterPath
    details: QPainterPath
    regions: tuple[QPainterPath, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A plate where it stands on the map.

    Attributes:
        title: Where its words stand, above the drawing; empty for the body, which has its words in its upper corners.
        area: Where the drawing stands.
        transform: From the coordinates of the drawing to those of the map.
    """

    plate: Plate
    title: QRectF
    area: QRectF
    transform: QTransform
    paths: Paths

    def point(self, x: float, y: float) -> QPointF:
        """A point of the drawing on the map."""
        return self.transform.map(QPointF(x, y))

    def centre(self, index: int) -> QPointF:
        """The centre of a region on the map."""
        return self.point(*self.plate.regions[index].centre)

    def outline_of(self, index: int) -> QPainterPath:
        """The outline of a region on the map."""
        return self.transform.map(self.paths.regions[index])

    def region_at(self, point: QPointF) -> int | None:
        """The region under a point of the map; None beside the body."""
        if not self.area.contains(point):
            return None
        back, can = self.transform.inverted()
        there = back.map(point)
        hits = (index for index, path in enumerate(self.paths.regions) if path.contains(there))
        return next(hits, None) if can else None


HeadHeight = Callable[[float], float]
"""How high the words above a plate are at a width."""


def placed(view: View, room: QRectF, head: HeadHeight, gap: float) -> tuple[Placed, ...]:
    """Put the plates of a view into a room.

    Args:
        view: The view.
        room: What there is.
        head: Height of the words above a plate.
        gap: Space between two plates.
    """
    found = shown(view)
    if not found:
        return ()
    cells = _around_body(view, found, room, gap) if view.is_whole else _in_grid(found, room, head, gap)
    return tuple(_put(plate, cell, head) for plate, cell in zip(found, cells, strict=True))


@cache
def paths_of(plate: Plate) -> Paths:
    """The curves of a plate; made once."""
    outline, details = QPainterPath(), QPainterPath()
    for line in plate.drawing.outline:
        outline.addPath(_closed(line))
    for line in plate.drawing.details:
        details.addPolygon(_polygon(line))
    return Paths(outline, details, tuple(_closed(region.polygon) for region in plate.regions))


def _around_body(view: View, found: Sequence[Plate], room: QRectF, gap: float) -> list[QRectF]:
    """The body with a hand on each side where there is width, otherwise with the hands one above the other."""
    if len(found) == 1:
        return [room]
    left, top, width, height = room.left(), room.top(), room.width(), room.height()
    if width > height * _WIDE:
        middle = width * _MIDDLE_SHARE
        side = (width - middle) / 2 - gap
        on_left, on_right = QRectF(left, top, side, height), QRectF(left + width - side, top, side, height)
        # Face to face the patient's right hand is on the left; from behind it is on the right.
        hands = {Side.RIGHT: on_left, Side.LEFT: on_right}
        if view is View.BACK:
            hands = {Side.LEFT: on_left, Side.RIGHT: on_right}
        return [QRectF(left + side + gap, top, middle, height), *(hands[plate.side] for plate in found[1:])]
    body = width * _BODY_SHARE
    column, half = width - body - gap, (height - gap) / 2
    return [
        QRectF(left, top, body, height),
        *(QRectF(left + body + gap, top + (half + gap) * row, column, half) for row in range(len(found) - 1)),
    ]


def _in_grid(found: Sequence[Plate], room: QRectF, head: HeadHeight, gap: float) -> list[QRectF]:
    """In as many columns as make the drawings largest."""
    best: tuple[float, list[QRectF]] = (0.0, [])
    for columns in range(1, len(found) + 1):
        rows = -(-len(found) // columns)
        width, height = (room.width() - gap * (columns - 1)) / columns, (room.height() - gap * (rows - 1)) / rows
        scale = min(_scale(plate, width, height - head(width)) for plate in found)
        if scale > best[0]:
            corners = (divmod(n, columns) for n in range(len(found)))
            cells = [
                QRectF(room.left() + (width + gap) * column, room.top() + (height + gap) * row, width, height)
                for row, column in corners
            ]
            best = (scale, cells)
    return best[1] or [room for _ in found]


def _put(plate: Plate, cell: QRectF, head: HeadHeight) -> Placed:
    above = 0.0 if plate.part == "body" else head(cell.width())
    wide, high = plate.drawing.size
    scale = _scale(plate, cell.width(), cell.height() - above)
    area = QRectF(0, 0, wide * scale, high * scale)
    area.moveCenter(QPointF(cell.center().x(), cell.top() + above + (cell.height() - above) / 2))
    title = QRectF(cell.left(), area.top() - above, cell.width(), above)
    transform = QTransform.fromTranslate(area.left(), area.top()).scale(scale, scale)
    return Placed(plate, title, area, transform, paths_of(plate))


def _scale(plate: Plate, width: float, height: float) -> float:
    wide, high = plate.drawing.size
    return max(0.0001, min(width / wide, height / high))


def _polygon(points: Polygon) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _closed(points: Polygon) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(_polygon(points))
    path.closeSubpath()
    return path
