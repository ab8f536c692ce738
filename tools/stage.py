"""The real window on a demonstration clinic, driven in process: for pictures and for the tour without a display."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from calcitrack.clinic.demo.vault import create_demo
from calcitrack.domain.clock import SystemClock
from calcitrack.ui.fonts import load_fallbacks
from calcitrack.ui.gc_guard import GcGuard
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.main_window import MainWindow
from calcitrack.ui.preferences import Preferences
from calcitrack.ui.theme import Mode, ThemeChooser

PATIENCE_S = 30.0


class Stage:
    """The program as ``calcitrack.app`` builds it, with a folder of its own for vault and preferences."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.folder = folder
        self.vault = folder / "demonstration-clinic"
        create_demo(self.vault, SystemClock())
        existing = QApplication.instance()
        self.application = existing if isinstance(existing, QApplication) else QApplication([])
        load_fallbacks()
        self._guard = GcGuard()
        self._jobs = JobRunner()
        self.preferences = Preferences(folder / "window.ini")
        self.themes = ThemeChooser(self.application)
        self.window = self.new_window(self.vault)

    def new_window(self, vault: Path) -> MainWindow:
        """Another window, on another vault."""
        return MainWindow(vault, self._jobs, self.themes, self.preferences)

    def look(self, mode: Mode, scale: float, width: int, height: int) -> None:
        """Choose theme, size of text and size of the window."""
        self.themes.choose(mode, scale)
        self.window.resize(width, height)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def settle(self, milliseconds: int = 60) -> None:
        """Let the window do what it has to do."""
        end = time.monotonic() + milliseconds / 1000
        while time.monotonic() < end:
            self.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def wait_for(self, what: Callable[[], bool]) -> None:
        """Wait until something is so.

        Raises:
            TimeoutError: It never was.
        """
        end = time.monotonic() + PATIENCE_S
        while not what():
            if time.monotonic() > end:
                raise TimeoutError("something that was waited for never came")
            self.settle(20)

    def type(self, text: str) -> None:
        """Type into whatever has the keys."""
        for character in text:
            QTest.keyClicks(self.focus(), character)
        self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        QTest.keyClick(self.focus(), key, modifier)
        self.settle()

    def focus(self) -> QWidget:
        """The widget that has the keys."""
        return QApplication.focusWidget() or QApplication.activeModalWidget() or self.window

    def unlock(self) -> None:
        """Unlock the demonstration clinic by typing."""
        fields = [f for f in self.window.entrance.findChildren(QLineEdit) if f.isVisible()]
        fields[0].setFocus()
        self.type("demo")
        self.press(Qt.Key.Key_Return)
        self.type("demonstration")
        self.press(Qt.Key.Key_Return)
        self.wait_for(lambda: self.window.workspace is not None)
        self.settle()

    def picture(self, name: str, widget: QWidget | None = None) -> Path:
        """Keep what is on screen as PNG."""
        path = self.folder / f"{name}.png"
        (widget or self.window).grab().save(str(path))
        return path

    def close(self) -> None:
        """End as the program ends."""
        self.window.close()
        self._jobs.shutdown()
        self._guard.stop()
