"""Clinical dates as people type and read them. Dates may be partial; a date that reads two ways is refused.

Nothing here looks at a clock: today is always handed in.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from calcitrack.domain.folding import fold

FIRST_YEAR = 1900
LAST_YEAR = 2199
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_STORED = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_AROUND_SIGNS = re.compile(r"\s*([-./,])\s*")
_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d+)")
_GAP = r"[\s.,/-]"
_DAY_NAMED = re.compile(rf"(\d{{1,2}}){_GAP}*([^\W\d]+){_GAP}*(\d+)")
_NAMED_DAY = re.compile(rf"([^\W\d]+){_GAP}*(\d{{1,2}}){_GAP}+(\d+)")
_NAMED_MONTH = re.compile(rf"([^\W\d]+){_GAP}*(\d+)")
_YEAR_MONTH = re.compile(r"(\d{4})[-./](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-./](\d+)")


class DateFault(StrEnum):
    """Why a date was refused."""

    NOT_A_DATE = "not_a_date"
    NO_SUCH_DAY = "no_such_day"
    AMBIGUOUS = "ambiguous"
    YEAR_ONLY_TWO_DIGITS = "year_only_two_digits"
    OUT_OF_RANGE = "out_of_range"


class DateRefused(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The text is not taken as a date.

    Attributes:
        fault: Why.
    """

    def __init__(self, fault: DateFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day, as exact as it is known.

    Attributes:
        text: "YYYY", "YYYY-MM" or "YYYY-MM-DD", as it is stored.
    """

    text: str

    def __post_init__(self) -> None:
        """Refuse any other form, and a month or day that does not exist.

        Raises:
            DateRefused: With the fault.
        """
        match = _STORED.fullmatch(self.text)
        if match is None:
            raise DateRefused(DateFault.NOT_A_DATE)
        _day(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read a typed date: 1968, 1968-05, 05/1968, May 1968, or any day that `parse_day` takes.

        Raises:
            DateRefused: With the fault.
        """
        typed = _tidied(text)
        return cls(_typed_year(typed) or _typed_month(typed) or parse_day(typed).isoformat())

    @property
    def earliest(self) -> date:
        """The first day that it can be."""
        year, month, day = self._parts()
        return date(year, month or 1, day or 1)

    @property
    def latest(self) -> date:
        """The last day that it can be."""
        year, month, day = self._parts()
        month = month or 12
        return date(year, month, day or monthrange(year, month)[1])

    def __str__(self) -> str:
        """The text as it is stored."""
        return self.text

    def _parts(self) -> tuple[int, int, int]:
        numbers = [int(part) for part in self.text.split("-")]
        year, month, day = [*numbers, 0, 0][:3]
        return year, month, day


def parse_day(text: str) -> date:
    """Read a full date.

    Taken: 2026-11-22 (also with dots or slashes), 22 Nov 2026, November 22, 2026, 22.11.2026 (dots: day first), and
    22/11/2026 or 11/22/2026 where only one order gives a month. 3/4/2026 reads two ways and is refused.

    Raises:
        DateRefused: With the fault.
    """
    typed = _tidied(text)
    if match := _YEAR_FIRST.fullmatch(typed):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _YEAR_LAST.fullmatch(typed):
        return _day_of_numbers(int(match[1]), match[2], int(match[3]), _year(match[4]))
    if match := _DAY_NAMED.fullmatch(typed):
        return _day(_year(match[3]), _month_named(match[2]), int(match[1]))
    if match := _NAMED_DAY.fullmatch(typed):
        return _day(_year(match[3]), _month_named(match[1]), int(match[2]))
    raise DateRefused(DateFault.NOT_A_DATE)


def parse_entry(text: str, today: date) -> date:
    """Read a full date, or the words today and yesterday.

    Args:
        text: As typed.
        today: The clinic's present day.

    Raises:
        DateRefused: With the fault.
    """
    match fold(text):
        case "today":
            return today
        case "yesterday":
            return today - timedelta(days=1)
        case typed:
            return parse_day(typed)


def format_day(day: date, months: Sequence[str] = MONTHS) -> str:
    """Write a day with its month in letters, such as 03 May 1968: no reader can take one for the other.

    Args:
        day: The day.
        months: Twelve short month names in the reader's language.
    """
    return f"{day.day:02d} {months[day.month - 1]} {day.year}"


def format_partial(partial: PartialDate, months: Sequence[str] = MONTHS) -> str:
    """Write a date no more exactly than it is known: 1968, May 1968 or 03 May 1968.

    Args:
        partial: The date.
        months: Twelve short month names in the reader's language.
    """
    first = partial.earliest
    match partial.text.count("-"):
        case 0:
            return str(first.year)
        case 1:
            return f"{months[first.month - 1]} {first.year}"
        case _:
            return format_day(first, months)


def age_on(birth: PartialDate, day: date) -> tuple[int, int]:
    """Give the lowest and the highest age in whole years that a person can have on a day.

    A person born on 29 February is one year older on 1 March in common years. The two ages are equal where the birth
    date is exact enough. An age is never below 0; that a day lies before the birth is for the form to refuse.
    """
    return _whole_years(birth.latest, day), _whole_years(birth.earliest, day)


def _whole_years(born: date, day: date) -> int:
    before_birthday = (day.month, day.day) < (born.month, born.day)
    return max(0, day.year - born.year - before_birthday)


def _tidied(text: str) -> str:
    return _AROUND_SIGNS.sub(r"\1", fold(text))


def _typed_year(typed: str) -> str | None:
    if not typed.isdecimal():
        return None
    return f"{_year(typed):04d}"


def _typed_month(typed: str) -> str | None:
    if match := _YEAR_MONTH.fullmatch(typed):
        first = _day(int(match[1]), int(match[2]), 1)
    elif match := _MONTH_YEAR.fullmatch(typed):
        first = _day(_year(match[2]), int(match[1]), 1)
    elif match := _NAMED_MONTH.fullmatch(typed):
        first = _day(_year(match[2]), _month_named(match[1]), 1)
    else:
        return None
    return f"{first.year:04d}-{first.month:02d}"


def _day_of_numbers(first: int, sign: str, second: int, year: int) -> date:
    """Decide which of two numbers is the day. Dots are written day first wherever dots are written."""
    if sign == "." or first > 12 or first == second:
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    raise DateRefused(DateFault.AMBIGUOUS)


def _year(digits: str) -> int:
    if len(digits) <= 2:
        raise DateRefused(DateFault.YEAR_ONLY_TWO_DIGITS)
    if len(digits) != 4:
        raise DateRefused(DateFault.NOT_A_DATE)
    return int(digits)


def _month_named(name: str) -> int:
    """Read an English month name, whole or cut after three letters or more."""
    if len(name) >= 3:
        for number, known in enumerate(_MONTH_NAMES, start=1):
            if known.startswith(name):
                return number
    raise DateRefused(DateFault.NOT_A_DATE)


def _day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateRefused(DateFault.OUT_OF_RANGE)
    try:
        return date(year, month, day)
    except ValueError:
        raise DateRefused(DateFault.NO_SUCH_DAY) from None
