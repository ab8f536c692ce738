"""Derived rows for the worklist: written with the signature, made anew from the record, never part of a hash."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from calcitrack.db.unit import Unit
from calcitrack.domain.worklist import Attention


@dataclass(frozen=True, slots=True)
class VisitTotal:
    """What the worklist shows of one signed visit."""

    visit_id: int
    visited_on: date
    area_mm2: float | None
    measured: int
    open: int
    change_percent: float | None
    compared: int
    attention: tuple[Attention, ...]
    spark: tuple[tuple[int, float | None], ...]
    next_due_on: date | None


def write(unit: Unit, patient_id: int, totals: tuple[VisitTotal, ...]) -> None:
    """Make the derived rows of a patient be these, oldest first; the last one is what the worklist shows."""
    unit.run("DELETE FROM patient_total WHERE patient_id = ?", (patient_id,))
    unit.run("DELETE FROM visit_total WHERE patient_id = ?", (patient_id,))
    unit.run_many(
        "INSERT INTO visit_total (visit_id, patient_id, visited_on, area_mm2, measured, open, change_percent, "
        "compared, attention, spark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_visit_row(patient_id, total) for total in totals],
    )
    if not totals:
        return
    last = totals[-1]
    unit.run(
        "INSERT INTO patient_total (patient_id, visit_id, last_on, next_due_on, open, change_percent, progressing, "
        "infection) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            patient_id,
            last.visit_id,
            last.visited_on.isoformat(),
            last.next_due_on.isoformat() if last.next_due_on else None,
            last.open,
            last.change_percent,
            int(Attention.PROGRESSING in last.attention),
            int(Attention.INFECTION in last.attention),
        ),
    )


def _visit_row(patient_id: int, total: VisitTotal) -> tuple[object, ...]:
    return (
        total.visit_id,
        patient_id,
        total.visited_on.isoformat(),
        total.area_mm2,
        total.measured,
        total.open,
        total.change_percent,
        total.compared,
        json.dumps([word.value for word in total.attention]),
        json.dumps(total.spark),
    )
