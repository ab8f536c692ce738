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

SIGNING = {"Visits.sign", "Visits.amend"}
MANAGING = {"RecordFiles.import_file", "RecordFiles.add_records"}


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


@pytest.mark.parametrize("name", ALL)
def test_every_use_case_says_who_may_do_it(name: str) -> None:
    method = ALL[name][2]
    assert hasattr(method, ROLES_ATTRIBUTE), f"{name} lacks the decorator @operation"
    assert allowed(name) <= set(Role)
    assert allowed(name)


def test_every_group_of_use_cases_can_be_reached(clinic: Clinic) -> None:
    assert {type(value) for value in vars(clinic).values() if isinstance(value, Operations)} == set(groups())


def test_only_clinicians_sign_and_amend() -> None:
    assert {name for name in ALL if allowed(name) == {Role.CLINICIAN}} >= SIGNING


def test_only_administrators_import_and_choose_settings() -> None:
    changing = {name for name in ALL if name.startswith("Settings.set")}
    assert {name for name in ALL if allowed(name) == {Role.ADMINISTRATOR}} >= MANAGING | changing


def test_an_administrator_alone_records_nothing() -> None:
    writing = {"add", "change", "start", "record", "clear", "move", "discard", "order", "close_order", "set"}
    named = {name for name in ALL if name.rpartition(".")[2] in writing}
    assert len(named) > 10
    assert [name for name in named if Role.ADMINISTRATOR in allowed(name)] == []


@pytest.mark.parametrize(("name", "role"), [(name, role) for name in ALL for role in Role if role not in allowed(name)])
def test_a_role_that_may_not_is_refused_before_anything_is_read(clinic: Clinic, name: str, role: Role) -> None:
    group, method, function = ALL[name]
    before = sql.dump(vault_of(clinic).connection)
    nothing = [None] * (len(inspect.signature(function).parameters) - 1)
    with pytest.raises(NotAllowed, match="Nothing was changed"):
        getattr(of(as_role(clinic, role), group), method)(*nothing)
    assert sql.dump(vault_of(clinic).connection) == before


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
        staff.visits.amend(patient, visit, AddendumKind.NOTE, "why", "")
    staff.visits.start(patient, TODAY - timedelta(days=1))


def test_staff_import_nothing(clinic: Clinic) -> None:
    with pytest.raises(NotAllowed):
        as_role(clinic, Role.STAFF, Role.CLINICIAN).record_files.import_file(SAMPLE)
    assert clinic.patients.all_ids() == ()
