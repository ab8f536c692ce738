"""The lock: nothing stays in sight, nothing half typed is lost, and the same person goes on in the same cell."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.keys import find_key, find_key_by_first
from calcitrack.clinic.session import enter
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import VaultLocked
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.dialogs.patients.patient_dialog import PatientDialog
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.lock_guard import IDLE, SLEEP, LockGuard
from calcitrack.ui.main_window import MainWindow
from calcitrack.ui.pages.chart.identity_proof import is_proved
from calcitrack.ui.pages.chart.patient_page import Tab
from calcitrack.ui.preferences import Preferences
from calcitrack.ui.theme import ThemeChooser
from calcitrack.ui.visit.grid.cell_editor import CellEditor
from calcitrack.ui.workspace import Workspace
from tests.builders import a_lesion, a_patient
from tests.vaults import LOGIN, PASSWORD, ROOT, TODAY, FixedClock

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

OWN = "swordfish lantern maple"


class Desk:
    """A window on a vault, and somebody who signs in."""

    def __init__(self, folder: Path, jobs: JobRunner, settings: Path) -> None:
        self.folder, self.clock = folder, FixedClock()
        self.window = MainWindow(folder, jobs, ThemeChooser(QApplication.instance()), Preferences(settings))
        self.window.resize(1200, 800)
        self.window.show()

    def sign_in(self, login: str = LOGIN, password: str = PASSWORD) -> None:
        key = find_key(self.folder, login, password, self.clock)
        self.window.entrance.about_to_enter.emit()
        self.window.entrance.entered.emit(enter(key, self.clock))

    @property
    def clinic(self):
        return self.window.workspace.session.clinic

    def shown(self) -> list[QWidget]:
        return [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not self.window]


@pytest.fixture
def desk(qtbot: QtBot, vault_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    jobs = JobRunner()
    made = Desk(vault_folder, jobs, tmp_path / "window.ini")
    qtbot.addWidget(made.window)
    qtbot.waitUntil(made.window.isActiveWindow)
    made.sign_in()
    yield made
    made.window.lock()
    jobs.shutdown()


def test_what_is_made_ready_takes_no_keys_knows_no_vault_and_shows_the_list_once_somebody_signed_in(
    qtbot: QtBot, vault_folder: Path, tmp_path: Path
) -> None:
    jobs = JobRunner()
    desk = Desk(vault_folder, jobs, tmp_path / "window.ini")
    qtbot.addWidget(desk.window)
    qtbot.waitUntil(desk.window.isActiveWindow)
    has_keys = QApplication.focusWidget()
    desk.window.make_ready()
    (ready,) = desk.window.findChildren(Workspace)
    assert (desk.window.workspace, ready.isVisible(), QApplication.focusWidget()) == (None, False, has_keys)
    assert not desk.window.actions_table.action("new_patient").isEnabled()
    with pytest.raises(VaultLocked):
        _ = ready.session.clinic
    desk.sign_in()
    assert (desk.window.workspace, ready.isVisible(), ready.isEnabled()) == (ready, True, True)
    assert desk.window.actions_table.action("new_patient").isEnabled()
    desk.window.make_ready()
    desk.window.lock()
    desk.window.make_ready()
    assert desk.window.findChildren(Workspace) == [ready]
    jobs.shutdown()


def visit_with_lesion(desk: Desk) -> QWidget:
    """A draft with the cursor in the length of its one lesion."""
    patient = desk.clinic.patients.add(a_patient()).value
    desk.clinic.lesions.add(patient, a_lesion())
    desk.clinic.visits.start(patient, TODAY)
    desk.window.workspace.open_patient(patient)
    grid = desk.window.workspace.patient_page.visit_panel.grid
    grid.setFocus()
    return grid


def editor_of(grid: QWidget) -> CellEditor:
    (found,) = grid.findChildren(CellEditor)
    return found


def test_a_half_typed_cell_waits_unsaved_and_has_the_keys_again(qtbot: QtBot, desk: Desk) -> None:
    grid = visit_with_lesion(desk)
    qtbot.keyClicks(QApplication.focusWidget(), "1")
    assert editor_of(grid).text() == "1"
    clinic = desk.clinic
    desk.window.lock(IDLE)
    assert desk.window.workspace is None
    assert clinic.is_locked
    assert not grid.isVisible()
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    desk.sign_in()
    editor = editor_of(grid)
    assert (editor.text(), editor.hasFocus()) == ("1", True)
    assert clinic.patients.reload(1).draft.assessments == ()
    qtbot.keyClicks(editor, "2")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    (kept,) = clinic.patients.reload(1).draft.assessments
    assert kept.readings[0].length == 120


@pytest.mark.parametrize("tab", ["history", "worklist"])
def test_a_page_that_is_read_when_it_is_seen_is_read_after_the_lock(qtbot: QtBot, desk: Desk, tab: str) -> None:
    """An exception out of a page that reads while the vault is still shut fails this test."""
    workspace = desk.window.workspace
    patient = desk.clinic.patients.add(a_patient()).value
    if tab == "history":
        workspace.open_patient(patient)
        workspace.patient_page.findChild(QTabBar).setCurrentIndex(Tab.HISTORY)
    desk.window.lock()
    if tab == "worklist":  # as work under way that ends after the lock tells what it wrote
        workspace.session.changed.emit(Change(frozenset({Kind.PATIENT}), frozenset({patient})))
    desk.sign_in()
    assert desk.window.workspace is workspace
    assert workspace.isVisible()


def test_a_form_waits_with_what_was_typed_in_it(qtbot: QtBot, desk: Desk) -> None:
    seen: list[object] = []

    def work() -> None:
        (form,) = desk.shown()
        assert isinstance(form, PatientDialog)
        qtbot.keyClicks(form.focusWidget(), "M-77")
        desk.window.lock(IDLE)
        seen.append(desk.shown())
        desk.sign_in()
        # Only once the hiding is over: a loop that it ended would return here.
        QTimer.singleShot(0, lambda: look_again(form))

    def look_again(form: PatientDialog) -> None:
        seen.append(form.isVisible() and form.isModal() and form.focusWidget().text())
        form.leave()

    QTimer.singleShot(0, work)
    desk.window.workspace.add_patient()
    assert seen == [[], "M-77"]


def test_ctrl_l_locks_from_within_a_form(qtbot: QtBot, desk: Desk) -> None:
    def work() -> None:
        (form,) = desk.shown()
        qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is form.windowHandle())
        QTest.keyClick(form.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        form.leave()

    QTimer.singleShot(0, work)
    desk.window.workspace.add_patient()
    assert desk.window.workspace is None


def test_somebody_else_gets_pages_of_their_own(qtbot: QtBot, desk: Desk) -> None:
    desk.clinic.people.add("Bo Sample", "bo", {Role.CLINICIAN}, OWN)
    grid = visit_with_lesion(desk)
    qtbot.keyClicks(QApplication.focusWidget(), "1")
    first = desk.window.workspace
    desk.window.lock(IDLE)
    key = find_key_by_first(desk.folder, "bo", OWN, OWN + " two", desk.clock)
    desk.window.entrance.about_to_enter.emit()
    desk.window.entrance.entered.emit(enter(key, desk.clock))
    assert desk.window.workspace is not first
    assert desk.clinic.person.name == "Bo Sample"
    assert not grid.isVisible()
    (told,) = desk.shown()
    assert isinstance(told, QMessageBox)
    assert "not saved" in told.text()
    told.reject()


def records_in_memory(mrn: str) -> list[PatientRecord]:
    """Whatever part of the program still holds them."""
    return [one for one in gc.get_objects() if type(one) is PatientRecord and one.patient.mrn == mrn]


def test_pages_and_records_of_the_one_before_are_gone_from_memory_when_somebody_else_signs_in(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.clinic.people.add("Bo Sample", "bo", {Role.CLINICIAN}, OWN)
    gone = desk.clinic.patients.add(replace(a_patient(), mrn="IN-MEMORY")).value
    desk.clinic.lesions.add(gone, a_lesion())
    desk.window.workspace.open_patient(gone)
    for command in ("show_cohort", "show_guidance", "show_people", "show_audit", "show_settings"):
        desk.window.workspace.run(command)
    parts = [desk.window.workspace, *desk.window.workspace.findChildren(QObject), desk.clinic]
    before = [weakref.ref(part) for part in parts if type(part).__module__.startswith("calcitrack.")]
    del parts
    assert len(before) > 100
    assert records_in_memory("IN-MEMORY")
    desk.window.lock(IDLE)
    key = find_key_by_first(desk.folder, "bo", OWN, OWN + " two", desk.clock)
    desk.window.entrance.about_to_enter.emit()
    desk.window.entrance.entered.emit(enter(key, desk.clock))
    qtbot.waitUntil(lambda: not any(part() for part in before))
    assert records_in_memory("IN-MEMORY") == []


def test_no_key_and_no_mouse_for_the_time_of_the_setting_locks(qtbot: QtBot, desk: Desk) -> None:
    guard = desk.window.findChild(LockGuard)
    told: list[str] = []
    guard.lock_wanted.connect(told.append)
    step = 50
    for _ in range(10 * 60 // step - 1):
        desk.clock.go_on(seconds=step)
        guard.look()
    assert told == []
    QTest.mouseMove(desk.window.windowHandle(), QPoint(30, 30))
    qtbot.waitUntil(lambda: guard._last == desk.clock.now())
    for _ in range(10 * 60 // step):
        desk.clock.go_on(seconds=step)
        guard.look()
    assert told == [IDLE]
    assert desk.window.workspace is None


def test_waking_up_after_a_sleep_locks(desk: Desk) -> None:
    guard = desk.window.findChild(LockGuard)
    told: list[str] = []
    guard.lock_wanted.connect(told.append)
    desk.clock.go_on(hours=8)
    guard.look()
    assert told == [SLEEP]
    assert desk.window.workspace is None


def test_a_clock_that_is_set_back_does_not_keep_the_vault_open(desk: Desk) -> None:
    guard = desk.window.findChild(LockGuard)
    desk.clock.go_on(hours=-5)
    guard.look()
    for _ in range(12):
        desk.clock.go_on(seconds=50)
        if desk.window.workspace is not None:
            guard.look()
    assert desk.window.workspace is None


def test_a_pause_asks_for_the_password_before_the_signature(qtbot: QtBot, desk: Desk) -> None:
    guard = desk.window.findChild(LockGuard)
    for _ in range(8):
        desk.clock.go_on(seconds=45)
        guard.look()
    guard.touch()
    assert not desk.clinic.presence.is_proven(desk.clock.now())
    told: list[str] = []

    def answer() -> None:
        (form,) = desk.shown()
        (line,) = form.findChildren(QLineEdit)
        for password in ("wrong", PASSWORD):
            line.selectAll()
            qtbot.keyClicks(line, password)
            qtbot.keyClick(line, Qt.Key.Key_Return)
            qtbot.waitUntil(line.isEnabled)
            told.extend(label.text() for label in form.findChildren(QLabel) if "do not open" in label.text())

    QTimer.singleShot(0, answer)
    assert is_proved(desk.window.workspace.session, desk.window)
    assert len(told) == 1
    assert desk.clinic.presence.is_proven(desk.clock.now())
    desk.window.lock()
    desk.sign_in()
    assert desk.clinic.presence.is_proven(desk.clock.now() + timedelta(minutes=4))


def test_closing_the_locked_window_asks_where_something_would_be_lost(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = visit_with_lesion(desk)
    qtbot.keyClicks(QApplication.focusWidget(), "1")
    desk.window.lock(IDLE)

    def answer() -> None:
        (box,) = desk.shown()
        assert "is lost now" in box.text()
        box.reject()

    QTimer.singleShot(0, answer)
    desk.window.close()
    assert desk.window.isVisible()
    desk.sign_in()
    qtbot.keyClick(editor_of(grid), Qt.Key.Key_Escape)


def test_work_under_way_ends_out_of_sight_before_the_vault_is_closed(qtbot: QtBot, desk: Desk) -> None:
    clinic, go_on = desk.clinic, threading.Event()
    job = desk.window.workspace.session.jobs.start(lambda _progress: go_on.wait(20))
    desk.window.lock(IDLE)
    assert desk.window.workspace is None
    assert not clinic.is_locked
    with qtbot.waitSignal(job.finished):
        go_on.set()
    qtbot.waitUntil(lambda: clinic.is_locked)


def test_theme_and_size_of_text_can_be_changed_while_locked(qtbot: QtBot, desk: Desk) -> None:
    visit_with_lesion(desk)
    for page in ("show_audit", "show_people", "show_worklist", "show_patient"):
        desk.window.workspace.run(page)
    desk.window.lock()
    for command in ("toggle_theme", "zoom_in", "zoom_reset", "toggle_theme"):
        desk.window.actions_table.ask(command)
        QApplication.processEvents()
    desk.window.resize(1000, 700)
    QApplication.processEvents()
    desk.sign_in()
    assert desk.window.workspace.shell.current_page() == "patient"


LISTENING = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from calcitrack.ui.sleep_watch import SleepWatch

app = QCoreApplication([])
bus = QDBusConnection.systemBus()
assert bus.registerService("org.freedesktop.login1")
watch = SleepWatch()
watch.going.connect(lambda: (print("going"), app.quit()))
for begins in (False, True):
    told = QDBusMessage.createSignal("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
    told.setArguments([begins])
    bus.send(told)
QTimer.singleShot(20000, lambda: app.exit(1))
sys.exit(app.exec())
"""


@pytest.mark.needs("dbus-run-session")
def test_the_system_tells_that_it_goes_to_sleep() -> None:
    told = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", 'DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS exec "$@"', "sh",
         sys.executable, "-c", LISTENING],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (told.returncode, told.stdout) == (0, "going\n"), told.stderr
