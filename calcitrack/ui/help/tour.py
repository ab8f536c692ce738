"""The tour: a card that points at one real part of the window after the other. It can be left at any time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from calcitrack.ui.style import dress
from calcitrack.ui.theme import CONTROL_RADIUS, GAP_M, GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.label import Label

_CARD_PX = 340
_TURNING = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_SHADE = 110
"""How dark the rest of the window is made, of 255."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the tour.

    Attributes:
        target: Gives the part of the window it is about, or None when that is not on screen.
        title: What it is.
        text: What it is good for.
    """

    target: Callable[[], QWidget | None]
    title: str
    text: str


class Tour(QWidget):
    """Lies over the window while the tour lasts; nothing below it can be clicked by mistake.

    Args:
        stops: In order; those whose part is not on screen are left out.
        window: What it lies over.

    Signals:
        ended(): Left or finished.
    """

    ended = Signal()

    def __init__(self, stops: Sequence[Stop], window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._stops = [stop for stop in stops if _rect_of(stop, window) is not None]
        self._at = 0
        self._card = QFrame(self)
        self._title, self._text, self._count = Label(role="heading"), Label(), Label(role="small")
        self._leave = QPushButton(self.tr("Leave the tour"))
        self._back = QPushButton(self.tr("Back"))
        self._next = QPushButton()
        self._before = window.focusWidget()
        self.setAccessibleName(self.tr("Tour of the program"))
        self._build()
        window.installEventFilter(self)
        for button in (self._leave, self._back, self._next):
            button.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self._show()

    def _build(self) -> None:
        dress(self._card, kind="card")
        dress(self._next, kind="primary")
        dress(self._leave, kind="flat")
        px = current_theme().px
        buttons = QHBoxLayout()
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(px(GAP_M), px(GAP_M), px(GAP_M), px(GAP_M))
        column.setSpacing(px(GAP_S))
        for part in (self._title, self._text, self._count):
            column.addWidget(part)
        column.addLayout(buttons)
        self._leave.clicked.connect(self.leave)
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)

    def _show(self) -> None:
        if not self._stops:
            self.leave()
            return
        stop = self._stops[self._at]
        self._title.setText(stop.title)
        self._text.setText(stop.text)
        self._count.setText(self.tr("{number} of {all}").format(number=self._at + 1, all=len(self._stops)))
        self._back.setEnabled(self._at > 0)
        self._next.setText(self.tr("Next") if self._at + 1 < len(self._stops) else self.tr("Done"))
        self._next.setAccessibleDescription(f"{stop.title}. {stop.text}")
        self._place()
        self._next.setFocus()
        self.update()

    def _place(self) -> None:
        """Put the card below, above or beside the part that it is about, inside the window."""
        px = current_theme().px
        wide = min(px(_CARD_PX), self.width() - 2 * px(GAP_M))
        self._card.setFixedWidth(wide)
        self._card.ensurePolished()
        layout = self._card.layout()
        high = layout.totalHeightForWidth(wide) if layout is not None else 0
        self._card.resize(wide, max(high, self._card.minimumSizeHint().height()))
        self._card.move(_beside(self._lit(), self._card.rect(), self.rect(), px(GAP_M)))

    def _lit(self) -> QRect:
        found = _rect_of(self._stops[self._at], self._window)
        edge = current_theme().px(GAP_XS)
        return (found or QRect()).adjusted(-edge, -edge, edge, edge).intersected(self.rect())

    @Slot()
    def leave(self) -> None:
        """End the tour; the keys go back to where they were."""
        self._end()
        if self._before is not None:
            self._before.setFocus()

    def _end(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.disconnect(self._on_focus_changed)
        self._window.removeEventFilter(self)
        self.hide()
        self.ended.emit()
        self.deleteLater()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A shortcut has taken the keys elsewhere: whoever pressed it is done with the tour."""
        if now is not None and now.window() is self.window() and not self.isAncestorOf(now) and now is not self:
            self._end()

    @Slot()
    def _on_back(self) -> None:
        self._at -= 1
        self._show()

    @Slot()
    def _on_next(self) -> None:
        self._at += 1
        if self._at == len(self._stops):
            self.leave()
        else:
            self._show()

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Everything but the part in question lies in shade, and a ring goes around that part."""
        theme = current_theme()
        painter = QPainter(self)
        lit = self._lit()
        painter.setClipRegion(QRegion(self.rect()).subtracted(QRegion(lit)))
        painter.fillRect(self.rect(), QColor(0, 0, 0, _SHADE))
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.tokens.accent), theme.px(3)))
        painter.drawRoundedRect(lit.adjusted(1, 1, -2, -2), theme.px(CONTROL_RADIUS), theme.px(CONTROL_RADIUS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; the arrows go on and back; no other key reaches what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_next()
        elif event.key() == Qt.Key.Key_Left and self._at > 0:
            self._on_back()
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's own names
        """Tab stays among the buttons of the card."""
        order = [button for button in (self._leave, self._back, self._next) if button.isEnabled()]
        at = next_of(order, self.focusWidget(), 1 if next else -1)
        order[at].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering a window that changes its size; a button hands the arrows on, which it would use itself."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
            self._place()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TURNING:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)


def next_of(order: Sequence[QWidget], current: QWidget | None, step: int) -> int:
    """The place of the next widget in a ring; the first when the current one is not in it."""
    return (order.index(current) + step) % len(order) if current in order else 0


def _rect_of(stop: Stop, window: QWidget) -> QRect | None:
    target = stop.target()
    if target is None or not target.isVisibleTo(window):
        return None
    return QRect(target.mapTo(window, QPoint(0, 0)), target.size())


def _beside(lit: QRect, card: QRect, room: QRect, gap: int) -> QPoint:
    """The first place that hides nothing of the part: below, above, right, left; else the lower right corner."""
    left = min(max(lit.left(), gap), room.width() - card.width() - gap)
    top = min(max(lit.top(), gap), room.height() - card.height() - gap)
    places = (
        QPoint(left, lit.bottom() + gap),
        QPoint(left, lit.top() - gap - card.height()),
        QPoint(lit.right() + gap, top),
        QPoint(lit.left() - gap - card.width(), top),
    )
    inside = room.adjusted(gap // 2, gap // 2, -gap // 2, -gap // 2)
    corner = QPoint(room.width() - card.width() - gap, room.height() - card.height() - gap)
    return next((place for place in places if inside.contains(QRect(place, card.size()))), corner)
