"""What is asked of an open chart: the patient, the lesions and the therapies, each by its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from calcitrack.domain.lesion_step import happened
from calcitrack.domain.recurrence import Gone, gone_before
from calcitrack.domain.vocabulary import EventKind
from calcitrack.ui.dialogs.lesions.lesion_dialog import LesionDialog, LesionSettingDialog
from calcitrack.ui.dialogs.patients.patient_dialog import PatientDialog
from calcitrack.ui.dialogs.therapy.judge_dialog import JudgeDialog
from calcitrack.ui.dialogs.therapy.trial_dialog import TrialDialog
from calcitrack.ui.map.marks import map_marks
from calcitrack.ui.map.site_map import Around
from calcitrack.ui.words import identity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from calcitrack.domain.judging import Verdict
    from calcitrack.domain.record import PatientRecord
    from calcitrack.domain.trial import Trial
    from calcitrack.domain.visit import Visit
    from calcitrack.domain.vocabulary import Side
    from calcitrack.ui.map.marks import Place
    from calcitrack.ui.pages.chart.open_chart import OpenChart
    from calcitrack.ui.pages.visit.lesion_writer import LesionWriter


class RecordRequests(QObject):
    """Each asks by a form and writes what comes back; the patient is named before the form opens.

    Signals:
        lesion_added(lesion_id): The draft has a new lesion, or one that came back.
        merge_requested(patient_id): The patient is to be laid beside this one, who looks alike.
    """

    lesion_added = Signal(int)
    merge_requested = Signal(int)

    def __init__(self, chart: OpenChart, lesions: LesionWriter) -> None:
        super().__init__(chart.window)
        self._chart, self._lesions = chart, lesions

    @Slot()
    def edit_patient(self) -> None:
        """Change the patient's own fields."""
        chart = self._chart
        if chart.record is None:
            return
        changed = PatientDialog.ask(
            chart.record.patient,
            today=chart.clinic.clock.today(),
            known=chart.clinic.patients,
            open_chart=self.merge_requested.emit,
            parent=chart.window,
        )
        if changed is not None:
            chart.write(lambda clinic: clinic.patients.change(changed))

    @Slot()
    def add_lesion(self) -> None:
        """Add a lesion that was found at the visit of the draft."""
        self._add_lesion(None)

    @Slot(str, object)
    def add_lesion_there(self, code: str, side: Side) -> None:
        """Add a lesion at a place that was chosen on the map."""
        self._add_lesion((code, side))

    def _add_lesion(self, place: Place | None) -> None:
        chart, draft = self._chart, self._chart.draft
        if chart.record is None or draft is None:
            return
        clinic, patient_id = chart.clinic, chart.record.patient.id
        found = LesionDialog.ask(
            clinic.lesions.next_number(patient_id),
            draft.visited_on,
            clinic.sites,
            chart.record.lesions,
            chart.window,
            place=place,
            around=self._around(chart.record),
            who=identity(chart.record.patient),
            gone=gone_before(chart.record, draft),
        )
        if isinstance(found, Gone):
            self._record_recurrence(draft, found)
        elif found is not None:
            done = self._lesions.do(found, self.tr("new lesion"))
            if done is not None and done.lesion_id is not None:
                self.lesion_added.emit(done.lesion_id)

    def _record_recurrence(self, draft: Visit, gone: Gone) -> None:
        lesion = gone.lesion
        words = self.tr("lesion {number}: recurred").format(number=lesion.number)
        if self._lesions.do(happened(draft, lesion.id, EventKind.RECURRED), words, lesion.id) is not None:
            self.lesion_added.emit(lesion.id)

    @Slot(int)
    def change_lesion(self, lesion_id: int) -> None:
        """Change what is set for a lesion; while a draft is open, this is a step of it and can be taken back."""
        chart, record = self._chart, self._chart.record
        if record is None:
            return
        today, sites = chart.clinic.clock.today(), chart.clinic.sites
        lesion = record.lesion(lesion_id)
        changed = LesionSettingDialog.ask(
            lesion,
            today,
            sites,
            record.lesions,
            chart.window,
            around=self._around(record),
            who=identity(record.patient),
        )
        if changed is not None:
            patient_id = record.patient.id
            seen = len(lesion.settings)
            saved = chart.write(lambda c: c.lesions.set(patient_id, lesion_id, changed.setting, seen))
            if saved and chart.draft is not None:
                self._lesions.remember_setting(lesion, changed.setting)

    def _around(self, record: PatientRecord) -> Around:
        """What is recorded already, for the map of a form."""
        marks = map_marks(record, self._chart.clinic.sites, None, with_draft=True)
        return Around(marks, record.patient.dominant_hand)

    @Slot()
    def start_trial(self) -> None:
        """Record that a therapy begins."""
        asked = self._ask_trial(None)
        if asked is not None and self._chart.record is not None:
            patient_id, (trial, done) = self._chart.record.patient.id, asked
            self._chart.write(lambda clinic: clinic.trials.add(patient_id, trial, done))

    @Slot(int)
    def change_trial(self, trial_id: int) -> None:
        """Change a therapy."""
        self._change_trial(trial_id, stopping=False)

    @Slot(int)
    def stop_trial(self, trial_id: int) -> None:
        """Record that a therapy ends."""
        self._change_trial(trial_id, stopping=True)

    def _change_trial(self, trial_id: int, *, stopping: bool) -> None:
        record = self._chart.record
        if record is None:
            return
        known = next((t for t in record.trials if t.id == trial_id), None)
        asked = self._ask_trial(known, stopping=stopping) if known is not None else None
        if asked is not None:
            patient_id, (changed, _) = record.patient.id, asked
            self._chart.write(lambda clinic: clinic.trials.change(patient_id, changed))

    def _ask_trial(self, trial: Trial | None, *, stopping: bool = False) -> tuple[Trial, EventKind | None] | None:
        record, clinic = self._chart.record, self._chart.clinic
        if record is None:
            return None
        return TrialDialog.ask(
            trial,
            lesions=record.lesions,
            labels={x.id: f"#{x.number} {clinic.sites.label(x.site, x.side)}" for x in record.lesions},
            patient=record.patient,
            today=clinic.clock.today(),
            therapies=clinic.trials.therapies(),
            without_baseline=lambda asked: clinic.trials.without_baseline(record, asked),
            stopping=stopping,
            parent=self._chart.window,
        )

    @Slot(int)
    def judge_trial(self, trial_id: int) -> None:
        """Judge how the lesions answered a therapy."""
        record, clinic = self._chart.record, self._chart.clinic
        trial = next((one for one in record.trials if one.id == trial_id), None) if record else None
        if record is None or trial is None:
            return
        patient_id = record.patient.id

        def save(verdicts: Sequence[Verdict]) -> None:
            self._chart.session.write(lambda c: c.judging.judge(patient_id, trial_id, verdicts))

        JudgeDialog.ask(
            record,
            trial,
            clinic.settings.rules(),
            sites={x.id: clinic.sites.label(x.site, x.side) for x in record.lesions},
            today=clinic.clock.today(),
            save=save,
            parent=self._chart.window,
        )
