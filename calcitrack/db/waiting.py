"""What waits: awaited orders and unsigned drafts of all patients, sorted by SQL, read a screenful at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from calcitrack.db.driver import Connection
from calcitrack.domain.vocabulary import OrderKind, PatientStatus
from calcitrack.domain.waiting import Waiting, WaitingRow

_WHOSE = "JOIN patient o ON o.id = w.patient_id JOIN patient p ON p.id = coalesce(o.merged_into, o.id)"
"""What waits in a merged record waits for the patient into whose record it was merged."""

_FROM: Mapping[Waiting, str] = {
    Waiting.ORDERS: f"awaited w {_WHOSE} WHERE w.closed_on IS NULL AND p.removed_at IS NULL",
    Waiting.DRAFTS: f"visit w {_WHOSE} WHERE w.status = 'draft' AND p.removed_at IS NULL",
}
_WHO: Mapping[str, str] = {"name": "p.sort_name", "mrn": "p.mrn"}
_SORTS: Mapping[Waiting, Mapping[str, str]] = {
    Waiting.ORDERS: {**_WHO, "kind": "w.kind", "since": "w.asked_on", "by": "w.asked_by"},
    Waiting.DRAFTS: {**_WHO, "since": "w.visited_on", "by": "w.author"},
}
_OWN: Mapping[Waiting, str] = {
    Waiting.ORDERS: "w.kind, w.asked_on, w.asked_by, (SELECT visited_on FROM visit v WHERE v.id = w.visit_id)",
    Waiting.DRAFTS: "NULL, w.visited_on, w.author, NULL",
}


def ids(connection: Connection, what: Waiting, sort: str = "since", *, descending: bool = False) -> list[int]:
    """Row numbers of what waits in the order asked for; what has no value there comes last, then the oldest first."""
    column = _SORTS[what][sort]
    age = _SORTS[what]["since"]
    direction = "DESC" if descending else "ASC"
    found = connection.execute(
        f"SELECT w.id FROM {_FROM[what]} ORDER BY {column} IS NULL OR {column} = '', {column} {direction}, {age}, w.id"
    ).fetchall()
    return [row_id for (row_id,) in found]


def rows(connection: Connection, what: Waiting, wanted: Sequence[int]) -> tuple[WaitingRow, ...]:
    """The rows of these numbers, in this order; what does not wait any more is left out."""
    marks = ", ".join("?" * len(wanted))
    found = connection.execute(
        f"SELECT w.id, p.id, p.family_name, p.given_name, p.mrn, p.status, {_OWN[what]} FROM {_FROM[what]} "
        f"AND w.id IN ({marks})",
        list(wanted),
    ).fetchall()
    by_id = {
        row_id: WaitingRow(
            row_id, patient_id, f"{family}, {given}" if given else family, mrn, PatientStatus(status),
            OrderKind(kind) if kind else None, _day(since), by, _day(visit_on),
        )
        for row_id, patient_id, family, given, mrn, status, kind, since, by, visit_on in found
    }  # fmt: skip
    return tuple(by_id[row_id] for row_id in wanted if row_id in by_id)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
