"""Every screen and dialog of the window, each brought about as a person would, for pictures."""

from __future__ import annotations

import errno
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabBar, QWidget

from calcitrack.db.errors import translated
from calcitrack.domain.folding import fold
from calcitrack.ui.bug_report import bug_report
from calcitrack.ui.dialogs.clinic_map_dialog import ClinicMapDialog
from calcitrack.ui.error_dialog import BugDialog
from calcitrack.ui.errors import show_error
from calcitrack.ui.map.plates import View
from calcitrack.ui.pages.chart.map_card import MapCard
from calcitrack.ui.pages.chart.patient_page import PatientPage, Tab
from tools.scenes.backup_scenes import BackupScenes
from tools.scenes.busy_scenes import BusyScenes
from tools.scenes.cohort_scenes import CohortScenes
from tools.scenes.desk_scenes import DeskScenes
from tools.scenes.guidance_scenes import GuidanceScenes
from tools.scenes.lesion_scenes import LesionScenes
from tools.scenes.people_scenes import PeopleScenes
from tools.scenes.repair_scenes import RepairScenes
from tools.scenes.response_scenes import ResponseScenes
from tools.scenes.scene_set import SceneSet
from tools.scenes.trend_scenes import TrendScenes
from tools.stage import StageError

CONTROL = Qt.KeyboardModifier.ControlModifier
PASSWORD = "plum kettle anchor seven"  # noqa: S105 - of a vault that is thrown away


