"""The one line in which a value of the grid is typed."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from calcitrack.ui.style import dress
from calcitrack.ui.theme import current_theme


class Step(Enum):
    """Where the cursor wants to go once the value is taken."""

    STAY = auto()
    ENTER = auto()
    TAB = auto()
    BACK = auto()
    UP = auto()
    DOWN = auto()


_STEPS = {
    Qt.Key.Key_Return: Step.ENTER,
    Qt.Key.Key_Enter: Step.ENTER,
    Qt.Key.Key_Tab: Step.TAB,
    Qt.Key.Key_Backtab: Step.BACK,
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
}
_WINDOW_ONLY = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class CellEditor(QLineEdit):
    """Says what is wished with the typed text and decides nothing.

    Signals:
        finished: Enter, Tab or an arrow wants the text taken; carries the step to take then.
        given_up: Esc wants the text dropped.
        left: The focus went elsewhere in the window.

    Attributes:
        is_wide: Over the cells of the whole size: for a sentence, not a number.
    """

    finished = Signal(Step)
    given_up = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, wide: bool = False) -> None:
        super().__init__(parent)
        self.is_wide = wide
        self.setAlignment(Qt.AlignmentFlag.AlignLeft if wide else Qt.AlignmentFlag.AlignRight)
        px = current_theme().px
        # A cell is lower than a field of a form.
        self.setStyleSheet(f"QLineEdit {{ min-height: 0; padding: 0 {px(4)}px; border-radius: {px(5)}px; }}")

    def begin(self, text: str, name: str, *, select: bool) -> None:
        """Start with a text, the cursor behind it."""
        self.setAccessibleName(name)
        self.setText(text)
        if select:
            self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_refused(self, refused: bool) -> None:
        """Show that the text is not taken; the sentence beside the cell says why."""
        dress(self, refused=refused)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Take Tab before Qt moves the focus with it."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().event(event)
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not event.modifiers() & _CONTROL:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the keys that leave a cell into wishes; to undo the first character is to leave it, too."""
        step = _STEPS.get(Qt.Key(event.key()))
        nothing_typed = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
        if event.key() == Qt.Key.Key_Escape or nothing_typed:
            self.given_up.emit()
        elif step is not None and not event.modifiers() & _CONTROL:
            self.finished.emit(step)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell a focus that went to another place of the window from one that went to another window."""
        super().focusOutEvent(event)
        if event.reason() not in _WINDOW_ONLY:
            self.left.emit()


_CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
