"""The form of every day: name and password."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from calcitrack.ui.entry.field import Field
from calcitrack.ui.entry.password_edit import CapsLockHint, PasswordEdit
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.leads_keys import LeadsKeys


class UnlockForm(LeadsKeys, QWidget):
    """Name and password.

    Signals:
        submitted(name, password): Both were given.
    """

    submitted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._password = name_edit(), PasswordEdit(self)
        self._name_field = Field(self.tr("Name"), self._name, parent=self)
        self._password_field = Field(self.tr("Password"), self._password, parent=self)
        self._button = primary_button(self.tr("Unlock"))
        self._caps_lock = CapsLockHint()
        stack(self, self._name_field, self._password_field, self._caps_lock, self._button)
        self._connect()
        self.lead_keys(self._name)

    def _connect(self) -> None:
        self._name.returnPressed.connect(self._password.setFocus)
        self._password.returned.connect(self._submit)
        self._button.clicked.connect(self._submit)
        self._password.caps_lock_seen.connect(self._caps_lock.setVisible)

    def clear(self) -> None:
        """Forget what was typed."""
        self._name.clear()
        self._password.clear()
        self._caps_lock.hide()
        for field in (self._name_field, self._password_field):
            field.set_fault("")

    def try_again(self) -> None:
        """After a refusal: the password is there to be looked at or typed over."""
        self._password.setFocus()
        self._password.select_all()

    @Slot()
    def _submit(self) -> None:
        name, password = self._name.text().strip(), self._password.text()
        self._name_field.set_fault("" if name else self.tr("Type the name that you sign in with."))
        self._password_field.set_fault("" if password else self.tr("Type your password."))
        if not name:
            self._name.setFocus()
        elif not password:
            self._password.setFocus()
        else:
            self.submitted.emit(name, password)


def name_edit() -> QLineEdit:
    """A line for a name or a code: no tablet keyboard may change or learn it."""
    made = QLineEdit()
    made.setInputMethodHints(Qt.InputMethodHint.ImhNoAutoUppercase | Qt.InputMethodHint.ImhNoPredictiveText)
    return made


def primary_button(text: str) -> QPushButton:
    """The one button that goes on."""
    made = QPushButton(text)
    made.setAutoDefault(True)  # outside dialogs Enter would not press it
    dress(made, kind="primary")
    return made


def stack(form: QWidget, *parts: QWidget) -> None:
    """Lay the parts of a form out one below the other."""
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_theme().px(GAP_M))
    for part in parts:
        column.addWidget(part)
