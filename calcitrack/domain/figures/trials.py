"""Which lesions a trial covers, how long it was taken, and how they answered (rules 7 and 14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from calcitrack.domain.figures.area import Evidences, by_number, counted_events
from calcitrack.domain.figures.model import LesionResponse, TrialFigures
from calcitrack.domain.figures.response import nothing_recorded, respond
from calcitrack.domain.figures.window import Course
from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.trial import Trial


def trial_figures(record: PatientRecord, evidences: Evidences, settings: RuleSettings) -> tuple[TrialFigures, ...]:
    """Figures of every trial, in the order entered."""
    judge = _Judge(record, evidences, settings)
    return tuple(judge.figures(trial) for trial in record.trials)


def course_of(trial: Trial, last_visit_on: date | None) -> Course:
    """From the start to the stop, or to the last signed visit where it runs on or is a procedure (rule 7)."""
    end = last_visit_on if trial.is_procedure or trial.stop is None else trial.stop
    return Course(trial.start, end, trial.is_procedure)


def covered_lesions(trial: Trial, lesions: Iterable[Lesion], end: date | None) -> list[Lesion]:
    """Its targets; for all, every lesion first seen on or before its end; by number (rule 7)."""
    if trial.targets is not None:
        return by_number(lesion for lesion in lesions if lesion.id in trial.targets)
    return by_number(lesion for lesion in lesions if end is None or lesion.first_seen <= end)


def exposure_weeks(course: Course) -> int | None:
    """Whole weeks from start to end, never below 0; None for a procedure (rule 14)."""
    if course.is_procedure:
        return None
    return max(0, (course.end - course.start).days // 7) if course.end else 0


class _Judge:
    """Judges the trials of one patient on a history that is sorted out once."""

    def __init__(self, record: PatientRecord, evidences: Evidences, settings: RuleSettings) -> None:
        self._lesions = record.lesions
        self._last_visit_on = evidences.last_visit_on
        self._settings = settings
        self._histories = {
            lesion: [e for e in said if e.state.is_evidence] for lesion, said in evidences.by_lesion.items()
        }
        self._events = _events_by_lesion(record)

    def figures(self, trial: Trial) -> TrialFigures:
        """Figures of one trial."""
        course = course_of(trial, self._last_visit_on)
        weeks = exposure_weeks(course)
        return TrialFigures(
            trial_id=trial.id,
            therapy=trial.therapy,
            start=trial.start,
            end=course.end,
            exposure_weeks=weeks,
            interim=None if weeks is None else weeks < self._settings.minimum_exposure_weeks,
            lesions={i.id: self._respond(i, course) for i in covered_lesions(trial, self._lesions, course.end)},
        )

    def _respond(self, lesion: Lesion, course: Course) -> LesionResponse:
        if self._last_visit_on is None:
            return nothing_recorded(lesion)
        return respond(lesion, self._histories[lesion.id], self._events[lesion.id], course, self._settings)


def _events_by_lesion(record: PatientRecord) -> defaultdict[int, list[LesionEvent]]:
    events: defaultdict[int, list[LesionEvent]] = defaultdict(list)
    for event in counted_events(record):
        events[event.lesion_id].append(event)
    return events
