"""Random days in a clinic, held against plain dictionaries after every step."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from calcitrack.clinic.session import Clinic
from calcitrack.db import visit_hash
from calcitrack.domain.errors import Conflict, InvalidInput, Signed
from calcitrack.domain.visit import Assessment
from calcitrack.domain.vocabulary import AddendumKind
from tests.builders import a_lesion, a_patient
from tests.db import sql
from tests.db.strategies import assessments
from tests.vaults import TODAY, Template, opened, vault_of


@dataclass
class ToldVisit:
    """What a visit must hold."""

    patient: int
    day: date
    said: dict[int, Assessment] = field(default_factory=dict)
    note: str = ""
    version: int = 1
    content_hash: str = ""
    kinds: list[AddendumKind] = field(default_factory=list)

    @property
    def is_in_error(self) -> bool:
        return AddendumKind.ENTERED_IN_ERROR in self.kinds


class ClinicMachine(RuleBasedStateMachine):
    """People at work; ``template`` is set before it runs."""

    template: Template

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.vault = self.template.copy_to(self.folder / "vault")
        self.lesions: dict[int, list[int]] = {}
        self.visits: dict[int, ToldVisit] = {}
        self.open()

    def open(self) -> None:
        self.stack = ExitStack()
        self.clinic: Clinic = self.stack.enter_context(opened(self.vault))

    def teardown(self) -> None:
        self.stack.close()
        shutil.rmtree(self.folder)

    def drafts(self) -> list[int]:
        return [n for n, told in self.visits.items() if not told.content_hash]

    def signed(self) -> list[int]:
        return [n for n, told in self.visits.items() if told.content_hash]

    def a_draft(self, data: Any) -> tuple[int, ToldVisit]:
        visit = data.draw(st.sampled_from(self.drafts()))
        return visit, self.visits[visit]

    def said_of(self, data: Any, told: ToldVisit) -> Assessment:
        """An assessment that the patient's finger lesions can have."""
        found: Assessment = data.draw(assessments(data.draw(st.sampled_from(self.lesions[told.patient]))))
        fitting = tuple(replace(r, length=r.length % 600 + 1, width=None, thickness=None) for r in found.readings)
        return replace(found, readings=tuple(replace(r, measured_on=max(r.measured_on, told.day)) for r in fitting))

    @rule()
    @precondition(lambda self: len(self.lesions) < 4)
    def add_a_patient(self) -> None:
        number = len(self.lesions)
        patient = self.clinic.patients.add(a_patient(f"{number}", family_name=f"Person {number}")).value
        self.lesions[patient] = [self.clinic.lesions.add(patient, a_lesion()).value]

    @rule(data=st.data())
    @precondition(lambda self: self.lesions)
    def add_a_lesion(self, data: Any) -> None:
        patient = data.draw(st.sampled_from(list(self.lesions)))
        self.lesions[patient].append(self.clinic.lesions.add(patient, a_lesion()).value)

    @rule(data=st.data(), ago=st.integers(0, 9))
    @precondition(lambda self: self.lesions)
    def start_a_visit(self, data: Any, ago: int) -> None:
        patient, day = data.draw(st.sampled_from(list(self.lesions))), TODAY - timedelta(days=ago)
        if any(v.patient == patient and v.day == day and not v.is_in_error for v in self.visits.values()):
            with pytest.raises(InvalidInput):
                self.clinic.visits.start(patient, day)
            return
        self.visits[self.clinic.visits.start(patient, day).value] = ToldVisit(patient, day)

    @rule(data=st.data())
    @precondition(lambda self: self.drafts())
    def record_a_lesion(self, data: Any) -> None:
        visit, told = self.a_draft(data)
        found = self.said_of(data, told)
        told.version = self.clinic.visits.record(told.patient, visit, told.version, [found]).value
        told.said[found.lesion_id] = found

    @rule(data=st.data())
    @precondition(lambda self: self.drafts())
    def clear_a_lesion(self, data: Any) -> None:
        visit, told = self.a_draft(data)
        lesion = data.draw(st.sampled_from(self.lesions[told.patient]))
        told.version = self.clinic.visits.clear(told.patient, visit, told.version, lesion).value
        told.said.pop(lesion, None)

    @rule(data=st.data(), note=st.sampled_from(["", "warm", "فاطمة"]))
    @precondition(lambda self: self.drafts())
    def write_a_note(self, data: Any, note: str) -> None:
        visit, told = self.a_draft(data)
        stored = next(v for v in self.clinic.patients.reload(told.patient).visits if v.id == visit)
        told.version = self.clinic.visits.change(told.patient, replace(stored, note=note), told.version).value
        told.note = note

    @rule(data=st.data())
    @precondition(lambda self: self.drafts())
    def save_from_a_stale_window(self, data: Any) -> None:
        visit, told = self.a_draft(data)
        found = replace(self.said_of(data, told), reason="from the stale window")
        with pytest.raises(Conflict):
            self.clinic.visits.record(told.patient, visit, told.version + 1, [found])

    @rule(data=st.data())
    @precondition(lambda self: self.drafts())
    def sign(self, data: Any) -> None:
        visit, told = self.a_draft(data)
        told.content_hash = self.clinic.visits.sign(told.patient, visit, told.version).value
        told.version += 1

    @rule(data=st.data())
    @precondition(lambda self: self.drafts())
    def discard(self, data: Any) -> None:
        visit, told = self.a_draft(data)
        self.clinic.visits.discard(told.patient, visit, told.version)
        del self.visits[visit]

    @rule(data=st.data(), kind=st.sampled_from(AddendumKind))
    @precondition(lambda self: self.signed())
    def amend(self, data: Any, kind: AddendumKind) -> None:
        visit = data.draw(st.sampled_from(self.signed()))
        told = self.visits[visit]
        corrected = [self.said_of(data, told)] if kind is AddendumKind.CORRECTION else []
        self.clinic.visits.amend(told.patient, visit, kind, "why", "what", corrected, seen=len(told.kinds))
        told.kinds.append(kind)
        for found in corrected:
            told.said[found.lesion_id] = replace(found, revision=len(told.kinds))

    @rule(data=st.data())
    @precondition(lambda self: self.signed())
    def try_to_change_what_is_signed(self, data: Any) -> None:
        visit = data.draw(st.sampled_from(self.signed()))
        told = self.visits[visit]
        with pytest.raises(Signed):
            self.clinic.visits.record(told.patient, visit, told.version, [self.said_of(data, told)])
        with pytest.raises(Signed):
            self.clinic.visits.discard(told.patient, visit, told.version)

    @rule()
    def close_and_open_again(self) -> None:
        self.stack.close()
        self.open()

    @invariant()
    def every_record_is_as_it_was_told(self) -> None:
        for patient, lesions in self.lesions.items():
            record = self.clinic.patients.reload(patient)
            assert [lesion.id for lesion in record.lesions] == lesions
            assert [lesion.number for lesion in record.lesions] == list(range(1, len(lesions) + 1))
            expected = {n: told for n, told in self.visits.items() if told.patient == patient}
            assert [visit.id for visit in record.visits] == list(expected)
            for visit in record.visits:
                told = expected[visit.id]
                assert {a.lesion_id: a for a in visit.assessments} == told.said
                assert (visit.visited_on, visit.note, visit.content_hash) == (told.day, told.note, told.content_hash)
                assert [a.kind for a in visit.addenda] == told.kinds
                assert visit.version == told.version

    @invariant()
    def every_signature_still_fits(self) -> None:
        connection = vault_of(self.clinic).connection
        for row in sql.rows(connection, "SELECT * FROM visit WHERE status = 'signed'"):
            again = visit_hash.compute(connection, row["patient_id"], row["id"], row["signed_by"], row["signed_at"])
            assert again == row["content_hash"]

    @invariant()
    def the_audit_has_no_gap(self) -> None:
        rows = sql.rows(vault_of(self.clinic).connection, "SELECT sequence FROM audit ORDER BY id")
        assert [row["sequence"] for row in rows] == list(range(1, len(rows) + 1))

    @invariant()
    def the_worklist_knows_the_last_visit_that_counts(self) -> None:
        for row in self.clinic.lists.rows(list(self.lesions)):
            told = [v for v in self.visits.values() if v.patient == row.patient_id]
            counted = [v.day for v in told if v.content_hash and not v.is_in_error]
            assert row.last_visit_on == max(counted, default=None)
            assert row.draft_on == min((v.day for v in told if not v.content_hash), default=None)


def test_random_days_in_a_clinic_leave_what_was_told(vault_template: Template) -> None:
    ClinicMachine.template = vault_template
    run_state_machine_as_test(
        ClinicMachine, settings=settings(max_examples=settings().max_examples * 3 // 10, stateful_step_count=20)
    )
