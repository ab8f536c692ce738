"""Making a backup: copied in one step, sealed, proved, and only then given its name.

A backup is a folder with a whole vault of its own, encrypted with the same key and opened by the same passwords. It
grows under a name that nothing looks at; the rename comes after the proof, so what has a backup's name was proved.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import shutil
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from calcitrack.db import anchor_check, driver, slot_files, soundness, stages
from calcitrack.db.anchor import make_anchor
from calcitrack.db.backup_files import (
    MANIFEST_NAME,
    Backup,
    check_files,
    damaged,
    find_backups,
    name_of,
    read_manifest,
    write_manifest,
)
from calcitrack.db.chain import check_chain
from calcitrack.db.driver import Connection
from calcitrack.db.errors import unreadable
from calcitrack.db.files import UnconfirmedError, make_private_file, make_private_folder, rename_durably, sync_folder
from calcitrack.db.key_change import FILES
from calcitrack.db.keys import subkey
from calcitrack.db.not_done import copy_not_whole, not_confirmed, told_by
from calcitrack.db.slots import SALT_BYTES, SlotFile
from calcitrack.db.stages import Kind
from calcitrack.db.unit import KEYS
from calcitrack.db.vault import Vault
from calcitrack.db.vault_database import DATABASE_NAME, workstation_of
from calcitrack.domain.backup_rotation import to_remove
from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

Report = Callable[[int, int], None]
"""Told how far the work is; raises to give up, of which nothing is left."""

STEPS = 3

_OF_THE_DISK = ("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_NOMEM", "SQLITE_READONLY")
"""Codes that say nothing of the pages of a database."""


def make_backup(vault: Vault, target: Path, at: datetime, report: Report) -> Backup:
    """Make a proved backup in a folder.

    Args:
        vault: Open, on the thread that calls; a twin, where the window has the vault.
        target: Where it goes; made if it is not there.
        at: When.
        report: How far it is.

    Raises:
        CalciTrackError: There is none; the vault and earlier backups are as they were.
        OSError: So too; ``not_done.not_backed_up`` says it in a sentence.
    """
    make_target(target)
    with stages.stage(target, Kind.BACKUP) as stage:
        rows = _copy(vault, stage)
        report(1, STEPS)
        _seal(stage, vault.data_key, vault.slots, rows, at)
        with told_by(copy_not_whole, also=CalciTrackError):
            proved = prove_backup(stage, vault.data_key, lambda: report(2, STEPS))
        report(3, STEPS)
        return _named(proved, stage, target)


def copy_backup(backup: Backup, target: Path, data_key: bytes, report: Report) -> Backup:
    """Copy a backup into another folder and prove the copy.

    Raises:
        CalciTrackError: There is no copy; the backup is as it was.
        OSError: So too.
    """
    make_target(target)
    with stages.stage(target, Kind.BACKUP) as stage:
        copy_files(backup.folder, stage, manifest=True)
        report(1, STEPS)
        with told_by(copy_not_whole, also=CalciTrackError):
            proved = prove_backup(stage, data_key, lambda: report(2, STEPS))
        report(3, STEPS)
        return _named(proved, stage, target)


def prove_backup(folder: Path, data_key: bytes, look_up: Callable[[], None] = lambda: None) -> Backup:
    """Open a backup and recompute what it is made of.

    Args:
        folder: Of the backup.
        data_key: Of its vault.
        look_up: Called between the checks; raises to give up.

    Raises:
        VaultDamaged: It is not as it was written.
        DriverError: It cannot be read just now.
        OSError: So too.
    """
    backup = read_manifest(folder, data_key)
    check_files(folder, data_key)
    slots = slot_files.find_slots(folder).copies[0]
    with (folder / DATABASE_NAME).open("rb") as stream:
        if stream.read(SALT_BYTES) != slots.db_salt:
            raise damaged(say(QT_TRANSLATE_NOOP("db", "the first bytes of its database differ.")))
    try:
        with contextlib.closing(driver.connect_to_read(folder / DATABASE_NAME, data_key, slots.db_salt)) as connection:
            _check(connection, backup, slots.audit_key(data_key), look_up)
    except driver.WrongKey:
        raise unreadable() from None
    except driver.DriverError as error:
        code = getattr(error, "sqlite_errorname", "") or type(error).__name__
        if code.startswith(_OF_THE_DISK):
            raise
        raise damaged(say(QT_TRANSLATE_NOOP("db", "its database cannot be read ({code})."), code=code)) from error
    return backup


def rotate(target: Path, vault: str, data_key: bytes, now: datetime, damaged: Collection[str] = ()) -> None:
    """Remove the backups of a vault that have served their time. One that cannot be removed stays for the next time.

    Those ``damaged``, by name, stay: a whole one never goes because a damaged one has its place.
    """
    try:
        found = [one for one in find_backups(target, vault, data_key) if one.folder.name not in damaged]
    except OSError:
        return
    old = to_remove([one.at for one in found], now)
    for backup in found:
        if backup.at in old:
            with contextlib.suppress(OSError):
                # Renamed first: what is half removed bears no backup's name.
                going = backup.folder.rename(target / f"{Kind.GOING.value}{backup.folder.name}")
                shutil.rmtree(going)


def has_changed(vault: Vault, last: Backup | None) -> bool:
    """Whether anything was written since a backup; who looked at what is no change."""
    if last is None or last.keys != vault.slots.sequence:
        return True
    row = vault.connection.execute(
        "SELECT 1 FROM audit WHERE workstation = ? AND sequence > ? AND changes <> '[]' LIMIT 1",
        (bytes.fromhex(last.workstation), last.sequence),
    ).fetchone()
    return row is not None


def copy_files(source: Path, target: Path, *, manifest: bool) -> None:
    """Copy the files of a backup, each down to the disk.

    Raises:
        OSError: One could not be read or written.
    """
    for name in (*FILES, MANIFEST_NAME) if manifest else FILES:
        make_private_file(target / name)
        shutil.copyfile(source / name, target / name)
        _sync(target / name)
    sync_folder(target)


def make_target(target: Path) -> None:
    """Make the folder for backups; one that somebody chose keeps its permissions."""
    if not target.exists():
        make_private_folder(target)


def _copy(vault: Vault, stage: Path) -> dict[str, int]:
    """Copy the database as it is at one instant, and count its rows at the same."""
    path, source = stage / DATABASE_NAME, vault.connection
    make_private_file(path)
    source.execute("BEGIN")
    try:
        rows = count_rows(source)
        copy = driver.connect_to_fill(path, vault.data_key, vault.slots.db_salt)
        try:
            source.backup(copy, pages=-1)
        except driver.DriverError as error:
            # The backup API gives its errors no name; whatever it is, there is no copy.
            raise OSError(errno.EIO, "not copied") from error
        finally:
            copy.close()
    finally:
        source.execute("ROLLBACK")
    _sync(path)
    return rows


def _seal(stage: Path, data_key: bytes, slots: SlotFile, rows: dict[str, int], at: datetime) -> None:
    """Write key slots, anchor and manifest of the copy."""
    slot_files.write_slots(stage, slots)
    connection = driver.connect_to_read(stage / DATABASE_NAME, data_key, slots.db_salt)
    try:
        mark = anchor_check.present_mark(connection, slots.vault, workstation_of(connection), slots.sequence, at)
    finally:
        connection.close()
    make_anchor(stage, subkey(data_key, "anchor"), mark)
    moment = at.astimezone(UTC)
    write_manifest(
        Backup(stage, slots.vault, moment, mark.workstation, mark.sequence, mark.keys, mark.signed, rows), data_key
    )


def _check(connection: Connection, backup: Backup, audit_key: bytes, look_up: Callable[[], None]) -> None:
    flaws = soundness.check_pages(connection, is_file_whole=True, quick=True)
    look_up()
    flaws += soundness.check_references(connection)
    flaws += check_chain(connection, audit_key)[1]
    if flaws:
        raise damaged(flaws[0].message)
    if count_rows(connection) != backup.rows:
        raise damaged(say(QT_TRANSLATE_NOOP("db", "its tables do not hold as many rows as the vault did.")))


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows there are of each table that holds the record; those of the search are made of it."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}
    counted = [name for name in (*KEYS, "audit") if name in there]  # an older vault may lack some
    return {name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in counted}


def _named(backup: Backup, stage: Path, target: Path) -> Backup:
    """Give a proved backup its name; never that of another."""
    name = f"{name_of(backup.vault)}{backup.at:%Y%m%dT%H%M%S}Z"
    names = itertools.chain([name], (f"{name}-{n}" for n in itertools.count(2)))
    folder = next(path for path in (target / one for one in names) if not path.exists())
    try:
        rename_durably(stage, folder)
    except UnconfirmedError as error:
        raise not_confirmed(folder) from error
    return replace(backup, folder=folder)


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
