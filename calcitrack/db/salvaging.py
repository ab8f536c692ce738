"""From a damaged vault to a new one: every row that can be read, then what the audit tells of those that cannot.

The damaged folder is only copied from. The new vault has the same key and passwords. It grows in a folder beside its
target and gets its name at the end; what it holds is told table by table, and what it lacks patient by patient.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from calcitrack.db import anchor, anchor_check, chain, driver, guards_1, migrations, slot_files, visit_hash
from calcitrack.db.audit import Actor, Deed
from calcitrack.db.backup_files import FOLDER_NAME, Backup, find_backups
from calcitrack.db.driver import Connection, DriverError
from calcitrack.db.files import make_private_file
from calcitrack.db.first_page import give_first_page
from calcitrack.db.keys import subkey
from calcitrack.db.opening import DataKey, open_vault
from calcitrack.db.retelling import Mismatch, Retelling
from calcitrack.db.salvage_reading import DamagedDatabase, Read
from calcitrack.db.unit import KEYS, REFERENCES, WITH_UUID
from calcitrack.db.vault import Vault
from calcitrack.db.vault_database import DATABASE_NAME, workstation_of
from calcitrack.domain.errors import VaultDamaged
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say

TABLES = (*KEYS, "audit")
"""What is read; what is derived from it is made anew."""

Report = Callable[[int, int], None]
"""Told how far the work is; raises to give up, of which nothing is left."""

SALVAGED = "salvage from a damaged vault"


@dataclass(frozen=True, slots=True)
class TableTold:
    """One table: so many rows are in the new vault, of so many that there were; None where that is not known."""

    name: str
    kept: int
    of: int | None


@dataclass(frozen=True, slots=True)
class Loss:
    """A patient who lost something: by record number, or by identity where that is lost too."""

    patient: str
    rows: int


@dataclass(slots=True)
class Salvaged:
    """What became of a damaged vault.

    Attributes:
        retold: Rows that could not be read and were written anew from what the audit tells of them.
        unattached: Rows that could be read and belong to rows that could not; the audit may have told them anew.
        visits: Signed visits that are gone or whose hash no longer agrees, as (patient, day).
        broken: Where the audit's chain does not hold.
        borrowed: Of when the backup is from which the first page was taken; None where it was whole.
    """

    tables: tuple[TableTold, ...] = ()
    retold: int = 0
    unattached: int = 0
    patients: tuple[Loss, ...] = ()
    visits: tuple[tuple[str, str], ...] = ()
    broken: tuple[Message, ...] = ()
    unreadable: list[int] = field(default_factory=list)
    borrowed: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing as far as anything tells."""
        short = any(one.of is None or one.kept < one.of for one in self.tables)
        return not (short or self.patients or self.visits or self.broken or self.unreadable)


def salvage(known: DataKey, stage: Path, report: Report) -> Salvaged:
    """Fill a folder with a vault of what can be read.

    Args:
        known: Opens the damaged vault.
        stage: The new vault's folder, empty.
        report: Told (tables done, of how many).

    Raises:
        VaultDamaged: Its first page is gone, and no backup has one that fits.
        OSError: The new folder cannot be written.
    """
    source = copied(known, stage)
    told = 0

    def heard(done: int, of: int) -> None:
        nonlocal told
        told = done
        report(done, of)

    reading = DamagedDatabase(source, known.key, known.slots.db_salt, lambda: report(told, len(TABLES)))
    found = Salvaged()
    make_private_file(stage / DATABASE_NAME)
    connection = driver.connect(stage / DATABASE_NAME, known.key, known.slots.db_salt)
    try:
        found.borrowed = find_a_way(known, source, reading)
        migrations.migrate(connection)
        reads = _filled(connection, reading, heard)
        _completed(connection, found)
        _tell(connection, known, reads, found)
        _sealed(connection, known, stage)
    finally:
        reading.close()
        connection.close()
        shutil.rmtree(source.parent, ignore_errors=True)
    return found


def opened(known: DataKey, stage: Path) -> Vault:
    """The new vault; whoever calls closes it."""
    return open_vault(DataKey(stage, known.slots, known.key))


def note(vault: Vault, actor: Actor, at: datetime, found: Salvaged) -> None:
    """Write into the new vault's audit where it comes from."""
    lost = sum(loss.rows for loss in found.patients)
    reason = f"{sum(one.kept for one in found.tables)} rows kept, {found.retold} retold, {lost} lost"
    vault.note(actor, Deed(SALVAGED, "clinic", reason=reason), at)


def copied(known: DataKey, stage: Path) -> Path:
    """A copy of the damaged database with its log: to read it in its own place would make files there."""
    aside = stage / "damaged"
    aside.mkdir(mode=0o700)
    for name in (DATABASE_NAME, f"{DATABASE_NAME}-wal"):
        if (known.folder / name).exists():
            make_private_file(aside / name)
            shutil.copyfile(known.folder / name, aside / name)
    return aside / DATABASE_NAME


