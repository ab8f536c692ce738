"""A patient's record as it was after one of its audit rows: told again by the audit, read as the present one is read.

The rows are laid in a database that is nowhere on the disk, so that the readers of the record need not know.
"""

from __future__ import annotations

import contextlib
import json
from typing import Any

from calcitrack.db import records, schema_1
from calcitrack.db.driver import Connection, in_memory
from calcitrack.db.merging import TAKEN_IN
from calcitrack.db.unit import KEYS, REFERENCES, WITH_UUID, each_row
from calcitrack.domain.record import PatientRecord

Row = dict[str, Any]

_GONE = 1_000_000_000
"""Row numbers from here on are of rows that are there no more: a discarded draft keeps none of the vault's own."""


def read(connection: Connection, patient_uuid: str, until: int) -> PatientRecord | None:
    """The record after this audit row; None when there was no such patient yet.

    Args:
        connection: Of the vault.
        patient_uuid: The patient's identity, 32 hex digits.
        until: Row number of the last audit row that counts.
    """
    uuid = bytes.fromhex(patient_uuid)
    # A record that was taken in is told with it, from its own first day; whether it was merged by then is among it.
    told = connection.execute(
        "SELECT changes FROM audit WHERE patient_uuid IN (SELECT ? UNION SELECT entity_uuid FROM audit "
        "WHERE patient_uuid = ? AND action = ? AND id <= ?) AND id <= ? AND changes <> '[]' ORDER BY id",
        (uuid, uuid, TAKEN_IN, until, until),
    ).fetchall()
    with contextlib.closing(in_memory()) as past:
        for statement in schema_1.TABLES:
            past.execute(statement)
        retold = _Retold(connection, past)
        past.execute("BEGIN")
        for (changes,) in told:
            for table, key, before, after in each_row(json.loads(changes)):
                retold.apply(table, key, before, after)
        past.execute("COMMIT")
        _copy_takings(connection, past, uuid, until)
        row = past.execute("SELECT id FROM patient WHERE uuid = ?", (uuid,)).fetchone()
        return records.read(past, int(row[0])) if row else None


def _copy_takings(vault: Connection, past: Connection, uuid: bytes, until: int) -> None:
    """The audit's entries by which merged records have their letters."""
    cursor = vault.execute(
        "SELECT * FROM audit WHERE patient_uuid = ? AND action = ? AND id <= ?", (uuid, TAKEN_IN, until)
    )
    rows = cursor.fetchall()
    if rows:
        past.executemany(f"INSERT INTO audit VALUES ({', '.join('?' * len(rows[0]))})", rows)


def last_until(connection: Connection, patient_uuid: str, instant: str) -> int | None:
    """Row number of the last audit row of a patient before an instant, UTC; None when there was none."""
    row = connection.execute(
        "SELECT max(id) FROM audit WHERE patient_uuid = ? AND at < ?", (bytes.fromhex(patient_uuid), instant)
    ).fetchone()
    return None if row[0] is None else int(row[0])


class _Retold:
    """Does again what the audit tells, under the row numbers that the vault gave."""

    def __init__(self, vault: Connection, past: Connection) -> None:
        self._vault, self._past = vault, past
        self._ids: dict[tuple[str, str], int] = {}

    def apply(
        self, table: str, key: dict[str, Any], before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> None:
        """One row that came, changed or went."""
        if table not in KEYS:
            return
        where = {"id": self._id(table, key["uuid"])} if table in WITH_UUID else self._local(key)
        condition = " AND ".join(f"{name} = ?" for name in where)
        if after is None:
            self._past.execute(f"DELETE FROM {table} WHERE {condition}", tuple(where.values()))
            return
        values = self._local(after)
        if before is None:
            row = {**where, **values}
            if table in WITH_UUID:
                row["uuid"] = bytes.fromhex(key["uuid"])
            marks = ", ".join("?" * len(row))
            self._past.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
            return
        changed = ", ".join(f"{name} = ?" for name in values)
        self._past.execute(f"UPDATE {table} SET {changed} WHERE {condition}", (*values.values(), *where.values()))

    def _local(self, values: dict[str, Any]) -> dict[str, Any]:
        found = dict(values)
        for name, value in values.items():
            if name in REFERENCES and value is not None:
                found[name] = self._id(REFERENCES[name], value)
        return found

    def _id(self, table: str, uuid: str) -> int:
        named = (table, uuid)
        if named not in self._ids:
            row = self._vault.execute(f"SELECT id FROM {table} WHERE uuid = ?", (bytes.fromhex(uuid),)).fetchone()
            self._ids[named] = int(row[0]) if row else _GONE + len(self._ids)
        return self._ids[named]
