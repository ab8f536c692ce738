"""A record is read as it was at one instant, however many writers there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from calcitrack.clinic.session import Clinic
from calcitrack.db import records
from calcitrack.db.driver import Connection
from tests.builders import a_patient, a_trial
from tests.vaults import vault_of


class SavedInBetween:
    """A connection beside which somebody saves as soon as the patient was read."""

    def __init__(self, connection: Connection, save: Callable[[], None]) -> None:
        self._connection = connection
        self._save: Callable[[], None] | None = save

    @property
    def in_transaction(self) -> bool:
        return bool(self._connection.in_transaction)

    def execute(self, sql: str, *parameters: object) -> object:
        if "FROM trial " in sql and self._save is not None:
            save, self._save = self._save, None
            save()
        return self._connection.execute(sql, *parameters)


def test_a_save_between_two_reads_of_a_record_is_not_seen_in_half_of_it(clinic: Clinic) -> None:
    patient = clinic.patients.add(a_patient()).value
    clinic.trials.add(patient, a_trial(dose="before"))
    other = clinic.twin()

    def save() -> None:
        record = other.patients.reload(patient)
        other.patients.change(replace(record.patient, medicines="after"))
        other.trials.change(patient, replace(record.trials[0], dose="after"))

    connection = vault_of(clinic).connection
    found = records.read(SavedInBetween(connection, save), patient)
    assert found is not None
    assert (found.patient.medicines, found.trials[0].dose) == ("", "before")
    assert clinic.patients.reload(patient).trials[0].dose == "after"
    assert not connection.in_transaction
    other.close()
