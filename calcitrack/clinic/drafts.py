"""Undo and redo: a draft goes back to what it said before a step, or on to what it said after it."""

from __future__ import annotations

from dataclasses import replace

from calcitrack.clinic.conflicts import DRAFT, conflict, differences
from calcitrack.clinic.context import Operations, Written, refuse
from calcitrack.clinic.rights import RECORDERS, operation
from calcitrack.clinic.visit_parts import called, no_such_visit, signed
from calcitrack.db import assessments, visits
from calcitrack.db.audit import Deed
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import Difference, Fault
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.validation import assessment_faults, visit_faults
from calcitrack.domain.visit import Visit


class Drafts(Operations):
    """Use cases around a draft as a whole."""

    @operation(RECORDERS)
    def put_back(self, patient_id: int, wanted: Visit, seen: int, *, again: bool = False) -> Written[int]:
        """Make a draft say what it said at another moment, its orders apart, in one unit; returns its new version.

        What was taken back stays in the audit, as does who took it back.

        Args:
            patient_id: Whose draft it is.
            wanted: The draft as it was then, with its day, its own fields and lists, and all its assessments.
            seen: The version that was on screen.
            again: Whether the step is done again, and not taken back: for the audit.

        Raises:
            InvalidInput: What was said then cannot be right any more; with every fault.
            Conflict: The draft was changed elsewhere.
            NotFound: The patient has no such visit.
            Signed: The visit is signed.
        """
        record = self._context.record(patient_id)
        stands = next((visit for visit in record.visits if visit.id == wanted.id), None)
        if stands is None:
            raise no_such_visit()
        if stands.is_signed:
            raise signed()
        self._check(record, wanted)
        action = "redo in visit" if again else "undo in visit"
        deed = Deed(action, "visit", stands.uuid, record.patient.uuid)
        with self._context.vault.unit(self._context.actor, deed, self._context.clock.now()) as unit:
            if visits.version_of(unit, wanted.id) != seen:
                raise conflict(DRAFT, _told(record, wanted, stands))
            visits.change(unit, wanted)
            assessments.put_all(unit, patient_id, wanted.id, wanted.assessments)
            if unit.changes:
                unit.raise_version("visit", wanted.id, seen)
                seen += 1
        return Written(seen, Change(frozenset({Kind.DRAFT}), frozenset({patient_id})))

    def _check(self, record: PatientRecord, wanted: Visit) -> None:
        today, born = self._context.clock.today(), record.patient.birth_date
        others = [other for other in record.visits if other.id != wanted.id]
        found: list[Fault] = list(visit_faults(wanted, record.patient, today, others))
        for assessment in wanted.assessments:
            lesion = record.lesion(assessment.lesion_id)
            found += [
                replace(one, field=f"lesion {lesion.number}: {one.field}")
                for one in assessment_faults(assessment, lesion.place, born, today)
            ]
        refuse(tuple(found))


def _told(record: PatientRecord, wanted: Visit, stands: Visit) -> tuple[Difference, ...]:
    """What the step would have changed, beside what stands there."""
    ids = dict.fromkeys(a.lesion_id for a in (*wanted.assessments, *stands.assessments))
    of_lesions = (
        one
        for lesion_id in ids
        for one in differences(
            wanted.assessment_of(lesion_id), stands.assessment_of(lesion_id), called(record, lesion_id)
        )
    )
    return (*differences(wanted, stands), *of_lesions)
