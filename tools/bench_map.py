"""Measures the lesion map against the same shapes drawn straight with QPainter; prints a ratio, asserts none."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.map.canvas import MapCanvas
from calcitrack.ui.map.glyphs import ink_on, mark_colour, mark_path, mark_size, number_font
from calcitrack.ui.map.marks import MapMark
from calcitrack.ui.map.plates import View, home, view_of
from calcitrack.ui.map.scene import Content, rect_of
from calcitrack.ui.map.words import MapWords
from calcitrack.ui.theme import Theme, apply_theme, current_theme, theme_for

WIDTH, HEIGHT = 1200, 900
MARKS, SEED = 200, 20221


def compared_painting() -> tuple[Callable[[], float], Callable[[], float], str]:
    """Two paintings of the same 200 marks on the same body, each returning its own seconds, and what is compared.

    Ours is the widget with all lesions fanned out and everything that it does for each paint: what is selected, lines
    to where the marks belong, the counts that they stood behind. The other draws outlines, regions and one shape with
    its number for each lesion, and nothing else.
    """
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_theme(application, theme_for("light", 1.0, Qt.ColorScheme.Light))
    canvas = MapCanvas(MapWords(SiteList.load()))
    canvas.resize(WIDTH, HEIGHT)
    marks = _marks()
    canvas.set_content(Content(View.FRONT, marks, opened=tuple(mark.lesion_id for mark in marks)))
    canvas.set_selected(MARKS // 2)
    target = QPixmap(WIDTH, HEIGHT)
    fanned = len(canvas.scene().fan)

    def ours() -> float:
        start = time.perf_counter()
        canvas.render(target, QPoint(0, 0))
        return time.perf_counter() - start

    def straight() -> float:
        start = time.perf_counter()
        _straight(canvas, target, current_theme())
        return time.perf_counter() - start

    return ours, straight, f"{fanned} marks fanned out"


def _marks() -> tuple[MapMark, ...]:
    """Lesions at drawn sites of the front."""
    chance = random.Random(SEED)  # noqa: S311 - places in a picture
    places = [(site.code, side) for site in SiteList.load() for side in site.sides if home(site.code, side)]
    front = [place for place in places if view_of(place) is View.FRONT]
    subtypes: list[Subtype | None] = [*Subtype, None]
    return tuple(
        MapMark(number, number, "", (chance.choice(front),), chance.choice(subtypes)) for number in range(1, MARKS + 1)
    )


def _straight(canvas: MapCanvas, target: QPixmap, theme: Theme) -> None:
    painter = QPainter(target)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(target.rect(), QColor(theme.tokens.background))
    scene = canvas.scene()
    edge = QPen(QColor(theme.tokens.figure_outline), 1)
    edge.setCosmetic(True)
    for one in scene.placed:
        painter.save()
        painter.setTransform(one.transform, combine=True)
        painter.setPen(edge)
        painter.setBrush(QColor(theme.tokens.figure_fill))
        for path in (one.paths.outline, *one.paths.regions, one.paths.details):
            painter.drawPath(path)
        painter.restore()
    painter.setFont(number_font(canvas.font(), theme))
    middles = {key: rect_of(stand).center() for stand in scene.fan for key in stand.keys}
    for index, mark in enumerate(scene.content.marks):
        wide, high = mark_size(mark.subtype, len(str(mark.number)), theme)
        rect, colour = QRectF(0, 0, wide, high), mark_colour(mark.subtype, theme.tokens)
        rect.moveCenter(middles[index])
        painter.setPen(QPen(QColor(theme.tokens.surface), 1.0))
        painter.setBrush(colour)
        painter.drawPath(mark_path(mark.subtype, wide, high).translated(rect.center()))
        painter.setPen(ink_on(colour))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(mark.number))
    painter.end()
