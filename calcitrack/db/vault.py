"""The vault: a folder with an encrypted database, its key slots and its lock."""

from __future__ import annotations

import contextlib
import errno
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from calcitrack.db import anchor_check, audit, driver, slot_files
from calcitrack.db.anchor import Anchor, make_anchor
from calcitrack.db.audit import Actor, Deed, Receipt
from calcitrack.db.driver import Connection
from calcitrack.db.errors import is_bug, not_known, translated, unfinished, unreadable
from calcitrack.db.keys import subkey
from calcitrack.db.lock import VaultLock
from calcitrack.db.slots import CLINIC_COST, SYNTHETIC_COST, SlotFile
from calcitrack.db.unit import Unit
from calcitrack.domain.anchor import AnchorFinding
from calcitrack.domain.errors import CalciTrackError, Conflict, NotKnown, ReadOnly
from calcitrack.domain.text import Message

DATABASE_NAME = "vault.db"

CHECKPOINT_WAIT = 50
"""Milliseconds that a checkpoint at signing waits for a reader; then it is left for the next one."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opening:
    """All that a vault is opened with.

    Attributes:
        notices: What was mended and what should be known of the place, for the person who opens it.
        finding: What is wrong with the record against its anchor; None when nothing is.
    """

    folder: Path
    slots: SlotFile
    data_key: bytes = field(repr=False)
    notices: tuple[Message, ...] = ()
    finding: AnchorFinding | None = None


class Vault:
    """An open vault. Belongs to the thread that opened it; ``twin`` gives another thread its own connection."""

    def __init__(
        self, opening: Opening, lock: VaultLock | None, *, read_only: bool = False, anchor: Anchor | None = None
    ) -> None:
        self.folder = opening.folder
        self.read_only = read_only
        self._opening = opening
        self._audit_key = opening.slots.audit_key(opening.data_key)
        self._anchor_key = subkey(opening.data_key, "anchor")
        self._lock = lock
        self._is_log_due = False
        self._connection: Connection | None = self._connect()
        try:
            self._workstation = workstation_of(self.connection)
            self._anchor = anchor
            if anchor is None and not read_only and opening.finding is None:
                self._anchor = Anchor(self.folder, self._anchor_key)
        except BaseException:
            self.connection.close()
            raise

    @property
    def notices(self) -> tuple[Message, ...]:
        """What was mended at opening and what should be known of the place."""
        return self._opening.notices

    @property
    def finding(self) -> AnchorFinding | None:
        """What is wrong with the record against its anchor; None when nothing is, or it was accepted."""
        return self._opening.finding

    @property
    def slots(self) -> SlotFile:
        """The key slots as they were last written."""
        return self._opening.slots

    @property
    def data_key(self) -> bytes:
        """The key under which everything lies."""
        return self._opening.data_key

    @property
    def audit_key(self) -> bytes:
        """The key of the audit's chain."""
        return self._audit_key

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
        if self._lock is None:
            return
        if self._anchor is not None:
            with contextlib.suppress(OSError):
                self._anchor.settle()
            self._anchor.close()
        self._lock.release()

    def give_up(self) -> VaultLock | None:
        """Close the database but keep the folder held; the lock is the caller's to release."""
        lock, self._lock = self._lock, None
        self._drop_connection()
        if lock is not None and self._anchor is not None:
            with contextlib.suppress(OSError):
                self._anchor.settle()
            self._anchor.close()
        return lock

    def twin(self) -> Vault:
        """The same vault for another thread, called on it; whoever asks closes it. This one keeps the folder held."""
        return Vault(self._opening, None, read_only=self.read_only, anchor=self._anchor)

    @contextlib.contextmanager
    def unit(self, actor: Actor, deed: Deed, at: datetime, *, always: bool = False) -> Iterator[Unit]:
        """One BEGIN IMMEDIATE transaction with one audit row.

        A unit that changes nothing writes nothing, unless ``always``. ``deed`` may name rows that the unit makes: give
        an entity_uuid of "" and the first changed row of that table is taken.

        Raises:
            Conflict: Somebody changed the same in between; the audit tells of it, and the error of who and when.
            NotKnown: Looking did not show whether it was saved.
            CalciTrackError: It was not saved; said only after looking. Key slots that were kept in it are put back.
        """
        before = self.slots
        try:
            with self._unit(actor, deed, at, always=always) as unit:
                yield unit
        except NotKnown:
            raise
        except BaseException:
            self._put_slots_back(before)
            raise

    @contextlib.contextmanager
    def _unit(self, actor: Actor, deed: Deed, at: datetime, *, always: bool) -> Iterator[Unit]:
        if self.read_only:
            raise ReadOnly
        receipts: list[Receipt] = []
        self._begin()
        try:
            unit = Unit(
                self.connection, lambda part, its_deed: receipts.append(self._append(part, actor, its_deed, at))
            )
            yield unit
            if unit.changes or always:
                receipts.append(self._append(unit, actor, deed, at))
        except (driver.DriverError, OSError) as error:
            self._roll_back()
            if is_bug(error):
                raise
            raise translated(error) from error
        except Conflict as error:
            self._roll_back()
            self._tell_conflict(error, actor, deed, at)
            raise
        except BaseException:
            self._roll_back()
            raise
        self._commit(receipts)
        self._follow(receipts, at, unit.signed)

    def note(self, actor: Actor, deed: Deed, at: datetime) -> None:
        """Write an audit row for something that changes nothing: a view, a print, an export.

        A vault that is open for reading only takes none: looking must be possible where nothing can be written.

        Raises:
            CalciTrackError: It was not saved; said only after looking.
        """
        if self.read_only:
            return
        with self.unit(actor, deed, at, always=True):
            pass

    def keep_slots(self, changed: SlotFile) -> None:
        """Replace the key slots.

        Raises:
            ReadOnly: The vault is open for reading only.
            NotKnown: Nobody can tell which slots stand.
            CalciTrackError: The old slots stand.
        """
        if self.read_only:
            raise ReadOnly
        try:
            slot_files.write_slots(self.folder, changed)
        except OSError as error:
            if not slot_files.are_kept(self.folder, changed):
                raise translated(error) from error
        self._opening = replace(self._opening, slots=changed)
        if self._anchor is not None:
            try:
                self._anchor.note_keys(changed.sequence)
            except OSError as error:
                log.warning("the anchor was not written: errno %s", error.errno)

    def _put_slots_back(self, before: SlotFile) -> None:
        """Undo what a unit did to the key slots, of which nothing else was kept.

        Raises:
            NotKnown: They could not be written.
        """
        if self.slots.sequence == before.sequence:
            return
        again = replace(before, sequence=self.slots.sequence + 1).sealed(self.data_key)
        try:
            self.keep_slots(again)
        except CalciTrackError as error:
            raise not_known() from error

    def accept_record(self) -> None:
        """Make the anchor fit the record as it is, after somebody decided to go on with it and the audit has it.

        Raises:
            CalciTrackError: The anchor could not be written.
        """
        slots = self._opening.slots
        now = anchor_check.present_mark(
            self.connection, slots.vault, self._workstation, slots.sequence, datetime.now(UTC)
        )
        try:
            make_anchor(self.folder, self._anchor_key, now)
            self._anchor = Anchor(self.folder, self._anchor_key)
        except OSError as error:
            raise translated(error) from error
        self._opening = replace(self._opening, finding=None)

    def checkpoint(self) -> bool:
        """Bring all of the log into the database and empty it; False when a reader is in the way or the disk fails.

        What is left undone harms nothing: the log holds it, and the anchor tells if it is lost.
        """
        connection = self.connection
        try:
            connection.execute(f"PRAGMA busy_timeout = {CHECKPOINT_WAIT}")
            is_busy = bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
            connection.execute(f"PRAGMA busy_timeout = {driver.SETTINGS['busy_timeout'][0]}")
        except driver.DriverError as error:
            log.warning("checkpoint failed: %s", getattr(error, "sqlite_errorname", ""))
            self._drop_connection()
            return False
        return not is_busy

    def bring_home(self) -> bool:
        """Bring the log into the database where that is allowed; whether nothing stands in the log any more."""
        if not self.read_only:
            return self.checkpoint()
        log_file = self.folder / (DATABASE_NAME + "-wal")
        return not log_file.exists() or log_file.stat().st_size == 0

    def bring_home_or_fail(self) -> None:
        """Bring the log into the database, where the files are about to be used without it.

        Raises:
            OSError: Something may stand in the log alone.
        """
        if not self.checkpoint():
            raise OSError(errno.EIO, "the log was not emptied")

    def _follow(self, receipts: list[Receipt], at: datetime, signed: int) -> None:
        """What comes after a commit: it is saved already, so nothing here may say otherwise.

        Once the log is empty nothing signed can be lost with it, and the mark may reach the disk when the system likes.
        While something signed stands in the log alone, the mark is written through.
        """
        if signed or self._is_log_due:
            self._is_log_due = not self.checkpoint()
        if receipts and self._anchor is not None:
            last, settle = receipts[-1], signed > 0 and self._is_log_due
            try:
                self._anchor.advance(last.sequence, last.mac.hex(), at, signed=signed, settle=settle)
            except OSError as error:
                log.warning("the anchor was not written: errno %s", error.errno)

    def _tell_conflict(self, error: Conflict, actor: Actor, deed: Deed, at: datetime) -> None:
        """Say in the error who wrote what stands there, and in the audit that somebody wanted to write over it."""
        with contextlib.suppress(CalciTrackError, driver.DriverError):
            theirs = audit.last_change(self.connection, deed)
            if theirs is not None:
                error.who, error.at = theirs
            refused = Deed(
                f"{deed.action}: refused, changed elsewhere", deed.entity, deed.entity_uuid, deed.patient_uuid
            )
            self.note(actor, refused, at)

    def slots_with(self, login: str, kind: str, password: str) -> SlotFile:
        """The key slots with a login's password set anew, for ``keep_slots``. Slow by intention: one derivation."""
        cost = SYNTHETIC_COST if self.slots.synthetic else CLINIC_COST
        return slot_files.read_slots(self.folder).with_slot(login, kind, password, self.data_key, cost)

    def slots_without(self, login: str) -> SlotFile:
        """The key slots without a login's, for ``keep_slots``."""
        return slot_files.read_slots(self.folder).without_slot(login, self.data_key)

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
        if self._connection is None:
            return
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except driver.DriverError:
            # A connection that cannot even take back is lost; its transaction goes with it.
            self._drop_connection()

    def _commit(self, receipts: list[Receipt]) -> None:
        """Commit, or find out what became of it.

        Raises:
            CalciTrackError: Not saved, or not known.
        """
        try:
            self.connection.execute("COMMIT")
        except (driver.DriverError, OSError) as error:
            self._roll_back()
            if receipts and self._was_saved(receipts[-1]):
                return
            if is_bug(error):
                raise
            raise translated(error) from error

    def _drop_connection(self) -> None:
        """Close a connection that fails; the next use opens another."""
        if self._connection is not None:
            with contextlib.suppress(driver.DriverError):
                self._connection.close()
        self._connection = None

    def _was_saved(self, receipt: Receipt) -> bool:
        """Look again through a fresh connection: an error on commit does not mean that nothing was kept.

        The old connection is closed first, so that the new one finds what the disk holds. What is found may still stand
        in the system's memory alone, so it counts only once it was written through.

        Raises:
            CalciTrackError: The vault cannot be read or written; the connection is opened again when next wanted.
        """
        self._drop_connection()
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
        connect = driver.connect_to_read if self.read_only else driver.connect
        try:
            return connect(self.folder / DATABASE_NAME, self._opening.data_key, self._opening.slots.db_salt)
        except driver.WrongKey:
            raise unreadable() from None


def workstation_of(connection: Connection) -> bytes:
    """The identity under which this computer writes its audit.

    Raises:
        VaultDamaged: The database has none.
    """
    row = connection.execute("SELECT uuid FROM workstation WHERE is_this = 1").fetchone()
    if row is None:
        raise unfinished()
    return bytes(row[0])
