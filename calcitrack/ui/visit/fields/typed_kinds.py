"""What a line of the visit can hold: how its text is read, how its value is written, and why a text is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from calcitrack.domain.dates import DateFault, DateRefused, parse_entry
from calcitrack.domain.folding import plain_digits
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked, say
from calcitrack.domain.validation import FUTURE
from calcitrack.domain.visit import Scalar
from calcitrack.ui.i18n import day, locale, translate

T = TypeVar("T")

MOST_WEEKS = 520

_NUMBER = re.compile(r"[-−]?[0-9]+(?:[.,][0-9]+)?")
# 1,234 is a thousand to one reader and one and a bit to another; a leading 0 groups no thousands.
_TWO_WAYS = re.compile(r"[-−]?[1-9][0-9]{0,2}(?:,[0-9]{3})+")

_NO_WEEKS = QT_TRANSLATE_NOOP("VisitFields", "“{typed}” is no number of weeks. Type a whole number from 1 to {most}.")
_AMBIGUOUS_NUMBER = QT_TRANSLATE_NOOP(
    "VisitFields", "“{typed}” can be read as thousands or as decimals. Type it without a comma."
)
_NO_DAY: dict[DateFault, Marked] = {
    DateFault.NOT_A_DATE: QT_TRANSLATE_NOOP("VisitFields", "“{typed}” is not a date. Type it like 3 Nov 2026."),
    DateFault.NO_SUCH_DAY: QT_TRANSLATE_NOOP("VisitFields", "There is no such day as “{typed}”."),
    DateFault.AMBIGUOUS: QT_TRANSLATE_NOOP(
        "VisitFields", "“{typed}” can be read as two dates. Type the month in letters, like 3 Nov 2026."
    ),
    DateFault.YEAR_ONLY_TWO_DIGITS: QT_TRANSLATE_NOOP("VisitFields", "Type the year with four digits."),
    DateFault.OUT_OF_RANGE: QT_TRANSLATE_NOOP("VisitFields", "The year of “{typed}” lies outside 1900 to 2199."),
}


class Refused(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """What was typed is not taken.

    Attributes:
        sentence: Why, for the reader.
        place: Which line of a row it concerns; None for the one that was typed in.
    """

    def __init__(self, sentence: str, place: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.place = place


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """One kind of line.

    Attributes:
        read: The value of a text that is not empty; raises ``Refused``.
        write: A value as text.
        sample: A long usual text: a line is never narrower than this.
    """

    read: Callable[[str], T]
    write: Callable[[T], str]
    sample: str


class Days:
    """Reads days. "Today" is the clinic's present day where it was told, else the day of the visit."""

    def __init__(self) -> None:
        self._present: date | None = None
        self._visited_on = date.min

    @property
    def today(self) -> date:
        """What the word today means."""
        return self._present or self._visited_on

    def set_present(self, today: date) -> None:
        """Tell the clinic's present day."""
        self._present = today

    def set_visited_on(self, visited_on: date) -> None:
        """Tell the day of the visit that is shown."""
        self._visited_on = visited_on

    def read(self, text: str) -> date:
        """Read any day.

        Raises:
            Refused: It is none.
        """
        try:
            return parse_entry(text, self.today)
        except DateRefused as refused:
            raise Refused(_said(_NO_DAY[refused.fault], typed=text)) from None

    def read_past(self, text: str) -> date:
        """Read a day on which something has happened.

        Raises:
            Refused: It is none, or it is yet to come.
        """
        found = self.read(text)
        if self._present and found > self._present:
            raise Refused(_said(FUTURE))
        return found

    def any_day(self) -> Kind[date]:
        """A line for any day."""
        return Kind(self.read, day, "30 May 2026")

    def past_day(self) -> Kind[date]:
        """A line for a day on which something has happened."""
        return Kind(self.read_past, day, "30 May 2026")


def read_weeks(text: str) -> int:
    """Read a number of weeks.

    Raises:
        Refused: It is none, or not from 1 to 520.
    """
    typed = plain_digits(text)
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 5 and 1 <= int(typed) <= MOST_WEEKS):
        raise Refused(_said(_NO_WEEKS, typed=text, most=MOST_WEEKS))
    return int(typed)


def read_result(text: str) -> Scalar:
    """Read a laboratory value: a number where it is one, else the words as reported ("<0.3", "positive").

    Raises:
        Refused: The number can be read in two ways.
    """
    typed = plain_digits(text).strip()
    if _TWO_WAYS.fullmatch(typed):
        raise Refused(_said(_AMBIGUOUS_NUMBER, typed=text))
    if not _NUMBER.fullmatch(typed):
        return text
    plain = typed.replace("−", "-").replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def write_scalar(value: Scalar) -> str:
    """A number or a text as it stands in a line; a whole number without decimals."""
    match value:
        case None:
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case float():
            return repr(value).replace(".", locale().decimalPoint())
        case _:
            return str(value)


WEEKS: Kind[int] = Kind(read_weeks, str, "520")
RESULT: Kind[Scalar] = Kind(read_result, write_scalar, "1234.5")
WORD: Kind[str] = Kind(str, str, "mmol/l")
NAME: Kind[str] = Kind(str, str, "phosphatase")
SENTENCE: Kind[str] = Kind(str, str, "no growth after 48 h")


def _said(marked: Marked, **args: object) -> str:
    return translate(say(marked, **args))
