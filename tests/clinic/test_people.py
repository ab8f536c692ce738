"""Who works here: added, given roles and passwords, and gone without leaving the record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calcitrack.clinic.keys import find_key, find_key_by_first, find_key_by_recovery
from calcitrack.clinic.session import Clinic, enter, open_clinic
from calcitrack.clinic.settings import LockSettings
from calcitrack.db import failures, slot_files, slots
from calcitrack.domain.errors import (
    Conflict,
    FirstPassword,
    InvalidInput,
    PasswordNeeded,
    TooManyAttempts,
    VaultLocked,
    WrongPassword,
)
from calcitrack.domain.vocabulary import Role
from tests.builders import a_lesion, a_patient, an_assessment
from tests.vaults import LOGIN, PASSWORD, TODAY, FixedClock, Template, vault_of

FIRST, OWN = "given on a piece of paper", "swordfish lantern maple"


def added(clinic: Clinic, *roles: Role) -> int:
    return clinic.people.add("Nurse Bo Sample", "bo", roles or {Role.STAFF}, FIRST).value


def one(clinic: Clinic, person_id: int):
    return next(known for known in clinic.people.everyone() if known.id == person_id)


def deeds(clinic: Clinic) -> list[tuple[str, str]]:
    return vault_of(clinic).connection.execute("SELECT action, reason FROM audit ORDER BY id").fetchall()


def test_a_first_password_opens_only_to_choose_an_own_one(clinic: Clinic) -> None:
    added(clinic, Role.STAFF, Role.CLINICIAN)
    folder = clinic.folder
    clinic.close()
    with pytest.raises(FirstPassword):
        find_key(folder, "bo", FIRST)
    with pytest.raises(InvalidInput):
        find_key_by_first(folder, "bo", FIRST, FIRST)
    entered = enter(find_key_by_first(folder, "bo", FIRST, OWN), FixedClock())
    assert entered.person.roles == {Role.STAFF, Role.CLINICIAN}
    entered.close()
    with pytest.raises(WrongPassword):
        find_key(folder, "bo", FIRST)
    open_clinic(folder, "BO", OWN).close()


@pytest.mark.parametrize(
    ("name", "login", "roles", "password", "field"),
    [
        ("", "bo", {Role.STAFF}, FIRST, "person"),
        ("Bo", " ", {Role.STAFF}, FIRST, "login"),
        ("Bo", LOGIN.upper(), {Role.STAFF}, FIRST, "login"),
        ("Bo", "bo", set(), FIRST, "roles"),
        ("Bo", "bo", {Role.STAFF}, "", "password"),
    ],
)
def test_nobody_is_added_with_a_part_missing(
    clinic: Clinic, name: str, login: str, roles: set[Role], password: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        clinic.people.add(name, login, roles, password)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert len(clinic.people.everyone()) == 1


def test_roles_are_changed_once_and_the_second_writer_is_told(clinic: Clinic) -> None:
    bo = added(clinic)
    clinic.people.set_roles(bo, {Role.CLINICIAN, Role.ADMINISTRATOR}, 1)
    assert one(clinic, bo).roles == {Role.CLINICIAN, Role.ADMINISTRATOR}
    with pytest.raises(Conflict):
        clinic.people.set_roles(bo, {Role.STAFF}, 1)
    with pytest.raises(InvalidInput):
        clinic.people.set_roles(bo, set(), 2)
    assert one(clinic, bo).roles == {Role.CLINICIAN, Role.ADMINISTRATOR}


def test_the_last_administrator_stays_one(clinic: Clinic) -> None:
    bo, me = added(clinic, Role.ADMINISTRATOR), clinic.person.id
    clinic.people.set_roles(bo, {Role.STAFF}, 1)
    with pytest.raises(InvalidInput, match="last administrator"):
        clinic.people.set_roles(me, {Role.CLINICIAN}, 1)
    clinic.people.set_roles(bo, {Role.ADMINISTRATOR}, 2)
    clinic.people.set_roles(me, {Role.CLINICIAN}, 1)


def test_nobody_closes_their_own_account(clinic: Clinic) -> None:
    added(clinic, Role.ADMINISTRATOR)
    with pytest.raises(InvalidInput):
        clinic.people.leave(clinic.person.id, 1)


def test_whoever_leaves_loses_the_slot_and_stays_named(clinic: Clinic) -> None:
    bo, folder = added(clinic), clinic.folder
    clinic.people.leave(bo, 1)
    assert not one(clinic, bo).active
    assert slot_files.read_slots(folder).kind_of("bo") == ""
    with pytest.raises(WrongPassword):
        find_key(folder, "bo", FIRST)
    clinic.people.give_password(bo, "another given password")
    assert one(clinic, bo).active
    with pytest.raises(FirstPassword):
        find_key(folder, "bo", "another given password")


def test_one_changes_ones_own_password_with_the_old_one(clinic: Clinic) -> None:
    with pytest.raises(WrongPassword):
        clinic.people.change_password("wrong", OWN)
    clinic.people.change_password(PASSWORD, OWN)
    folder = clinic.folder
    clinic.close()
    with pytest.raises(WrongPassword):
        open_clinic(folder, LOGIN, PASSWORD)
    open_clinic(folder, LOGIN, OWN).close()


def test_no_slot_of_real_patients_is_cheap() -> None:
    real = slots.new_slot_file(bytes(32), synthetic=False)
    with pytest.raises(ValueError, match="KdfCost"):
        real.with_slot("bo", slots.USER, OWN, bytes(32), slots.SYNTHETIC_COST)
    assert slots.CLINIC_COST.is_at_least(slots.FLOOR)


@pytest.mark.parametrize("login", [LOGIN, "nobody"])
def test_waiting_grows_with_failures_and_a_restart_does_not_shorten_it(
    vault_template: Template, tmp_path, login: str
) -> None:
    folder, clock = vault_template.copy_to(tmp_path / "vault"), FixedClock()
    for _ in range(failures.FREE + 1):
        with pytest.raises(WrongPassword):
            find_key(folder, login, "wrong", clock)
    with pytest.raises(TooManyAttempts, match="4 seconds"):
        find_key(folder, login, PASSWORD, clock)
    clock.go_on(seconds=4)
    with pytest.raises(WrongPassword):
        find_key(folder, login, "wrong", clock)
    with pytest.raises(TooManyAttempts, match="8 seconds"):
        find_key(folder, login, PASSWORD, clock)
    assert LOGIN.encode() not in (folder / failures.FAILURES_NAME).read_bytes()


def test_the_waiting_time_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [failures.waiting_s(count) for count in range(40)]
    assert waits[: failures.FREE + 4] == [0] * (failures.FREE + 1) + [4, 8, 16]
    assert max(waits) == 900
    assert waits == sorted(waits)


def test_failures_enter_the_audit_at_the_next_good_sign_in_and_only_once(vault_folder) -> None:
    clock = FixedClock()
    for login in (LOGIN, "nobody", "nobody"):
        with pytest.raises(WrongPassword):
            find_key(vault_folder, login, "wrong", clock)
    for _ in range(2):
        clinic = open_clinic(vault_folder, LOGIN, PASSWORD, clock)
        told = [reason for action, reason in deeds(clinic) if action == "failed sign-ins"]
        clinic.close()
    assert told == ["3; the last 2026-11-22 09:30 UTC"]


def test_the_recovery_code_waits_too(vault_template: Template, vault_folder) -> None:
    clock = FixedClock()
    for _ in range(failures.FREE + 1):
        with pytest.raises(WrongPassword):
            find_key_by_recovery(vault_folder, LOGIN, "0" * 32, OWN, clock, reason="forgotten")
    with pytest.raises(TooManyAttempts):
        find_key_by_recovery(vault_folder, LOGIN, vault_template.recovery_code, OWN, clock, reason="forgotten")
    clock.go_on(hours=1)
    find_key_by_recovery(vault_folder, LOGIN, vault_template.recovery_code, OWN, clock, reason="forgotten")


def drafted(clinic: Clinic) -> tuple[int, int, int]:
    patient = clinic.patients.add(a_patient()).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    visit = clinic.visits.start(patient, TODAY).value
    return patient, visit, clinic.visits.record(patient, visit, 1, [an_assessment(lesion)]).value


def test_a_signature_after_a_pause_takes_the_password(clinic: Clinic, fixed_clock: FixedClock) -> None:
    draft = drafted(clinic)
    clinic.presence.watch(timedelta(minutes=5), fixed_clock.now())
    fixed_clock.go_on(minutes=6)
    clinic.presence.touch(fixed_clock.now())
    with pytest.raises(PasswordNeeded):
        clinic.visits.sign(*draft)
    with pytest.raises(WrongPassword):
        find_key(clinic.folder, LOGIN, "wrong", fixed_clock)
    clinic.people.prove(find_key(clinic.folder, LOGIN, PASSWORD, fixed_clock))
    clinic.visits.sign(*draft)


def test_a_signature_within_the_pause_takes_none(clinic: Clinic, fixed_clock: FixedClock) -> None:
    draft = drafted(clinic)
    clinic.presence.watch(timedelta(minutes=5), fixed_clock.now())
    for _ in range(10):
        fixed_clock.go_on(minutes=4)
        clinic.presence.touch(fixed_clock.now())
    clinic.visits.sign(*draft)


def test_the_password_of_somebody_else_does_not_sign(clinic: Clinic, fixed_clock: FixedClock) -> None:
    added(clinic)
    key = find_key(clinic.folder, LOGIN, PASSWORD, fixed_clock)
    other = find_key_by_first(clinic.folder, "bo", FIRST, OWN, fixed_clock)
    clinic.people.prove(key)
    with pytest.raises(Exception, match="somebody else"):
        clinic.people.prove(other)


def test_a_locked_clinic_reads_nothing_and_goes_on_with_the_same_person(clinic: Clinic) -> None:
    draft = drafted(clinic)
    clinic.lock("idle")
    assert clinic.is_locked
    with pytest.raises(VaultLocked):
        clinic.patients.open(draft[0])
    again = open_clinic(clinic.folder, LOGIN, PASSWORD, FixedClock())
    assert clinic.is_same_person(again)
    clinic.go_on(again)
    assert again.is_locked
    clinic.visits.sign(*draft)
    assert ("lock", "idle") in deeds(clinic)


def test_locking_times_are_settings_of_the_clinic(clinic: Clinic) -> None:
    assert clinic.settings.locking() == LockSettings(10, 5)
    clinic.settings.set_locking(LockSettings(3, 2), clinic.settings.locking())
    assert clinic.settings.locking() == LockSettings(3, 2)
    with pytest.raises(ValueError, match="0"):
        clinic.settings.set_locking(LockSettings(0, 2), clinic.settings.locking())


def test_the_reason_for_the_recovery_code_stands_in_the_audit(vault_template: Template, vault_folder) -> None:
    code, why = vault_template.recovery_code, "Emergency at night, nobody else with a password"
    clinic = enter(find_key_by_recovery(vault_folder, LOGIN, code, OWN, reason=why), FixedClock())
    assert ("sign in with recovery code", why) in deeds(clinic)
    clinic.close()
