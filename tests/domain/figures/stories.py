"""Short ways to tell what was found of lesions on which day, counted from the start of a trial."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.model import LesionResponse, TrialFigures, VisitFigures
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.trial import PROCEDURE, Trial
from calcitrack.domain.visit import Assessment, Visit
from calcitrack.domain.vocabulary import State
from tests.builders import a_reading, a_record, a_trial, a_visit, an_assessment

START = date(2025, 6, 1)

Found = tuple[int, int] | State
"""Length and width in tenths of a millimetre, or a state without an area."""


def day(number: int) -> date:
    """A day, counted from the start of the trial."""
    return START + timedelta(days=number)


def found(lesion: int, what: Found, on: date) -> Assessment:
    """A lesion measured, or in a state."""
    if isinstance(what, State):
        return an_assessment(lesion, what, **({"readings": ()} if what is State.MEASURED else {}))
    return an_assessment(lesion, readings=(a_reading(*what, measured_on=on),))


def visit(number: int, lesions: Mapping[int, Found] | Found, **fields: Any) -> Visit:
    """A visit so many days after the start; a finding alone is of lesion 1."""
    told = lesions if isinstance(lesions, Mapping) else {1: lesions}
    return a_visit(day(number), *(found(lesion, what, day(number)) for lesion, what in told.items()), **fields)


def a_drug(**fields: Any) -> Trial:
    """A drug from day 0 that runs on."""
    return a_trial(start=START, **fields)


def a_procedure(**fields: Any) -> Trial:
    """A procedure on day 0, on lesion 1."""
    return a_trial("laser", START, **({"route": PROCEDURE, "stop": START, "targets": (1,), "dose": None} | fields))


def visits_of(*visits: Visit, **fields: Any) -> tuple[VisitFigures, ...]:
    """Figures of the visits of a record."""
    return record_figures(a_record(*visits, **fields), RuleSettings()).visits


def trial_of(record: PatientRecord, settings: RuleSettings | None = None) -> TrialFigures:
    """Figures of the only trial of a record."""
    (figures,) = record_figures(record, settings or RuleSettings()).trials
    return figures


def judged(
    *visits: Visit, trial: Trial | None = None, settings: RuleSettings | None = None, **fields: Any
) -> LesionResponse:
    """Response of lesion 1 to one trial, a drug from day 0 that runs on unless told otherwise."""
    record = a_record(*visits, trials=(trial or a_drug(),), **fields)
    return trial_of(record, settings).lesions[1]
