"""The commands of the program in one table. Menus, shortcuts and the command search are made from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from calcitrack.domain.folding import words
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.ui.i18n import translate


class Where(IntEnum):
    """What must be on screen for a command to make sense; each place includes those before it."""

    ANYWHERE = 0
    SIGNED_IN = 1
    PATIENT = 2
    VISIT = 3


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be asked of the program.

    Attributes:
        id: The name by which it is asked for.
        text: What menus and the command search call it.
        shortcuts: Keys; the first is the one that is shown.
        where: Where it can be asked for.
    """

    id: str
    text: Marked
    shortcuts: tuple[str, ...]
    where: Where

    def title(self) -> str:
        """The text in the language of the interface."""
        return translate(*self.text)

    def keys(self) -> str:
        """The shortcut as people read it: ``Ctrl N``."""
        if not self.shortcuts:
            return ""
        shown = QKeySequence(self.shortcuts[0]).toString(QKeySequence.SequenceFormat.NativeText)
        # The last sign may be a plus itself.
        return shown[:-1].replace("+", " ") + shown[-1]

    def answers(self, typed: str) -> bool:
        """Whether each typed word begins a word of the title; nothing typed fits everything."""
        title = words(self.title())
        return all(any(word.startswith(start) for word in title) for start in words(typed))


COMMANDS = (
    Command("find", QT_TRANSLATE_NOOP("Command", "Find a patient or a command"), ("Ctrl+K",), Where.SIGNED_IN),
    Command("show_worklist", QT_TRANSLATE_NOOP("Command", "Show the worklist"), ("Ctrl+1",), Where.SIGNED_IN),
    Command(
        "show_clinic_map",
        QT_TRANSLATE_NOOP("Command", "Show where lesions are in this clinic"),
        ("Ctrl+Shift+M",),
        Where.SIGNED_IN,
    ),
    Command("show_patient", QT_TRANSLATE_NOOP("Command", "Show the open patient"), ("Ctrl+2",), Where.PATIENT),
    Command("show_cohort", QT_TRANSLATE_NOOP("Command", "Show the cohort"), ("Ctrl+4",), Where.SIGNED_IN),
    Command("show_guidance", QT_TRANSLATE_NOOP("Command", "Show the guidance"), ("Ctrl+3",), Where.SIGNED_IN),
    Command("show_settings", QT_TRANSLATE_NOOP("Command", "Show the settings"), ("Ctrl+,",), Where.SIGNED_IN),
    Command("show_people", QT_TRANSLATE_NOOP("Command", "People and passwords"), ("Ctrl+8",), Where.SIGNED_IN),
    Command("show_audit", QT_TRANSLATE_NOOP("Command", "Show the audit"), ("Ctrl+9",), Where.SIGNED_IN),
    Command("new_patient", QT_TRANSLATE_NOOP("Command", "New patient"), ("Ctrl+N",), Where.SIGNED_IN),
    Command("new_visit", QT_TRANSLATE_NOOP("Command", "New visit"), ("Ctrl+Shift+N",), Where.PATIENT),
    Command(
        "sign_visit",
        QT_TRANSLATE_NOOP("Command", "Review and sign the visit"),
        ("Ctrl+Enter", "Ctrl+Return"),
        Where.VISIT,
    ),
    Command("start_trial", QT_TRANSLATE_NOOP("Command", "Start a therapy"), ("Ctrl+T",), Where.PATIENT),
    Command("show_therapy", QT_TRANSLATE_NOOP("Command", "Show the therapies"), ("Ctrl+Shift+T",), Where.PATIENT),
    Command(
        "next_part",
        QT_TRANSLATE_NOOP("Command", "Go from the lesions to the scores and the plan, and back"),
        ("F6",),
        Where.VISIT,
    ),
    Command("undo", QT_TRANSLATE_NOOP("Command", "Undo in the visit"), ("Ctrl+Z",), Where.VISIT),
    Command("redo", QT_TRANSLATE_NOOP("Command", "Redo in the visit"), ("Ctrl+Shift+Z", "Ctrl+Y"), Where.VISIT),
    Command("print_summary", QT_TRANSLATE_NOOP("Command", "Print the visit summary"), ("Ctrl+P",), Where.PATIENT),
    Command("print_worklist", QT_TRANSLATE_NOOP("Command", "Print the worklist"), ("Ctrl+Shift+L",), Where.SIGNED_IN),
    Command("second_reader", QT_TRANSLATE_NOOP("Command", "Read as the second reader"), (), Where.SIGNED_IN),
    Command(
        "print_summaries",
        QT_TRANSLATE_NOOP("Command", "Write many summaries into files"),
        ("Ctrl+Shift+S",),
        Where.SIGNED_IN,
    ),
    Command(
        "print_patient_page",
        QT_TRANSLATE_NOOP("Command", "Print the page for the patient"),
        ("Ctrl+Shift+P",),
        Where.PATIENT,
    ),
    Command(
        "copy_visit", QT_TRANSLATE_NOOP("Command", "Copy the visit as plain text"), ("Ctrl+Shift+C",), Where.PATIENT
    ),
    Command("write_referral", QT_TRANSLATE_NOOP("Command", "Write a referral"), ("Ctrl+Shift+R",), Where.PATIENT),
    Command("amend_visit", QT_TRANSLATE_NOOP("Command", "Write an addendum"), ("Ctrl+Shift+A",), Where.PATIENT),
    Command(
        "merge_record", QT_TRANSLATE_NOOP("Command", "Merge with another record of this person"), (), Where.PATIENT
    ),
    Command("separate_record", QT_TRANSLATE_NOOP("Command", "Separate a merged record"), (), Where.PATIENT),
    Command("show_pathway", QT_TRANSLATE_NOOP("Command", "Pathway beside the record"), ("Ctrl+G",), Where.PATIENT),
    Command("zoom_in", QT_TRANSLATE_NOOP("Command", "Larger text"), ("Ctrl++", "Ctrl+="), Where.ANYWHERE),
    Command("zoom_out", QT_TRANSLATE_NOOP("Command", "Smaller text"), ("Ctrl+-",), Where.ANYWHERE),
    Command("zoom_reset", QT_TRANSLATE_NOOP("Command", "Normal text size"), ("Ctrl+0",), Where.ANYWHERE),
    Command("toggle_theme", QT_TRANSLATE_NOOP("Command", "Switch light and dark"), ("Ctrl+Shift+D",), Where.ANYWHERE),
    Command(
        "hide_names", QT_TRANSLATE_NOOP("Command", "Hide or show the names of other patients"), ("F9",), Where.SIGNED_IN
    ),
    Command("show_keys", QT_TRANSLATE_NOOP("Command", "Show all keys"), ("?", "Ctrl+/"), Where.ANYWHERE),
    Command("show_help", QT_TRANSLATE_NOOP("Command", "Help"), ("F1",), Where.ANYWHERE),
    Command("take_tour", QT_TRANSLATE_NOOP("Command", "Take the tour of the program"), (), Where.SIGNED_IN),
    Command("lock", QT_TRANSLATE_NOOP("Command", "Lock the vault"), ("Ctrl+L",), Where.SIGNED_IN),
    Command("quit", QT_TRANSLATE_NOOP("Command", "Quit CalciTrack"), ("Ctrl+Q",), Where.ANYWHERE),
)


