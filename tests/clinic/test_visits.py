"""Recording a visit as people do it: field by field, from two places, and with the wrong patient at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.db import visit_hash
from calcitrack.domain.errors import CalciTrackError, Conflict, InvalidInput, NotFound, Signed
from calcitrack.domain.visit import Antibiotic, Lab, Visit
from calcitrack.domain.vocabulary import State, VisitStatus
from tests.builders import a_lesion, a_patient, a_reading, an_assessment
from tests.db import sql
from tests.vaults import NOW, TODAY, FixedClock, vault_of


@dataclass(frozen=True)
class Day:
    """A patient with two lesions and a draft, and somebody else's patient, lesion and draft."""

    clinic: Clinic
    patient: int
    lesions: tuple[int, int]
    visit: int
    other_patient: int
    other_lesion: int
    other_visit: int

    @property
    def draft(self) -> Visit:
        return next(v for v in self.clinic.patients.reload(self.patient).visits if v.id == self.visit)

    def sign(self) -> str:
        return self.clinic.visits.sign(self.patient, self.visit, self.draft.version).value


@pytest.fixture
def day(clinic: Clinic) -> Day:
    patient, other = (clinic.patients.add(a_patient(mrn)).value for mrn in ("1", "2"))
    first, second = (clinic.lesions.add(patient, a_lesion()).value for _ in range(2))
    other_lesion = clinic.lesions.add(other, a_lesion()).value
    visit = clinic.visits.start(patient, TODAY).value
    other_visit = clinic.visits.start(other, TODAY).value
    return Day(clinic, patient, (first, second), visit, other, other_lesion, other_visit)


def refused(day: Day, kind: type[CalciTrackError], write: Callable[[], Any]) -> CalciTrackError:
    before = sql.dump(vault_of(day.clinic).connection)
    with pytest.raises(kind) as caught:
        write()
    after = sql.dump(vault_of(day.clinic).connection)
    if kind is Conflict:  # the audit tells of the try
        assert len(after.pop("audit")) == len(before.pop("audit")) + 1
    assert after == before
    return caught.value


def codes(error: CalciTrackError) -> dict[str, str]:
    assert isinstance(error, InvalidInput)
    return {fault.field: fault.code for fault in error.faults}


def test_a_visit_begins_as_an_empty_draft_of_whoever_started_it(day: Day) -> None:
    draft = day.draft
    assert (draft.status, draft.visited_on, draft.author, draft.entered_at) == (
        VisitStatus.DRAFT,
        TODAY,
        day.clinic.person.name,
        NOW,
    )
    assert (draft.assessments, draft.signed_by, draft.content_hash) == ((), None, "")


@pytest.mark.parametrize(
    ("visited_on", "code"), [(TODAY + timedelta(days=1), "future"), (TODAY.replace(year=1960), "before_birth")]
)
def test_no_visit_begins_on_a_day_that_cannot_be(day: Day, visited_on: Any, code: str) -> None:
    error = refused(day, InvalidInput, lambda: day.clinic.visits.start(day.patient, visited_on))
    assert codes(error) == {"visited_on": code}


def test_a_patient_has_one_visit_a_day(day: Day) -> None:
    error = refused(day, InvalidInput, lambda: day.clinic.visits.start(day.patient, TODAY))
    assert codes(error) == {"visited_on": "twice"}


def test_what_is_typed_is_in_the_draft_at_once(day: Day) -> None:
    found = [an_assessment(day.lesions[0], pain=4.0, ulcer=False), an_assessment(day.lesions[1], State.UNCHANGED)]
    version = day.clinic.visits.record(day.patient, day.visit, 1, found).value
    assert version == day.draft.version == 2
    assert day.draft.assessments == tuple(found)


def test_a_later_word_replaces_the_earlier_one_and_keeps_its_place(day: Day) -> None:
    first, second = day.lesions
    day.clinic.visits.record(day.patient, day.visit, 1, [an_assessment(first), an_assessment(second)])
    again = an_assessment(first, readings=(a_reading(50, None), a_reading(60, 40)), reason="thicker")
    day.clinic.visits.record(day.patient, day.visit, 2, [again])
    assert day.draft.assessments == (again, an_assessment(second))
    day.clinic.visits.record(day.patient, day.visit, 3, [an_assessment(first, State.EXCISED)])
    assert day.draft.assessments[0].readings == ()


def test_what_was_typed_can_be_taken_back(day: Day) -> None:
    first, second = day.lesions
    day.clinic.visits.record(day.patient, day.visit, 1, [an_assessment(first), an_assessment(second)])
    day.clinic.visits.clear(day.patient, day.visit, 2, first)
    assert [a.lesion_id for a in day.draft.assessments] == [second]