def find_a_way(known: DataKey, source: Path, reading: DamagedDatabase) -> datetime | None:
    """See that a copy can be read; where its first page is gone, give it that of a backup, and say of when that is.

    Raises:
        VaultDamaged: Its first page is gone, and no backup has one that fits.
    """
    try:
        _refuse_unreadable(reading)
    except VaultDamaged:
        for backup in _backups_of(known):
            reading.close()
            # One that cannot be read, or whose page leads nowhere, leaves the others to be tried.
            with contextlib.suppress(OSError, VaultDamaged):
                if give_first_page(source, backup.folder / DATABASE_NAME, known.key, known.slots.db_salt):
                    _refuse_unreadable(reading)
                    return backup.at
        raise
    return None


def _backups_of(known: DataKey) -> tuple[Backup, ...]:
    try:
        return find_backups(known.folder / FOLDER_NAME, known.slots.vault, known.key)
    except OSError:
        return ()


def _refuse_unreadable(reading: DamagedDatabase) -> None:
    try:
        rows, is_whole = reading.ask("SELECT count(*) FROM sqlite_master WHERE name = 'patient'")
    except driver.WrongKey:
        rows, is_whole = [], False
    if not is_whole or not rows[0][0]:
        gone = QT_TRANSLATE_NOOP(
            "db",
            "Nothing can be salvaged: a page that leads to all others is gone, and no backup has one in its place.",
        )
        raise VaultDamaged(say(gone), say(QT_TRANSLATE_NOOP("db", "Restore the newest backup into a new folder.")))


def _filled(connection: Connection, reading: DamagedDatabase, report: Report) -> dict[str, Read]:
    """Every readable row, under its own number; guards and references are put up when all are there."""
    connection.execute("PRAGMA foreign_keys = OFF")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    reads: dict[str, Read] = {}
    connection.execute("BEGIN")
    for done, table in enumerate(TABLES, start=1):
        reads[table] = found = reading.read(table, _highest_parent(table, reads))
        marks = ", ".join("?" * len(found.columns))
        for row in found.rows.values():
            # A row that no table of ours takes was none of ours.
            with contextlib.suppress(DriverError):
                connection.execute(f"INSERT INTO {table} ({', '.join(found.columns)}) VALUES ({marks})", row)
        report(done, len(TABLES))
    connection.execute("COMMIT")
    return reads


def _highest_parent(table: str, reads: dict[str, Read]) -> int | None:
    """The highest number of what the rows of a table belong to, by which their keys begin; None for all others."""
    parent = reads.get(REFERENCES.get(KEYS[table][0], "")) if table in KEYS else None
    return max((key[0] for key in parent.rows), default=None) if parent is not None else None


def _completed(connection: Connection, found: Salvaged) -> None:
    """Remove what belongs to nothing, write anew what the audit tells of, and put the guards up."""
    connection.execute("BEGIN")
    found.unattached = _remove_unattached(connection)
    found.retold = _retell(connection)
    _remove_unattached(connection)
    for statement in guards_1.triggers():
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")


def _remove_unattached(connection: Connection) -> int:
    removed = 0
    while True:
        now = sum(_remove_from(connection, table) for table in KEYS)
        removed += now
        if not now:
            return removed


def _remove_from(connection: Connection, table: str) -> int:
    references: dict[int, list[tuple[str, str, str]]] = {}
    for number, _, parent, mine, theirs, *_ in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
        references.setdefault(number, []).append((parent, mine, theirs))
    removed = 0
    for columns in references.values():
        parent = columns[0][0]
        same = " AND ".join(f"p.{theirs} = {table}.{mine}" for _, mine, theirs in columns)
        given = " AND ".join(f"{mine} IS NOT NULL" for _, mine, _ in columns)
        removed += connection.execute(
            f"DELETE FROM {table} WHERE {given} AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE {same})"
        ).rowcount
    return removed


def _retell(connection: Connection) -> int:
    """Write anew the rows that the readable audit tells of and that are not there; returns how many."""
    retelling, written = Retelling(connection), 0
    known: list[tuple[str | None, int | None]] = [(None, None), *retelling.patients()]
    for uuid, patient_id in known:
        for table, key, row in retelling.lost(uuid, patient_id):
            written += _write(connection, table, key, row)
    return written


def _write(connection: Connection, table: str, key: dict[str, Any], row: dict[str, Any]) -> bool:
    values = {**key, **row}
    for column, value in values.items():
        if column in REFERENCES:
            owner = connection.execute(f"SELECT id FROM {REFERENCES[column]} WHERE uuid = ?", (bytes.fromhex(value),))
            parent = owner.fetchone()
            if parent is None:
                return False
            values[column] = parent[0]
        elif column == "uuid":
            values[column] = bytes.fromhex(value)
    if table in WITH_UUID:
        values.pop("id", None)
    try:
        connection.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())
        )
    except DriverError:
        return False  # its beginning is not told any more, so it would be half a row
    return True


