"""What is done to a draft's lesions: each step, its refusals, and that its inverse undoes it exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from calcitrack.clinic.lesion_steps import Done
from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import CalciTrackError, Conflict, InvalidInput, NotFound, Signed
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.lesion_step import (
    LesionStep,
    add_lesion,
    happened,
    merge,
    move_event,
    part_of,
    remove_lesions,
    split,
    take_back,
)
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Visit
from calcitrack.domain.vocabulary import EventKind, Form, NewStatus, State
from tests.builders import a_lesion, a_patient, a_trial, an_assessment
from tests.db import sql
from tests.vaults import TODAY, vault_of

YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = TODAY - timedelta(days=400)


@dataclass(frozen=True)
class Draft:
    """A patient with two lesions of a signed visit, and a draft of today."""

    clinic: Clinic
    patient: int

    @property
    def record(self) -> PatientRecord:
        return self.clinic.patients.reload(self.patient)

    @property
    def visit(self) -> Visit:
        draft = self.record.draft
        assert draft is not None
        return draft

    def lesion(self, number: int) -> Lesion:
        return next(one for one in self.record.lesions if one.number == number)

    def numbers(self) -> list[int]:
        return [one.number for one in self.record.lesions]

    def do(self, step: LesionStep) -> Done:
        return self.clinic.lesions.step(self.patient, self.visit.id, self.visit.version, step).value

    def undo(self, done: Done) -> Done:
        return self.do(done.step.inverse())

    def split(self, number: int = 1, parts: int = 1) -> Done:
        lesion = self.lesion(number)
        return self.do(split(self.visit, lesion, [part_of(lesion, self.visit)] * parts))

    def merge(self, number: int = 2, into: int = 1) -> Done:
        return self.do(merge(self.visit, self.lesion(number), self.lesion(into), "grown together with lesion 1"))

    def say(self, number: int, state: State = State.UNCHANGED, **fields: Any) -> None:
        said = an_assessment(self.lesion(number).id, state, **fields)
        self.clinic.visits.record(self.patient, self.visit.id, self.visit.version, [said])

    def without_versions(self) -> PatientRecord:
        record = self.record
        return replace(record, visits=tuple(replace(visit, version=0) for visit in record.visits))


@pytest.fixture
def draft(clinic: Clinic) -> Draft:
    patient = clinic.patients.add(a_patient()).value
    lesions = [clinic.lesions.add(patient, a_lesion(first_seen=LONG_AGO)).value for _ in range(2)]
    signed = clinic.visits.start(patient, LONG_AGO).value
    clinic.visits.sign(
        patient, signed, clinic.visits.record(patient, signed, 1, [an_assessment(i) for i in lesions]).value
    )
    clinic.visits.start(patient, TODAY)
    return Draft(clinic, patient)


def test_a_split_gives_each_part_a_number_of_its_own_and_names_what_it_came_of(draft: Draft) -> None:
    draft.split(parts=2)
    (event,) = draft.record.events
    assert draft.numbers() == [1, 2, 3, 4]
    assert (event.kind, event.lesion_id) == (EventKind.SPLIT, draft.lesion(1).id)
    assert event.to == (draft.lesion(3).id, draft.lesion(4).id)
    part = draft.lesion(3)
    assert (part.site, part.first_seen, part.new_status) == (draft.lesion(1).site, TODAY, NewStatus.ALREADY_THERE)
    assert part.setting.set_by == draft.clinic.person.name


def test_a_lesion_that_merged_is_present_and_not_measurable_unless_the_draft_said_otherwise(draft: Draft) -> None:
    done = draft.merge()
    said = draft.visit.assessment_of(draft.lesion(2).id)
    assert said is not None
    assert (said.state, said.reason) == (State.NOT_MEASURABLE, "grown together with lesion 1")
    draft.undo(done)
    draft.say(2, State.LARGER)
    draft.merge()
    said = draft.visit.assessment_of(draft.lesion(2).id)
    assert said is not None
    assert said.state is State.LARGER


STEPS: dict[str, Callable[[Draft], Done]] = {
    "a new lesion": lambda d: d.do(add_lesion(a_lesion(point=("hand", 0.5, 0.25)))),
    "an event": lambda d: d.do(happened(d.visit, d.lesion(1).id, EventKind.EXTRUDED, YESTERDAY)),
    "a split": lambda d: d.split(parts=3),
    "a merge": lambda d: d.merge(),
}


@pytest.mark.parametrize("do", STEPS.values(), ids=STEPS)
def test_a_step_is_undone_and_done_again_exactly(draft: Draft, do: Callable[[Draft], Done]) -> None:
    draft.say(1)
    before = draft.without_versions()
    done = do(draft)
    after = draft.without_versions()
    undone = draft.undo(done)
    assert draft.without_versions() == before
    draft.undo(undone)
    assert draft.without_versions() == after


def test_a_number_that_was_undone_is_not_given_to_another_lesion(draft: Draft) -> None:
    first = draft.do(add_lesion(a_lesion()))
    undone = draft.undo(first)
    draft.do(add_lesion(a_lesion()))
    assert draft.numbers() == [1, 2, 4]
    draft.undo(undone)
    assert sorted(draft.numbers()) == [1, 2, 3, 4]


def test_the_audit_tells_what_was_undone(draft: Draft) -> None:
    done = draft.split()
    draft.undo(draft.undo(done))
    rows = sql.rows(vault_of(draft.clinic).connection, "SELECT action FROM audit ORDER BY id DESC LIMIT 3")
    assert [row["action"] for row in rows] == [
        "record event: split",
        "undo: record event: split",
        "record event: split",
    ]


def test_what_was_undone_and_done_again_is_what_the_audit_tells(draft: Draft) -> None:
    draft.undo(draft.undo(draft.split(parts=2)))
    draft.undo(draft.merge())
    assert draft.clinic.verification.verify().is_whole


def test_a_cluster_brings_its_count_along(draft: Draft) -> None:
    done = draft.do(add_lesion(a_lesion(form=Form.CLUSTER), 20))
    (said,) = draft.visit.assessments
    assert (said.lesion_id, said.count) == (draft.lesion(3).id, 20)
    undone = draft.undo(done)
    assert draft.visit.assessments == ()
    draft.undo(undone)
    assert draft.visit.assessments == (said,)


def test_a_lesion_entered_by_mistake_goes_with_all_that_the_draft_says_of_it(draft: Draft) -> None:
    draft.do(add_lesion(a_lesion()))
    draft.say(3, pain=4.0)
    draft.say(1)
    draft.do(happened(draft.visit, draft.lesion(3).id, EventKind.ULCERATED))
    full = draft.without_versions()
    gone = draft.do(remove_lesions(draft.record, draft.visit, [draft.lesion(3)]))
    assert (draft.numbers(), draft.record.events) == ([1, 2], ())
    assert [a.lesion_id for a in draft.visit.assessments] == [draft.lesion(1).id]
    draft.undo(gone)
    assert draft.without_versions() == full


def test_a_part_entered_by_mistake_leaves_the_split_to_the_others(draft: Draft) -> None:
    draft.split(parts=2)
    full = draft.without_versions()
    gone = draft.do(remove_lesions(draft.record, draft.visit, [draft.lesion(3)]))
    assert [event.to for event in draft.record.events] == [(draft.lesion(4).id,)]
    draft.undo(gone)
    assert draft.without_versions() == full


def test_undoing_a_split_takes_along_what_was_said_of_its_parts(draft: Draft) -> None:
    done = draft.split()
    draft.say(3, State.LARGER)
    full = draft.without_versions()
    undone = draft.undo(done)
    assert (draft.numbers(), draft.visit.assessments) == ([1, 2], ())
    draft.undo(undone)
    assert draft.without_versions() == full


def test_undoing_a_merge_leaves_what_was_said_since(draft: Draft) -> None:
    done = draft.merge()
    draft.say(2, State.LARGER)
    draft.undo(done)
    assert [a.state for a in draft.visit.assessments] == [State.LARGER]
    assert draft.record.events == ()


def test_an_event_can_be_given_another_day_and_taken_back(draft: Draft) -> None:
    draft.do(happened(draft.visit, draft.lesion(1).id, EventKind.EXTRUDED))
    (before,) = draft.record.events
    draft.do(move_event(before, YESTERDAY))
    (after,) = draft.record.events
    assert after == replace(before, on=YESTERDAY)
    draft.do(take_back(after))
    assert draft.record.events == ()


def test_a_step_keeps_an_older_review_from_being_signed(draft: Draft) -> None:
    seen = draft.visit.version
    draft.split()
    with pytest.raises(Conflict):
        draft.clinic.visits.sign(draft.patient, draft.visit.id, seen)


def test_what_a_step_did_is_signed_with_the_visit(draft: Draft) -> None:
    done = draft.split()
    visit = draft.visit
    draft.clinic.visits.sign(draft.patient, visit.id, visit.version)
    with pytest.raises(Signed):
        draft.clinic.lesions.step(draft.patient, visit.id, visit.version + 1, done.step.inverse())


def remove(draft: Draft, number: int) -> Done:
    return draft.do(remove_lesions(draft.record, draft.visit, [draft.lesion(number)]))


def with_target(draft: Draft) -> Done:
    draft.do(add_lesion(a_lesion()))
    draft.clinic.trials.add(draft.patient, a_trial(targets=(draft.lesion(3).id,)))
    return remove(draft, 3)


def in_another_draft(draft: Draft) -> Done:
    draft.do(add_lesion(a_lesion()))
    other = draft.clinic.visits.start(draft.patient, YESTERDAY).value
    draft.clinic.visits.record(draft.patient, other, 1, [an_assessment(draft.lesion(3).id)])
    return remove(draft, 3)


def event(draft: Draft, kind: EventKind = EventKind.EXTRUDED, **fields: Any) -> Done:
    step = happened(draft.visit, draft.lesion(1).id, kind)
    changed = tuple(replace(one, **fields) for one in step.comes.events)
    return draft.do(replace(step, comes=replace(step.comes, events=changed)))


def after(first: Callable[[Draft], Done], then: Callable[[Draft], Done]) -> Callable[[Draft], Done]:
    return lambda draft: (first(draft), then(draft))[1]


WRONG: dict[str, tuple[type[CalciTrackError], Callable[[Draft], Done]]] = {
    "a split into nothing": (InvalidInput, lambda d: d.split(parts=0)),
    "a merge into itself": (InvalidInput, lambda d: d.merge(1, 1)),
    "a merge of what has merged": (InvalidInput, after(lambda d: d.merge(2, 1), lambda d: d.merge(2, 1))),
    "a merge into what has merged": (InvalidInput, after(lambda d: d.merge(2, 1), lambda d: d.merge(1, 2))),
    "an extrusion with links": (InvalidInput, lambda d: event(d, to=(d.lesion(2).id,))),
    "the same event twice": (InvalidInput, after(event, event)),
    "an event to come": (InvalidInput, lambda d: event(d, on=TODAY + timedelta(days=1))),
    "an event before birth": (InvalidInput, lambda d: event(d, on=TODAY.replace(year=1960))),
    "an event of nobody's lesion": (NotFound, lambda d: event(d, lesion_id=4711)),
    "a split into nobody's lesion": (NotFound, lambda d: event(d, EventKind.SPLIT, to=(4711,))),
    "a lesion at no site": (InvalidInput, lambda d: d.do(add_lesion(a_lesion(site="tail")))),
    "a signed lesion removed": (InvalidInput, lambda d: remove(d, 1)),
    "a target removed": (InvalidInput, with_target),
    "a lesion of another draft removed": (InvalidInput, in_another_draft),
}


@pytest.mark.parametrize(("kind", "write"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_refused(draft: Draft, kind: type[CalciTrackError], write: Callable[[Draft], Done]) -> None:
    with pytest.raises(kind):
        write(draft)


def test_an_event_that_went_already_is_not_taken_back_twice(draft: Draft) -> None:
    done = event(draft)
    draft.undo(done)
    with pytest.raises(NotFound):
        draft.undo(done)


def test_a_step_against_an_older_draft_changes_nothing(draft: Draft) -> None:
    visit = draft.visit
    draft.say(1)
    before = sql.dump(vault_of(draft.clinic).connection)
    step = happened(visit, draft.lesion(1).id, EventKind.EXTRUDED)
    with pytest.raises(Conflict):
        draft.clinic.lesions.step(draft.patient, visit.id, visit.version, step)
    assert draft.record.events == ()
    told = sql.dump(vault_of(draft.clinic).connection)
    assert {name: rows for name, rows in told.items() if name != "audit"} == {
        name: rows for name, rows in before.items() if name != "audit"
    }
