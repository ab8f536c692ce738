"""Nobody but the clinic reads a vault: what stands in its folder, and who may open the folder."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.db import driver
from calcitrack.domain.errors import VaultDamaged
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import OrderKind
from tests.builders import a_lesion, a_patient, an_assessment
from tests.vaults import CLINIC, LOGIN, PASSWORD, PERSON, TODAY, make_template, opened, run_script, vault_of

MARKER = "Zyxwmarker"


@pytest.fixture
def open_mask() -> Iterator[None]:
    """The mask of most systems, under which a new file is readable by everybody."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def write_marker_everywhere(clinic: Clinic) -> None:
    """A patient whose texts all hold the marker, with a signed visit, an order, and enough rows to spill a cache."""
    patient_id = clinic.patients.add(
        a_patient(f"{MARKER}-1", family_name=MARKER, given_name=MARKER, medicines=MARKER * 2000)
    ).value
    lesion_id = clinic.lesions.add(patient_id, a_lesion()).value
    visit_id = clinic.visits.start(patient_id, TODAY).value
    version = clinic.visits.record(patient_id, visit_id, 1, [an_assessment(lesion_id, reason=MARKER)]).value
    clinic.visits.order(patient_id, Order(OrderKind.SWAB, TODAY, asked_by=MARKER, visit_id=visit_id))
    clinic.visits.sign(patient_id, visit_id, version)
    # The log was emptied by the signature: something is to stand in it as well.
    clinic.visits.order(patient_id, Order(OrderKind.FILM, TODAY, asked_by=MARKER))
    clinic.patients.find(MARKER[:4])
    vault_of(clinic).connection.execute("SELECT family_name FROM patient ORDER BY medicines, given_name").fetchall()


def found_in(folder: Path, *texts: str) -> list[str]:
    """Files that hold one of the texts, in any of the encodings that a program would write."""
    forms = [
        form
        for text in texts
        for spelled in (text, text.lower())
        for form in (spelled.encode(), spelled.encode("utf-16-le"), spelled.encode().hex().encode())
    ]
    return [path.name for path in folder.rglob("*") if path.is_file() and any(f in path.read_bytes() for f in forms)]


def test_no_file_of_an_open_vault_holds_what_was_typed(clinic: Clinic) -> None:
    write_marker_everywhere(clinic)
    assert (clinic.folder / "vault.db-wal").stat().st_size > 0
    assert found_in(clinic.folder, MARKER, PERSON, CLINIC, PASSWORD) == []


def test_no_file_of_a_closed_vault_holds_what_was_typed(vault_folder: Path) -> None:
    with opened(vault_folder) as clinic:
        write_marker_everywhere(clinic)
    assert found_in(vault_folder, MARKER, PERSON, CLINIC, PASSWORD) == []


def test_the_key_file_does_not_tell_who_works_in_the_clinic(vault_folder: Path) -> None:
    assert LOGIN.encode() not in (vault_folder / "vault.slots").read_bytes()


def test_what_is_exported_or_compacted_inside_leaves_nothing_readable(clinic: Clinic, tmp_path: Path) -> None:
    write_marker_everywhere(clinic)
    connection = vault_of(clinic).connection
    connection.execute("VACUUM")
    connection.execute("VACUUM INTO ?", (str(tmp_path / "compact.db"),))
    assert found_in(tmp_path, MARKER) == []


def test_folder_and_files_are_for_their_owner_only(open_mask: None, tmp_path: Path) -> None:
    folder = make_template(tmp_path / "new" / "vault").folder
    with opened(folder) as clinic:
        write_marker_everywhere(clinic)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert set(modes) >= {"vault.db", "vault.db-wal", "vault.db-shm", "vault.slots", "vault.lock", "vault.holder"}
    assert set(modes.values()) == {0o600}


def test_an_empty_folder_that_others_could_enter_is_closed_to_them(open_mask: None, tmp_path: Path) -> None:
    folder = tmp_path / "made by hand"
    folder.mkdir(mode=0o755)
    make_template(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_every_safety_setting_is_in_force_on_every_connection(clinic: Clinic) -> None:
    vault = vault_of(clinic)
    other = vault.twin()
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
        "secure_delete": 1,
    }
    for connection in (vault.connection, other.connection):
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
        assert found == expected
    other.close()


def test_a_database_is_never_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(driver.DriverError):
        driver.connect(tmp_path / "absent.db", bytes(32), bytes(16))
    assert list(tmp_path.iterdir()) == []


def test_a_plain_database_is_not_opened(tmp_path: Path) -> None:
    plain = driver.driver.connect(tmp_path / "vault.db")
    plain.execute("CREATE TABLE patient (name TEXT)")
    plain.close()
    with pytest.raises(VaultDamaged, match="not encrypted"):
        driver.connect(tmp_path / "vault.db", bytes(32), bytes(16))


GUARDED = """
import ctypes, resource
from calcitrack.process_guard import guard_memory, guard_process
guard_process(); guard_memory()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
print(len(open("/proc/self/mountinfo").read()) > 0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_the_program_leaves_no_core_and_lets_nobody_into_its_memory() -> None:
    assert run_script(GUARDED).stdout.split("\n")[:2] == ["(0, 0) 0", "True"]
