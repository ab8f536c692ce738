"""One therapy as a bar on a time axis, and the axis below all of them: painted, and said in words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from calcitrack.ui.i18n import locale
from calcitrack.ui.theme import SMALL_PX, current_theme

_LANE_PX, _BAR_PX, _LEAST_PX, _EDGE_PX = 28, 14, 160, 12
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months between two marks of the axis."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days that the axis shows, both included."""

    first: date
    last: date

    def place(self, day: date, width: float) -> float:
        """Where a day lies on so many pixels."""
        days = max(1, (self.last - self.first).days)
        return width * (day - self.first).days / days


@dataclass(frozen=True, slots=True)
class Course:
    """One therapy as it is drawn.

    Attributes:
        last: None while it runs on.
        shared: Days on which something else was given too, first and last.
        steps: Days on which the dose changed.
        point: A procedure: a day, not a course.
    """

    first: date
    last: date | None
    shared: tuple[tuple[date, date], ...] = ()
    steps: tuple[date, ...] = ()
    point: bool = False


class CourseLane(QWidget):
    """The bar of one therapy: open at the right while it runs, hatched where something else was given too.

    Args:
        course: What is drawn.
        span: The days of the axis.
        told: The same in words.
    """

    def __init__(self, course: Course, span: Span, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course, self._span = course, span
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(told)
        self.setToolTip(told)

    def _bar(self, first: date, last: date, room: float) -> QRectF:
        px = current_theme().px
        left, right = self._span.place(first, room), self._span.place(last, room)
        top = (self.height() - px(_BAR_PX)) / 2
        return QRectF(px(_EDGE_PX) + left, top, max(px(3), right - left), px(_BAR_PX))

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Wide enough to tell months apart."""
        return QSize(current_theme().px(_LEAST_PX), current_theme().px(_LANE_PX))

    def minimumSizeHint(self) -> QSize:
        """No smaller than that."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar, what is shared of it, and the days on which the dose changed."""
        theme = current_theme()
        tokens, px, course = theme.tokens, theme.px, self._course
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = float(self.width() - 2 * px(_EDGE_PX))
        whole = self._bar(course.first, course.last or self._span.last, room)
        ink = QColor(tokens.accent if course.last is None else tokens.muted)
        painter.setPen(QPen(ink, px(1)))
        painter.setBrush(QColor(tokens.accent_weak if course.last is None else tokens.line))
        if course.point:
            middle, reach = QPointF(whole.left(), whole.center().y()), px(_BAR_PX) / 2
            ends = (QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0))
            painter.setBrush(ink)
            painter.drawPolygon(QPolygonF([middle + end for end in ends]))
            return
        painter.drawRect(whole)
        painter.setPen(Qt.PenStyle.NoPen)
        for first, last in course.shared:
            painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern))
            painter.drawRect(self._bar(first, last, room))
        painter.setPen(QPen(QColor(tokens.text), px(2)))
        for step in course.steps:
            x = self._bar(step, step, room).left()
            painter.drawLine(QPointF(x, whole.top() - px(3)), QPointF(x, whole.bottom() + px(3)))
        if course.last is None:
            self._paint_arrow(painter, whole, ink)

    def _paint_arrow(self, painter: QPainter, whole: QRectF, ink: QColor) -> None:
        """It goes on: an arrow head at the right end."""
        reach = current_theme().px(5)
        tip = QPointF(whole.right() + 2 * reach, whole.center().y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(
            QPolygonF(
                [tip, QPointF(whole.right(), tip.y() - 1.6 * reach), QPointF(whole.right(), tip.y() + 1.6 * reach)]
            )
        )


class CourseAxis(QWidget):
    """Months and years below the lanes, at true distances.

    Args:
        span: The days of the axis.
    """

    def __init__(self, span: Span, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._span = span
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """One line of small text."""
        return QSize(current_theme().px(_LEAST_PX), self._metrics().height() + current_theme().px(6))

    def minimumSizeHint(self) -> QSize:
        """No lower than that."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, its marks, and the months that find room."""
        theme = current_theme()
        px, edge = theme.px, theme.px(_EDGE_PX)
        painter = QPainter(self)
        font = painter.font()
        font.setPixelSize(px(SMALL_PX))
        painter.setFont(font)
        painter.setPen(QPen(QColor(theme.tokens.muted), px(1)))
        room = self.width() - 2 * edge
        painter.drawLine(edge, 0, edge + room, 0)
        metrics = self._metrics()
        for mark in marks(self._span, room, metrics.horizontalAdvance("Mmm 0000") + px(12)):
            x = edge + self._span.place(mark, room)
            painter.drawLine(QPointF(x, 0), QPointF(x, px(4)))
            text = month(mark)
            left = min(x - metrics.horizontalAdvance(text) / 2, self.width() - metrics.horizontalAdvance(text))
            painter.drawText(QPointF(max(0.0, left), px(4) + metrics.ascent()), text)

    def _metrics(self) -> QFontMetrics:
        font = self.font()
        font.setPixelSize(current_theme().px(SMALL_PX))
        return QFontMetrics(font)


def marks(span: Span, room: float, apart: float) -> Sequence[date]:
    """First days of months, as close as their names allow; all by the same number of months."""
    firsts: list[date] = []
    for step in _STEPS:
        firsts = _firsts(span, step)
        places = [span.place(day, room) for day in firsts]
        if all(after - before >= apart for before, after in pairwise(places)):
            return firsts
    return firsts[:1]


def _firsts(span: Span, step: int) -> list[date]:
    found, months = [], span.first.year * 12 + span.first.month - 1
    months += -months % step
    while months // 12 <= date.max.year and (day := date(months // 12, months % 12 + 1, 1)) <= span.last:
        if day >= span.first:
            found.append(day)
        months += step
    return found


def month(day: date) -> str:
    """A month as the axis names it."""
    language = locale()
    return f"{language.standaloneMonthName(day.month, language.FormatType.ShortFormat)} {day.year}"
