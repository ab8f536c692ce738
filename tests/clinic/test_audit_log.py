"""The audit as a list: what each filter chooses, and what an entry says of what it changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calcitrack.clinic.audit_log import AuditKind, AuditQuery
from calcitrack.clinic.session import Clinic
from calcitrack.domain.vocabulary import Role
from tests.builders import a_lesion, a_patient, an_assessment
from tests.vaults import TODAY, FixedClock


@pytest.fixture
def busy(clinic: Clinic, fixed_clock: FixedClock) -> Clinic:
    """A clinic where something of each kind was done."""
    patient = clinic.patients.add(a_patient("M-1")).value
    clinic.patients.add(a_patient("M-2"))
    lesion = clinic.lesions.add(patient, a_lesion()).value
    clinic.patients.open(patient)
    visit = clinic.visits.start(patient, TODAY).value
    version = clinic.visits.record(patient, visit, 1, [an_assessment(lesion)]).value
    clinic.visits.sign(patient, visit, version)
    clinic.prints.summary(patient, visit)
    fixed_clock.go_on(days=2)
    clinic.people.add("Bo Sample", "bo", {Role.STAFF}, "given on paper")
    return clinic


def actions(clinic: Clinic, **query: object) -> list[str]:
    audit = clinic.audit
    return [row.action for row in audit.rows(audit.ids(AuditQuery(**query)))]


def test_everything_stands_newest_first(busy: Clinic) -> None:
    found = actions(busy)
    assert found[0] == "add person"
    assert found[-1] == "make vault"
    rows = busy.audit.rows(busy.audit.ids(AuditQuery()))
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (AuditKind.SIGN_IN, ["sign in"]),
        (AuditKind.VIEW, ["view record"]),
        (AuditKind.SIGNATURE, ["sign visit"]),
        (AuditKind.OUTPUT, ["print summary"]),
        (AuditKind.PEOPLE, ["add person", "make vault"]),
        (AuditKind.CHANGE, ["record lesions", "start visit", "add lesion", "add patient", "add patient"]),
    ],
)
def test_each_kind_shows_its_own(busy: Clinic, kind: AuditKind, expected: list[str]) -> None:
    assert actions(busy, kind=kind) == expected


def test_every_entry_is_of_one_kind(busy: Clinic) -> None:
    kinds = [kind for kind in AuditKind if kind is not AuditKind.EVERYTHING]
    found = [row_id for kind in kinds for row_id in busy.audit.ids(AuditQuery(kind))]
    assert sorted(found) == sorted(busy.audit.ids(AuditQuery()))


def test_a_record_number_shows_what_was_done_to_that_record(busy: Clinic) -> None:
    assert {row.mrn for row in busy.audit.rows(busy.audit.ids(AuditQuery(mrn="M-1")))} == {"M-1"}
    assert actions(busy, mrn="M-2") == ["add patient"]
    assert actions(busy, mrn="nobody's") == []


def test_days_are_those_of_the_clinic(busy: Clinic) -> None:
    later = TODAY + timedelta(days=2)
    assert actions(busy, first=later) == ["add person"]
    assert "add person" not in actions(busy, last=TODAY)
    assert actions(busy, first=TODAY + timedelta(days=1), last=TODAY + timedelta(days=1)) == []


def test_a_person_shows_what_that_person_did(busy: Clinic) -> None:
    people = {name: uuid for uuid, name in busy.audit.people()}
    assert actions(busy, person=people["Bo Sample"]) == []
    assert actions(busy, person=b"") == ["make vault"]
    assert len(actions(busy, person=people[busy.person.name])) == len(actions(busy)) - 1


def test_an_entry_says_whom_it_concerns_and_what_it_changed(busy: Clinic) -> None:
    (added, *_) = busy.audit.rows(busy.audit.ids(AuditQuery(AuditKind.PEOPLE)))
    assert added.about == "Bo Sample"
    assert "role staff: given" in "\n".join(busy.audit.details(added.id))
    (recorded, *_) = busy.audit.ids(AuditQuery(AuditKind.CHANGE))
    assert any("lesion 1" in line for line in busy.audit.details(recorded))
    (view,) = busy.audit.ids(AuditQuery(AuditKind.VIEW))
    assert busy.audit.details(view) == ()
