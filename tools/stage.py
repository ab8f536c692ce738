"""The real window on a demonstration clinic, driven in process: for pictures and for the tour without a display."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget

from calcitrack.clinic.demo.vault import create_demo
from calcitrack.domain.clock import SystemClock
from calcitrack.ui.fonts import load_fallbacks
from calcitrack.ui.gc_guard import GcGuard
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.main_window import MainWindow
from calcitrack.ui.preferences import Preferences
from calcitrack.ui.theme import Mode, ThemeChooser
from calcitrack.ui.workspace import Workspace

PATIENCE_S, OPENING_S, BREATH_S = 30.0, 2.0, 0.003
LEAST_ROUNDS = 12
"""On a busy machine one paint takes longer than all that a scene waits, and what it brought about is not laid out."""
OF_THE_PLATFORM = ("This plugin does not support", "OpenType support missing")
"""Words of what Qt tells of having no display or few fonts, which is no news here."""


class StageError(Exception):
    """Something on the stage did not go as it should; the text says what."""


class Stage:
    """The program as ``calcitrack.app`` builds it, with a folder of its own for vault and preferences.

    Args:
        folder: Emptied first.
        width: Of the screen, where there is no real one.
        height: Of that screen.
    """

    def __init__(self, folder: Path, width: int = 1440, height: int = 900) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        qInstallMessageHandler(_tell_news)
        self.folder = folder
        self.vault = folder / "demonstration-clinic"
        create_demo(self.vault, SystemClock())
        _set_screen(folder / "screen.json", width, height)
        existing = QApplication.instance()
        self.application = existing if isinstance(existing, QApplication) else QApplication([])
        load_fallbacks()
        self._guard = GcGuard()
        self._jobs = JobRunner()
        self.preferences = Preferences(folder / "window.ini")
        self.preferences.tour_offered = True
        self.themes = ThemeChooser(self.application)
        self.themes.choose(self.preferences.mode, self.preferences.scale)
        self.window = self.new_window(self.vault)

    def new_window(self, vault: Path) -> MainWindow:
        """Another window, on another vault."""
        return MainWindow(vault, self._jobs, self.themes, self.preferences)

    @property
    def workspace(self) -> Workspace:
        """What the open vault shows.

        Raises:
            StageError: The vault is shut.
        """
        if self.window.workspace is None:
            raise StageError("the vault is not open")
        return self.window.workspace

    def look(self, mode: Mode, scale: float, width: int, height: int) -> None:
        """Choose theme, size of text and size of the window."""
        self.themes.choose(mode, scale)
        self.window.resize(width, height)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def settle(self, milliseconds: int = 60) -> None:
        """Let the window do what it has to do: for that long, and in so many rounds that each layout asked the next."""
        end, rounds = time.monotonic() + milliseconds / 1000, 0
        while time.monotonic() < end or rounds < LEAST_ROUNDS:
            self.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(BREATH_S)  # with nothing to do, Qt comes back at once
            rounds += 1

    def wait_for(self, so: Callable[[], bool], what: str) -> None:
        """Wait until something is so.

        Raises:
            StageError: It never was.
        """
        if not self._comes_about(so, PATIENCE_S):
            raise StageError(f"waited in vain for {what}")

    def _comes_about(self, so: Callable[[], bool], seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not so() and time.monotonic() < end:
            self.settle(20)
        return so()

    def click(self, text: str, inside: QWidget | None = None) -> None:
        """Click the button of this word that is on screen.

        Raises:
            StageError: There is none.
        """
        buttons = [
            b for b in (inside or self.window).findChildren(QAbstractButton) if b.isVisible() and b.text() == text
        ]
        if not buttons:
            raise StageError(f"there is no button “{text}” on screen")
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        self.settle()

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
        """The widget that has the keys.

        Raises:
            StageError: Nothing has them; what is typed would be lost, and the pictures would not show what they say.
        """
        focus = QApplication.focusWidget() or QApplication.activeModalWidget()
        if focus is None:
            raise StageError("nothing has the keys")
        return focus

    def in_form(self, begin: Callable[[], object], deed: Callable[[QWidget], None]) -> None:
        """Begin what opens a form, do something in it, and come back once it is closed.

        Raises:
            StageError: No form opened, or what was done in it did not work; the form is closed all the same.
        """
        faults: list[StageError] = []
        timer = QTimer()

        def work() -> None:
            form = QApplication.activeModalWidget()
            if form is None:
                return
            timer.stop()
            self.settle(300)
            try:
                deed(form)
            except StageError as error:
                faults.append(error)
            if QApplication.activeModalWidget() is form and isinstance(form, QDialog):
                form.done(QDialog.DialogCode.Rejected)

        timer.timeout.connect(work)
        timer.start(50)
        begin()
        # A form that opens without waiting for its end is worked in now.
        opened = self._comes_about(lambda: not timer.isActive(), OPENING_S)
        timer.stop()
        if faults or not opened:
            raise faults[0] if faults else StageError("no form opened")
        self.window.activateWindow()  # no window manager does it here
        self.settle()

    def unlock(self) -> None:
        """Unlock the demonstration clinic by typing."""
        fields = [f for f in self.window.entrance.findChildren(QLineEdit) if f.isVisible()]
        fields[0].setFocus()
        self.type("demo")
        self.press(Qt.Key.Key_Return)
        self.type("demonstration")
        self.press(Qt.Key.Key_Return)
        self.wait_for(lambda: self.window.workspace is not None, "the open vault")
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


def _tell_news(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if not any(word in text for word in OF_THE_PLATFORM):
        print(text, file=sys.stderr)


def _set_screen(path: Path, width: int, height: int) -> None:
    """Tell Qt's platform without a display how large the screen is; its own is smaller than any form."""
    if not os.environ["QT_QPA_PLATFORM"].startswith("offscreen"):
        return
    screen = {"name": "stage", "x": 0, "y": 0, "width": width, "height": height}
    path.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"
