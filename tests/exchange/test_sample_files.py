"""A record file goes in and comes out with the same values in the same order."""

from __future__ import annotations

import codecs
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import FileRefused
from calcitrack.domain.lesion import LesionEvent
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import AddendumKind, EventKind, OrderKind, VisitStatus
from tests.builders import DAY, a_lesion, a_patient, an_assessment
from tests.exchange.files import changed, exported, imported, refusal, sample
from tests.vaults import CLINIC, SAMPLE, TODAY, Template, content_of, opened


def test_the_sample_is_imported_whole(clinic: Clinic) -> None:
    assert clinic.record_files.import_file(SAMPLE).value == 6
    records = [clinic.patients.reload(patient) for patient in clinic.patients.all_ids()]
    assert [record.patient.mrn for record in records] == [patient["mrn"] for patient in sample()["patients"]]


def test_an_export_equals_what_was_imported(clinic: Clinic, tmp_path: Path) -> None:
    clinic.record_files.import_file(SAMPLE)
    assert exported(clinic, tmp_path) == {**sample(), "clinic": {"name": CLINIC}}


def test_an_import_that_is_exported_leaves_nothing_out(clinic: Clinic, tmp_path: Path) -> None:
    clinic.record_files.import_file(SAMPLE)
    assert clinic.record_files.export_file(tmp_path / "out.json").left_out == ()


def test_lists_and_numbers_keep_their_order(clinic: Clinic, tmp_path: Path) -> None:
    def turn_round(data: Any) -> None:
        for patient in data["patients"]:
            for name in ("lesions", "visits", "trials", "events", "diagnoses", "antibodies"):
                patient[name].reverse()
            for visit in patient["visits"]:
                for name in ("assessments", "labs", "swabs", "antibiotics", "instruments"):
                    visit[name].reverse()

    content = changed(turn_round)
    imported(clinic, content, tmp_path)
    assert exported(clinic, tmp_path)["patients"] == json.loads(content)["patients"]


def test_a_second_vault_exports_the_same(clinic: Clinic, vault_template: Template, tmp_path: Path) -> None:
    clinic.record_files.import_file(SAMPLE)
    clinic.record_files.export_file(tmp_path / "first.json")
    with opened(vault_template.copy_to(tmp_path / "second")) as second:
        second.record_files.import_file(tmp_path / "first.json")
        second.record_files.export_file(tmp_path / "second.json")
    assert (tmp_path / "second.json").read_bytes() == (tmp_path / "first.json").read_bytes()


def test_some_patients_are_exported_in_the_order_asked_for(clinic: Clinic, tmp_path: Path) -> None:
    clinic.record_files.import_file(SAMPLE)
    _, second, third, *_ = clinic.patients.all_ids()
    clinic.record_files.export_file(tmp_path / "some.json", [third, second])
    found = json.loads((tmp_path / "some.json").read_text(encoding="utf-8"))["patients"]
    assert [p["mrn"] for p in found] == [sample()["patients"][2]["mrn"], sample()["patients"][1]["mrn"]]


def test_a_mark_at_the_beginning_that_some_editors_write_is_passed_over(clinic: Clinic, tmp_path: Path) -> None:
    assert imported(clinic, codecs.BOM_UTF8 + SAMPLE.read_bytes(), tmp_path) == 6


def test_a_signature_keeps_its_name_and_says_who_imported_it(clinic: Clinic) -> None:
    clinic.record_files.import_file(SAMPLE)
    signed = [v for n in clinic.patients.all_ids() for v in clinic.patients.reload(n).visits if v.is_signed]
    assert {visit.imported_by for visit in signed} == {clinic.person.name}
    assert {visit.signed_at for visit in signed} == {None}
    assert clinic.person.name not in {visit.signed_by for visit in signed}


def test_an_imported_draft_stays_one(clinic: Clinic, tmp_path: Path) -> None:
    def unsign(data: Any) -> None:
        data["patients"][0]["visits"][-1] |= {"status": "draft", "signed_by": None}

    imported(clinic, changed(unsign), tmp_path)
    visit = clinic.patients.reload(clinic.patients.all_ids()[0]).visits[-1]
    assert (visit.status, visit.signed_by, visit.content_hash) == (VisitStatus.DRAFT, None, "")


def test_importing_the_same_file_twice_adds_nobody_twice(clinic: Clinic, tmp_path: Path) -> None:
    clinic.record_files.import_file(SAMPLE)
    assert isinstance(refusal(clinic, SAMPLE.read_bytes(), tmp_path), FileRefused)
    assert len(clinic.patients.all_ids()) == 6


