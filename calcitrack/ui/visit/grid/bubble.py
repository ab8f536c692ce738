"""The sentence beside a cell: why a value is not taken, or what is asked about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, Tone, current_theme
from calcitrack.ui.widgets.label import Label

WIDTH = 340


class Bubble(QFrame):
    """Stands under a cell, above it where there is no room. It takes no click and no focus, but for a reason.

    Signals:
        answered: Enter in the line for the reason; carries the reason.
        declined: Esc there: back to the typed value.
    """

    answered = Signal(str)
    declined = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self._near = QRect()
        self._sentence = Label()
        self._reason = _ReasonLine()
        self._reason.setAccessibleName(self.tr("Reason"))
        self._hint = Label(role="small")
        self._column = QVBoxLayout(self)
        for widget in (self._sentence, self._reason, self._hint):
            self._column.addWidget(widget)
        self._reason.returnPressed.connect(self._on_reason_returned)
        self._reason.given_up.connect(self.declined)
        dress(self, kind="message")
        self.hide()

    def tell(self, near: QRect, text: str, tone: Tone, hint: str = "") -> None:
        """Say a sentence near a cell.

        Args:
            near: The cell, in the coordinates of the parent.
            text: The sentence, shown whole.
            tone: danger refuses, warning asks, accent informs.
            hint: What to press.
        """
        self._reason.hide()
        self._show(near, text, tone, hint)

    def ask(self, near: QRect, text: str, suggestion: str, hint: str, *, take_focus: bool) -> None:
        """Ask for a reason; the suggestion stands selected, so that typing replaces it and Enter takes it."""
        self._reason.setText(suggestion)
        self._reason.selectAll()
        self._reason.show()
        self._show(near, text, "warning", hint)
        if take_focus:
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def place_of(self, cell: QRect, viewport: QWidget) -> QRect:
        """A cell of a viewport in the coordinates of the bubble's parent."""
        return QRect(viewport.mapTo(self._room, cell.topLeft()), cell.size())

    def text(self) -> str:
        """The sentence that is shown; empty when nothing is."""
        return "" if self.isHidden() else self._sentence.text()

    def is_asking(self) -> bool:
        """Whether a reason is asked for."""
        return not self.isHidden() and not self._reason.isHidden()

    def holds(self, widget: QWidget | None) -> bool:
        """Whether a widget is part of the bubble."""
        return widget is not None and self.isAncestorOf(widget)

    def stand_near(self, near: QRect) -> None:
        """Follow the cell, which may have scrolled."""
        self._near = near
        room = self._room.rect()
        edge = current_theme().px(GAP_XS)
        width = min(current_theme().px(WIDTH), room.width() - 2 * edge)
        self.setFixedWidth(width)
        height = self._column.totalHeightForWidth(width)  # with the frame around it
        self.setFixedHeight(height)
        left = max(edge, min(near.left(), room.width() - width - edge))
        below = near.bottom() + edge
        top = below if below + height <= room.height() else max(edge, near.top() - edge - height)
        self.move(QPoint(left, top))

    def _show(self, near: QRect, text: str, tone: Tone, hint: str) -> None:
        self._sentence.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(text)
        dress(self, tone=tone)
        self._space()
        self.show()
        self.raise_()
        self.stand_near(near)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _space(self) -> None:
        px = current_theme().px
        self._column.setContentsMargins(px(GAP_M), px(GAP_S), px(GAP_M), px(GAP_S))
        self._column.setSpacing(px(GAP_XS))

    @Slot()
    def _on_reason_returned(self) -> None:
        self.answered.emit(self._reason.text().strip())

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._space()
            self.stand_near(self._near)
        super().changeEvent(event)


class _ReasonLine(QLineEdit):
    """A line that Esc leaves, and that Tab does not: the question stands until it is answered.

    Signals:
        given_up: Esc was pressed.
    """

    given_up = Signal()

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Take Tab as Enter."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
            self.returnPressed.emit()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn Esc into a wish."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
