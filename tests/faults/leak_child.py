"""A program that types a marked word into everything, prints, exports, fails, and closes. Started with two folders.

In the first it makes the vault; into the second it writes what people asked to have outside. On standard output it
says, as JSON, which words were typed and which secrets there are: all that no other file may hold.
"""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from calcitrack.clinic.session import Clinic, create_clinic, open_clinic
from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.patient import Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import AddendumKind, OrderKind, State
from tests.builders import a_lesion, a_patient, an_assessment
from tests.faults.marked import Marker, records
from tests.vaults import CHEAP, TODAY, FixedClock, vault_of


def main(vault: Path, outside: Path) -> None:
    """Do all that leaves traces."""
    marker = Marker()
    login, password = marker.word("sign-in", "login"), marker.word("sign-in", "password")
    code = create_clinic(
        vault,
        clinic=marker.word("clinic", "name"),
        login=login,
        person=marker.word("person", "name"),
        password=password,
        synthetic=True,
        clock=FixedClock(),
        cost=CHEAP,
    )
    for name, secret in ((login, marker.word("sign-in", "wrong password")), (marker.word("sign-in", "unknown"), "x")):
        with contextlib.suppress(CalciTrackError):
            open_clinic(vault, name, secret, FixedClock())
    clinic = open_clinic(vault, login, password, FixedClock())
    marked = [marker.mark_record(record, number) for number, record in enumerate(records())]
    clinic.record_files.add_records(marked)
    type_more(clinic, marker)
    look_at_all(clinic, outside)
    fail(clinic, marker, marked[0])
    key = vault_of(clinic).data_key
    clinic.close()
    sys.stdout.write(
        json.dumps({"words": sorted(marker.words.values()), "code": code, "key": key.hex(), "texts": len(marker.words)})
    )


def type_more(clinic: Clinic, marker: Marker) -> None:
    """What is not in a record that is added whole: a visit typed field by field, orders, an addendum, a new setting."""
    texts = {name: marker.word("typed patient", name) for name in ("mrn", "family_name", "given_name", "medicines")}
    patient = clinic.patients.add(a_patient(**texts)).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    setting = clinic.patients.reload(patient).lesions[0].settings[0]
    clinic.lesions.set(patient, lesion, replace(setting, reason=marker.word("setting", "reason")), 1)
    for days in (3, 1):
        visit = clinic.visits.start(patient, TODAY - timedelta(days=days)).value
        reason = marker.word("typed assessment", "reason")
        found = an_assessment(lesion, State.NOT_MEASURABLE, reason=reason)
        version = clinic.visits.record(patient, visit, 1, [found]).value
        draft = next(one for one in clinic.patients.reload(patient).visits if one.id == visit)
        typed = replace(draft, note=marker.word("typed visit", "note"), plan=marker.word("typed visit", "plan"))
        version = clinic.visits.change(patient, typed, version).value
        asked = Order(OrderKind.SWAB, TODAY, asked_by=marker.word("typed order", "asked_by"), visit_id=visit)
        clinic.visits.order(patient, asked)
        if days == 3:
            clinic.visits.sign(patient, visit, version)
            why, text = marker.word("typed addendum", "reason"), marker.word("typed addendum", "text")
            clinic.visits.amend(patient, visit, AddendumKind.NOTE, why, text, seen=0)


def look_at_all(clinic: Clinic, outside: Path) -> None:
    """Search, list, read the history, print, and export into the folder that was asked for."""
    for patient in clinic.patients.all_ids():
        record = clinic.patients.reload(patient)
        clinic.patients.find(record.patient.family_name[:4])
        clinic.history.of_patient(patient)
        signed = [visit.id for visit in record.visits if visit.is_signed]
        if signed:
            printed = clinic.prints.summary(patient, signed[-1])
            (outside / f"{patient}.pdf").write_bytes(printed.content)
    clinic.lists.rows(clinic.patients.all_ids())
    clinic.record_files.export_file(outside / "records.json")
    vault_of(clinic).connection.execute("VACUUM")


def fail(clinic: Clinic, marker: Marker, record: PatientRecord) -> None:
    """Have marked words refused: a record number that is taken, a file that is none, a broken character."""
    taken: Patient = replace(record.patient, id=0)
    with contextlib.suppress(CalciTrackError):
        clinic.patients.add(taken)
    with contextlib.suppress(CalciTrackError):
        clinic.record_files.add_records([record])
    with contextlib.suppress(CalciTrackError):
        clinic.patients.add(replace(taken, mrn="1", medicines=marker.word("broken", "medicines") + "\ud800"))
    with contextlib.suppress(CalciTrackError):
        clinic.record_files.import_file(Path(f"/nowhere/{marker.word('broken', 'path')}"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
