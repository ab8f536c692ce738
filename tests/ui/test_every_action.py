"""Every action by keyboard: each command of the table by a key of its own, and each by its words in the command box."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from calcitrack.domain.worklist import SearchResult
from calcitrack.ui.actions import COMMANDS, Actions, Command, Where
from calcitrack.ui.shell.search_rows import CommandLine, Sources, look_up

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")

FOUND = [command for command in COMMANDS if command.id != "find"]
"""Whoever types into the box has found it already."""

WITH_KEYS = [command for command in COMMANDS if command.shortcuts]


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    shown = QMainWindow()
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    qtbot.waitExposed(shown)
    return shown


@pytest.mark.parametrize("command", WITH_KEYS, ids=lambda command: command.id)
def test_each_key_of_a_command_asks_for_it_and_for_no_other(
    qtbot: QtBot, window: QMainWindow, command: Command
) -> None:
    actions = Actions(window)
    actions.go_to(Where.VISIT)
    asked: list[str] = []
    actions.requested.connect(asked.append)
    for keys in command.shortcuts:
        combined = QKeySequence(keys)[0]
        qtbot.keyClick(window, combined.key(), combined.keyboardModifiers())
    assert asked == [command.id] * len(command.shortcuts)


@pytest.mark.parametrize("command", FOUND, ids=lambda command: command.id)
def test_each_command_is_the_first_one_found_by_its_words(command: Command) -> None:
    found = look_up(command.title(), Sources(lambda _text: SearchResult(()), lambda: COMMANDS))
    assert next(line.command for line in found.lines if isinstance(line, CommandLine)) == command
