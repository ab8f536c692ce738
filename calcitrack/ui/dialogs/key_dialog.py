"""Before the data key is changed: what it means, and the password of whoever wants it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from calcitrack.ui.entry.field import Field
from calcitrack.ui.entry.password_edit import PasswordEdit
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.i18n import translate
from calcitrack.ui.widgets.label import Label


class KeyDialog(FormDialog):
    """Asks for the password; whether it is right is found when the vault is opened with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("KeyDialog", "Change the data key?"),
            "",
            translate("KeyDialog", "Change the data key"),
            width=680,
            parent=parent,
        )
        self._password = PasswordEdit()
        self._field = Field(self.tr("Your password"), self._password)
        for told in (
            self.tr("The vault is locked while it is written anew, and you sign in again afterwards."),
            self.tr("Everybody else can come in only with the first password that you are shown at the end."),
            self.tr("Have paper at hand: passwords and recovery code are shown once."),
        ):
            self.add(Label(f"• {told}"))
        self.add(self._field)
        self.remember()
        self._password.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None = None) -> str:
        """Show the form; the password, or an empty text when it was closed."""
        dialog = cls(parent)
        return dialog.value() if dialog.asked() else ""

    def value(self) -> str:
        """The password as typed."""
        return self._password.text()

    # Qt overrides

    def is_changed(self) -> bool:
        """A password is nothing to be kept: closing asks nothing."""
        return False

    def accept(self) -> None:
        """Close with the password, or ask for it."""
        if self._password.text():
            super().accept()
        else:
            self._field.set_fault(self.tr("Type your password."))
            self._password.setFocus()
