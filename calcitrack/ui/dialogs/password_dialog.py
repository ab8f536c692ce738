"""The password once more, before a name is put under something after a pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.entry.field import Field
from calcitrack.ui.entry.password_edit import CapsLockHint, PasswordEdit
from calcitrack.ui.entry.waiting import WaitingBar
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.i18n import translate

if TYPE_CHECKING:
    from calcitrack.clinic.keys import Key
    from calcitrack.ui.jobs import Progress
    from calcitrack.ui.session import Session


class PasswordDialog(FormDialog):
    """Asks whoever is signed in for their password, and tells the clinic once it was right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("PasswordDialog", "Is it you?"),
            translate("PasswordDialog", "After a pause, a signature takes the password of {name} again.").format(
                name=session.clinic.person.name
            ),
            translate("PasswordDialog", "Go on"),
            width=420,
            parent=parent,
        )
        self._session = session
        self._password = PasswordEdit()
        self._field = Field(self.tr("Password"), self._password)
        self._caps_lock = CapsLockHint()
        self._waiting = WaitingBar()
        self.add(self._field, self._caps_lock, self._waiting)
        self._password.caps_lock_seen.connect(self._caps_lock.setVisible)
        self.remember()

    @classmethod
    def proved(cls, session: Session, parent: QWidget | None = None) -> bool:
        """Whether the password was typed, or none is needed because there was no pause."""
        clinic = session.clinic
        if clinic.presence.is_proven(clinic.clock.now()):
            return True
        return cls(session, parent).asked()

    @Slot(object)
    def _on_key(self, key: Key) -> None:
        self._stop_waiting()
        try:
            self._session.clinic.people.prove(key)
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
        """Check the password on the worker; the form closes once it is right."""
        folder, login = self._session.clinic.folder, self._session.clinic.people.login()
        password, clock = self._password.text(), self._session.clinic.clock
        if not password:
            self._field.set_fault(self.tr("Type your password."))
            return

        def work(_progress: Progress) -> Key:
            from calcitrack.clinic.keys import find_key

            return find_key(folder, login, password, clock)

        self._field.set_fault("")
        self._password.setEnabled(False)
        self.save_button.setEnabled(False)
        self._waiting.start(self.tr("Checking the password..."))
        job = self._session.jobs.start(work)
        job.succeeded.connect(self._on_key)
        job.failed.connect(self._on_refused)
