"""The change of patients over time: a line for each of some, and the quartiles of all in each year."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from calcitrack.domain.cohort.answer import ChangeFigures, Line, YearOfChange
from calcitrack.domain.cohort.changes import DAYS_PER_YEAR
from calcitrack.ui.cohort.plot_field import PercentScale, Plot, PlotField, percent_text
from calcitrack.ui.i18n import number
from calcitrack.ui.theme import current_theme

_BOXES_FROM = 5
_NEAR_PX = 12.0


class Spider(PlotField):
    """Lines start at nothing on the day of the first measured visit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[int, Line]] = []
        self._years: Sequence[YearOfChange] = ()
        self._days = 1
        self.setAccessibleName(self.tr("Change over time: lines of patients, and quartiles of all by year"))

    def show_change(self, change: ChangeFigures, lines: Mapping[int, Line]) -> None:
        """Show the lines of some patients, in the order given, and the years of all."""
        self._lines = list(lines.items())
        self._years = change.by_year
        drawn = [percent for _, line in self._lines for _, percent in line]
        scale = PercentScale.of([*drawn, *(year.quartiles[2] for year in self._years)])
        last = max((line[-1][0] for _, line in self._lines), default=1)
        self._days = max(last, int(DAYS_PER_YEAR), *(int(year.year * DAYS_PER_YEAR) for year in self._years))
        patients = [patient for patient, _ in self._lines]
        title = self.tr("years since the first measured visit")
        plot = Plot(patients, self._words_of, self._under, self._draw, title, self._whole_years())
        self.show_plot(plot, scale, change.threshold)

    @property
    def has_boxes(self) -> bool:
        """Whether there are enough patients for quartiles to say something."""
        return any(len(year.patients) >= _BOXES_FROM for year in self._years)

    def cut(self) -> int:
        """How many lines rise beyond the upper end and are drawn cut."""
        return sum(any(percent > self.scale.high for _, percent in line) for _, line in self._lines)

    def _words_of(self, place: int) -> str:
        line = self._lines[place][1]
        days, percent = line[-1]
        told = self.tr(
            "Line {n} of {of}: {percent} after {years} years, {points} visits compared. Enter opens the chart."
        )
        return told.format(
            n=place + 1, of=len(self._lines), percent=percent_text(percent),
            years=number(days / DAYS_PER_YEAR, 1), points=len(line) - 1,
        )  # fmt: skip

    def _under(self, point: QPointF, field: QRectF) -> int | None:
        """The nearest line at the time under the mouse."""
        if not field.contains(point):
            return None
        day = (point.x() - field.left()) / field.width() * self._days
        near = [(abs(self._height_at(line, day) - point.y()), place) for place, (_, line) in enumerate(self._lines)]
        distance, place = min(near, default=(_NEAR_PX + 1, 0))
        return place if distance <= current_theme().px(_NEAR_PX) else None

    def _whole_years(self) -> Sequence[tuple[float, str]]:
        return [
            (year * DAYS_PER_YEAR / self._days, number(year)) for year in range(int(self._days / DAYS_PER_YEAR) + 1)
        ]

    def _draw(self, painter: QPainter, field: QRectF) -> None:
        """Draw the lines, the boxes over them, and the line under the cursor on top."""
        tokens = current_theme().tokens
        pale = QColor(tokens.muted)
        pale.setAlpha(255 if len(self._lines) <= 10 else 110)
        painter.setPen(QPen(pale, 1.2))
        for _, line in self._lines:
            painter.drawPolyline(self._path(line, field))
        if self.has_boxes:
            for year in self._years:
                self._draw_year(painter, field, year)
        if self.cursor_at is not None:
            painter.setPen(QPen(QColor(tokens.text), 2.5))
            line = self._lines[self.cursor_at][1]
            painter.drawPolyline(self._path(line, field))
            painter.setBrush(QColor(tokens.text))
            for day, percent in line:
                painter.drawEllipse(QPointF(self._x(day, field), self.height_of(percent, field)), 3, 3)

    def _draw_year(self, painter: QPainter, field: QRectF, year: YearOfChange) -> None:
        """From quartile to quartile, with the median as a thick line."""
        if len(year.patients) < _BOXES_FROM:
            return
        tokens = current_theme().tokens
        middle, half = (
            self._x((year.year - 0.5) * DAYS_PER_YEAR, field),
            self._x(DAYS_PER_YEAR * 0.2, field) - field.left(),
        )
        low, median, high = (self.height_of(value, field) for value in year.quartiles)
        ground = QColor(tokens.accent_weak)
        ground.setAlpha(130)
        painter.setBrush(ground)
        painter.setPen(QPen(QColor(tokens.accent), 1.5))
        painter.drawRect(QRectF(middle - half, high, 2 * half, low - high))
        painter.setPen(QPen(QColor(tokens.accent), 3.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(middle - half, median), QPointF(middle + half, median))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _path(self, line: Line, field: QRectF) -> QPolygonF:
        return QPolygonF([QPointF(self._x(day, field), self.height_of(percent, field)) for day, percent in line])

    def _x(self, day: float, field: QRectF) -> float:
        return field.left() + day / self._days * field.width()

    def _height_at(self, line: Line, day: float) -> float:
        """Where a line is at a time; at its end beyond it."""
        after = bisect_right(line, day, key=lambda point: point[0])
        if after == 0 or after == len(line):
            return self.height_of(line[max(0, after - 1)][1])
        (d1, p1), (d2, p2) = line[after - 1], line[after]
        return self.height_of(p1 + (p2 - p1) * (day - d1) / max(1, d2 - d1))
