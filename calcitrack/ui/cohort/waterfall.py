"""The last change of each patient as a bar, largest rise first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from calcitrack.domain.cohort.answer import ChangeFigures, LastChange
from calcitrack.domain.cohort.changes import DAYS_PER_YEAR
from calcitrack.ui.cohort.plot_field import PercentScale, PlotField, percent_text
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
        self._each, self.threshold = change.each, change.threshold
        self.scale = PercentScale.of([one.percent for one in change.each[:1]])
        self.cursor_at = None
        self.update()

    def cut(self) -> int:
        """How many rose beyond the upper end and are drawn cut."""
        return bisect_left(self._each, -self.scale.high, key=lambda one: -one.percent)

    def count(self) -> int:
        """One place for each patient."""
        return len(self._each)

    def patient_at(self, place: int) -> int:
        """The patient of a bar."""
        return self._each[place].patient_id

    def tell_of(self, place: int) -> str:
        """A bar in words."""
        one = self._each[place]
        told = self.tr(
            "{n} of {of}: {percent} after {years} years, {k} of {m} lesions at both ends. Enter opens the chart."
        )
        return told.format(
            n=number(place + 1), of=number(len(self._each)), percent=percent_text(one.percent),
            years=number(one.days / DAYS_PER_YEAR, 1), k=one.compared, m=one.of,
        )  # fmt: skip

    def place_under(self, point: QPointF) -> int | None:
        """The bar over or under a point."""
        field = self.field()
        if not self._each or not field.left() <= point.x() < field.right():
            return None
        return min(len(self._each) - 1, int((point.x() - field.left()) / field.width() * len(self._each)))

    def axis_title(self) -> str:
        """What the bars are."""
        return self.tr("patients, largest rise first")

    def draw(self, painter: QPainter, field: QRectF) -> None:
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
            for rising in (True, False):
                painter.setBrush(colours[rising])
                painter.drawPolygon(self._area(field, rising=rising))
        if self.cursor_at is not None:
            self._draw_cursor(painter, field, width)

    def _area(self, field: QRectF, *, rising: bool) -> QPolygonF:
        """The outline of all bars on one side of nothing, a step for each pixel."""
        zero, of = self.height_of(0, field), len(self._each)
        points = [QPointF(field.left(), zero)]
        for x in range(int(field.width()) + 1):
            percent = self._each[min(of - 1, int(x / field.width() * of))].percent
            points.append(
                QPointF(field.left() + x, self.height_of(percent, field) if (percent > 0) is rising else zero)
            )
        return QPolygonF([*points, QPointF(field.right(), zero)])

    def _draw_cursor(self, painter: QPainter, field: QRectF, width: float) -> None:
        assert self.cursor_at is not None
        x = field.left() + (self.cursor_at + 0.5) * width
        painter.setPen(QPen(QColor(current_theme().tokens.text), 1.5))
        painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))
