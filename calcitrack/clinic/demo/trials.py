"""Therapy trials of the demonstration clinic. Drugs and doses are those that studies in the review name, no advice."""

from __future__ import annotations

from calcitrack.clinic.demo.course_calendar import Calendar
from calcitrack.clinic.demo.story import Story, TrialStory
from calcitrack.domain.trial import AdverseEffect, DoseStep, Trial


def trials_of(story: Story, calendar: Calendar) -> tuple[Trial, ...]:
    """The trials of a patient in the order told."""
    return tuple(_trial(told, calendar, number) for number, told in enumerate(story.trials, start=1))


def _trial(told: TrialStory, calendar: Calendar, number: int) -> Trial:
    days = calendar.days

    return Trial(
        therapy=told.drug,
        start=told.start.on(days),
        dose=told.dose,
        route=told.route,
        stop=told.stop.on(days) if told.stop else None,
        stop_reason=told.why,
        adverse_effects=tuple(AdverseEffect(effect, severity, when.on(days)) for effect, severity, when in told.ill),
        targets=told.on,
        steps=tuple(DoseStep(when.on(days), dose, amount, unit) for when, dose, amount, unit in told.steps),
        id=number,
    )