def _tell(connection: Connection, known: DataKey, reads: dict[str, Read], found: Salvaged) -> None:
    """What is there now, and what is missing by all that is left to tell of it."""
    missing = _tail_missing(connection, known)
    lacking = dict(_lacking(connection))
    if missing is not None:
        lacking["audit"] += int(str(missing.args["last"])) - int(str(missing.args["first"])) + 1
    found.tables = tuple(_table(connection, table, reads[table], lacking.get(table, 0)) for table in TABLES)
    retelling = Retelling(connection)
    patients, visits = [], []
    for uuid, patient_id in retelling.patients():
        _, mismatches = retelling.compare_patient(uuid, patient_id)
        name = _name_of(connection, uuid, patient_id)
        if mismatches:
            patients.append(Loss(name, len(mismatches)))
        visits += [(name, day) for day in _visits_lost(connection, retelling, uuid, patient_id, mismatches)]
    found.patients, found.visits = tuple(patients), tuple(visits)
    flaws = chain.check_chain(connection, known.slots.audit_key(known.key))[1]
    found.broken = (*(flaw.message for flaw in flaws), *([missing] if missing else []))


def _tail_missing(connection: Connection, known: DataKey) -> Message | None:
    """That the last entries of the audit are missing, which only the anchor tells."""
    mark = anchor.find_mark(known.folder, subkey(known.key, "anchor")).mark
    row = connection.execute(
        "SELECT max(sequence) FROM audit WHERE workstation = ?", (_station(connection),)
    ).fetchone()
    last = int(row[0] or 0)
    if mark is None or mark.sequence <= last:
        return None
    told = QT_TRANSLATE_NOOP("verify", "The audit's entries {first} to {last} are missing.")
    return say(told, first=last + 1, last=mark.sequence)


def _lacking(connection: Connection) -> Iterator[tuple[str, int]]:
    counts: dict[str, int] = {}
    retelling = Retelling(connection)
    known: list[tuple[str | None, int | None]] = [(None, None), *retelling.patients()]
    for uuid, patient_id in known:
        for table, _, _ in retelling.lost(uuid, patient_id):
            counts[table] = counts.get(table, 0) + 1
    last = connection.execute(
        "SELECT max(sequence), count(*) FROM audit WHERE workstation = ?", (_station(connection),)
    )
    highest, entries = last.fetchone()
    yield from counts.items()
    yield "audit", max(0, (highest or 0) - entries)


def _table(connection: Connection, table: str, read: Read, lacking: int) -> TableTold:
    kept = int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    there_were = max(kept + lacking, read.there_are or 0)
    is_known = read.is_whole or read.there_are is not None or lacking > 0 or table == "audit"
    return TableTold(table, kept, there_were if is_known else None)


def _visits_lost(
    connection: Connection, retelling: Retelling, uuid: str, patient_id: int | None, mismatches: list[Mismatch]
) -> Iterator[str]:
    """The days of signed visits that are gone, or are not as they were signed."""
    if any(one.table == "visit" and one.kind == "missing" for one in mismatches):
        for table, _, row in retelling.lost(uuid, patient_id):
            if table == "visit" and row.get("status") == "signed":
                yield str(row.get("visited_on", ""))
    rows = connection.execute(
        "SELECT id, visited_on, signed_by, signed_at, content_hash FROM visit WHERE patient_id = ? "
        "AND status = 'signed' ORDER BY id",
        (patient_id,),
    ).fetchall()
    for visit_id, day, signed_by, signed_at, content_hash in rows:
        if visit_hash.compute(connection, patient_id or 0, visit_id, signed_by, signed_at) != content_hash:
            yield str(day)


def _name_of(connection: Connection, uuid: str, patient_id: int | None) -> str:
    row = connection.execute("SELECT mrn FROM patient WHERE id = ?", (patient_id,)).fetchone()
    return str(row[0]) if row else uuid


def _station(connection: Connection) -> bytes:
    row = connection.execute("SELECT uuid FROM workstation WHERE is_this = 1").fetchone()
    return bytes(row[0]) if row else b""


def _sealed(connection: Connection, known: DataKey, stage: Path) -> None:
    """Write the key slots and the anchor of the new vault."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    slot_files.write_slots(stage, known.slots)
    slots = known.slots
    mark = anchor_check.present_mark(
        connection, slots.vault, workstation_of(connection), slots.sequence, datetime.now(UTC)
    )
    anchor.make_anchor(stage, subkey(known.key, "anchor"), mark)
