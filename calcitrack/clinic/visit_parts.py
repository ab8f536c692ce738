"""Parts of visits and orders that the use cases share: finding them, dating them, and refusing what cannot be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from calcitrack.domain.errors import NotFound, Signed
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
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
