"""Which visits a batch of prints is of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from calcitrack.db.driver import Connection

_NOT_IN_ERROR = "NOT EXISTS (SELECT 1 FROM addendum a WHERE a.visit_id = v.id AND a.kind = 'entered in error')"
_COUNTS = f"v.status = 'signed' AND p.removed_at IS NULL AND {_NOT_IN_ERROR}"


def visits_on(connection: Connection, day: date) -> list[tuple[int, int]]:
    """Patient and visit of every signed visit of a day that counts, in the order of names."""
    rows = connection.execute(
        "SELECT coalesce(p.merged_into, p.id), v.id FROM visit v JOIN patient p ON p.id = v.patient_id "
        f"WHERE v.visited_on = ? AND {_COUNTS} ORDER BY p.sort_name, p.id, v.id",
        (day.isoformat(),),
    )
    return [(int(patient), int(visit)) for patient, visit in rows]


def last_visits(connection: Connection, patient_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Patient and newest signed visit that counts of each of these patients, in their order.

    Patients without one are left out. A record that was merged into another one is read with it.
    """
    found: dict[int, int] = {}
    for start in range(0, len(patient_ids), 500):
        part = list(patient_ids[start : start + 500])
        marks = ", ".join("?" * len(part))
        rows = connection.execute(
            "SELECT coalesce(p.merged_into, p.id), v.id FROM visit v JOIN patient p ON p.id = v.patient_id "
            f"WHERE coalesce(p.merged_into, p.id) IN ({marks}) AND {_COUNTS} ORDER BY v.visited_on, v.id",
            part,
        )
        found.update({int(patient): int(visit) for patient, visit in rows})
    return [(patient_id, found[patient_id]) for patient_id in patient_ids if patient_id in found]
