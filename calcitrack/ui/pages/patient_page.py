"""The chart of the open patient: banner, tabs, and what is asked of them."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.review import missing
from calcitrack.domain.trial import Trial
from calcitrack.domain.visit import Visit
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.dialogs.addendum_dialog import AddendumDialog
from calcitrack.ui.dialogs.lesion_dialog import LesionDialog, LesionSettingDialog
from calcitrack.ui.dialogs.patient_dialog import PatientDialog
from calcitrack.ui.dialogs.sign_dialog import SignDialog
from calcitrack.ui.dialogs.trial_dialog import TrialDialog
from calcitrack.ui.errors import show_error
from calcitrack.ui.i18n import day
from calcitrack.ui.pages.history_panel import HistoryPanel
from calcitrack.ui.pages.overview_panel import OverviewPanel
from calcitrack.ui.pages.therapy_panel import TherapyPanel
from calcitrack.ui.pages.visit_panel import VisitPanel
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.identity_banner import IdentityBanner
from calcitrack.ui.widgets.message_bar import MessageBar
from calcitrack.ui.words import identity

if TYPE_CHECKING:
    from collections.abc import Callable

    from calcitrack.clinic.context import Written
    from calcitrack.clinic.session import Clinic
    from calcitrack.ui.session import Session


_PART_PX = 96


class Tab(IntEnum):
    """The tabs of a chart, in order."""

    OVERVIEW = 0
    VISIT = 1
    THERAPY = 2
    HISTORY = 3


class _Parts(QStackedWidget):
    """The tabs' contents. Each scrolls inside itself, so none may ask for height at the banner's expense."""

    def hasHeightForWidth(self) -> bool:
        """No: whatever height is left will do."""
        return False


class PatientPage(QWidget):
    """One patient at a time; every operation names that patient, so nothing can land in another record.

    Signals:
        visit_shown(shown): Whether a draft is in front.
        draft_saved(): A field of the draft is in the vault.
    """

    visit_shown = Signal(bool)
    draft_saved = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._record: PatientRecord | None = None
        self._figures: RecordFigures | None = None
        self._banner = IdentityBanner()
        self._message = MessageBar()
        self._tabs = QTabBar()
        self._stack = _Parts()
        self._overview = OverviewPanel(session)
        self.visit_panel = VisitPanel(session)
        self._therapy = TherapyPanel(session)
        self._history = HistoryPanel(session)
        self._panels: tuple[QWidget, ...] = (self._overview, self.visit_panel, self._therapy, self._history)
        self._build()
        self._connect()

    @property
    def patient_id(self) -> int:
        """The open patient; 0 while there is none."""
        return self._record.patient.id if self._record else 0

    @property
    def is_visit_shown(self) -> bool:
        """Whether the draft is in front."""
        return self._stack.currentWidget() is self.visit_panel

    def open_patient(self, patient_id: int) -> None:
        """Open a patient's chart; a draft comes up at once where one waits.

        Raises:
            NotFound: There is no such patient.
        """
        if self._record is not None and not self.visit_panel.settle():
            return
        self._message.dismiss()
        self._show(self._session.clinic.patients.open(patient_id))
        self._go_to(Tab.VISIT if self._draft() is not None else Tab.OVERVIEW)

    def reload(self) -> None:
        """Read the open record anew and show it."""
        if self._record is not None:
            self._show(self._session.clinic.patients.reload(self._record.patient.id))

    def go_to_visit(self) -> None:
        """Start a visit today, or go on with the open draft."""
        if self._record is None:
            return
        self._message.dismiss()
        if self._draft() is None:
            today = self._session.clinic.clock.today()
            patient_id = self._record.patient.id
            if not self._write(lambda clinic: clinic.visits.start(patient_id, today)):
                return
        self._go_to(Tab.VISIT)
        self.visit_panel.grid.setFocus()

    def print_summary(self) -> None:
        """Write the summary of the visit in front, or else of the last one, to a file that is chosen."""
        visit = self._visit_to_print()
        if self._record is None or visit is None or not self.visit_panel.settle():
            return
        # Neither the name of the file nor a title tells the patient's name.
        suggested = f"summary-{self._record.patient.mrn}-{visit.visited_on.isoformat()}.pdf".replace("/", "-")
        title = self.tr("Save the summary of {day}").format(day=day(visit.visited_on))
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(Path(documents, suggested)), self.tr("PDF (*.pdf)"))
        if chosen:
            self._print_to(Path(chosen), self._record.patient.id, visit.id)

    def review_and_sign(self) -> None:
        """Show what is in the draft and what is missing, and sign it."""
        if self._draft() is None or not self.visit_panel.settle():
            return
        self.reload()
        record, clinic = self._record, self._session.clinic
        draft = record.draft if record else None
        if record is None or draft is None:
            return
        if Role.CLINICIAN not in clinic.person.roles:
            self._message.show_message(
                self.tr("Only a clinician signs. The draft is saved and waits on the worklist."), "warning"
            )
            return
        if not SignDialog.ask(record, draft, missing(record, draft), clinic.person.name, self):
            return
        patient_id, visit = record.patient.id, draft
        if self._write(lambda c: c.visits.sign(patient_id, visit.id, visit.version)):
            self._go_to(Tab.OVERVIEW)
            self._message.show_message(
                self.tr("The visit of {day} is signed.").format(day=day(visit.visited_on)),
                "good",
                self.tr("Print summary"),
            )

    def edit_patient(self) -> None:
        """Change the patient's own fields."""
        if self._record is None:
            return
        changed = PatientDialog.ask(
            self._record.patient,
            today=self._session.clinic.clock.today(),
            look_alikes=self._session.clinic.patients.look_alikes,
            taken=self._session.clinic.patients.is_taken,
            parent=self,
        )
        if changed is not None:
            self._write(lambda clinic: clinic.patients.change(changed))

    def _build(self) -> None:
        for text in (self.tr("Overview"), self.tr("Visit"), self.tr("Therapy"), self.tr("History")):
            self._tabs.addTab(text)
        self._tabs.setAccessibleName(self.tr("Parts of the chart"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for panel in self._panels:
            self._stack.addWidget(panel)
        self._whole = QVBoxLayout(self)
        for part in (self._banner, self._message, self._tabs):
            self._whole.addWidget(part)
        self._whole.addWidget(self._stack, 1)
        self._space()

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._message.action_requested.connect(self.print_summary)
        self._banner.edit_requested.connect(self.edit_patient)
        self._banner.print_requested.connect(self.print_summary)
        self._banner.visit_requested.connect(self.go_to_visit)
        self.visit_panel.visit_saved.connect(self._on_visit_saved)
        self.visit_panel.new_lesion_requested.connect(self._on_new_lesion)
        self.visit_panel.discard_requested.connect(self._on_discard)
        self.visit_panel.sign_requested.connect(self.review_and_sign)
        self.visit_panel.reload_requested.connect(self.reload)
        self._overview.lesion_change_requested.connect(self._on_lesion_change)
        self._therapy.start_requested.connect(self._on_trial_start)
        self._therapy.change_requested.connect(self._on_trial_change)
        self._therapy.stop_requested.connect(self._on_trial_stop)
        self._session.changed.connect(self._on_changed)

    def _draft(self) -> Visit | None:
        return self._record.draft if self._record else None

    def _show(self, record: PatientRecord) -> None:
        clinic = self._session.clinic
        self._record = record
        self._figures = record_figures(record, clinic.settings.rules())
        self._banner.set_patient(record.patient, clinic.clock.today())
        self._tell_actions()
        self._overview.set_record(record, self._figures)
        self._therapy.set_record(record, self._figures)
        self._history.set_patient(record.patient.id)
        draft = record.draft
        self._tabs.setTabVisible(Tab.VISIT, draft is not None)
        if draft is not None:
            self.visit_panel.set_visit(record, draft)
        elif self._tabs.currentIndex() == Tab.VISIT:
            self._go_to(Tab.OVERVIEW)

    def _tell_actions(self) -> None:
        roles = self._session.clinic.person.roles
        self._banner.set_actions(
            can_print=self._visit_to_print() is not None,
            has_draft=self._draft() is not None,
            can_record=bool(roles & {Role.STAFF, Role.CLINICIAN}),
        )

    def _visit_to_print(self) -> Visit | None:
        """The draft while it is in front, else the last signed visit, else the draft."""
        if self._record is None:
            return None
        draft = self._draft()
        if draft is not None and self._tabs.currentIndex() == Tab.VISIT:
            return draft
        counted = self._record.counted_visits
        return counted[-1] if counted else draft

    def _print_to(self, path: Path, patient_id: int, visit_id: int) -> None:
        from calcitrack.clinic.outputs import write_output

        try:
            write_output(path, self._session.clinic.prints.summary(patient_id, visit_id))
        except CalciTrackError as error:
            show_error(self, error)
            return
        told = self.tr("The summary is saved as {name}. Anybody who has the file can read it.")
        self._message.show_message(told.format(name=path.name), "good")

    def _go_to(self, tab: Tab) -> None:
        self._tabs.setCurrentIndex(tab)
        self._on_tab_changed(tab)

    def _write(self, operation: Callable[[Clinic], Written[object]]) -> bool:
        """Run an operation; a refusal is shown and nothing typed is lost."""
        try:
            self._session.write(operation)
        except CalciTrackError as error:
            show_error(self, error)
            return False
        return True

    @Slot(int)
    def _on_tab_changed(self, tab: int) -> None:
        if tab != Tab.VISIT and self._stack.currentIndex() == Tab.VISIT and not self.visit_panel.settle():
            # What cannot be taken stays in sight with its reason.
            with QSignalBlocker(self._tabs):
                self._tabs.setCurrentIndex(Tab.VISIT)
            return
        self._stack.setCurrentIndex(tab)
        self.setFocusProxy(self._panels[tab])
        self.visit_shown.emit(tab == Tab.VISIT)

    @Slot(object)
    def _on_visit_saved(self, visit: Visit) -> None:
        """Keep the record in step with what the vault holds, without reading it all at every key."""
        if self._record is not None:
            others = tuple(visit if v.id == visit.id else v for v in self._record.visits)
            self._record = replace(self._record, visits=others)
        self.draft_saved.emit()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.kinds != {Kind.DRAFT} and self._record is not None and change.touches(self._record.patient.id):
            self.reload()

    @Slot()
    def _on_new_lesion(self) -> None:
        draft = self._draft()
        if self._record is None or draft is None:
            return
        clinic, patient_id = self._session.clinic, self._record.patient.id
        made = LesionDialog.ask(
            clinic.lesions.next_number(patient_id), draft.visited_on, clinic.sites, self._record.lesions, self
        )
        if made is None:
            return
        try:
            lesion_id = self._session.write(lambda c: c.lesions.add(patient_id, made))
        except CalciTrackError as error:
            show_error(self, error)
            return
        self.visit_panel.go_to_lesion(lesion_id)

    @Slot(int)
    def _on_lesion_change(self, lesion_id: int) -> None:
        if self._record is None:
            return
        clinic, record = self._session.clinic, self._record
        today = clinic.clock.today()
        changed = LesionSettingDialog.ask(record.lesion(lesion_id), today, clinic.sites, record.lesions, self)
        if changed is not None:
            patient_id = record.patient.id
            self._write(lambda c: c.lesions.set(patient_id, lesion_id, changed.setting))

    @Slot()
    def _on_discard(self) -> None:
        draft = self._draft()
        if self._record is None or draft is None:
            return
        question = self.tr("Discard the draft of {day} for {name}? What it says leaves the record; the audit keeps it.")
        told = question.format(day=day(draft.visited_on), name=self._record.patient.name)
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("Discard the draft"), told, parent=self)
        discard = box.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("Keep the draft"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        if box.clickedButton() is discard:
            patient_id = self._record.patient.id
            self._write(lambda clinic: clinic.visits.discard(patient_id, draft.id))

    @Slot()
    def _on_trial_start(self) -> None:
        trial = self._ask_trial(None)
        if trial is not None:
            patient_id = self.patient_id
            self._write(lambda clinic: clinic.trials.add(patient_id, trial))

    @Slot(int)
    def _on_trial_change(self, trial_id: int) -> None:
        self._change_trial(trial_id, stopping=False)

    @Slot(int)
    def _on_trial_stop(self, trial_id: int) -> None:
        self._change_trial(trial_id, stopping=True)

    def _change_trial(self, trial_id: int, *, stopping: bool) -> None:
        if self._record is None:
            return
        known = next((t for t in self._record.trials if t.id == trial_id), None)
        changed = self._ask_trial(known, stopping=stopping) if known is not None else None
        if changed is not None:
            patient_id = self.patient_id
            self._write(lambda clinic: clinic.trials.change(patient_id, changed))

    def _ask_trial(self, trial: Trial | None, *, stopping: bool = False) -> Trial | None:
        if self._record is None:
            return None
        record, clinic = self._record, self._session.clinic
        return TrialDialog.ask(
            trial,
            lesions=record.lesions,
            labels={x.id: f"#{x.number} {clinic.sites.label(x.site, x.side)}" for x in record.lesions},
            patient=record.patient,
            today=clinic.clock.today(),
            therapies=clinic.trials.therapies(),
            without_baseline=lambda asked: clinic.trials.without_baseline(record, asked),
            stopping=stopping,
            parent=self,
        )

    def amend_last_visit(self) -> None:
        """Write an addendum to the last signed visit."""
        counted = self._record.counted_visits if self._record else ()
        if self._record is None or not counted:
            return
        visit = counted[-1]
        told = self.tr("{patient} · visit of {day}")
        found = AddendumDialog.ask(told.format(patient=identity(self._record.patient), day=day(visit.visited_on)), self)
        if found is not None:
            kind, reason, text = found
            patient_id = self._record.patient.id
            self._write(lambda clinic: clinic.visits.amend(patient_id, visit.id, kind, reason, text))

    def _space(self) -> None:
        px = current_theme().px
        self._whole.setContentsMargins(px(GAP_M), px(GAP_M), px(GAP_M), px(GAP_M))
        self._whole.setSpacing(px(GAP_M))
        self._stack.setMinimumHeight(px(_PART_PX))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
