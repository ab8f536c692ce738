"""Feeds damaged files to whatever reads files, below the derivation of keys: a sentence comes back, or what was meant.

Nothing else may be read from a file that bears a checksum and a MAC; a record file, which bears none, is refused or
read as a record that can be saved.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from calcitrack.clinic.session import Clinic
from calcitrack.db import anchor, backup, backup_files, failures, lock, slot_files
from calcitrack.db.key_change import FILES
from calcitrack.db.keys import subkey
from calcitrack.db.slots import canonical
from calcitrack.domain.errors import CalciTrackError, VaultDamaged
from calcitrack.exchange.record_reader import read_record_file
from tests.exchange.files import sample
from tests.faults.harness import Part, Tally
from tests.faults.mutations import as_file, mutated_bytes, mutated_json
from tests.vaults import NOW, TODAY, make_template, opened, vault_of

INPUTS_OF_A_ROUND = 20_000
SAVED_OF_ACCEPTED = 0.02

Feed = Callable[[random.Random], str]
"""Makes one input, has it read, and says what became of it; a fault is raised."""


class Misread(Exception):  # noqa: N818
    """Something was read that nobody wrote."""


def parts() -> tuple[Part, ...]:
    """A million inputs."""
    return (
        Part("damaged record files", "inputs", 400_000, partial(fuzz_round, makes=record_files), ("refused", "read")),
        Part("damaged slot files", "inputs", 250_000, partial(fuzz_round, makes=slot_file), ("refused",)),
        Part("damaged anchors and small files", "inputs", 200_000, partial(fuzz_round, makes=anchors), ("refused",)),
        Part("damaged lists of backups", "inputs", 149_000, partial(fuzz_round, makes=manifests), ("refused",)),
        Part("damaged backups", "inputs", 1_000, partial(fuzz_round, makes=backups), ("refused",)),
    )


def fuzz_round(
    folder: Path, numbers: random.Random, most: int, *, makes: Callable[[Clinic, Path], Feed], inputs: int = 0
) -> Tally:
    """Some inputs for one kind of file."""
    tally = Tally()
    (folder / "fed").mkdir()
    with opened(make_template(folder / "vault").folder) as clinic:
        feed = makes(clinic, folder / "fed")
        for number in range(min(most, inputs or INPUTS_OF_A_ROUND)):
            tally.counts["inputs"] += 1
            try:
                tally.counts[feed(numbers)] += 1
            except CalciTrackError as error:
                tally.counts["refused"] += 1
                tally.faults += [] if str(error) else [f"input {number}: refused without a word"]
            except Exception as error:  # noqa: BLE001 - whatever is no sentence is looked for
                tally.faults.append(f"input {number}: {error!r}"[:600])
    return tally


def record_files(clinic: Clinic, _folder: Path) -> Feed:
    """One patient with a visit, changed as bytes and as values; some of what is accepted is saved and taken back."""
    data = sample()
    data["patients"] = data["patients"][:1]
    data["patients"][0]["visits"] = data["patients"][0]["visits"][:1]
    content, sites = as_file(data), clinic._context.sites

    def feed(numbers: random.Random) -> str:
        whole = numbers.random() < 0.5
        given = as_file(mutated_json(data, numbers)) if whole else mutated_bytes(content, numbers)
        found = read_record_file(given, sites, TODAY)
        if found.patients and numbers.random() < SAVED_OF_ACCEPTED:
            _save_and_take_back(clinic, found.patients)
        return "read"

    return feed


class _TakenBackError(Exception):
    """Raised inside the import, so that nothing of it stays."""


def _save_and_take_back(clinic: Clinic, records: Any) -> None:
    def stop(done: int, of: int) -> None:
        if done == of:
            raise _TakenBackError

    try:
        clinic.record_files.add_records(records, stop)
    except _TakenBackError:
        return


def slot_file(clinic: Clinic, folder: Path) -> Feed:
    """Key slots changed as bytes, or as values under a checksum that is right again."""
    vault = vault_of(clinic)
    content = (vault.folder / slot_files.SLOTS_NAME).read_bytes()
    envelope = json.loads(content)

    def feed(numbers: random.Random) -> str:
        given = _with_checksum(envelope, numbers) if numbers.random() < 0.6 else mutated_bytes(content, numbers)
        (folder / slot_files.SLOTS_NAME).write_bytes(given)
        found = slot_files.find_slots(folder)
        for one in found.copies:
            if one.is_sealed_by(vault.data_key) and one != vault.slots:
                raise Misread(given[:200])
        return "read" if found.copies[0] == vault.slots else "passed over by its MAC"

    return feed


def _with_checksum(envelope: dict[str, Any], numbers: random.Random) -> bytes:
    changed = mutated_json(envelope, numbers)
    if isinstance(changed, dict):
        changed.pop("sha256", None)
        try:
            changed["sha256"] = slot_files._checksum(changed)
        except (ValueError, TypeError, RecursionError):
            changed["sha256"] = ""
    return as_file(changed)


def anchors(clinic: Clinic, folder: Path) -> Feed:
    """The anchor, the count of failed sign-ins, and who holds the vault: of the last two nobody's word is taken."""
    vault = vault_of(clinic)
    key = subkey(vault.data_key, "anchor")
    content = (vault.folder / anchor.ANCHOR_NAME).read_bytes()
    known = {mark for _, mark in anchor._marks(content, key)}
    failures.add_failure(vault.folder, "0" * 32, NOW)
    counted = json.loads((vault.folder / failures.FAILURES_NAME).read_bytes())
    holder = {"computer": "somebody", "process": 1, "since": NOW.isoformat()}

    def feed(numbers: random.Random) -> str:
        match numbers.randrange(4):
            case 0:
                given = _some(counted, numbers)
                (folder / failures.FAILURES_NAME).write_bytes(given)
                failures.remaining_s(folder, "0" * 32, NOW)
                failures.untold(folder)
                return "small file"
            case 1:
                (folder / lock.HOLDER_NAME).write_bytes(_some(holder, numbers))
                lock.VaultLock(folder)._describe()
                lock.VaultLock(folder)._left_by()
                return "small file"
        (folder / anchor.ANCHOR_NAME).write_bytes(mutated_bytes(content, numbers))
        found = anchor.find_mark(folder, key)
        if found.mark is not None and found.mark not in known:
            raise Misread(str(found.mark))
        return "read" if found.mark is not None else "refused"

    return feed


