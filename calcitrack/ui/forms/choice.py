"""Choosing one of several words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QSizePolicy, QWidget

from calcitrack.ui.words import label

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)


class Choice(QComboBox, Generic[T]):
    """A list that opens; what is chosen is a value, not a text.

    Args:
        options: The values with their words, in the order shown.
        value: The value chosen at first; one that is not among the options is added with its own text.
    """

    def __init__(self, options: Sequence[tuple[T, str]], value: T, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = [option for option, _ in options]
        self.addItems([text for _, text in options])
        if value not in self._values:
            self._values.append(value)
            self.addItem(str(value))
        self.setCurrentIndex(self._values.index(value))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def value(self) -> T:
        """The value chosen."""
        return self._values[self.currentIndex()]

    def show_value(self, value: T, text: str) -> None:
        """Show what stands in the vault: nobody is told that it was chosen. A new value is added with its text."""
        with QSignalBlocker(self):
            if value not in self._values:
                self._values.append(value)
                self.addItem(text)
            self.setCurrentIndex(self._values.index(value))
            self._forget_letters()

    def _forget_letters(self) -> None:
        """What was typed to find a word here just before was meant for what stood here then."""
        if words := self.findChild(QAbstractItemView):  # asked for by its name, it would be made
            words.keyboardSearch("")

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form: scrolling over a list must not change what it says."""
        event.ignore()


def word_choice(words: type[Word], value: Word) -> Choice[Word]:
    """A choice among all words of a list."""
    return Choice([(word, label(word)) for word in words], value)


def word_choice_or_none(words: type[Word], value: Word | None, none: str) -> Choice[Word | None]:
    """A choice among all words of a list, with ``none`` for no word before them."""
    options: list[tuple[Word | None, str]] = [(None, none), *((word, label(word)) for word in words)]
    return Choice(options, value)
