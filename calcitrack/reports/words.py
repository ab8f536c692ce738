"""How a print speaks: sentences, numbers and days in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from calcitrack.domain.dates import format_day
from calcitrack.domain.terms.catalogue import term_of
from calcitrack.domain.text import Marked, Message, say
from calcitrack.reports.paper.fonts import isolated

MINUS = "−"


class Words(Protocol):
    """The language of a print."""

    def tr(self, message: Message) -> str:
        """The sentence with its arguments filled in."""
        ...

    def number(self, value: float, decimals: int) -> str:
        """A number with so many decimals and a true minus sign."""
        ...

    def day(self, day: date) -> str:
        """A day, with the month as a word."""
        ...


class EnglishWords:
    """English, as it stands in the program."""

    def tr(self, message: Message) -> str:
        """The English sentence."""
        return str(message)

    def number(self, value: float, decimals: int) -> str:
        """A number like 1685.8; what rounds to nothing has no sign."""
        digits = f"{abs(value):.{decimals}f}"
        return f"{MINUS}{digits}" if value < 0 and float(digits) else digits

    def day(self, day: date) -> str:
        """A day like 02 Sep 2026."""
        return format_day(day)


@dataclass(frozen=True, slots=True)
class Voice:
    """Fills marked sentences: days, messages and texts of people become words before they enter."""

    words: Words

    def __call__(self, marked: Marked, **args: object) -> str:
        """The sentence in the reader's language. Numbers other than counts are handed in as words."""
        return self.words.tr(say(marked, **{name: self._word(value) for name, value in args.items()}))

    def label(self, word: StrEnum) -> str:
        """A word of the vocabulary as it stands in a heading or at the head of a line."""
        return self.words.tr(say(term_of(word).label))

    def inside(self, word: StrEnum) -> str:
        """A word of the vocabulary within a sentence, or in a cell under its heading."""
        return self.words.tr(say(term_of(word).inside))

    def alone(self, word: StrEnum) -> str:
        """A word of the vocabulary where nothing beside it says what it is about."""
        return self.words.tr(say(term_of(word).alone))

    def _word(self, value: object) -> object:
        if isinstance(value, date):
            return self.words.day(value)
        if isinstance(value, Message):
            return self.words.tr(value)
        return isolated(value) if isinstance(value, str) else value