@pytest.mark.parametrize("taken", [0, 1, 5])
def test_one_record_number_that_is_taken_refuses_the_whole_file(clinic: Clinic, tmp_path: Path, taken: int) -> None:
    mrn = sample()["patients"][taken]["mrn"]
    clinic.patients.add(a_patient(mrn))
    assert mrn in str(refusal(clinic, SAMPLE.read_bytes(), tmp_path))


def test_an_export_says_what_it_leaves_out(clinic: Clinic, tmp_path: Path) -> None:
    patient = clinic.patients.add(a_patient()).value
    lesion = clinic.lesions.add(patient, a_lesion(point=("hand", 0.5, 0.25))).value
    for day in (DAY, DAY + timedelta(days=1)):
        visit = clinic.visits.start(patient, day).value
        version = clinic.visits.record(patient, visit, 1, [an_assessment(lesion)]).value
        clinic.visits.sign(patient, visit, version)
    clinic.visits.amend(patient, visit, AddendumKind.ENTERED_IN_ERROR, "another patient's", "", seen=0)
    clinic.visits.order(patient, Order(OrderKind.LETTER, TODAY))
    done = clinic.record_files.export_file(tmp_path / "out.json")
    assert [str(message) for message in done.left_out] == [
        "visits entered in error: 1",
        "addenda and corrections: 1",
        "times of signatures: 1",
        "places of lesions on the figure: 1",
        "orders apart from visits: 1",
    ]


def test_a_visit_entered_in_error_does_not_come_back_through_a_file(
    clinic: Clinic, vault_template: Template, tmp_path: Path
) -> None:
    patient = clinic.patients.add(a_patient()).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    for _ in range(2):
        visit = clinic.visits.start(patient, DAY).value
        version = clinic.visits.record(patient, visit, 1, [an_assessment(lesion)]).value
        clinic.visits.sign(patient, visit, version)
        if len(clinic.patients.reload(patient).visits) == 1:
            clinic.visits.amend(patient, visit, AddendumKind.ENTERED_IN_ERROR, "another patient's", "", seen=0)
    clinic.record_files.export_file(tmp_path / "out.json")
    with opened(vault_template.copy_to(tmp_path / "second")) as second:
        second.record_files.import_file(tmp_path / "out.json")
        record: PatientRecord = second.patients.reload(1)
    assert len(record.visits) == len(record.counted_visits) == 1


def test_an_event_of_a_visit_entered_in_error_ties_nothing_where_the_file_is_read(
    clinic: Clinic, vault_template: Template, tmp_path: Path
) -> None:
    patient = clinic.patients.add(a_patient()).value
    lesions = [clinic.lesions.add(patient, a_lesion()).value for _ in range(2)]
    for day in (DAY, DAY + timedelta(days=1)):
        visit = clinic.visits.start(patient, day).value
        event = LesionEvent(lesions[0], day, EventKind.SPLIT, (lesions[1],), visit)
        clinic.lesions.add_event(patient, event)
        clinic.visits.sign(patient, visit, 2)
    clinic.visits.amend(patient, visit, AddendumKind.ENTERED_IN_ERROR, "another patient's", "", seen=0)
    done = clinic.record_files.export_file(tmp_path / "out.json")
    assert "visits at which events of lesions were entered: 1" in [str(message) for message in done.left_out]
    with opened(vault_template.copy_to(tmp_path / "second")) as second:
        second.record_files.import_file(tmp_path / "out.json")
        record: PatientRecord = second.patients.reload(1)
    assert [(e.on, e.kind, e.to) for e in record.events] == [(DAY, EventKind.SPLIT, (record.lesions[1].id,))]


def test_an_export_that_cannot_be_written_leaves_the_older_file(clinic: Clinic, tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        clinic.record_files.export_file(tmp_path / "absent" / "out.json")
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileRefused):
        clinic.record_files.export_file(tmp_path / "folder")
    assert {path.name for path in tmp_path.iterdir()} == {"vault", "folder"}


@pytest.mark.parametrize("name", ["vault.db", "vault.slots", "out.json"])
def test_nothing_is_exported_into_the_vault_itself(clinic: Clinic, name: str) -> None:
    before = content_of(clinic.folder) | {"vault.db-shm": b""}
    with pytest.raises(FileRefused, match="is a vault"):
        clinic.record_files.export_file(clinic.folder / name)
    assert content_of(clinic.folder) | {"vault.db-shm": b""} == before


def test_every_export_and_import_is_in_the_history_of_the_vault(clinic: Clinic, tmp_path: Path) -> None:
    clinic.record_files.import_file(SAMPLE)
    clinic.record_files.export_file(tmp_path / "out.json")
    first = clinic.history.of_patient(clinic.patients.all_ids()[0])
    assert [entry.what for entry in first] == ["Import record"]
