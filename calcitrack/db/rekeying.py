"""Another data key for a vault: all is written anew under it, verified, and only then put in the old one's place.

The new vault grows in a folder inside the vault's own. One rename of that folder decides: before it the old vault
stands, after it the new one, and whoever opens the vault next finishes what a crash left undone.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import secrets
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from calcitrack.db import anchor_check, driver, slot_files, slots
from calcitrack.db.anchor import make_anchor
from calcitrack.db.audit import Actor, Deed
from calcitrack.db.driver import Connection
from calcitrack.db.files import UnconfirmedError, make_private_file, make_private_folder, rename_durably
from calcitrack.db.key_change import FILES, READY, finish
from calcitrack.db.keys import subkey
from calcitrack.db.not_done import is_of_the_disk, key_not_changed, told_by
from calcitrack.db.opening import DataKey, open_vault
from calcitrack.db.slots import CLINIC_COST, FIRST, RECOVERY, SYNTHETIC_COST, USER, SlotFile
from calcitrack.db.vault import Vault
from calcitrack.db.vault_database import DATABASE_NAME, workstation_of
from calcitrack.db.verifying import verify
from calcitrack.domain.errors import CalciTrackError, NotSaved
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

GROWING = "vault.next"

Report = Callable[[int, int], None]
"""Told how far the work is; raises to give up, of which nothing is left."""

STEPS = 4

log = logging.getLogger(__name__)


def change_key(
    vault: Vault, own: tuple[str, str], others: Sequence[tuple[str, str]], actor: Actor, at: datetime, report: Report
) -> str:
    """Give a vault another data key, and everybody a new slot; closes the vault. Returns the new recovery code.

    Args:
        vault: Open, on the thread that calls.
        own: Login and password of whoever asks.
        others: Login and a first password of everybody else who may come in.
        actor: Who asks.
        at: When.
        report: How far it is.

    Raises:
        CalciTrackError: It was not done: the old key and all passwords stand.
    """
    stage = vault.folder / GROWING
    try:
        shutil.rmtree(stage, ignore_errors=True)
        make_private_folder(stage)
        code, key, slot_file = _new_slots(vault, own, others, report)
        _export(vault, stage, key, slot_file)
        report(2, STEPS)
        _seal(stage, key, slot_file)
        _prove(vault, DataKey(stage, slot_file, key), actor, at)
        report(3, STEPS)
        lock = vault.give_up()
        try:
            _decide(vault.folder, stage)
        finally:
            if lock is not None:
                lock.release()
    except BaseException as error:
        shutil.rmtree(stage, ignore_errors=True)
        if isinstance(error, Exception) and is_of_the_disk(error):
            raise key_not_changed(error) from error
        raise
    return code


def _decide(folder: Path, stage: Path) -> None:
    """Give the new vault the name by which it counts, and put it in the old one's place.

    Raises:
        OSError: The old vault stands.
    """
    with contextlib.suppress(UnconfirmedError):
        rename_durably(stage, folder / READY)
    try:
        finish(folder)
    except OSError as error:
        # It counts already, and the new passwords have to be told; the next opening goes on.
        log.warning("the new key's files were not put in place yet: errno %s", error.errno)


def _new_slots(
    vault: Vault, own: tuple[str, str], others: Sequence[tuple[str, str]], report: Report
) -> tuple[str, bytes, SlotFile]:
    key, code = secrets.token_bytes(slots.KEY_BYTES), slots.new_recovery_code()
    cost = SYNTHETIC_COST if vault.slots.synthetic else CLINIC_COST
    made = slot_files.read_slots(vault.folder).for_new_key(vault.data_key, key)
    made = made.with_slot(own[0], USER, own[1], key, cost)
    made = made.with_slot("", RECOVERY, code, key, cost)
    for login, password in others:
        report(0, STEPS)
        made = made.with_slot(login, FIRST, password, key, cost)
    report(1, STEPS)
    return code, key, made


def _export(vault: Vault, stage: Path, key: bytes, slot_file: SlotFile) -> None:
    """Write every row anew, encrypted with the new key."""
    target, connection = stage / DATABASE_NAME, vault.connection
    make_private_file(target)
    try:
        _attach_and_export(connection, target, f"x'{key.hex()}{slot_file.db_salt.hex()}'")
    except driver.DriverError as error:
        # The export gives its errors no name; whatever it is, there is no new vault.
        raise OSError(errno.EIO, "not exported") from error


def _attach_and_export(connection: Connection, target: Path, key: str) -> None:
    connection.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(target), key))
    try:
        # One transaction: the record as of one instant, and a disk write at its end instead of one for each table.
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('fresh')").fetchone()
        for name in ("user_version", "application_id"):
            value = int(connection.execute(f"PRAGMA main.{name}").fetchone()[0])
            connection.execute(f"PRAGMA fresh.{name} = {value}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("DETACH DATABASE fresh")


def _seal(stage: Path, key: bytes, slot_file: SlotFile) -> None:
    """Write the key slots and the anchor of the new vault."""
    slot_files.write_slots(stage, slot_file)
    connection = driver.connect(stage / DATABASE_NAME, key, slot_file.db_salt)
    try:
        station = workstation_of(connection)
        mark = anchor_check.present_mark(connection, slot_file.vault, station, slot_file.sequence, datetime.now(UTC))
    finally:
        connection.close()
    make_anchor(stage, subkey(key, "anchor"), mark)


def _prove(vault: Vault, known: DataKey, actor: Actor, at: datetime) -> None:
    """Open the new vault, find it whole and equal in number, and note the change in its audit.

    Raises:
        NotSaved: It is not whole; the old vault stands.
    """
    with told_by(key_not_changed, also=CalciTrackError):
        opened = open_vault(known)
        try:
            is_whole = not verify(opened, lambda _done, _of: None).flaws and _counts(opened) == _counts(vault)
            if is_whole:
                opened.note(actor, Deed("change data key", "clinic"), at)
                opened.bring_home_or_fail()
        finally:
            opened.close()
    if not is_whole:
        raise NotSaved(
            say(QT_TRANSLATE_NOOP("db", "The data key was not changed: the new vault was not whole.")),
            say(QT_TRANSLATE_NOOP("db", "The old one stands. Verify it, check the disk, then try again.")),
        )
    for path in known.folder.iterdir():
        if path.name not in FILES:
            path.unlink()


def _counts(vault: Vault) -> dict[str, int]:
    names = [row[0] for row in vault.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: int(vault.connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}
