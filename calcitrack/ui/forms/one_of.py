"""A few answers in sight, of which one holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from calcitrack.ui.theme import GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.flow import FlowLayout

T = TypeVar("T")


class OneOf(QWidget, Generic[T]):
    """Radio buttons in a line that wraps.

    Left and right go from answer to answer, a letter takes the first answer that begins with it, and Tab goes on.

    Signals:
        chosen: Somebody chose an answer; filling the form does not.
    """

    chosen = Signal()

    def __init__(self, question: str, options: Sequence[tuple[T, str]], value: T) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._values = [option for option, _ in options]
        px = current_theme().px
        flow = FlowLayout(self, gap=px(GAP_S), line_gap=px(GAP_XS))
        for place, (_, text) in enumerate(options):
            button = _Answer(text, self)
            button.setAccessibleName(f"{question}: {text}")
            self._group.addButton(button, place)
            flow.addWidget(button)
        self._group.buttonToggled.connect(self._on_group_button_toggled)
        self._group.buttonClicked.connect(self.chosen)
        self.choose(value)

    def value(self) -> T:
        """The answer that holds."""
        return self._values[self._group.checkedId()]

    def choose(self, value: T) -> None:
        """Make another answer hold."""
        self._group.button(self._values.index(value)).setChecked(True)

    @Slot()
    def _on_group_button_toggled(self) -> None:
        """Tab stops at the answer that holds; left alone, Qt would stop at the first of a line not entered before."""
        for button in self._group.buttons():
            holds = button.isChecked()
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if holds else Qt.FocusPolicy.ClickFocus)

    def buttons(self) -> list[QRadioButton]:
        """The buttons in their order."""
        return [button for button in self._group.buttons() if isinstance(button, QRadioButton)]


class _Answer(QRadioButton):
    """One answer. Up and down leave the line: they must not change an answer on the way through a form."""

    def __init__(self, text: str, owner: OneOf[T]) -> None:
        super().__init__(text, owner)
        self._owner = owner

    def _take_letter(self, letter: str) -> bool:
        for button in self._owner.buttons():
            if letter and button.text().casefold().startswith(letter.casefold()):
                button.setFocus()
                button.click()
                return True
        return False

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by letter, and go up and down as through a list."""
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif event.modifiers() or not self._take_letter(event.text().strip()):
            super().keyPressEvent(event)
