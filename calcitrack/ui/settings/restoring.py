"""The way from a backup to a vault: which one, what it lacks, where to; then it is made on the worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.errors import show_failure

if TYPE_CHECKING:
    from calcitrack.clinic.backups import Beyond
    from calcitrack.clinic.session import Clinic
    from calcitrack.ui.session import Report, Session


class Restoring(QObject):
    """One restore at a time, over the window of a widget."""

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self._session, self._over = session, over

    def begin(self) -> None:
        """Ask which backup, unless one is open to be looked at: then it is that one."""
        itself = self._session.clinic.backups.itself()
        if itself is not None:
            self._ask_where(itself)
            return

        def look(clinic: Clinic, _report: Report) -> Any:
            return clinic.backups.compared(), clinic.backups.unusable()

        self._start(self.tr("Looking at the backups…"), look, self._on_compared)

    def _start(self, text: str, work: Callable[[Clinic, Report], Any], then: Callable[[Any], None]) -> None:
        job = self._session.start(work)
        job.succeeded.connect(then)
        job.failed.connect(self._on_failed)
        BusyDialog(job, text, patience_ms=0, parent=self._over)

    @Slot(object)
    def _on_compared(self, found: Any) -> None:
        from calcitrack.ui.dialogs.restore_dialog import RestoreDialog

        listed, unusable = found
        if not listed and not unusable:
            self._tell(self.tr("No backup in the vault's folder can be read. Look for one in the second folder."))
            return
        dialog = RestoreDialog(listed, unusable, self._over)
        if dialog.asked():
            self._open_to_read(dialog.chosen().backup)

    def _open_to_read(self, chosen: Any) -> None:
        def look(clinic: Clinic, _report: Report) -> Any:
            return clinic.backups.looked_into(chosen)

        self._start(self.tr("Opening the backup, to be read only…"), look, self._on_looked_into)

    @Slot(object)
    def _on_looked_into(self, found: Beyond) -> None:
        from calcitrack.ui.dialogs.restore_preview import RestorePreview

        if RestorePreview(found, self._over).asked():
            self._ask_where(found.backup)

    def _ask_where(self, chosen: Any) -> None:
        name, _ = QFileDialog.getSaveFileName(self._over, self.tr("New folder for the restored vault"))
        if not name:
            return
        target = Path(name)

        def work(clinic: Clinic, report: Report) -> Path:
            clinic.backups.restore(chosen, target, report)
            return target

        self._start(self.tr("Restoring…"), work, self._on_restored)

    @Slot(object)
    def _on_restored(self, target: Path) -> None:
        told = self.tr(
            "The restored vault is in {folder}. It was verified. To work with it, lock this one and choose that folder."
        )
        self._tell(told.format(folder=target))

    def _tell(self, text: str) -> None:
        QMessageBox(QMessageBox.Icon.Information, "CalciTrack", text, parent=self._over).open()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_failure(self._over, error)
