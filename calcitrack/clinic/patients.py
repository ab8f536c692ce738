"""Finding, adding and changing patients."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from calcitrack.clinic.conflicts import PATIENT, conflict, differences
from calcitrack.clinic.context import Operations, Written, refuse
from calcitrack.clinic.rights import EVERYBODY, RECORDERS, operation
from calcitrack.db import likeness, merging, patients
from calcitrack.db.audit import Deed
from calcitrack.db.recents import VIEWED
from calcitrack.db.search import PatientFinder
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import Fault, NotFound
from calcitrack.domain.merging import own_part
from calcitrack.domain.patient import Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.validation import fault, patient_faults
from calcitrack.domain.worklist import SearchResult


class Patients(Operations):
    """Use cases around a patient."""

    @operation(EVERYBODY)
    def find(self, text: str) -> SearchResult:
        """Patients by name, record number or date of birth, best first."""
        return self._finder.find(text)

    @cached_property
    def _finder(self) -> PatientFinder:
        return PatientFinder(lambda: self._context.vault.connection)

    @operation(EVERYBODY)
    def open(self, patient_id: int) -> PatientRecord:
        """A patient's whole record, or that into which it was merged; the view is audited.

        Raises:
            NotFound: There is no such patient.
        """
        record = self._standing(patient_id)
        deed = Deed(VIEWED, "patient", record.patient.uuid, record.patient.uuid)
        self._context.vault.note(self._context.actor, deed, self._context.clock.now())
        return record

    @operation(EVERYBODY)
    def open_all(self) -> tuple[PatientRecord, ...]:
        """Every patient's record in the order entered, for figures that leave the vault; audited as what it is."""
        context = self._context
        records = tuple(context.record(n) for n in patients.all_ids(context.vault.connection))
        deed = Deed("view every record", "clinic", reason=f"{len(records)} patients")
        context.vault.note(context.actor, deed, context.clock.now())
        return records

    @operation(EVERYBODY)
    def reload(self, patient_id: int) -> PatientRecord:
        """The record of a patient that is open already, or that into which it was merged meanwhile.

        Raises:
            NotFound: There is no such patient.
        """
        return self._standing(patient_id)

    def _standing(self, patient_id: int) -> PatientRecord:
        return self._context.record(merging.survivor_of(self._context.vault.connection, patient_id))

    @operation(EVERYBODY)
    def by_mrn(self, mrn: str) -> int:
        """Row number of a record number; of a merged record's, that of the patient into whose record it was merged.

        Raises:
            NotFound: No patient has it.
        """
        connection = self._context.vault.connection
        found = patients.id_of_mrn(connection, mrn)
        if found is None:
            raise NotFound(
                say(QT_TRANSLATE_NOOP("clinic", "No patient has the record number {mrn}."), mrn=mrn),
                say(QT_TRANSLATE_NOOP("clinic", "Check the number, and whether this is the right vault.")),
            )
        return merging.survivor_of(connection, found)

    @operation(EVERYBODY)
    def is_taken(self, mrn: str) -> bool:
        """Whether a record number is in the vault."""
        return patients.id_of_mrn(self._context.vault.connection, mrn.strip()) is not None

    @operation(EVERYBODY)
    def all_ids(self) -> tuple[int, ...]:
        """Row numbers of all patients in the order entered."""
        return patients.all_ids(self._context.vault.connection)

    @operation(EVERYBODY)
    def look_alikes(self, patient: Patient) -> tuple[Patient, ...]:
        """Other patients whose names agree and who can be born on the same day."""
        return likeness.same_person(self._context.vault.connection, patient)

    @operation(EVERYBODY)
    def numbered_like(self, mrn: str) -> tuple[Patient, ...]:
        """Patients whose record number differs from this one in blanks, signs and large letters at most."""
        return likeness.numbered_like(self._context.vault.connection, mrn)

    @operation(RECORDERS)
    def add(self, patient: Patient) -> Written[int]:
        """Add a patient; returns the row number.

        Raises:
            InvalidInput: With every fault, a record number that is taken among them.
        """
        tidy = _tidied(patient)
        self._check(tidy)
        with self._context.vault.unit(
            self._context.actor, Deed("add patient", "patient"), self._context.clock.now()
        ) as unit:
            patient_id = patients.add(unit, tidy)
        return Written(patient_id, Change(frozenset({Kind.PATIENT}), frozenset({patient_id})))

    @operation(RECORDERS)
    def change(self, patient: Patient) -> Written[None]:
        """Change a patient's own fields; what only a merged record says of them stays with that record.

        Raises:
            InvalidInput: With every fault.
            Conflict: Somebody changed the patient since it was read.
            NotFound: There is no such patient.
        """
        stored = self._context.record(patient.id).patient
        tidy = _tidied(patient)
        self._check(tidy)
        deed = Deed("change patient", "patient", stored.uuid, stored.uuid)
        with self._context.vault.unit(self._context.actor, deed, self._context.clock.now()) as unit:
            # Read inside the unit: what stands there now is what the versions are compared with.
            record = self._context.record(patient.id)
            stands = record.patient
            if stands.version != patient.version:
                found = differences(tidy, stands)
                if found:
                    raise conflict(PATIENT, found)
                tidy = stands
            if record.merged:
                alone = self._alone(patient.id)
                tidy = own_part(tidy, alone, [one.patient for one in record.merged])
            patients.change(unit, tidy)
        return Written(None, Change(frozenset({Kind.PATIENT}), frozenset({patient.id})))

    def _alone(self, patient_id: int) -> Patient:
        found = patients.read(self._context.vault.connection, patient_id)
        assert found is not None, "read in the same unit"
        return found

    def _check(self, patient: Patient) -> None:
        found = list(patient_faults(patient, self._context.clock.today()))
        taken = patients.id_of_mrn(self._context.vault.connection, patient.mrn)
        if taken is not None and taken != patient.id:
            found.append(_taken(patient.mrn))
        refuse(tuple(found))


def _tidied(patient: Patient) -> Patient:
    """Without blanks at the ends, which nobody sees: they would make a second patient of one record number."""
    names = {name: getattr(patient, name).strip() for name in ("mrn", "family_name", "given_name")}
    return replace(patient, **names)


def _taken(mrn: str) -> Fault:
    return fault(
        "mrn", "taken", QT_TRANSLATE_NOOP("clinic", "The record number {mrn} belongs to another patient."), mrn=mrn
    )
