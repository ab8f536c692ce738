"""The keys of the grid, in one table: the grid obeys it, the line of hints and the sheet of all keys are made from it.

The letters hold in every cell of a row, with one exception: in the subtype cell m, s, n, p and u choose a subtype.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from calcitrack.domain.entry import Field
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked, say
from calcitrack.domain.vocabulary import State, Subtype
from calcitrack.ui.i18n import translate
from calcitrack.ui.latin_keys import latin_text


class Command(Enum):
    """What a key does to the current lesion, or to all of them."""

    UNCHANGED = auto()
    NOT_EXAMINED = auto()
    RESOLVED = auto()
    RESOLVED_BY_IMAGING = auto()
    LARGER = auto()
    SMALLER = auto()
    NOT_MEASURABLE = auto()
    NOT_VISIBLE = auto()
    EXCISED = auto()
    ULCER = auto()
    DISCHARGE = auto()
    REDNESS = auto()
    INFECTION = auto()
    FUNCTION = auto()
    SUBTYPE = auto()
    NONE_SEEN = auto()
    NEW_LESION = auto()
    HAPPENED = auto()
    MAP = auto()
    PANEL = auto()
    CONTINUE = auto()
    CLEAR = auto()


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """One line of the sheet of keys.

    Attributes:
        key: As it is written on the key, "Shift+R" or "Backspace".
        text: What it does.
        brief: The same in a word or two for the line of hints; None for keys that only the sheet names.
    """

    key: str
    command: Command
    text: Marked
    brief: Marked | None = None

    def sentence(self) -> str:
        """What it does, in the language of the interface."""
        return translate(say(self.text))

    def hint(self) -> str:
        """The short words; empty where there are none."""
        return translate(say(self.brief)) if self.brief else ""


KEYS: tuple[KeyHelp, ...] = (
    KeyHelp(
        "=",
        Command.UNCHANGED,
        QT_TRANSLATE_NOOP("Keys", "Size unchanged on inspection; says nothing of ulcer or infection. Next lesion"),
        QT_TRANSLATE_NOOP("Keys", "size unchanged"),
    ),
    KeyHelp(
        "-",
        Command.NOT_EXAMINED,
        QT_TRANSLATE_NOOP("Keys", "Not examined. Next lesion"),
        QT_TRANSLATE_NOOP("Keys", "not examined"),
    ),
    KeyHelp(
        "R",
        Command.RESOLVED,
        QT_TRANSLATE_NOOP("Keys", "Resolved, by examination. Next lesion"),
        QT_TRANSLATE_NOOP("Keys", "resolved"),
    ),
    KeyHelp("Shift+R", Command.RESOLVED_BY_IMAGING, QT_TRANSLATE_NOOP("Keys", "Resolved, by imaging. Next lesion")),
    KeyHelp("G", Command.LARGER, QT_TRANSLATE_NOOP("Keys", "Grown: larger on inspection. Next lesion")),
    KeyHelp("S", Command.SMALLER, QT_TRANSLATE_NOOP("Keys", "Shrunk: smaller on inspection. Next lesion")),
    KeyHelp("P", Command.NOT_MEASURABLE, QT_TRANSLATE_NOOP("Keys", "Present, not measurable; asks why")),
    KeyHelp("V", Command.NOT_VISIBLE, QT_TRANSLATE_NOOP("Keys", "Not visible in this modality. Next lesion")),
    KeyHelp("X", Command.EXCISED, QT_TRANSLATE_NOOP("Keys", "Excised. Next lesion")),
    KeyHelp(
        "U",
        Command.ULCER,
        QT_TRANSLATE_NOOP("Keys", "Ulcer: yes, no, not recorded"),
        QT_TRANSLATE_NOOP("Keys", "ulcer"),
    ),
    KeyHelp(
        "I",
        Command.INFECTION,
        QT_TRANSLATE_NOOP("Keys", "Infection: none, minor, moderate, progressive, not recorded"),
        QT_TRANSLATE_NOOP("Keys", "infection"),
    ),
    KeyHelp(
        "D",
        Command.DISCHARGE,
        QT_TRANSLATE_NOOP("Keys", "Discharge: none, chalky, pus, other, not recorded"),
        QT_TRANSLATE_NOOP("Keys", "discharge"),
    ),
    KeyHelp("E", Command.REDNESS, QT_TRANSLATE_NOOP("Keys", "Redness: yes, no, not recorded")),
    KeyHelp("F", Command.FUNCTION, QT_TRANSLATE_NOOP("Keys", "Function limited: yes, no, not recorded")),
    KeyHelp("T", Command.SUBTYPE, QT_TRANSLATE_NOOP("Keys", "Clinical subtype, then M, S, N, P or U (undetermined)")),
    KeyHelp(
        "A",
        Command.NONE_SEEN,
        QT_TRANSLATE_NOOP("Keys", "No ulcer, discharge or infection seen: on all lesions looked at today"),
        QT_TRANSLATE_NOOP("Keys", "none seen, all"),
    ),
    KeyHelp("N", Command.NEW_LESION, QT_TRANSLATE_NOOP("Keys", "New lesion"), QT_TRANSLATE_NOOP("Keys", "new lesion")),
    KeyHelp(
        "H",
        Command.HAPPENED,
        QT_TRANSLATE_NOOP(
            "Keys", "What happened: extruded, split, merged and so on; also changes or removes the lesion"
        ),
        QT_TRANSLATE_NOOP("Keys", "event"),
    ),
    KeyHelp(
        "C",
        Command.CONTINUE,
        QT_TRANSLATE_NOOP("Keys", "Continue all: the plan says that every therapy goes on unchanged"),
        QT_TRANSLATE_NOOP("Keys", "continue all"),
    ),
    KeyHelp(
        "M", Command.MAP, QT_TRANSLATE_NOOP("Keys", "Go to the map; Esc comes back"), QT_TRANSLATE_NOOP("Keys", "map")
    ),
    KeyHelp(
        "L",
        Command.PANEL,
        QT_TRANSLATE_NOOP("Keys", "Lesion: all its fields, such as readings, swelling, tendon sheath; Esc comes back"),
        QT_TRANSLATE_NOOP("Keys", "all its fields"),
    ),
    KeyHelp("Backspace", Command.CLEAR, QT_TRANSLATE_NOOP("Keys", "Clear the cell (also Delete)")),
)

STATES: Mapping[Command, State] = {
    Command.UNCHANGED: State.UNCHANGED,
    Command.NOT_EXAMINED: State.NOT_EXAMINED,
    Command.RESOLVED: State.RESOLVED,
    Command.RESOLVED_BY_IMAGING: State.RESOLVED,
    Command.LARGER: State.LARGER,
    Command.SMALLER: State.SMALLER,
    Command.NOT_MEASURABLE: State.NOT_MEASURABLE,
    Command.NOT_VISIBLE: State.NOT_VISIBLE,
    Command.EXCISED: State.EXCISED,
}

FIELDS: Mapping[Command, Field] = {
    Command.ULCER: Field.ULCER,
    Command.DISCHARGE: Field.DISCHARGE,
    Command.REDNESS: Field.REDNESS,
    Command.INFECTION: Field.INFECTION,
    Command.FUNCTION: Field.FUNCTION_LIMITED,
}

SUBTYPES: Mapping[str, Subtype] = {
    "M": Subtype.MOUSSE,
    "S": Subtype.STONE,
    "N": Subtype.NET,
    "P": Subtype.PLATE,
    "U": Subtype.UNDETERMINED,
}

_COMMANDS = {help_.key: help_.command for help_ in KEYS}
_ERASING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_FOR_OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def is_shortcut(event: QKeyEvent) -> bool:
    """Whether the key belongs to a menu or the window: nothing that a cell answers to."""
    return bool(event.modifiers() & _FOR_OTHERS)


def command_of(event: QKeyEvent) -> Command | None:
    """The command of a key; None where it has none.

    The shift key is asked for, not the case of the letter: with caps lock on, R alone is still an examination.
    """
    if is_shortcut(event):
        return None
    if event.key() in _ERASING:
        return Command.CLEAR
    letter = latin_text(event)
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return (_COMMANDS.get(f"Shift+{letter}") if shifted else None) or _COMMANDS.get(letter)


def subtype_of(event: QKeyEvent) -> Subtype | None:
    """The subtype that a letter chooses in a subtype cell."""
    return None if is_shortcut(event) else SUBTYPES.get(latin_text(event))


def begins_number(event: QKeyEvent) -> bool:
    """Whether the key is the first of a number: a digit of any script, or a decimal sign."""
    text = event.text()
    return not is_shortcut(event) and len(text) == 1 and (text.isdecimal() or text in ".,")
