"""A line as small as a word: how a figure went over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from calcitrack.ui.theme import Tokens, Tone

Point = tuple[int, float | None]
"""The ordinal of a date, and the figure on it; None where nothing comparable was measured."""

_LEAST_SPAN = 0.4
"""The height of the line stands for at least this part of the largest value, lest noise look like a cliff."""


def paint_spark(painter: QPainter, rect: QRectF, points: Sequence[Point], tone: Tone, tokens: Tokens) -> None:
    """Draw the points, oldest first: true in time, broken where a value is missing, a dot on the last one."""
    known = [y for _, y in points if y is not None]
    if not known:
        return
    dot = max(2.0, rect.height() * 0.11)
    place = _placing(rect.adjusted(dot, dot, -dot, -dot), points, known)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(tokens.strong(tone))
    painter.setBrush(colour)
    for run in _runs(points):
        spots = [place(x, y) for x, y in run]
        painter.setPen(QPen(colour, dot * 0.7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if len(spots) == 1:
            painter.drawEllipse(spots[0], dot / 4, dot / 4)
        painter.drawPolyline(QPolygonF(spots))
    painter.setPen(Qt.PenStyle.NoPen)
    x, y = next((x, y) for x, y in reversed(points) if y is not None)
    painter.drawEllipse(place(x, y), dot, dot)
    painter.restore()


def _runs(points: Sequence[Point]) -> list[list[tuple[int, float]]]:
    grouped = groupby(points, key=lambda point: point[1] is not None)
    return [[(x, y) for x, y in run if y is not None] for is_known, run in grouped if is_known]


def _placing(area: QRectF, points: Sequence[Point], known: Sequence[float]) -> Callable[[int, float], QPointF]:
    first, last = points[0][0], points[-1][0]
    low, high = min(known), max(known)
    span = max(high - low, _LEAST_SPAN * max(abs(low), abs(high))) or 1.0
    middle = (low + high) / 2

    def place(x: int, y: float) -> QPointF:
        along = (x - first) / (last - first) if last > first else 1.0
        return QPointF(area.left() + along * area.width(), area.center().y() - (y - middle) / span * area.height())

    return place
