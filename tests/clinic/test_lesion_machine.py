"""Any sequence of lesions added, split, merged, removed, of events and edits, undone and done again.

Numbers stay unique, figures follow the rules whatever the events say, and undoing is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from calcitrack.clinic.session import Clinic
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.report import report
from calcitrack.domain.figures.threads import thread_figures
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
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.step_rules import step_faults
from calcitrack.domain.visit import Assessment, Visit
from calcitrack.domain.vocabulary import EventKind, State
from tests.builders import a_lesion, a_patient, a_reading, an_assessment
from tests.vaults import TODAY

RULES = RuleSettings()
PLAIN_EVENTS = [kind for kind in EventKind if kind not in (EventKind.SPLIT, EventKind.MERGED)]


@dataclass(frozen=True)
class Deed:
    """What was done, and what the record was before and after it."""

    undo: Callable[[], Deed]
    before: PatientRecord
    after: PatientRecord


class LesionMachine(RuleBasedStateMachine):
    """One patient of a clinic that all examples share; each visit is signed or thrown away, then comes the next."""

    clinic: ClassVar[Clinic]
    examples: ClassVar[Iterator[int]]

    def __init__(self) -> None:
        super().__init__()
        self.patient = self.clinic.patients.add(a_patient(f"machine {next(self.examples)}")).value
        self.day = TODAY - timedelta(days=2000)
        self.done: list[Deed] = []
        self.undone: list[Deed] = []
        self.given: dict[int, str] = {}
        self.start()

    # What stands

    def start(self) -> None:
        self.day += timedelta(days=90)
        self.clinic.visits.start(self.patient, self.day)
        self.done, self.undone = [], []

    def record(self) -> PatientRecord:
        return self.clinic.patients.reload(self.patient)

    def visit(self) -> Visit:
        draft = self.record().draft
        assert draft is not None
        return draft

    def told(self) -> PatientRecord:
        """The record without the versions, which count every change."""
        record = self.record()
        visits = tuple(replace(visit, version=0, assessments=_by_lesion(visit)) for visit in record.visits)
        return replace(record, visits=visits)

    def a_lesion(self, data: Any) -> Lesion:
        lesion: Lesion = data.draw(st.sampled_from(self.record().lesions))
        return lesion

    # What is done

    def remember(self, do: Callable[[], Callable[[], Deed]]) -> Deed:
        before = self.told()
        undo = do()
        return Deed(undo, before, self.told())

    def step(self, step: LesionStep) -> Deed:
        def do() -> Callable[[], Deed]:
            visit = self.visit()
            done = self.clinic.lesions.step(self.patient, visit.id, visit.version, step).value
            assert self.visit().version == done.version
            return lambda: self.step(done.step.inverse())

        return self.remember(do)

    def say(self, lesion_id: int, said: Assessment | None) -> Deed:
        def do() -> Callable[[], Deed]:
            visit = self.visit()
            before = visit.assessment_of(lesion_id)
            if said is None:
                self.clinic.visits.clear(self.patient, visit.id, visit.version, lesion_id)
            else:
                self.clinic.visits.record(self.patient, visit.id, visit.version, [said])
            return lambda: self.say(lesion_id, before)

        return self.remember(do)

    def take(self, deed: Deed) -> None:
        self.done.append(deed)
        self.undone = []

    def take_if_allowed(self, step: LesionStep) -> None:
        record = self.record()
        if not step_faults(step, record, self.visit(), TODAY, self.clinic.sites):
            self.take(self.step(step))

    @rule()
    def find_a_lesion(self) -> None:
        self.take(self.step(add_lesion(a_lesion(first_seen=self.day))))

    @rule(data=st.data(), kind=st.sampled_from(PLAIN_EVENTS), ago=st.integers(0, 40))
    @precondition(lambda self: self.record().lesions)
    def something_happens(self, data: Any, kind: EventKind, ago: int) -> None:
        self.take_if_allowed(
            happened(self.visit(), self.a_lesion(data).id, kind, self.day - timedelta(days=ago)),
        )

    @rule(data=st.data(), parts=st.integers(1, 3))
    @precondition(lambda self: self.record().lesions)
    def a_lesion_splits(self, data: Any, parts: int) -> None:
        lesion, visit = self.a_lesion(data), self.visit()
        self.take_if_allowed(split(visit, lesion, [part_of(lesion, visit)] * parts))

    @rule(data=st.data())
    @precondition(lambda self: len(self.record().lesions) > 1)
    def two_lesions_merge(self, data: Any) -> None:
        self.take_if_allowed(merge(self.visit(), self.a_lesion(data), self.a_lesion(data), "grown together"))

    @rule(data=st.data())
    @precondition(lambda self: self.record().lesions)
    def a_lesion_was_a_mistake(self, data: Any) -> None:
        self.take_if_allowed(remove_lesions(self.record(), self.visit(), [self.a_lesion(data)]))

    @rule(data=st.data(), ago=st.none() | st.integers(0, 40))
    @precondition(lambda self: any(e.visit_id == self.visit().id for e in self.record().events))
    def an_event_was_a_mistake(self, data: Any, ago: int | None) -> None:
        visit = self.visit()
        event = data.draw(st.sampled_from([e for e in self.record().events if e.visit_id == visit.id]))
        moved = None if ago is None else move_event(event, self.day - timedelta(days=ago))
        self.take_if_allowed(moved or take_back(event))

    @rule(data=st.data(), length=st.integers(20, 300), state=st.sampled_from(State))
    @precondition(lambda self: self.record().lesions)
    def a_lesion_is_recorded(self, data: Any, length: int, state: State) -> None:
        lesion = self.a_lesion(data)
        said = an_assessment(lesion.id, state)
        if state is State.MEASURED:
            said = replace(said, readings=(a_reading(length, 20, self.day),))
        self.take(self.say(lesion.id, said))

    @rule(data=st.data())
    @precondition(lambda self: self.visit().assessments)
    def a_cell_is_cleared(self, data: Any) -> None:
        self.take(self.say(data.draw(st.sampled_from(self.visit().assessments)).lesion_id, None))

    @rule()
    @precondition(lambda self: self.done)
    def undo(self) -> None:
        deed = self.done.pop()
        back = deed.undo()
        assert back.after == deed.before
        self.undone.append(back)

    @rule()
    @precondition(lambda self: self.undone)
    def do_again(self) -> None:
        back = self.undone.pop()
        again = back.undo()
        assert again.after == back.before
        self.done.append(again)

    @rule(keep=st.booleans())
    def end_the_visit(self, keep: bool) -> None:
        visit = self.visit()
        if keep:
            self.clinic.visits.sign(self.patient, visit.id, visit.version)
        else:
            self.clinic.visits.discard(self.patient, visit.id, visit.version)
        self.start()

    # What holds

    @invariant()
    def no_two_lesions_ever_bear_one_number(self) -> None:
        lesions = self.record().lesions
        assert len({lesion.number for lesion in lesions}) == len(lesions)
        for lesion in lesions:
            assert self.given.setdefault(lesion.number, lesion.uuid) == lesion.uuid

    @invariant()
    def events_change_no_figure(self) -> None:
        record = self.record()
        assert report([record], RULES) == report([replace(record, events=())], RULES)

    @invariant()
    def a_thread_is_the_sum_of_its_open_members(self) -> None:
        record = self.record()
        figures = record_figures(record, RULES)
        for thread in thread_figures(record, figures):
            for point in thread.points:
                visit = figures.visit(point.visit_id)
                assert visit is not None
                areas = [visit.areas_mm2[i] for i in thread.lesions if i in visit.areas_mm2 and i in visit.open_lesions]
                assert (point.area_mm2 is None) == (point.measured < point.open)
                assert (point.area_mm2 or 0) <= sum(areas) + 1e-9


def _by_lesion(visit: Visit) -> tuple[Assessment, ...]:
    return tuple(sorted(visit.assessments, key=lambda a: a.lesion_id))


@pytest.fixture
def machine(clinic: Clinic) -> type[LesionMachine]:
    LesionMachine.clinic = clinic
    LesionMachine.examples = iter(range(10_000_000))
    return LesionMachine


def test_whatever_happens_to_lesions_numbers_stay_figures_follow_and_undoing_is_exact(
    machine: type[LesionMachine],
) -> None:
    run_state_machine_as_test(machine, settings=settings(stateful_step_count=14))
    assert machine.clinic.verification.verify().is_whole
