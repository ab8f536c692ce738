"""The open vault is verified from the settings, and where it is damaged both ways to its records are offered."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic, open_clinic
from calcitrack.ui.dialogs.flaws_dialog import FlawsDialog
from calcitrack.ui.dialogs.restore_dialog import RestoreDialog
from calcitrack.ui.dialogs.salvage_dialog import SalvageDialog
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.salvaging import NAME
from calcitrack.ui.session import Session
from calcitrack.ui.settings.repair_card import RepairCard
from tests.builders import a_patient
from tests.vaults import LOGIN, PASSWORD, FixedClock, opened, vault_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support", extend=True)

PATIENCE_MS = 30_000
PAGE = 4096


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.shutdown()


@pytest.fixture
def damaged(vault_folder: Path) -> Iterator[Clinic]:
    """An open vault of which a page is noise that nobody reads at opening."""
    with opened(vault_folder) as clinic:
        clinic.patients.add(a_patient())
        clinic.backups.make()
        root = "SELECT rootpage FROM sqlite_master WHERE name = 'awaited'"
        page = vault_of(clinic).connection.execute(root).fetchone()[0]
    content = bytearray((vault_folder / "vault.db").read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    (vault_folder / "vault.db").write_bytes(content)
    clinic = open_clinic(vault_folder, LOGIN, PASSWORD, FixedClock())
    yield clinic
    clinic.close()


def card_of(qtbot: QtBot, clinic: Clinic, jobs: JobRunner) -> RepairCard:
    card = RepairCard(Session(clinic, jobs))
    qtbot.addWidget(card)
    card.show()
    return card


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def press(widget: QWidget, text: str) -> None:
    (found,) = (b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible())
    found.click()


def when_there(kind: type[QWidget], seen: list[str], text: str) -> None:
    """Once a dialog of a kind stands, keep what its list says and press a button."""

    def look() -> None:
        found = QApplication.activeModalWidget()
        if not isinstance(found, kind):
            QTimer.singleShot(20, look)
            return
        listed = found.findChildren(QListWidget)[0]
        seen.append("\n".join(listed.item(row).text() for row in range(listed.count())))
        press(found, text)

    QTimer.singleShot(0, look)


def test_a_whole_vault_is_said_to_be_whole_with_what_was_looked_at(
    qtbot: QtBot, clinic: Clinic, jobs: JobRunner
) -> None:
    clinic.patients.add(a_patient())
    card = card_of(qtbot, clinic, jobs)
    press(card, "Verify the vault")
    qtbot.waitUntil(lambda: "nothing is missing" in words(card), timeout=PATIENCE_MS)
    assert "Patients: 1. Signed visits: 0." in words(card)


def test_a_damage_that_is_found_leads_to_the_backups(qtbot: QtBot, damaged: Clinic, jobs: JobRunner) -> None:
    card = card_of(qtbot, damaged, jobs)
    seen: list[str] = []
    when_there(FlawsDialog, seen, "Restore from a backup…")
    when_there(RestoreDialog, seen, "Cancel")
    press(card, "Verify the vault")
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=PATIENCE_MS)
    assert "page" in seen[0].lower()
    assert "no patient or visit came later" in seen[1]
    assert "the vault is damaged" in words(card)


def test_a_damage_that_is_found_leads_to_a_salvage(
    qtbot: QtBot, damaged: Clinic, jobs: JobRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    card = card_of(qtbot, damaged, jobs)
    seen: list[str] = []
    when_there(FlawsDialog, seen, "Salvage what can be read…")
    when_there(SalvageDialog, seen, "Close")
    press(card, "Verify the vault")
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=PATIENCE_MS)
    assert "patient: 1 of 1" in seen[1]
    with opened(tmp_path / NAME) as salvaged:
        assert len(salvaged.patients.all_ids()) == 1
