"""Findings of the guidance that were put aside. None is removed: one that was taken back has an end."""

from __future__ import annotations

from datetime import datetime

from calcitrack.db.driver import Connection
from calcitrack.db.unit import Unit
from calcitrack.domain.dismissal import Dismissal


def read(connection: Connection, patient_id: int) -> tuple[Dismissal, ...]:
    """Those of a patient that nobody took back, in the order made."""
    rows = connection.execute(
        "SELECT d.id, d.finding, d.facts_hash, d.content_hash, d.reason, p.name, d.dismissed_at FROM dismissal d "
        "JOIN person p ON p.id = d.person_id WHERE d.patient_id = ? AND d.ended_at IS NULL ORDER BY d.id",
        (patient_id,),
    ).fetchall()
    return tuple(
        Dismissal(finding, facts, content, reason, person, datetime.fromisoformat(at), row_id)
        for row_id, finding, facts, content, reason, person, at in rows
    )


def add(unit: Unit, patient_id: int, person_id: int, made: Dismissal) -> int:
    """Insert one; returns the row number."""
    return unit.insert(
        "dismissal",
        {
            "patient_id": patient_id,
            "finding": made.finding,
            "facts_hash": made.facts_hash,
            "content_hash": made.content_hash,
            "reason": made.reason,
            "person_id": person_id,
            "dismissed_at": made.dismissed_at.isoformat(),
        },
    )


def end(unit: Unit, dismissal_id: int, at: datetime) -> None:
    """Take one back."""
    unit.update("dismissal", {"id": dismissal_id}, {"ended_at": at.isoformat()})
