"""The therapy bars under a trend, on its time axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from calcitrack.ui.theme import GAP_S, GAP_XS, SMALL_PX, Theme, current_theme
from calcitrack.ui.widgets.trend.axis import Frame
from calcitrack.ui.widgets.trend.bars import Bar
from calcitrack.ui.widgets.trend.events import EventMark

_ROW_PX, _BAR_PX = 24, 19


class TherapyLanes(QWidget):
    """Draws bars where a frame says that their days are. Text that finds no room is elided; pointing shows it whole.

    A bar that began before the field or runs on has an open, pointed end.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._marks: tuple[EventMark, ...] = ()
        self._frame: Frame | None = None
        self.setAccessibleName(self.tr("Therapies"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, bars: Sequence[Bar], marks: Sequence[EventMark]) -> None:
        """Show other therapies, and the days of events as lines across them."""
        self._bars, self._marks = tuple(bars), tuple(marks)
        self.setAccessibleDescription(". ".join(bar.tip.replace("\n", ", ") for bar in bars))
        self.setVisible(bool(bars))
        self.updateGeometry()
        self.update()

    def set_frame(self, frame: Frame) -> None:
        """Follow the time axis."""
        self._frame = frame
        self.update()

    def bar_at(self, x: float, y: float) -> Bar | None:
        """The therapy whose bar or text lies at a place; None for none."""
        return next((bar for bar, box, room in self._placed() if box.united(room).contains(x, y)), None)

    def _placed(self) -> Iterator[tuple[Bar, QRectF, QRectF]]:
        """Bars in the field, each with its box and the room that its text has."""
        if self._frame is None:
            return
        boxes = [(bar, box) for bar in self._bars if (box := self._box(bar, self._frame))]
        boxes.sort(key=lambda pair: (pair[0].row, pair[1].left()))
        for place, (bar, box) in enumerate(boxes):
            before = [other.right() for same, other in boxes[:place] if same.row == bar.row]
            after = [other.left() for same, other in boxes[place + 1 :] if same.row == bar.row]
            yield bar, box, self._text_room(bar, box, max(before, default=0.0), min(after, default=float(self.width())))

    def _box(self, bar: Bar, frame: Frame) -> QRectF | None:
        last = frame.last if bar.last is None else bar.last
        if last < frame.first or bar.first > frame.last:
            return None
        left, right = max(frame.x(bar.first), frame.left), min(frame.x(last), frame.right)
        if bar.point or right - left < _px(GAP_XS):
            right = left + _px(GAP_XS)
        top = bar.row * _px(_ROW_PX) + (_px(_ROW_PX) - _px(_BAR_PX)) / 2
        return QRectF(left, top, right - left, _px(_BAR_PX))

    def _text_room(self, bar: Bar, box: QRectF, low: float, high: float) -> QRectF:
        """Inside the bar; where that cuts the name, the free room behind or before it if that is larger."""
        gap = _px(GAP_XS)
        inside = box.adjusted(2 * gap, 0, -2 * gap, 0)
        behind = QRectF(box.right() + gap, box.top(), high - box.right() - 2 * gap, box.height())
        ahead = QRectF(low + gap, box.top(), box.left() - low - 2 * gap, box.height())
        wanted = QFontMetricsF(_font(self.font())).horizontalAdvance(bar.name) + 1
        fitting = next((room for room in (inside, behind, ahead) if room.width() >= wanted), None)
        room = fitting or max(inside, behind, ahead, key=QRectF.width)
        if room == ahead:  # the name ends at its bar
            room.setLeft(max(room.left(), room.right() - wanted))
        return room

    def _paint_bar(self, painter: QPainter, bar: Bar, box: QRectF, room: QRectF, frame: Frame) -> None:
        tokens = current_theme().tokens
        painter.setPen(QPen(QColor(tokens.accent if bar.running else tokens.faint), 1))
        painter.setBrush(QColor(tokens.accent_weak if bar.running else tokens.line))
        opened = bar.first < frame.first, bar.running or (bar.last or 0) > frame.last
        painter.drawPath(_shape(box.adjusted(0.5, 0.5, -0.5, -0.5), *opened))
        self._paint_text(painter, bar, box, room, current_theme())

    def _paint_text(self, painter: QPainter, bar: Bar, box: QRectF, room: QRectF, theme: Theme) -> None:
        font, ground = _font(self.font()), QColor(theme.tokens.surface)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens.text))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, room.width() + 1)
        if not box.contains(room.center()):  # the line of an event must not run through text
            painter.fillRect(QRectF(room.left(), room.top(), metrics.horizontalAdvance(name), room.height()), ground)
        painter.drawText(room.adjusted(0, 0, 1, 0), middle, name)
        left = metrics.horizontalAdvance(name) + theme.px(GAP_S)
        if bar.note and room.width() - left >= metrics.horizontalAdvance(bar.note):
            painter.setPen(QColor(theme.tokens.muted))
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, bar.note)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """A row of bars for each row there is."""
        rows = max((bar.row + 1 for bar in self._bars), default=0)
        return QSize(_px(200), rows * _px(_ROW_PX) + _px(GAP_XS))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars, and the lines of events across them."""
        if self._frame is None:
            return
        tokens = current_theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._marks:
            if self._frame.shows(mark.day):
                x = self._frame.x(mark.day)
                painter.setPen(QPen(QColor(tokens.strong(mark.tone)), 1, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        for bar, box, room in self._placed():
            self._paint_bar(painter, bar, box, room, self._frame)

    def event(self, event: QEvent) -> bool:
        """Show the whole of a therapy that is pointed at."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            bar = self.bar_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), bar.tip if bar else "", self)
            return True
        return super().event(event)


def _px(size: float) -> int:
    return current_theme().px(size)


def _font(base: QFont) -> QFont:
    made = QFont(base)
    made.setPixelSize(_px(SMALL_PX))
    return made


def _shape(box: QRectF, open_left: bool, open_right: bool) -> QPainterPath:
    """A bar; an open end is pointed, a closed one square."""
    tip = min(box.height() / 3, box.width() / 2)
    path = QPainterPath(QPointF(box.left() + (tip if open_left else 0), box.top()))
    path.lineTo(box.right() - (tip if open_right else 0), box.top())
    if open_right:
        path.lineTo(box.right(), box.center().y())
    path.lineTo(box.right() - (tip if open_right else 0), box.bottom())
    path.lineTo(box.left() + (tip if open_left else 0), box.bottom())
    if open_left:
        path.lineTo(box.left(), box.center().y())
    path.closeSubpath()
    return path
