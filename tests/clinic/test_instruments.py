"""Definitions that a clinic fills in: installed, asked, explained for good, and asked no longer."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import Conflict, InvalidInput
from calcitrack.domain.instruments.course import score_courses, unknown_answers
from calcitrack.domain.visit import InstrumentAnswer, Visit
from calcitrack.paths import resource
from tests.builders import a_patient
from tests.vaults import TODAY


def filled_in(version: str = "clinic 1", most: int = 3, **other: Any) -> str:
    """The hand radiograph file with two made-up items."""
    empty = json.loads(resource("instruments", "sctc_hand_radiograph.json").read_text(encoding="utf-8"))
    items = [{"id": name, "question": f"Zone {name}", "range": [0, most], "anchors": ["none", "most"]} for name in "ab"]
    return json.dumps(
        empty | {"version": version, "range": [0, 2 * most], "scoring": {"rule": "sum"}, "items": items} | other
    )


def install(clinic: Clinic, text: str) -> None:
    clinic.instruments.install(text, clinic.instruments.catalogue())


def a_visit_with(clinic: Clinic, patient_id: int, *answers: InstrumentAnswer) -> Visit:
    visit_id = clinic.visits.start(patient_id, TODAY).value
    draft = next(v for v in clinic.patients.reload(patient_id).visits if v.id == visit_id)
    clinic.visits.change(patient_id, replace(draft, instruments=answers), 1)
    clinic.visits.sign(patient_id, visit_id, 2)
    return next(v for v in clinic.patients.reload(patient_id).visits if v.id == visit_id)


def test_a_filled_in_definition_is_asked_and_gives_a_number(clinic: Clinic) -> None:
    assert not clinic.instruments.catalogue().current("sctc_hand_radiograph").is_installed
    install(clinic, filled_in())

    patient_id = clinic.patients.add(a_patient()).value
    given = [InstrumentAnswer("sctc_hand_radiograph", value, item, "clinic 1", "clinician") for item, value in
             (("a", 2), ("b", 3))]  # fmt: skip
    a_visit_with(clinic, patient_id, *given)
    (course,) = score_courses(clinic.patients.reload(patient_id), clinic.instruments.catalogue())
    assert (course.points[0].score.value, course.points[0].reporters) == (5, ("clinician",))


def test_what_was_answered_keeps_its_number_when_another_version_is_asked_or_none(clinic: Clinic) -> None:
    install(clinic, filled_in())
    patient_id = clinic.patients.add(a_patient()).value
    a_visit_with(clinic, patient_id, *(InstrumentAnswer("sctc_hand_radiograph", 1, i, "clinic 1") for i in "ab"))

    install(clinic, filled_in("clinic 2", most=4))
    assert clinic.instruments.catalogue().current("sctc_hand_radiograph").version == "clinic 2"
    clinic.instruments.retire("sctc_hand_radiograph", clinic.instruments.catalogue())

    catalogue = clinic.instruments.catalogue()
    assert not catalogue.current("sctc_hand_radiograph").is_installed
    record = clinic.patients.reload(patient_id)
    (course,) = score_courses(record, catalogue)
    assert (course.definition.version, course.points[0].score.value) == ("clinic 1", 2)
    assert unknown_answers(record, catalogue) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "cannot be read as JSON"),
        (resource("instruments", "mcq.json").read_text(encoding="utf-8"), "not filled in"),
        (filled_in(id="pain_worst_week"), "Only these are filled in by the clinic"),
        (filled_in(range=[0, 3]), "not within the range"),
    ],
)
def test_refuses_what_cannot_be_scored_or_is_not_the_clinics_to_fill_in(clinic: Clinic, text: str, told: str) -> None:
    before = clinic.instruments.catalogue()
    with pytest.raises(InvalidInput) as refused:
        install(clinic, text)
    assert told in " ".join(str(fault.message) for fault in refused.value.faults)
    assert clinic.instruments.catalogue() == before


def test_refuses_other_questions_under_a_version_that_answers_name(clinic: Clinic) -> None:
    install(clinic, filled_in())
    with pytest.raises(InvalidInput):
        install(clinic, filled_in(most=4))
    clinic.instruments.retire("sctc_hand_radiograph", clinic.instruments.catalogue())
    install(clinic, filled_in())
    assert clinic.instruments.catalogue().current("sctc_hand_radiograph").version == "clinic 1"


def test_the_second_of_two_administrators_is_told(clinic: Clinic) -> None:
    seen = clinic.instruments.catalogue()
    install(clinic, filled_in())
    with pytest.raises(Conflict):
        clinic.instruments.install(filled_in("other"), seen)
