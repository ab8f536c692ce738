"""Many summaries on their way into files: chosen, made on the worker, told how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox

from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.dialogs.batch_dialog import BatchDialog, Sources
from calcitrack.ui.errors import show_failure
from calcitrack.ui.i18n import number
from calcitrack.ui.jobs import Cancelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from calcitrack.clinic.batch import Batch
    from calcitrack.clinic.session import Clinic
    from calcitrack.ui.jobs import Job
    from calcitrack.ui.session import Report, Session


@dataclass(frozen=True, slots=True)
class _Stopped:
    """Somebody cancelled when so many had been written."""

    written: int


class BatchPrint(QObject):
    """Asks what and where, then writes.

    Args:
        session: Whose clinic it is.
        page: Shows the list; the questions stand over it.
    """

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def begin(self, patient_ids: Sequence[int], name: str) -> None:
        """Ask which summaries, and write them.

        Args:
            patient_ids: The patients listed, in their order.
            name: Of the list.
        """
        clinic = self._session.clinic
        listed = cache(lambda: clinic.batches.newest_of(patient_ids))
        sources = Sources(listed, len(patient_ids), clinic.batches.of_day)
        dialog = BatchDialog(name, sources, clinic.clock.today(), self._page)
        if not dialog.asked():
            return
        wanted = dialog.wanted
        where = self._folder() if dialog.is_one_each else self._file()
        if where is not None:
            self.write(wanted, where, one_each=dialog.is_one_each)

    def write(self, wanted: Sequence[tuple[int, int]], where: Path, *, one_each: bool) -> None:
        """Write the summaries of visits into a folder, or into one file."""

        def work(clinic: Clinic, report: Report) -> Batch | _Stopped:
            made = 0

            def counted(done: int, of: int) -> None:
                nonlocal made
                made = done
                report(done, of)

            make = clinic.batches.in_files if one_each else clinic.batches.in_one_file
            try:
                return make(wanted, where, counted)
            except Cancelled:
                return _Stopped(made if one_each else 0)

        job = self._session.start(work)
        job.succeeded.connect(lambda made: self._on_ended(made, len(wanted), where))
        job.failed.connect(self._on_failed)
        self._tell_where_it_never_began(job, len(wanted), where)
        BusyDialog(job, self.tr("Writing {n} summaries…").format(n=number(len(wanted))), parent=self._page)

    def _tell_where_it_never_began(self, job: Job, count: int, where: Path) -> None:
        """A job that is cancelled before its turn ends without an outcome; this says so, as of one that had begun."""
        outcomes: list[object] = []

        def on_finished() -> None:
            if not outcomes:
                self._tell(self._stopped_words(0, count, where))

        job.succeeded.connect(outcomes.append)
        job.failed.connect(outcomes.append)
        job.finished.connect(on_finished)

    def _folder(self) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._page, self.tr("Folder for the summaries"))
        return Path(name) if name else None

    def _file(self) -> Path | None:
        day = self._session.clinic.clock.today().isoformat()
        name, _ = QFileDialog.getSaveFileName(
            self._page, self.tr("File for the summaries"), f"summaries-{day}.pdf", self.tr("PDF (*.pdf)")
        )
        return Path(name) if name else None

    def _on_ended(self, made: Batch | _Stopped, count: int, where: Path) -> None:
        if isinstance(made, _Stopped):
            self._tell(self._stopped_words(made.written, count, where))
        else:
            self._on_made(made, count)

    def _stopped_words(self, written: int, count: int, where: Path) -> str:
        if not written:
            return self.tr("Stopped. No file was written.")
        told = self.tr(
            "Stopped. {where} has {n} of {m} summaries, each of them whole.\n\n"
            "Keep them safe: they can be read without a password."
        )
        return told.format(n=number(written), m=number(count), where=where)

    def _on_made(self, made: Batch, count: int) -> None:
        one, many = self.tr("1 summary is in {where}."), self.tr("{n} summaries are in {where}.")
        where = made.files[0].parent if len(made.files) > 1 else made.files[0]
        told = [(one if count == 1 else many).format(n=number(count), where=where)]
        if made.missing:
            told.append(
                self.tr("No font has these characters, boxes stand for them: {all}").format(all=" ".join(made.missing))
            )
        told.append(self.tr("Keep them safe: they can be read without a password."))
        self._tell("\n\n".join(told))

    def _tell(self, told: str) -> None:
        QMessageBox(QMessageBox.Icon.Information, "CalciTrack", told, parent=self._page).open()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_failure(self._page, error)
