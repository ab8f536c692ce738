"""The line of keys: each key with its word, from the one table of keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from calcitrack.ui.theme import GAP_M, GAP_XS, current_theme
from calcitrack.ui.visit.grid.keys import KEYS, Command, KeyHelp
from calcitrack.ui.widgets.label import Label

_FIRST = (
    Command.UNCHANGED,
    Command.NOT_EXAMINED,
    Command.RESOLVED,
    Command.NONE_SEEN,
    Command.NEW_LESION,
    Command.PANEL,
    Command.ULCER,
    Command.INFECTION,
    Command.DISCHARGE,
)
"""What a visit needs most, first: the others give way where it is narrow."""


class HintLine(QWidget):
    """One line: as many keys as there is room for, and always the one that shows them all."""

    def __init__(self, keys: Iterable[KeyHelp] = KEYS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        by_command = {key.command: key for key in keys}
        self._pairs = [
            _pair(key.key, key.hint(), key.sentence()) for command in _FIRST if (key := by_command.get(command))
        ]
        everything = self.tr("all keys")
        self._pairs.append(_pair("?", everything, everything))
        for pair in self._pairs:
            self._row.addWidget(pair)
        self._space()

    def set_room(self, width: int) -> None:
        """Show what finds room in so many pixels."""
        gap = self._row.spacing()
        left = width - self._pairs[-1].sizeHint().width()
        for pair in self._pairs[:-1]:
            left -= pair.sizeHint().width() + gap
            pair.setVisible(left >= 0)

    def _space(self) -> None:
        px = current_theme().px
        self._row.setSpacing(px(GAP_M))
        for pair in self._pairs:
            layout = pair.layout()
            if layout is not None:
                layout.setSpacing(px(GAP_XS))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._space()
        super().changeEvent(event)


def _pair(key: str, word: str, sentence: str) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    for label in (Label(key, "key"), Label(word, "small")):
        label.setWordWrap(False)
        row.addWidget(label)
    pair.setToolTip(sentence)
    return pair
