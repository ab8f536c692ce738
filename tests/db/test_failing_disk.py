"""A disk that is full or fails: what is said is true, nothing is half saved, and work goes on once it is mended.

The faults are real: a limit of the operating system on file sizes, and system calls that fail under the program.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.db import patients
from calcitrack.db.audit import Deed
from calcitrack.db.driver import DriverError
from tests.builders import a_patient
from tests.vaults import LOGIN, NOW, PASSWORD, opened, run_script, vault_of

COMMON = f"""
import json, os, pathlib, resource, sys
from calcitrack.clinic.session import open_clinic
from calcitrack.domain.errors import CalciTrackError
from tests.builders import a_patient
from tests.vaults import FixedClock
folder = pathlib.Path(sys.argv[1])
clinic = open_clinic(folder, {LOGIN!r}, {PASSWORD!r}, FixedClock())

def save(mrn):
    try:
        clinic.patients.add(a_patient(mrn, medicines=mrn * 5000))
        return "saved"
    except CalciTrackError as error:
        return f"{{type(error).__name__}}: {{error}}"

def seen():
    return [clinic.patients.reload(n).patient.mrn for n in clinic.patients.all_ids()]
"""

FULL = (
    COMMON
    + """
said = {"first": save("first")}
wal = (folder / "vault.db-wal").stat().st_size
limit = wal + int(sys.argv[2]) if int(sys.argv[2]) >= 0 else 4096
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
said["full"] = save("second")
said["full again"] = save("second")
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
said["seen"] = seen()
said["after"] = save("second")
said["seen after"] = seen()
clinic.close()
print(json.dumps(said))
"""
)

FAULT = (
    COMMON
    + """
orders = pathlib.Path(os.environ["FAULT_ORDERS"])
said = {"first": save("first")}
orders.write_text(sys.argv[2])
said["second"] = save("second")
orders.unlink(missing_ok=True)
said["seen"] = seen()
if "second" not in said["seen"]:
    said["again"] = save("second")
said["third"] = save("third")
clinic.close()
print(json.dumps(said))
"""
)


def result_of(child: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert child.stderr == ""
    found: dict[str, Any] = json.loads(child.stdout)
    return found


def after_fault(vault_folder: Path, tmp_path: Path, failing_disk: Path, file: str, orders: str) -> dict[str, Any]:
    """What a program said that saved a first, a second under faults, and a third patient."""
    faults = {"LD_PRELOAD": str(failing_disk), "FAULT_ORDERS": str(tmp_path / "orders"), "FAULT_ON": file}
    return result_of(run_script(FAULT, vault_folder, orders, env={**os.environ, **faults}))


def on_linux(test: Callable[..., None]) -> Callable[..., None]:
    """Faults are preloaded into the program, which needs a compiler and is done the Linux way."""
    skipped = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="preloading is done the Linux way")
    return pytest.mark.needs("cc")(skipped(test))


def mrns_in(folder: Path) -> list[str]:
    with opened(folder) as clinic:
        sequences = [row[0] for row in vault_of(clinic).connection.execute("SELECT sequence FROM audit ORDER BY id")]
        assert sequences == list(range(1, len(sequences) + 1))
        return [clinic.patients.reload(n).patient.mrn for n in clinic.patients.all_ids()]


@pytest.fixture(scope="session")
def failing_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that lets system calls fail."""
    library = tmp_path_factory.mktemp("shim") / "failing_disk.so"
    source = Path(__file__).parent / "failing_disk.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on file sizes")
@pytest.mark.parametrize("room", [0, 5_000, 30_000, -1])
def test_a_full_disk_is_said_and_saving_works_again_once_there_is_room(vault_folder: Path, room: int) -> None:
    said = result_of(run_script(FULL, vault_folder, room))
    assert said["first"] == "saved"
    for try_ in ("full", "full again"):
        assert said[try_].startswith(("DiskFull: Not saved:", "NotSaved: Not saved:")) or (
            room < 0 and "not known" in said[try_]  # not even the file for looking could be made
        )
    assert said["seen"] == ["first"]
    assert said["after"] == "saved"
    assert said["seen after"] == mrns_in(vault_folder) == ["first", "second"]


