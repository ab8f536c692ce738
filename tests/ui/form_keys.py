"""What the tests of forms share: finding a field by its name, typing where the cursor is, reading what is said."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.ui.forms.form_dialog import FormDialog

Part = TypeVar("Part", bound=QWidget)


def opened(qtbot: QtBot, dialog: FormDialog, width: int = 1000, height: int = 700) -> FormDialog:
    """The dialog on screen with the cursor in it."""
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.setMaximumSize(width, height)
    dialog.resize(width, height)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isAncestorOf(QApplication.focusWidget()))
    return dialog


def named(dialog: QWidget, name: str, kind: type[Part], place: int = 0) -> Part:
    """The part that a screen reader calls by this name (a needed one says so too); ``place`` counts equals."""
    found = [p for p in dialog.findChildren(kind) if p.accessibleName() in (name, f"{name}, needed")]
    return [part for part in found if part.isVisibleTo(dialog)][place]


def type_text(qtbot: QtBot, text: str) -> None:
    """Type where the cursor is; letters that the test keyboard lacks come as from an input method."""
    target = QApplication.focusWidget()
    if text.isascii():
        qtbot.keyClicks(target, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(target, event)


def line(dialog: QWidget, name: str, place: int = 0) -> QLineEdit:
    return named(dialog, name, QLineEdit, place)


def write(qtbot: QtBot, dialog: QWidget, name: str, text: str, place: int = 0) -> None:
    """Type over what stands in a line."""
    found = line(dialog, name, place)
    found.setFocus()
    found.selectAll()
    qtbot.keyClick(found, Qt.Key.Key_Delete)
    type_text(qtbot, text)


def choose(qtbot: QtBot, dialog: QWidget, name: str, word: str, place: int = 0) -> None:
    """Choose a word of a closed list with the arrow keys."""
    found = named(dialog, name, QComboBox, place)
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Home)
    for _ in range(found.findText(word)):
        qtbot.keyClick(found, Qt.Key.Key_Down)
    assert found.currentText() == word


def press(qtbot: QtBot, dialog: QWidget, text: str, place: int = 0) -> None:
    """Press a button by the words on it, with the keyboard."""
    found = [b for b in dialog.findChildren(QAbstractButton) if text in (b.text(), b.accessibleName())]
    button = [b for b in found if b.isVisibleTo(dialog)][place]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def key(qtbot: QtBot, which: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the cursor is."""
    qtbot.keyClick(QApplication.focusWidget(), which, modifier)


def save(qtbot: QtBot) -> None:
    """Ctrl+Enter."""
    key(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def said(dialog: QWidget) -> str:
    """All the words on screen."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))
