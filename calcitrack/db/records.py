"""The whole record of a patient, read in one go."""

from __future__ import annotations

from calcitrack.db import lesions, patients, trials, visits
from calcitrack.db.driver import Connection
from calcitrack.domain.record import PatientRecord


def read(connection: Connection, patient_id: int) -> PatientRecord | None:
    """A patient's record; None when there is no such patient."""
    patient = patients.read(connection, patient_id)
    if patient is None:
        return None
    return PatientRecord(
        patient=patient,
        lesions=lesions.read(connection, patient_id),
        visits=visits.read(connection, patient_id),
        trials=trials.read(connection, patient_id),
        events=lesions.read_events(connection, patient_id),
        orders=tuple(visits.read_orders(connection, patient_id)[None]),
        judgements=trials.read_judgements(connection, patient_id),
    )
