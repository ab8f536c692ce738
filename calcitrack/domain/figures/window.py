"""What of a lesion's history a trial is judged on: baseline and window (rules 9 and 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from calcitrack.domain.figures.area import Evidence, Size

_LATE_BASELINE_DAYS = 14
"""A drug has done nothing yet in its first two weeks: an area of then may stand in for a missing baseline."""


@dataclass(frozen=True, slots=True)
class Course:
    """The time that a trial takes, as its evidence is judged.

    Attributes:
        end: None for a patient without a signed visit whose trial runs on or is a procedure.
    """

    start: date
    end: date | None
    is_procedure: bool

    def includes(self, day: date) -> bool:
        """Whether a day lies from the start to the end."""
        return self.end is not None and self.start <= day <= self.end

    def is_before(self, day: date) -> bool:
        """Whether evidence of a day still speaks of the time before: a procedure's own day is judged as after it."""
        return day < self.start or (day == self.start and not self.is_procedure)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The area that a lesion is judged against."""

    on: date
    size: Size


def find_baseline(history: Sequence[Evidence], course: Course, baseline_days: int) -> Baseline | None:
    """The area that a lesion is judged against (rule 9).

    Args:
        history: What is said of the lesion, by date.
        course: The trial's time.
        baseline_days: How many days before the start it may lie.
    """
    earliest = course.start - timedelta(days=baseline_days)
    areas = [Baseline(e.on, e.size) for e in history if e.size]
    before = [area for area in areas if earliest <= area.on <= course.start]
    if before:
        return before[-1]
    if course.is_procedure:
        return None
    latest = course.start + timedelta(days=_LATE_BASELINE_DAYS)
    return next((a for a in areas if course.start < a.on <= latest and course.includes(a.on)), None)


def find_window(history: Sequence[Evidence], course: Course, baseline: Baseline) -> list[Evidence]:
    """Evidence after the baseline and after the start (a procedure: on or after it), up to the end (rule 10).

    Args:
        history: What is said of the lesion, by date, without what nobody looked for.
        course: The trial's time.
        baseline: What it is judged against.
    """
    return [e for e in history if e.on > baseline.on and not course.is_before(e.on) and course.includes(e.on)]
