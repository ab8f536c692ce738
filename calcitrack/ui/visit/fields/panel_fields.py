"""The two kinds of field of the panel: a list to choose from, and a line that commits once it is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from calcitrack.ui.style import dress
from calcitrack.ui.theme import current_theme

PAUSE_MS = 2000
"""How long nobody walks through a list before what it shows is taken."""
_AROUND = 52
"""Padding at the left and the mark at the right of a list, as the style sheet draws them."""


_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_WALKING = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}
)
"""Keys that choose another value in a closed list, beside the first letters of its words."""


def settle_fields(parent: QWidget) -> None:
    """Take what is typed or walked to in the fields inside a widget; whoever cannot take it says why."""
    for box in parent.findChildren(ChoiceBox):
        box.settle()
    for line in parent.findChildren(LineField):
        if line.isVisible():
            line.offer()


def _walks(event: QKeyEvent) -> bool:
    """Whether a key only goes on to another value of a closed list."""
    return event.key() in _WALKING or (event.text().isalnum() and not event.modifiers() & _COMMANDING)


def is_undo_or_redo(event: QKeyEvent) -> bool:
    """Whether a key takes something back or does it again."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class ChoiceBox(QComboBox):
    """A list of values with their words. The wheel passes by: a page that is scrolled changes no record.

    The arrow keys pass values that nobody means: one is taken when the list is left, at another key, or after a pause.

    Signals:
        chosen: The person chose another value; carries it.
    """

    chosen = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[object] = []
        self._shown: object = None
        self._by_key = False
        self._walk = QTimer(self)
        self._walk.setSingleShot(True)
        self._walk.setInterval(PAUSE_MS)
        self._walk.timeout.connect(self.settle)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_choices(choices)
        self.activated.connect(self._on_activated)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer other values; the one shown stays where it is among them."""
        self._walk.stop()
        self.clear()
        self._values = [value for value, _ in choices]
        self.addItems([word for _, word in choices])
        self.set_value(self._shown if self._shown in self._values else self._values[0])

    def set_value(self, value: object) -> None:
        """Show a value; what the keys walked to is left alone. Says nothing."""
        self._shown = value
        if not self._walk.isActive():
            self.setCurrentIndex(self._values.index(value))

    def value(self) -> object:
        """The value taken last."""
        return self._shown

    @Slot()
    def settle(self) -> None:
        """Take the value that the keys walked to."""
        self._walk.stop()
        value = self._values[self.currentIndex()]
        if value != self._shown:
            self._shown = value
            self.chosen.emit(value)

    @Slot(int)
    def _on_activated(self, _place: int) -> None:
        if self._by_key:
            self._walk.start()
        else:
            self.settle()

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Any key but one that walks on takes the value before it does what it does, such as Tab or an undo."""
        pressed = event.type() == QEvent.Type.ShortcutOverride and self._walk.isActive()
        if pressed and isinstance(event, QKeyEvent) and not _walks(event):
            self.settle()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a key chooses in the closed list is on the way to something else, as long as more keys come."""
        self._by_key = True
        super().keyPressEvent(event)
        self._by_key = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the list takes its value."""
        super().focusOutEvent(event)
        if self._walk.isActive():
            self.settle()

    def sizeHint(self) -> QSize:
        """Room for the longest word."""
        self.ensurePolished()
        longest = max(self.fontMetrics().horizontalAdvance(self.itemText(place)) for place in range(self.count()))
        return QSize(longest + current_theme().px(_AROUND), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A word is never cut."""
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class LineField(QLineEdit):
    """A line whose text is offered when it is left or on Enter, once for each change.

    Signals:
        offered: The text wants to be taken; whoever takes it shows the value anew, whoever does not says why.
        given_up: Esc went back to what is recorded.
    """

    offered = Signal(str)
    given_up = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self.setAccessibleName(name)
        self.editingFinished.connect(self.offer)

    def show_value(self, text: str) -> None:
        """Show what is recorded; what is being typed or was refused is left alone."""
        pending = self.is_pending()
        self._value = text
        if not pending:
            self.restore()

    def take(self, text: str) -> None:
        """Show what was taken in place of what was typed."""
        self._value = text
        self.restore()

    def restore(self) -> None:
        """Go back to what is recorded."""
        self.setText(self._value)
        self.set_refused(False)

    def is_pending(self) -> bool:
        """Whether there is typed text that was not taken."""
        return self.text() != self._value

    def set_refused(self, refused: bool) -> None:
        """Mark the line; the words stand elsewhere."""
        if bool(self.property("refused")) != refused:
            dress(self, refused=refused)

    @Slot()
    def offer(self) -> None:
        """Offer typed text as leaving the line does."""
        if self.is_pending():
            self.offered.emit(self.text().strip())

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to what is recorded; undo belongs to the line only while something is typed in it."""
        if event.key() == Qt.Key.Key_Escape and self.is_pending():
            self.restore()
            self.given_up.emit()
        elif is_undo_or_redo(event) and not self.is_pending():
            event.ignore()  # nothing is typed here: the draft's own step is meant
        else:
            super().keyPressEvent(event)
