"""Lesions, what is set for them, their events, and the trials on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.change import Kind
from calcitrack.domain.errors import CalciTrackError, Conflict, InvalidInput, NotFound, Signed
from calcitrack.domain.lesion import LesionEvent, LesionSetting
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import PROCEDURE, AdverseEffect, DoseStep, Trial
from calcitrack.domain.vocabulary import EventKind, Form, Method, NewStatus, Side
from tests.builders import DAY, a_lesion, a_patient, a_reading, a_trial, an_assessment
from tests.db import sql
from tests.vaults import NOW, TODAY, FixedClock, vault_of

TOMORROW = TODAY + timedelta(days=1)
LONG_AGO = TODAY.replace(year=1960)


@dataclass(frozen=True)
class Two:
    """Two patients with a lesion each; the first has two and a draft."""

    clinic: Clinic
    patient: int
    first: int
    second: int
    visit: int
    other_patient: int
    other_lesion: int
    other_visit: int

    @property
    def record(self) -> PatientRecord:
        return self.clinic.patients.reload(self.patient)

    @property
    def setting(self) -> LesionSetting:
        return replace(self.record.lesions[0].setting, reason="new film")


@pytest.fixture
def two(clinic: Clinic) -> Two:
    patient, other = (clinic.patients.add(a_patient(mrn)).value for mrn in ("1", "2"))
    first, second = (clinic.lesions.add(patient, a_lesion()).value for _ in range(2))
    other_lesion = clinic.lesions.add(other, a_lesion()).value
    visits = [clinic.visits.start(of, TODAY).value for of in (patient, other)]
    return Two(clinic, patient, first, second, visits[0], other, other_lesion, visits[1])


def test_lesions_are_numbered_in_each_patient_whatever_number_they_bring(two: Two) -> None:
    assert [lesion.number for lesion in two.record.lesions] == [1, 2]
    assert two.clinic.lesions.next_number(two.patient) == 3
    for brought in (0, 1, 77):
        two.clinic.lesions.add(two.patient, a_lesion(brought))
    assert [lesion.number for lesion in two.record.lesions] == [1, 2, 3, 4, 5]
    assert two.clinic.patients.reload(two.other_patient).lesions[0].number == 1


def test_a_number_is_not_given_again_after_an_import_with_gaps(clinic: Clinic) -> None:
    lesions = tuple(a_lesion(number) for number in (7, 3))
    clinic.record_files.add_records([PatientRecord(a_patient(), lesions=lesions)])
    patient = clinic.patients.all_ids()[0]
    clinic.lesions.add(patient, a_lesion())
    assert [lesion.number for lesion in clinic.patients.reload(patient).lesions] == [7, 3, 8]


def test_a_lesion_says_who_set_what_and_when(two: Two, fixed_clock: FixedClock) -> None:
    fixed_clock.go_on(hours=1)
    two.clinic.lesions.set(two.patient, two.first, replace(two.setting, tracking_method=Method.RADIOGRAPH), 1)
    first, second = two.record.lesions[0].settings
    assert (first.tracking_method, first.set_by, first.set_at) == (Method.RULER, two.clinic.person.name, NOW)
    assert (second.tracking_method, second.reason) == (Method.RADIOGRAPH, "new film")
    assert second.set_at == NOW + timedelta(hours=1)


def test_a_sheet_keeps_the_sites_that_it_covers_in_their_order(two: Two) -> None:
    sites = ("hand.index", "hand.thumb", "hand.index.distal.volar")
    two.clinic.lesions.set(two.patient, two.first, replace(two.setting, form=Form.SHEET, extent_sites=sites), 1)
    assert two.record.lesions[0].setting.extent_sites == sites
    assert two.record.lesions[0].settings[0].extent_sites == ()


def test_a_new_tracking_method_rereads_the_whole_history(two: Two) -> None:
    """The worklist follows at once, without a new visit."""
    film = a_reading(300, 100, TODAY, method=Method.RADIOGRAPH)
    clinic = two.clinic
    for days, length in ((30, 200), (0, 400)):
        day = TODAY - timedelta(days=days)
        visit = two.visit if days == 0 else clinic.visits.start(two.patient, day).value
        version = next(v for v in two.record.visits if v.id == visit).version
        found = an_assessment(two.first, readings=(a_reading(length, 100, day), replace(film, measured_on=day)))
        clinic.visits.sign(two.patient, visit, clinic.visits.record(two.patient, visit, version, [found]).value)
    assert clinic.lists.rows([two.patient])[0].change_percent == pytest.approx(100)
    clinic.lesions.set(two.patient, two.first, replace(two.setting, tracking_method=Method.RADIOGRAPH), 1)
    assert clinic.lists.rows([two.patient])[0].change_percent == pytest.approx(0)


def test_a_split_names_what_came_of_it_in_order(two: Two) -> None:
    third = two.clinic.lesions.add(two.patient, a_lesion(new_status=NewStatus.NEW)).value
    event = LesionEvent(two.first, TODAY, EventKind.SPLIT, (third, two.second), two.visit)
    event_id = two.clinic.lesions.add_event(two.patient, event).value
    (stored,) = two.record.events
    assert stored == replace(event, id=event_id, uuid=stored.uuid)


def test_a_discarded_draft_takes_its_events_along(two: Two) -> None:
    for visit in (two.visit, None):
        event = LesionEvent(two.first, TODAY, EventKind.SPLIT, (two.second,), visit)
        two.clinic.lesions.add_event(two.patient, event)
    two.clinic.visits.discard(two.patient, two.visit, 2)
    assert [event.visit_id for event in two.record.events] == [None]


def test_a_signed_visit_takes_no_more_events(two: Two) -> None:
    two.clinic.visits.sign(two.patient, two.visit, 1)
    with pytest.raises(Signed):
        two.clinic.lesions.add_event(two.patient, LesionEvent(two.first, TODAY, EventKind.EXTRUDED, (), two.visit))
    two.clinic.lesions.add_event(two.patient, LesionEvent(two.first, TODAY, EventKind.EXTRUDED))


def test_the_events_of_a_visit_are_part_of_what_is_signed(two: Two) -> None:
    two.clinic.lesions.add_event(two.patient, LesionEvent(two.first, TODAY, EventKind.EXTRUDED, (), two.visit))
    with_event = two.clinic.visits.sign(two.patient, two.visit, 2).value
    without = two.clinic.visits.sign(two.other_patient, two.other_visit, 1).value
    assert with_event != without


def test_an_event_entered_after_the_review_keeps_the_visit_from_being_signed(two: Two) -> None:
    two.clinic.lesions.add_event(two.patient, LesionEvent(two.first, TODAY, EventKind.EXTRUDED, (), two.visit))
    with pytest.raises(Conflict):
        two.clinic.visits.sign(two.patient, two.visit, 1)


def test_a_trial_is_stored_and_changed_as_given(two: Two) -> None:
    told = a_trial(
        targets=(two.second, two.first),
        steps=(DoseStep(TODAY, "240 mg/d", 240.0, "mg/d"),),
        adverse_effects=(AdverseEffect("oedema", "mild", TODAY),),
    )
    trial_id = two.clinic.trials.add(two.patient, told).value
    stored = two.record.trials[0]
    assert replace(stored, uuid="", version=0) == replace(told, id=trial_id)
    for targets in ((two.first, two.second), None, (two.second,), ()):
        two.clinic.trials.change(two.patient, replace(two.record.trials[0], targets=targets, stop=TODAY))
        assert (two.record.trials[0].targets, two.record.trials[0].stop) == (targets, TODAY)


def test_a_trial_changed_in_another_place_is_never_overwritten(two: Two) -> None:
    two.clinic.trials.add(two.patient, a_trial())
    seen: Trial = two.record.trials[0]
    two.clinic.trials.change(two.patient, replace(seen, stop=TODAY))
    with pytest.raises(Conflict):
        two.clinic.trials.change(two.patient, replace(seen, dose="360 mg/d"))
    assert two.record.trials[0].dose == "180 mg/d"


def test_a_procedure_notes_what_it_did_to_each_lesion_it_was_aimed_at(two: Two) -> None:
    excision = a_trial("surgical excision", TODAY, route=PROCEDURE, dose=None, targets=(two.second, two.first))
    written = two.clinic.trials.add(two.patient, excision, EventKind.EXCISED)
    assert [(e.lesion_id, e.on, e.kind) for e in two.record.events] == [
        (two.second, TODAY, EventKind.EXCISED),
        (two.first, TODAY, EventKind.EXCISED),
    ]
    assert written.change.kinds == {Kind.TRIAL, Kind.LESION}


def test_a_trial_that_came_with_a_file_may_be_stopped_though_its_lesion_was_seen_later(clinic: Clinic) -> None:
    lesion = a_lesion(first_seen=TODAY)
    told = a_trial(start=TODAY - timedelta(days=90), targets=(lesion.id,), dose="5")
    clinic.record_files.add_records([PatientRecord(a_patient(), lesions=(lesion,), trials=(told,))])
    patient = clinic.patients.all_ids()[0]
    stored = clinic.patients.reload(patient).trials[0]
    clinic.trials.change(patient, replace(stored, stop=TODAY))
    assert clinic.patients.reload(patient).trials[0].stop == TODAY


def add(two: Two, **fields: Any) -> Any:
    return two.clinic.lesions.add(two.patient, a_lesion(**fields))


def set_for(two: Two, lesion: int, **fields: Any) -> Any:
    return two.clinic.lesions.set(two.patient, lesion, replace(two.setting, **fields), 1)


def happen(two: Two, lesion: int, on: date = TODAY, **fields: Any) -> Any:
    return two.clinic.lesions.add_event(two.patient, LesionEvent(lesion, on, EventKind.SPLIT, **fields))


def attempt(two: Two, therapy: str = "diltiazem", **fields: Any) -> Any:
    return two.clinic.trials.add(two.patient, a_trial(therapy, **fields))


Write = Callable[[Two], Any]
WRONG: dict[str, tuple[type[CalciTrackError], Write]] = {
    "a lesion of nobody": (NotFound, lambda t: t.clinic.lesions.add(4711, a_lesion())),
    "a lesion to come": (InvalidInput, lambda t: add(t, first_seen=TOMORROW)),
    "an unknown site": (InvalidInput, lambda t: add(t, site="tail")),
    "a side that is not": (InvalidInput, lambda t: add(t, side=Side.MIDLINE)),
    "set without a reason": (InvalidInput, lambda t: set_for(t, t.first, reason=" ")),
    "set from a day to come": (InvalidInput, lambda t: set_for(t, t.first, set_on=TOMORROW)),
    "set for another's": (NotFound, lambda t: set_for(t, t.other_lesion)),
    "an event to come": (InvalidInput, lambda t: happen(t, t.first, TOMORROW)),
    "an event before birth": (InvalidInput, lambda t: happen(t, t.first, LONG_AGO)),
    "an event of another's lesion": (NotFound, lambda t: happen(t, t.other_lesion)),
    "a split into another's": (NotFound, lambda t: happen(t, t.first, to=(t.other_lesion,))),
    "an event at another's visit": (NotFound, lambda t: happen(t, t.first, visit_id=t.other_visit)),
    "a trial on another's lesion": (InvalidInput, lambda t: attempt(t, targets=(t.other_lesion,))),
    "a trial that ends before it starts": (InvalidInput, lambda t: attempt(t, stop=LONG_AGO)),
    "a trial without a name": (InvalidInput, lambda t: attempt(t, " ")),
    "a trial on a lesion not yet seen": (
        InvalidInput, lambda t: attempt(t, start=DAY - timedelta(days=1), targets=(t.first,)),
    ),
    "a dose without a unit": (InvalidInput, lambda t: attempt(t, dose="60")),
    "a step without a unit": (InvalidInput, lambda t: attempt(t, steps=(DoseStep(TODAY, "1 x 90"),))),
    "a step to come": (InvalidInput, lambda t: attempt(t, steps=(DoseStep(TOMORROW, "90 mg"),))),
    "an adverse effect before the start": (
        InvalidInput, lambda t: attempt(t, adverse_effects=(AdverseEffect("oedema", "mild", LONG_AGO),)),
    ),
    "an adverse effect to come": (
        InvalidInput, lambda t: attempt(t, adverse_effects=(AdverseEffect("oedema", "mild", TOMORROW),)),
    ),
    "a drug that excises": (
        InvalidInput, lambda t: t.clinic.trials.add(t.patient, a_trial(targets=(t.first,)), EventKind.EXCISED),
    ),
    "a procedure that extrudes": (
        InvalidInput,
        lambda t: t.clinic.trials.add(t.patient, a_trial(route=PROCEDURE, targets=(t.first,)), EventKind.EXTRUDED),
    ),
    "a procedure on no lesion in particular": (
        InvalidInput, lambda t: t.clinic.trials.add(t.patient, a_trial(route=PROCEDURE), EventKind.EXCISED),
    ),
    "an unknown trial": (NotFound, lambda t: t.clinic.trials.change(t.patient, a_trial(id=4711))),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "write"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_refused(two: Two, kind: type[CalciTrackError], write: Write) -> None:
    before = sql.dump(vault_of(two.clinic).connection)
    with pytest.raises(kind):
        write(two)
    assert sql.dump(vault_of(two.clinic).connection) == before
