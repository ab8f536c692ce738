"""Where an axis has its ticks and what they say: plain numbers in, positions and words out.

Days are ordinals, so no time zone and no clock change can move a visit, and days before 1970 are days like others.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from calcitrack.ui.i18n import translate

Tick = tuple[float, str]

_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)
_DAYS_PER_MONTH, _DAYS_PER_YEAR = 30.44, 365.25
_WEEK = 7
_DAY_ZERO_STEPS = (1, 2, *(_WEEK * n for n in (1, 2, 4, 8, 12, 26, 52, 104, 260, 520, 1040)))
_DAY_WIDTH = 1.4
"""A day is written that much wider than a month."""

_LOG_STEPS: tuple[tuple[float, ...], ...] = ((1, 2, 5), (1, 3), (1,))
_CLOSE_STEPS = ((1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 4, 5, 6, 7, 8, 9))
"""Within a decade; without halves, sizes from 120 to 290 would have one tick."""


def day_ticks(first: float, last: float, most: int, months: Sequence[str]) -> list[Tick]:
    """Ticks on days, months or years: as many as there is room for.

    Args:
        first: Ordinal at the left end.
        last: Ordinal at the right end.
        most: How many months find room as labels.
        months: Twelve short month names.
    """
    if not last > first or most < 1:
        return []
    least = (last - first) / most  # days from one label to the next
    for step in _DAY_STEPS:
        if step >= least * _DAY_WIDTH:
            return [(day, _day_word(date.fromordinal(day), months)) for day in _days(first, last, step)]
    for step in _MONTH_STEPS:
        if step * _DAYS_PER_MONTH >= least:
            return [(at.toordinal(), _month_word(at, months)) for at in _month_starts(first, last, step)]
    years = next((step for step in _YEAR_STEPS if step * _DAYS_PER_YEAR >= least), _YEAR_STEPS[-1])
    return [(at.toordinal(), str(at.year)) for at in _month_starts(first, last, 12 * years)]


def day_zero_ticks(first: float, last: float, most: int, start: int) -> list[Tick]:
    """Ticks on whole weeks from a day 0, as weeks before and after it; days where few weeks are in sight.

    Args:
        first: Ordinal at the left end.
        last: Ordinal at the right end.
        most: How many labels find room.
        start: Ordinal of day 0.
    """
    if not last > first or most < 1:
        return []
    least = (last - first) / most
    step = next((days for days in _DAY_ZERO_STEPS if days >= least), _DAY_ZERO_STEPS[-1])
    places = range(math.ceil((first - start) / step), math.floor((last - start) / step) + 1)
    return [(start + step * n, _distance_word(step * n, in_weeks=step >= _WEEK)) for n in places]


def _distance_word(days: int, *, in_weeks: bool) -> str:
    if days == 0:
        return translate("Trend", "day 0")
    sign = "−" if days < 0 else "+"
    if in_weeks:
        return translate("Trend", "{sign}{n} wk").format(sign=sign, n=abs(days) // _WEEK)
    return translate("Trend", "{sign}{n} d").format(sign=sign, n=abs(days))


def whole_span(points: Sequence[int], others: Sequence[int]) -> tuple[float, float]:
    """The days that a trend shows when it shows all.

    Args:
        points: Days of points; they are all in it.
        others: Days of therapies and events; what lies long before the first point is cut, so that points keep room.
    """
    if not points:
        return 0.0, 1.0
    first, last = min(points), max(points)
    early = first - max(30.0, 0.2 * (last - first))
    start = min(first, *(day for day in (*others, first) if day >= early))
    end = max(last, *others, start + 30)
    pad = 0.02 * (end - start)
    return start - pad, end + pad


def _days(first: float, last: float, step: int) -> Iterator[int]:
    start = math.ceil(first)
    # Ordinal 1 is a Monday: steps of a week stand on Mondays.
    start += (1 - start) % step
    yield from range(max(1, start), math.floor(last) + 1, step)


def _month_starts(first: float, last: float, step: int) -> Iterator[date]:
    at = date.fromordinal(max(1, math.floor(first)))
    month = (at.year * 12 + at.month - 1) // step * step
    while month < 12 * 9999:
        start = date(max(1, month // 12), month % 12 + 1, 1)
        if start.toordinal() > last:
            return
        if start.toordinal() >= first:
            yield start
        month += step


def _day_word(at: date, months: Sequence[str]) -> str:
    return f"{at.day} {_month_word(at, months)}"


def _month_word(at: date, months: Sequence[str]) -> str:
    return f"{months[at.month - 1]} {at.year % 100:02d}"


@dataclass(frozen=True, slots=True)
class SizeScale:
    """How values stand on the vertical axis.

    Attributes:
        log: Heights are decimal logarithms of the values; otherwise the values.
        low: Lower end of the axis, in heights.
        high: Upper end.
        floor: Height of what is closed: 0 has no logarithm. None when nothing is closed.
    """

    log: bool
    low: float
    high: float
    floor: float | None = None

    @classmethod
    def of(cls, values: Sequence[float], *, log: bool, least_top: float = 0.0) -> SizeScale:
        """A scale that holds all the values.

        Args:
            values: At or above 0.
            log: Equal steps are equal factors.
            least_top: An axis that is not logarithmic reaches up to here at least.
        """
        sizes = [value for value in values if value > 0]
        has_closed = len(sizes) < len(values)
        if not log:
            high = max(max(sizes, default=1.0), least_top)
            return cls(False, -0.04 * high, 1.06 * high, 0.0 if has_closed else None)
        low, high = math.log10(min(sizes, default=10.0)), math.log10(max(sizes, default=100.0))
        slack = max(0.0, 0.4 - (high - low)) / 2  # a factor of 2.5 at least: noise must not look like a cliff
        low, high = low - slack, high + slack
        pad = 0.06 * (high - low)
        floor = low - 3 * pad if has_closed else None
        return cls(True, low - pad if floor is None else floor - 1.5 * pad, high + pad, floor)

    def height(self, value: float) -> float:
        """Where a value stands."""
        if not self.log:
            return value
        if value > 0:
            return math.log10(value)
        return self.low if self.floor is None else self.floor

    def ticks(self, most: int, word: Callable[[float], str]) -> list[Tick]:
        """Ticks at round values: as many as there is room for.

        Args:
            most: How many labels find room.
            word: Writes a value.
        """
        if most < 1:
            return []
        found = self._log_ticks(most, word) if self.log else self._even_ticks(most, word)
        if self.floor is not None and self.log:
            found = [(self.floor, word(0.0)), *found]
        return found

    def _log_ticks(self, most: int, word: Callable[[float], str]) -> list[Tick]:
        bottom = self.low if self.floor is None else self.floor + (self.high - self.low) * 0.06
        for steps in _LOG_STEPS if self.high - bottom > 1 else (*_CLOSE_STEPS, *_LOG_STEPS):
            decades = range(math.floor(bottom), math.ceil(self.high) + 1)
            sizes = [step * 10.0**decade for decade in decades for step in steps]
            found = [(math.log10(size), word(size)) for size in sizes if bottom <= math.log10(size) <= self.high]
            if len(found) <= most:
                return found
        return found[:: math.ceil(len(found) / most)]

    def _even_ticks(self, most: int, word: Callable[[float], str]) -> list[Tick]:
        rough = max(self.high, 1e-9) / most
        decade = 10.0 ** math.floor(math.log10(rough))
        step = next(decade * factor for factor in (1, 2, 5, 10) if decade * factor >= rough)
        return [(step * i, word(step * i)) for i in range(math.floor(self.high / step) + 1)]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the axes lie on a widget, to draw over them and beside them.

    Attributes:
        left, top, width, height: The field between the axes, in pixels.
        first, last: Ordinals at its left and right end.
        low, high: Heights at its lower and upper end.
    """

    left: float
    top: float
    width: float
    height: float
    first: float
    last: float
    low: float
    high: float

    @property
    def right(self) -> float:
        """Right end of the field."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Lower end of the field."""
        return self.top + self.height

    def x(self, day: float) -> float:
        """Where a day is."""
        return self.left + (day - self.first) / (self.last - self.first) * self.width

    def y(self, height: float) -> float:
        """Where a height is."""
        return self.bottom - (height - self.low) / (self.high - self.low) * self.height

    def day(self, x: float) -> float:
        """Which day is there."""
        return self.first + (x - self.left) / self.width * (self.last - self.first)

    def shows(self, day: float) -> bool:
        """Whether a day lies in the field."""
        return self.first <= day <= self.last
