"""The two axes of a trend: true time, and areas on a logarithmic scale, each with sensible marks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_FINEST_SPAN_DAYS = 60
"""A shorter time has no calendar marks: its first and last day are marked."""
_MOST_AREA_MARKS = 6
_MANTISSAS = ((1, 1.5, 2, 3, 4, 5, 7), (1, 2, 5), (1, 3), (1,))
"""Sets of marks within a decade, from many to few."""


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days along a width.

    Attributes:
        left: Where the first day stands.
        right: Where the last day stands.
    """

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands; one outside stands at the edge."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    def marks(self, room: float) -> list[date]:
        """Days to be marked: first days of months or years, so far apart that a label fits into ``room``."""
        if (self.last - self.first).days < _FINEST_SPAN_DAYS:
            return [self.first, self.last]
        most = max(2, int((self.right - self.left) / room))
        for step in _MONTH_STEPS:
            days = list(self._months(step))
            if len(days) <= most:
                return days
        return days

    @property
    def months(self) -> int:
        """Length in whole months, rounded."""
        return round((self.last - self.first).days / 30.44)

    def _months(self, step: int) -> Iterator[date]:
        number = self.first.year * 12 + self.first.month - 1
        number += -number % step
        while (day := date(number // 12, number % 12 + 1, 1)) <= self.last:
            if day >= self.first:
                yield day
            number += step


@dataclass(frozen=True, slots=True)
class AreaScale:
    """Areas along a height, each step up a multiple of the one below."""

    low: float
    high: float
    bottom: float
    top: float

    @classmethod
    def around(cls, areas: Sequence[float], bottom: float, top: float) -> AreaScale:
        """A scale with a little air below and above the areas, all of them above 0."""
        return cls(min(areas) / 1.25, max(areas) * 1.25, bottom, top)

    def y(self, area: float) -> float:
        """Where an area stands."""
        share = math.log(area / self.low) / math.log(self.high / self.low)
        return self.bottom + share * (self.top - self.bottom)

    def marks(self) -> list[float]:
        """Round areas to be marked, as many as are read easily."""
        sets = [self._marks(mantissas) for mantissas in _MANTISSAS]
        return next((marks for marks in sets if len(marks) <= _MOST_AREA_MARKS), sets[-1])

    def _marks(self, mantissas: Sequence[float]) -> list[float]:
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        marks = [mantissa * 10.0**decade for decade in decades for mantissa in mantissas]
        return [mark for mark in marks if self.low <= mark <= self.high]


def spread(wanted: Sequence[float], gap: float, lowest: float, highest: float) -> list[float]:
    """Heights as near to those wanted as they can be with a gap between each two, in the order given.

    Args:
        wanted: Heights wanted.
        gap: Least distance.
        lowest: No height goes below.
        highest: None goes above, unless there are too many for the room.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed: list[float] = []
    for i in order:
        placed.append(max(wanted[i], placed[-1] + gap if placed else lowest))
    ceiling = max(highest, lowest + gap * (len(wanted) - 1))
    for position in range(len(placed) - 1, -1, -1):
        placed[position] = min(placed[position], ceiling)
        ceiling = placed[position] - gap
    heights = [0.0] * len(wanted)
    for i, height in zip(order, placed, strict=True):
        heights[i] = height
    return heights
