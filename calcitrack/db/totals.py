"""Derived rows for the worklist: written with the signature, made anew from the record, never part of a hash."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from calcitrack.db.driver import Connection
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


_VISIT_COLUMNS = (
    "visit_id, patient_id, visited_on, area_mm2, measured, open, change_percent, compared, attention, spark"
)
_PATIENT_COLUMNS = "patient_id, visit_id, last_on, next_due_on, open, change_percent, progressing, infection"


def write(unit: Unit, patient_id: int, totals: tuple[VisitTotal, ...]) -> None:
    """Make the derived rows of a patient be these, oldest first; the last one is what the worklist shows."""
    unit.run("DELETE FROM patient_total WHERE patient_id = ?", (patient_id,))
    unit.run("DELETE FROM visit_total WHERE patient_id = ?", (patient_id,))
    unit.run_many(
        f"INSERT INTO visit_total ({_VISIT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_visit_row(patient_id, total) for total in totals],
    )
    for row in _patient_rows(patient_id, totals):
        unit.run(f"INSERT INTO patient_total ({_PATIENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def are_stored(connection: Connection, patient_id: int, totals: tuple[VisitTotal, ...]) -> bool:
    """Whether the derived rows of a patient are these."""
    key = (patient_id,)
    visits = connection.execute(f"SELECT {_VISIT_COLUMNS} FROM visit_total WHERE patient_id = ?", key).fetchall()
    patients = connection.execute(f"SELECT {_PATIENT_COLUMNS} FROM patient_total WHERE patient_id = ?", key).fetchall()
    expected = sorted((_visit_row(patient_id, total) for total in totals), key=repr)
    return sorted(visits, key=repr) == expected and patients == _patient_rows(patient_id, totals)


def follow_threshold(unit: Unit, percent: int) -> None:
    """Mark anew which visits and patients progress, after the clinic chose another threshold."""
    rows = unit.select(
        "SELECT visit_id, change_percent, attention FROM visit_total "
        "WHERE coalesce(change_percent > ?, 0) <> (attention LIKE ?)",
        (percent, f'%"{Attention.PROGRESSING.value}"%'),
    )
    changed = [(_marked(row["attention"], progressing=_exceeds(row, percent)), row["visit_id"]) for row in rows]
    unit.run_many("UPDATE visit_total SET attention = ? WHERE visit_id = ?", changed)
    unit.run(
        "UPDATE patient_total SET progressing = coalesce(change_percent > ?, 0) "
        "WHERE progressing <> coalesce(change_percent > ?, 0)",
        (percent, percent),
    )


def _exceeds(row: dict[str, Any], percent: int) -> bool:
    return row["change_percent"] is not None and row["change_percent"] > percent


def _marked(attention: str, *, progressing: bool) -> str:
    """The stored words with or without progressing, which is always the last of them."""
    others = [word for word in json.loads(attention) if word != Attention.PROGRESSING.value]
    return json.dumps([*others, Attention.PROGRESSING.value] if progressing else others)


def _patient_rows(patient_id: int, totals: tuple[VisitTotal, ...]) -> list[tuple[object, ...]]:
    """The one row of a patient with signed visits; none without."""
    if not totals:
        return []
    last = totals[-1]
    return [
        (
            patient_id,
            last.visit_id,
            last.visited_on.isoformat(),
            last.next_due_on.isoformat() if last.next_due_on else None,
            last.open,
            last.change_percent,
            int(Attention.PROGRESSING in last.attention),
            int(Attention.INFECTION in last.attention),
        )
    ]


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
