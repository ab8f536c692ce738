"""What is asked of a chart about another record of the same person: to merge it, and to separate it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.dialogs.patients.merge_choice_dialog import MergeChoiceDialog
from calcitrack.ui.dialogs.patients.merge_dialog import Answer, MergeDialog
from calcitrack.ui.dialogs.patients.separate_dialog import SeparateDialog
from calcitrack.ui.errors import show_error, show_failure

if TYPE_CHECKING:
    from calcitrack.clinic.context import Written
    from calcitrack.clinic.merging import Pair
    from calcitrack.ui.pages.chart.open_chart import OpenChart


class MergeRequests(QObject):
    """Asks by forms; the merge itself, with its backup, is done on the worker while the window waits.

    Signals:
        merged(patient_id): The records are one; this is the one that goes on.
    """

    merged = Signal(int)

    def __init__(self, chart: OpenChart) -> None:
        super().__init__(chart.window)
        self._chart = chart

    @Slot()
    def merge(self) -> None:
        """Ask which other record is of this person, then lay both side by side."""
        record, patients = self._chart.record, self._chart.clinic.patients
        if record is None:
            return
        alike = patients.look_alikes(record.patient)
        other = MergeChoiceDialog.ask(record.patient, alike, patients.by_mrn, self._chart.window)
        if other:
            self.merge_with(other)

    @Slot(int)
    def merge_with(self, other_id: int) -> None:
        """Lay the open record and another side by side, and merge them if that is what somebody wants."""
        chart = self._chart
        if chart.record is None:
            return
        stays, goes = chart.record.patient.id, other_id
        try:
            pair = chart.clinic.merging.compare(stays, goes)
            answer, reason = MergeDialog.ask(pair, chart.window)
            while answer is Answer.OTHER_WAY:
                stays, goes = goes, stays
                pair = chart.clinic.merging.compare(stays, goes)
                answer, reason = MergeDialog.ask(pair, chart.window)
        except CalciTrackError as error:
            show_error(chart.window, error)
            return
        if answer is Answer.MERGE:
            self._start(pair, reason)

    def _start(self, pair: Pair, reason: str) -> None:
        session, stays, goes = self._chart.session, pair.stays.patient.id, pair.goes.patient.id
        seen = pair.seen

        def tell(written: Written[None]) -> None:
            session.tell(written)
            self.merged.emit(stays)

        job = session.start(lambda clinic, report: clinic.merging.merge(stays, goes, seen, reason, report))
        job.succeeded.connect(tell)
        job.failed.connect(lambda error: show_failure(self._chart.window, error))
        told = self.tr("A backup is made first, then the records are merged…")
        BusyDialog(job, told, patience_ms=0, parent=self._chart.window)

    @Slot()
    def separate(self) -> None:
        """Let the record that was merged last stand for itself again."""
        chart = self._chart
        if chart.record is None:
            return
        if not chart.record.merged:
            return
        stays, goes = chart.record.patient.id, chart.record.merged[-1].patient.id
        try:
            joint = chart.clinic.merging.joint(stays, goes)
        except CalciTrackError as error:
            show_error(chart.window, error)
            return
        reason = SeparateDialog.ask(joint, chart.window)
        if reason:
            chart.write(lambda clinic: clinic.merging.separate(stays, goes, joint.seen, reason))
