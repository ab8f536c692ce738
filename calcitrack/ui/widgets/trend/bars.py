"""Therapies as bars on the time axis: from values of the record to what is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.trial import Trial
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.widgets.trend.labels import rows_of

_OWN_ROWS = 5
"""Up to this many therapies each get a row of their own."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One therapy.

    Attributes:
        name: Therapy and dose.
        note: What stands at its right end: "ongoing" with the week, or nothing.
        first: Ordinal of the start.
        last: Ordinal of the stop; None while it runs.
        tip: Everything that the bar stands for, in words.
        row: Row it is drawn in, from 0.
        point: A procedure: a day, not a course.
    """

    name: str
    note: str
    first: int
    last: int | None
    tip: str
    row: int
    point: bool

    @property
    def running(self) -> bool:
        """Whether it has not been stopped."""
        return self.last is None


def therapy_bars(trials: Sequence[Trial]) -> tuple[Bar, ...]:
    """Bars by their start. Many therapies share rows where they do not overlap; none is left out."""
    ordered = sorted(trials, key=lambda trial: (trial.start, trial.id))
    spans = [(float(trial.start.toordinal()), _last_day(trial)) for trial in ordered]
    rows = list(range(len(ordered))) if len(ordered) <= _OWN_ROWS else rows_of(spans, len(spans), 1.0)
    return tuple(_bar(trial, row or 0) for trial, row in zip(ordered, rows, strict=True))


def _last_day(trial: Trial) -> float:
    last = trial.start if trial.is_procedure else trial.stop
    return float(last.toordinal()) if last else float("inf")


def _bar(trial: Trial, row: int) -> Bar:
    dose = trial.steps[-1].dose if trial.steps else trial.dose
    name = f"{trial.therapy} {dose}" if dose else trial.therapy
    last = trial.start if trial.is_procedure else trial.stop
    return Bar(
        name=name,
        note="" if last else translate("Trend", "ongoing"),
        first=trial.start.toordinal(),
        last=last.toordinal() if last else None,
        tip="\n".join([name, _course(trial, last), *_why(trial)]),
        row=row,
        point=trial.is_procedure,
    )


def _course(trial: Trial, last: date | None) -> str:
    if trial.is_procedure:
        return translate("Trend", "Procedure on {day}").format(day=day(trial.start))
    if last is None:
        return translate("Trend", "Since {day}, ongoing").format(day=day(trial.start))
    return translate("Trend", "{first} to {last}").format(first=day(trial.start), last=day(last))


def _why(trial: Trial) -> list[str]:
    doses = [f"{day(step.on)}: {step.dose}" for step in trial.steps]
    stopped = translate("Trend", "Stopped: {reason}").format(reason=trial.stop_reason) if trial.stop_reason else ""
    return [*doses, *([stopped] if stopped else [])]
