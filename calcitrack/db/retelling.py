"""What the record must hold by what the audit tells: every row, told again and laid beside the row that is there.

The chain proves the audit, and the audit holds every change since the vault was made. A row that was edited, removed,
added, swapped or put back from an older page differs from what is told of it, whether it is signed or not.
"""

from __future__ import annotations

import json
from ast import literal_eval
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from calcitrack.db.driver import Connection
from calcitrack.db.unit import KEYS, REFERENCES, WITH_UUID, each_row

Named = tuple[str, str]
"""A row: its table, and its key as JSON with identities in place of row numbers."""

Rows = dict[Named, dict[str, Any]]
"""Rows by name; columns that are NULL are left out."""

_OF_VISIT = "visit_id IN (SELECT id FROM visit WHERE patient_id = ?)"
_OF_LESION = "lesion_id IN (SELECT id FROM lesion WHERE patient_id = ?)"
_OF_TRIAL = "trial_id IN (SELECT id FROM trial WHERE patient_id = ?)"
_OWN = "patient_id = ?"

OF_PATIENT: dict[str, str] = {
    "patient": "id = ?",
    "allergy": _OWN,
    "background": _OWN,
    "diagnosis": _OWN,
    "antibody": _OWN,
    "visit": _OWN,
    "lab": _OF_VISIT,
    "antibiotic": _OF_VISIT,
    "instrument_answer": _OF_VISIT,
    "lesion": _OWN,
    "lesion_setting": _OF_LESION,
    "lesion_extent": _OF_LESION,
    "lesion_event": _OWN,
    "lesion_link": "event_id IN (SELECT id FROM lesion_event WHERE patient_id = ?)",
    "addendum": _OF_VISIT,
    "assessment": _OWN,
    "reading": _OWN,
    "awaited": _OWN,
    "trial": _OWN,
    "trial_step": _OF_TRIAL,
    "adverse_effect": _OF_TRIAL,
    "trial_target": _OF_TRIAL,
    "judgement": _OWN,
    "settlement": _OWN,
    "dismissal": _OWN,
    "attachment": _OWN,
}
"""How the rows of one patient are found in each table that holds patients' rows."""

OF_CLINIC: tuple[str, ...] = ("clinic", "setting", "workstation", "person", "person_role", "account")
"""Tables of which all rows are the clinic's."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A row that is not as it is told.

    Attributes:
        kind: "missing", "added", or "changed".
        fields: Columns that differ, where it was changed.
    """

    table: str
    kind: str
    fields: tuple[str, ...] = ()


