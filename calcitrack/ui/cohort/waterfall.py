"""The last change of each patient as a bar, largest rise first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from calcitrack.domain.cohort.answer import ChangeFigures, LastChange
from calcitrack.domain.cohort.changes import DAYS_PER_YEAR
from calcitrack.ui.cohort.plot_field import PercentScale, Plot, PlotField, percent_text
from calcitrack.ui.i18n import number
from calcitrack.ui.theme import current_theme

_LEAST_BAR = 3.0
"""Pixels under which bars grow together into an area: a thousand edges side by side would only flicker."""


class Waterfall(PlotField):
    """Bars from nothing up or down. So many that none has a pixel are drawn as the area that they fill."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._each: Sequence[LastChange] = ()
        self.setAccessibleName(self.tr("Waterfall: the last change of each patient"))

    def show_change(self, change: ChangeFigures) -> None:
        """Show the changes of a cohort."""
        self._each = change.each
        scale = PercentScale.of([one.percent for one in change.each[:1]])
        patients = [one.patient_id for one in change.each]
        title = self.tr("{n} patients, largest rise first").format(n=number(len(patients)))
        self.show_plot(Plot(patients, self._words_of, self._under, self._draw, title), scale, change.threshold)

    def is_area(self) -> bool:
        """Whether there are too many for a bar each."""
        return self.field().width() < _LEAST_BAR * len(self._each)

    def cut(self) -> int:
        """How many rose beyond the upper end and are drawn cut."""
        return bisect_left(self._each, -self.scale.high, key=lambda one: -one.percent)

    def _words_of(self, place: int) -> str:
        one = self._each[place]
        told = self.tr(
            "{n} of {of}: {percent} after {years} years, {k} of {m} lesions at both ends. Enter opens the chart."
        )
        return told.format(
            n=number(place + 1), of=number(len(self._each)), percent=percent_text(one.percent),
            years=number(one.days / DAYS_PER_YEAR, 1), k=one.compared, m=one.of,
        )  # fmt: skip

    def _under(self, point: QPointF, field: QRectF) -> int | None:
        """The bar over or under a point."""
        if not self._each or not field.left() <= point.x() < field.right():
            return None
        return min(len(self._each) - 1, int((point.x() - field.left()) / field.width() * len(self._each)))

    def _draw(self, painter: QPainter, field: QRectF) -> None:
        """Draw bars where each finds room, else their area; then the cursor."""
        if not self._each:
            return
        tokens = current_theme().tokens
        width = field.width() / len(self._each)
        colours = {True: QColor(tokens.warning), False: QColor(tokens.accent)}
        painter.setPen(QPen(QColor(tokens.surface), 1) if width >= _LEAST_BAR else QPen(QColor(0, 0, 0, 0)))
        if width >= _LEAST_BAR:
            for place, one in enumerate(self._each):
                painter.setBrush(colours[one.percent > 0])
                y, zero = self.height_of(one.percent, field), self.height_of(0, field)
                painter.drawRect(QRectF(field.left() + place * width, min(y, zero), width, max(1.5, abs(y - zero))))
        else:
            for rising, area in self._areas(field).items():
                painter.setBrush(colours[rising])
                painter.drawPolygon(area)
        if self.cursor_at is not None:
            self._draw_cursor(painter, field, width)

    def _areas(self, field: QRectF) -> dict[bool, QPolygonF]:
        """The outlines of all bars above nothing and below it, a step for each pixel."""
        zero, of, wide = self.height_of(0, field), len(self._each), field.width()
        left, bottom, high = field.left(), field.bottom(), field.height() / (self.scale.high + 100)
        points = {rising: [QPointF(left, zero)] for rising in (True, False)}
        for x in range(int(wide) + 1):
            percent = self.scale.cut(self._each[min(of - 1, int(x / wide * of))].percent)
            points[percent > 0].append(QPointF(left + x, bottom - (percent + 100) * high))
            points[percent <= 0].append(QPointF(left + x, zero))
        return {rising: QPolygonF([*found, QPointF(field.right(), zero)]) for rising, found in points.items()}

    def _draw_cursor(self, painter: QPainter, field: QRectF, width: float) -> None:
        assert self.cursor_at is not None
        x = field.left() + (self.cursor_at + 0.5) * width
        painter.setPen(QPen(QColor(current_theme().tokens.text), 1.5))
        painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))
