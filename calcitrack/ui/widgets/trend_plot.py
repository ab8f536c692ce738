"""The trend of sizes over time. The one module that imports pyqtgraph; it is imported when a chart is first opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from calcitrack.ui.i18n import number
from calcitrack.ui.models.terms import month_names
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, SMALL_PX, current_theme
from calcitrack.ui.widgets.trend_axis import Frame, SizeScale, Tick, day_ticks, whole_span
from calcitrack.ui.widgets.trend_events import EventMark
from calcitrack.ui.widgets.trend_layout import EventLabel, Hit, LineLabel, event_labels, hit, line_labels
from calcitrack.ui.widgets.trend_lines import Line, Spot, by_look
from calcitrack.ui.widgets.trend_marks import Sign, Symbol, is_filled, symbol_path
from calcitrack.ui.widgets.trend_numbers import readout
from calcitrack.ui.widgets.trend_paint import (
    Brush,
    line_colour,
    name_widths,
    paint_events,
    paint_grid,
    paint_line_labels,
    paint_ring,
    row_height,
    text_width,
)
from calcitrack.ui.widgets.trend_panel import TrendPanel

_MOST_SYMBOLS = 3000
"""With more points than this in sight, those on lines lose their symbol: thousands of them make panning jerk."""

_SYMBOL_PX = ((16, 8), (9, 6), (0, 4))
"""From this room for each point of a line, its symbol is that large."""

_MOST_BROAD = 600
"""Up to this many points lines are drawn broader than one pixel, which is slower."""

_REACH_PX = 8
_EVENT_ROWS = 3


class _Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis without a line, with ticks from a function of its ends and its length in pixels."""

    def __init__(self, side: str, ticks: Callable[[float, float, float], list[Tick]]) -> None:
        super().__init__(side)
        self._ticks = ticks
        self._words: dict[float, str] = {}
        self.setStyle(tickLength=0, hideOverlappingLabels=False)

    def dress(self, font: QFont, colour: str) -> None:
        """Take font and colour of the theme."""
        self.setTickFont(font)
        self.setTextPen(colour)
        self.setPen(None)
        self.setTickPen(None)

    # pyqtgraph's overrides

    def tickValues(self, low: float, high: float, length: float) -> list[tuple[float, list[float]]]:
        """Where the ticks are."""
        ticks = self._ticks(low, high, length)
        self._words = dict(ticks)
        return [(1.0, [at for at, _ in ticks])]

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
        """What the ticks say."""
        return [self._words.get(value, "") for value in values]


def _round_area(area_mm2: float) -> str:
    """An area at a tick: ticks are round."""
    return number(area_mm2, 0 if area_mm2 >= 1 or area_mm2 == 0 else 1)