class Retelling:
    """Tells a vault's rows again by its audit, patient by patient."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._defaults = {table: _defaults(connection, table) for table in KEYS}

    def patients(self) -> list[tuple[str, int | None]]:
        """Identity of every patient that is told of or that is there, with the row number of those that are."""
        there = {bytes(uuid).hex(): row_id for row_id, uuid in self._connection.execute("SELECT id, uuid FROM patient")}
        told = self._connection.execute("SELECT DISTINCT patient_uuid FROM audit WHERE patient_uuid IS NOT NULL")
        return [(uuid, there.get(uuid)) for uuid in sorted({*there, *(bytes(row[0]).hex() for row in told)})]

    def compare_patient(self, uuid: str, patient_id: int | None) -> tuple[int, list[Mismatch]]:
        """Lay a patient's rows beside what is told of them; returns how many rows are there, and what differs."""
        told = self._told("patient_uuid = ?", (bytes.fromhex(uuid),))
        where = OF_PATIENT if patient_id is not None else {}
        there = self._there(where, (patient_id,))
        return len(there), list(_mismatches(told, there))

    def lost(self, uuid: str | None, patient_id: int | None) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
        """The rows of a patient that are told of and are not there, as (table, key, row) by identities, parents first.

        Without a patient's identity the clinic's own rows are meant.
        """
        if uuid is None:
            told, there = self._told("patient_uuid IS NULL", ()), self._there(dict.fromkeys(OF_CLINIC, "1"), ())
        else:
            told = self._told("patient_uuid = ?", (bytes.fromhex(uuid),))
            there = self._there(OF_PATIENT if patient_id is not None else {}, (patient_id,))
        order = list(KEYS)
        missing = sorted(told.keys() - there.keys(), key=lambda name: (order.index(name[0]), name[1]))
        return [(table, json.loads(key), told[table, key]) for table, key in missing if table in KEYS]

    def compare_clinic(self) -> tuple[int, list[Mismatch]]:
        """As ``compare_patient``, for what is no patient's."""
        told = self._told("patient_uuid IS NULL", ())
        there = self._there(dict.fromkeys(OF_CLINIC, "1"), ())
        return len(there), list(_mismatches(told, there))

    def _told(self, where: str, parameters: tuple[Any, ...]) -> Rows:
        rows: Rows = {}
        for (changes,) in self._connection.execute(
            f"SELECT changes FROM audit WHERE {where} AND changes <> '[]' ORDER BY id", parameters
        ):
            for table, key, before, after in each_row(json.loads(changes)):
                name = (table, _name(key))
                if after is None:
                    rows.pop(name, None)
                elif before is None:
                    rows[name] = {**self._defaults[table], **after}
                else:
                    rows[name] = {**rows.get(name, {}), **after}
        return {name: {column: v for column, v in row.items() if v is not None} for name, row in rows.items()}

    def _there(self, where: Mapping[str, str], parameters: tuple[Any, ...]) -> Rows:
        names = _Names(self._connection)
        return {
            name: row
            for table, condition in where.items()
            for name, row in _rows(self._connection, names, table, condition, parameters)
        }


def _defaults(connection: Connection, table: str) -> dict[str, Any]:
    """What a new row holds in columns that nobody wrote, of which the audit tells nothing."""
    told = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return {name: literal_eval(default) for _, name, _, _, default, _ in told if default is not None}


def _rows(
    connection: Connection, names: _Names, table: str, where: str, parameters: tuple[Any, ...]
) -> Iterator[tuple[Named, dict[str, Any]]]:
    cursor = connection.execute(f"SELECT * FROM {table} WHERE {where}", parameters)
    columns = [column[0] for column in cursor.description]
    known = ("id", "uuid") if table in WITH_UUID else KEYS[table]
    for values in cursor.fetchall():
        row = dict(zip(columns, values, strict=True))
        key = {"uuid": bytes(row["uuid"]).hex()} if table in WITH_UUID else names.portable({n: row[n] for n in known})
        rest = {column: value for column, value in row.items() if value is not None and column not in known}
        yield (table, _name(key)), names.portable(rest)


class _Names:
    """Identities of rows by their numbers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, int], str] = {}

    def portable(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values with identities in place of row numbers."""
        found = {}
        for column, value in values.items():
            if column in REFERENCES and value is not None:
                found[column] = self._of(REFERENCES[column], value)
            else:
                found[column] = value.hex() if isinstance(value, bytes) else value
        return found

    def _of(self, table: str, row_id: int) -> str:
        name = self._known.get((table, row_id))
        if name is None:
            row = self._connection.execute(f"SELECT uuid FROM {table} WHERE id = ?", (row_id,)).fetchone()
            name = self._known[table, row_id] = bytes(row[0]).hex() if row else f"row {row_id}, which is missing"
        return name


def _mismatches(told: Rows, there: Rows) -> Iterator[Mismatch]:
    for name in told.keys() - there.keys():
        yield Mismatch(name[0], "missing")
    for name in there.keys() - told.keys():
        yield Mismatch(name[0], "added")
    for name in told.keys() & there.keys():
        old, new = told[name], there[name]
        if old != new:
            differing = {column for column in old.keys() | new.keys() if old.get(column) != new.get(column)}
            yield Mismatch(name[0], "changed", tuple(sorted(differing)))


def _name(key: Mapping[str, Any]) -> str:
    return json.dumps(key, sort_keys=True, separators=(",", ":"))