@on_linux
@pytest.mark.parametrize("often", ["1", "n"])
@pytest.mark.parametrize(("call", "number"), [("s", errno.EIO), ("w", errno.EIO), ("w", errno.ENOSPC)])
@pytest.mark.parametrize("file", ["vault.db-wal", "vault.db"])
def test_what_is_said_of_a_failed_save_is_what_the_vault_holds(
    vault_folder: Path, tmp_path: Path, failing_disk: Path, file: str, call: str, number: int, often: str
) -> None:
    said = after_fault(vault_folder, tmp_path, failing_disk, file, f"{call}{often}{number}")
    second = said["second"]
    if second == "saved":
        assert said["seen"] == ["first", "second"]
    elif second.startswith(("NotSaved:", "DiskFull:")):
        assert said["seen"] == ["first"]
        assert said["again"] == "saved"
    else:
        assert "not known" in second
    assert said["third"] == "saved"
    assert mrns_in(vault_folder) == ["first", "second", "third"]


@on_linux
@pytest.mark.parametrize(("often", "beginning"), [("1", "NotSaved: Not saved:"), ("2", "saved"), ("n", "NotKnown: It")])
def test_a_save_whose_commit_failed_is_looked_up(
    vault_folder: Path, tmp_path: Path, failing_disk: Path, often: str, beginning: str
) -> None:
    """Failed once it is gone, failed twice it is found after all, and what only memory holds is not called saved."""
    said = after_fault(vault_folder, tmp_path, failing_disk, "vault.db-wal", f"s{often}{errno.EIO}")
    assert said["second"].startswith(beginning)


READ_ON_FULL = f"""
import pathlib, resource, sys
from calcitrack.clinic.session import open_clinic
from calcitrack.domain.errors import CalciTrackError
from tests.builders import a_patient
from tests.vaults import FixedClock
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
said = []
for read_only in (False, True):
    try:
        clinic = open_clinic(pathlib.Path(sys.argv[1]), {LOGIN!r}, {PASSWORD!r}, FixedClock(), read_only=read_only)
    except CalciTrackError as error:
        said.append(type(error).__name__)
        continue
    said.append(len(clinic.notices))
    said.append([clinic.patients.open(n).patient.mrn for n in clinic.patients.all_ids()])
    try:
        clinic.patients.add(a_patient("second"))
    except CalciTrackError as error:
        said.append(str(error))
    clinic.close()
sys.stderr.close()
print(said)
"""

KILLED = f"""
import os, pathlib, sys
from calcitrack.clinic.session import open_clinic
from tests.builders import a_patient
from tests.vaults import FixedClock
open_clinic(pathlib.Path(sys.argv[1]), {LOGIN!r}, {PASSWORD!r}, FixedClock()).patients.add(a_patient("first"))
os._exit(0)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on file sizes")
@pytest.mark.parametrize("left", ["closed", "killed"])
def test_records_can_be_read_where_not_a_byte_can_be_written(vault_folder: Path, left: str) -> None:
    if left == "killed":
        run_script(KILLED, vault_folder)
    else:
        with opened(vault_folder) as clinic:
            clinic.patients.add(a_patient("first"))
    said = run_script(READ_ON_FULL, vault_folder).stdout
    assert said.count("['first'], 'Not saved: the vault is open for reading only.") == 2, said
    assert said.startswith("[1, "), "whoever did not ask for it is told why"


def test_a_save_whose_connection_is_lost_says_that_nothing_was_kept_and_the_next_one_is(clinic: Clinic) -> None:
    before = clinic.patients.all_ids()
    vault = vault_of(clinic)

    def save() -> None:
        with vault.unit(clinic._context.actor, Deed("add", "patient"), NOW) as unit:
            patients.add(unit, a_patient("lost"))
            unit.connection.close()

    with pytest.raises(DriverError):
        save()
    assert clinic.patients.all_ids() == before
    clinic.patients.add(a_patient("kept"))
    assert len(clinic.patients.all_ids()) == len(before) + 1
