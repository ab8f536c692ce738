"""Derived rows for cohorts: written with the signature, made anew from the record, never part of a hash."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from calcitrack.db.driver import Connection
from calcitrack.db.unit import Unit
from calcitrack.domain.cohort.change import ChangePoint, LesionNow
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.visit import Visit

_LESION = "lesion_id, patient_id, site, side, form, subtype, standing, covers, sizes"
_CHANGE = "patient_id, nth, visit_id, visited_on, percent, compared, of"

Rows = list[tuple[object, ...]]


def write(unit: Unit, patient_id: int, lesions: Rows, changes: Rows) -> None:
    """Make the derived rows of a patient be these."""
    unit.run("DELETE FROM lesion_total WHERE patient_id = ?", (patient_id,))
    unit.run("DELETE FROM visit_change WHERE patient_id = ?", (patient_id,))
    unit.run_many(f"INSERT INTO lesion_total ({_LESION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", lesions)
    unit.run_many(f"INSERT INTO visit_change ({_CHANGE}) VALUES (?, ?, ?, ?, ?, ?, ?)", changes)


def are_stored(connection: Connection, patient_id: int, lesions: Rows, changes: Rows) -> bool:
    """Whether the derived rows of a patient are these."""
    key = (patient_id,)
    kept = connection.execute(f"SELECT {_LESION} FROM lesion_total WHERE patient_id = ? ORDER BY lesion_id", key)
    if kept.fetchall() != lesions:
        return False
    kept = connection.execute(f"SELECT {_CHANGE} FROM visit_change WHERE patient_id = ? ORDER BY nth", key)
    return bool(kept.fetchall() == changes)


def lesion_rows(patient_id: int, now: Iterable[LesionNow], lesions: Iterable[Lesion]) -> Rows:
    """The lesions that count, by id, each at the place set for it last."""
    by_id = {lesion.id: lesion for lesion in lesions}
    return [_lesion_row(patient_id, one, by_id[one.lesion_id]) for one in now]


def _lesion_row(patient_id: int, now: LesionNow, lesion: Lesion) -> tuple[object, ...]:
    covers = sorted({*lesion.setting.extent_sites} - {lesion.site})
    return (
        lesion.id, patient_id, lesion.site, lesion.side.value, lesion.form.value,
        now.subtype.value if now.subtype else None, now.standing.value,
        json.dumps(covers) if covers else None, json.dumps(now.sizes, separators=(",", ":")),
    )  # fmt: skip


def change_rows(patient_id: int, points: Iterable[ChangePoint], visits: Sequence[Visit]) -> Rows:
    """The visits set against the first measured one, oldest first.

    Args:
        patient_id: Whose they are.
        points: What they say.
        visits: All that count, oldest first.
    """
    return [
        (patient_id, p.nth, visits[p.place].id, visits[p.place].visited_on.isoformat(), p.percent, p.compared, p.of)
        for p in points
    ]
