"""The whole record of a patient, read in one go."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from calcitrack.db import judgements, lesions, patients, trials, visits
from calcitrack.db.driver import Connection
from calcitrack.domain.record import PatientRecord


def read(connection: Connection, patient_id: int) -> PatientRecord | None:
    """A patient's record as it was at one instant; None when there is no such patient."""
    with one_instant(connection):
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
            judgements=judgements.read(connection, patient_id),
        )


@contextlib.contextmanager
def one_instant(connection: Connection) -> Iterator[None]:
    """Read as of one instant, unless a transaction is open already.

    Without it another writer's save may fall between two reads: a version that is new beside content that is old, over
    which a save would then be allowed.
    """
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("COMMIT")
