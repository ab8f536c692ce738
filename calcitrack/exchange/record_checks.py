"""What cannot be right about the records of a file, each with its path in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from calcitrack.domain.errors import Fault
from calcitrack.domain.folding import fold
from calcitrack.domain.lengths import LARGEST
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import (
    BEFORE_BIRTH,
    FUTURE,
    assessment_faults,
    lesion_faults,
    patient_faults,
    trial_faults,
    visit_faults,
)
from calcitrack.exchange.reading import Reader


def check_records(reader: Reader, records: Iterable[PatientRecord], sites: SiteList, today: date) -> None:
    """Remember what cannot be right about records that were read whole. Lesion ids are the lesions' numbers."""
    seen: set[str] = set()
    for position, record in enumerate(records):
        path = f"patients[{position}]"
        if fold(record.patient.mrn) in seen:
            reader.refuse(
                f"{path}.mrn", "twice", QT_TRANSLATE_NOOP("exchange", "This record number stands twice in the file.")
            )
        seen.add(fold(record.patient.mrn))
        reader.add(_under(path, one) for one in patient_faults(record.patient, today))
        _check_lesions(reader, record, path, sites, today)
        _check_visits(reader, record, path, today)
        _check_references(reader, record, path, today)


def _check_lesions(reader: Reader, record: PatientRecord, path: str, sites: SiteList, today: date) -> None:
    numbers: set[int] = set()
    for position, lesion in enumerate(record.lesions):
        where = f"{path}.lesions[{position}]"
        if lesion.number in numbers:
            reader.refuse(
                f"{where}.number",
                "twice",
                QT_TRANSLATE_NOOP("exchange", "Lesion number {number} is used twice; a number is never used again."),
                number=lesion.number,
            )
        numbers.add(lesion.number)
        reader.add(_under(where, one) for one in lesion_faults(lesion, record.patient, today, sites))


def _check_visits(reader: Reader, record: PatientRecord, path: str, today: date) -> None:
    by_number = {lesion.id: lesion for lesion in record.lesions}
    for position, visit in enumerate(record.visits):
        where = f"{path}.visits[{position}]"
        reader.add(_under(where, one) for one in visit_faults(visit, record.patient, today, record.visits[:position]))
        said: set[int] = set()
        for n, assessment in enumerate(visit.assessments):
            place = f"{where}.assessments[{n}]"
            lesion = by_number.get(assessment.lesion_id)
            if lesion is None:
                _refuse_lesion(reader, f"{place}.lesion", assessment.lesion_id)
                continue
            if lesion.id in said:
                reader.refuse(
                    f"{place}.lesion",
                    "twice",
                    QT_TRANSLATE_NOOP("exchange", "Lesion {number} stands twice in this visit."),
                    number=lesion.number,
                )
            said.add(lesion.id)
            found = assessment_faults(assessment, lesion.place, record.patient.birth_date, today, largest=LARGEST)
            reader.add(_under(place, one) for one in found)


def _check_references(reader: Reader, record: PatientRecord, path: str, today: date) -> None:
    known = {lesion.id for lesion in record.lesions}
    for position, event in enumerate(record.events):
        where = f"{path}.events[{position}]"
        for number in (event.lesion_id, *event.to):
            if number not in known:
                _refuse_lesion(reader, where, number)
        if event.on > today:
            reader.refuse(f"{where}.on", "future", FUTURE)
        elif event.on < record.patient.birth_date.earliest:
            reader.refuse(f"{where}.on", "before_birth", BEFORE_BIRTH)
    for position, trial in enumerate(record.trials):
        found = trial_faults(trial, record.patient, record.lesions, today)
        reader.add(_under(f"{path}.trials[{position}]", one) for one in found)


def _refuse_lesion(reader: Reader, path: str, number: int) -> None:
    reader.refuse(path, "unknown", QT_TRANSLATE_NOOP("exchange", "The patient has no lesion {number}."), number=number)


def _under(path: str, one: Fault) -> Fault:
    field = ".".join(_renamed(part, _NAMES_IN_FILE) for part in one.field.split("."))
    return replace(one, field=f"{path}.{field}")


_NAMES_IN_FILE = {
    "readings": "measurements",
    "length": "length_mm",
    "width": "width_mm",
    "thickness": "thickness_mm",
    "orders": "swabs",
    "closed_on": "resulted_on",
    "targets": "target_lesions",
}
"""What the file calls the fields of the domain."""


def _renamed(part: str, names: dict[str, str]) -> str:
    name, bracket, rest = part.partition("[")
    return names.get(name, name) + bracket + rest
