"""A subtype as shape, colour and word: none of the three stands alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.theme import Tokens


def subtype_colour(subtype: Subtype, tokens: Tokens) -> str:
    """The colour of a subtype; undetermined has none of its own."""
    return {
        Subtype.MOUSSE: tokens.mousse,
        Subtype.STONE: tokens.stone,
        Subtype.NET: tokens.net,
        Subtype.PLATE: tokens.plate,
        Subtype.UNDETERMINED: tokens.muted,
    }[subtype]


def paint_subtype(painter: QPainter, rect: QRectF, subtype: Subtype, tokens: Tokens) -> None:
    """Draw the shape of a subtype as large as fits into the rectangle, in its middle."""
    side = min(rect.width(), rect.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(rect.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(subtype_colour(subtype, tokens)))
    _SHAPES[subtype](painter, box)
    painter.restore()


def _circle(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(_inset(box, 0.06))


def _square(painter: QPainter, box: QRectF) -> None:
    painter.drawRoundedRect(_inset(box, 0.09), box.width() * 0.08, box.width() * 0.08)


def _diamond(painter: QPainter, box: QRectF) -> None:
    middle = box.center()
    corners = (
        QPointF(middle.x(), box.top()),
        QPointF(box.right(), middle.y()),
        QPointF(middle.x(), box.bottom()),
        QPointF(box.left(), middle.y()),
    )
    painter.drawPolygon(QPolygonF(corners))


def _bar(painter: QPainter, box: QRectF) -> None:
    bar = box.adjusted(0, box.height() * 0.24, 0, -box.height() * 0.24)
    painter.drawRoundedRect(bar, box.width() * 0.08, box.width() * 0.08)


def _question(painter: QPainter, box: QRectF) -> None:
    colour = painter.brush().color()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, max(1.0, box.width() * 0.1)))
    painter.drawEllipse(_inset(box, 0.08))
    font = QFont(painter.font())
    font.setPixelSize(max(6, round(box.height() * 0.7)))
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")


def _inset(box: QRectF, part: float) -> QRectF:
    by = box.width() * part
    return box.adjusted(by, by, -by, -by)


_SHAPES: dict[Subtype, Callable[[QPainter, QRectF], None]] = {
    Subtype.MOUSSE: _circle,
    Subtype.STONE: _square,
    Subtype.NET: _diamond,
    Subtype.PLATE: _bar,
    Subtype.UNDETERMINED: _question,
}
