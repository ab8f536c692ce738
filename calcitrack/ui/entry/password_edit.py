"""A password as it is typed: hidden, with a button that reveals it and an eye on Caps Lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from calcitrack.ui.icons import icon
from calcitrack.ui.theme import GAP_XS, current_theme
from calcitrack.ui.widgets.label import Label


class PasswordEdit(QWidget):
    """A password field. Pasting is allowed; forgetting the text in time is for the page.

    Signals:
        edited(text): The user changed the text.
        returned: Enter was pressed.
        caps_lock_seen(on): What the last key tells of Caps Lock.
    """

    edited = Signal(str)
    returned = Signal()
    caps_lock_seen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = _SecretLine(self)
        self._reveal = QToolButton()
        self._reveal.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(GAP_XS))
        row.addWidget(self._edit, 1)
        row.addWidget(self._reveal)
        self.setFocusProxy(self._edit)
        self._edit.textEdited.connect(self.edited)
        self._edit.returnPressed.connect(self.returned)
        self._reveal.toggled.connect(self._on_reveal_toggled)
        self._on_reveal_toggled(False)

    def text(self) -> str:
        """The password."""
        return self._edit.text()

    def clear(self) -> None:
        """Forget the password and hide the next one."""
        self._edit.clear()
        self._reveal.setChecked(False)

    def select_all(self) -> None:
        """Mark the whole text, so that typing replaces it."""
        self._edit.selectAll()

    def _draw_icon(self) -> None:
        theme = current_theme()
        shown = self._reveal.isChecked()
        colour = theme.tokens.accent if shown else theme.tokens.muted
        self._reveal.setIcon(icon("eye-off" if shown else "eye", colour, theme.px(18)))
        self._reveal.setIconSize(QSize(theme.px(18), theme.px(18)))

    @Slot(bool)
    def _on_reveal_toggled(self, shown: bool) -> None:
        self._edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        # Leaving the hidden mode would let the keyboard of a tablet learn the word.
        self._edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        text = self.tr("Hide the password") if shown else self.tr("Show the password")
        self._reveal.setToolTip(text)
        self._reveal.setAccessibleName(text)
        self._draw_icon()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours and another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._draw_icon()
        super().changeEvent(event)


class CapsLockHint(Label):
    """Says that Caps Lock is on, while it is."""

    def __init__(self) -> None:
        super().__init__(tone="warning")
        self.setText(self.tr("Caps Lock is on."))
        self.hide()


class _SecretLine(QLineEdit):
    """Qt does not tell the state of Caps Lock: a letter whose case does not fit the Shift key gives it away."""

    def __init__(self, owner: PasswordEdit) -> None:
        super().__init__(owner)
        self._owner = owner
        self._caps: bool | None = None

    def _learn(self, event: QKeyEvent) -> None:
        letter = event.text()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        known: bool | None = None
        if event.key() == Qt.Key.Key_CapsLock:
            known = None if self._caps is None else not self._caps
        elif len(letter) == 1 and letter.isupper() != letter.islower():
            # A capital typed with Shift tells nothing on a Mac, where Shift does not undo Caps Lock.
            known = None if letter.isupper() and shift else letter.isupper() or shift
        if known is not None and known != self._caps:
            self._caps = known
            self._owner.caps_lock_seen.emit(known)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at the key, then type it."""
        self._learn(event)
        super().keyPressEvent(event)
