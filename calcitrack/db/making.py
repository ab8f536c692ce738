"""Making a new vault: whole, or nothing of it."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from calcitrack.db import anchor, anchor_check, audit, driver, migrations, people, slots
from calcitrack.db.audit import Actor, Deed
from calcitrack.db.driver import Connection
from calcitrack.db.files import make_private_file, make_private_folder
from calcitrack.db.keys import subkey
from calcitrack.db.lock import VaultLock
from calcitrack.db.not_done import is_of_the_disk, no_vault_made, told_by
from calcitrack.db.places import refuse_network
from calcitrack.db.slot_files import write_slots
from calcitrack.db.slots import KdfCost, SlotFile
from calcitrack.db.unit import Unit
from calcitrack.db.vault_database import DATABASE_NAME, workstation_of
from calcitrack.domain.errors import VaultExists, VaultMissing
from calcitrack.domain.ids import uuid7
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

THE_PROGRAM = Actor(None, None, "CalciTrack")


@dataclass(frozen=True, slots=True)
class NewVault:
    """What a new vault starts with.

    Attributes:
        login: Name typed to unlock.
        person: Name under signatures.
        cost: Cost of the key slots.
    """

    clinic: str
    login: str
    person: str
    password: str
    synthetic: bool
    cost: KdfCost


def create(folder: Path, new: NewVault, at: datetime) -> str:
    """Make a vault with its first person, who is administrator and clinician; returns the recovery code.

    Raises:
        VaultExists: The folder is not empty.
        OnNetwork: The folder lies on a network.
        CalciTrackError: The folder cannot be written or the disk is full; nothing is left behind.
    """
    try:
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        _refuse_used(folder)
        refuse_network(folder)
    except OSError as error:
        raise no_vault_made(error) from error
    try:
        make_private_folder(folder)
        with told_by(no_vault_made, also=VaultMissing):
            return _fill(folder, new, at)
    except BaseException as error:
        _remove_all(folder, missing)
        if isinstance(error, Exception) and is_of_the_disk(error):
            raise no_vault_made(error) from error
        raise


def _refuse_used(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaultExists(
            say(QT_TRANSLATE_NOOP("db", "The folder {folder} is not empty. Nothing was changed."), folder=str(folder)),
            say(QT_TRANSLATE_NOOP("db", "Choose an empty or a new folder.")),
        )


def _fill(folder: Path, new: NewVault, at: datetime) -> str:
    data_key = secrets.token_bytes(slots.KEY_BYTES)
    code = slots.new_recovery_code()
    slot_file = slots.new_slot_file(data_key, synthetic=new.synthetic)
    slot_file = slot_file.with_slot(new.login, slots.USER, new.password, data_key, new.cost)
    slot_file = slot_file.with_slot("", slots.RECOVERY, code, data_key, new.cost)
    lock = VaultLock(folder)
    lock.acquire()
    try:
        make_private_file(folder / DATABASE_NAME)
        connection = driver.connect(folder / DATABASE_NAME, data_key, slot_file.db_salt)
        try:
            migrations.migrate(connection)
            connection.execute("BEGIN IMMEDIATE")
            _first_rows(connection, slot_file, new, at, slot_file.audit_key(data_key))
            connection.execute("COMMIT")
            station = workstation_of(connection)
            mark = anchor_check.present_mark(connection, slot_file.vault, station, slot_file.sequence, at)
        finally:
            connection.close()
        anchor.make_anchor(folder, subkey(data_key, "anchor"), mark)
        # The slots come last: without them the folder is no vault.
        write_slots(folder, slot_file)
    finally:
        lock.release()
    return code


def _first_rows(connection: Connection, slot_file: SlotFile, new: NewVault, at: datetime, audit_key: bytes) -> None:
    unit = Unit(connection)
    moment = at.isoformat(timespec="milliseconds")
    workstation = uuid7()
    unit.insert(
        "clinic",
        {
            "id": 1,
            "uuid": bytes.fromhex(slot_file.vault),
            "name": new.clinic,
            "synthetic": int(new.synthetic),
            "created_at": moment,
        },
    )
    unit.insert("workstation", {"uuid": workstation, "is_this": 1, "created_at": moment})
    people.add_first(unit, new.person, new.login, moment)
    audit.append(connection, audit_key, workstation, at, THE_PROGRAM, Deed("make vault", "clinic"), unit.changes_json())


def _remove_all(folder: Path, made: Sequence[Path]) -> None:
    """Take back a vault that was not finished, and the folders that were made for it, the innermost first."""
    with contextlib.suppress(OSError):
        for item in folder.iterdir():
            item.unlink()
        for path in made:
            path.rmdir()
