"""A password that somebody else gave opens only this form: an own one comes in its place."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from calcitrack.ui.entry.new_password import NewPassword
from calcitrack.ui.entry.unlock_form import primary_button, stack
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys


class OwnPasswordForm(LeadsKeys, QWidget):
    """The new password, twice.

    Args:
        name: Under which the person signs in: it must not make up the password.

    Signals:
        submitted(password): The new password will do.
    """

    submitted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._password = NewPassword()
        self._password.set_known([name])
        self._button = primary_button(self.tr("Set the password and unlock"))
        advice = self.tr("The password that you were given opens once. Choose one that nobody else knows.")
        stack(self, Label(self.tr("Your own password"), "heading"), Label(advice), self._password, self._button)
        self._password.returned.connect(self._submit)
        self._button.clicked.connect(self._submit)
        self.lead_keys(self._password)

    def clear(self) -> None:
        """Forget what was typed."""
        self._password.clear()

    def try_again(self) -> None:
        """After a refusal: another password."""
        self._password.setFocus()

    @Slot()
    def _submit(self) -> None:
        if self._password.check():
            self.submitted.emit(self._password.text())
