"""The painters of the grid's cells: plain functions of a painter, a rectangle and a theme.

Dashed is not recorded, a dash is no, a tick is yes: three shapes, so that no meaning rests on colour.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from calcitrack.ui.theme import SMALL_PX, Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter

BOX_SIDE = 18
FIELD_HEIGHT = 28
PAD = 8


def paint_text(painter: QPainter, rect: QRectF, text: str, colour: str, *, right: bool = False) -> None:
    """One line of text, at the left of the rectangle or at its right."""
    painter.setPen(QColor(colour))
    painter.drawText(rect, _RIGHT if right else _LEFT, text)


def paint_two_lines(painter: QPainter, rect: QRectF, first: str, second: str, theme: Theme) -> None:
    """A value over a smaller line that tells its day, both muted and at the right."""
    half = rect.height() / 2
    paint_text(painter, QRectF(rect.left(), rect.top() + 1, rect.width(), half), first, theme.tokens.muted, right=True)
    painter.save()
    painter.setFont(small_font(painter.font(), theme))
    lower = QRectF(rect.left(), rect.top() + half - 1, rect.width(), half)
    paint_text(painter, lower, second, theme.tokens.muted, right=True)
    painter.restore()


def small_font(base: QFont, theme: Theme) -> QFont:
    """The font of second lines and marks; a step below secondary text, for two lines must fit a row."""
    made = QFont(base)
    made.setPixelSize(theme.px(SMALL_PX - 1))
    return made


def field_rect(rect: QRectF, theme: Theme) -> QRectF:
    """Where the box of a typed value stands within its cell."""
    height = min(rect.height() - 2, theme.px(FIELD_HEIGHT))
    return QRectF(rect.left() + theme.px(3), rect.center().y() - height / 2, rect.width() - theme.px(6), height)


def paint_field(painter: QPainter, box: QRectF, text: str, theme: Theme, *, right: bool = True) -> None:
    """The box of a typed value."""
    tokens = theme.tokens
    painter.setPen(QPen(QColor(tokens.border), theme.px(1)))
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(box, theme.px(5), theme.px(5))
    inner = box.adjusted(theme.px(6), 0, -theme.px(6), 0)
    paint_text(painter, inner, text, tokens.text, right=right)


def paint_lack(painter: QPainter, box: QRectF, text: str, theme: Theme) -> None:
    """The box of a value that is missing beside one that is there."""
    pen = QPen(QColor(theme.tokens.warning), theme.px(1), Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(QColor(theme.tokens.warning_weak))
    painter.drawRoundedRect(box, theme.px(5), theme.px(5))
    painter.save()
    painter.setFont(small_font(painter.font(), theme))
    painter.setPen(QColor(theme.tokens.warning))
    painter.drawText(box, _CENTRE, text)
    painter.restore()


def paint_ring(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """The ring around the cell that keys go to."""
    width = theme.px(2)
    painter.setPen(QPen(QColor(theme.tokens.accent), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), theme.px(5), theme.px(5))


def box_rect(rect: QRectF, theme: Theme) -> QRectF:
    """Where the box of a finding stands: at the left of its cell, under the beginning of the head."""
    side = theme.px(BOX_SIDE)
    return QRectF(rect.left() + theme.px(PAD), rect.center().y() - side / 2, side, side)


def paint_finding(painter: QPainter, box: QRectF, value: bool | None, theme: Theme) -> None:
    """A finding: dashed box, dash or tick."""
    tokens = theme.tokens
    radius = box.width() / 4
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    if value:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(inner, radius, radius)
        paint_tick(painter, inner, tokens.on_accent)
        return
    style = Qt.PenStyle.DashLine if value is None else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor(tokens.muted), theme.px(1), style))
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(inner, radius, radius)
    if value is False:
        painter.setPen(_stroke(tokens.muted, inner.width() / 9))
        middle, reach = inner.center(), inner.width() / 4.5
        painter.drawLine(QPointF(middle.x() - reach, middle.y()), QPointF(middle.x() + reach, middle.y()))


def paint_tick(painter: QPainter, box: QRectF, colour: str) -> None:
    """A tick that fills two thirds of the box."""
    painter.setPen(_stroke(colour, box.width() / 8))
    x, y, side = box.left(), box.top(), box.width()
    corners = [QPointF(x + side * a, y + side * b) for a, b in ((0.27, 0.53), (0.43, 0.69), (0.74, 0.34))]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(corners))


def paint_warning(painter: QPainter, box: QRectF, colour: str) -> None:
    """A triangle with a stroke in it: something is missing."""
    corners = (QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft())
    painter.setPen(_stroke(colour, box.width() / 12))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF(corners))
    middle = box.center().x()
    painter.drawLine(QPointF(middle, box.top() + box.height() * 0.4), QPointF(middle, box.top() + box.height() * 0.65))
    painter.drawPoint(QPointF(middle, box.top() + box.height() * 0.83))


def paint_chevron(painter: QPainter, middle: QPointF, colour: str, theme: Theme) -> None:
    """The mark of a cell that opens a list."""
    reach = theme.px(4)
    painter.setPen(_stroke(colour, theme.px(1.5)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y = middle.x(), middle.y()
    painter.drawPolyline(
        QPolygonF([QPointF(x - reach, y - reach / 2), QPointF(x, y + reach / 2), QPointF(x + reach, y - reach / 2)])
    )


@lru_cache(maxsize=4)
def star(radius: float) -> QPolygonF:
    """A five-pointed star around nothing: the mark of an index lesion."""
    return QPolygonF([_around(radius if step % 2 == 0 else radius * 0.45, step / 10) for step in range(10)])


def _around(reach: float, turn: float) -> QPointF:
    return QPointF(reach * sin(2 * pi * turn), -reach * cos(2 * pi * turn))


def _stroke(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), max(1.0, width))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
