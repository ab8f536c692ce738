"""The history of a record tells people, in words, who did what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import NotFound
from calcitrack.domain.lesion import LesionEvent
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import AddendumKind, Answer, BackgroundFact, EventKind, OrderKind
from tests.builders import a_lesion, a_patient, a_reading, an_assessment
from tests.vaults import NOW, SAMPLE, TODAY, FixedClock


def test_a_story_is_told_newest_first_with_who_and_when(clinic: Clinic, fixed_clock: FixedClock) -> None:
    patient = clinic.patients.add(a_patient()).value
    fixed_clock.go_on(hours=1)
    clinic.lesions.add(patient, a_lesion())
    first, second = reversed(clinic.history.of_patient(patient))
    assert (first.what, first.at, first.who) == ("Add patient", NOW, clinic.person.name)
    assert (second.what, second.at) == ("Add lesion · lesion 1", NOW + timedelta(hours=1))


def test_an_entry_says_what_was_before_and_after(clinic: Clinic) -> None:
    patient = clinic.patients.add(a_patient()).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    visit = clinic.visits.start(patient, TODAY).value
    clinic.visits.record(patient, visit, 1, [an_assessment(lesion, readings=(a_reading(123, None),))])
    changed = an_assessment(lesion, readings=(a_reading(125, 80),), ulcer=False)
    clinic.visits.record(patient, visit, 2, [changed])
    entry = clinic.history.of_patient(patient)[0]
    assert (entry.what, entry.visit_id) == (f"Record lesions · {TODAY}", visit)
    assert entry.details == (
        "lesion 1: ulcer not recorded → no",
        "lesion 1: length 12.3 mm → 12.5 mm, width not recorded → 8.0 mm",
    )


def test_a_fact_is_named_by_its_own_name(clinic: Clinic) -> None:
    patient = clinic.patients.add(a_patient()).value
    stored = clinic.patients.reload(patient).patient
    clinic.patients.change(replace(stored, background={BackgroundFact.KIDNEY_DISEASE: Answer.YES}))
    assert clinic.history.of_patient(patient)[0].details == ("kidney disease: answer yes",)


def test_what_was_taken_back_or_discarded_stays_in_the_history(clinic: Clinic) -> None:
    patient = clinic.patients.add(a_patient()).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    visit = clinic.visits.start(patient, TODAY).value
    clinic.visits.record(patient, visit, 1, [an_assessment(lesion)])
    clinic.visits.clear(patient, visit, 2, lesion)
    clinic.visits.discard(patient, visit, 3)
    told = [entry.what.partition(" ·")[0] for entry in clinic.history.of_patient(patient)]
    assert told[:4] == ["Discard draft", "Clear lesion", "Record lesions", "Start visit"]
    assert "lesion 1: removed" in clinic.history.of_patient(patient)[1].details


def test_a_signature_an_addendum_and_an_order_are_told_with_their_reason(clinic: Clinic) -> None:
    patient = clinic.patients.add(a_patient()).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    visit = clinic.visits.start(patient, TODAY).value
    clinic.lesions.add_event(patient, LesionEvent(lesion, TODAY, EventKind.EXTRUDED))
    clinic.visits.order(patient, Order(OrderKind.SWAB, TODAY, visit_id=visit))
    clinic.visits.sign(patient, visit, 1)
    clinic.visits.amend(patient, visit, AddendumKind.NOTE, "forgotten", "", seen=0)
    amended, signed, ordered, happened, *_ = clinic.history.of_patient(patient)
    assert (amended.what, amended.reason) == (f"Amend visit · {TODAY}", "forgotten")
    assert signed.what == f"Sign visit · {TODAY}"
    assert (ordered.what, happened.what) == ("Ask for swab", "Record event: extruded")


def test_nobody_sees_the_history_of_another_patient(clinic: Clinic) -> None:
    clinic.record_files.import_file(SAMPLE)
    patients = clinic.patients.all_ids()
    clinic.patients.open(patients[1])
    assert [len(clinic.history.of_patient(patient)) for patient in patients[:3]] == [1, 2, 1]


def test_the_record_as_it_was_after_each_entry_is_what_was_read_then(clinic: Clinic, fixed_clock: FixedClock) -> None:
    patient = clinic.patients.add(a_patient()).value
    read: dict[int, object] = {}

    def remember() -> None:
        fixed_clock.go_on(minutes=1)
        read[clinic.history.of_patient(patient)[0].id] = clinic.patients.reload(patient)

    remember()
    lesion = clinic.lesions.add(patient, a_lesion()).value
    remember()
    visit = clinic.visits.start(patient, TODAY).value
    remember()
    clinic.visits.record(patient, visit, 1, [an_assessment(lesion, readings=(a_reading(123, 80),))])
    remember()
    order = clinic.visits.order(patient, Order(OrderKind.SWAB, TODAY, visit_id=visit)).value
    remember()
    clinic.visits.sign(patient, visit, 2)
    remember()
    known = next(one for one in clinic.patients.reload(patient).all_orders if one.id == order)
    clinic.visits.close_order(patient, replace(known, closed_on=TODAY, result="no growth"))
    remember()
    clinic.visits.amend(
        patient, visit, AddendumKind.CORRECTION, "slip", "", [an_assessment(lesion, ulcer=True)], seen=0
    )
    remember()
    stored = clinic.patients.reload(patient).patient
    clinic.patients.change(replace(stored, background={BackgroundFact.KIDNEY_DISEASE: Answer.YES}))
    remember()
    for entry, record in read.items():
        assert clinic.history.as_it_was(patient, entry) == record


def test_a_draft_that_was_discarded_is_in_the_record_as_it_was_before(clinic: Clinic) -> None:
    patient = clinic.patients.add(a_patient()).value
    visit = clinic.visits.start(patient, TODAY).value
    before = clinic.history.of_patient(patient)[0].id
    clinic.visits.discard(patient, visit, 1)
    assert [one.visited_on for one in clinic.history.as_it_was(patient, before).visits] == [TODAY]
    assert clinic.patients.reload(patient).visits == ()


def test_a_day_is_found_by_its_last_entry_and_one_before_the_first_is_refused(
    clinic: Clinic, fixed_clock: FixedClock
) -> None:
    patient = clinic.patients.add(a_patient()).value
    first = clinic.history.of_patient(patient)[0].id
    fixed_clock.go_on(days=3)
    clinic.lesions.add(patient, a_lesion())
    assert clinic.history.entry_by(patient, NOW + timedelta(days=1)) == first
    with pytest.raises(NotFound):
        clinic.history.entry_by(patient, NOW)
    assert clinic.history.count(patient) == 2
    assert len(clinic.history.of_patient(patient, limit=1)) == 1
