"""Growth of lesions before a therapy and on it.

Drugs are started when lesions grow, so a later slowing may be chance: whoever shows these figures says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from calcitrack.domain.figures.area import by_number
from calcitrack.domain.figures.growth import growth_of
from calcitrack.domain.figures.model import Growth, RecordFigures
from calcitrack.domain.figures.trials import course_of, covered_lesions
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import Trial


@dataclass(frozen=True, slots=True)
class TrialGrowth:
    """Growth of one lesion around one trial.

    Attributes:
        before: Over its areas before the trial's first day, whatever was given then.
        on: Over those from the first day to the end, whatever else was given then.
    """

    lesion_id: int
    before: Growth
    on: Growth


def trial_growth(record: PatientRecord, figures: RecordFigures, trial: Trial) -> tuple[TrialGrowth, ...]:
    """Growth of every lesion that a trial covers and that has an area, by number.

    A drug's first day is the day after its start, a procedure's its own day, as in the rules of response.
    """
    course = course_of(trial, figures.visits[-1].visited_on if figures.visits else None)
    covered = {lesion.id for lesion in covered_lesions(trial, record.lesions, course.end)}
    made = []
    for lesion in by_number(record.lesions):
        points = figures.trends.get(lesion.id, ())
        areas = sorted((point.on, point.area_mm2) for point in points if point.area_mm2)
        if lesion.id in covered and areas:
            before = [(on, area) for on, area in areas if on < course.first_day]
            since = [(on, area) for on, area in areas if on >= course.first_day and course.end and on <= course.end]
            made.append(TrialGrowth(lesion.id, growth_of(before), growth_of(since)))
    return tuple(made)