class Scenes(SceneSet):
    """Walks through the program and hands each screen to ``keep`` with its name."""

    def all(self) -> None:
        """Every scene.

        Raises:
            StageError: One could not be brought about.
        """
        self._first_start()
        self._shut()
        self._stage.unlock()
        self._worklist()
        self._charts()
        self._visit()
        self._forms()
        GuidanceScenes(self._stage, self._keep).all()
        LesionScenes(self._stage, self._keep).all()
        DeskScenes(self._stage, self._keep).all()
        RepairScenes(self._stage, self._keep).all()
        ResponseScenes(self._stage, self._keep).all()
        CohortScenes(self._stage, self._keep).all()
        BusyScenes(self._stage, self._keep).all()
        PeopleScenes(self._stage, self._keep).all()
        BackupScenes(self._stage, self._keep).all()
        self._errors()

    # Before a vault is open

    def _first_start(self) -> None:
        stage, shown = self._stage, self._stage.window
        stage.window = stage.new_window(stage.folder / "new-vault")
        stage.window.resize(shown.size())
        stage.window.show()
        stage.window.activateWindow()
        stage.settle()
        self._window("first-start-1-clinic")
        stage.type("Calcinosis clinic")
        stage.press(Qt.Key.Key_Return)
        stage.press(Qt.Key.Key_Return)
        stage.type("Dr Ada Example")
        self._window("first-start-2-person")
        stage.press(Qt.Key.Key_Return)
        stage.press(Qt.Key.Key_Return)
        stage.type(PASSWORD)
        self._window("first-start-3-password")
        stage.press(Qt.Key.Key_Return)
        stage.type(PASSWORD)
        stage.press(Qt.Key.Key_Return)
        stage.wait_for(lambda: self._says("Write this code on paper"), "the recovery code")
        self._window("first-start-4-code")
        stage.click("I have written it down")
        stage.press(Qt.Key.Key_Return)
        self._window("first-start-5-code-missing")
        stage.window.close()
        stage.window = shown
        shown.show()
        shown.activateWindow()
        stage.settle()

    def _says(self, text: str) -> bool:
        return any(label.isVisible() and text in label.text() for label in self._stage.window.findChildren(QLabel))

    def _shut(self) -> None:
        stage = self._stage
        self._window("unlock")
        stage.type("demo")
        stage.press(Qt.Key.Key_Return)
        stage.type("wrong")
        stage.press(Qt.Key.Key_Return)
        stage.wait_for(lambda: self._says("do not open the vault"), "the refusal")
        self._window("unlock-refused")
        stage.click("Use the recovery code...")
        stage.press(Qt.Key.Key_Return)
        self._window("recovery")
        stage.click("Use the password")

    # Pages

    @property
    def _page(self) -> PatientPage:
        return self._stage.workspace.patient_page

    def _worklist(self) -> None:
        stage = self._stage
        self._window("worklist")
        stage.press(Qt.Key.Key_K, CONTROL)
        stage.type("ma")
        stage.settle(300)
        self._window("search-patients")
        stage.press(Qt.Key.Key_A, CONTROL)
        stage.type("sh")
        stage.settle(300)
        self._window("search-commands")
        stage.press(Qt.Key.Key_Escape)
        stage.press(Qt.Key.Key_Escape)

    def _open(self, fits: Callable[[int, bool], bool]) -> None:
        """Open the first patient whose number of lesions, and whether there is a draft, fit."""
        clinic = self._stage.workspace.session.clinic
        for patient_id in clinic.patients.all_ids():
            record = clinic.patients.reload(patient_id)
            if record.counted_visits and fits(len(record.lesions), record.draft is not None):
                self._stage.workspace.open_patient(patient_id)
                self._stage.settle(600)
                return
        raise StageError("the demonstration clinic has nobody to show")

    def _charts(self) -> None:
        self._open(lambda lesions, drafted: lesions == 1 and not drafted)
        self._window("chart-1-lesion")
        self._open(lambda lesions, drafted: lesions > 20 and not drafted)
        self._window("chart-many-lesions")
        TrendScenes(self._stage, self._page, self._keep).first("trends-many-lesions")
        self._open(lambda lesions, drafted: lesions in (6, 7, 8) and not drafted)
        self._window("chart-7-lesions")
        self._map()
        self._stage.click("Total, same lesions")
        self._window("chart-total")
        self._stage.click("Each lesion")
        self._stage.click("Numbers")
        self._window("chart-numbers")
        self._stage.click("Numbers")
        self._tab(Tab.LESIONS)
        self._window("lesions")
        TrendScenes(self._stage, self._page, self._keep).all()
        self._tab(Tab.THERAPY)
        self._window("therapy")
        self._tab(Tab.SCORES)
        self._window("scores")
        self._tab(Tab.HISTORY)
        self._window("history")
        self._tab(Tab.OVERVIEW)

    def _map(self) -> None:
        """The map of the chart from near by, and the numbers of the clinic."""
        card = next(card for card in self._page.findChildren(MapCard) if card.isVisible())
        for view in View:
            if not view.is_whole:
                card.map.show_view(view)
                self._stage.settle()
                self._keep(f"map-{view.value.replace(' ', '-')}", card)
        card.map.show_view(View.BACK)
        self._stage.settle()
        self._keep("map-back", card)
        card.map.show_view(View.FRONT)
        counts = self._stage.workspace.session.clinic.lists.open_lesions()
        dialog = ClinicMapDialog(counts, self._stage.workspace.session.clinic.sites, self._stage.window)
        dialog.show()
        self._stage.settle()
        self._keep("dialog-clinic-map", dialog)
        dialog.close()
        dialog.deleteLater()
        self._stage.window.activateWindow()  # no window manager does it here
        self._stage.settle()

    def _tab(self, tab: Tab) -> None:
        self._page.findChildren(QTabBar)[0].setCurrentIndex(tab)
        self._stage.settle()

    def _visit(self) -> None:
        stage = self._stage
        stage.workspace.run("new_visit")
        stage.settle(300)
        self._window("visit")
        stage.press(Qt.Key.Key_M)
        self._window("visit-map")
        stage.press(Qt.Key.Key_Escape)
        row = self._page.visit_panel.grid.current_row()
        before = row.last_reading if row is not None else None
        if before is None:
            raise StageError("the first lesion was never measured")
        stage.type("600")
        stage.press(Qt.Key.Key_Return)
        self._window("visit-refused")
        stage.press(Qt.Key.Key_Escape)
        stage.type(f"{before.length * 2 / 10:g}")
        stage.press(Qt.Key.Key_Return)
        self._window("visit-asked")
        stage.press(Qt.Key.Key_Return)
        stage.type("5")
        stage.press(Qt.Key.Key_Return)
        stage.press(Qt.Key.Key_Return)
        for key in ("=", "g", "r", "-", "u", "d", "i", "a"):
            stage.type(key)
        self._window("visit-filled")

    # Forms

    def _form(self, name: str, begin: Callable[[], object], *, first: Callable[[], None] | None = None) -> None:
        """Keep a form; ``first`` is done in it before."""

        def deed(form: QWidget) -> None:
            if first is not None:
                first()
                self._stage.settle(150)
            self._keep(name, form)

        self._stage.in_form(begin, deed)

    def _save_blank(self) -> None:
        self._stage.press(Qt.Key.Key_Return, CONTROL)

    def _forms(self) -> None:
        stage, run = self._stage, self._stage.workspace.run
        self._form("dialog-sign", lambda: run("sign_visit"))
        self._form("dialog-discard", lambda: stage.click("Discard draft"))
        self._form("dialog-lesion", lambda: stage.click("New lesion"))
        self._form("dialog-lesion-search", lambda: stage.click("New lesion"), first=lambda: stage.type("rt th v"))
        self._form("dialog-lesion-site", lambda: stage.click("New lesion"), first=self._choose_site)
        self._form("preview-summary", lambda: run("print_summary"), first=lambda: stage.settle(600))
        self._form("dialog-patient-new", lambda: run("new_patient"))
        self._form("dialog-patient-faults", lambda: run("new_patient"), first=self._save_blank)
        self._form("dialog-patient-alike", lambda: run("new_patient"), first=self._enter_somebody_known)
        self._form("dialog-patient-change", self._page.requests.edit_patient)
        self._form("dialog-addendum", lambda: run("amend_visit"))
        self._form("dialog-addendum-correction", lambda: run("amend_visit"), first=self._choose_correction)
        self._form("preview-patient-page", lambda: run("print_patient_page"), first=lambda: stage.settle(600))
        self._form("dialog-referral", lambda: run("write_referral"), first=self._write_letter)
        self._form("dialog-referral-faults", lambda: run("write_referral"), first=self._save_blank)
        self._tab(Tab.THERAPY)
        self._form("dialog-trial-new", lambda: stage.click("Start a trial…"))
        self._open_with_trial()
        self._form("dialog-trial-change", lambda: stage.click("Change…"))
        self._form("dialog-trial-stop", lambda: stage.click("Stop…"))

    def _enter_somebody_known(self) -> None:
        clinic = self._stage.workspace.session.clinic
        known = clinic.patients.reload(clinic.patients.all_ids()[0]).patient
        number = known.mrn.replace("-", " ").lower()
        for text in (number, known.family_name, known.given_name, known.birth_date.text):
            self._stage.type(fold(text))
            self._stage.press(Qt.Key.Key_Tab)

    def _write_letter(self) -> None:
        self._stage.type("Dr Karin Lind")
        self._stage.press(Qt.Key.Key_Tab)
        self._stage.type("Hand surgery, Southside Hospital")
        for _ in range(2):
            self._stage.press(Qt.Key.Key_Tab)
        self._stage.type("Can the deposit at the left index finger be removed?")

    def _choose_correction(self) -> None:
        self._stage.click("Correction of what was recorded of a lesion")

    def _choose_site(self) -> None:
        self._stage.type("rt th v")
        self._stage.press(Qt.Key.Key_Return)

    def _open_with_trial(self) -> None:
        clinic = self._stage.workspace.session.clinic
        for patient_id in clinic.patients.all_ids():
            record = clinic.patients.reload(patient_id)
            if any(trial.stop is None and not trial.is_procedure for trial in record.trials):
                self._stage.workspace.open_patient(patient_id)
                self._tab(Tab.THERAPY)
                return
        raise StageError("nobody in the demonstration clinic is on a trial")

    def _errors(self) -> None:
        window = self._stage.window
        self._form("dialog-error", lambda: show_error(window, translated(OSError(errno.ENOSPC, ""))))
        self._form("dialog-mistake", lambda: BugDialog(bug_report(_a_mistake(), "1.0"), window).open())


def _a_mistake() -> Exception:
    try:
        int("no number")
    except ValueError as error:
        return error
    raise StageError("no mistake was made")
