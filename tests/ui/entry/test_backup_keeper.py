"""Backups that nobody has to think of: at a lock and at the end, whenever something was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from calcitrack.clinic.keys import find_key
from calcitrack.clinic.session import Clinic, enter
from calcitrack.ui.backup_keeper import BackupKeeper
from calcitrack.ui.dialogs.restore_dialog import RestoreDialog
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.main_window import MainWindow
from calcitrack.ui.preferences import Preferences
from calcitrack.ui.session import Session
from calcitrack.ui.settings.backups_card import BackupsCard
from calcitrack.ui.theme import ThemeChooser
from tests.builders import a_patient
from tests.vaults import LOGIN, PASSWORD, FixedClock

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

PATIENCE_MS = 20_000


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.shutdown()


@pytest.fixture
def window(qtbot: QtBot, vault_folder: Path, jobs: JobRunner, tmp_path: Path) -> MainWindow:
    themes, preferences = ThemeChooser(QApplication.instance()), Preferences(tmp_path / "window.ini")
    made = MainWindow(vault_folder, jobs, themes, preferences, backs_up=True)
    qtbot.addWidget(made)
    made.show()
    sign_in(made, vault_folder)
    return made


def sign_in(window: MainWindow, folder: Path) -> None:
    window.entrance.entered.emit(enter(find_key(folder, LOGIN, PASSWORD), FixedClock()))


def backups(folder: Path) -> list[Path]:
    return sorted((folder / "backups").glob("calcitrack-*"))


def test_a_lock_backs_up_what_was_written_and_then_closes_the_vault(
    qtbot: QtBot, window: MainWindow, vault_folder: Path
) -> None:
    clinic = window.workspace.session.clinic
    clinic.patients.add(a_patient())
    window.lock()
    assert window.workspace is None
    qtbot.waitUntil(lambda: clinic.is_locked, timeout=PATIENCE_MS)
    assert len(backups(vault_folder)) == 1
    sign_in(window, vault_folder)
    window.lock()
    qtbot.waitUntil(lambda: clinic.is_locked, timeout=PATIENCE_MS)
    assert len(backups(vault_folder)) == 1, "nothing was written since"


def test_a_window_that_closes_backs_up_what_was_written_first(
    qtbot: QtBot, window: MainWindow, vault_folder: Path
) -> None:
    window.workspace.session.clinic.patients.add(a_patient())
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE_MS)
    assert len(backups(vault_folder)) == 1


def test_a_window_whose_backup_fails_stays_and_says_so_then_closes(
    qtbot: QtBot, window: MainWindow, vault_folder: Path
) -> None:
    (vault_folder / "backups").write_text("in the way", encoding="utf-8")
    workspace = window.workspace
    workspace.session.clinic.patients.add(a_patient())
    with qtbot.waitSignal(workspace.backups.failed, timeout=PATIENCE_MS):
        window.close()
    qtbot.wait(50)
    assert window.isVisible()
    window.close()
    assert not window.isVisible()


def test_the_age_of_the_newest_backup_is_always_told(
    qtbot: QtBot, clinic: Clinic, jobs: JobRunner, fixed_clock: FixedClock
) -> None:
    keeper = BackupKeeper(Session(clinic, jobs))
    told: list[tuple[str, str]] = []
    keeper.told.connect(lambda text, tone: told.append((text, tone)))
    keeper.tell()
    assert told[-1] == ("Encrypted, no backup yet", "warning")
    with qtbot.waitSignal(keeper.made, timeout=PATIENCE_MS):
        keeper.back_up()
    qtbot.waitUntil(lambda: told[-1] == ("Encrypted, backup just now", "good"))
    clinic.patients.add(a_patient())
    for age, expected in (
        (timedelta(minutes=12), ("Encrypted, backup 12 min ago", "good")),
        (timedelta(hours=26), ("Encrypted, backup 26 h ago", "warning")),
        (timedelta(days=4), ("Encrypted, backup 5 days ago", "danger")),
        (timedelta(days=-9), ("Encrypted, newest backup dated ahead: check this computer's clock", "warning")),
    ):
        fixed_clock.go_on(seconds=age.total_seconds())
        keeper.tell()
        assert told[-1] == expected


def test_the_settings_back_up_try_and_offer_what_each_backup_lacks(
    qtbot: QtBot, clinic: Clinic, jobs: JobRunner
) -> None:
    session = Session(clinic, jobs)
    card = BackupsCard(session)
    qtbot.addWidget(card)
    card.show()
    assert not card.findChild(QPushButton, "tryBackup").isEnabled()
    qtbot.mouseClick(card.findChild(QPushButton, "makeBackup"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.findChild(QPushButton, "tryBackup").isEnabled(), timeout=PATIENCE_MS)
    with qtbot.waitSignal(session.changed, timeout=PATIENCE_MS):
        qtbot.mouseClick(card.findChild(QPushButton, "tryBackup"), Qt.MouseButton.LeftButton)
    assert clinic.backups.protection().tried is not None
    qtbot.waitUntil(lambda: bool(card.findChildren(QMessageBox)))
    assert "it is good" in card.findChildren(QMessageBox)[0].text()
    clinic.patients.add(a_patient())
    dialog = RestoreDialog(clinic.backups.compared(), clinic.backups.unusable(), card)
    qtbot.addWidget(dialog)
    assert "patients: 1" in dialog.findChild(QListWidget).item(0).text()
    assert dialog.chosen().backup.rows["patient"] == 0
