"""The figures of patients as plain data: what ``report --json`` prints."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.model import (
    ChangeSinceLast,
    Growth,
    LesionResponse,
    RecordFigures,
    TrialFigures,
    VisitFigures,
)
from calcitrack.domain.merging import JoinedNumber
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings

_RULES = "README.md"
"""Where the rules of record version 1 are numbered: beside its samples."""


def report(records: Sequence[PatientRecord], settings: RuleSettings) -> dict[str, Any]:
    """Unrounded figures of patients by record number; a key that does not apply is left out."""
    ordered = sorted(records, key=lambda record: record.patient.mrn)
    return {
        "rules": _RULES,
        "settings": _settings(settings),
        "patients": {r.patient.mrn: patient_report(r, record_figures(r, settings)) for r in ordered},
    }


def patient_report(record: PatientRecord, figures: RecordFigures) -> dict[str, Any]:
    """One patient's figures, with lesions by their numbers."""
    writer = _Writer({lesion.id: _named(lesion.number) for lesion in record.lesions})
    return {
        "visits": [writer.visit(visit) for visit in figures.visits],
        "trials": [writer.trial(trial) for trial in figures.trials],
        "growth": writer.keyed({i: _growth(growth) for i, growth in figures.growth.items()}),
    }


def _settings(settings: RuleSettings) -> dict[str, Any]:
    """The thresholds; the clinic's own reading errors only where it uses them."""
    values = asdict(settings)
    own = {method.value: error for method, error in values.pop("own_errors")}
    return {**values, "own_errors_mm": own} if own else values


class _Writer:
    """Writes figures with lesion numbers in the place of row numbers."""

    def __init__(self, numbers: Mapping[int, int | str]) -> None:
        self._numbers = numbers

    def keyed(self, values: Mapping[int, Any]) -> dict[str, Any]:
        return {str(self._numbers[lesion]): value for lesion, value in values.items()}

    def listed(self, lesions: Iterable[int]) -> list[int | str]:
        return [self._numbers[lesion] for lesion in lesions]

    def visit(self, visit: VisitFigures) -> dict[str, Any]:
        return {
            "visited_on": visit.visited_on.isoformat(),
            "measured_area_mm2": visit.measured_area_mm2,
            "measured": visit.measured,
            "open": visit.open,
            "change_since_last": self.change(visit.change) if visit.change else None,
            "areas_mm2": self.keyed(visit.areas_mm2),
        }

    def change(self, change: ChangeSinceLast) -> dict[str, Any]:
        return {
            "compared": self.listed(change.compared),
            "percent": change.percent,
            "resolved": self.listed(change.resolved),
            "excised": self.listed(change.excised),
            "new": {"lesions": self.listed(change.new), "mm2": change.new_mm2},
            "not_compared": self.listed(change.not_compared),
        }

    def trial(self, trial: TrialFigures) -> dict[str, Any]:
        return {
            "therapy": trial.therapy,
            "start": trial.start.isoformat(),
            "exposure_weeks": trial.exposure_weeks,
            "interim": trial.interim,
            "lesions": self.keyed({i: _response(response) for i, response in trial.lesions.items()}),
        }


def _named(number: int) -> int | str:
    """A number; of a merged record's lesion what it is called, "B-3"."""
    return str(number) if isinstance(number, JoinedNumber) else number


def _response(response: LesionResponse) -> dict[str, Any]:
    values = {
        "balin": response.balin.value,
        "now": response.now.value,
        "reason": response.reason.value if response.reason else None,
        "baseline_on": response.baseline_on.isoformat() if response.baseline_on else None,
        "baseline_mm2": response.baseline_mm2,
        "judged_on": response.judged_on.isoformat() if response.judged_on else None,
        "change_percent": response.change_percent,
        "progressed": response.progressed,
        "provisional": response.provisional,
        "how": [kind.value for kind in response.how] or None,
    }
    return {key: value for key, value in values.items() if value is not None}


def _growth(growth: Growth) -> dict[str, Any] | None:
    if growth.percent_per_year is None or growth.ci95 is None:
        return None
    return {
        "n": growth.n,
        "percent_per_year": _finite(growth.percent_per_year),
        "ci95": [_finite(end) for end in growth.ci95],
    }


def _finite(value: float) -> float | None:
    """JSON has no word for infinity: null, as for every figure that cannot be given."""
    return value if math.isfinite(value) else None
