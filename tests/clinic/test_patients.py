"""Adding and changing patients, and telling two people apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.errors import Conflict, InvalidInput, NotFound
from calcitrack.domain.patient import Allergies, Antibody, Diagnosis, Patient
from calcitrack.domain.vocabulary import AllergyStatus, Answer, AntibodyResult, BackgroundFact, Disease
from tests.builders import a_patient
from tests.db import sql
from tests.vaults import vault_of


def added(clinic: Clinic, patient: Patient) -> Patient:
    return clinic.patients.reload(clinic.patients.add(patient).value).patient


def faults(write: Callable[[], Any]) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        write()
    return {fault.field: fault.code for fault in refused.value.faults}


def test_a_patient_is_stored_as_given(clinic: Clinic) -> None:
    told = a_patient(
        diagnoses=(Diagnosis(Disease.LCSSC, first_raynaud=PartialDate("1999")), Diagnosis(Disease.OVERLAP)),
        antibodies=(Antibody("anti-centromere", AntibodyResult.POSITIVE),),
        allergies=Allergies(AllergyStatus.KNOWN, ("penicillin", "latex")),
        background={BackgroundFact.SMOKING: Answer.NO},
    )
    stored = added(clinic, told)
    assert replace(stored, id=0, uuid="", version=0) == told
    assert stored.version == 1
    assert len(stored.uuid) == 32


def test_every_list_of_a_patient_can_grow_shrink_and_turn_round(clinic: Clinic) -> None:
    names = ("a", "b", "c")
    for items in (names, names[::-1], names[:1], (), names[1:]):
        allergies = Allergies(AllergyStatus.KNOWN, items) if items else Allergies()
        tests = tuple(Antibody(name, AntibodyResult.NEGATIVE) for name in items)
        stored = clinic.patients.reload(clinic.patients.all_ids()[0]).patient if clinic.patients.all_ids() else None
        wanted = replace(stored or added(clinic, a_patient()), allergies=allergies, antibodies=tests)
        clinic.patients.change(wanted)
        now = clinic.patients.reload(wanted.id).patient
        assert (now.allergies, now.antibodies) == (allergies, tests)


def test_a_record_number_belongs_to_one_patient(clinic: Clinic) -> None:
    first = added(clinic, a_patient("1"))
    second = added(clinic, a_patient("2"))
    assert faults(lambda: clinic.patients.add(a_patient("1"))) == {"mrn": "taken"}
    assert faults(lambda: clinic.patients.change(replace(second, mrn="1"))) == {"mrn": "taken"}
    clinic.patients.change(replace(first, medicines="diltiazem"))


@pytest.mark.parametrize("blanks", [" 1", "1 ", "\t1\n", "\u00a01"])
def test_blanks_that_nobody_sees_make_no_second_patient(clinic: Clinic, blanks: str) -> None:
    clinic.patients.add(a_patient("1"))
    assert clinic.patients.is_taken(blanks)
    assert faults(lambda: clinic.patients.add(a_patient(blanks))) == {"mrn": "taken"}
    assert added(clinic, a_patient("2", family_name=" Ada ", given_name="B ")).name == "Ada, B"


def test_a_change_made_in_another_place_is_never_overwritten(clinic: Clinic) -> None:
    seen = added(clinic, a_patient())
    clinic.patients.change(replace(seen, medicines="diltiazem"))
    with pytest.raises(Conflict):
        clinic.patients.change(replace(seen, medicines="nothing"))
    assert clinic.patients.reload(seen.id).patient.medicines == "diltiazem"


def test_every_fault_of_a_form_is_said_at_once(clinic: Clinic) -> None:
    wrong = a_patient(" ", family_name="", birth_date=PartialDate("2027"), allergies=Allergies(AllergyStatus.KNOWN))
    assert faults(lambda: clinic.patients.add(wrong)) == {
        "mrn": "needed",
        "family_name": "needed",
        "birth_date": "future",
        "allergies": "needed",
    }
    assert clinic.patients.all_ids() == ()


def test_an_unknown_patient_is_not_found(clinic: Clinic) -> None:
    for ask in (
        clinic.patients.open,
        clinic.patients.reload,
        lambda n: clinic.patients.change(replace(a_patient(), id=n)),
    ):
        with pytest.raises(NotFound):
            ask(4711)
    with pytest.raises(NotFound, match="900-0001"):
        clinic.patients.by_mrn("900-0001")


@pytest.mark.parametrize(
    ("family_name", "given_name", "born", "alike"),
    [
        ("Testperson", "Ada", "1970-02-03", True),
        ("TESTPERSON", "ada", "1970", True),
        ("Téstpersön", "Ada", "1970-02", True),
        ("Testperson", "Ada", "1970-02-04", False),
        ("Testperson", "Ada", "1971", False),
        ("Testperson", "Adam", "1970-02-03", False),
        ("Testpersons", "Ada", "1970-02-03", False),
        ("Ada", "Testperson", "1970-02-03", True),
        ("Testperson", "Ada Maria", "1970", True),
        ("Test-Person", "Ada", "1970-02-03", True),
        ("Testperson", "", "1970-02-03", True),
        ("Testperson", "", "1970-02", False),
    ],
)
def test_people_who_can_be_the_same_are_shown(
    clinic: Clinic, family_name: str, given_name: str, born: str, alike: bool
) -> None:
    known = added(clinic, a_patient("1"))
    asked = a_patient("2", family_name=family_name, given_name=given_name, birth_date=PartialDate(born))
    assert clinic.patients.look_alikes(asked) == ((known,) if alike else ())


@pytest.mark.parametrize(
    ("stored", "typed", "alike"),
    [
        ("004-1183", "0041183", True),
        ("004-1183", "004 1183", True),
        ("004 1183", "004-1183", True),
        ("A/17-b", "a17B", False),  # stored apart by a slash: nothing of it is as long as what was typed
        ("A-17b", "a17B", True),
        ("004-1183", "04-1183", False),
        ("004-1183", "1183", False),
        ("--", "-", False),
    ],
)
def test_a_record_number_written_otherwise_is_noticed(clinic: Clinic, stored: str, typed: str, alike: bool) -> None:
    known = added(clinic, a_patient(stored))
    assert clinic.patients.numbered_like(typed) == ((known,) if alike else ())


def test_nobody_looks_like_himself(clinic: Clinic) -> None:
    assert clinic.patients.look_alikes(added(clinic, a_patient())) == ()


def test_opening_a_record_is_in_its_history_and_reloading_it_is_not(clinic: Clinic) -> None:
    patient = added(clinic, a_patient())
    clinic.patients.open(patient.id)
    before = sql.dump(vault_of(clinic).connection)
    clinic.patients.reload(patient.id)
    assert sql.dump(vault_of(clinic).connection) == before
    assert [entry.what for entry in clinic.history.of_patient(patient.id)] == ["View record", "Add patient"]


def test_the_audit_of_a_change_names_the_stored_patient_whatever_is_handed_in(clinic: Clinic) -> None:
    patient, other = added(clinic, a_patient("1")), added(clinic, a_patient("2"))
    clinic.patients.change(replace(patient, uuid=other.uuid, medicines="x"))
    assert [entry.what for entry in clinic.history.of_patient(patient.id)] == ["Change patient", "Add patient"]
    assert [entry.what for entry in clinic.history.of_patient(other.id)] == ["Add patient"]


@pytest.mark.parametrize("other", ["ABC-1", "abc-1", "ａｂｃ-１", " Abc-1 "])
def test_refuses_the_same_record_number_in_another_case(clinic: Clinic, other: str) -> None:
    first = clinic.patients.add(a_patient("abc-1")).value
    assert clinic.patients.is_taken(other)
    assert clinic.patients.by_mrn(other.strip()) == first
    with pytest.raises(InvalidInput):
        clinic.patients.add(a_patient(other))
    assert clinic.patients.all_ids() == (first,)


def test_a_patient_can_write_the_own_record_number_in_another_case(clinic: Clinic) -> None:
    patient = clinic.patients.add(a_patient("ab c/1")).value
    stored = clinic.patients.reload(patient).patient
    clinic.patients.change(replace(stored, mrn="AB C/1"))
    assert clinic.patients.by_mrn("ab c/1") == patient
    assert not clinic.patients.is_taken("ab")
