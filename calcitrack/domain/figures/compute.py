"""Every figure of a record at once."""

from __future__ import annotations

from calcitrack.domain.figures.area import read_evidence
from calcitrack.domain.figures.growth import growth_figures
from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.figures.trend import trend_points
from calcitrack.domain.figures.trials import trial_figures
from calcitrack.domain.figures.visits import visit_figures
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings


def record_figures(record: PatientRecord, settings: RuleSettings) -> RecordFigures:
    """Compute every figure of a patient from the signed visits, which are read once."""
    evidences = read_evidence(record)
    return RecordFigures(
        settings=settings,
        visits=visit_figures(evidences),
        trials=trial_figures(record, evidences, settings),
        growth=growth_figures(evidences),
        trends=trend_points(evidences),
    )
