"""Several lines of plain text that save themselves: whoever writes a note does not think of saving."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.visit.fields.panel_fields import is_undo_or_redo

PAUSE_MS = 2000
_LONGEST_PAUSES = 2
"""Of a text typed without a pause, a kill takes four seconds at most."""
_LEAST_LINES, _MOST_LINES = 4, 14


class ProseEdit(QPlainTextEdit):
    """Commits when it is left, after a pause in typing, and now and then while somebody types without one.

    Args:
        name: What a screen reader calls it.
        pause_ms: How long nobody types before the text is committed.

    Signals:
        taken(): Another text was taken.
    """

    taken = Signal()

    def __init__(self, name: str, pause_ms: int = PAUSE_MS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = ""
        self._pause, self._longest = self._timer(pause_ms), self._timer(pause_ms * _LONGEST_PAUSES)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    def held(self) -> str:
        """The text that was taken last, without blanks at its end."""
        return self._held

    def show_held(self, text: str) -> None:
        """Show what is recorded; what is being typed is left alone."""
        if text == self._held:
            return
        pending = self._is_pending()
        self._held = text
        if not pending:
            self._replace(text)

    def hold(self, text: str) -> None:
        """Show a text in place of whatever was typed."""
        self._held = text
        if self._is_pending():
            self._replace(text)
        self._rest()

    @Slot()
    def settle(self) -> None:
        """Take what is typed."""
        self._rest()
        if self._is_pending():
            self._held = self._written()
            self.taken.emit()

    def _timer(self, after_ms: int) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(after_ms)
        made.timeout.connect(self.settle)
        return made

    def _written(self) -> str:
        return self.toPlainText().rstrip()

    def _is_pending(self) -> bool:
        return self._written() != self._held

    def _replace(self, text: str) -> None:
        place = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(text)))
        self.setTextCursor(cursor)

    def _rest(self) -> None:
        self._pause.stop()
        self._longest.stop()

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._is_pending():
            self._rest()
            return
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo belongs to the text while something of it is not in the draft; then the draft's own step is meant."""
        if is_undo_or_redo(event) and not self._is_pending():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the text commits it."""
        super().focusOutEvent(event)
        self.settle()

    def sizeHint(self) -> QSize:
        """As high as its text, from a few lines up to many; longer texts scroll."""
        self.ensurePolished()
        lines = max(_LEAST_LINES, min(self.document().size().toSize().height(), _MOST_LINES))
        height = lines * self.fontMetrics().lineSpacing() + current_theme().px(2 * GAP_M)
        return QSize(current_theme().px(200), height)

    def minimumSizeHint(self) -> QSize:
        """As high as it wishes, and narrow where it must be."""
        return QSize(current_theme().px(120), self.sizeHint().height())
