from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.lesion import LesionSetting
from calcitrack.domain.places import SiteCount
from calcitrack.domain.vocabulary import AddendumKind, PatientStatus, Side, State
from tests.builders import DAY, a_lesion, a_patient, an_assessment

LATER = date(2025, 3, 1)


def a_person(clinic: Clinic, mrn: str, *sites: str) -> tuple[int, list[int]]:
    """A patient with a lesion at each of these sites of the left side."""
    patient_id = clinic.patients.add(a_patient(mrn)).value
    lesions = [clinic.lesions.add(patient_id, a_lesion(n, site=site)).value for n, site in enumerate(sites, start=1)]
    return patient_id, lesions


def sign(clinic: Clinic, patient_id: int, lesion_id: int, state: State, on: date = DAY) -> int:
    visit_id = clinic.visits.start(patient_id, on).value
    version = next(v.version for v in clinic.patients.reload(patient_id).visits if v.id == visit_id)
    version = clinic.visits.record(patient_id, visit_id, version, [an_assessment(lesion_id, state)]).value
    clinic.visits.sign(patient_id, visit_id, version)
    return visit_id


def test_counts_lesions_and_patients_at_each_site_most_first(clinic: Clinic) -> None:
    a_person(clinic, "1", "elbow.extensor", "elbow.extensor", "forearm.dorsal")
    a_person(clinic, "2", "elbow.extensor")
    assert clinic.lists.open_lesions() == (
        SiteCount("elbow.extensor", Side.LEFT, lesions=3, patients=2),
        SiteCount("forearm.dorsal", Side.LEFT, lesions=1, patients=1),
    )


@pytest.mark.parametrize("state", [State.RESOLVED, State.EXCISED])
def test_leaves_out_what_a_signed_visit_found_gone(clinic: Clinic, state: State) -> None:
    patient_id, (lesion_id,) = a_person(clinic, "1", "elbow.extensor")
    sign(clinic, patient_id, lesion_id, state)
    assert clinic.lists.open_lesions() == ()


def test_does_not_take_not_examined_for_open_again(clinic: Clinic) -> None:
    patient_id, (lesion_id,) = a_person(clinic, "1", "elbow.extensor")
    sign(clinic, patient_id, lesion_id, State.RESOLVED)
    sign(clinic, patient_id, lesion_id, State.NOT_EXAMINED, LATER)
    assert clinic.lists.open_lesions() == ()


def test_counts_a_lesion_again_that_came_back(clinic: Clinic) -> None:
    patient_id, (lesion_id,) = a_person(clinic, "1", "elbow.extensor")
    sign(clinic, patient_id, lesion_id, State.RESOLVED)
    sign(clinic, patient_id, lesion_id, State.MEASURED, LATER)
    assert [count.lesions for count in clinic.lists.open_lesions()] == [1]


def test_hears_no_draft_and_no_visit_entered_in_error(clinic: Clinic) -> None:
    patient_id, (lesion_id,) = a_person(clinic, "1", "elbow.extensor")
    visit_id = sign(clinic, patient_id, lesion_id, State.RESOLVED)
    clinic.visits.amend(
        patient_id, visit_id, AddendumKind.ENTERED_IN_ERROR, "wrong patient", "belongs to another", seen=0
    )
    assert [count.lesions for count in clinic.lists.open_lesions()] == [1]


def test_counts_a_lesion_at_its_present_site(clinic: Clinic) -> None:
    patient_id, (lesion_id,) = a_person(clinic, "1", "elbow.extensor")
    setting = LesionSetting("elbow.medial", Side.LEFT, DAY, reason="seen better")
    clinic.lesions.set(patient_id, lesion_id, setting, 1)
    assert [count.site for count in clinic.lists.open_lesions()] == ["elbow.medial"]


def test_leaves_out_those_who_are_no_longer_followed(clinic: Clinic) -> None:
    patient_id, _ = a_person(clinic, "1", "elbow.extensor")
    patient = clinic.patients.reload(patient_id).patient
    clinic.patients.change(replace(patient, status=PatientStatus.DIED, status_on=DAY))
    assert clinic.lists.open_lesions() == ()


def test_stops_when_it_is_told_to(clinic: Clinic) -> None:
    a_person(clinic, "1", "elbow.extensor")

    def stop(_done: int, _of: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        clinic.lists.open_lesions(stop)
