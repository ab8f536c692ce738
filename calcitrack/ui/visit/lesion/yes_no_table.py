"""Yes, no, or not recorded, for several findings: one always shows, so that silence is never read as no."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QGridLayout, QRadioButton, QWidget

from calcitrack.domain.entry import Field
from calcitrack.ui.latin_keys import latin_text
from calcitrack.ui.theme import GAP_M, GAP_XS, current_theme
from calcitrack.ui.visit.words import FIELD_WORDS, word
from calcitrack.ui.widgets.label import Label

_VALUES: tuple[bool | None, ...] = (True, False, None)
_LETTERS = {"Y": True, "N": False}
_ERASING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_CENTRE = Qt.AlignmentFlag.AlignCenter


class YesNoTable(QWidget):
    """A line for each finding. Y, N and Backspace answer the line that has the focus; arrows move the answer.

    Signals:
        chosen: The person chose; carries the ``Field`` and True, False or None.
    """

    chosen = Signal(Field, object)

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[Field, bool | None] = dict.fromkeys(fields)
        self._groups: dict[Field, QButtonGroup] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._heads = (self.tr("Yes"), self.tr("No"), self.tr("Not recorded"))
        for column, head in enumerate(self._heads, start=1):
            self._grid.addWidget(Label(head, "small"), 0, column, _CENTRE)
        for line, field in enumerate(fields, start=1):
            self._add(line, field)
            self.set_value(field, None)
        self._space()

    def set_value(self, field: Field, value: bool | None) -> None:
        """Show an answer; says nothing."""
        self._values[field] = value
        self._groups[field].buttons()[_VALUES.index(value)].setChecked(True)

    def value(self, field: Field) -> bool | None:
        """The answer shown."""
        return self._values[field]

    def answer(self, field: Field, value: bool | None) -> QAbstractButton:
        """The button of one answer."""
        return self._groups[field].buttons()[_VALUES.index(value)]

    def _add(self, line: int, field: Field) -> None:
        name = word(FIELD_WORDS, field)
        self._grid.addWidget(Label(name), line, 0)
        group = self._groups[field] = QButtonGroup(self)
        for column, head in enumerate(self._heads, start=1):
            button = QRadioButton()
            button.setAccessibleName(f"{name}: {head}")
            group.addButton(button)
            self._grid.addWidget(button, line, column, _CENTRE)
        group.buttonClicked.connect(self._on_clicked)

    def _choose(self, field: Field, value: bool | None) -> None:
        if value is not self._values[field]:
            self.set_value(field, value)
            self.chosen.emit(field, value)

    def _field_of(self, button: QWidget | None) -> Field | None:
        return next((field for field, group in self._groups.items() if button in group.buttons()), None)

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        field = self._field_of(button)
        if field is not None:
            self._choose(field, _VALUES[self._groups[field].buttons().index(button)])

    def _space(self) -> None:
        px = current_theme().px
        self._grid.setHorizontalSpacing(px(GAP_M))
        self._grid.setVerticalSpacing(px(GAP_XS))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by letter."""
        field, letter = self._field_of(QApplication.focusWidget()), latin_text(event)
        erases = event.key() in _ERASING
        if field is not None and (erases or letter in _LETTERS) and not event.modifiers():
            value = None if erases else _LETTERS[letter]
            self._choose(field, value)
            self.answer(field, value).setFocus()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._space()
        super().changeEvent(event)
