"""Writes a cohort's export on the worker, with progress and a way to stop it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from calcitrack.domain.cohort.answer import CohortAnswer
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.cohort.export_dialog import Export, ExportDialog
from calcitrack.ui.errors import show_failure

if TYPE_CHECKING:
    from calcitrack.clinic.session import Clinic
    from calcitrack.ui.session import Report, Session


class CohortExport(QObject):
    """Asks what and where, writes, and says that it is done.

    Signals:
        written(path): The file is whole.
    """

    written = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window

    def begin(self, answer: CohortAnswer) -> None:
        """Ask, then write."""
        may = Role.ADMINISTRATOR in self._session.clinic.person.roles
        export = ExportDialog.ask(len(answer.ids), may_export_records=may, parent=self._window)
        if export is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export this cohort"), "cohort.zip", self.tr("Archives (*.zip)")
        )
        if chosen:
            self.write(answer, export, Path(chosen))

    def write(self, answer: CohortAnswer, export: Export, path: Path) -> None:
        """Write on the worker."""

        def work(clinic: Clinic, report: Report) -> str:
            if export is Export.COUNTS:
                clinic.cohort_exports.counts(path, answer)
            else:
                hides = export is Export.PSEUDONYMISED
                clinic.cohort_exports.records(path, answer, pseudonymised=hides, report=report)
            return str(path)

        job = self._session.start(work)
        job.succeeded.connect(self._on_written)
        job.failed.connect(self._on_failed)
        BusyDialog(job, self.tr("Writing {name}…").format(name=path.name), parent=self._window)

    @Slot(object)
    def _on_written(self, path: str) -> None:
        # Not signal to signal: a signal with any object cannot be tied to one with a text.
        self.written.emit(path)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_failure(self._window, error)
