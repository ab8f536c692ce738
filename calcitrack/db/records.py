"""The whole record of a patient, read in one go."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from calcitrack.db import judgements, lesions, merging, patients, trials, visits
from calcitrack.db.driver import Connection
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.merging import JoinedNumber, Merged, joined
from calcitrack.domain.patient import Patient
from calcitrack.domain.record import PatientRecord


def read(connection: Connection, patient_id: int) -> PatientRecord | None:
    """A patient's record as it was at one instant, with those that were merged into it; None when there is none."""
    with one_instant(connection):
        patient = patients.read(connection, patient_id)
        if patient is None:
            return None
        own = _read_own(connection, patient)
        others = merging.members(connection, patient_id)
        return own if not others else _together(connection, own, others)


def read_alone(connection: Connection, patient_id: int) -> PatientRecord | None:
    """A patient's record without those that were merged into it; None when there is none."""
    with one_instant(connection):
        patient = patients.read(connection, patient_id)
        return None if patient is None else _read_own(connection, patient)


def _read_own(connection: Connection, patient: Patient) -> PatientRecord:
    return PatientRecord(
        patient=patient,
        lesions=lesions.read(connection, patient.id),
        visits=visits.read(connection, patient.id),
        trials=trials.read(connection, patient.id),
        events=lesions.read_events(connection, patient.id),
        orders=tuple(visits.read_orders(connection, patient.id)[None]),
        judgements=judgements.read(connection, patient.id),
    )


def _together(connection: Connection, own: PatientRecord, others: Sequence[tuple[int, int]]) -> PatientRecord:
    """One record of several: everything in the order entered, the lesions of the others under their letter."""
    found = [own]
    merged = []
    for patient_id, position in others:
        patient = patients.read(connection, patient_id)
        assert patient is not None, "a member was read in this instant"
        record = _read_own(connection, patient)
        merged.append(Merged(patient, position))
        found.append(replace(record, lesions=tuple(_lettered(one, position) for one in record.lesions)))
    return PatientRecord(
        patient=joined(own.patient, [one.patient for one in merged]),
        lesions=_ordered(found, lambda record: record.lesions),
        visits=_ordered(found, lambda record: record.visits),
        trials=_ordered(found, lambda record: record.trials),
        events=_ordered(found, lambda record: record.events),
        orders=_ordered(found, lambda record: record.orders),
        judgements=_ordered(found, lambda record: record.judgements),
        merged=tuple(merged),
    )


def _lettered(lesion: Lesion, position: int) -> Lesion:
    return replace(lesion, number=JoinedNumber(position, lesion.number))


def _ordered(records: Sequence[PatientRecord], parts: Callable[[PatientRecord], tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(sorted((one for record in records for one in parts(record)), key=lambda one: one.id))


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
