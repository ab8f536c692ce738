"""What the worklist shows of a patient, computed from the record and stored beside it at each signature."""

from __future__ import annotations

from datetime import timedelta

from calcitrack.clinic.settings import rule_settings
from calcitrack.db import cohort_rows, records, totals
from calcitrack.db.driver import Connection
from calcitrack.db.totals import VisitTotal
from calcitrack.db.unit import Unit
from calcitrack.domain.cohort.change import change_points, lesions_now
from calcitrack.domain.figures.area import read_evidence
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.model import RecordFigures, VisitFigures
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Assessment, Visit
from calcitrack.domain.vocabulary import Discharge, Infection
from calcitrack.domain.worklist import Attention

SPARK_DAYS = 730
"""How far back the small line of the worklist goes."""


def write_totals(connection: Connection, unit: Unit, patient_id: int) -> None:
    """Make a patient's derived rows anew, inside the unit that signs or amends."""
    record = records.read(connection, patient_id)
    assert record is not None, "the unit writes a patient that exists"
    totals.write(unit, patient_id, visit_totals(record, record_figures(record, rule_settings(connection))))
    cohort_rows.write(unit, patient_id, *_for_cohorts(record))


def clear_totals(unit: Unit, patient_id: int) -> None:
    """Remove a patient's derived rows: of a record that is read with another, that one's tell of both."""
    totals.write(unit, patient_id, ())
    cohort_rows.write(unit, patient_id, [], [])


def totals_fit(connection: Connection, record: PatientRecord) -> bool:
    """Whether a patient's derived rows are what the record says."""
    found = visit_totals(record, record_figures(record, rule_settings(connection)))
    patient_id = record.patient.id
    are_totals = totals.are_stored(connection, patient_id, found)
    return are_totals and cohort_rows.are_stored(connection, patient_id, *_for_cohorts(record))


def _for_cohorts(record: PatientRecord) -> tuple[cohort_rows.Rows, cohort_rows.Rows]:
    """The lesions as they are now, and each visit set against the first measured one."""
    evidences, patient_id = read_evidence(record), record.patient.id
    now = lesions_now(evidences)
    points = change_points([one.sizes for one in now])
    changes = cohort_rows.change_rows(patient_id, points, [visit for visit, _ in evidences.visits])
    return cohort_rows.lesion_rows(patient_id, now, record.lesions), changes


def visit_totals(record: PatientRecord, figures: RecordFigures) -> tuple[VisitTotal, ...]:
    """One row for each visit that counts, oldest first."""
    by_id = {visit.id: visit for visit in record.counted_visits}
    return tuple(_total(by_id[f.visit_id], f, figures, n) for n, f in enumerate(figures.visits))


def _total(visit: Visit, own: VisitFigures, figures: RecordFigures, position: int) -> VisitTotal:
    change = own.change
    percent = change.percent if change else None
    due = visit.visited_on + timedelta(weeks=visit.follow_up_weeks) if visit.follow_up_weeks else None
    return VisitTotal(
        visit_id=visit.id,
        visited_on=visit.visited_on,
        area_mm2=own.measured_area_mm2,
        measured=own.measured,
        open=own.open,
        change_percent=percent,
        compared=len(change.compared) if change else 0,
        attention=_attention(visit, percent, figures.settings.threshold_percent),
        spark=_spark(figures.visits[: position + 1]),
        next_due_on=due,
    )


def _attention(visit: Visit, percent: float | None, threshold: int) -> tuple[Attention, ...]:
    """What the visit recorded that wants a look; a finding that was not recorded says nothing."""
    found = []
    if any(_infected(a) for a in visit.assessments):
        found.append(Attention.INFECTION)
    if any(a.discharge not in (None, Discharge.NONE) for a in visit.assessments):
        found.append(Attention.DISCHARGE)
    if any(a.ulcer for a in visit.assessments):
        found.append(Attention.ULCER)
    if any(a.nerve_compression for a in visit.assessments):
        found.append(Attention.NERVE_COMPRESSION)
    if percent is not None and percent > threshold:
        found.append(Attention.PROGRESSING)
    return tuple(found)


def _infected(assessment: Assessment) -> bool:
    graded = assessment.infection not in (None, Infection.NONE)
    return graded or assessment.discharge is Discharge.PUS


def _spark(visits: tuple[VisitFigures, ...]) -> tuple[tuple[int, float | None], ...]:
    """Summed area over one constant set of lesions: those measured at both of the last two measured visits.

    The line breaks at visits where one of the set was not measured, so that it never shows what was merely not looked
    at as a change.
    """
    measured = [visit for visit in visits if visit.areas_mm2]
    if not measured:
        return ()
    chosen = set(measured[-1].areas_mm2)
    if len(measured) > 1:
        chosen &= set(measured[-2].areas_mm2)
    first = visits[-1].visited_on - timedelta(days=SPARK_DAYS)
    points: list[tuple[int, float | None]] = []
    for visit in visits:
        if visit.visited_on < first:
            continue
        whole = bool(chosen) and chosen <= set(visit.areas_mm2)
        points.append(
            (visit.visited_on.toordinal(), sum(visit.areas_mm2[i] for i in sorted(chosen)) if whole else None)
        )
    return tuple(points) if any(area is not None for _, area in points) else ()
