"""The audit as a list: which rows a filter chooses, and the rows that are looked at.

The ids come from an index that holds all that a filter asks for: the rows themselves, with all that changed, are read
only where they come into sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from calcitrack.db.driver import Connection
from calcitrack.domain.staff import AuditEntry


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which rows are wanted; what is empty or None asks for nothing.

    Attributes:
        person: Permanent identity of who did it; empty bytes for the program itself.
        actions: Actions, each whole, or with a % at its end for all that begin so.
        besides: Actions that are left out, in the same way.
        patient: Permanent identity of the patient concerned.
        since: The first instant, UTC.
        until: The instant after the last one, UTC.
    """

    person: bytes | None = None
    actions: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    patient: bytes | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class FullRow:
    """What one row says besides.

    Attributes:
        patient_id: Row number of the patient concerned; None when none is.
        changes: All changes, as JSON.
    """

    listed: AuditEntry
    patient_id: int | None
    changes: str


def ids(connection: Connection, wanted: AuditFilter) -> list[int]:
    """Row numbers of the rows that a filter chooses, newest first."""
    where = ["1"]
    values: list[bytes | str | None] = []
    if wanted.person is not None:
        where.append("person_uuid IS ?")
        values.append(wanted.person or None)
    if wanted.patient is not None:
        where.append("patient_uuid = ?")
        values.append(wanted.patient)
    for instant, compared in ((wanted.since, ">="), (wanted.until, "<")):
        if instant is not None:
            where.append(f"at {compared} ?")
            values.append(instant.isoformat(timespec="milliseconds"))
    if wanted.actions:
        where.append("(" + " OR ".join(["action LIKE ?"] * len(wanted.actions)) + ")")
        values += wanted.actions
    where += ["action NOT LIKE ?"] * len(wanted.besides)
    values += wanted.besides
    sql = f"SELECT id FROM audit INDEXED BY audit_listed WHERE {' AND '.join(where)} ORDER BY at DESC, id DESC"
    return [int(row[0]) for row in connection.execute(sql, values)]


_LISTED = (
    "SELECT a.id, a.at, a.person, a.action, coalesce(p.mrn, ''), a.reason, coalesce(q.name, ''), p.id{more} "
    "FROM audit a LEFT JOIN patient p ON p.uuid = a.patient_uuid "
    "LEFT JOIN person q ON q.uuid = a.entity_uuid AND a.entity_uuid IS NOT a.person_uuid WHERE a.id {chosen}"
)


def rows(connection: Connection, wanted: Sequence[int]) -> tuple[AuditEntry, ...]:
    """These rows, in this order."""
    marks = ", ".join("?" * len(wanted))
    found = connection.execute(_LISTED.format(more="", chosen=f"IN ({marks})"), tuple(wanted)).fetchall()
    by_id = {row[0]: _listed(row) for row in found}
    return tuple(by_id[row_id] for row_id in wanted if row_id in by_id)


def row(connection: Connection, row_id: int) -> FullRow | None:
    """One row whole; None when there is none."""
    found = connection.execute(_LISTED.format(more=", a.changes", chosen="= ?"), (row_id,)).fetchone()
    if found is None:
        return None
    return FullRow(_listed(found), found[7], found[8])


def people(connection: Connection) -> tuple[tuple[bytes, str], ...]:
    """Whoever stands in the list of people: identity and name."""
    found = connection.execute("SELECT uuid, name FROM person ORDER BY name").fetchall()
    return tuple((bytes(uuid), str(name)) for uuid, name in found)


def _listed(row: Sequence[object]) -> AuditEntry:
    row_id, at, *texts = row[:7]
    person, action, mrn, reason, about = map(str, texts)
    return AuditEntry(int(str(row_id)), datetime.fromisoformat(str(at)), person, action, mrn, reason, about)
