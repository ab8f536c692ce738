"""The way back in when a password is lost: the recovery code from paper, and a new password."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from calcitrack.ui.entry.field import Field
from calcitrack.ui.entry.new_password import NewPassword
from calcitrack.ui.entry.unlock_form import name_edit, primary_button, stack
from calcitrack.ui.widgets.leads_keys import LeadsKeys


class RecoveryForm(LeadsKeys, QWidget):
    """The name, the recovery code from paper, why it is used, and the new password that the name gets.

    Signals:
        submitted(name, code, password, reason): All were given and the new password will do.
    """

    submitted = Signal(str, str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._code, self._password = name_edit(), name_edit(), NewPassword()
        self._reason = QLineEdit()
        self._name_field = Field(self.tr("Name"), self._name)
        hint = self.tr("The eight groups from the paper; spaces, hyphens and capitals do not matter.")
        self._code_field = Field(self.tr("Recovery code"), self._code, hint)
        why = self.tr("Such as a lost password, or an emergency with nobody else at hand. It stands in the audit.")
        self._reason_field = Field(self.tr("Reason"), self._reason, why)
        self._button = primary_button(self.tr("Set the password and unlock"))
        stack(self, self._name_field, self._code_field, self._reason_field, self._password, self._button)
        self._connect()
        self.lead_keys(self._name)

    def _connect(self) -> None:
        self._name.returnPressed.connect(self._code.setFocus)
        self._code.returnPressed.connect(self._reason.setFocus)
        self._reason.returnPressed.connect(self._password.setFocus)
        self._password.returned.connect(self._submit)
        self._button.clicked.connect(self._submit)

    def clear(self) -> None:
        """Forget what was typed."""
        self._name.clear()
        self._code.clear()
        self._reason.clear()
        self._password.clear()
        for field in (self._name_field, self._code_field, self._reason_field):
            field.set_fault("")

    def try_again(self) -> None:
        """After a refusal: the code is the likely culprit."""
        self._code.setFocus()
        self._code.selectAll()

    @Slot()
    def _submit(self) -> None:
        name, code, reason = (line.text().strip() for line in (self._name, self._code, self._reason))
        self._name_field.set_fault("" if name else self.tr("Type the name that you sign in with."))
        self._code_field.set_fault("" if code else self.tr("Type the recovery code."))
        self._reason_field.set_fault("" if reason else self.tr("Say why the recovery code is used."))
        self._password.set_known([name])
        # From the last field to the first, so that the topmost fault ends up with the focus.
        is_ready = self._password.check()
        for edit, value in ((self._reason, reason), (self._code, code), (self._name, name)):
            if not value:
                edit.setFocus()
        if is_ready and name and code and reason:
            self.submitted.emit(name, code, self._password.text(), reason)
