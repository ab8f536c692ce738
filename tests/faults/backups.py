"""Kills, flipped bits and full disks over backups: whatever bears a backup's name is whole, or is refused."""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
from pathlib import Path

from calcitrack.db import backup
from calcitrack.db.backup_files import MANIFEST_NAME
from calcitrack.db.key_change import FILES
from calcitrack.domain.errors import CalciTrackError, VaultDamaged
from tests.db.signed_vault import sign_a_visit
from tests.faults.flips import flipped
from tests.faults.harness import Part, Tally
from tests.vaults import ROOT, make_template, opened, vault_of

LONGEST_S = 0.8
KILLS_OF_A_VAULT, FLIPS_OF_A_BACKUP, SIZES_OF_A_DISK = 20, 200, 40


def parts() -> tuple[Part, ...]:
    """All in full."""
    return (
        Part("kills over backup and restore", "kills", 1000, kill_round, ("backups", "restored")),
        Part("bit flips in backups", "flips", 1000, flip_round, ("refused",)),
        Part("full disks under backups", "disks", 200, full_round, ("refused", "made")),
    )


def kill_round(folder: Path, numbers: random.Random, most: int) -> Tally:
    """Some kills; afterwards the vault opens, and every backup and every restored vault there is, is whole."""
    vault, tally = _used(folder), Tally()
    times = [str(numbers.random() * LONGEST_S) for _ in range(min(most, KILLS_OF_A_VAULT))]
    command = [sys.executable, "-m", "tests.faults.backup_child", str(vault), *times]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    tally.counts["kills"] += len(times)
    if child.returncode:
        tally.faults.append(f"it ended before it was killed: {child.stderr[-500:]}")
    with opened(vault) as clinic:
        key, patients = vault_of(clinic).data_key, clinic.patients.all_ids()
        tally.faults += [str(flaw.message) for flaw in clinic.verification.verify().flaws]
    for made in (vault / "backups").glob("calcitrack-*"):
        tally.counts["backups"] += 1
        try:
            backup.prove_backup(made, key)
        except CalciTrackError as error:
            tally.faults.append(f"a backup with a name is not whole: {error}")
    for restored in folder.glob("restored-*"):
        tally.counts["restored"] += 1
        with opened(restored) as clinic:
            if clinic.verification.verify().flaws or clinic.patients.all_ids() != patients:
                tally.faults.append("a restored vault is not whole")
    return tally


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
    """Disks that are full after so many bytes of a file: a backup is made or refused in words, and nothing is left."""
    vault, tally = _used(folder), Tally()
    size = (vault / FILES[0]).stat().st_size
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    with opened(vault) as clinic:
        first = clinic.backups.make().backup
        for _ in range(min(most, SIZES_OF_A_DISK)):
            room = numbers.choice([numbers.randrange(2 * size), numbers.randrange(4000)])
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, unlimited[1]))
            try:
                made = clinic.backups.make().backup
                tally.counts["made"] += 1
                shutil.rmtree(made.folder)
            except CalciTrackError as error:
                tally.counts["refused"] += 1
                tally.faults += [] if "No backup was made" in str(error) else [f"{room} bytes: {error}"]
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
            tally.counts["disks"] += 1
            left = [path.name for path in first.folder.parent.iterdir()]
            tally.faults += [] if left == [first.folder.name] else [f"{room} bytes: left behind: {left}"]
        backup.prove_backup(first.folder, vault_of(clinic).data_key)
    return tally


def _used(folder: Path) -> Path:
    vault = make_template(folder / "vault").folder
    with opened(vault) as clinic:
        sign_a_visit(clinic)
    return vault
