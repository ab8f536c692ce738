"""The open vault on screen: pages, commands and slow work, with a real encrypted vault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.domain.worklist import WorklistFilter
from calcitrack.ui.actions import Actions
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.chart.patient_page import PatientPage
from calcitrack.ui.pages.settings_page import SettingsPage
from calcitrack.ui.pages.worklist_page import WorklistPage
from calcitrack.ui.widgets.lesions.lesion_table import LesionTable
from calcitrack.ui.workspace import Workspace

SAMPLE = Path(__file__).parents[1] / "data" / "clinic_day.json"

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.shutdown()


@pytest.fixture
def workspace(qtbot: QtBot, clinic: Clinic, jobs: JobRunner) -> Iterator[Workspace]:
    window = QMainWindow()
    qtbot.addWidget(window)
    shown = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(shown)
    window.resize(1200, 800)
    window.show()
    yield shown
    window.close()


def test_an_import_runs_on_the_worker_and_the_worklist_shows_what_came(qtbot: QtBot, workspace: Workspace) -> None:
    with qtbot.waitSignal(workspace.session.changed, timeout=20_000):
        workspace._import(SAMPLE)
    assert len(workspace.session.clinic.lists.ids(WorklistFilter.EVERYONE)) == 6
    page = workspace.findChild(WorklistPage)
    assert page is not None
    assert page._model.rowCount() == 6


def test_a_cancelled_import_leaves_nothing(qtbot: QtBot, workspace: Workspace) -> None:
    started = []
    start = workspace.session.jobs.start
    workspace.session.jobs.start = lambda work: started.append(start(work)) or started[-1]  # type: ignore[method-assign]
    workspace._import(SAMPLE)
    with qtbot.waitSignal(started[0].finished, timeout=20_000):
        started[0].cancel()
    assert workspace.session.clinic.patients.all_ids() == ()


def test_opening_a_patient_brings_the_chart_to_the_front_and_no_name_into_the_title(
    qtbot: QtBot, workspace: Workspace
) -> None:
    workspace.session.clinic.record_files.import_file(SAMPLE)
    workspace.open_patient(workspace.session.clinic.patients.by_mrn("004-1183"))
    assert workspace.shell.current_page() == "patient"
    assert "Aalto" not in workspace.window().windowTitle()
    assert workspace.patient_page.patient_id == 1


class Windows(QObject):
    """Remembers which widgets were shown as windows of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_building_the_pages_shows_no_part_as_a_window_of_its_own(
    qtbot: QtBot, clinic: Clinic, jobs: JobRunner, qapp: QApplication
) -> None:
    clinic.record_files.import_file(SAMPLE)
    windows = Windows()
    qapp.installEventFilter(windows)
    window = QMainWindow()
    qtbot.addWidget(window)
    shown = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(shown)
    window.show()
    for patient_id in clinic.patients.all_ids():
        shown.open_patient(patient_id)
    shown.run("new_visit")
    qapp.processEvents()
    qapp.removeEventFilter(windows)
    assert windows.shown == ["QMainWindow"]


def test_an_opened_chart_has_its_keys_on_the_lesions(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.session.clinic.record_files.import_file(SAMPLE)
    workspace.open_patient(workspace.session.clinic.patients.by_mrn("004-1183"))
    assert isinstance(QApplication.focusWidget(), LesionTable)


def test_an_empty_worklist_has_its_keys_on_a_new_patient(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.begin()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "New patient"


def test_a_page_is_made_once_the_list_stands_and_before_anybody_asks(qtbot: QtBot, workspace: Workspace) -> None:
    assert workspace.findChild(PatientPage) is None
    qtbot.waitUntil(lambda: workspace.findChild(SettingsPage) is not None)
    chart = workspace.findChild(PatientPage)
    assert chart is not None
    assert chart is workspace.patient_page


def test_no_page_is_made_while_the_vault_is_locked(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.session.clinic.lock("asked")
    workspace.shell.make_rest()
    qtbot.waitUntil(lambda: not workspace.shell._later.isActive())
    assert workspace.findChild(PatientPage) is None
