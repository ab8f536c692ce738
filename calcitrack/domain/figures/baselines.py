"""What the values of a line are set against: its first value, or what a trial is judged against (rule 9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.figures.trials import course_of
from calcitrack.domain.figures.window import LATE_BASELINE_DAYS, Course
from calcitrack.domain.record import PatientRecord


@dataclass(frozen=True, slots=True)
class Baselines:
    """Finds the baseline of any line of dated values.

    Attributes:
        course: The trial's time; None for the first value of a line, whenever it was.
        days: How many days before the start a baseline may lie.
    """

    course: Course | None
    days: int

    @classmethod
    def of(cls, record: PatientRecord, figures: RecordFigures, trial_id: int | None) -> Baselines:
        """As a trial of the record asks; without one, as no trial does."""
        trial = next((trial for trial in record.trials if trial.id == trial_id), None)
        last = figures.visits[-1].visited_on if figures.visits else None
        return cls(course_of(trial, last) if trial else None, figures.settings.baseline_days)

    @property
    def start(self) -> date | None:
        """Day 0; None without a trial."""
        return self.course.start if self.course else None

    def place(self, values: Sequence[tuple[date, float]]) -> int | None:
        """Which of some values, by date, is the baseline; None where none above 0 can be."""
        course = self.course
        sizes = [(place, on) for place, (on, value) in enumerate(values) if value > 0]
        if course is None:
            return sizes[0][0] if sizes else None
        earliest = course.start - timedelta(days=self.days)
        before = [place for place, on in sizes if earliest <= on <= course.start]
        if before:
            return before[-1]
        if course.is_procedure or course.end is None:
            return None
        latest = min(course.start + timedelta(days=LATE_BASELINE_DAYS), course.end)
        return next((place for place, on in sizes if course.start < on <= latest), None)
