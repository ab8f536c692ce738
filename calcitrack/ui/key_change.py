"""The change of the data key at the window: asked for, done on the worker while the vault is locked, and told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.dialogs.key_dialog import KeyDialog
from calcitrack.ui.dialogs.secrets_dialog import SecretsDialog
from calcitrack.ui.errors import show_failure
from calcitrack.ui.jobs import Cancelled

if TYPE_CHECKING:
    from calcitrack.clinic.people import NewKeys
    from calcitrack.domain.clock import Clock
    from calcitrack.ui.jobs import JobRunner, Progress


class KeyChange(QObject):
    """One change, from the question to the papers.

    Args:
        folder: Of the vault.
        login: Of the administrator who is signed in.
        clock: The clinic's.
        jobs: The worker.
        window: What stands on the screen meanwhile.
    """

    def __init__(self, folder: Path, login: str, clock: Clock, jobs: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._folder, self._login, self._clock, self._jobs, self._window = folder, login, clock, jobs, window

    def ask_password(self) -> str:
        """Say what it means and ask for the password; empty when it shall not be."""
        return KeyDialog.ask(self._window)

    def start(self, password: str) -> None:
        """Do it; until the last step it can be cancelled, and then nothing of it is left."""
        folder, login, clock = self._folder, self._login, self._clock

        def work(progress: Progress) -> NewKeys:
            from calcitrack.clinic.session import open_clinic

            def report(done: int, of: int) -> None:
                if progress.cancelled:
                    raise Cancelled
                progress.report(done, of)

            clinic = open_clinic(folder, login, password, clock)
            try:
                return clinic.people.change_data_key(password, report)
            finally:
                clinic.close()

        job = self._jobs.start(work)
        job.succeeded.connect(self._on_changed)
        job.failed.connect(self._on_failed)
        BusyDialog(job, self.tr("Writing the vault under another key…"), patience_ms=0, parent=self._window)

    @Slot(object)
    def _on_changed(self, made: NewKeys) -> None:
        code = (self.tr("The new recovery code of the vault"), made.recovery_code)
        advice = self.tr(
            "Write all of this on paper before you close it: none of it is ever shown again. Hand out the first "
            "passwords; each opens once. Your own password is as before."
        )
        heading = self.tr("The data key is changed")
        SecretsDialog(heading, advice, [code, *made.first_passwords], self._window).asked()
        self.deleteLater()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.deleteLater()
        show_failure(self._window, error)
