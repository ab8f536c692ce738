"""What the plots over many patients share: a field between axes, a cursor that keys and mouse move, a theme."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from calcitrack.ui.i18n import number, translate
from calcitrack.ui.theme import GAP_S, SMALL_PX, current_theme

_HIGHEST = 200.0
"""Per cent above which a change is drawn cut: a few that grew tenfold would leave the others no height."""
_STEP = 50.0
_PAGE = 20


@dataclass(frozen=True, slots=True)
class PercentScale:
    """The vertical axis of a change in per cent, from -100 to as much as is drawn."""

    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> PercentScale:
        """A scale for these changes."""
        top = max((value for value in values), default=0.0)
        return cls(min(_HIGHEST, max(_STEP, math.ceil(top / _STEP) * _STEP)))

    def ticks(self, most: int) -> tuple[float, ...]:
        """Round changes from -100 up: as many as find room."""
        step = next((s for s in (25.0, _STEP, 100.0) if (self.high + 100) / s < most), 100.0)
        return tuple(-100 + step * i for i in range(int((self.high + 100) / step) + 1))

    def cut(self, value: float) -> float:
        """The value as it is drawn."""
        return max(-100.0, min(self.high, value))


def percent_text(value: float) -> str:
    """A change as people read it: +12 %, -5 %, 0 %."""
    rounded = number(abs(value))
    sign = "" if rounded == number(0) else ("+" if value > 0 else "−")
    return translate("Cohort", "{n} %").format(n=f"{sign}{rounded}")


@dataclass(frozen=True, slots=True)
class Plot:
    """What a field shows.

    Attributes:
        patients: Row numbers, one for each place of the cursor.
        tell: What stands at a place, in words.
        under: The place under a point of the field; None beside all.
        draw: Draws what is in the field, over the grid, with the cursor.
        title: What the horizontal axis shows.
        below: Ticks of the horizontal axis: place in the field from 0 to 1, and its word.
    """

    patients: Sequence[int]
    tell: Callable[[int], str]
    under: Callable[[QPointF, QRectF], int | None]
    draw: Callable[[QPainter, QRectF], None]
    title: str
    below: Sequence[tuple[float, str]] = ()


class PlotField(QWidget):
    """A painted plot. What it draws is said by its readout and its accessible description.

    Signals:
        told(text): What is under the cursor.
        patient_chosen(patient_id): Enter or a double click on a patient.
    """

    told = Signal(str)
    patient_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cursor_at: int | None = None
        self._plot: Plot | None = None
        self.scale = PercentScale.of(())
        self.threshold = 25
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_plot(self, plot: Plot, scale: PercentScale, threshold: int) -> None:
        """Show something else.

        Args:
            plot: What is shown.
            scale: The vertical axis.
            threshold: The clinic's per cent, drawn as two dashed lines.
        """
        self._plot, self.scale, self.threshold, self.cursor_at = plot, scale, threshold, None
        self.update()

    def count(self) -> int:
        """How many places the cursor has."""
        return len(self._plot.patients) if self._plot else 0

    def place_under(self, point: QPointF) -> int | None:
        """The place under the mouse; None beside all."""
        return self._plot.under(point, self.field()) if self._plot else None

    def go_to(self, place: int | None) -> None:
        """Put the cursor on a place and tell of it."""
        self.cursor_at = place if place is None else max(0, min(self.count() - 1, place))
        if self.count() == 0:
            self.cursor_at = None
        self._tell(self.cursor_at)
        self.update()

    def _tell(self, place: int | None) -> None:
        self.told.emit("" if place is None or self._plot is None else self._plot.tell(place))

    def _open(self, place: int | None) -> None:
        if place is not None and self._plot is not None:
            self.patient_chosen.emit(self._plot.patients[place])

    def field(self) -> QRectF:
        """The room between the axes."""
        px, metrics = current_theme().px, QFontMetricsF(self._small())
        left = metrics.horizontalAdvance("−100 %") + px(GAP_S) * 2
        bottom = 2 * metrics.height() + px(GAP_S)
        top = metrics.height()
        return QRectF(left, top, max(1.0, self.width() - left - px(GAP_S)), max(1.0, self.height() - top - bottom))

    def height_of(self, percent: float, field: QRectF | None = None) -> float:
        """Where a change stands; with the field in hand, which costs fonts to be measured, for many at a time."""
        room = field or self.field()
        return room.bottom() - (self.scale.cut(percent) + 100) / (self.scale.high + 100) * room.height()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(current_theme().px(SMALL_PX))
        return font

    def _grid(self, painter: QPainter, field: QRectF) -> None:
        theme, metrics = current_theme(), QFontMetricsF(self._small())
        tokens = theme.tokens
        for tick in self.scale.ticks(max(2, int(field.height() / (metrics.height() * 1.6)))):
            y = round(self.height_of(tick, field)) + 0.5
            painter.setPen(QPen(QColor(tokens.muted if tick == 0 else tokens.line), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(QColor(tokens.muted))
            box = QRectF(0, y - metrics.height() / 2, field.left() - theme.px(GAP_S), metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, percent_text(tick))
        painter.setPen(QPen(QColor(tokens.faint), 1, Qt.PenStyle.DashLine))
        for limit in (-self.threshold, self.threshold):
            y = round(self.height_of(limit, field)) + 0.5
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))

    def _words_below(self, painter: QPainter, field: QRectF, plot: Plot) -> None:
        metrics, tokens = QFontMetricsF(self._small()), current_theme().tokens
        painter.setPen(QColor(tokens.muted))
        end = -math.inf
        for part, word in plot.below:
            width = metrics.horizontalAdvance(word)
            x = min(field.left() + part * field.width() - width / 2, self.width() - width)
            if x > end:
                painter.drawText(QPointF(x, field.bottom() + metrics.height()), word)
                end = x + width + current_theme().px(GAP_S)
        title = QRectF(field.left(), self.height() - metrics.height(), field.width(), metrics.height())
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, plot.title)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Wide rather than high."""
        px = current_theme().px
        return QSize(px(600), px(300))

    def minimumSizeHint(self) -> QSize:
        """As little as can still be read."""
        px = current_theme().px
        return QSize(px(200), px(150))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the axes and what lies between them, and the ring of the focus."""
        painter = QPainter(self)
        painter.setFont(self._small())
        field = self.field()
        self._grid(painter, field)
        if self._plot is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(field.adjusted(-1, -1, 1, 1))
            self._plot.draw(painter, field)
            painter.restore()
            self._words_below(painter, field, self._plot)
        if self.hasFocus():
            painter.setPen(QPen(QColor(current_theme().tokens.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End and the page keys move the cursor; Enter opens the chart."""
        here, key, keys = self.cursor_at, event.key(), Qt.Key
        moves = {keys.Key_Right: 1, keys.Key_Left: -1, keys.Key_PageDown: _PAGE, keys.Key_PageUp: -_PAGE}
        if key in moves:
            self.go_to(0 if here is None else here + moves[keys(key)])
        elif key == keys.Key_Home:
            self.go_to(0)
        elif key == keys.Key_End:
            self.go_to(self.count() - 1)
        elif key in (keys.Key_Return, keys.Key_Enter) and here is not None:
            self._open(here)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of what the mouse points at."""
        place = self.place_under(event.position())
        if place is not None:
            self._tell(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor there."""
        place = self.place_under(event.position())
        if place is not None:
            self.go_to(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the chart."""
        self._open(self.place_under(event.position()))

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours and sizes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()
