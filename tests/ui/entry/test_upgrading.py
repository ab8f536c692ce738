"""A vault of an earlier version is brought up from the window: on the worker, in words, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic, open_clinic
from calcitrack.db.backup_files import FOLDER_NAME
from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.entrance import Entrance
from calcitrack.ui.jobs import JobRunner
from tests.ui.entry.test_entrance import says, unlock
from tests.vaults import LATER, LOGIN, PASSWORD, opened

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.shutdown()


@pytest.fixture
def entrance(qtbot: QtBot, vault_folder: Path, jobs: JobRunner) -> Entrance:
    """Of a version that is not there yet, for which the vault is an older one."""
    made = Entrance(vault_folder, jobs, steps=LATER)
    qtbot.addWidget(made)
    made.show()
    return made


def busy(qtbot: QtBot, entrance: Entrance) -> BusyDialog:
    qtbot.waitUntil(lambda: bool(entrance.findChildren(BusyDialog)))
    return entrance.findChildren(BusyDialog)[0]


def heard(dialog: BusyDialog) -> tuple[list[str], Callable[[int, int, str], None]]:
    said = [label.text() for label in dialog.findChildren(QLabel)]
    return said, lambda _done, _of, text: said.append(text)


def test_an_older_vault_is_backed_up_and_brought_up_in_words_then_opened(
    qtbot: QtBot, entrance: Entrance, vault_folder: Path
) -> None:
    entered: list[Clinic] = []
    entrance.entered.connect(entered.append)
    unlock(entrance, LOGIN, PASSWORD)
    dialog = busy(qtbot, entrance)
    said, hear = heard(dialog)
    dialog._job.progressed.connect(hear)
    qtbot.waitUntil(lambda: bool(entered))
    assert said[0] == "The vault is of an earlier version. It is backed up, and the backup proved…"
    assert said[-1] == "The proved backup is made. The vault is brought to the form of this version…"
    assert not entered[0].read_only
    entered[0].close()
    assert len(list(vault_folder.joinpath(FOLDER_NAME).glob("calcitrack-*"))) == 1


def test_who_stops_it_finds_the_vault_as_it_was_and_can_try_again(
    qtbot: QtBot, entrance: Entrance, vault_folder: Path, jobs: JobRunner
) -> None:
    cancelled = Event()
    unlock(entrance, LOGIN, PASSWORD)
    jobs.start(lambda _progress: cancelled.wait())
    cancel = next(b for b in busy(qtbot, entrance).findChildren(QPushButton) if b.text() == "Cancel")
    cancel.click()
    cancelled.set()
    qtbot.waitUntil(lambda: says(entrance, "Stopped: the vault is as it was."))
    with opened(vault_folder) as clinic:
        assert not clinic.read_only
    with qtbot.waitSignal(entrance.entered) as told:
        unlock(entrance, LOGIN, PASSWORD)
    told.args[0].close()


def test_a_vault_that_cannot_be_backed_up_is_opened_to_be_read_and_says_why(
    qtbot: QtBot, entrance: Entrance, vault_folder: Path
) -> None:
    vault_folder.joinpath(FOLDER_NAME).write_text("a file where the backups should go")
    with qtbot.waitSignal(entrance.entered) as told:
        unlock(entrance, LOGIN, PASSWORD)
    clinic: Clinic = told.args[0]
    assert clinic.read_only
    assert "it was not backed up" in str(clinic.notices[0])
    clinic.close()
    open_clinic(vault_folder, LOGIN, PASSWORD).close()
