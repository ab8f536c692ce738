"""An older vault is backed up, and the backup proved, before a step to a newer schema is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from calcitrack.clinic.keys import find_key
from calcitrack.clinic.session import Clinic, enter, open_clinic
from calcitrack.db import backup, opening, restoring, upgrading
from calcitrack.db.backup_files import FOLDER_NAME, find_backups
from calcitrack.db.driver import DriverError
from calcitrack.db.key_change import FILES
from calcitrack.db.making import THE_PROGRAM
from calcitrack.db.migrations import STEPS, Step, schema_version
from calcitrack.domain.errors import NotSaved, VaultNewer, VaultOlder
from tests.builders import a_patient
from tests.vaults import LATER, LOGIN, NOW, PASSWORD, FixedClock, opened

BROKEN = (*STEPS, Step("m900_broken", ("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT", "INSERT INTO nowhere")))


@pytest.fixture
def known(clinic: Clinic) -> opening.DataKey:
    """The key of a closed vault with a patient in it, of the schema of today."""
    clinic.patients.add(a_patient())
    clinic.close()
    return opening.key_by_password(clinic.folder, LOGIN, PASSWORD)


def backups_of(known: opening.DataKey) -> list[Path]:
    found = find_backups(known.folder / FOLDER_NAME, known.slots.vault, known.key)
    return [one.folder for one in found]


def version_in(folder: Path, known: opening.DataKey) -> int:
    looked_at = opening.open_vault(opening.key_of_copy(folder, known.key), read_only=True, steps=LATER)
    try:
        return schema_version(looked_at.connection)
    finally:
        looked_at.close()


def test_a_step_that_is_due_is_taken_after_a_proved_backup(known: opening.DataKey) -> None:
    assert backups_of(known) == []
    with pytest.raises(VaultOlder):
        opening.open_vault(known, steps=LATER)
    assert backups_of(known) == []
    upgrading.bring_up(known, lambda *_: None, steps=LATER)
    vault = opening.open_vault(known, steps=LATER)
    assert schema_version(vault.connection) == len(LATER)
    assert vault.connection.execute("SELECT count(*) FROM later").fetchone()[0] == 0
    assert vault.connection.execute("SELECT count(*) FROM patient").fetchone()[0] == 1
    vault.close()
    (taken,) = backups_of(known)
    assert version_in(taken, known) == len(STEPS)
    backup.prove_backup(taken, known.key)
    upgrading.bring_up(known, lambda *_: None, steps=LATER)
    assert backups_of(known) == [taken], "no step is due any more"
    with pytest.raises(VaultNewer):
        opening.open_vault(known)


def test_without_a_backup_no_step_is_taken(known: opening.DataKey) -> None:
    (known.folder / FOLDER_NAME).write_text("a file where the backups should go")
    with pytest.raises(NotSaved, match="not brought up to this version"):
        upgrading.bring_up(known, lambda *_: None, steps=LATER)
    looked_at = open_clinic(known.folder, LOGIN, PASSWORD, FixedClock(), steps=LATER)
    assert looked_at.read_only
    assert "not backed up" in str(looked_at.notices[0])
    looked_at.close()
    with opened(known.folder) as clinic:
        assert len(clinic.patients.all_ids()) == 1


def test_a_step_that_fails_leaves_the_vault_as_it_was_and_its_backup(known: opening.DataKey) -> None:
    with pytest.raises(DriverError):
        upgrading.bring_up(known, lambda *_: None, steps=BROKEN)
    assert len(backups_of(known)) == 1
    with opened(known.folder) as clinic:
        assert len(clinic.patients.all_ids()) == 1
        assert not clinic.verification.verify().flaws


def test_a_vault_to_be_looked_at_is_not_brought_up(known: opening.DataKey) -> None:
    assert version_in(known.folder, known) == len(STEPS)
    assert backups_of(known) == []


@pytest.mark.parametrize("part", range(1, upgrading.PARTS))
def test_whoever_stops_it_while_the_backup_is_made_finds_the_vault_as_it_was(known: opening.DataKey, part: int) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, _of: int) -> None:
        if done == part:
            raise StoppedError

    with pytest.raises(StoppedError):
        upgrading.bring_up(known, stop, steps=LATER)
    assert version_in(known.folder, known) == len(STEPS)
    with opened(known.folder) as clinic:
        assert len(clinic.patients.all_ids()) == 1


def test_the_command_line_opens_an_older_vault_after_bringing_it_up(known: opening.DataKey) -> None:
    with pytest.raises(VaultOlder):
        enter(find_key(known.folder, LOGIN, PASSWORD), FixedClock(), steps=LATER)
    clinic = open_clinic(known.folder, LOGIN, PASSWORD, FixedClock(), steps=LATER)
    assert not clinic.read_only
    assert len(clinic.patients.all_ids()) == 1
    clinic.close()
    assert version_in(known.folder, known) == len(LATER)


def test_what_is_restored_from_an_older_backup_is_of_this_version(known: opening.DataKey, tmp_path: Path) -> None:
    upgrading.bring_up(known, lambda *_: None, steps=LATER)
    (taken,) = backups_of(known)
    older = opening.key_of_copy(taken, known.key)
    restoring.restore(older, tmp_path / "new", THE_PROGRAM, NOW, lambda *_: None, steps=LATER)
    assert sorted(path.name for path in tmp_path.joinpath("new").iterdir()) == sorted(FILES)
    assert version_in(tmp_path / "new", known) == len(LATER)
    assert version_in(taken, known) == len(STEPS)
    clinic = open_clinic(tmp_path / "new", LOGIN, PASSWORD, FixedClock(), steps=LATER)
    assert len(clinic.patients.all_ids()) == 1
    clinic.close()
