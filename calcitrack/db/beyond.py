"""What a record holds that another one does not: told by name, so that people know what to enter again."""

from __future__ import annotations

from calcitrack.db.driver import Connection
from calcitrack.domain.lost import LostPatient, LostVisit


def lost_patients(now: Connection, then: Connection) -> tuple[LostPatient, ...]:
    """Patients of the first record who are not in the second, by name."""
    known = {bytes(row[0]) for row in then.execute("SELECT uuid FROM patient")}
    rows = now.execute("SELECT uuid, family_name, given_name FROM patient ORDER BY family_name, given_name")
    return tuple(LostPatient(family, given) for uuid, family, given in rows if bytes(uuid) not in known)


def lost_visits(now: Connection, then: Connection) -> tuple[LostVisit, ...]:
    """Visits of the first record that are not in the second, or not signed there, by day."""
    known = {bytes(row[0]): row[1] == "signed" for row in then.execute("SELECT uuid, status FROM visit")}
    rows = now.execute(
        "SELECT visit.uuid, family_name, given_name, visited_on, visit.status = 'signed' FROM visit "
        "JOIN patient ON patient.id = visit.patient_id ORDER BY visited_on, family_name, given_name"
    )
    return tuple(
        LostVisit(family, given, day, bool(signed), bytes(uuid) in known)
        for uuid, family, given, day, signed in rows
        if bytes(uuid) not in known or (signed and not known[bytes(uuid)])
    )
