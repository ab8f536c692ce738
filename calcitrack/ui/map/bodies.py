"""The drawings of the body without anything on them: they cost most of a picture, and are kept while it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from calcitrack.ui.map.layout import Placed
from calcitrack.ui.map.plates import View
from calcitrack.ui.map.scene import Scene
from calcitrack.ui.theme import Theme

_SEAM = 0.4
"""How strong the lines between two regions are against the outline."""
_KEPT = 3


class Body(NamedTuple):
    """The drawings of a view at a size, without anything on them.

    Attributes:
        skin: Under what fills a region.
        lines: Over it.
    """

    skin: QPixmap
    lines: QPixmap


class Bodies:
    """The last few views, for one size and look."""

    def __init__(self) -> None:
        self._kept: dict[View, Body] = {}

    def clear(self) -> None:
        """Forget them: another size or look."""
        self._kept.clear()

    def of(self, scene: Scene, size: QSize, ratio: float, theme: Theme) -> Body:
        """The drawings of a scene's view."""
        view = scene.content.view
        if view not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[view] = Body(
                _layer(scene, size, ratio, lambda painter, one: _paint_skin(painter, one, theme)),
                _layer(scene, size, ratio, lambda painter, one: _paint_lines(painter, one, theme)),
            )
        return self._kept[view]


def blank(size: QSize, ratio: float) -> QPixmap:
    """A picture with nothing on it."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made


def _layer(scene: Scene, size: QSize, ratio: float, paint: Callable[[QPainter, Placed], None]) -> QPixmap:
    made = blank(size, ratio)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for one in scene.placed:
        paint(painter, one)
    painter.end()
    return made


def _paint_skin(painter: QPainter, one: Placed, theme: Theme) -> None:
    painter.save()
    painter.setTransform(one.transform, combine=True)
    colour = QColor(theme.tokens.figure_outline)
    colour.setAlphaF(_SEAM)
    seam = QPen(colour, max(0.8, theme.px(1)))
    seam.setCosmetic(True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.tokens.figure_fill))
    painter.drawPath(one.paths.outline)
    painter.setPen(seam)
    for path in one.paths.regions:
        painter.drawPath(path)
    painter.restore()


def _paint_lines(painter: QPainter, one: Placed, theme: Theme) -> None:
    painter.save()
    painter.setTransform(one.transform, combine=True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for path, width in ((one.paths.details, 0.8), (one.paths.outline, 1.2)):
        pen = QPen(QColor(theme.tokens.figure_outline), width * theme.scale)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(path)
    painter.restore()
