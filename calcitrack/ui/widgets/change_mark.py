"""A change in per cent, with a drawn triangle or dash for its direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import Tokens, Tone

Direction = Literal["larger", "smaller", "level"]


@dataclass(frozen=True, slots=True)
class Shift:
    """A change as it is shown.

    Attributes:
        percent: Its size in per cent, never negative: the direction says the sign.
        direction: Level is for a change that the figures do not call one.
        tone: How grave it is, by the clinic's rules; the direction never rests on it.
    """

    percent: int
    direction: Direction
    tone: Tone = "neutral"


def change_text(shift: Shift | None) -> str:
    """The change in words, for screen readers and copied tables."""
    if shift is None:
        return translate("Change", "not comparable")
    words = {
        "larger": translate("Change", "{percent} % larger"),
        "smaller": translate("Change", "{percent} % smaller"),
        "level": translate("Change", "no change, {percent} %"),
    }
    return words[shift.direction].format(percent=shift.percent)


def change_width(shift: Shift | None, font: QFont) -> int:
    """The width that ``paint_change`` needs, for columns and hints."""
    metrics = QFontMetrics(_bold(font))
    return metrics.horizontalAdvance(_figure(shift)) + (_mark_side(metrics) * 3 // 2 if shift else 0) + 2


def paint_change(
    painter: QPainter, rect: QRectF, shift: Shift | None, tokens: Tokens, align: Qt.AlignmentFlag | None = None
) -> None:
    """Draw mark and figure into the rectangle, to the right unless told otherwise; "—" where nothing compares."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(_bold(painter.font()))
    painter.setPen(QColor(tokens.strong(shift.tone if shift else "neutral")))
    side = align or Qt.AlignmentFlag.AlignRight
    figure = _figure(shift)
    metrics = painter.fontMetrics()
    width = metrics.horizontalAdvance(figure)
    mark = _mark_side(metrics)
    left = rect.left() + (mark * 1.5 if shift else 0) if side == Qt.AlignmentFlag.AlignLeft else rect.right() - width
    painter.drawText(QRectF(left, rect.top(), width + 1, rect.height()), Qt.AlignmentFlag.AlignVCenter, figure)
    if shift:
        spot = QRectF(left - mark * 1.5, rect.center().y() - mark / 2, mark, mark)
        _paint_mark(painter, spot, shift.direction)
    painter.restore()


def _paint_mark(painter: QPainter, spot: QRectF, direction: Direction) -> None:
    colour = painter.pen().color()
    if direction == "level":
        painter.setPen(QPen(colour, max(1.0, spot.height() / 6)))
        middle = spot.center().y()
        painter.drawLine(QPointF(spot.left() + spot.width() / 5, middle), QPointF(spot.right(), middle))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    tip, base = (spot.top(), spot.bottom()) if direction == "larger" else (spot.bottom(), spot.top())
    corners = (QPointF(spot.center().x(), tip), QPointF(spot.right(), base), QPointF(spot.left(), base))
    painter.drawPolygon(QPolygonF(corners))


def _figure(shift: Shift | None) -> str:
    return f"{shift.percent} %" if shift else "—"


def _mark_side(metrics: QFontMetrics) -> int:
    return round(metrics.capHeight() * 1.05)


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made