def _some(value: Any, numbers: random.Random) -> bytes:
    if numbers.random() < 0.6:
        return as_file(mutated_json(value, numbers))
    return mutated_bytes(as_file(value), numbers)


def manifests(clinic: Clinic, folder: Path) -> Feed:
    """What a backup says of itself, changed as bytes or as values under the old MAC."""
    made, key = clinic.backups.make().backup, vault_of(clinic).data_key
    content = (made.folder / backup_files.MANIFEST_NAME).read_bytes()
    told = json.loads(content)

    def feed(numbers: random.Random) -> str:
        given = canonical(mutated_json(told, numbers)) + b"\n" if numbers.random() < 0.5 else b""
        given = given or mutated_bytes(content, numbers)
        (folder / backup_files.MANIFEST_NAME).write_bytes(given)
        found = backup_files.read_manifest(folder, key)
        if given != content:
            raise Misread(str(found))
        return "read"

    return feed


def backups(clinic: Clinic, folder: Path) -> Feed:
    """A whole backup with one of its files changed."""
    made, key = clinic.backups.make().backup, vault_of(clinic).data_key
    files = {name: (made.folder / name).read_bytes() for name in (*FILES, backup_files.MANIFEST_NAME)}

    def feed(numbers: random.Random) -> str:
        name = numbers.choice([*files, FILES[0], FILES[0]])
        given = {**files, name: mutated_bytes(files[name], numbers)}
        for one, content in given.items():
            (folder / one).write_bytes(content)
        try:
            backup.prove_backup(folder, key)
        except VaultDamaged:
            return "refused"
        if given != files:
            raise Misread(name)
        return "read"

    return feed
