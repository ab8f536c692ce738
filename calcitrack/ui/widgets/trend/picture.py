"""A trend as a picture file: what is in sight, under the patient's identity and what is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QFont, QImage, QPaintDevice, QPainter
from PySide6.QtWidgets import QWidget

from calcitrack.ui.theme import BASE_PX, GAP_M, GAP_XS, current_theme

_SHARP = 2
"""Pixels of a picture for each on screen: it is looked at larger than here."""


def png(chart: QWidget, head: Sequence[str]) -> bytes:
    """The chart as PNG.

    Args:
        chart: What is in sight.
        head: Lines above it, the first one bold.
    """
    image = QImage(_size(chart, head) * _SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARP)
    _paint(image, chart, head)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the name of the format as bytes
    return bytes(content.data())


def svg(chart: QWidget, head: Sequence[str]) -> bytes:
    """The chart as SVG: lines and letters stay sharp at any size.

    Args:
        chart: What is in sight.
        head: Lines above it, the first one bold.
    """
    from PySide6.QtSvg import QSvgGenerator

    content = QByteArray()
    buffer = QBuffer(content)
    made = QSvgGenerator()
    size = _size(chart, head)
    made.setOutputDevice(buffer)
    made.setSize(size)
    made.setViewBox(QRect(QPoint(0, 0), size))
    made.setTitle(" ".join(head[1:]))
    _paint(made, chart, head)
    return bytes(content.data())


def _size(chart: QWidget, head: Sequence[str]) -> QSize:
    px = current_theme().px
    return QSize(chart.width() + 2 * px(GAP_M), chart.height() + _head_height(head) + 2 * px(GAP_M))


def _head_height(head: Sequence[str]) -> int:
    px = current_theme().px
    return len(head) * (px(BASE_PX) + px(GAP_M)) + px(GAP_XS)


def _paint(device: QPaintDevice, chart: QWidget, head: Sequence[str]) -> None:
    theme = current_theme()
    edge, row = theme.px(GAP_M), theme.px(BASE_PX) + theme.px(GAP_M)
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(QPoint(0, 0), _size(chart, head)), QColor(theme.tokens.surface))
    font = QFont(chart.font())
    font.setPixelSize(theme.px(BASE_PX))
    painter.setPen(QColor(theme.tokens.text))
    for place, line in enumerate(head):
        font.setBold(place == 0)
        painter.setFont(font)
        painter.drawText(QPoint(edge, edge + place * row + theme.px(BASE_PX)), line)
    chart.render(painter, QPoint(edge, edge + _head_height(head)))
    painter.end()
