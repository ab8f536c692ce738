"""A subtype as shape, colour and word: none of the three stands alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.theme import Tokens, current_theme


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


class SubtypeMark(QWidget):
    """The shape of a subtype and its word behind it.

    Args:
        subtype: What is shown.
        word: The word for it in the language of the interface.
    """

    def __init__(self, subtype: Subtype, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_subtype(subtype, word)

    def set_subtype(self, subtype: Subtype, word: str) -> None:
        """Show another subtype."""
        self._subtype, self._word = subtype, word
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        """The shape, a gap and the word."""
        theme = current_theme()
        metrics = QFontMetrics(self.font())
        return QSize(theme.px(20) + metrics.horizontalAdvance(self._word), max(theme.px(20), metrics.height()))

    def minimumSizeHint(self) -> QSize:
        """A mark is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw shape and word."""
        theme = current_theme()
        painter = QPainter(self)
        side = theme.px(12)
        paint_subtype(painter, QRectF(0, (self.height() - side) / 2, side, side), self._subtype, theme.tokens)
        painter.setPen(QColor(theme.tokens.text))
        rest = self.rect().adjusted(theme.px(19), 0, 0, 0)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._word)
