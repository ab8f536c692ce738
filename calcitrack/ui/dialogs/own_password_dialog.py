"""One's own password, changed with the old one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from calcitrack.domain.errors import CalciTrackError, InvalidInput, WrongPassword
from calcitrack.ui.entry.field import Field
from calcitrack.ui.entry.new_password import NewPassword
from calcitrack.ui.entry.password_edit import PasswordEdit
from calcitrack.ui.entry.waiting import WaitingBar
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.i18n import translate

if TYPE_CHECKING:
    from calcitrack.ui.jobs import Job


class OwnPasswordDialog(FormDialog):
    """The old password and the new one, twice; closes once it is changed.

    Args:
        known: Names that others know: a password made of them is refused.
        change: Starts to change the password from the old to the new one on the worker.
    """

    def __init__(self, known: Sequence[str], change: Callable[[str, str], Job], parent: QWidget | None = None) -> None:
        super().__init__(
            translate("OwnPasswordDialog", "Change your password"),
            "",
            translate("OwnPasswordDialog", "Change"),
            width=460,
            parent=parent,
        )
        self._change = change
        self._old, self._new = PasswordEdit(), NewPassword()
        self._old_field = Field(self.tr("Password until now"), self._old)
        self._new.set_known(known)
        self._waiting = WaitingBar()
        self.add(self._old_field, self._new, self._waiting)
        self.remember()

    @Slot()
    def _on_changed(self) -> None:
        self.leave(accepted=True)

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        self._set_waiting(False)
        match error:
            case WrongPassword():
                self._old_field.set_fault(self.tr("This is not your password."))
                self._old.setFocus()
            case InvalidInput():
                self._new.show_fault(" ".join(translate(one.message) for one in error.faults))
            case CalciTrackError():
                told = " ".join(translate(part) for part in (error.message, error.remedy) if part is not None)
                self.message.show_message(told, "danger")
            case _:
                raise error

    def _set_waiting(self, waiting: bool) -> None:
        for part in (self._old, self._new, self.save_button):
            part.setEnabled(not waiting)
        if waiting:
            self._waiting.start(self.tr("Changing the password..."))
        else:
            self._waiting.stop()

    # Qt overrides

    def is_changed(self) -> bool:
        """A password is nothing to be kept: closing asks nothing."""
        return False

    def accept(self) -> None:
        """Change it, or say beside the fields what is wrong."""
        self._old_field.set_fault("" if self._old.text() else self.tr("Type your password."))
        if not self._old.text():
            self._old.setFocus()
        elif self._new.check():
            self._set_waiting(True)
            job = self._change(self._old.text(), self._new.text())
            job.succeeded.connect(self._on_changed)
            job.failed.connect(self._on_refused)
