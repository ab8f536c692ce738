"""From a backup to a vault: proved before, verified after, and never in the place of another."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from calcitrack.clinic import backup_lists, backups
from calcitrack.clinic.keys import find_key
from calcitrack.clinic.session import Clinic, create_clinic, open_clinic
from calcitrack.domain.errors import CalciTrackError, NotAllowed, NotFound, VaultDamaged, VaultExists, WrongPassword
from calcitrack.domain.unusable_backup import Why
from calcitrack.domain.vocabulary import Role
from tests.builders import a_patient
from tests.db import sql
from tests.db.signed_vault import sign_a_visit
from tests.vaults import CHEAP, LOGIN, PASSWORD, FixedClock, as_role, content_of, opened, run_script, vault_of

FIRST = "a first password to change"
OWN = "an own password of the nurse"


def test_a_restored_vault_holds_what_the_backup_held_and_goes_on(clinic: Clinic, tmp_path: Path) -> None:
    sign_a_visit(clinic)
    taken = clinic.backups.make().backup
    expected = sql.dump(vault_of(clinic).connection)
    clinic.patients.add(a_patient("later"))
    clinic.backups.restore(taken, tmp_path / "new")
    with opened(tmp_path / "new") as restored:
        found = sql.dump(vault_of(restored).connection)
        assert {name: rows for name, rows in found.items() if name != "audit"} == {
            name: rows for name, rows in expected.items() if name != "audit"
        }
        assert not restored.read_only
        restored.patients.add(a_patient("goes on"))
        assert restored.verification.verify().is_whole
        told = vault_of(restored).connection.execute("SELECT action FROM audit").fetchall()
        assert ("restore from a backup",) in told
    assert len(clinic.patients.all_ids()) == 3


def test_a_restore_begins_with_a_backup_of_what_is_open(clinic: Clinic, tmp_path: Path) -> None:
    taken = clinic.backups.make().backup
    clinic.patients.add(a_patient("later"))
    clinic.backups.restore(taken, tmp_path / "new")
    newest, older = clinic.backups.listed()
    assert (newest.rows["patient"], older.rows["patient"]) == (1, 0)


def test_a_vault_that_is_gone_comes_back_with_a_backup_and_a_password(vault_folder: Path, tmp_path: Path) -> None:
    with opened(vault_folder) as clinic:
        clinic.patients.add(a_patient("1"))
        taken = clinic.backups.make_in(tmp_path / "stick").backup
    shutil.rmtree(vault_folder)
    at = backups.restore(find_key(taken.folder, LOGIN, PASSWORD), vault_folder, FixedClock())
    assert at == taken.at
    with opened(vault_folder) as restored:
        assert len(restored.patients.all_ids()) == 1


def test_nothing_is_restored_over_something(clinic: Clinic, tmp_path: Path) -> None:
    taken = clinic.backups.make().backup
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(VaultExists):
        clinic.backups.restore(taken, tmp_path / "full")
    with pytest.raises(VaultExists):
        clinic.backups.restore(taken, clinic.folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full", "vault"]


def test_a_damaged_backup_restores_nothing(clinic: Clinic, tmp_path: Path) -> None:
    taken = clinic.backups.make().backup
    database = taken.folder / "vault.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    with pytest.raises(VaultDamaged, match="Use another backup"):
        clinic.backups.restore(taken, tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]


@pytest.mark.parametrize("step", [1, 2, 3])
def test_of_a_restore_that_was_given_up_nothing_is_left(clinic: Clinic, tmp_path: Path, step: int) -> None:
    class GivenUpError(Exception):
        """Raised by whoever does not want it any more."""

    def report(done: int, _of: int) -> None:
        if done == step:
            raise GivenUpError

    taken = clinic.backups.make().backup
    before = content_of(taken.folder)
    with pytest.raises(GivenUpError):
        clinic.backups.restore(taken, tmp_path / "new", report)
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]
    assert content_of(taken.folder) == before


def test_a_folder_that_is_no_backup_is_said_to_be_none(vault_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CalciTrackError, match="list of contents is missing"):
        backups.restore(find_key(vault_folder, LOGIN, PASSWORD), tmp_path / "new")


def test_only_an_administrator_restores(clinic: Clinic, tmp_path: Path) -> None:
    clinic.people.add("Nurse Finch", "finch", {Role.STAFF}, FIRST)
    taken = clinic.backups.make().backup
    with pytest.raises(NotAllowed):
        as_role(clinic, Role.STAFF).backups.restore(taken, tmp_path / "new")
    clinic.people.change_password(PASSWORD, OWN)
    with pytest.raises(CalciTrackError):
        backups.restore(find_key(taken.folder, LOGIN, OWN), tmp_path / "new")


def test_a_drill_tries_the_newest_backup_and_leaves_only_its_date(clinic: Clinic, fixed_clock: FixedClock) -> None:
    with pytest.raises(NotFound):
        clinic.backups.drill()
    taken = clinic.backups.make().backup
    assert clinic.backups.protection().wants_drill(fixed_clock.now())
    fixed_clock.go_on(hours=1)
    assert clinic.backups.drill().value == taken.at
    assert [path.name for path in taken.folder.parent.iterdir()] == [taken.folder.name]
    assert not clinic.backups.protection().wants_drill(fixed_clock.now())
    fixed_clock.go_on(days=40)
    assert clinic.backups.protection().wants_drill(fixed_clock.now())


def test_where_the_clock_was_set_back_the_newest_backup_is_the_one_that_holds_most(
    clinic: Clinic, fixed_clock: FixedClock
) -> None:
    fixed_clock.go_on(days=10)
    dated_ahead = clinic.backups.make().backup
    fixed_clock.go_on(days=-10)
    clinic.patients.add(a_patient("after the clock was set back"))
    assert clinic.backups.protection().is_changed
    made = clinic.backups.make().backup
    assert clinic.backups.protection().last == made.at < dated_ahead.at
    assert not clinic.backups.protection().is_changed
    assert clinic.backups.drill().value == made.at
    assert {one.folder for one in clinic.backups.listed()} == {made.folder, dated_ahead.folder}


@pytest.mark.parametrize("name", ["vault.backup", "vault.db", "vault.slots", "vault.anchor"])
def test_a_damaged_backup_is_named_and_its_age_does_not_count(
    clinic: Clinic, fixed_clock: FixedClock, name: str
) -> None:
    older = clinic.backups.make().backup
    clinic.patients.add(a_patient("1"))
    fixed_clock.go_on(hours=2)
    newest = clinic.backups.make().backup
    (newest.folder / name).unlink()
    assert clinic.backups.listed() == (older,)
    (found,) = clinic.backups.unusable()
    assert (found.folder, found.at, found.why) == (newest.folder, newest.at.replace(microsecond=0), Why.DAMAGED)
    protection = clinic.backups.protection()
    assert (protection.last, protection.is_changed, protection.damaged) == (older.at, True, 1)


def test_a_backup_whose_pages_prove_to_be_damaged_counts_no_more(clinic: Clinic, fixed_clock: FixedClock) -> None:
    sign_a_visit(clinic)
    taken = clinic.backups.make().backup
    content = bytearray((taken.folder / "vault.db").read_bytes())
    content[len(content) // 2] ^= 1
    (taken.folder / "vault.db").write_bytes(content)
    assert clinic.backups.listed() == (taken,), "its pages are not read for a list"
    with pytest.raises(VaultDamaged):
        clinic.backups.drill()
    assert clinic.backups.listed() == ()
    assert [one.folder for one in clinic.backups.unusable()] == [taken.folder]
    protection = clinic.backups.protection()
    assert (protection.last, protection.is_changed) == (None, True)
    with pytest.raises(NotFound):
        clinic.backups.drill()


def test_a_whole_backup_is_never_removed_for_a_damaged_one_of_the_same_time(
    clinic: Clinic, fixed_clock: FixedClock
) -> None:
    whole = clinic.backups.make().backup
    fixed_clock.go_on(hours=1)
    clinic.patients.add(a_patient("1"))
    taken = clinic.backups.make().backup
    content = bytearray((taken.folder / "vault.db").read_bytes())
    content[len(content) // 2] ^= 1
    (taken.folder / "vault.db").write_bytes(content)
    with pytest.raises(VaultDamaged):
        clinic.backups.drill()
    for _day in range(5):
        fixed_clock.go_on(days=1)
        clinic.backups.make()
    assert whole.folder in [one.folder for one in clinic.backups.listed()]
    assert taken.folder in [one.folder for one in clinic.backups.unusable()]


def test_of_several_vaults_whose_backups_lie_in_one_folder_the_password_finds_its_own(
    vault_folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    with opened(vault_folder) as clinic:
        mine = clinic.backups.make_in(place).backup
        clinic.people.change_password(PASSWORD, OWN)
        later = clinic.backups.make_in(place).backup
    create_clinic(
        tmp_path / "other", clinic="Other", login=LOGIN, person="O", password=FIRST, cost=CHEAP, synthetic=True
    )
    with contextlib.closing(open_clinic(tmp_path / "other", LOGIN, FIRST)) as clinic:
        theirs = clinic.backups.make_in(place).backup
    for password in (PASSWORD, OWN):
        found = backup_lists.look_through(place, LOGIN, password).whole
        assert {one.folder for one in found} == {mine.folder, later.folder}
    assert [one.folder for one in backup_lists.look_through(place, LOGIN, FIRST).whole] == [theirs.folder]
    with pytest.raises(WrongPassword):
        backup_lists.look_through(place, LOGIN, "nobody's password at all")


def test_backups_of_before_another_data_key_are_named_as_such(clinic: Clinic) -> None:
    taken = clinic.backups.make().backup
    clinic.people.change_data_key(PASSWORD)
    with opened(clinic.folder) as again:
        assert taken.folder in [one.folder for one in again.backups.unusable()]
        assert {one.why for one in again.backups.unusable()} == {Why.OTHER_KEY}
        assert again.backups.listed() == ()


def test_a_backup_that_holds_more_than_the_open_vault_says_so(vault_folder: Path) -> None:
    shorter = (vault_folder / "vault.db").read_bytes()
    with opened(vault_folder) as clinic:
        clinic.patients.add(a_patient("1"))
        clinic.backups.make()
    (vault_folder / "vault.db").write_bytes(shorter)
    with contextlib.closing(open_clinic(vault_folder, LOGIN, PASSWORD, FixedClock(), read_only=True)) as clinic:
        (lost,) = clinic.backups.compared()
        found = clinic.backups.looked_into(lost.backup)
    assert (lost.patients, lost.entries, lost.more) == (0, 0, 2)
    assert (found.lost_patients, found.entries, found.more) == ((), 0, 2)


def test_what_a_restore_would_lose_is_counted(clinic: Clinic) -> None:
    known = sign_a_visit(clinic)
    clinic.backups.make()
    clinic.patients.add(a_patient("later"))
    clinic.visits.start(known.patient, clinic.clock.today() - timedelta(days=3))
    (lost,) = clinic.backups.compared()
    assert (lost.patients, lost.visits) == (1, 1)


def test_the_command_line_backs_up_and_restores(vault_folder: Path, tmp_path: Path) -> None:
    with opened(vault_folder) as clinic:
        clinic.patients.add(a_patient("1"))
    told = _run("backup", "--vault", vault_folder, "--to", tmp_path / "stick")
    assert told.returncode == 0, told.stderr
    taken = Path(told.stdout.strip())
    assert taken.parent == tmp_path / "stick"
    back = _run("restore", "--from", taken, "--to", tmp_path / "new")
    assert back.returncode == 0, back.stderr
    with opened(tmp_path / "new") as restored:
        assert len(restored.patients.all_ids()) == 1
    again = _run("restore", "--from", taken, "--to", tmp_path / "new")
    assert again.returncode == 1
    assert "is not empty" in again.stderr
    damaged = taken.with_name(taken.name.replace("Z", "Z-2"))
    shutil.copytree(taken, damaged)
    (damaged / "vault.anchor").write_bytes(b"")
    many = _run("restore", "--from", taken.parent, "--to", tmp_path / "other")
    assert many.returncode == 2, many.stderr
    assert [line.split()[0] for line in many.stdout.splitlines()] == [str(taken), str(damaged)]
    assert many.stdout.rstrip().endswith("DAMAGED: it cannot be restored from")
    assert not (tmp_path / "other").exists()
    too_long = _run("restore", "--from", "x" * 4000, "--to", tmp_path / "other")
    assert "cannot be read" in too_long.stderr


def _run(*arguments: object) -> subprocess.CompletedProcess[str]:
    script = "import sys; from calcitrack.cli.main import main; sys.exit(main(sys.argv[1:]))"
    return run_script(script, *arguments, "--user", LOGIN, input=f"{PASSWORD}\n")