class Actions(QObject):
    """The table as ``QAction`` objects of one window, switched on by where the window is.

    Signals:
        requested(id): Somebody asked for a command, by key, menu or ``ask``.
    """

    requested = Signal(str)

    def __init__(self, window: QWidget, commands: Sequence[Command] = COMMANDS) -> None:
        super().__init__(window)
        self._commands = tuple(commands)
        self._where = Where.ANYWHERE
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._actions = {command.id: _action(command, group) for command in self._commands}
        group.triggered.connect(self._on_group_triggered)
        window.addActions(list(self._actions.values()))
        self.go_to(Where.ANYWHERE)

    def action(self, command_id: str) -> QAction:
        """The action of a command, for a menu or a button."""
        return self._actions[command_id]

    def go_to(self, where: Where) -> None:
        """Switch on what can be asked for in this place, and the rest off."""
        self._where = where
        for command in self._commands:
            self._actions[command.id].setEnabled(command.where <= where)

    def available(self) -> tuple[Command, ...]:
        """What can be asked for now, in the order of the table."""
        return tuple(command for command in self._commands if command.where <= self._where)

    def ask(self, command_id: str) -> None:
        """Ask for a command by its id; one that is switched off does nothing."""
        self._actions[command_id].trigger()

    @Slot(QAction)
    def _on_group_triggered(self, action: QAction) -> None:
        self.requested.emit(action.data())


AvailableCommands = Callable[[], Sequence[Command]]


def _action(command: Command, group: QActionGroup) -> QAction:
    made = QAction(command.title(), group)
    made.setData(command.id)
    made.setShortcuts([QKeySequence(keys) for keys in command.shortcuts])
    made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    made.setAutoRepeat(command.id in {"zoom_in", "zoom_out"})
    return made
