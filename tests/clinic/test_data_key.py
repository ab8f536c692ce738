"""Another data key: everything is there as before, nothing opens it as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from calcitrack.clinic.keys import find_key, find_key_by_recovery
from calcitrack.clinic.session import Clinic, open_clinic
from calcitrack.db import driver, key_change, opening, rekeying
from calcitrack.domain.errors import FirstPassword, WrongPassword
from calcitrack.domain.vocabulary import Role
from tests.builders import a_lesion, a_patient, an_assessment
from tests.db import sql
from tests.vaults import LOGIN, PASSWORD, TODAY, Template, content_of, opened, vault_of

FIRST = "given on a piece of paper"


@pytest.fixture
def used(clinic: Clinic) -> Clinic:
    """A vault with a signed visit and two people more, one of whom left."""
    patient = clinic.patients.add(a_patient()).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    visit = clinic.visits.start(patient, TODAY).value
    version = clinic.visits.record(patient, visit, 1, [an_assessment(lesion)]).value
    clinic.visits.sign(patient, visit, version)
    clinic.people.add("Bo Sample", "bo", {Role.STAFF}, FIRST)
    gone = clinic.people.add("Cy Sample", "cy", {Role.STAFF}, FIRST).value
    clinic.people.leave(gone, 1)
    return clinic


def test_all_is_there_under_another_key_and_the_audit_says_so(used: Clinic) -> None:
    folder, before = used.folder, sql.dump(vault_of(used).connection)
    old_key = opening.key_by_password(folder, LOGIN, PASSWORD).key
    used.people.change_data_key(PASSWORD)
    assert used.is_locked
    known = opening.key_by_password(folder, LOGIN, PASSWORD)
    assert known.key != old_key
    with pytest.raises(driver.WrongKey):
        driver.connect(folder / "vault.db", old_key, known.slots.db_salt)
    with opened(folder) as again:
        assert again.notices == ()
        assert again.verification.verify().flaws == ()
        after = sql.dump(vault_of(again).connection)
        told = [row[0] for row in vault_of(again).connection.execute("SELECT action FROM audit ORDER BY id")]
    assert {table: rows for table, rows in before.items() if table != "audit"} == {
        table: rows for table, rows in after.items() if table != "audit"
    }
    assert set(before["audit"]) <= set(after["audit"])
    assert told[-3:] == ["change data key", "sign in", "verify vault"]


def test_everybody_else_gets_a_first_password_and_the_recovery_code_is_new(
    used: Clinic, vault_template: Template
) -> None:
    folder = used.folder
    made = used.people.change_data_key(PASSWORD)
    ((name, first),) = made.first_passwords
    assert name == "Bo Sample"
    with pytest.raises(FirstPassword):
        find_key(folder, "bo", first)
    for login, password in (("bo", FIRST), ("cy", FIRST)):
        with pytest.raises(WrongPassword):
            find_key(folder, login, password)
    with pytest.raises(WrongPassword):
        find_key_by_recovery(folder, LOGIN, vault_template.recovery_code, "another password", reason="forgotten")
    find_key_by_recovery(folder, LOGIN, made.recovery_code, "another password", reason="forgotten")


def test_a_wrong_password_changes_nothing(used: Clinic) -> None:
    with pytest.raises(WrongPassword):
        used.people.change_data_key("wrong")
    assert not used.is_locked


class Stopped(Exception):  # noqa: N818
    """Somebody gave up."""


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_giving_up_at_any_step_leaves_the_old_vault_whole(used: Clinic, step: int) -> None:
    def report(done: int, _of: int) -> None:
        if done == step:
            raise Stopped

    with pytest.raises(Stopped):
        used.people.change_data_key(PASSWORD, report)
    folder = used.folder
    used.close()
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == ["backups"]
    with opened(folder) as again:
        assert again.verification.verify().flaws == ()


@pytest.mark.parametrize("moved", range(len(key_change.FILES) + 1))
def test_a_crash_in_the_last_step_is_finished_at_the_next_opening(
    used: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    folder = used.folder

    def crash(vault: Path) -> None:
        for name in key_change.FILES[:moved]:
            (vault / key_change.READY / name).replace(vault / name)
        raise Stopped

    monkeypatch.setattr(rekeying, "finish", crash)
    with pytest.raises(Stopped):
        used.people.change_data_key(PASSWORD)
    used.close()
    with opened(folder) as again:
        assert again.verification.verify().flaws == ()
        assert len(again.people.everyone()) == 3
    assert key_change.READY not in content_of(folder)
    assert not (folder / key_change.READY).exists()
    open_clinic(folder, LOGIN, PASSWORD).close()
