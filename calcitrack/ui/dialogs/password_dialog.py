"""The password once more, before a name is put under something after a pause."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.entry.field import Field
from calcitrack.ui.entry.password_edit import CapsLockHint, PasswordEdit
from calcitrack.ui.entry.waiting import WaitingBar
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.i18n import translate
from calcitrack.ui.widgets.label import Label

if TYPE_CHECKING:
    from calcitrack.ui.jobs import Job


class PasswordDialog(FormDialog):
    """Asks whoever is signed in for their password; closes once it was right.

    Args:
        person: Whose password it is.
        check: Starts to check a password on the worker; the job fails where it is wrong.
        accept_key: Told what the job found; may refuse it by raising.
    """

    def __init__(
        self,
        person: str,
        check: Callable[[str], Job],
        accept_key: Callable[[object], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            translate("PasswordDialog", "Is it you?"),
            person,
            translate("PasswordDialog", "Go on"),
            width=420,
            parent=parent,
        )
        self._check, self._accept_key = check, accept_key
        self._password = PasswordEdit()
        self._field = Field(self.tr("Password"), self._password)
        self._caps_lock = CapsLockHint()
        self._waiting = WaitingBar()
        told = Label(self.tr("After a pause, a signature takes your password again."))
        self.add(told, self._field, self._caps_lock, self._waiting)
        self._password.caps_lock_seen.connect(self._caps_lock.setVisible)
        self.remember()

    @Slot(object)
    def _on_key(self, key: object) -> None:
        self._stop_waiting()
        try:
            self._accept_key(key)
        except CalciTrackError as error:
            self._on_refused(error)
            return
        self.leave(accepted=True)

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        self._stop_waiting()
        if not isinstance(error, CalciTrackError):
            raise error
        told = " ".join(translate(part) for part in (error.message, error.remedy) if part is not None)
        self._field.set_fault(told)
        self._password.setFocus()
        self._password.select_all()

    def _stop_waiting(self) -> None:
        self._waiting.stop()
        self._password.setEnabled(True)
        self.save_button.setEnabled(True)

    # Qt overrides

    def is_changed(self) -> bool:
        """A password is nothing to be kept: closing asks nothing."""
        return False

    def accept(self) -> None:
        """Check the password; the form closes once it is right."""
        password = self._password.text()
        if not password:
            self._field.set_fault(self.tr("Type your password."))
            return
        self._field.set_fault("")
        self._password.setEnabled(False)
        self.save_button.setEnabled(False)
        self._waiting.start(self.tr("Checking the password..."))
        job = self._check(password)
        job.succeeded.connect(self._on_key)
        job.failed.connect(self._on_refused)