class TrendCanvas(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Draws lines on a time axis. Ctrl and the wheel zoom time, dragging pans it, a double click or 0 shows all of it.

    Signals:
        line_clicked: A line, a point or a name was clicked, or reached by the arrow keys; the line's key.
        framed: The field between the axes moved or shows other days.
    """

    line_clicked = Signal(int)
    framed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._lines: tuple[Line, ...] = ()
        self._marks: tuple[EventMark, ...] = ()
        self._scale = SizeScale.of((), log=True)
        self._selected: int | None = None
        self._span = (0.0, 1.0)
        self._line_labels: tuple[LineLabel, ...] = ()
        self._event_labels: tuple[EventLabel, ...] = ()
        self._hover: Hit | None = None
        self._symbols: list[Any] = []
        self._symbol_px = _SYMBOL_PX[0][1]
        self._event_rows = 0
        self._days = _Axis("bottom", self._day_ticks)
        self._sizes = _Axis("left", self._size_ticks)
        super().__init__(parent, axisItems={"bottom": self._days, "left": self._sizes}, enableMenu=False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAccessibleName(self.tr("Trend of area"))  # a node of its own to assistive technology
        box = self.getViewBox()
        box.setMenuEnabled(False)
        box.setMouseEnabled(x=True, y=False)
        box.disableAutoRange()
        box.sigXRangeChanged.connect(self._on_framed)
        box.sigResized.connect(self._on_framed)
        self.scene().sigMouseClicked.connect(self._on_clicked)

    # Values in

    def set_lines(self, lines: Sequence[Line], marks: Sequence[EventMark], days: Sequence[int], *, log: bool) -> None:
        """Show other lines.

        Args:
            lines: The lines.
            marks: Events, oldest first.
            days: Other days that the whole span must hold.
            log: Whether the vertical axis is logarithmic.
        """
        self._lines, self._marks, self._hover = tuple(lines), tuple(marks), None
        spots = [spot for line in lines for spot in line.spots]
        self._scale = SizeScale.of([spot.area_mm2 for spot in spots], log=log)
        span = whole_span([spot.day for spot in spots], [*(mark.day for mark in marks), *days])
        self._draw()
        self.getViewBox().setYRange(self._scale.low, self._scale.high, padding=0)
        if span != self._span:
            self._span = span
            self.getViewBox().setLimits(xMin=span[0], xMax=span[1], minXRange=min(21.0, span[1] - span[0]))
            self.reset_view()
        self._on_framed()

    def set_selected(self, key: int | None) -> None:
        """Draw a line stronger than the others; None for none."""
        self._selected = key
        self._draw()
        self._on_framed()

    def reset_view(self) -> None:
        """Show the whole span of time."""
        self.getViewBox().setXRange(*self._span, padding=0)

    def frame(self) -> Frame | None:
        """Where the field lies on this widget; None while it has no size."""
        box = self.getViewBox()
        field: QRectF = self.viewportTransform().mapRect(box.sceneBoundingRect())
        if field.width() < 1 or field.height() < 1:
            return None
        (first, last), (low, high) = box.viewRange()
        return Frame(field.left(), field.top(), field.width(), field.height(), first, last, low, high)

    def named(self) -> tuple[int, int]:
        """How many lines and events have their name in sight."""
        return len(self._line_labels), len(self._event_labels)

    def has_symbols(self) -> bool:
        """Whether every point in sight has its symbol."""
        return all(item.isVisible() for item in self._symbols)

    # Drawing

    def _day_ticks(self, first: float, last: float, length: float) -> list[Tick]:
        return day_ticks(first, last, int(length / current_theme().px(54)), month_names())

    def _size_ticks(self, _low: float, _high: float, length: float) -> list[Tick]:
        return self._scale.ticks(int(length / current_theme().px(26)), _round_area)

    def _brush(self, painter: QPainter) -> Brush:
        return Brush(painter, current_theme(), self.font())

    def _draw(self) -> None:
        theme = current_theme()
        self.clear()
        self._symbols = []
        self.setBackground(theme.tokens.surface)
        font = QFont(self.font())
        font.setPixelSize(theme.px(SMALL_PX))
        for axis in (self._days, self._sizes):
            axis.dress(font, theme.tokens.muted)
        others = [line for line in self._lines if line.key != self._selected]
        broad = sum(len(line.spots) for line in self._lines) <= _MOST_BROAD
        chosen = [line for line in self._lines if line.key == self._selected]
        self._draw_group(others, theme.px(2) * 0.8 if broad else 1, theme.px(self._symbol_px))
        self._draw_group(chosen, theme.px(3), theme.px(self._symbol_px + 3))
        self._make_room()

    def _draw_group(self, lines: Sequence[Line], width: float, side: float) -> None:
        """All lines of a colour are one item, and all points of a symbol and colour: few items pan smoothly."""
        tokens = current_theme().tokens
        looks = by_look(lines, lambda line: line_colour(line, tokens))
        for colour, runs in looks.lines.items():
            days = np.concatenate([[*(spot.day for spot in run), np.nan] for run in runs])
            heights = np.concatenate([[*(self._scale.height(spot.area_mm2) for spot in run), np.nan] for run in runs])
            pen = pg.mkPen(colour, width=width)
            self.addItem(pg.PlotCurveItem(days, heights, pen=pen, connect="finite", antialias=True))
        for look, spots in looks.joined.items():
            self._symbols.append(self._draw_symbols(look, spots, side))
        for look, spots in looks.alone.items():
            self._draw_symbols(look, spots, side)

    def _draw_symbols(self, look: tuple[Symbol, str], spots: Sequence[Spot], side: float) -> Any:
        (symbol, colour), theme = look, current_theme()
        filled = is_filled(symbol)
        item = pg.ScatterPlotItem(
            [spot.day for spot in spots],
            [self._scale.height(spot.area_mm2) for spot in spots],
            symbol=symbol_path(symbol),
            size=side if symbol is not Sign.CLOSED else max(side, theme.px(_SYMBOL_PX[0][1])),
            pen=pg.mkPen(None) if filled else pg.mkPen(colour, width=1.5),
            brush=colour if filled else theme.tokens.surface,
            antialias=True,
        )
        self.addItem(item)
        return item

    def _make_room(self) -> None:
        """Keep room above the field for the names of events, and right of it for those of lines."""
        theme, row = current_theme(), row_height(self.font(), current_theme())
        names = max(name_widths(self._lines, self.font(), theme).values(), default=0.0)
        top = self._event_rows * row + theme.px(GAP_S)
        self.getPlotItem().layout.setContentsMargins(theme.px(GAP_XS), top, names + row / 2 + theme.px(GAP_M), 0)

    def _fit_symbols(self, frame: Frame) -> None:
        """Make symbols smaller where points stand close, and leave them out where there are too many."""
        seen = [line.count(frame.first, frame.last) for line in self._lines]
        room = frame.width / max(1, *seen, 1) / current_theme().scale
        side = next(side for least, side in _SYMBOL_PX if room >= least)
        if side != self._symbol_px:
            self._symbol_px = side
            self._draw()
        for item in self._symbols:
            item.setVisible(sum(seen) <= _MOST_SYMBOLS)

    def _fit_event_rows(self, frame: Frame, widths: Sequence[float], row: float) -> None:
        """Keep as many rows above the field as the names of events take when all days are shown."""
        whole = replace(frame, first=self._span[0], last=self._span[1])
        labels = event_labels(self._marks, whole, widths, row, _EVENT_ROWS)
        rows = max((round((frame.top - label.box.top) / row) for label in labels), default=0)
        if rows != self._event_rows:
            self._event_rows = rows
            self._make_room()

    @Slot()
    def _on_framed(self, *_: object) -> None:
        frame = self.frame()
        if frame is None:
            return
        theme, font = current_theme(), self.font()
        row = row_height(font, theme)
        widths = name_widths(self._lines, font, theme)
        self._line_labels = line_labels(self._lines, frame, self._scale, widths, row, self._selected)
        words = [text_width(mark.text, font, theme) for mark in self._marks]
        self._event_labels = event_labels(self._marks, frame, words, row, _EVENT_ROWS)
        self._fit_event_rows(frame, words, row)
        self._fit_symbols(frame)
        self.viewport().update()
        self.framed.emit()

    # The mouse and the keys

    def _hit(self, place: QPointF) -> Hit | None:
        frame, at = self.frame(), (place.x(), place.y())
        if frame is None:
            return None
        for label in self._line_labels:
            if label.box.holds(*at):
                return Hit(label.line, None)
        return hit(self._lines, frame, self._scale, at, current_theme().px(_REACH_PX))

    @Slot(object)
    def _on_clicked(self, event: Any) -> None:
        if event.double():
            self.reset_view()
            return
        found = self._hit(QPointF(self.mapFromScene(event.scenePos())))
        if found and event.button() == Qt.MouseButton.LeftButton:
            self.line_clicked.emit(found.line.key)

    def _move(self, part: float, zoom: float = 1.0) -> None:
        (first, last), _ = self.getViewBox().viewRange()
        length, middle = (last - first) * zoom, (first + last) / 2 + part * (last - first)
        low = min(max(middle - length / 2, self._span[0]), max(self._span[0], self._span[1] - length))
        self.getViewBox().setXRange(low, min(low + length, self._span[1]), padding=0)

    def _step(self, by: int) -> None:
        keys = [line.key for line in self._lines]
        if keys:
            at = keys.index(self._selected) + by if self._selected in keys else 0
            self.line_clicked.emit(keys[at % len(keys)])

    # Qt overrides

    def sizeHint(self) -> QSize:
        """The least that is asked for: Qt would ask for the size of the scene, and a card would never shrink."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pan and go from line to line, plus and minus zoom, 0 shows all."""
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._move(-0.2 if event.key() == Qt.Key.Key_Left else 0.2)
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._move(0, 0.7)
            case Qt.Key.Key_Minus:
                self._move(0, 1 / 0.7)
            case Qt.Key.Key_0:
                self.reset_view()
            case _:
                event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; without it the wheel is the page's, which scrolls on."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of what lies under the mouse."""
        super().mouseMoveEvent(event)
        if event.buttons() != Qt.MouseButton.NoButton:
            return
        found = self._hit(event.position())
        if found != self._hover:
            self._hover = found
            QToolTip.showText(event.globalPosition().toPoint(), readout(found.line, found.spot) if found else "", self)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what lay under the mouse."""
        super().leaveEvent(event)
        self._hover = None
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours and sizes of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()
            self._on_framed()

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:  # noqa: N802 - Qt's name
        """Draw the ground and a grid at the ticks."""
        super().drawBackground(painter, rect)
        if frame := self.frame():
            painter.save()
            painter.resetTransform()
            heights = [at for at, _ in self._size_ticks(frame.low, frame.high, frame.height)]
            paint_grid(self._brush(painter), frame, heights, self._scale.floor)
            painter.restore()

    def drawForeground(self, painter: QPainter, _rect: QRectF) -> None:  # noqa: N802 - Qt's name
        """Draw the names of lines and events, and the point under the mouse."""
        frame = self.frame()
        if frame is None:
            return
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush, tokens = self._brush(painter), current_theme().tokens
        xs = {frame.x(mark.day): tokens.strong(mark.tone) for mark in self._marks if frame.shows(mark.day)}
        paint_events(brush, self._event_labels, xs, frame)
        paint_line_labels(brush, self._line_labels, self._selected)
        if self._hover and self._hover.spot:
            spot = self._hover.spot
            place = QPointF(frame.x(spot.day), frame.y(self._scale.height(spot.area_mm2)))
            paint_ring(brush, place, line_colour(self._hover.line, tokens))
        if self.hasFocus():
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()


class TrendPlot(TrendPanel):
    """The trend of a patient's lesions with its therapies, its legend and its numbers.

    Signals:
        lesion_clicked: A lesion's line, point or name was clicked, or reached by the arrow keys; its id.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        canvas = TrendCanvas()
        super().__init__(canvas, canvas, parent)
        canvas.framed.connect(self._on_framed)
        canvas.line_clicked.connect(self._on_line_clicked)
