"""People at the window: added with a first password that is shown once, and a change of the data key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.keys import find_key, find_key_by_first
from calcitrack.clinic.session import enter
from calcitrack.domain.errors import FirstPassword
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.dialogs.key_dialog import KeyDialog
from calcitrack.ui.dialogs.person_dialog import PersonDialog
from calcitrack.ui.dialogs.secrets_dialog import SecretsDialog
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.main_window import MainWindow
from calcitrack.ui.preferences import Preferences
from calcitrack.ui.theme import ThemeChooser
from tests.vaults import LOGIN, PASSWORD, FixedClock

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def window(qtbot: QtBot, vault_folder: Path, tmp_path: Path) -> Iterator[MainWindow]:
    jobs = JobRunner()
    made = MainWindow(vault_folder, jobs, ThemeChooser(QApplication.instance()), Preferences(tmp_path / "window.ini"))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.entrance.entered.emit(enter(find_key(vault_folder, LOGIN, PASSWORD), FixedClock()))
    made.workspace.run("show_people")
    yield made
    made.close()
    jobs.shutdown()


def form_of(kind: type[QWidget]) -> QWidget | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


def press(where: QWidget, text: str) -> None:
    (found,) = (b for b in where.findChildren(QPushButton) if b.text() == text and b.isVisible())
    found.click()


def headings(where: QWidget) -> list[str]:
    return [label.text() for label in where.findChildren(QLabel) if label.isVisible()]


def when(qtbot: QtBot, kind: type[QWidget], deed) -> None:
    """Do something in a form as soon as it stands."""
    timer = QTimer(QApplication.instance())

    def look() -> None:
        form = form_of(kind)
        if form is not None:
            timer.stop()
            deed(form)

    timer.timeout.connect(look)
    timer.start(20)


def test_a_person_is_added_and_the_first_password_is_shown_once(
    qtbot: QtBot, window: MainWindow, vault_folder: Path
) -> None:
    shown: list[str] = []

    def fill(form: QWidget) -> None:
        for line, text in zip(form.findChildren(QLineEdit), ("Bo Sample", "bo"), strict=True):
            line.setText(text)
        form.findChildren(QCheckBox)[0].click()
        when(qtbot, SecretsDialog, read)
        form.accept()

    def read(form: QWidget) -> None:
        qtbot.keyClick(form, Qt.Key.Key_Escape)
        assert form.isVisible()
        shown.extend(text for text in headings(form) if text.count("-") == 4)
        form.accept()

    when(qtbot, PersonDialog, fill)
    press(window, "Add a person…")
    qtbot.waitUntil(lambda: bool(shown))
    qtbot.waitUntil(lambda: "Bo Sample" in headings(window))
    with pytest.raises(FirstPassword):
        find_key(vault_folder, "bo", shown[0])


def test_the_data_key_is_changed_while_the_vault_is_locked(
    qtbot: QtBot, window: MainWindow, vault_folder: Path
) -> None:
    shown: list[str] = []

    def agree(form: QWidget) -> None:
        form.findChildren(QLineEdit)[0].setText(PASSWORD)
        when(qtbot, SecretsDialog, read)
        form.accept()

    def read(form: QWidget) -> None:
        assert window.workspace is None
        shown.extend(headings(form))
        form.accept()

    when(qtbot, KeyDialog, agree)
    press(window, "Change the data key…")
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert "The new recovery code of the vault" in shown
    window.entrance.about_to_enter.emit()
    window.entrance.entered.emit(enter(find_key(vault_folder, LOGIN, PASSWORD), FixedClock()))
    assert window.workspace is not None
    assert window.workspace.session.clinic.verification.verify().flaws == ()


def test_whoever_is_no_administrator_sees_their_own_account_only(
    qtbot: QtBot, window: MainWindow, vault_folder: Path
) -> None:
    window.workspace.session.clinic.people.add("Bo Sample", "bo", {Role.STAFF}, "given on paper")
    window.lock()
    key = find_key_by_first(vault_folder, "bo", "given on paper", "swordfish lantern maple", FixedClock())
    window.entrance.about_to_enter.emit()
    window.entrance.entered.emit(enter(key, FixedClock()))
    window.workspace.run("show_people")
    assert "Your account" in headings(window)
    assert "People of this clinic" not in headings(window)
    window.workspace.run("show_audit")
    assert window.workspace.shell.current_page() == "people"
    assert "The audit is for administrators." in headings(window)