def test_every_fault_of_every_lesion_is_said_and_nothing_is_saved(day: Day) -> None:
    wrong = [
        an_assessment(day.lesions[0], pain=11.0),
        an_assessment(day.lesions[1], State.RESOLVED, resolved_basis=None),
    ]
    error = refused(day, InvalidInput, lambda: day.clinic.visits.record(day.patient, day.visit, 1, wrong))
    assert codes(error) == {"pain": "range", "resolved_basis": "needed"}


def test_one_lesion_is_not_said_two_things_of_at_once(day: Day) -> None:
    twice = [an_assessment(day.lesions[0]), an_assessment(day.lesions[0], State.UNCHANGED)]
    error = refused(day, InvalidInput, lambda: day.clinic.visits.record(day.patient, day.visit, 1, twice))
    assert codes(error) == {"lesion_id": "twice"}


def test_a_finger_takes_no_lesion_of_a_thigh(day: Day) -> None:
    wrong = an_assessment(day.lesions[0], readings=(a_reading(6000, 100),))
    error = refused(day, InvalidInput, lambda: day.clinic.visits.record(day.patient, day.visit, 1, [wrong]))
    assert codes(error) == {"readings[0].length": "length"}


def test_broken_characters_are_refused_where_they_are_typed(day: Day) -> None:
    for text in ("a\x00b", "half \ud83d"):
        changed = replace(day.draft, note=text)
        error = refused(day, InvalidInput, lambda changed=changed: day.clinic.visits.change(day.patient, changed, 1))
        assert codes(error) == {"note": "text"}


def test_the_draft_keeps_its_own_fields_and_lists(day: Day) -> None:
    labs = (Lab("calcium", 2.4, "mmol/l", TODAY), Lab("CRP", "<1", None, None))
    changed = replace(day.draft, fever=False, note="n", plan="p", labs=labs, follow_up_weeks=8)
    day.clinic.visits.change(day.patient, changed, 1)
    assert day.draft == replace(changed, version=2)
    day.clinic.visits.change(day.patient, replace(day.draft, labs=labs[::-1], fever=None), 2)
    assert (day.draft.labs, day.draft.fever) == (labs[::-1], None)


def test_an_antibiotic_never_stops_before_it_starts(day: Day) -> None:
    given = (Antibiotic("flucloxacillin", None, TODAY, TODAY - timedelta(days=1)),)
    changed = replace(day.draft, antibiotics=given)
    error = refused(day, InvalidInput, lambda: day.clinic.visits.change(day.patient, changed, 1))
    assert codes(error) == {"antibiotics[0].stop": "order"}


def test_a_draft_moves_to_another_day_with_the_readings_of_its_day(day: Day) -> None:
    elsewhere = a_reading(measured_on=TODAY - timedelta(days=30))
    found = an_assessment(day.lesions[0], readings=(a_reading(measured_on=TODAY), elsewhere))
    day.clinic.visits.record(day.patient, day.visit, 1, [found])
    day.clinic.visits.move(day.patient, day.visit, 2, TODAY - timedelta(days=2))
    assert day.draft.visited_on == TODAY - timedelta(days=2)
    assert [r.measured_on for r in day.draft.assessments[0].readings] == [TODAY - timedelta(days=n) for n in (2, 30)]


STALE: dict[str, Callable[[Day], Any]] = {
    "record": lambda day: day.clinic.visits.record(day.patient, day.visit, 1, [an_assessment(day.lesions[1])]),
    "clear": lambda day: day.clinic.visits.clear(day.patient, day.visit, 1, day.lesions[0]),
    "change": lambda day: day.clinic.visits.change(day.patient, replace(day.draft, note="mine"), 1),
    "move": lambda day: day.clinic.visits.move(day.patient, day.visit, 1, TODAY - timedelta(days=1)),
    "sign": lambda day: day.clinic.visits.sign(day.patient, day.visit, 1),
}


@pytest.mark.parametrize("write", STALE.values(), ids=STALE)
def test_what_was_changed_in_another_place_is_never_overwritten(day: Day, write: Callable[[Day], Any]) -> None:
    day.clinic.visits.record(day.patient, day.visit, 1, [an_assessment(day.lesions[0])])
    refused(day, Conflict, lambda: write(day))


AFTER_SIGNING: dict[str, Callable[[Day], Any]] = {
    **STALE,
    "discard": lambda day: day.clinic.visits.discard(day.patient, day.visit, 1),
}


@pytest.mark.parametrize("write", AFTER_SIGNING.values(), ids=AFTER_SIGNING)
def test_a_signed_visit_refuses_every_change(day: Day, write: Callable[[Day], Any]) -> None:
    day.sign()
    refused(day, Signed, lambda: write(day))


