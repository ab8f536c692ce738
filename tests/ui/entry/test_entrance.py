"""The way in, with a real vault: a first password, a name that has to wait, a record that is behind its anchor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from calcitrack.clinic.keys import find_key
from calcitrack.clinic.session import Clinic, open_clinic
from calcitrack.db import failures
from calcitrack.domain.errors import WrongPassword
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.dialogs.salvage_dialog import SalvageDialog
from calcitrack.ui.entrance import Entrance
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.salvaging import Salvaging
from tests.builders import a_patient
from tests.vaults import LOGIN, PASSWORD, Template, opened, vault_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

FIRST, OWN = "given on a piece of paper", "swordfish lantern maple"


@pytest.fixture
def entrance(qtbot: QtBot, vault_folder: Path) -> Iterator[Entrance]:
    jobs = JobRunner()
    made = Entrance(vault_folder, jobs)
    qtbot.addWidget(made)
    made.show()
    yield made
    jobs.shutdown()


def line(entrance: Entrance, name: str) -> QLineEdit:
    (found,) = (e for e in entrance.findChildren(QLineEdit) if e.accessibleName() == name and e.isVisible())
    return found


def press(entrance: Entrance, text: str) -> None:
    (found,) = (b for b in entrance.findChildren(QPushButton) if b.text() == text and b.isVisible())
    found.click()


def says(entrance: Entrance, text: str) -> bool:
    return any(text in label.text() for label in entrance.findChildren(QLabel) if label.isVisible())


def unlock(entrance: Entrance, name: str, password: str) -> None:
    line(entrance, "Name").setText(name)
    line(entrance, "Password").setText(password)
    press(entrance, "Unlock")


def test_a_first_password_leads_to_an_own_one(qtbot: QtBot, entrance: Entrance, vault_folder: Path) -> None:
    with opened(vault_folder) as clinic:
        clinic.people.add("Bo Sample", "bo", {Role.STAFF}, FIRST)
    unlock(entrance, "bo", FIRST)
    qtbot.waitUntil(lambda: says(entrance, "Your own password"))
    line(entrance, "New password").setText(OWN)
    line(entrance, "The same password again").setText(OWN)
    with qtbot.waitSignal(entrance.entered) as told:
        press(entrance, "Set the password and unlock")
    entered: Clinic = told.args[0]
    assert entered.person.name == "Bo Sample"
    entered.close()
    open_clinic(vault_folder, "bo", OWN).close()


def test_a_name_that_failed_often_is_told_how_long_it_waits(
    qtbot: QtBot, entrance: Entrance, vault_folder: Path
) -> None:
    for _ in range(failures.FREE + 2):
        with pytest.raises(WrongPassword):
            find_key(vault_folder, LOGIN, "wrong", LongAgo())
    with pytest.raises(WrongPassword):
        find_key(vault_folder, LOGIN, "wrong")
    unlock(entrance, LOGIN, PASSWORD)
    qtbot.waitUntil(lambda: says(entrance, "Try again in"))
    first = next(w.text() for w in entrance.findChildren(QLabel) if "Try again in" in w.text())
    qtbot.waitUntil(lambda: says(entrance, "Try again in") and not says(entrance, first))


class LongAgo:
    """A clock of last year, a minute later at each look."""

    minutes = 0

    def now(self):
        from datetime import UTC, datetime, timedelta

        LongAgo.minutes += 1
        return datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=LongAgo.minutes)

    def today(self):
        return self.now().date()


def test_a_damaged_vault_is_salvaged_into_a_new_one_that_is_opened_next(
    qtbot: QtBot, vault_folder: Path, entrance: Entrance, tmp_path: Path
) -> None:
    with opened(vault_folder) as clinic:
        clinic.patients.add(a_patient())
        root = "SELECT rootpage FROM sqlite_master WHERE name = 'audit'"
        page = vault_of(clinic).connection.execute(root).fetchone()[0]
    content = bytearray((vault_folder / "vault.db").read_bytes())
    content[(page - 1) * 4096 + 100] ^= 1
    (vault_folder / "vault.db").write_bytes(content)
    unlock(entrance, LOGIN, PASSWORD)
    qtbot.waitUntil(lambda: says(entrance, "The vault is damaged"))
    qtbot.waitUntil(lambda: says(entrance, "Can be read: patients 1 of 1, visits 0 of 0."))
    assert says(entrance, "No backup in the vault's folder is whole.")
    salvaging = Salvaging.of_closed(find_key(vault_folder, LOGIN, PASSWORD), entrance._jobs, entrance)
    salvaging.open_requested.connect(entrance._go_to)
    QTimer.singleShot(0, accept_when_there)
    with qtbot.waitSignal(salvaging.open_requested, timeout=30_000):
        salvaging.salvage_into(tmp_path / "new")
    assert bytes(content) == (vault_folder / "vault.db").read_bytes()
    with qtbot.waitSignal(entrance.entered) as told:
        unlock(entrance, LOGIN, PASSWORD)
    assert told.args[0].folder == tmp_path / "new"
    told.args[0].close()


def accept_when_there() -> None:
    """Press the button of the list of what was salvaged, once it is on screen."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, SalvageDialog):
        (listed,) = dialog.findChildren(QListWidget)
        assert any(listed.item(row).text().startswith("audit: 0 of") for row in range(listed.count()))
        dialog.save_button.click()
    else:
        QTimer.singleShot(50, accept_when_there)


@pytest.fixture
def behind(vault_template: Template, vault_folder: Path, tmp_path: Path) -> None:
    """The database put back to what it was before the last sign-in."""
    before = (vault_folder / "vault.db").read_bytes()
    with opened(vault_folder):
        pass
    (vault_folder / "vault.db").write_bytes(before)


def test_a_record_behind_its_anchor_is_looked_at_or_gone_on_with_for_a_reason(
    qtbot: QtBot, behind: None, entrance: Entrance
) -> None:
    unlock(entrance, LOGIN, PASSWORD)
    qtbot.waitUntil(lambda: says(entrance, "The record is not as it was left"))
    with qtbot.waitSignal(entrance.entered) as told:
        press(entrance, "Look at it without changing anything")
    assert told.args[0].read_only
    told.args[0].close()
    entrance._unlock.show()
    unlock(entrance, LOGIN, PASSWORD)
    qtbot.waitUntil(lambda: says(entrance, "The record is not as it was left"))
    press(entrance, "Go on with this record")
    assert says(entrance, "Say why it is right to go on.")
    line(entrance, "Reason to go on (administrators)").setText("Put back by hand after the disk failed")
    with qtbot.waitSignal(entrance.entered) as told:
        press(entrance, "Go on with this record")
    assert not told.args[0].read_only
    told.args[0].close()
