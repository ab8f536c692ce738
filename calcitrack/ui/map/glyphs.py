"""The marks of lesions: shape and colour by subtype, and a number that can be read on both."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.theme import Theme, Tokens
from calcitrack.ui.widgets.lesions.subtype_mark import subtype_colour

NUMBER_PX = 11
_UNIT_PX = 17
_PER_DIGIT_PX = 5
_LARGEST = 2.4
_LARGEST_MM2 = 2000.0
_STRETCH = {Subtype.NET: (1.4, 1.4), Subtype.PLATE: (1.5, 0.9), Subtype.STONE: (0.95, 0.95),
            Subtype.UNDETERMINED: (1.3, 1.0)}  # fmt: skip
"""Width and height against those of the circle: so much room the number needs inside the shape."""


def number_font(base: QFont, theme: Theme) -> QFont:
    """The font of the numbers on marks."""
    made = QFont(base)
    made.setPixelSize(theme.px(NUMBER_PX))
    made.setBold(True)
    return made


def mark_size(subtype: Subtype | None, digits: int, theme: Theme) -> tuple[float, float]:
    """Width and height of a mark with so many digits."""
    side = theme.px(_UNIT_PX) + theme.px(_PER_DIGIT_PX) * max(0, digits - 2)
    wide, high = _STRETCH.get(subtype, (1.0, 1.0)) if subtype else (1.0, 1.0)
    return side * wide, side * high


def growth(area_mm2: float | None) -> float:
    """How many times larger a mark is drawn for an area, from 1; its own area grows with that of the lesion."""
    if area_mm2 is None:
        return 1.0
    return 1.0 + (_LARGEST - 1.0) * min(1.0, math.sqrt(area_mm2 / _LARGEST_MM2))


def mark_colour(subtype: Subtype | None, tokens: Tokens) -> QColor:
    """The colour of a mark."""
    return QColor(subtype_colour(subtype or Subtype.UNDETERMINED, tokens))


def ink_on(colour: QColor) -> QColor:
    """Black or white, whichever is read better on a colour; the better one always has a contrast above 4.5."""
    light = _luminance(colour)
    return QColor(Qt.GlobalColor.white if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else Qt.GlobalColor.black)


def paint_mark(
    painter: QPainter, rect: QRectF, subtype: Subtype | None, text: str, tokens: Tokens, *, closed: bool = False
) -> None:
    """Draw a mark that fills a rectangle, in the painter's font.

    A lesion that is gone is hollow with a broken edge; one whose subtype nobody recorded is hollow with a whole edge.
    """
    colour = mark_colour(subtype, tokens)
    hollow = closed or subtype is None
    edge = QPen(colour, max(1.4, rect.height() * 0.09))
    if closed:
        edge.setDashPattern([1.8, 1.8])
        edge.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(edge if hollow else QPen(QColor(tokens.surface), 1.0))
    painter.setBrush(QColor(tokens.surface) if hollow else colour)
    painter.drawPath(mark_path(subtype, rect.width(), rect.height()).translated(rect.center()))
    if text:
        painter.setPen(QColor(tokens.text) if hollow else ink_on(colour))
        painter.drawText(rect.adjusted(-4, 0, 4, 0), Qt.AlignmentFlag.AlignCenter, text)


def paint_count(painter: QPainter, rect: QRectF, count: int, tokens: Tokens) -> None:
    """Draw the mark behind which several lesions stand: a pile with their count, in the painter's font."""
    painter.setBrush(QColor(tokens.surface))
    painter.setPen(QPen(QColor(tokens.text), 1.2))
    shift = rect.width() * 0.07
    for by in (shift, -shift):
        painter.drawRoundedRect(rect.adjusted(shift, shift, -shift, -shift).translated(by, -by), 4, 4)
    painter.setPen(QColor(tokens.text))
    painter.drawText(rect.translated(-shift, shift), Qt.AlignmentFlag.AlignCenter, f"×{count}")


def count_size(count: int, font: QFont, theme: Theme) -> float:
    """Width and height of a count."""
    return max(float(theme.px(24)), QFontMetricsF(font).horizontalAdvance(f"×{count}") + theme.px(10))


@lru_cache(maxsize=256)
def mark_path(subtype: Subtype | None, width: float, height: float) -> QPainterPath:
    """The outline of a mark around the origin."""
    path = QPainterPath()
    box = QRectF(-width / 2, -height / 2, width, height)
    if subtype is Subtype.STONE:
        path.addRoundedRect(box, height * 0.12, height * 0.12)
    elif subtype is Subtype.NET:
        path.addPolygon(QPolygonF([QPointF(0, box.top()), QPointF(box.right(), 0), QPointF(0, box.bottom()),
                                   QPointF(box.left(), 0), QPointF(0, box.top())]))  # fmt: skip
    elif subtype is Subtype.PLATE:
        path.addRoundedRect(box, height * 0.1, height * 0.1)
    elif subtype is Subtype.UNDETERMINED:
        cut = width * 0.27
        path.addPolygon(QPolygonF([QPointF(box.left() + cut, box.top()), QPointF(box.right() - cut, box.top()),
                                   QPointF(box.right(), 0), QPointF(box.right() - cut, box.bottom()),
                                   QPointF(box.left() + cut, box.bottom()), QPointF(box.left(), 0),
                                   QPointF(box.left() + cut, box.top())]))  # fmt: skip
    else:
        path.addEllipse(box)
    return path


def _luminance(colour: QColor) -> float:
    parts = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
