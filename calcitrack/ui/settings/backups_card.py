"""Backups: how old the newest is, a second folder, a drill, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMessageBox, QPushButton, QWidget

from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.errors import show_error, show_failure
from calcitrack.ui.i18n import translate
from calcitrack.ui.settings.restoring import Restoring
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys

if TYPE_CHECKING:
    from calcitrack.clinic.backups import Protection
    from calcitrack.clinic.session import Clinic
    from calcitrack.ui.jobs import Job
    from calcitrack.ui.session import Report, Session


class BackupsCard(LeadsKeys, Card):
    """Everything here runs on the worker, over a connection of its own, and can be cancelled."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self.set_title(self.tr("Backups"))
        self._state, self._tried, self._second = Label(), Label(), Label()
        self._make = QPushButton(self.tr("Back up now"))
        self._drill = QPushButton(self.tr("Try the newest backup"))
        self._restore = QPushButton(self.tr("Restore…"))
        self._choose = QPushButton(self.tr("Second folder…"))
        self._without = QPushButton(self.tr("No second folder"))
        self._make.setObjectName("makeBackup")
        self._drill.setObjectName("tryBackup")
        self._restore.setObjectName("restoreBackup")
        self._build()
        self._make.clicked.connect(self._on_make)
        self._drill.clicked.connect(self._on_drill)
        self._restore.clicked.connect(Restoring(session, self).begin)
        self._choose.clicked.connect(self._on_choose)
        self._without.clicked.connect(self._on_without)
        self.reload()

    @property
    def is_of_backup(self) -> bool:
        """Whether a backup is open to be looked at: then this is the way to work with it."""
        return self._make.isHidden()

    def reload(self) -> None:
        """Show what stands in the vault and beside it."""
        if self._is_backup():
            return
        try:
            self._show(self._session.clinic.backups.protection())
        except CalciTrackError as error:
            self._state.setText(translate(error.message))
            for part in (self._drill, self._restore, self._choose, self._without):
                part.setEnabled(False)

    def _show(self, protection: Protection) -> None:
        self._choose.setEnabled(True)
        self._without.setEnabled(True)
        self._seen = protection.second_folder
        none, never = self.tr("There is no backup yet."), self.tr("No backup was tried yet.")
        last, tried = protection.last, protection.tried
        self._state.setText(
            self.tr("The newest backup is of {when}; it was opened again and proved.").format(when=_day(last))
            if last
            else none
        )
        if protection.damaged:
            told = self.tr("Damaged backups lie there too: {n}. They count for nothing.")
            self._state.setText(f"{self._state.text()} {told.format(n=protection.damaged)}")
        self._tried.setText(self.tr("A backup was last tried on {when}.").format(when=_day(tried)) if tried else never)
        if protection.wants_drill(self._session.clinic.clock.now()):
            self._tried.setText(self._tried.text() + " " + self.tr("Try one each month."))
        self._second.setText(
            self.tr("A copy of each goes to {folder}.").format(folder=protection.second_folder)
            if protection.second_folder
            else self.tr("There is no second folder: when this disk fails, the backups fail with it.")
        )
        self._drill.setEnabled(last is not None)
        self._restore.setEnabled(last is not None or protection.damaged > 0)
        self._without.setVisible(protection.second_folder is not None)

    def _is_backup(self) -> bool:
        """Where a backup is open to be looked at, offer the way to work with it and nothing else."""
        itself = self._session.clinic.backups.itself()
        if itself is None:
            return False
        told = self.tr(
            "This is the backup of {when}, open to be read. To work with it, restore it into a new folder. What was "
            "written after that time is not in it."
        )
        self._state.setText(told.format(when=_day(itself.at)))
        self._restore.setText(self.tr("Restore this backup…"))
        for part in (self._tried, self._second, self._make, self._drill, self._choose, self._without):
            part.hide()
        return True

    def _build(self) -> None:
        for line, buttons in (
            ((self._state,), (self._make, self._restore)),
            ((self._tried,), (self._drill,)),
            ((self._second,), (self._choose, self._without)),
        ):
            for label in line:
                self.add(label)
            row = QWidget()
            inside = QHBoxLayout(row)
            inside.setContentsMargins(0, 0, 0, 0)
            for button in buttons:
                inside.addWidget(button)
            inside.addStretch(1)
            self.add(row)
        self.lead_keys(self._make)

    def _start(self, text: str, work: Callable[[Clinic, Report], Any], then: Callable[[Any], None]) -> Job:
        job = self._session.start(work)
        job.succeeded.connect(then)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        BusyDialog(job, text, patience_ms=0, parent=self)
        return job

    def _tell(self, text: str) -> None:
        QMessageBox(QMessageBox.Icon.Information, "CalciTrack", text, parent=self).open()

    def _set_folder(self, folder: Path | None) -> None:
        try:
            self._session.write(lambda clinic: clinic.backups.set_folder(folder, self._seen))
        except CalciTrackError as error:
            show_error(self, error)
            self.reload()

    @Slot()
    def _on_make(self) -> None:
        self._start(self.tr("Backing up…"), lambda clinic, report: clinic.backups.make(report), self._on_made)

    @Slot(object)
    def _on_made(self, made: Any) -> None:
        if made.second_failed is not None:
            told = self.tr("The backup is made. There is no copy in the second folder.")
            self._tell(f"{told} {translate(made.second_failed)}")

    @Slot()
    def _on_drill(self) -> None:
        text = self.tr("Restoring the newest backup to try it…")
        self._start(text, lambda clinic, report: clinic.backups.drill(report), self._on_drilled)

    @Slot(object)
    def _on_drilled(self, written: Any) -> None:
        self._session.tell(written)
        told = self.tr("The backup of {when} was restored, verified as a whole, and removed again: it is good.")
        self._tell(told.format(when=_day(written.value)))

    @Slot()
    def _on_choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Second folder for backups"))
        if name:
            self._set_folder(Path(name))

    @Slot()
    def _on_without(self) -> None:
        self._set_folder(None)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_failure(self, error)

    @Slot()
    def _on_finished(self) -> None:
        if not self._session.clinic.is_locked:
            self.reload()


def _day(moment: Any) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
