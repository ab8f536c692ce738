"""Parts of visits and orders that the use cases share: finding them, dating them, and what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from calcitrack.clinic.context import day_faults
from calcitrack.domain.errors import Fault, NotFound, Signed
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.validation import assessment_faults, fault, visit_faults
from calcitrack.domain.visit import Assessment, Order, Visit


def no_such_visit() -> NotFound:
    """The refusal of a visit that the patient has not."""
    return NotFound(say(QT_TRANSLATE_NOOP("clinic", "This patient has no such visit.")))


def signed() -> Signed:
    """The refusal of a write to a signed visit."""
    return Signed(
        say(QT_TRANSLATE_NOOP("clinic", "This visit is signed and changes no more.")),
        say(QT_TRANSLATE_NOOP("clinic", "Write an addendum instead.")),
    )


def draft_of(record: PatientRecord, visit_id: int) -> Visit:
    """A draft of the record; a visit of another patient is never found.

    Raises:
        NotFound: The patient has no such visit.
        Signed: It is signed.
    """
    visit = next((v for v in record.visits if v.id == visit_id), None)
    if visit is None:
        raise no_such_visit()
    if visit.is_signed:
        raise signed()
    return visit


def dated(assessment: Assessment, was: date, now: date) -> Assessment:
    """An assessment whose readings of one day are of another."""
    readings = tuple(replace(r, measured_on=now) if r.measured_on == was else r for r in assessment.readings)
    return replace(assessment, readings=readings)


def find_order(record: PatientRecord, order_id: int) -> Order:
    """An order of the record; one of another patient is never found.

    Raises:
        NotFound: The patient has no such order.
    """
    found = next((order for order in record.all_orders if order.id == order_id), None)
    if found is None:
        raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "This patient has no such order.")))
    return found


def called(record: PatientRecord, lesion_id: int) -> str:
    """A lesion by its number, as conflicts name it."""
    return f"lesion {record.lesion(lesion_id).number}"


def order_faults(record: PatientRecord, order: Order, today: date) -> tuple[Fault, ...]:
    """What is wrong with the days of an order."""
    born = record.patient.birth_date
    found = [
        *day_faults("asked_on", order.asked_on, born, today),
        *day_faults("closed_on", order.closed_on, born, today),
    ]
    if order.asked_on and order.closed_on and order.closed_on < order.asked_on:
        early = QT_TRANSLATE_NOOP("clinic", "The result is dated before it was asked for.")
        found.append(fault("closed_on", "order", early))
    return tuple(found)


def draft_faults(record: PatientRecord, draft: Visit, today: date) -> tuple[Fault, ...]:
    """What is wrong with a whole draft, which is about to be signed."""
    others = [other for other in record.visits if other.id != draft.id]
    found = list(visit_faults(draft, record.patient, today, others))
    for assessment in draft.assessments:
        lesion = record.lesion(assessment.lesion_id)
        found += [
            replace(one, field=f"lesion {lesion.number}: {one.field}")
            for one in assessment_faults(assessment, lesion.place, record.patient.birth_date, today)
        ]
    return tuple(found)
