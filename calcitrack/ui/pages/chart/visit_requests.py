"""What is asked of an open chart about its visits: sign, discard, amend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from calcitrack.domain.review import missing
from calcitrack.domain.validation import assessment_faults
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.dialogs.addendum_dialog import AddendumDialog, Amendable
from calcitrack.ui.dialogs.discard_dialog import DiscardDialog
from calcitrack.ui.dialogs.sign_dialog import SignDialog
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.pages.chart.identity_proof import is_proved
from calcitrack.ui.visit.grid.rows import grid_rows
from calcitrack.ui.words import identity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from calcitrack.domain.errors import Fault
    from calcitrack.domain.record import PatientRecord
    from calcitrack.domain.visit import Assessment
    from calcitrack.ui.pages.chart.open_chart import OpenChart
    from calcitrack.ui.pages.visit.visit_panel import VisitPanel
    from calcitrack.ui.widgets.message_bar import MessageBar


class VisitRequests(QObject):
    """Each takes what is being typed first, then asks, then writes.

    Args:
        chart: The open record.
        panel: Shows the draft.
        message: Tells what came of it.
        reload: Reads the open record anew.

    Signals:
        signed(): The draft was signed.
    """

    signed = Signal()

    def __init__(self, chart: OpenChart, panel: VisitPanel, message: MessageBar, reload: Callable[[], None]) -> None:
        super().__init__(chart.window)
        self._chart, self._panel, self._message, self._reload = chart, panel, message, reload
        panel.fields.scores.large_requested.connect(self.ask_large)

    @Slot()
    def review_and_sign(self) -> None:
        """Show what is in the draft and what is missing, and sign it."""
        chart = self._chart
        if chart.draft is None or not self._panel.settle():
            return
        self._reload()
        record, draft = chart.record, chart.draft
        if record is None or draft is None:
            return
        person = chart.clinic.person
        if Role.CLINICIAN not in person.roles:
            told = self.tr("Only a clinician signs. The draft is saved and waits on the worklist.")
            self._message.show_message(told, "warning")
            return
        if not SignDialog.ask(record, draft, missing(record, draft), person.name, chart.window):
            return
        if not is_proved(chart.session, chart.window):
            return
        patient_id, visit = record.patient.id, draft
        if chart.write(lambda c: c.visits.sign(patient_id, visit.id, visit.version)):
            self.signed.emit()
            told = self.tr("The visit of {day} is signed.").format(day=day(visit.visited_on))
            self._message.show_message(told, "good", self.tr("Print summary"))

    @Slot()
    def ask_large(self) -> None:
        """Ask the patient's scores with large buttons; each answer is in the draft before the next question."""
        from calcitrack.ui.visit.fields.large_questions import LargeQuestions

        record, scores = self._chart.record, self._panel.fields.scores
        if record is None or self._chart.draft is None or not self._panel.settle():
            return
        shown = LargeQuestions(scores.catalogue, scores.held(), identity(record.patient), self._chart.window)
        shown.answered.connect(scores.take)
        shown.setWindowState(Qt.WindowState.WindowFullScreen)
        shown.exec()
        shown.deleteLater()

    @Slot()
    def discard(self) -> None:
        """Throw the draft away, once it was asked."""
        record, draft = self._chart.record, self._chart.draft
        if record is None or draft is None:
            return
        if DiscardDialog.ask(record.patient, draft, self._chart.window):
            patient_id = record.patient.id
            self._chart.write(lambda clinic: clinic.visits.discard(patient_id, draft.id, draft.version))

    @Slot()
    def amend_visit(self) -> None:
        """Write an addendum to a signed visit, the last one unless another is chosen."""
        record = self._chart.record
        if record is None or not record.counted_visits:
            return
        found = AddendumDialog.ask(self._amendable(record), self._chart.window)
        if found is None or not is_proved(self._chart.session, self._chart.window):
            return
        patient_id = record.patient.id
        visit = next(one for one in record.counted_visits if one.id == found.visit_id)
        self._chart.write(
            lambda clinic: clinic.visits.amend(
                patient_id, visit.id, found.kind, found.reason, found.text, found.corrected, seen=len(visit.addenda)
            )
        )

    def _amendable(self, record: PatientRecord) -> Amendable:
        clinic = self._chart.clinic
        born, today = record.patient.birth_date, clinic.clock.today()

        def faults_of(assessment: Assessment) -> Sequence[Fault]:
            return assessment_faults(assessment, record.lesion(assessment.lesion_id).place, born, today)

        return Amendable(
            identity(record.patient),
            tuple(reversed(record.counted_visits)),
            lambda visit: grid_rows(record, visit, clinic.sites),
            clinic.person.name,
            faults_of,
            told_differences,
        )


def told_differences(before: Assessment | None, after: Assessment) -> Sequence[str]:
    """What a correction changes, in the words of the print."""
    from calcitrack.reports.corrections import differences
    from calcitrack.reports.words import EnglishWords, Voice

    template = translate("VisitRequests", "{field}: {after} (before: {before})")
    found = differences(Voice(EnglishWords()), before, after)
    return [template.format(field=one.field, before=one.before, after=one.after) for one in found]
