"""A program that does one thing to a vault, again and again, until somebody kills it.

Started as ``python -m tests.faults.backup_child FOLDER DEED:SECONDS...``: for each of them a process of its own works
for so long and is killed. What is restored or made new lies beside the vault.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

from calcitrack.clinic.keys import find_key
from calcitrack.clinic.session import create_clinic
from calcitrack.clinic.upgrading import bring_up
from calcitrack.db import driver, migrations
from tests.builders import a_patient
from tests.vaults import CHEAP, CLINIC, LATER, LOGIN, PASSWORD, PERSON, FixedClock, opened


def back_up(folder: Path) -> None:
    """Backups, each of them restored."""
    with opened(folder) as clinic:
        for number in count():
            made = clinic.backups.make().backup
            clinic.backups.restore(made, folder.parent / f"restored-{os.getpid()}-{number}")


def change_key(folder: Path) -> None:
    """Another data key, and another; something is written before each, so that each is preceded by a backup."""
    while True:
        with opened(folder) as clinic:
            patient = clinic.patients.reload(clinic.patients.all_ids()[0]).patient
            clinic.patients.change(replace(patient, medicines=f"{patient.medicines} x"))
            clinic.people.change_data_key(PASSWORD)


def make_new(folder: Path) -> None:
    """New vaults, each an empty file that is brought to the present schema, with a patient."""
    for number in count():
        made = folder.parent / f"made-{os.getpid()}-{number}"
        names = {"clinic": CLINIC, "login": LOGIN, "person": PERSON, "password": PASSWORD}
        create_clinic(made, **names, synthetic=True, clock=FixedClock(), cost=CHEAP)
        with opened(made) as clinic:
            clinic.patients.add(a_patient())


def migrate(folder: Path) -> None:
    """Copies of the vault, each brought up to the form of a version that is not there yet."""
    for number in count():
        copying = folder.parent / f"copying-{os.getpid()}-{number}"
        shutil.copytree(folder, copying)
        older = copying.rename(folder.parent / f"brought-up-{os.getpid()}-{number}")
        bring_up(find_key(older, LOGIN, PASSWORD, FixedClock()), steps=LATER)


DEEDS: dict[str, Callable[[Path], None]] = {
    "backup": back_up,
    "re-key": change_key,
    "init": make_new,
    "migration": migrate,
}


def work(folder: Path, deed: str) -> None:
    """Without end; leaves by no way but a kill or an error."""
    try:
        DEEDS[deed](folder)
    except BaseException:  # noqa: BLE001 - told, then the process ends
        traceback.print_exc()
    finally:
        os._exit(1)


def main(folder: Path, orders: list[str]) -> int:
    """Have somebody work for each of the orders; 1 when one ended by itself."""
    # What steps are taken with is loaded before the forks, so that the kills fall into the work.
    migrations.migrate(driver.in_memory(), LATER)
    for order in orders:
        deed, _, seconds = order.partition(":")
        process = os.fork()
        if process == 0:
            work(folder, deed)
        time.sleep(float(seconds))
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        if status != signal.SIGKILL:
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2:]))
