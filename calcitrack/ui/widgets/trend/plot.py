"""The trend of a record over time, drawn by pyqtgraph; it is imported when a chart is first opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from calcitrack.domain.figures.trend_data import Spot
from calcitrack.ui.i18n import month_names
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, SMALL_PX, current_theme
from calcitrack.ui.widgets.trend.axis import Frame, Tick, day_ticks, day_zero_ticks, whole_span
from calcitrack.ui.widgets.trend.content import Content, no_content
from calcitrack.ui.widgets.trend.items import Drawn, TrendAxis
from calcitrack.ui.widgets.trend.layout import EventLabel, Hit, LineLabel, event_labels, hit, line_labels
from calcitrack.ui.widgets.trend.lines import is_of
from calcitrack.ui.widgets.trend.numbers import readout
from calcitrack.ui.widgets.trend.paint import (
    Brush,
    line_colour,
    name_widths,
    paint_band,
    paint_cursor,
    paint_day_zero,
    paint_events,
    paint_grid,
    paint_line_labels,
    paint_ring,
    row_height,
    text_width,
)
from calcitrack.ui.widgets.trend.words import tick_text

_MOST_SYMBOLS = 2000
"""With more points than this in sight, only the selected lesion keeps its symbols: thousands make panning jerk."""

_SYMBOL_PX = ((16, 8), (9, 6), (0, 4))
"""From this room for each point of a line, its symbol is that large."""

_MOST_BROAD = 600
"""Up to this many points lines are drawn broader than one pixel and smoothed, which is slower."""

_MANY_LINES = 12
"""Among so many lines the selected one is found only where the others are paler."""

_REACH_PX = 8
_EVENT_ROWS = 3


class TrendCanvas(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Draws lines on a time axis. Ctrl and the wheel zoom time, dragging pans it, a double click or 0 shows all of it.

    Signals:
        lesion_clicked(lesion_id): A line, a point or a name of a lesion was clicked, or reached by the arrow keys.
        pointed(text): What lies under the mouse or the cursor of the keys, in words; empty for nothing.
        framed(): The field between the axes moved or shows other days.
    """

    lesion_clicked = Signal(int)
    pointed = Signal(str)
    framed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._content = no_content()
        self._scale = self._content.scale()
        self._band: tuple[float, float] | None = None
        self._selected: int | None = None
        self._span = (0.0, 1.0)
        self._line_labels: tuple[LineLabel, ...] = ()
        self._event_labels: tuple[EventLabel, ...] = ()
        self._hover: Hit | None = None
        self._drawn: Drawn | None = None
        self._is_settling = False
        self._event_rows = 0
        self._days = TrendAxis("bottom", self._day_ticks)
        self._sizes = TrendAxis("left", self._size_ticks)
        super().__init__(parent, axisItems={"bottom": self._days, "left": self._sizes}, enableMenu=False)
        self.setCacheMode(self.CacheModeFlag.CacheNone)  # else grid and band are a picture, in files too
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAccessibleName(self.tr("Trend"))  # a node of its own to assistive technology
        box = self.getViewBox()
        box.setMenuEnabled(False)
        box.setMouseEnabled(x=True, y=False)
        box.disableAutoRange()
        box.sigXRangeChanged.connect(self._on_framed)
        box.sigResized.connect(self._on_framed)
        self.scene().sigMouseClicked.connect(self._on_clicked)

    # Values in

    def set_content(self, content: Content) -> None:
        """Show another view of a record, or another record."""
        self._point(None)  # what was said of a point was said of the view before
        self._content, self._is_settling = content, True
        self._scale = content.scale()
        span = whole_span([spot.day for line in content.lines for spot in line.spots], content.days)
        self._draw()
        self.getViewBox().setYRange(self._scale.low, self._scale.high, padding=0)
        if span != self._span:
            self._span = span
            self.getViewBox().setLimits(xMin=span[0], xMax=span[1], minXRange=min(21.0, span[1] - span[0]))
            self.reset_view()
        self._is_settling = False  # what lies between two spans is not looked at
        self._on_framed()

    def set_selected(self, lesion_id: int | None) -> None:
        """Draw a lesion's lines stronger than the others; None for none."""
        self._selected = lesion_id
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
        return self._drawn is None or self._drawn.has_all_symbols

    @contextmanager
    def sharp(self) -> Iterator[None]:
        """While a file is drawn: symbols are shapes."""
        items = self.getPlotItem().items
        Drawn.sharpen(items, True)
        try:
            yield
        finally:
            Drawn.sharpen(items, False)

    # Drawing

    def _day_ticks(self, first: float, last: float, length: float) -> list[Tick]:
        most, start = int(length / current_theme().px(54)), self._content.start
        return (
            day_ticks(first, last, most, month_names()) if start is None else day_zero_ticks(first, last, most, start)
        )

    def _size_ticks(self, _low: float, _high: float, length: float) -> list[Tick]:
        return self._scale.ticks(int(length / current_theme().px(26)), tick_text)

    def _brush(self, painter: QPainter) -> Brush:
        return Brush(painter, current_theme(), self.font())

    def _draw(self) -> None:
        theme, lines = current_theme(), self._content.lines
        self.clear()
        self.setBackground(theme.tokens.surface)
        font = QFont(self.font())
        font.setPixelSize(theme.px(SMALL_PX))
        for axis in (self._days, self._sizes):
            axis.dress(font, theme.tokens.muted)
        self._band = self._content.band(self._selected)
        broad = sum(len(line.spots) for line in lines) <= _MOST_BROAD
        chosen = [line for line in lines if is_of(line, self._selected)]
        others = [line for line in lines if not is_of(line, self._selected)]
        paler = bool(chosen) and len(others) >= _MANY_LINES
        drawn = Drawn(self.addItem, self._scale)
        drawn.branch(self._content.branches, theme)
        drawn.draw(others, theme.px(2) * 0.8 if broad else 1, smooth=broad, chosen=False, paler=paler)
        drawn.draw(chosen, theme.px(3), more=theme.px(3), smooth=broad, chosen=True)
        self._drawn = drawn
        self._make_room()

    def _make_room(self) -> None:
        """Keep room above the field for the names of events, and right of it for those of lines."""
        theme, row = current_theme(), row_height(self.font(), current_theme())
        names = max(name_widths(self._content.lines, self.font(), theme).values(), default=0.0)
        top = self._event_rows * row + theme.px(GAP_S)
        self.getPlotItem().layout.setContentsMargins(theme.px(GAP_XS), top, names + row / 2 + theme.px(GAP_M), 0)

    def _fit_symbols(self, frame: Frame) -> None:
        """Make symbols smaller where points stand close, and leave them out where there are too many."""
        seen = [line.count(frame.first, frame.last) for line in self._content.lines]
        room = frame.width / max(1, *seen, 1) / current_theme().scale
        side = next(side for least, side in _SYMBOL_PX if room >= least)
        if self._drawn is not None:
            self._drawn.show_symbols(current_theme().px(side), every=sum(seen) <= _MOST_SYMBOLS)

    def _fit_event_rows(self, frame: Frame, widths: Sequence[float], row: float) -> None:
        """Keep as many rows above the field as the names of events take when all days are shown."""
        whole = replace(frame, first=self._span[0], last=self._span[1])
        labels = event_labels(self._content.marks, whole, widths, row, _EVENT_ROWS)
        rows = max((round((frame.top - label.box.top) / row) for label in labels), default=0)
        if rows != self._event_rows:
            self._event_rows = rows
            self._make_room()

    @Slot()
    def _on_framed(self, *_: object) -> None:
        frame = self.frame()
        if frame is None or self._is_settling:
            return
        theme, font = current_theme(), self.font()
        row = row_height(font, theme)
        widths = name_widths(self._content.lines, font, theme)
        self._line_labels = line_labels(self._content.lines, frame, self._scale, widths, row, self._selected)
        words = [text_width(mark.text, font, theme) for mark in self._content.marks]
        self._event_labels = event_labels(self._content.marks, frame, words, row, _EVENT_ROWS)
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
        return hit(self._content.lines, frame, self._scale, at, current_theme().px(_REACH_PX))

    @Slot(object)
    def _on_clicked(self, event: Any) -> None:
        if event.double():
            self.reset_view()
            return
        found = self._hit(QPointF(self.mapFromScene(event.scenePos())))
        if found and found.line.lesion is not None and event.button() == Qt.MouseButton.LeftButton:
            self.lesion_clicked.emit(found.line.lesion)

    def _move(self, part: float, zoom: float = 1.0) -> None:
        (first, last), _ = self.getViewBox().viewRange()
        length, middle = (last - first) * zoom, (first + last) / 2 + part * (last - first)
        low = min(max(middle - length / 2, self._span[0]), max(self._span[0], self._span[1] - length))
        self.getViewBox().setXRange(low, min(low + length, self._span[1]), padding=0)

    def _step(self, by: int) -> None:
        """Go to the next lesion."""
        lesions = list(dict.fromkeys(line.lesion for line in self._content.lines if line.lesion is not None))
        if lesions:
            at = lesions.index(self._selected) + by if self._selected in lesions else 0
            self.lesion_clicked.emit(lesions[at % len(lesions)])

    def _step_point(self, by: int) -> None:
        """Go to the next point of the line under the cursor, else of the selected lesion, else of the first line."""
        lines = self._content.lines
        mine = next((line for line in lines if is_of(line, self._selected)), lines[0] if lines else None)
        hover = self._hover
        line = hover.line if hover and (self._selected is None or is_of(hover.line, self._selected)) else mine
        if line is None:
            return
        spots = line.spots
        if hover and hover.spot and hover.line is line:
            place = min(max(spots.index(hover.spot) + by, 0), len(spots) - 1)
        else:
            place = len(spots) - 1 if by < 0 else 0
        self._bring_into_sight(spots[place])
        self._point(Hit(line, spots[place]))

    def _bring_into_sight(self, spot: Spot) -> None:
        (first, last), _ = self.getViewBox().viewRange()
        if not first <= spot.day <= last:
            self._move((spot.day - (first + last) / 2) / (last - first))

    def _point(self, found: Hit | None) -> None:
        self._hover = found
        self.pointed.emit(readout(self._content, found.line, found.spot) if found else "")
        self.viewport().update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        """The least that is asked for: Qt would ask for the size of the scene, and a card would never shrink."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pan and go from lesion to lesion, with Shift from point to point; plus and minus zoom, 0 shows all."""
        by_point = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right if by_point:
                self._step_point(-1 if event.key() == Qt.Key.Key_Left else 1)
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
            self._point(found)
            told = readout(self._content, found.line, found.spot) if found else ""
            QToolTip.showText(event.globalPosition().toPoint(), told, self)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what lay under the mouse."""
        super().leaveEvent(event)
        self._point(None)

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
            brush = self._brush(painter)
            paint_grid(brush, frame, heights, self._scale.floor)
            if self._band:
                low, high = (self._scale.height(value) for value in self._band)
                paint_band(brush, frame, low, high, self.tr("no detectable change"))
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
        xs = {frame.x(mark.day): tokens.strong(mark.tone) for mark in self._content.marks if frame.shows(mark.day)}
        paint_events(brush, self._event_labels, xs, frame)
        paint_line_labels(brush, self._line_labels, self._selected)
        if self._content.start is not None and frame.shows(self._content.start):
            paint_day_zero(brush, frame, frame.x(self._content.start))
        if self._hover and self._hover.spot:
            spot = self._hover.spot
            place = QPointF(frame.x(spot.day), frame.y(self._scale.height(spot.value)))
            paint_cursor(brush, frame, place.x())
            paint_ring(brush, place, line_colour(self._hover.line, tokens))
        if self.hasFocus():
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()
