"""A program that types and signs through the clinic layer, and says each thing once it is saved.

Started as ``python -m tests.faults.typing_child``; each line of standard input is the name of a folder in which a
process of its own then types without end, until somebody kills it. With ``FOLDER VISITS [loose] [reader] [people]`` as
arguments it types so many visits and closes. Each line of output is JSON; a line is written only after the call that
saved had returned, so whatever was read of it must be in the vault however the program ends.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from calcitrack.clinic.session import Clinic, open_clinic
from calcitrack.domain.visit import Assessment
from calcitrack.domain.vocabulary import Method, Role, State
from tests.builders import a_lesion, a_patient, a_reading, an_assessment
from tests.vaults import LOGIN, PASSWORD, TODAY, FixedClock, vault_of

LESIONS = 6
MOST_VISITS = 25
"""Of one patient; then another is added."""


def serve() -> None:
    """Type in each folder that is named until that process is killed. A fork is there at once; a start takes long."""
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            _type_until_killed(Path(line.strip()))
        _say(done="began", process=process)
        _, status = os.waitpid(process, 0)
        _say(done="ended", status=status)


def _type_until_killed(folder: Path) -> None:
    """Leave by no way but a kill or an error, and never back into the loop of the one that serves."""
    try:
        type_visits(folder, count())
    except BaseException:  # noqa: BLE001 - told, then the process ends
        traceback.print_exc()
    finally:
        os._exit(1)


def type_visits(folder: Path, numbers: Iterable[int], how: Collection[str] = ()) -> None:
    """Type a visit for each number.

    Args:
        folder: The vault's folder.
        numbers: One for each visit.
        how: "loose": commit as no vault of ours may, without waiting for the disk. "reader": somebody reads all the
            time, so that no checkpoint can be completed. "people": with each visit somebody gets a key to the vault,
            and loses it.
    """
    clinic = open_clinic(folder, LOGIN, PASSWORD, FixedClock())
    if "loose" in how:
        vault_of(clinic).connection.execute("PRAGMA synchronous = NORMAL")
    reader = clinic.twin() if "reader" in how else None
    if reader is not None:
        vault_of(reader).connection.execute("BEGIN")
        vault_of(reader).connection.execute("SELECT count(*) FROM visit").fetchone()
    _say(done="opened")
    for number in numbers:
        patient = _the_patient(clinic)
        lesions = [lesion.id for lesion in clinic.patients.reload(patient).lesions]
        _type_a_visit(clinic, patient, lesions, _free_day(clinic, patient), number)
        if "people" in how:
            _come_and_go(clinic, f"nurse-{number}")
    if reader is not None:
        reader.close()
    clinic.close()


def _come_and_go(clinic: Clinic, login: str) -> None:
    person = clinic.people.add(login, login, {Role.STAFF}, "a first password to change").value
    _say(done="came", login=login)
    version = next(one.version for one in clinic.people.everyone() if one.id == person)
    if login.endswith(("1", "4")):
        return
    _say(done="leaving", login=login)
    clinic.people.leave(person, version)
    _say(done="left", login=login)


def _the_patient(clinic: Clinic) -> int:
    for patient in reversed(clinic.patients.all_ids()):
        record = clinic.patients.reload(patient)
        if len(record.lesions) == LESIONS and len(record.visits) < MOST_VISITS:
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
        clinic.visits.discard(patient, visit, version)
        _say(done="discarded", patient=patient, visit=visit)
        return
    content_hash = clinic.visits.sign(patient, visit, version).value
    _say(done="signed", patient=patient, visit=visit, hash=content_hash)


def _found(lesion: int, length: int, day: date) -> Assessment:
    readings = (a_reading(length, 10, day), a_reading(length, 11, day, method=Method.RADIOGRAPH))
    return an_assessment(lesion, State.MEASURED, readings=readings, ulcer=length % 2 == 0)


def _say(**what: object) -> None:
    # One write of less than a page: no line is ever cut in two by a kill or mixed with another process's.
    os.write(sys.stdout.fileno(), (json.dumps(what) + "\n").encode())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        type_visits(Path(sys.argv[1]), range(int(sys.argv[2])), sys.argv[3:])
    else:
        serve()
