"""The vault: a folder with an encrypted database, its key slots and its lock."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from calcitrack.db import audit, driver, migrations, slots
from calcitrack.db.audit import Actor, Deed, Receipt
from calcitrack.db.driver import Connection
from calcitrack.db.errors import is_bug, not_known, not_opened, translated
from calcitrack.db.lock import VaultLock
from calcitrack.db.slots import KdfCost, SlotFile
from calcitrack.db.unit import Unit
from calcitrack.domain.errors import CalciTrackError, VaultDamaged, VaultMissing
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

DATABASE_NAME = "vault.db"
SMALLEST_DATABASE = 4096
"""Bytes: one page."""


def subkey(data_key: bytes, purpose: str) -> bytes:
    """HKDF-SHA256 (RFC 5869) of one block: a key for one purpose."""
    extracted = hmac.new(b"calcitrack", data_key, hashlib.sha256).digest()
    return hmac.new(extracted, purpose.encode() + b"\x01", hashlib.sha256).digest()


class Vault:
    """An open vault. Belongs to the thread that opened it; ``twin`` gives another thread its own connection."""

    def __init__(self, folder: Path, slot_file: SlotFile, data_key: bytes, lock: VaultLock | None) -> None:
        self.folder = folder
        self._slots = slot_file
        self._data_key = data_key
        self._audit_key = subkey(data_key, "audit")
        self._lock = lock
        self._connection: Connection | None = self._connect()
        try:
            self._check_schema()
            self._workstation = self._this_workstation()
        except BaseException:
            self.connection.close()
            raise

    @property
    def connection(self) -> Connection:
        """The connection of the thread that owns the vault; opened again where a failing disk took it.

        Raises:
            CalciTrackError: It cannot be opened again yet.
        """
        if self._connection is None:
            try:
                self._connection = self._connect()
            except (driver.DriverError, OSError) as error:
                raise translated(error) from error
        return self._connection

    @property
    def synthetic(self) -> bool:
        """Whether the vault holds invented patients only."""
        return bool(self.connection.execute("SELECT synthetic FROM clinic").fetchone()[0])

    @property
    def clinic_name(self) -> str:
        """The clinic's name."""
        return str(self.connection.execute("SELECT name FROM clinic").fetchone()[0])

    def close(self) -> None:
        """Close the database and give the folder back; safe to call twice."""
        with contextlib.suppress(driver.DriverError):
            if self._connection is not None:
                self._connection.close()
        if self._lock is not None:
            self._lock.release()

    def twin(self) -> Vault:
        """The same vault for another thread, called on it; whoever asks closes it. This one keeps the folder held."""
        return Vault(self.folder, self._slots, self._data_key, None)

    @contextlib.contextmanager
    def unit(self, actor: Actor, deed: Deed, at: datetime) -> Iterator[Unit]:
        """One BEGIN IMMEDIATE transaction with one audit row.

        A unit that changes nothing writes nothing. ``deed`` may name rows that the unit makes: give an entity_uuid of
        "" and the first changed row of that table is taken.

        Raises:
            CalciTrackError: It was not saved; said only after looking.
        """
        receipts: list[Receipt] = []
        committing = False
        self._begin()
        try:
            unit = Unit(
                self.connection, lambda part, its_deed: receipts.append(self._append(part, actor, its_deed, at))
            )
            yield unit
            if unit.changes:
                receipts.append(self._append(unit, actor, deed, at))
            committing = True
            self.connection.execute("COMMIT")
        except (driver.DriverError, OSError) as error:
            self._roll_back()
            if committing and receipts and self._was_saved(receipts[-1]):
                return
            if is_bug(error):
                raise
            raise translated(error) from error
        except BaseException:
            self._roll_back()
            raise

    def note(self, actor: Actor, deed: Deed, at: datetime) -> None:
        """Write an audit row for something that changes nothing: a view, a print, an export."""
        self._begin()
        try:
            audit.append(self.connection, self._audit_key, self._workstation, at, actor, deed, "[]")
            self.connection.execute("COMMIT")
        except driver.DriverError as error:
            self._roll_back()
            raise translated(error) from error

    def keep_slots(self, changed: SlotFile) -> None:
        """Replace the key slots.

        Raises:
            CalciTrackError: The file could not be written; the old slots stand.
        """
        try:
            slots.write_slots(self.folder, changed)
        except OSError as error:
            raise translated(error) from error
        self._slots = changed

    def slots_with(self, login: str, kind: str, password: str) -> SlotFile:
        """The key slots with a login's password set anew, for ``keep_slots``. Slow by intention: one derivation."""
        cost = slots.SYNTHETIC_COST if self._slots.synthetic else slots.CLINIC_COST
        return slots.read_slots(self.folder).with_slot(login, kind, password, self._data_key, cost)

    def slots_without(self, login: str) -> SlotFile:
        """The key slots without a login's, for ``keep_slots``."""
        return slots.read_slots(self.folder).without_slot(login)

    def slot_kind(self, login: str) -> str:
        """The kind of a login's slot, as the file now stands; empty where it has none."""
        return slots.read_slots(self.folder).kind_of(login)

    def _append(self, unit: Unit, actor: Actor, deed: Deed, at: datetime) -> Receipt:
        named = deed
        if not deed.entity_uuid:
            found = next((key.get("uuid") for table, key, _, _ in unit.changes if table == deed.entity), None)
            named = Deed(deed.action, deed.entity, found or "", deed.patient_uuid, deed.reason)
        if named.entity == "patient" and not named.patient_uuid:
            named = Deed(named.action, named.entity, named.entity_uuid, named.entity_uuid, named.reason)
        return audit.append(self.connection, self._audit_key, self._workstation, at, actor, named, unit.changes_json())

    def _begin(self) -> None:
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except driver.DriverError as error:
            # A unit inside a unit is a bug, and must not roll back the outer one.
            if is_bug(error):
                raise
            raise translated(error) from error

    def _roll_back(self) -> None:
        with contextlib.suppress(driver.DriverError):
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def _was_saved(self, receipt: Receipt) -> bool:
        """Look again through a fresh connection: an error on commit does not mean that nothing was kept.

        The old connection is closed first, so that the new one finds what the disk holds. What is found may still stand
        in the system's memory alone, so it counts only once it was written through.

        Raises:
            CalciTrackError: The vault cannot be read or written; the connection is opened again when next wanted.
        """
        with contextlib.suppress(driver.DriverError):
            self.connection.close()
        self._connection = None
        try:
            if not audit.is_recorded(self.connection, receipt):
                return False
            is_busy = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except (CalciTrackError, driver.DriverError):
            raise not_known() from None
        if is_busy:
            raise not_known()
        return True

    def _connect(self) -> Connection:
        try:
            return driver.connect(self.folder / DATABASE_NAME, self._data_key, self._slots.db_salt)
        except driver.WrongKey:
            raise VaultDamaged(
                say(QT_TRANSLATE_NOOP("db", "The key is right but the vault's database cannot be read.")),
                say(QT_TRANSLATE_NOOP("db", "Keep the folder as it is and restore the newest backup elsewhere.")),
            ) from None

    def _check_schema(self) -> None:
        found = migrations.schema_version(self.connection)
        if found > migrations.CURRENT:
            raise slots.newer_vault()
        if found == 0:
            raise _unfinished()
        if found < migrations.CURRENT:
            migrations.migrate(self.connection)

    def _this_workstation(self) -> bytes:
        row = self.connection.execute("SELECT uuid FROM workstation WHERE is_this = 1").fetchone()
        if row is None:
            raise _unfinished()
        return bytes(row[0])


