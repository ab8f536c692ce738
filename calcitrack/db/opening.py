"""From a folder and a password to an open vault: the key first, then a look at the record, then the vault itself."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from calcitrack.db import anchor, anchor_check, driver, migrations, slot_files, slots
from calcitrack.db.driver import Connection
from calcitrack.db.errors import is_bug, not_opened, unfinished, unreadable
from calcitrack.db.files import make_private_file
from calcitrack.db.key_change import READY, finish
from calcitrack.db.keys import subkey
from calcitrack.db.lock import VaultLock
from calcitrack.db.migrations import STEPS, Step
from calcitrack.db.places import place_of, refuse_network
from calcitrack.db.slots import KdfCost, SlotFile
from calcitrack.db.vault import Vault
from calcitrack.db.vault_database import DATABASE_NAME, Opening, workstation_of
from calcitrack.domain.anchor import AnchorFinding
from calcitrack.domain.errors import RecordBehind, VaultDamaged, VaultMissing, VaultOlder
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say

SMALLEST_DATABASE = 4096
"""Bytes: one page."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DataKey:
    """What opens a vault: found on any thread, used on the one that will own the vault.

    Attributes:
        mending: What is the matter with one of the two files of key slots; None when they are alike and whole.
    """

    folder: Path
    slots: SlotFile
    key: bytes = field(repr=False)
    mending: slot_files.Mending | None = None


def exists(folder: Path) -> bool:
    """Whether the folder holds a vault."""
    return slot_files.exists(folder)


def is_synthetic(folder: Path) -> bool:
    """Whether the vault says that it holds invented patients; read before anybody unlocks it.

    Raises:
        CalciTrackError: The key file is missing or damaged.
    """
    return slot_files.read_slots(folder).synthetic


def key_by_password(folder: Path, login: str, password: str) -> DataKey:
    """The key of a vault by name and password. Slow by intention: one argon2id derivation.

    Raises:
        WrongPassword: Unknown name or wrong password.
        CalciTrackError: No vault there, or its key file is damaged, newer or was tampered with.
    """
    _finish_change(folder)
    found = slot_files.find_slots(folder)
    return _sealed(folder, found, found.copies[0].open_with_password(login, password))


def key_by_recovery(folder: Path, code: str) -> DataKey:
    """The key of a vault by its recovery code.

    Raises:
        WrongPassword: The code is not right.
        CalciTrackError: No vault there, or its key file is damaged, newer or was tampered with.
    """
    _finish_change(folder)
    found = slot_files.find_slots(folder)
    return _sealed(folder, found, found.copies[0].open_with_recovery(code))


def key_of_copy(folder: Path, data_key: bytes) -> DataKey:
    """What opens a copy of a vault whose data key is known.

    Raises:
        CalciTrackError: There is no vault, or its key file is damaged or of a vault with another key.
    """
    return _sealed(folder, slot_files.find_slots(folder), data_key)


def _finish_change(folder: Path) -> None:
    """Where a change of the data key was decided and not finished, finish it before anything is read."""
    if not (folder / READY).exists():
        return
    lock = VaultLock(folder)
    lock.acquire()
    try:
        finish(folder)
    except OSError as error:
        raise not_opened(error) from error
    finally:
        lock.release()


def with_password(known: DataKey, login: str, password: str, cost: KdfCost) -> SlotFile:
    """The slots with a login's password set anew; written by ``Vault.keep_slots``. One derivation."""
    return known.slots.with_slot(login, slots.USER, password, known.key, cost)


def open_vault(
    known: DataKey,
    *,
    read_only: bool = False,
    go_on: bool = False,
    notices: tuple[Message, ...] = (),
    steps: Sequence[Step] = STEPS,
    as_it_is: bool = False,
) -> Vault:
    """Open a vault with its key; it belongs to the calling thread.

    Args:
        known: What opens it.
        read_only: Change nothing, not even a lock file where that cannot be written; every write is refused.
        go_on: Somebody decided to go on with a record that is behind its anchor. Whoever opens it writes that decision
            into the audit and then calls ``Vault.accept_record``.
        notices: What the person is told first.
        steps: The schemas up to the one that is wanted.
        as_it_is: Also where it is in the form of an earlier version: for ``bringing_up``, and nobody else.

    Raises:
        VaultOlder: It is to be written, and to be brought up to this version first.
        RecordBehind: The record is not as far as its anchor remembers, and neither was asked for.
        OnNetwork: The folder lies on a network and is to be written.
        CalciTrackError: Damaged, newer, or held by another program.
    """
    _refuse_absent(known.folder)
    place = place_of(known.folder) if read_only else refuse_network(known.folder)
    told = (*notices, place.warning) if place.warning else notices
    lock = VaultLock(known.folder)
    lock.acquire(to_read=read_only)
    try:
        opened = _opened(known, lock, told, len(steps), read_only=read_only, go_on=go_on)
        if not (read_only or as_it_is) and migrations.is_due(opened.connection, steps):
            opened.close()
            raise VaultOlder
        return opened
    except BaseException as error:
        lock.release()
        if isinstance(error, driver.WrongKey):
            raise unreadable() from None
        if isinstance(error, (driver.DriverError, OSError)) and not is_bug(error):
            raise not_opened(error) from error
        raise


