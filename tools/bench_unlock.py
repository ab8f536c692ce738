"""How soon 100,000 patients are in sight: in the real window, from Enter on the password to the painted list.

The list counts as there when its first rows are painted in their order and a key has moved in it.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from argon2.low_level import Type, hash_secret_raw

from calcitrack.clinic.session import open_clinic
from calcitrack.db.slots import CLINIC_COST
from tools.bench_data import LOGIN, PASSWORD
from tools.bench_lists import PATIENTS, Comparison

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    from calcitrack.ui.jobs import JobRunner
    from calcitrack.ui.main_window import MainWindow
    from calcitrack.ui.widgets.worklist_table import WorklistTable

TARGET = 1.5
_FIRST = 20
_REST_S = 1.0


class Door:
    """A window before a large vault, which is unlocked by keys."""

    def __init__(self, folder: Path, application: QApplication, jobs: JobRunner) -> None:
        from PySide6.QtCore import QEventLoop

        from calcitrack.ui.preferences import Preferences
        from calcitrack.ui.theme import ThemeChooser

        self._folder, self._application, self._jobs = folder, application, jobs
        with contextlib.closing(open_clinic(folder, LOGIN, PASSWORD)) as clinic:
            self._first = clinic.lists.first_ids(_FIRST)
        self._themes, self._preferences = ThemeChooser(application), Preferences(folder.with_name("preferences"))
        self._themes.choose("light")
        self._preferences.tour_offered = True
        self._loop = QEventLoop()
        self._painted: list[WorklistTable] = []
        self._window = self._shut_window()

    def close(self) -> None:
        """Close the window, and the vault with it."""
        self._window.close()
        self._window.deleteLater()

    def seconds_to_unlock(self) -> float:
        """In a window that nobody has signed in to yet."""
        self.close()
        self._window = self._shut_window()
        return self._seconds()

    def seconds_to_unlock_again(self) -> float:
        """In a window that was locked, by the same person."""
        self._window.lock()
        self._rest()
        return self._seconds()

    def overhear(self, table: WorklistTable) -> None:
        """Rows of a list were painted."""
        if not self._painted and table.model().rowCount() == PATIENTS:
            self._painted.append(table)
            self._loop.quit()

    def _shut_window(self) -> MainWindow:
        from calcitrack.ui.main_window import MainWindow

        window = MainWindow(self._folder, self._jobs, self._themes, self._preferences)
        window.resize(1440, 900)
        window.show()
        window.make_ready()  # as the program does once everything is loaded
        self._rest()
        return window

    def _rest(self) -> None:
        """Let everything be done that the program does while nobody touches it."""
        end = time.perf_counter() + _REST_S
        while time.perf_counter() < end:
            self._application.processEvents()

    def _type(self, text: str, *, enters: bool = True) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        field = self._application.focusWidget()
        if field is None:
            raise ValueError("nothing in the window has the keys")
        QTest.keyClicks(field, text)
        if enters:
            QTest.keyClick(field, Qt.Key.Key_Return)

    def _seconds(self) -> float:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from calcitrack.ui.models.worklist_model import WorklistModel

        self._painted.clear()
        self._type(LOGIN)
        self._type(PASSWORD, enters=False)
        start = time.perf_counter()
        self._type("")
        self._loop.exec()
        (table,) = self._painted
        model, before = table.model(), table.currentIndex().row()
        QTest.keyClick(table, Qt.Key.Key_Down)
        taken = time.perf_counter() - start
        assert isinstance(model, WorklistModel)
        shown = [model.patient_at(row) for row in range(_FIRST)]
        if shown != self._first or table.currentIndex().row() == before:
            raise ValueError("what was painted is not the list")
        self._rest()
        return taken


@contextlib.contextmanager
def on_screen(folder: Path) -> Iterator[Door]:
    """A window before the vault in a folder, whose painting is overheard."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from calcitrack.ui.jobs import JobRunner
    from calcitrack.ui.widgets.worklist_table import WorklistTable

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    jobs = JobRunner()
    door = Door(folder, application, jobs)
    paint = WorklistTable.paintEvent

    def overheard(table: WorklistTable, event: QPaintEvent) -> None:
        paint(table, event)
        door.overhear(table)

    WorklistTable.paintEvent = overheard  # type: ignore[assignment,method-assign]
    try:
        yield door
    finally:
        WorklistTable.paintEvent = paint  # type: ignore[method-assign]
        door.close()
        jobs.shutdown()


def comparisons(door: Door) -> Iterator[Comparison]:
    """What is set side by side, each callable giving its own seconds."""
    name = f"unlock to the painted list of {PATIENTS} patients / one argon2id call"
    yield name, TARGET, door.seconds_to_unlock, seconds_to_derive
    name = f"unlock the locked window again, to the painted list of {PATIENTS} patients / one argon2id call"
    yield name, TARGET, door.seconds_to_unlock_again, seconds_to_derive


def seconds_to_derive() -> float:
    """One derivation at the cost of a clinic's vault."""
    start = time.perf_counter()
    hash_secret_raw(
        PASSWORD.encode(), secrets.token_bytes(16), CLINIC_COST.passes, CLINIC_COST.memory_kib, CLINIC_COST.lanes,
        32, Type.ID,
    )  # fmt: skip
    return time.perf_counter() - start