def _unfinished() -> VaultDamaged:
    return VaultDamaged(
        say(QT_TRANSLATE_NOOP("db", "The vault's database is empty: it was never finished or was replaced.")),
        say(QT_TRANSLATE_NOOP("db", "Put back the database from a backup.")),
    )


def exists(folder: Path) -> bool:
    """Whether the folder holds a vault."""
    return (folder / slots.SLOTS_NAME).exists()


def is_synthetic(folder: Path) -> bool:
    """Whether the vault says that it holds invented patients; read before anybody unlocks it.

    Raises:
        CalciTrackError: The key file is missing or damaged.
    """
    return slots.read_slots(folder).synthetic


@dataclass(frozen=True, slots=True)
class DataKey:
    """What opens a vault: found on any thread, used on the one that will own the vault."""

    folder: Path
    slots: SlotFile
    key: bytes = field(repr=False)


def key_by_password(folder: Path, login: str, password: str) -> DataKey:
    """The key of a vault by name and password. Slow by intention: one argon2id derivation.

    Raises:
        WrongPassword: Unknown name or wrong password.
        CalciTrackError: No vault there, or its key file is damaged or newer.
    """
    slot_file = slots.read_slots(folder)
    return DataKey(folder, slot_file, slot_file.open_with_password(login, password))


def key_by_recovery(folder: Path, code: str) -> DataKey:
    """The key of a vault by its recovery code.

    Raises:
        WrongPassword: The code is not right.
        CalciTrackError: No vault there, or its key file is damaged or newer.
    """
    slot_file = slots.read_slots(folder)
    return DataKey(folder, slot_file, slot_file.open_with_recovery(code))


def with_password(known: DataKey, login: str, password: str, cost: KdfCost) -> SlotFile:
    """The slots with a login's password set anew; written by ``Vault.keep_slots``. One derivation."""
    return known.slots.with_slot(login, slots.USER, password, known.key, cost)


def open_vault(known: DataKey) -> Vault:
    """Open a vault with its key; it belongs to the calling thread.

    Raises:
        CalciTrackError: Damaged, newer, or held by another program.
    """
    _refuse_absent(known.folder)
    lock = VaultLock(known.folder)
    lock.acquire()
    try:
        return Vault(known.folder, known.slots, known.key, lock)
    except BaseException as error:
        lock.release()
        if isinstance(error, (driver.DriverError, OSError)) and not is_bug(error):
            raise not_opened(error) from error
        raise


def _refuse_absent(folder: Path) -> None:
    """Refuse a missing database, and one too short to be any: the driver would turn that into an empty one."""
    path = folder / DATABASE_NAME
    if not path.exists():
        raise VaultMissing(
            say(QT_TRANSLATE_NOOP("db", "The vault's database is missing from {folder}."), folder=str(folder)),
            say(QT_TRANSLATE_NOOP("db", "Put it back from a backup.")),
        )
    if path.stat().st_size < SMALLEST_DATABASE:
        raise _unfinished()
