"""What of a lesion's history a trial is judged on: baseline and window (rules 9 and 10)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from calcitrack.domain.figures.area import Evidence, Size

LATE_BASELINE_DAYS = 14
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

    @property
    def first_day(self) -> date:
        """First day whose evidence speaks of the trial: a procedure's own day, the day after a drug's start."""
        return self.start if self.is_procedure else self.start + timedelta(days=1)


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
    first = first_on(history, course.start - timedelta(days=baseline_days))
    after = first_after(history, course.start)
    for evidence in reversed(history[first:after]):
        if evidence.size:
            return Baseline(evidence.on, evidence.size)
    if course.is_procedure or course.end is None:
        return None
    latest = min(course.start + timedelta(days=LATE_BASELINE_DAYS), course.end)
    for evidence in history[after : first_after(history, latest)]:
        if evidence.size:
            return Baseline(evidence.on, evidence.size)
    return None


def find_window(history: Sequence[Evidence], course: Course, baseline: Baseline) -> Sequence[Evidence]:
    """Evidence after the baseline and after the start (a procedure: on or after it), up to the end (rule 10).

    Args:
        history: What is said of the lesion, by date, without what nobody looked for.
        course: The trial's time.
        baseline: What it is judged against.
    """
    if course.end is None:
        return ()
    first = max(first_on(history, course.first_day), first_after(history, baseline.on))
    return history[first : first_after(history, course.end)]


def first_on(history: Sequence[Evidence], day: date) -> int:
    """Place of the first evidence on or after a day."""
    return bisect_left(history, day, key=_day)


def first_after(history: Sequence[Evidence], day: date) -> int:
    """Place of the first evidence after a day."""
    return bisect_right(history, day, key=_day)


def _day(evidence: Evidence) -> date:
    return evidence.on
