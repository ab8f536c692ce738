"""The vault: a folder with an encrypted database, its key slots and its lock; every write is one unit."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from calcitrack.db import anchor_check, audit, driver, slot_files
from calcitrack.db.anchor import Anchor, make_anchor
from calcitrack.db.audit import Actor, Deed, Receipt
from calcitrack.db.errors import is_bug, not_known, translated
from calcitrack.db.keys import subkey
from calcitrack.db.lock import VaultLock
from calcitrack.db.slots import CLINIC_COST, SYNTHETIC_COST, SlotFile
from calcitrack.db.unit import Unit
from calcitrack.db.vault_database import Opening, VaultDatabase, workstation_of
from calcitrack.domain.errors import CalciTrackError, Conflict, NotKnown, ReadOnly

log = logging.getLogger(__name__)


class Vault(VaultDatabase):
    """An open vault. Belongs to the thread that opened it; ``twin`` gives another thread its own connection."""

    def __init__(
        self, opening: Opening, lock: VaultLock | None, *, read_only: bool = False, anchor: Anchor | None = None
    ) -> None:
        self._audit_key = opening.slots.audit_key(opening.data_key)
        self._anchor_key = subkey(opening.data_key, "anchor")
        self._lock = lock
        self._is_log_due = False
        super().__init__(opening, read_only=read_only)
        try:
            self._workstation = workstation_of(self.connection)
            self._anchor = anchor
            if anchor is None and not read_only and opening.finding is None:
                self._anchor = Anchor(self.folder, self._anchor_key)
        except BaseException:
            self.connection.close()
            raise

    @property
    def audit_key(self) -> bytes:
        """The key of the audit's chain."""
        return self._audit_key

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
