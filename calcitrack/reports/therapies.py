"""Therapies as a print names them."""

from __future__ import annotations

from datetime import date

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.running import dose_on, running
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.trial import Trial
from calcitrack.reports.paper.fonts import isolated
from calcitrack.reports.words import Voice


def running_trials(record: PatientRecord, day: date) -> tuple[Trial, ...]:
    """Drug trials that run on a day, oldest first. A procedure has a day, not a course."""
    return running(record.trials, day)


def trials_until(record: PatientRecord, day: date) -> tuple[Trial, ...]:
    """Trials and procedures begun by a day, oldest first."""
    return tuple(sorted((t for t in record.trials if t.start <= day), key=lambda trial: trial.start))


def therapy_text(trial: Trial, day: date) -> str:
    """A therapy with the dose of a day, both as written."""
    dose = dose_on(trial, day)
    return f"{isolated(trial.therapy)} {isolated(dose)}" if dose else trial.therapy


def with_week(voice: Voice, trial: Trial, day: date) -> str:
    """A running therapy with its dose and the whole weeks since its start."""
    weeks = (day - trial.start).days // 7
    return voice(QT_TRANSLATE_NOOP("reports", "{therapy}, week {weeks}"), therapy=therapy_text(trial, day), weeks=weeks)