def _opened(
    known: DataKey, lock: VaultLock, told: tuple[Message, ...], newest: int, *, read_only: bool, go_on: bool
) -> Vault:
    finding = _look(known, newest)
    if finding is not None and not (read_only or go_on):
        raise RecordBehind(finding)
    notices = [*told, *_left_open(lock), *_salt_notice(known, mend=not read_only)]
    if not read_only:
        if finding is not None:
            _keep_log_aside(known.folder)
        notices += _mended_slots(known)
    opening = Opening(known.folder, known.slots, known.key, tuple(notices), finding)
    return Vault(opening, lock, read_only=read_only)


def _look(known: DataKey, newest: int) -> AnchorFinding | None:
    """Compare record and anchor over a connection that changes nothing, so that what is left of a log stays whole."""
    connection = driver.connect_to_read(known.folder / DATABASE_NAME, known.key, known.slots.db_salt)
    try:
        _refuse_other_schema(connection, newest)
        station = workstation_of(connection)
        now = anchor_check.present_mark(connection, known.slots.vault, station, known.slots.sequence, datetime.now(UTC))
        return anchor_check.compare(connection, now, anchor.find_mark(known.folder, subkey(known.key, "anchor")))
    finally:
        connection.close()


def _refuse_other_schema(connection: Connection, newest: int) -> None:
    found = migrations.schema_version(connection)
    if found > newest:
        raise slot_files.newer_vault()
    if found == 0:
        raise unfinished()


def _sealed(folder: Path, found: slot_files.FoundSlots, key: bytes) -> DataKey:
    """The newest copy that nobody changed who has not the key."""
    for copy in found.copies:
        if copy.is_sealed_by(key):
            changed = copy is not found.copies[0]
            return DataKey(folder, copy, key, slot_files.Mending.CHANGED if changed else found.mending)
    raise VaultDamaged(
        say(
            QT_TRANSLATE_NOOP(
                "db", "The vault's key file was changed by something other than CalciTrack, so it is not used."
            )
        ),
        say(QT_TRANSLATE_NOOP("db", "Put back {name} from a backup of this vault."), name=slot_files.SLOTS_NAME),
    )


def _left_open(lock: VaultLock) -> list[Message]:
    """What somebody should know of who had the vault before."""
    if not lock.left_by:
        return []
    told = QT_TRANSLATE_NOOP(
        "db", "This vault was open elsewhere and was not closed there: {holder}. Make sure that it is not."
    )
    return [say(told, holder=lock.left_by)]


def _salt_notice(known: DataKey, *, mend: bool) -> list[Message]:
    """Compare the database's first bytes, its salt, with those kept in the slots; the key has just proved the latter.

    Every connection is closed here: to close the file under one would drop its locks.
    """
    path = known.folder / DATABASE_NAME
    with path.open("rb") as stream:
        if stream.read(slots.SALT_BYTES) == known.slots.db_salt:
            return []
    if mend:
        with path.open("r+b") as stream:
            stream.write(known.slots.db_salt)
            stream.flush()
            os.fsync(stream.fileno())
    log.warning("the database's salt was damaged; mended: %s", mend)
    return [
        say(
            QT_TRANSLATE_NOOP("db", "The first bytes of the database were damaged. They were put right from the keys.")
            if mend
            else QT_TRANSLATE_NOOP("db", "The first bytes of the database are damaged. The records can be read.")
        )
    ]


def _mended_slots(known: DataKey) -> list[Message]:
    if known.mending is None:
        return []
    slot_files.write_slots(known.folder, known.slots)
    log.warning("a copy of the key slots was written anew: %s", known.mending.name.lower())
    return [say(known.mending.value)]


def _keep_log_aside(folder: Path) -> None:
    """Before a shortened record is written on, keep the log that may still hold what is missing; it is encrypted."""
    path = folder / (DATABASE_NAME + "-wal")
    if not path.exists() or path.stat().st_size == 0:
        return
    aside = folder / f"{DATABASE_NAME}-wal.kept-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    make_private_file(aside)
    shutil.copyfile(path, aside)


def _refuse_absent(folder: Path) -> None:
    """Refuse a missing database, and one too short to be any: the driver would turn that into an empty one."""
    path = folder / DATABASE_NAME
    if not path.exists():
        raise VaultMissing(
            say(QT_TRANSLATE_NOOP("db", "The vault's database is missing from {folder}."), folder=str(folder)),
            say(QT_TRANSLATE_NOOP("db", "Put it back from a backup.")),
        )
    if path.stat().st_size < SMALLEST_DATABASE:
        raise unfinished()
