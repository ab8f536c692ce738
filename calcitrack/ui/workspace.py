"""An open vault on screen: the shell, its pages, and what each command does."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.actions import Actions, Where
from calcitrack.ui.backup_keeper import BackupKeeper
from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.chart_commands import CHART_COMMANDS, SHOWN_FIRST
from calcitrack.ui.clinic_map import ClinicMap
from calcitrack.ui.dialogs.patients.patient_dialog import PatientDialog
from calcitrack.ui.errors import show_error, show_failure
from calcitrack.ui.help.tour import Tour
from calcitrack.ui.help.tour_stops import tour_stops
from calcitrack.ui.i18n import translate
from calcitrack.ui.pages.audit_page import AuditPage
from calcitrack.ui.pages.chart.patient_page import PatientPage
from calcitrack.ui.pages.cohort_page import CohortPage
from calcitrack.ui.pages.guidance_page import GuidancePage
from calcitrack.ui.pages.people_page import PeoplePage
from calcitrack.ui.pages.settings_page import SettingsPage
from calcitrack.ui.pages.worklist_page import WorklistPage
from calcitrack.ui.second_reader.opening import read_as_second
from calcitrack.ui.session import Session
from calcitrack.ui.shell.rail import RailEntry
from calcitrack.ui.shell.search_rows import Sources
from calcitrack.ui.shell.shell import Shell
from calcitrack.ui.widgets.message_bar import MessageBar
from calcitrack.ui.words import label

if TYPE_CHECKING:
    from calcitrack.clinic.session import Clinic
    from calcitrack.domain.record import PatientRecord
    from calcitrack.domain.worklist import RecentPatient, SearchResult
    from calcitrack.ui.jobs import JobRunner
    from calcitrack.ui.theme import Mode

WORKLIST, PATIENT, GUIDANCE, PEOPLE, AUDIT = "worklist", "patient", "guidance", "people", "audit"
SETTINGS, COHORT = "settings", "cohort"


class Workspace(QWidget):
    """Made ready before a vault opens or when it does, and thrown away when somebody else signs in.

    Args:
        clinic: Who signed in; None where nobody has yet: ``begin_with`` tells it then.
        jobs: The worker.
        actions: The commands of the window.

    Signals:
        lock_requested(): Lock the vault.
        key_change_requested(): Change the vault's data key, for which it is closed.
        look_chosen(mode, scale): Another theme or size of text for this computer.
    """

    lock_requested = Signal()
    key_change_requested = Signal()
    look_chosen = Signal(str, float)

    def __init__(self, clinic: Clinic | None, jobs: JobRunner, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setEnabled(clinic is not None)  # what is made ready out of sight takes no keys
        self.session = Session(None, jobs, self)
        self._notice, self._offer = MessageBar(self), MessageBar(self)
        sources = Sources(self._find, actions.available, self._recent)
        self.shell = Shell(sources, lambda: self.session.is_begun and not self.session.clinic.is_locked, self)
        self.backups, self._clinic_map = BackupKeeper(self.session, self), ClinicMap(self.session, self)
        self._names_hidden = False
        self._look: tuple[Mode, float] = ("system", 1.0)
        self._build()
        self._connect()
        if clinic is not None:
            self.begin_with(clinic)

    def begin_with(self, clinic: Clinic) -> None:
        """Somebody signed in: show what is theirs."""
        self.session.begin(clinic)
        add = self.shell.add_page
        add(RailEntry(PEOPLE, self._people_word(clinic), "user", "Ctrl 8"), self._make_people)
        if Role.ADMINISTRATOR in clinic.person.roles:
            entry = RailEntry(AUDIT, self.tr("Audit"), "history", "Ctrl 9")
            add(entry, lambda parent: AuditPage(self.session, parent))
        self._settings = add(RailEntry(SETTINGS, self.tr("Settings"), "settings", "Ctrl ,"), self._make_settings)
        roles = sorted(label(role) for role in clinic.person.roles)
        self.shell.top_bar.set_person(clinic.person.name, ", ".join(roles))
        self._tell_protection(clinic)
        self.shell.status_line.set_clinic(clinic.name)
        self.shell.status_line.set_synthetic(clinic.synthetic)
        self._worklist.begin()
        self.setEnabled(True)
        self._place()

    @property
    def patient_page(self) -> PatientPage:
        """The chart; made now where nobody wanted it before."""
        return self._chart.page

    @property
    def cohort_page(self) -> CohortPage:
        """The page of the cohort; made now where nobody wanted it before."""
        return self._cohort.page

    @property
    def settings_page(self) -> SettingsPage:
        """The settings; made now where nobody wanted them before."""
        return self._settings.page

    @property
    def guidance_page(self) -> GuidancePage:
        """The page of the guidance; made now where nobody wanted it before."""
        return self._guidance.page

    @property
    def _patient_id(self) -> int:
        """The open patient; 0 while there is none."""
        return self._chart.made.patient_id if self._chart.made is not None else 0

    def run(self, command: str) -> None:
        """Do what a command of the table asks for; those of the window itself are not meant here."""
        deeds = {
            "find": self.shell.begin_search,
            "show_worklist": lambda: self.shell.show_page(WORKLIST),
            "show_patient": lambda: self.shell.show_page(PATIENT),
            "show_cohort": lambda: self.shell.show_page(COHORT),
            "show_guidance": lambda: self.shell.show_page(GUIDANCE),
            "show_people": lambda: self.shell.show_page(PEOPLE),
            "show_audit": self._show_audit,
            "show_settings": lambda: self.shell.show_page(SETTINGS),
            "new_patient": self.add_patient,
            "second_reader": self._read_as_second,
            "print_worklist": self._print_worklist,
            "print_summaries": self._print_summaries,
            "take_tour": self.take_tour,
            "show_clinic_map": self._clinic_map.show,
        }
        if command in SHOWN_FIRST:
            self.shell.show_page(PATIENT)
        if command in CHART_COMMANDS:
            CHART_COMMANDS[command](self.patient_page)
        elif command in deeds:
            deeds[command]()

    def begin(self) -> None:
        """Give the keys to the worklist."""
        self.backups.begin()
        self.shell.show_page(WORKLIST)

    def open_patient(self, patient_id: int) -> None:
        """Bring a patient's chart to the front."""
        try:
            self.patient_page.open_patient(patient_id)
        except CalciTrackError as error:
            show_error(self, error)
            return
        self.shell.rail.set_enabled(PATIENT, True)
        self.shell.show_page(PATIENT)
        self.patient_page.take_keys()

    def set_names_hidden(self, hidden: bool) -> None:
        """Hide or show the names of all patients but the open one."""
        self._names_hidden = hidden
        self._worklist.set_names_hidden(hidden)
        if self._cohort.made is not None:
            self._cohort.made.set_names_hidden(hidden)
        self.shell.search_box.set_names_hidden(hidden)
        self.shell.status_line.set_names_hidden(hidden)

    def show_look(self, mode: Mode, scale: float) -> None:
        """Say what look is in force, in the status line and among the settings."""
        self._look = mode, scale
        self.shell.status_line.set_scale(scale)
        if self._settings.made is not None:
            self._settings.made.look.show_look(mode, scale)

    def offer_tour(self) -> None:
        """Ask once, without being in the way, whether somebody new wants to be shown around."""
        self._offer.show_message(
            self.tr("New here? A tour of six stops shows where things are. Ctrl+K finds it again."),
            action=self.tr("Take the tour"),
        )

    @Slot()
    def take_tour(self) -> None:
        """Show somebody around, beginning at the worklist."""
        self._offer.dismiss()
        self.shell.show_page(WORKLIST)
        Tour(tour_stops(self.shell, self._worklist), self)

    def add_patient(self) -> None:
        """Ask for a new patient and open the chart."""
        clinic = self.session.clinic
        made = PatientDialog.ask(
            None,
            today=clinic.clock.today(),
            known=clinic.patients,
            open_chart=self.open_patient,
            parent=self,
        )
        if made is None:
            return
        try:
            patient_id = self.session.write(lambda c: c.patients.add(made))
        except CalciTrackError as error:
            show_error(self, error)
            return
        self.open_patient(patient_id)

    def settle(self) -> bool:
        """Take what is being typed; False when something cannot be taken: it is in sight with its reason."""
        if self._patient_id == 0 or self.patient_page.visit_panel.settle():
            return True
        self.shell.show_page(PATIENT)
        return False

    def is_typing(self) -> bool:
        """Whether a value is half typed in a cell: it is nowhere but there."""
        return self._chart.made is not None and self._chart.made.visit_panel.grid.is_typing

    def close_vault(self) -> None:
        """Close the vault and take back what was copied; nothing of this workspace is used afterwards."""
        self.session.clipboard.clear()
        for slot in (self._guidance, self._cohort):
            if slot.made is not None:
                slot.made.stop_reading()
        self.session.clinic.close()

    def take_vault(self, clinic: Clinic) -> None:
        """The same person opened the locked vault again; told before it is in sight, for pages read when they are."""
        self.session.clinic.go_on(clinic)

    def go_on(self) -> None:
        """Go on, with what may have changed while the vault was locked."""
        self.backups.begin()
        self.shell.make_rest()
        self._place()
        self.session.changed.emit(Change(frozenset({Kind.EVERYTHING})))

    def _find(self, text: str) -> SearchResult:
        return self.session.clinic.patients.find(text)

    def _recent(self) -> tuple[RecentPatient, ...]:
        return self.session.clinic.lists.recent()

    def _build(self) -> None:
        add = self.shell.add_page
        self._worklist = add(RailEntry(WORKLIST, self.tr("Worklist"), "worklist", "Ctrl 1"), self._make_worklist).page
        self._chart = add(RailEntry(PATIENT, self.tr("Patient"), "patients", "Ctrl 2"), self._make_chart)
        self._cohort = add(RailEntry(COHORT, self.tr("Cohort"), "cohort", "Ctrl 4"), self._make_cohort)
        self._guidance = add(RailEntry(GUIDANCE, self.tr("Guidance"), "guidance", "Ctrl 3"), self._make_guidance)
        self.shell.rail.set_enabled(PATIENT, False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._notice)
        whole.addWidget(self._offer)
        whole.addWidget(self.shell, 1)

    def _make_worklist(self, parent: QWidget) -> WorklistPage:
        made = WorklistPage(self.session, parent)
        made.patient_chosen.connect(self.open_patient)
        made.new_patient_requested.connect(self.add_patient)
        made.import_requested.connect(self._on_import)
        made.map_requested.connect(self._clinic_map.show)
        made.painted.connect(self.shell.make_rest)
        return made

    def _make_chart(self, parent: QWidget) -> PatientPage:
        made = PatientPage(self.session, parent)
        made.visit_shown.connect(self._place)
        made.merging.merged.connect(self.open_patient)
        made.step_requested.connect(self._show_step)
        made.draft_saved.connect(self._on_draft_saved)
        return made

    def _make_cohort(self, parent: QWidget) -> CohortPage:
        made = CohortPage(self.session, parent)
        made.set_names_hidden(self._names_hidden)
        made.patient_chosen.connect(self.open_patient)
        return made

    def _make_guidance(self, parent: QWidget) -> GuidancePage:
        def record() -> PatientRecord | None:
            return self._chart.made.record if self._chart.made is not None else None

        return GuidancePage(self.session, record, parent)

    def _make_people(self, parent: QWidget) -> PeoplePage:
        made = PeoplePage(self.session, parent)
        made.key_change_requested.connect(self.key_change_requested)
        return made

    def _make_settings(self, parent: QWidget) -> SettingsPage:
        made = SettingsPage(self.session, parent)
        made.look.show_look(*self._look)
        made.look_chosen.connect(self.look_chosen)
        return made

    def _people_word(self, clinic: Clinic) -> str:
        return self.tr("People") if Role.ADMINISTRATOR in clinic.person.roles else self.tr("Account")

    def _read_as_second(self) -> None:
        self.shell.show_page(WORKLIST)  # a chart behind the window could tell what the first reader said
        read_as_second(self.session, self)

    def _print_summaries(self) -> None:
        self.shell.show_page(WORKLIST)
        self._worklist.print_summaries()

    def _print_worklist(self) -> None:
        """Print the list as it stands, and show it beneath: nobody prints what is not seen."""
        self.shell.show_page(WORKLIST)
        self._worklist.print_list()

    def _show_audit(self) -> None:
        if Role.ADMINISTRATOR in self.session.clinic.person.roles:
            self.shell.show_page(AUDIT)
        else:
            self._notice.show_message(self.tr("The audit is for administrators."), "warning")

    def _tell_protection(self, clinic: Clinic) -> None:
        """How the vault is kept, and what was found at its opening."""
        told = [translate(notice) for notice in clinic.notices]
        if clinic.read_only:
            told.insert(0, self.tr("This record is open to be looked at: nothing can be changed."))
            if clinic.finding is not None:
                told.append(translate(clinic.finding.message))
        if told:
            self._notice.show_message(" ".join(told), "warning")

    def _connect(self) -> None:
        self.shell.patient_chosen.connect(self.open_patient)
        self.shell.command_chosen.connect(self._actions.ask)
        self.shell.lock_requested.connect(self.lock_requested)
        self.shell.page_shown.connect(self._place)
        self._offer.action_requested.connect(self.take_tour)
        self.backups.told.connect(self.shell.top_bar.set_protection)
        self.backups.failed.connect(self._on_backup_failed)
        self.session.saved.connect(self._on_saved)
        self.session.changed.connect(self._on_changed)

    @Slot(str)
    def _show_step(self, node: str) -> None:
        """Show a step of the pathway on the page of the guidance."""
        self.guidance_page.show_step(node)
        self.shell.show_page(GUIDANCE)

    @Slot()
    def _place(self) -> None:
        """Switch commands on and off by what is in front."""
        chart = self._chart.made
        if self.shell.current_page() != PATIENT or chart is None or not self._patient_id:
            where = Where.PATIENT if self._patient_id else Where.SIGNED_IN
        else:
            where = Where.VISIT if chart.is_visit_shown else Where.PATIENT
        self._actions.go_to(where)

    @Slot()
    def _on_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Import a record file"), "", self.tr("Record files (*.json)")
        )
        if chosen:
            self._import(Path(chosen))

    def _import(self, path: Path) -> None:
        """Import on the worker, over its own connection; the window waits, shows how far it is, and can cancel."""
        job = self.session.start(lambda clinic, report: clinic.record_files.import_file(path, report))
        job.succeeded.connect(self.session.tell)
        job.failed.connect(self._on_import_failed)
        BusyDialog(job, self.tr("Importing {name}…").format(name=path.name), patience_ms=0, parent=self)

    @Slot(object)
    def _on_backup_failed(self, error: Exception) -> None:
        if isinstance(error, CalciTrackError):
            remedy = translate(error.remedy) if error.remedy else ""
            self._notice.show_message(f"{translate(error.message)} {remedy}", "danger")
        else:
            show_failure(self, error)

    @Slot(object)
    def _on_import_failed(self, error: Exception) -> None:
        show_failure(self, error)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if Kind.SETTINGS in change.kinds:
            self.shell.status_line.set_clinic(self.session.clinic.name)

    @Slot(object)
    def _on_saved(self, at: datetime) -> None:
        self.shell.status_line.show_saved(at.time())

    @Slot()
    def _on_draft_saved(self) -> None:
        self.shell.status_line.show_draft_saved(self.session.clinic.clock.now().astimezone().time())
