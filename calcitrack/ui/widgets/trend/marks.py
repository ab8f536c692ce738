"""The symbols of a trend: the way a size was measured, and that a lesion was found closed.

None of them looks like the mark of a subtype in its colour: ruler and caliper are filled, pictures are outlines.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from calcitrack.domain.vocabulary import Method
from calcitrack.ui.i18n import translate
from calcitrack.ui.words import inside


class Sign(Enum):
    """What a symbol can say apart from the methods."""

    CLOSED = "closed"
    SUM = "sum"
    SCORE = "score"


Symbol = Method | Sign


def is_filled(symbol: Symbol) -> bool:
    """Whether the symbol is drawn filled; otherwise as an outline."""
    return symbol in (Method.RULER, Method.CALIPER, Method.CT, Sign.CLOSED, Sign.SCORE)


def symbols_in_order(symbols: Collection[Symbol]) -> tuple[Symbol, ...]:
    """The symbols in the order in which a legend has them."""
    every: tuple[Symbol, ...] = (*Method, *Sign)
    return tuple(symbol for symbol in every if symbol in symbols)


def symbol_path(symbol: Symbol) -> QPainterPath:
    """The outline of a symbol, one unit wide about the origin."""
    path = QPainterPath()
    match symbol:
        case Method.RULER | Method.PHOTOGRAPH:
            path.addEllipse(QRectF(-0.5, -0.5, 1, 1))
        case Method.CALIPER:
            path.addPolygon(_polygon(3, 0.62, -math.pi / 2))
        case Method.ULTRASOUND:
            path.addPolygon(_polygon(3, 0.62, math.pi / 2))
        case Method.RADIOGRAPH:
            path.addRect(QRectF(-0.46, -0.46, 0.92, 0.92))
        case Sign.SUM:
            path.addPolygon(_polygon(4, 0.6, 0))
        case Sign.SCORE:
            path.addPolygon(_polygon(5, 0.58, -math.pi / 2))
        case Method.CT:
            path = _plus()
        case Sign.CLOSED:
            path = QTransform().rotate(45).map(_plus())
    path.closeSubpath()
    return path


def symbol_word(symbol: Symbol) -> str:
    """What a symbol says."""
    if isinstance(symbol, Method):
        return inside(symbol)
    return {
        Sign.CLOSED: translate("Trend", "closed, 0"),
        Sign.SUM: translate("Trend", "sum over the same lesions"),
        Sign.SCORE: translate("Trend", "score from 0 to 10"),
    }[symbol]


def paint_symbol(painter: QPainter, centre: QPointF, side: float, symbol: Symbol, colour: str, ground: str) -> None:
    """Draw a symbol about a point; outlines are filled with the ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    painter.scale(side, side)
    painter.setBrush(QColor(colour if is_filled(symbol) else ground))
    pen = QPen(QColor(colour), 1.5 / side, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(Qt.PenStyle.NoPen if is_filled(symbol) else pen)
    painter.drawPath(symbol_path(symbol))
    painter.restore()


def _polygon(corners: int, radius: float, turn: float) -> QPolygonF:
    angles = (turn + 2 * math.pi * i / corners for i in range(corners))
    return QPolygonF([QPointF(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles])


def _plus() -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRect(QRectF(-0.55, -0.14, 1.1, 0.28))
    path.addRect(QRectF(-0.14, -0.55, 0.28, 1.1))
    return path.simplified()
