"""A referral on its way to paper: asked for by a form, made on the worker, shown before it leaves the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.dialogs.referral_dialog import ReferralDialog
from calcitrack.ui.errors import show_failure
from calcitrack.ui.preview.pdf_preview import Paper, show_pdf
from calcitrack.ui.words import identity

if TYPE_CHECKING:
    from calcitrack.domain.letter import Letter
    from calcitrack.domain.patient import Patient
    from calcitrack.reports.printed import Printed
    from calcitrack.ui.pages.chart.open_chart import OpenChart
    from calcitrack.ui.widgets.message_bar import MessageBar


class ReferralPrint(QObject):
    """Writes referrals, one at a time. What was typed waits for the next try while the patient stays the same.

    Args:
        chart: The open record.
        message: Says why none can be written.
    """

    def __init__(self, chart: OpenChart, message: MessageBar) -> None:
        super().__init__(chart.window)
        self._chart, self._message = chart, message
        self._patient: Patient | None = None
        self._typed: Letter | None = None
        self._is_busy = False

    def begin(self) -> None:
        """Ask for the letter, then make the print; nothing where another one is being made."""
        record = self._chart.record
        if record is None or self._is_busy:
            return
        if not record.counted_visits:
            told = self.tr("A referral is made from signed visits, and this record has none. Sign a visit first.")
            self._message.show_message(told, "warning")
            return
        patient = record.patient
        if self._patient is None or self._patient.id != patient.id:
            self._typed = None
        self._patient = patient
        letter = ReferralDialog.ask(identity(patient), self._typed, self._chart.window)
        if letter is None:
            return
        self._typed, self._is_busy = letter, True
        job = self._chart.session.start(
            lambda clinic, report: clinic.prints.referral(patient.id, letter, report=report)
        )
        job.succeeded.connect(self._on_printed)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_ended)
        BusyDialog(job, self.tr("Making the referral…"), parent=self._chart.window)

    @Slot(object)
    def _on_printed(self, printed: Printed) -> None:
        patient = self._patient
        assert patient is not None, "a referral was asked for"
        if not self._chart.window.isVisible():  # locked meanwhile: it would stand over the lock
            told = self.tr("The referral was not shown. Write it again: what you typed is still there.")
            self._message.show_message(told, "warning")
            return
        day = self._chart.clinic.clock.today().isoformat()
        # Neither the name of the file nor a title tells the patient's name.
        name = f"referral-{patient.mrn}-{day}.pdf".replace("/", "-")
        notice = self.tr(
            "The letter is not kept in the record: save or print it. To change it, close this and write again; "
            "what you typed is still there."
        )
        paper = Paper(self.tr("Referral"), printed.content, name, identity(patient), printed.missing, notice)
        show_pdf(self._chart.window, self._chart.session.jobs, paper)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_failure(self._chart.window, error)

    @Slot()
    def _on_ended(self) -> None:
        self._is_busy = False
