"""Takes a vault's windows out of sight while it is locked, with all that is half typed in them, and puts them back.

A form stays as it is, its loop waiting: it is hidden past ``QDialog``, which would end it. What only asks (a question,
the choice of a file) is answered with no.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QToolTip, QWidget
from shiboken6 import isValid

from calcitrack.ui.forms.form_dialog import FormDialog

_PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)


class Curtain:
    """Hides the dialogs of a main window."""

    def __init__(self, main: QWidget) -> None:
        self._main = main
        self._hidden: list[QWidget] = []
        self._focus: dict[QWidget, QWidget] = {}

    def draw(self) -> None:
        """Take everything but the main window out of sight, and from the clipboard what was copied here."""
        QToolTip.hideText()
        while (popup := _popup()) is not None:
            popup.close()
        for window in QApplication.topLevelWidgets():
            if window is self._main or not window.isVisible() or window.windowType() in _PASSING:
                continue
            if isinstance(window, (QMessageBox, QFileDialog)):
                window.reject()
            else:
                focus = window.focusWidget()
                self._hidden.append(window)
                if focus is not None:
                    self._focus[window] = focus
                QWidget.setVisible(window, False)
        clear_clipboard()

    def lift(self) -> None:
        """Put the windows back as they stood, the last one on top."""
        for window in self._standing():
            QWidget.setVisible(window, True)
            window.activateWindow()
            focus = self._focus.get(window)
            if focus is not None and isValid(focus):
                focus.setFocus()
        self._forget()

    def drop(self) -> None:
        """Close the windows; what was typed in them is gone."""
        for window in reversed(self._standing()):
            if isinstance(window, FormDialog):
                window.leave()
            elif isinstance(window, QDialog):
                window.reject()
            else:
                window.close()
        self._forget()

    def holds_typed(self) -> bool:
        """Whether a form that is hidden holds something that is nowhere else."""
        return any(isinstance(window, FormDialog) and window.is_changed() for window in self._standing())

    def _standing(self) -> list[QWidget]:
        return [window for window in self._hidden if isValid(window)]

    def _forget(self) -> None:
        self._hidden.clear()
        self._focus.clear()


def clear_clipboard() -> None:
    """Empty the clipboard, and what is marked for the middle button, where they hold something of ours."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _popup() -> QWidget | None:
    popup: QWidget | None = QApplication.activePopupWidget()
    return popup
