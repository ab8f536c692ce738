"""The first window of the day: what it waits for, and what it can do at once. The real program, in its own process."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from calcitrack.ui.preload import WITH_QT, WITHOUT_QT
from tests.vaults import LOGIN, PASSWORD, run_script

HEAVY = {
    "numpy", "pyqtgraph", "reportlab", "sqlite_utils", "sqlcipher3", "argon2", "cryptography",
    "calcitrack.db", "calcitrack.clinic", "calcitrack.reports", "calcitrack.exchange", "calcitrack.guidance",
}  # fmt: skip

# Starts the program by its command line and calls `at_first_paint(window)` as soon as the first picture is out.
STARTING = """
import sys

from calcitrack.cli import main as entry

print("ENTRY", *sys.modules)

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from calcitrack.ui.main_window import MainWindow
from calcitrack.ui.preload import Preloader

paint = MainWindow.paintEvent
painted = []

def paintEvent(window, event):
    if not painted:
        painted.append(window)
        print("PAINT", *sys.modules)
        QTimer.singleShot(0, lambda: at_first_paint(window))
    paint(window, event)

MainWindow.paintEvent = paintEvent

def unlock(window, name, password):
    edits = [edit for edit in window.findChildren(QLineEdit) if edit.isVisible()]
    for edit, text in zip(edits, (name, password), strict=True):
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)

def when(is_so, then):
    timer = QTimer(QApplication.instance())
    timer.timeout.connect(lambda: is_so() and (timer.stop(), then()))
    timer.start(5)
"""
RUNNING = """
sys.exit(entry.main(["--vault", sys.argv[1]]))
"""


def start(folder: Path, at_first_paint: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program until the code of ``at_first_paint`` has closed it."""
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder.parent / "config"), "PYTHONFAULTHANDLER": "1"}
    ended = run_script(STARTING + at_first_paint + RUNNING, folder, *arguments, env=environment)
    assert ended.returncode == 0, ended.stderr
    return ended


def heavy_at(mark: str, output: str) -> set[str]:
    """The heavy modules of a line of the output."""
    (line,) = (line for line in output.splitlines() if line.startswith(mark))
    loaded = {name for module in line.split()[1:] for name in (module.split(".")[0], ".".join(module.split(".")[:2]))}
    return loaded & HEAVY


QUIT = """
def at_first_paint(window):
    QApplication.quit()
"""


def test_nothing_heavy_is_loaded_before_the_unlock_page_is_painted(vault_folder: Path) -> None:
    output = start(vault_folder, QUIT).stdout
    assert heavy_at("ENTRY", output) == set()
    assert heavy_at("PAINT", output) == set()


def test_nothing_heavy_is_loaded_before_the_first_start_is_painted(tmp_path: Path) -> None:
    assert heavy_at("PAINT", start(tmp_path / "none", QUIT).stdout) == set()


def test_what_is_typed_at_once_arrives(vault_folder: Path) -> None:
    typing = """
def at_first_paint(window):
    QTest.keyClicks(window.focusWidget(), "okafor")
    print("TYPED", window.focusWidget().accessibleName(), window.focusWidget().text())
    QApplication.quit()
"""
    assert "TYPED Name okafor" in start(vault_folder, typing).stdout.splitlines()


def test_whoever_unlocks_at_once_gets_in_while_the_rest_is_loading(vault_folder: Path) -> None:
    unlocking = """
def at_first_paint(window):
    unlock(window, *sys.argv[2:])
    when(lambda: window.workspace is not None, lambda: (print("IN", window.workspace.isVisible()), window.close()))
"""
    assert "IN True" in start(vault_folder, unlocking, LOGIN, PASSWORD).stdout.splitlines()


def test_keys_of_commands_count_from_the_first_window_on(vault_folder: Path) -> None:
    quitting = """
def at_first_paint(window):
    QTimer.singleShot(0, lambda: QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier))
"""
    start(vault_folder, quitting)


def test_everything_slow_is_loaded_when_loading_has_finished(vault_folder: Path) -> None:
    waiting = """
def at_first_paint(window):
    when(lambda: finished, lambda: (print("LOADED", *sys.modules), QApplication.quit()))

finished = []
begin = Preloader.__init__

def init(preloader):
    begin(preloader)
    preloader.finished.connect(lambda: finished.append(True))

Preloader.__init__ = init
"""
    (line,) = (line for line in start(vault_folder, waiting).stdout.splitlines() if line.startswith("LOADED"))
    assert set(line.split()) >= {*WITHOUT_QT, *WITH_QT}


@pytest.mark.parametrize("module", WITHOUT_QT)
def test_what_loads_beside_the_making_of_classes_knows_no_qt(module: str) -> None:
    code = "import importlib, sys; importlib.import_module(sys.argv[1]); print(*sys.modules)"
    loaded = run_script(code, module).stdout.split()
    assert module in loaded
    assert not [name for name in loaded if name.startswith(("PySide6", "shiboken6"))]