WRONG: dict[str, Callable[[Day], Any]] = {
    "record at": lambda day: day.clinic.visits.record(day.patient, day.other_visit, 1, []),
    "record of": lambda day: day.clinic.visits.record(day.patient, day.visit, 1, [an_assessment(day.other_lesion)]),
    "clear": lambda day: day.clinic.visits.clear(day.patient, day.other_visit, 1, day.other_lesion),
    "change": lambda day: day.clinic.visits.change(day.patient, replace(day.draft, id=day.other_visit), 1),
    "move": lambda day: day.clinic.visits.move(day.patient, day.other_visit, 1, TODAY),
    "discard": lambda day: day.clinic.visits.discard(day.patient, day.other_visit, 1),
    "sign": lambda day: day.clinic.visits.sign(day.patient, day.other_visit, 1),
    "nobody": lambda day: day.clinic.visits.start(4711, TODAY),
    "no visit": lambda day: day.clinic.visits.discard(day.patient, 4711, 1),
}


@pytest.mark.parametrize("write", WRONG.values(), ids=WRONG)
def test_nothing_is_written_to_another_patient(day: Day, write: Callable[[Day], Any]) -> None:
    refused(day, NotFound, lambda: write(day))


def test_a_signature_names_its_signer_and_hashes_what_is_signed(day: Day, fixed_clock: FixedClock) -> None:
    day.clinic.visits.record(day.patient, day.visit, 1, [an_assessment(day.lesions[0])])
    fixed_clock.go_on(minutes=7)
    content_hash = day.sign()
    signed = day.draft
    assert (signed.is_signed, signed.signed_by, signed.imported_by) == (True, day.clinic.person.name, None)
    assert (signed.signed_at, signed.content_hash) == (NOW + timedelta(minutes=7), content_hash)
    assert len(content_hash) == 64


def test_the_hash_of_a_signed_visit_can_be_worked_out_again(day: Day) -> None:
    day.clinic.visits.record(day.patient, day.visit, 1, [an_assessment(day.lesions[0])])
    content_hash = day.sign()
    row = sql.rows(vault_of(day.clinic).connection, "SELECT * FROM visit WHERE id = ?", day.visit)[0]
    again = visit_hash.compute(
        vault_of(day.clinic).connection, day.patient, day.visit, row["signed_by"], row["signed_at"]
    )
    assert again == content_hash


def test_two_visits_with_one_difference_have_two_hashes(day: Day) -> None:
    """Every column that a signature covers is one that changes its hash."""
    found = an_assessment(day.lesions[0])
    changes = [
        replace(found, ulcer=True),
        replace(found, ulcer=False),
        replace(found, reason="x"),
        replace(found, readings=(a_reading(101),)),
        replace(found, readings=(a_reading(unlikely_reason="x"),)),
        replace(found, readings=()),
    ]
    connection, hashes = vault_of(day.clinic).connection, set()
    for version, change in enumerate([found, *changes], start=1):
        day.clinic.visits.record(day.patient, day.visit, version, [change])
        hashes.add(visit_hash.compute(connection, day.patient, day.visit, "x", None))
    lab = (Lab("x", 1, None, None),)
    fields: dict[str, Any] = {"note": "x", "plan": "x", "fever": False, "follow_up_weeks": 2, "labs": lab}
    for name, value in fields.items():
        day.clinic.visits.change(day.patient, replace(day.draft, **{name: value}), day.draft.version)
        hashes.add(visit_hash.compute(connection, day.patient, day.visit, "x", None))
    hashes.add(visit_hash.compute(connection, day.patient, day.visit, "y", None))
    assert len(hashes) == 1 + len(changes) + len(fields) + 1


def test_nothing_that_cannot_be_is_signed(day: Day) -> None:
    """A reading that was right for the thigh is not for the finger that the lesion was moved to."""
    thigh = replace(a_lesion().setting, site="thigh", reason="typing error")
    day.clinic.lesions.set(day.patient, day.lesions[0], thigh, 1)
    long = an_assessment(day.lesions[0], readings=(a_reading(2500, 100),))
    day.clinic.visits.record(day.patient, day.visit, 1, [long])
    finger = replace(a_lesion().setting, reason="was right before")
    day.clinic.lesions.set(day.patient, day.lesions[0], finger, 2)
    error = refused(day, InvalidInput, day.sign)
    assert codes(error) == {"lesion 1: readings[0].length": "length"}


def test_a_discarded_draft_is_gone_and_its_day_is_free_again(day: Day) -> None:
    seen = day.clinic.visits.record(day.patient, day.visit, 1, [an_assessment(day.lesions[0])]).value
    day.clinic.visits.discard(day.patient, day.visit, seen)
    assert day.clinic.patients.reload(day.patient).visits == ()
    day.clinic.visits.start(day.patient, TODAY)


def test_a_form_that_still_shows_a_discarded_draft_never_writes_into_the_next_one(day: Day) -> None:
    stale = day.draft
    day.clinic.visits.discard(day.patient, day.visit, 1)
    day.clinic.visits.start(day.patient, TODAY)
    refused(day, NotFound, lambda: day.clinic.visits.change(day.patient, replace(stale, note="late"), stale.version))
