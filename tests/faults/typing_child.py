"""A program that types and signs without end through the clinic layer, and says each thing once it is saved.

Started as ``python -m tests.faults.typing_child FOLDER``. Each line of output is JSON; a line is written only after the
call that saved had returned, so whatever was read of it must be in the vault however the program ends.
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from calcitrack.clinic.session import Clinic, open_clinic
from calcitrack.domain.visit import Assessment
from calcitrack.domain.vocabulary import Method, State
from tests.builders import a_lesion, a_patient, a_reading, an_assessment
from tests.vaults import LOGIN, PASSWORD, TODAY, FixedClock

LESIONS = 6


def main(folder: Path) -> None:
    """Type until somebody puts an end to it."""
    clinic = open_clinic(folder, LOGIN, PASSWORD, FixedClock())
    patient = _the_patient(clinic)
    lesions = [lesion.id for lesion in clinic.patients.reload(patient).lesions]
    _say(done="opened")
    for number in count():
        _type_a_visit(clinic, patient, lesions, _free_day(clinic, patient), number)


def _the_patient(clinic: Clinic) -> int:
    for patient in clinic.patients.all_ids():
        if len(clinic.patients.reload(patient).lesions) == LESIONS:
            return patient
    patient = clinic.patients.add(a_patient(f"typed-{len(clinic.patients.all_ids())}")).value
    for _ in range(LESIONS):
        clinic.lesions.add(patient, a_lesion())
    return patient


def _free_day(clinic: Clinic, patient: int) -> date:
    days = [visit.visited_on for visit in clinic.patients.reload(patient).visits]
    return min(days, default=TODAY) - timedelta(days=1)


def _type_a_visit(clinic: Clinic, patient: int, lesions: list[int], day: date, number: int) -> None:
    visit = clinic.visits.start(patient, day).value
    _say(done="started", patient=patient, visit=visit)
    version = 1
    for place, lesion in enumerate(lesions):
        length = 10 + (number * LESIONS + place) % 500
        version = clinic.visits.record(patient, visit, version, [_found(lesion, length, day)]).value
        _say(done="recorded", patient=patient, visit=visit, lesion=lesion, length=length, version=version)
    if number % 4 == 3:
        clinic.visits.discard(patient, visit)
        _say(done="discarded", patient=patient, visit=visit)
        return
    content_hash = clinic.visits.sign(patient, visit, version).value
    _say(done="signed", patient=patient, visit=visit, hash=content_hash)


def _found(lesion: int, length: int, day: date) -> Assessment:
    readings = (a_reading(length, 10, day), a_reading(length, 11, day, method=Method.RADIOGRAPH))
    return an_assessment(lesion, State.MEASURED, readings=readings, ulcer=length % 2 == 0)


def _say(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
