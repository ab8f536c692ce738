"""Who may do what, for every use case that there is: found by looking, so that none can be forgotten."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

import calcitrack.clinic
from calcitrack.clinic.context import Operations
from calcitrack.clinic.rights import ROLES_ATTRIBUTE
from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import NotAllowed
from calcitrack.domain.vocabulary import AddendumKind, Role
from tests.builders import a_lesion, a_patient, an_assessment
from tests.db import sql
from tests.vaults import SAMPLE, TODAY, as_role, vault_of

S, C, A = Role.STAFF, Role.CLINICIAN, Role.ADMINISTRATOR
TABLE: dict[str, set[Role]] = {
    "AuditLog.details": {A},
    "AuditLog.ids": {A},
    "AuditLog.people": {A},
    "AuditLog.rows": {A},
    "Backups.drill": {A},
    "Backups.listed": {S, C, A},
    "Backups.compared": {A},
    "Backups.itself": {S, C, A},
    "Backups.looked_into": {A},
    "Backups.make": {S, C, A},
    "Backups.make_in": {S, C, A},
    "Backups.protection": {S, C, A},
    "Backups.restore": {A},
    "Backups.set_folder": {A},
    "Backups.unusable": {S, C, A},
    "Salvages.into": {A},
    "Batches.in_files": {S, C, A},
    "Batches.in_one_file": {S, C, A},
    "Batches.newest_of": {S, C, A},
    "Batches.of_day": {S, C, A},
    "CohortExports.counts": {S, C, A},
    "CohortExports.records": {A},
    "Cohorts.answer": {S, C, A},
    "Cohorts.at_site": {S, C, A},
    "Cohorts.behind": {S, C, A},
    "Cohorts.by_name": {S, C, A},
    "Cohorts.courses": {S, C, A},
    "Cohorts.lines": {S, C, A},
    "Cohorts.with_lesions": {S, C, A},
    "Drafts.put_back": {S, C},
    "Guidance.dismiss": {C},
    "Guidance.dismissals": {S, C, A},
    "Guidance.own_results": {S, C, A},
    "Guidance.take_back": {C},
    "History.as_it_was": {S, C, A},
    "History.count": {S, C, A},
    "History.count_after": {S, C, A},
    "History.entry_by": {S, C, A},
    "History.of_patient": {S, C, A},
    "Instruments.catalogue": {S, C, A},
    "Instruments.install": {A},
    "Instruments.retire": {A},
    "Judging.judge": {C},
    "Lesions.add": {S, C},
    "Lesions.add_event": {S, C},
    "Lesions.next_number": {S, C, A},
    "Lesions.set": {S, C},
    "Lesions.step": {S, C},
    "Lists.counts": {S, C, A},
    "Lists.first_ids": {S, C, A},
    "Lists.ids": {S, C, A},
    "Lists.open_lesions": {S, C, A},
    "Lists.rows": {S, C, A},
    "Lists.waiting_ids": {S, C, A},
    "Lists.waiting_rows": {S, C, A},
    "Merging.back_up": {C, A},
    "Merging.compare": {C, A},
    "Merging.joint": {C, A},
    "Merging.merge": {C, A},
    "Merging.separate": {C, A},
    "Patients.add": {S, C},
    "Patients.all_ids": {S, C, A},
    "Patients.by_mrn": {S, C, A},
    "Patients.change": {S, C},
    "Patients.find": {S, C, A},
    "Patients.is_taken": {S, C, A},
    "Lists.recent": {S, C, A},
    "Patients.look_alikes": {S, C, A},
    "Patients.numbered_like": {S, C, A},
    "Patients.open": {S, C, A},
    "Patients.open_all": {S, C, A},
    "Patients.reload": {S, C, A},
    "People.add": {A},
    "People.change_data_key": {A},
    "People.change_password": {S, C, A},
    "People.everyone": {A},
    "People.give_password": {A},
    "People.leave": {A},
    "People.login": {S, C, A},
    "People.prove": {S, C, A},
    "People.set_roles": {A},
    "Prints.in_short": {S, C, A},
    "Prints.patient_page": {S, C, A},
    "Prints.referral": {S, C, A},
    "Prints.save_trend": {S, C, A},
    "Prints.since_last": {S, C, A},
    "Prints.summary": {S, C, A},
    "Prints.therapy": {S, C, A},
    "Prints.worklist": {S, C, A},
    "Prints.visit_on": {S, C, A},
    "Prints.visit_text": {S, C, A},
    "RecordFiles.add_records": {A},
    "RecordFiles.export_file": {A},
    "RecordFiles.import_file": {A},
    "ReadingErrors.keep": {A},
    "ReadingErrors.known": {S, C, A},
    "ReadingErrors.work_out": {A},
    "SavedFilters.all": {S, C, A},
    "SavedFilters.remove": {S, C, A},
    "SavedFilters.save": {S, C, A},
    "SecondReader.agreements": {S, C, A},
    "SecondReader.answer": {C},
    "SecondReader.close": {C},
    "SecondReader.count": {C},
    "SecondReader.disagreements": {C},
    "SecondReader.judge_blind": {C},
    "SecondReader.next_case": {C},
    "Settings.contact": {S, C, A},
    "Settings.guidance_shown": {S, C, A},
    "Settings.locking": {S, C, A},
    "Settings.paper": {S, C, A},
    "Settings.rules": {S, C, A},
    "Settings.set_contact": {A},
    "Settings.set_guidance_shown": {A},
    "Settings.set_locking": {A},
    "Settings.set_clinic_name": {A},
    "Settings.set_paper": {A},
    "Settings.set_rules": {A},
    "Trials.add": {S, C},
    "Trials.change": {S, C},
    "Trials.therapies": {S, C, A},
    "Trials.without_baseline": {S, C, A},
    "Verification.verify": {S, C, A},
    "Visits.amend": {C},
    "Visits.change": {S, C},
    "Visits.clear": {S, C},
    "Visits.close_order": {S, C},
    "Visits.discard": {S, C},
    "Visits.move": {S, C},
    "Visits.order": {S, C},
    "Visits.record": {S, C},
    "Visits.revisions": {S, C, A},
    "Visits.sign": {C},
    "Visits.start": {S, C},
    "Visits.withdraw_order": {S, C},
}
"""Written by hand, against which every use case that there is gets compared. A new one gets its line here."""


def groups() -> list[type[Operations]]:
    for module in pkgutil.iter_modules(calcitrack.clinic.__path__):
        importlib.import_module(f"calcitrack.clinic.{module.name}")
    return sorted(Operations.__subclasses__(), key=lambda group: group.__name__)


def operations() -> Iterator[tuple[type[Operations], str, Callable[..., Any]]]:
    """Every public method of every group."""
    for group in groups():
        for name, method in inspect.getmembers(group, inspect.isfunction):
            if not name.startswith("_"):
                yield group, name, method


ALL = {f"{group.__name__}.{name}": (group, name, method) for group, name, method in operations()}


def allowed(name: str) -> frozenset[Role]:
    return frozenset(getattr(ALL[name][2], ROLES_ATTRIBUTE))


def of(clinic: Clinic, group: type[Operations]) -> Operations:
    return next(value for value in vars(clinic).values() if type(value) is group)


def test_every_use_case_stands_in_the_table_with_the_roles_that_may() -> None:
    undecorated = [name for name, (_, _, method) in ALL.items() if not hasattr(method, ROLES_ATTRIBUTE)]
    assert undecorated == [], "these lack the decorator @operation"
    assert {name: allowed(name) for name in ALL} == TABLE


def test_every_group_of_use_cases_can_be_reached(clinic: Clinic) -> None:
    assert {type(value) for value in vars(clinic).values() if isinstance(value, Operations)} == set(groups())


def tried(clinic: Clinic, name: str, *roles: Role) -> Exception | None:
    """What comes of a use case, asked for with nothing in its hands by somebody with these roles."""
    group, method, function = ALL[name]
    nothing = [None] * (len(inspect.signature(function).parameters) - 1)
    try:
        getattr(of(as_role(clinic, *roles), group), method)(*nothing)
    except Exception as error:  # noqa: BLE001 - whatever comes of it is compared
        return error
    return None


def test_a_role_that_may_not_is_refused_before_anything_is_read(clinic: Clinic) -> None:
    before = sql.dump(vault_of(clinic).connection)
    found = {(name, role): tried(clinic, name, role) for name in ALL for role in Role if role not in TABLE[name]}
    assert len(found) > 30
    assert [asked for asked, error in found.items() if not isinstance(error, NotAllowed)] == []
    assert all("Nothing was changed" in str(error) for error in found.values())
    assert sql.dump(vault_of(clinic).connection) == before


def test_a_role_that_may_is_never_refused_for_its_role(clinic: Clinic) -> None:
    found = {(name, role): tried(clinic, name, role) for name in ALL for role in TABLE[name]}
    assert [asked for asked, error in found.items() if isinstance(error, NotAllowed)] == []


def test_nobody_without_a_role_does_anything(clinic: Clinic) -> None:
    with pytest.raises(NotAllowed):
        as_role(clinic).patients.find("a")


def test_staff_record_a_visit_that_a_clinician_signs(clinic: Clinic) -> None:
    staff, doctor = as_role(clinic, Role.STAFF), as_role(clinic, Role.CLINICIAN)
    patient = staff.patients.add(a_patient()).value
    lesion = staff.lesions.add(patient, a_lesion()).value
    visit = staff.visits.start(patient, TODAY).value
    version = staff.visits.record(patient, visit, 1, [an_assessment(lesion)]).value
    with pytest.raises(NotAllowed):
        staff.visits.sign(patient, visit, version)
    doctor.visits.sign(patient, visit, version)
    with pytest.raises(NotAllowed):
        staff.visits.amend(patient, visit, AddendumKind.NOTE, "why", "", seen=0)
    staff.visits.start(patient, TODAY - timedelta(days=1))


def test_staff_import_nothing(clinic: Clinic) -> None:
    with pytest.raises(NotAllowed):
        as_role(clinic, Role.STAFF, Role.CLINICIAN).record_files.import_file(SAMPLE)
    assert clinic.patients.all_ids() == ()
