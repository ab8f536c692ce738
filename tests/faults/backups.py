"""Kills, flipped bits and full disks over backups: whatever bears a backup's name is whole, or is refused."""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from calcitrack.db import backup, opening
from calcitrack.db.backup_files import MANIFEST_NAME
from calcitrack.db.key_change import FILES
from calcitrack.domain.errors import CalciTrackError, VaultDamaged
from tests.db.signed_vault import sign_a_visit
from tests.faults import backup_child
from tests.faults.flips import flipped
from tests.faults.harness import Part, Tally
from tests.faults.syscall_child import DEEDS, Place, Said, set_out, told
from tests.faults.syscalls import prepare
from tests.faults.syscalls_judged import judged, known_of, look
from tests.vaults import LATER, LOGIN, PASSWORD, ROOT, make_template, opened, vault_of

LONGEST_S = 0.8
KILLS_OF_A_VAULT, FLIPS_OF_A_BACKUP, SIZES_OF_A_DISK = 20, 200, 40
FULL_UNDER = ("backup", "backup", "restore", "restore without the vault", "re-key", "init", "migrate")


def parts() -> tuple[Part, ...]:
    """All in full."""
    return (
        Part(
            "kills over backup, restore, migration and re-key",
            "kills",
            1000,
            kill_round,
            ("backups", "restored", "brought up", "not brought up yet"),
        ),
        Part("bit flips in backups", "flips", 1000, flip_round, ("refused",)),
        Part("full disks under backup, restore, migration and re-key", "disks", 200, full_round, ("refused", "made")),
    )


def kill_round(folder: Path, numbers: random.Random, most: int) -> Tally:
    """Some kills; afterwards the vault opens, and every backup and every other vault there is, is whole."""
    vault, tally = _used(folder), Tally()
    deeds = [numbers.choice(list(backup_child.DEEDS)) for _ in range(min(most, KILLS_OF_A_VAULT))]
    orders = [f"{deed}:{numbers.random() * LONGEST_S}" for deed in deeds]
    command = [sys.executable, "-m", "tests.faults.backup_child", str(vault), *orders]
    with opened(vault) as clinic:
        patients = clinic.patients.all_ids()
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    tally.counts.update(["kills"] * len(deeds) + [f"kills of {deed}" for deed in deeds])
    if child.returncode:
        tally.faults.append(f"it ended before it was killed: {child.stderr[-500:]}")
    tally.faults += _wrong_with(vault, patients)
    for made in [*folder.glob("vault/backups/calcitrack-*"), *folder.glob("brought-up-*/backups/calcitrack-*")]:
        tally.counts["backups"] += 1
        try:
            # Under whatever key the vault had then.
            backup.prove_backup(made, opening.key_by_password(made, LOGIN, PASSWORD).key)
        except CalciTrackError as error:
            tally.faults.append(f"a backup with a name is not whole: {error}")
    for restored in folder.glob("restored-*"):
        tally.counts["restored"] += 1
        tally.faults += [f"restored: {one}" for one in _wrong_with(restored, patients)]
    for made in filter(opening.exists, folder.glob("made-*")):
        tally.counts["made new"] += 1
        tally.faults += [f"made new: {one}" for one in _wrong_with(made)]
    for older in folder.glob("brought-up-*"):
        found = look(older)
        tally.counts["brought up" if found.form == len(LATER) else "not brought up yet"] += 1
        tally.faults += [f"brought up: {one}" for one in found.wrong]
        tally.faults += [] if found.patients == len(patients) else ["brought up: other patients"]
    return tally


def _wrong_with(vault: Path, patients: Sequence[int] | None = None) -> list[str]:
    """What is not whole in a vault, or differs in it."""
    try:
        with opened(vault) as clinic:
            found = [str(flaw.message) for flaw in clinic.verification.verify().flaws]
            same = patients is None or clinic.patients.all_ids() == patients
            return found if same else [*found, "other patients"]
    except CalciTrackError as error:
        return [f"it does not open: {error}"]


def flip_round(folder: Path, numbers: random.Random, most: int) -> Tally:
    """Some flips of one bit each, half of them in the database; each is to be found."""
    vault, tally = _used(folder), Tally()
    with opened(vault) as clinic:
        made, key = clinic.backups.make().backup.folder, vault_of(clinic).data_key
    for _ in range(min(most, FLIPS_OF_A_BACKUP)):
        path = made / numbers.choice([*FILES, MANIFEST_NAME, *[FILES[0]] * 3])
        whole = path.read_bytes()
        bit = numbers.randrange(8 * len(whole))
        path.write_bytes(flipped(whole, bit))
        tally.counts["flips"] += 1
        try:
            backup.prove_backup(made, key)
            tally.faults.append(f"not found: {path.name}, bit {bit}")
        except VaultDamaged:
            tally.counts["refused"] += 1
        path.write_bytes(whole)
    return tally


def full_round(folder: Path, numbers: random.Random, most: int) -> Tally:
    """Disks that are full after so many bytes of a file: each deed is done or refused in words, and nothing is left."""
    place, whole, tally = Place(folder / "place"), prepare(folder / "whole"), Tally()
    known, size = known_of(Place(whole)), (whole / "vault" / FILES[0]).stat().st_size
    for number in range(min(most, SIZES_OF_A_DISK)):
        deed, room = numbers.choice(FULL_UNDER), numbers.choice([numbers.randrange(2 * size), numbers.randrange(4000)])
        shutil.rmtree(place.root, ignore_errors=True)
        shutil.copytree(whole, place.root)
        after = Place(folder / f"after-{number}")
        said = _on_full_disk(deed, room, place, after)
        found = judged(said, deed, known, after, place)
        tally.counts.update(["disks", "refused" if said["ended"] == "refused" else "made"])
        tally.faults += [f"{deed}, {room} bytes: {one}" for one in found.faults]
        shutil.rmtree(after.root)
    return tally


def _on_full_disk(deed: str, room: int, place: Place, after: Place) -> Said:
    """Do it where no file grows beyond some bytes, then once more where there is room."""
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    place, clinic = set_out(deed, place.root)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, unlimited[1]))
    try:
        said = told(DEEDS[deed], place, clinic)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    shutil.copytree(place.root, after.root)
    if said["ended"] == "refused":
        said["again"] = told(DEEDS[deed], place, clinic)
    if clinic is not None:
        clinic.close()
    return {**said, "failed": f"{room} bytes", "lasts": False}


def _used(folder: Path) -> Path:
    vault = make_template(folder / "vault").folder
    with opened(vault) as clinic:
        sign_a_visit(clinic)
    return vault
