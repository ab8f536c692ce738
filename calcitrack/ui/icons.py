"""The icons: our own 24 x 24 stroke drawings, coloured when they are drawn."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from calcitrack.paths import resource


def icon(name: str, color: str, size: int, on_color: str | None = None) -> QIcon:
    """An icon in one colour; ``on_color`` is used while its button is checked."""
    made = QIcon()
    made.addPixmap(pixmap(name, color, size), QIcon.Mode.Normal, QIcon.State.Off)
    if on_color is not None:
        made.addPixmap(pixmap(name, on_color, size), QIcon.Mode.Normal, QIcon.State.On)
    return made


def pixmap(name: str, color: str, size: int) -> QPixmap:
    """The drawing at ``size`` logical pixels, sharp on the finest screen in use; drawn once."""
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    key = f"calcitrack/{name}/{color}/{size}/{ratio}"
    known = QPixmap()
    if not QPixmapCache.find(key, known):
        known = _drawn(name, color, size, ratio)
        QPixmapCache.insert(key, known)
    return known


def _drawn(name: str, color: str, size: int, ratio: float) -> QPixmap:
    made = QPixmap(QSize(size, size) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    drawing = _drawing(name, color)
    painter = QPainter(made)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


def paint_icon(painter: QPainter, rect: QRectF, name: str, color: str) -> None:
    """Draw an icon into a rectangle, for widgets and table cells that paint themselves."""
    _drawing(name, color).render(painter, rect)


def _drawing(name: str, color: str) -> QSvgRenderer:
    source = _source(name).replace("currentColor", color)
    return QSvgRenderer(QByteArray(source.encode()))


@lru_cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
