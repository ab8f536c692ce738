"""Commands that are letters, on keyboards that write other letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from calcitrack.ui.latin_keys import latin_key, latin_text
from calcitrack.ui.visit.grid.keys import Command, command_of

NOTHING = Qt.KeyboardModifier.NoModifier


def pressed(text: str, *, scan: int = 0, virtual: int = 0, modifiers: Qt.KeyboardModifier = NOTHING) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, ord(text.upper()[0]), modifiers, scan, virtual, 0, text)


@pytest.mark.parametrize(
    ("platform", "scan", "virtual"), [("xcb", 27, 0), ("wayland", 27, 0), ("windows", 19, 0x52), ("cocoa", 0, 15)]
)
@pytest.mark.parametrize("written", ["к", "ρ", "ق"])
def test_the_key_of_r_is_r_whatever_it_writes(platform: str, scan: int, virtual: int, written: str) -> None:
    assert latin_text(pressed(written, scan=scan, virtual=virtual), platform) == "R"


@pytest.mark.parametrize("written", ["a", "é", "ß", "=", "7", "-"])
def test_what_a_latin_key_writes_is_taken_as_it_is(written: str) -> None:
    assert latin_text(pressed(written, scan=27), "xcb") == written.upper()


def test_places_that_ask_for_a_key_get_that_of_the_latin_letter() -> None:
    assert latin_key(pressed("\u0434", scan=46), "xcb") == Qt.Key.Key_L
    assert latin_key(pressed("l", scan=46)) == Qt.Key.Key_L
    assert latin_key(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, NOTHING)) == Qt.Key.Key_Tab


def test_a_key_without_a_latin_letter_keeps_its_own() -> None:
    assert latin_text(pressed("ж", scan=47), "xcb") == "Ж"


def test_a_cyrillic_keyboard_commands_the_grid(qtbot: QtBot) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    assert command_of(pressed("г", scan=30)) is Command.ULCER
    assert command_of(pressed("к", scan=27)) is Command.RESOLVED
    assert command_of(pressed("К", scan=27, modifiers=shift)) is Command.RESOLVED_BY_IMAGING
    assert command_of(pressed("ф", scan=38)) is Command.NONE_SEEN
