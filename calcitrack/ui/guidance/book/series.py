"""Draws the interval of a series."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from calcitrack.ui.theme import Theme

BAR_PX = (220, 18)
_SHARP = 2


class Bar(NamedTuple):
    """A share and its interval, each from 0 to 1."""

    share: float
    interval: tuple[float, float]


def picture(found: Bar, theme: Theme) -> QImage:
    """The interval as a line with the share as a square, on a scale from 0 to 100 %."""
    width, height = (theme.px(size) for size in BAR_PX)
    made = QImage(width * _SHARP, height * _SHARP, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_SHARP, _SHARP)
    edge, middle, half = theme.px(5), height / 2, theme.px(4)

    def across(share: float) -> float:
        return edge + share * (width - 2 * edge)

    painter.setPen(QPen(QColor(theme.tokens.faint), 1))
    for share in (0.0, 0.5, 1.0):
        painter.drawLine(QPointF(across(share), 0), QPointF(across(share), height))
    accent = QColor(theme.tokens.accent)
    painter.setPen(QPen(accent, theme.px(2)))
    low, high = found.interval
    painter.drawLine(QPointF(across(low), middle), QPointF(across(high), middle))
    painter.fillRect(QRectF(across(found.share) - half, middle - half, 2 * half, 2 * half), accent)
    painter.end()
    return made
