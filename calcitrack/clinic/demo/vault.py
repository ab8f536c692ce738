"""The demonstration clinic: sixty invented patients in a vault of their own, for trying the program and for teaching.

Who they are and what happens to them is told in ``resources/demo``; the rest comes from repeatable chance. Every date
counts back from today, so that the worklist always has people due, overdue and half entered.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from calcitrack.clinic.demo.course_calendar import calendar_of
from calcitrack.clinic.demo.incidents import read_incidents
from calcitrack.clinic.demo.lesions import domain_lesion, told_lesions
from calcitrack.clinic.demo.patients import patient_of
from calcitrack.clinic.demo.reading import bundled, stories
from calcitrack.clinic.demo.trials import trials_of
from calcitrack.clinic.demo.visits import DOCTORS, Told, VisitWriter
from calcitrack.clinic.session import Clinic, create_clinic, open_clinic
from calcitrack.db.slots import KdfCost
from calcitrack.domain.clock import Clock
from calcitrack.domain.contact import ClinicContact
from calcitrack.domain.record import PatientRecord

CLINIC = "Demonstration Clinic"
LOGIN = "demo"
PASSWORD = "demonstration"  # noqa: S105 - printed in the manual: it guards invented patients only
PERSON = DOCTORS[0]
CONTACT = ClinicContact(
    "01632 960 123",  # of the numbers that are kept for stories
    "Call us on the same day if the skin over a deposit opens, if redness spreads, if pus comes out, or if you have a "
    "fever.",
)


def demo_records(today: date) -> tuple[PatientRecord, ...]:
    """The patients as whole records, the same each time for the same day. Lesion ids are the lesions' numbers."""
    words, incidents = bundled("words.json"), read_incidents()
    records = []
    for story in stories():
        calendar = calendar_of(story, today)
        lesions = told_lesions(story, words)
        trials = trials_of(story, calendar)
        visits, events = VisitWriter(Told(story, lesions, trials, calendar, words, incidents)).write()
        records.append(
            PatientRecord(
                patient_of(story, today),
                lesions=tuple(domain_lesion(one, number, calendar) for number, one in enumerate(lesions, start=1)),
                visits=visits,
                trials=trials,
                events=events,
            )
        )
    return tuple(records)


def create_demo(folder: Path, clock: Clock, cost: KdfCost | None = None) -> None:
    """Make the vault of the demonstration clinic and add its patients.

    Raises:
        CalciTrackError: The folder is not empty or cannot be written.
    """
    records = demo_records(clock.today())
    create_clinic(
        folder, clinic=CLINIC, login=LOGIN, person=PERSON, password=PASSWORD, synthetic=True, clock=clock, cost=cost
    )
    try:
        _fill(folder, records, clock)
    except BaseException:
        # An empty vault would be taken for the demonstration clinic at the next start.
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _fill(folder: Path, records: Sequence[PatientRecord], clock: Clock) -> None:
    clinic = open_clinic(folder, LOGIN, PASSWORD, clock)
    try:
        clinic.record_files.add_records(records)
        for record in records:
            _amend(clinic, record)
        clinic.settings.set_contact(CONTACT, clinic.settings.contact())
    finally:
        clinic.close()


def _amend(clinic: Clinic, record: PatientRecord) -> None:
    """Write the addenda of a record: they are no part of what is imported."""
    addenda = {visit.visited_on: visit.addenda for visit in record.visits if visit.addenda}
    if not addenda:
        return
    patient_id = clinic.patients.by_mrn(record.patient.mrn)
    for visit in clinic.patients.reload(patient_id).visits:
        for seen, addendum in enumerate(addenda.get(visit.visited_on, ())):
            clinic.visits.amend(patient_id, visit.id, addendum.kind, addendum.reason, addendum.text, seen=seen)
