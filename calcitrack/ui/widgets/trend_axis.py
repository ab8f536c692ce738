"""Where an axis has its ticks and what they say: plain numbers in, positions and words out.

Days are ordinals, so no time zone and no clock change can move a visit, and days before 1970 are days like others.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

Tick = tuple[float, str]

_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)
_DAYS_PER_MONTH, _DAYS_PER_YEAR = 30.44, 365.25
_DAY_WIDTH = 1.4
"""A day is written that much wider than a month."""

_LOG_STEPS: tuple[tuple[int, ...], ...] = ((1, 2, 5), (1, 3), (1,))
_CLOSE_STEPS = (1, 2, 3, 4, 5, 6, 7, 8, 9)


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
    """How areas stand on the vertical axis.

    Attributes:
        log: Heights are decimal logarithms of mm2; otherwise mm2.
        low: Lower end of the axis, in heights.
        high: Upper end.
        floor: Height of what is closed: an area of 0 has no logarithm. None when nothing is closed.
    """

    log: bool
    low: float
    high: float
    floor: float | None = None

    @classmethod
    def of(cls, areas_mm2: Sequence[float], *, log: bool) -> SizeScale:
        """A scale that holds all the areas."""
        sizes = [area for area in areas_mm2 if area > 0]
        has_closed = len(sizes) < len(areas_mm2)
        if not log:
            high = max(sizes, default=1.0)
            return cls(False, -0.04 * high, 1.06 * high, 0.0 if has_closed else None)
        low, high = math.log10(min(sizes, default=10.0)), math.log10(max(sizes, default=100.0))
        slack = max(0.0, 0.4 - (high - low)) / 2  # a factor of 2.5 at least: noise must not look like a cliff
        low, high = low - slack, high + slack
        pad = 0.06 * (high - low)
        floor = low - 3 * pad if has_closed else None
        return cls(True, low - pad if floor is None else floor - 1.5 * pad, high + pad, floor)

    def height(self, area_mm2: float) -> float:
        """Where an area stands."""
        if not self.log:
            return area_mm2
        if area_mm2 > 0:
            return math.log10(area_mm2)
        return self.low if self.floor is None else self.floor

    def ticks(self, most: int, word: Callable[[float], str]) -> list[Tick]:
        """Ticks at round areas: as many as there is room for.

        Args:
            most: How many labels find room.
            word: Writes an area.
        """
        if most < 1:
            return []
        found = self._log_ticks(most, word) if self.log else self._even_ticks(most, word)
        if self.floor is not None and self.log:
            found = [(self.floor, word(0.0)), *found]
        return found

    def _log_ticks(self, most: int, word: Callable[[float], str]) -> list[Tick]:
        bottom = self.low if self.floor is None else self.floor + (self.high - self.low) * 0.06
        for steps in _LOG_STEPS if self.high - bottom > 1 else (_CLOSE_STEPS, *_LOG_STEPS):
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
