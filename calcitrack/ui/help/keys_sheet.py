"""The sheet of all keys, made from the tables that the program itself obeys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from calcitrack.ui.actions import Command, Where
from calcitrack.ui.i18n import translate
from calcitrack.ui.lasting_dialog import LastingDialog
from calcitrack.ui.preview.keys import PREVIEW_KEYS
from calcitrack.ui.theme import GAP_L, GAP_M, GAP_XS, current_theme
from calcitrack.ui.visit.grid.keys import KEYS
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.scrolled import scrolled
from calcitrack.ui.widgets.trend.keys import trend_keys

_SIZE_PX = (760, 680)
Line = tuple[tuple[str, ...], str]
"""The keys, any of which does it, and what they do."""


class KeysSheet(LastingDialog):
    """Every key of the program, by where it works.

    Args:
        commands: The table of commands.
    """

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        px = current_theme().px
        column.setContentsMargins(px(GAP_L), px(GAP_L), px(GAP_L), px(GAP_L))
        column.addWidget(Label(self.tr("Keys"), role="title"))
        column.addLayout(_grid(self._sections(commands)))
        column.addStretch(1)
        scroll = scrolled(inside, name=self.tr("Keys"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        scroll.setFocus()

    def _sections(self, commands: Sequence[Command]) -> list[tuple[str, list[Line]]]:
        names = {
            Where.ANYWHERE: self.tr("Everywhere"),
            Where.SIGNED_IN: self.tr("In an open vault"),
            Where.PATIENT: self.tr("With a patient open"),
            Where.VISIT: self.tr("In a visit"),
        }
        by_place: list[tuple[str, list[Line]]] = [
            (name, list(_commands_of(commands, where))) for where, name in names.items()
        ]
        grid: list[Line] = [((translate("KeyNames", key.key),), key.sentence()) for key in KEYS]
        preview = [(key.keys(), key.title()) for key in PREVIEW_KEYS]
        by_place.append((self.tr("On a trend"), list(trend_keys())))
        by_place.append((self.tr("In the preview of a print"), preview))
        return [*by_place, (self.tr("On a lesion of the visit, until a digit is typed in the cell"), grid)]

    # Qt overrides

    def sizeHint(self) -> QSize:
        """As large as most of the lines want, never larger than the screen."""
        room = self.screen().availableSize()
        return QSize(*(current_theme().px(side) for side in _SIZE_PX)).boundedTo(room * 0.95)


def _commands_of(commands: Sequence[Command], where: Where) -> Iterable[Line]:
    for command in commands:
        if command.where == where and command.shortcuts:
            native = QKeySequence.SequenceFormat.NativeText
            yield tuple(QKeySequence(keys).toString(native) for keys in command.shortcuts), command.title()


def _grid(sections: Sequence[tuple[str, Sequence[Line]]]) -> QGridLayout:
    """One grid for all sections, so that what the keys do begins at one place."""
    px = current_theme().px
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(GAP_M))
    grid.setVerticalSpacing(px(GAP_XS))
    grid.setColumnStretch(1, 1)
    for heading, lines in sections:
        if not lines:
            continue
        title = Label(heading, role="heading")
        title.setContentsMargins(0, px(GAP_M), 0, 0)
        grid.addWidget(title, grid.rowCount(), 0, 1, 2)
        for keys, text in lines:
            row = grid.rowCount()
            label = Label(" / ".join(keys), role="key")
            label.setWordWrap(False)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(text), row, 1)
    return grid
