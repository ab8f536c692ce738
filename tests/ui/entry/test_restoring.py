"""The way back in the window: which backup, what it lacks by name, and a new vault; also from a backup alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QListWidget,
    QMainWindow,
    QMessageBox,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.db.backup_files import MANIFEST_NAME
from calcitrack.db.opening import exists
from calcitrack.db.slot_files import NAMES
from calcitrack.ui import entrance
from calcitrack.ui.actions import Actions
from calcitrack.ui.dialogs.restore_dialog import RestoreDialog
from calcitrack.ui.dialogs.restore_preview import RestorePreview
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.first_start_page import FirstStartPage
from calcitrack.ui.workspace import Workspace
from tests.builders import a_patient
from tests.db.signed_vault import sign_a_visit
from tests.vaults import FixedClock, opened

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support", extend=True)


@contextmanager
def settings_of(qtbot: QtBot, clinic: Clinic) -> Iterator[Workspace]:
    window, jobs = QMainWindow(), JobRunner()
    qtbot.addWidget(window)
    shown = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(shown)
    window.show()
    shown.run("show_settings")
    yield shown
    window.close()
    jobs.shutdown()


def button(shown: Workspace, name: str) -> QPushButton:
    found = shown.settings_page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def answer(kind: type[QDialog], seen: list[str]) -> None:
    """Accept the next dialog of a kind once it stands; what its list says is kept."""

    def look() -> None:
        found = QApplication.activeModalWidget()
        if not isinstance(found, kind):
            QTimer.singleShot(20, look)
            return
        listed = found.findChild(QListWidget)
        seen.append("\n".join(listed.item(row).text() for row in range(listed.count())) if listed else "")
        found.accept()

    QTimer.singleShot(0, look)


def told(shown: Workspace) -> str:
    return " ".join(box.text() for box in shown.settings_page.findChildren(QMessageBox))


def choose(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    """The system's own dialog for files is nobody's to press in a test."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))


def test_a_restore_first_opens_the_backup_and_names_what_it_lacks(
    qtbot: QtBot, clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = sign_a_visit(clinic)
    clinic.backups.make()
    clinic.patients.add(a_patient("later", family_name="Laterperson"))
    clinic.visits.start(known.patient, clinic.clock.today() - timedelta(days=3))
    choose(monkeypatch, tmp_path / "new")
    seen: list[str] = []
    with settings_of(qtbot, clinic) as shown:
        answer(RestoreDialog, seen)
        button(shown, "restoreBackup").click()
        qtbot.waitUntil(lambda: len(seen) == 1)
        answer(RestorePreview, seen)
        qtbot.waitUntil(lambda: "It was verified" in told(shown))
    assert seen[1].splitlines() == [
        "Patient Laterperson, Ada",
        "Visit of 19 Nov 2026, Testperson, Ada: draft",
    ]
    with opened(tmp_path / "new") as restored:
        assert len(restored.patients.all_ids()) == 2


def test_a_damaged_backup_stands_in_the_list_and_cannot_be_chosen(
    qtbot: QtBot, clinic: Clinic, fixed_clock: FixedClock
) -> None:
    clinic.backups.make()
    fixed_clock.go_on(hours=1)
    (clinic.backups.make().backup.folder / MANIFEST_NAME).write_bytes(b"gone")
    seen: list[str] = []

    def look() -> None:
        found = QApplication.activeModalWidget()
        if not isinstance(found, RestoreDialog):
            QTimer.singleShot(20, look)
            return
        (listed,) = found.findChildren(QListWidget)
        (choose,) = (b for b in found.findChildren(QPushButton) if b.text().startswith("Look into"))
        seen.extend(f"{listed.item(row).text()} {_chosen(listed, row, choose)}" for row in range(listed.count()))
        found.reject()

    with settings_of(qtbot, clinic) as shown:
        assert "Damaged backups lie there too: 1." in words(shown)
        QTimer.singleShot(0, look)
        button(shown, "restoreBackup").click()
        qtbot.waitUntil(lambda: bool(seen))
    damaged, whole = seen
    assert damaged.endswith("damaged. It cannot be restored from. False")
    assert whole.endswith("as the vault is now True")


def _chosen(listed: QListWidget, row: int, choose: QPushButton) -> bool:
    listed.setCurrentRow(row)
    return choose.isEnabled()


def words(shown: Workspace) -> str:
    return " ".join(label.text() for label in shown.settings_page.findChildren(QLabel))


def test_a_backup_that_is_looked_at_is_restored_from_the_window_where_its_vault_is_gone(
    qtbot: QtBot, vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(vault_folder) as clinic:
        clinic.patients.add(a_patient("1"))
        taken = clinic.backups.make_in(tmp_path / "stick").backup.folder
    shutil.rmtree(vault_folder)
    choose(monkeypatch, vault_folder)
    with opened(taken) as looked_at, settings_of(qtbot, looked_at) as shown:
        assert button(shown, "makeBackup").isHidden()
        button(shown, "restoreBackup").click()
        qtbot.waitUntil(lambda: "It was verified" in told(shown))
    with opened(vault_folder) as restored:
        assert len(restored.patients.all_ids()) == 1


def test_the_first_start_leads_to_a_vault_or_backup_elsewhere(qtbot: QtBot, tmp_path: Path) -> None:
    page = FirstStartPage(tmp_path / "gone")
    qtbot.addWidget(page)
    page.show()
    other = page.findChild(QPushButton, "openOther")
    assert isinstance(other, QPushButton)
    with qtbot.waitSignal(page.other_requested):
        other.click()


def test_a_backup_is_never_the_folder_with_which_the_program_begins(vault_folder: Path, tmp_path: Path) -> None:
    with opened(vault_folder) as clinic:
        taken = clinic.backups.make().backup.folder
    assert (entrance.BACKUP, entrance.SLOTS) == (MANIFEST_NAME, NAMES)
    assert exists(taken)
    assert entrance.is_backup(taken)
    assert not entrance.is_backup(vault_folder)
