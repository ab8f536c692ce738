"""A backup counts only when it was opened again and found whole; nothing of a failed one is left."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.db import backup, stages
from calcitrack.db.backup_files import MANIFEST_NAME, Backup
from calcitrack.db.key_change import FILES
from calcitrack.db.stages import Kind
from calcitrack.domain.errors import (
    Conflict,
    ReadOnly,
    VaultDamaged,
)
from tests.builders import a_patient
from tests.db import sql
from tests.db.signed_vault import sign_a_visit
from tests.vaults import CLINIC, PASSWORD, FixedClock, content_of, opened, vault_of

FLIPS = 60


def made(clinic: Clinic) -> Backup:
    return clinic.backups.make().backup


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_backup_is_a_whole_vault_that_opens_with_the_same_password(clinic: Clinic) -> None:
    sign_a_visit(clinic)
    taken = made(clinic)
    with opened(taken.folder) as looked_at:
        theirs, ours = (sql.dump(vault_of(one).connection) for one in (looked_at, clinic))
        assert theirs == ours
        assert looked_at.verification.verify().is_whole


def test_a_backup_is_only_looked_at(clinic: Clinic) -> None:
    sign_a_visit(clinic)
    taken = made(clinic)
    before = content_of(taken.folder)
    with opened(taken.folder) as looked_at:
        assert looked_at.read_only
        assert "restore" in str(looked_at.notices[0])
        with pytest.raises(ReadOnly):
            looked_at.patients.add(a_patient("9"))
    assert content_of(taken.folder) == before
    assert backup.prove_backup(taken.folder, vault_of(clinic).data_key).at == taken.at


def test_what_is_saved_while_a_backup_runs_is_kept_and_not_in_it(clinic: Clinic) -> None:
    clinic.patients.add(a_patient("1"))
    twin = clinic.twin()
    try:
        taken = twin.backups.make(lambda done, _of: clinic.patients.add(a_patient(f"meanwhile {done}"))).backup
    finally:
        twin.close()
    assert taken.rows["patient"] == 1
    assert len(clinic.patients.all_ids()) == 4
    (lost,) = clinic.backups.compared()
    assert (lost.backup.at, lost.patients) == (taken.at, 3)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_of_a_backup_that_was_given_up_nothing_is_left(clinic: Clinic, step: int) -> None:
    class GivenUpError(Exception):
        """Raised by whoever does not want it any more."""

    def report(done: int, _of: int) -> None:
        if done == step:
            raise GivenUpError

    first = made(clinic)
    with pytest.raises(GivenUpError):
        clinic.backups.make(report)
    assert names(first.folder.parent) == [first.folder.name]


def test_two_backups_of_one_instant_have_two_names(clinic: Clinic) -> None:
    assert made(clinic).folder != made(clinic).folder
    assert len(clinic.backups.listed()) == 2


def test_a_backup_holds_nothing_that_can_be_read_without_the_key(clinic: Clinic) -> None:
    clinic.patients.add(a_patient("MRN-4711", family_name="Readablename"))
    whole = b"".join(content_of(made(clinic).folder).values())
    assert not any(word in whole for word in (b"Readablename", b"MRN-4711", CLINIC.encode(), b"SQLite format"))


def test_a_backup_belongs_to_its_owner_alone(clinic: Clinic) -> None:
    if os.name == "nt":
        pytest.skip("Windows has no modes")
    folder = made(clinic).folder
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_every_flipped_bit_of_a_backup_is_found(clinic: Clinic) -> None:
    sign_a_visit(clinic)
    folder, key, numbers = made(clinic).folder, vault_of(clinic).data_key, random.Random(20261122)
    for turn in range(FLIPS):
        path = folder / (*FILES, MANIFEST_NAME)[turn % (len(FILES) + 1)]
        whole = path.read_bytes()
        bit = numbers.randrange(8 * len(whole))
        path.write_bytes(whole[: bit // 8] + bytes([whole[bit // 8] ^ 1 << bit % 8]) + whole[bit // 8 + 1 :])
        with pytest.raises(VaultDamaged):
            backup.prove_backup(folder, key)
        path.write_bytes(whole)
    backup.prove_backup(folder, key)


@pytest.mark.parametrize("name", [*FILES, MANIFEST_NAME])
def test_a_backup_without_one_of_its_files_is_none(clinic: Clinic, name: str) -> None:
    taken = made(clinic)
    (taken.folder / name).unlink()
    with pytest.raises(VaultDamaged):
        backup.prove_backup(taken.folder, vault_of(clinic).data_key)


def test_who_looks_changes_nothing_and_who_writes_does(clinic: Clinic) -> None:
    patient = clinic.patients.add(a_patient("1")).value
    assert clinic.backups.protection().is_changed
    made(clinic)
    clinic.patients.open(patient)
    assert not clinic.backups.protection().is_changed
    clinic.patients.add(a_patient("2"))
    assert clinic.backups.protection().is_changed


def test_another_password_is_a_change(clinic: Clinic) -> None:
    made(clinic)
    clinic.people.change_password(PASSWORD, "another horse than before")
    assert clinic.backups.protection().is_changed


def test_old_backups_go_and_those_of_other_vaults_stay(clinic: Clinic, fixed_clock: FixedClock) -> None:
    first = made(clinic)
    other = first.folder.parent / "somebody else's"
    other.mkdir()
    for _ in range(20):
        fixed_clock.go_on(days=40)
        made(clinic)
    found = clinic.backups.listed()
    assert len(found) < 21
    assert first.at not in {one.at for one in found}
    assert other.exists()


def test_a_proved_copy_lies_in_the_second_folder(clinic: Clinic, tmp_path: Path) -> None:
    clinic.backups.set_folder(tmp_path / "stick", None)
    told = clinic.backups.make()
    assert told.second is not None
    assert told.second.folder.parent == tmp_path / "stick"
    assert clinic.backups.protection().second_folder == tmp_path / "stick"
    assert content_of(told.second.folder) == content_of(told.backup.folder)


def test_does_not_write_over_a_second_folder_that_was_changed_unseen(clinic: Clinic, tmp_path: Path) -> None:
    clinic.backups.set_folder(tmp_path / "stick", None)
    with pytest.raises(Conflict):
        clinic.backups.set_folder(tmp_path / "other", None)
    assert clinic.backups.protection().second_folder == tmp_path / "stick"


def test_a_second_folder_that_cannot_be_written_is_told_and_the_backup_stands(clinic: Clinic, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    clinic.backups.set_folder(tmp_path / "file", None)
    told = clinic.backups.make()
    assert told.second is None
    assert told.second_failed is not None
    assert [one.at for one in clinic.backups.listed()] == [told.backup.at]


def test_an_import_begins_with_a_backup(clinic: Clinic, tmp_path: Path) -> None:
    clinic.patients.add(a_patient("1"))
    clinic.record_files.export_file(tmp_path / "out.json")
    text = (tmp_path / "out.json").read_text(encoding="utf-8").replace('"1"', '"2"')
    (tmp_path / "in.json").write_text(text, encoding="utf-8")
    clinic.record_files.import_file(tmp_path / "in.json")
    assert [one.rows["patient"] for one in clinic.backups.listed()] == [1]
    assert len(clinic.patients.all_ids()) == 2


@pytest.mark.parametrize("kind", Kind)
def test_what_a_killed_program_left_is_cleared_and_what_another_is_at_work_on_is_not(
    clinic: Clinic, kind: Kind
) -> None:
    home = made(clinic).folder.parent
    with stages.stage(home, kind) as at_work:
        left = home / f"{kind.value}0000cafe"
        somebodys = home / f"{kind.value}of-mine"
        somebodys.mkdir()
        left.mkdir()
        (left / "vault.db").write_bytes(b"half of one")
        (home / f"{kind.value}00000bad.lock").touch()
        made(clinic)
        assert at_work.is_dir()
        assert not left.exists()
    somebodys.rmdir()  # it is still there
    assert all(name.startswith("calcitrack-") for name in names(home))


def test_a_backup_clears_what_was_left_of_a_restore_beside_the_vault_and_of_a_drill(clinic: Clinic) -> None:
    (clinic.folder / "backups" / ".drill" / "vault").mkdir(parents=True)
    left = clinic.folder.parent / ".restoring-1a2b3c4d"
    left.mkdir()
    taken = made(clinic)
    assert not left.exists()
    assert names(taken.folder.parent) == [taken.folder.name]
