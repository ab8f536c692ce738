"""One audit row for each unit of work, written in the same transaction and chained by a keyed hash."""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from calcitrack.db.driver import Connection

NO_MAC = bytes(32)
"""What the first row of a workstation follows."""

CHANGES = 9
"""Place of the changes among the columns that the MAC covers."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it: the person signed in, or the program before anybody is."""

    person_id: int | None
    person_uuid: bytes | None
    name: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done, in the words of the audit.

    Attributes:
        action: Verb phrase, such as "sign visit".
        entity: Table of the main row.
        entity_uuid: Its identity, 32 hex digits; empty when there is none.
        patient_uuid: The patient's identity, 32 hex digits; empty when no patient is concerned.
        reason: Why, where a reason was asked for.
    """

    action: str
    entity: str
    entity_uuid: str = ""
    patient_uuid: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """By what a unit of work is found again."""

    workstation: bytes
    sequence: int
    mac: bytes


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row as it is read back."""

    at: datetime
    person: str
    action: str
    entity: str
    entity_uuid: str
    changes: str
    reason: str
    id: int


def append(
    connection: Connection, key: bytes, workstation: bytes, at: datetime, actor: Actor, deed: Deed, changes: str
) -> Receipt:
    """Write the audit row of the open transaction; returns what it can be looked up by later."""
    last = connection.execute(
        "SELECT sequence, mac FROM audit WHERE workstation = ? ORDER BY sequence DESC LIMIT 1", (workstation,)
    ).fetchone()
    sequence, previous = (int(last[0]) + 1, bytes(last[1])) if last else (1, NO_MAC)
    row = (
        workstation,
        sequence,
        at.isoformat(timespec="milliseconds"),
        actor.person_uuid,
        actor.name,
        deed.action,
        deed.entity,
        bytes.fromhex(deed.entity_uuid) or None,
        bytes.fromhex(deed.patient_uuid) or None,
        changes,
        deed.reason,
        previous,
    )
    mac = row_mac(key, row)
    connection.execute(
        "INSERT INTO audit (workstation, sequence, at, person_uuid, person, action, entity, entity_uuid, "
        "patient_uuid, changes, reason, previous_mac, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, mac),
    )
    return Receipt(workstation, sequence, mac)


def row_mac(key: bytes, row: Sequence[object]) -> bytes:
    """HMAC-SHA256 over all columns, the previous MAC among them.

    The changes follow the other columns' canonical JSON after a NUL, which JSON never holds: no column can pass for
    another, and a long text is not quoted a second time.
    """
    changes = str(row[CHANGES])
    others = [value.hex() if isinstance(value, bytes) else value for n, value in enumerate(row) if n != CHANGES]
    content = encoded(others)
    return hmac.digest(key, f"{content}\0{changes}".encode(), "sha256")


encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A value as the audit keeps it, and as its MAC covers it; made once, because every save needs it twice."""


def is_recorded(connection: Connection, receipt: Receipt) -> bool:
    """Whether a unit of work is in the vault."""
    found = connection.execute(
        "SELECT 1 FROM audit WHERE workstation = ? AND sequence = ? AND mac = ?",
        (receipt.workstation, receipt.sequence, receipt.mac),
    ).fetchone()
    return found is not None


def last_change(connection: Connection, deed: Deed) -> tuple[str, datetime] | None:
    """Who last changed what a deed is about, and when; None when the audit has nothing of it."""
    row = connection.execute(
        "SELECT person, at FROM audit WHERE patient_uuid IS ? AND entity = ? AND (? = '' OR entity_uuid IS ?) "
        "AND changes <> '[]' ORDER BY id DESC LIMIT 1",
        (bytes.fromhex(deed.patient_uuid) or None, deed.entity, deed.entity_uuid, bytes.fromhex(deed.entity_uuid)),
    ).fetchone()
    return (str(row[0]), datetime.fromisoformat(row[1])) if row else None


def of_patients(connection: Connection, uuids: Sequence[str], limit: int = 10_000) -> tuple[AuditRow, ...]:
    """Audit rows of a patient, by all the identities that the person has, newest first."""
    rows = connection.execute(
        "SELECT at, person, action, entity, entity_uuid, changes, reason, id FROM audit "
        f"WHERE patient_uuid IN ({_marks(uuids)}) ORDER BY id DESC LIMIT ?",
        (*map(bytes.fromhex, uuids), limit),
    ).fetchall()
    return tuple(
        AuditRow(datetime.fromisoformat(at), person, action, entity, bytes(uuid or b"").hex(), changes, reason, row_id)
        for at, person, action, entity, uuid, changes, reason, row_id in rows
    )


def changes_after(connection: Connection, uuids: Sequence[str], row_id: int) -> int:
    """How many later audit rows of a patient changed anything."""
    found = connection.execute(
        f"SELECT count(*) FROM audit WHERE patient_uuid IN ({_marks(uuids)}) AND id > ? AND changes <> '[]'",
        (*map(bytes.fromhex, uuids), row_id),
    )
    return int(found.fetchone()[0])


def changes_by_others(
    connection: Connection, patient_uuid: str, person_uuid: bytes, after: str
) -> tuple[tuple[str, int], ...]:
    """How often each other person changed a patient's record after an instant (UTC), by name."""
    found = connection.execute(
        "SELECT person, count(*) FROM audit WHERE patient_uuid = ? AND at > ? AND changes <> '[]' "
        "AND person_uuid IS NOT ? GROUP BY person",
        (bytes.fromhex(patient_uuid), after, person_uuid),
    ).fetchall()
    return tuple((person, times) for person, times in found)


def count_of_patients(connection: Connection, uuids: Sequence[str]) -> int:
    """How many audit rows a patient has."""
    found = connection.execute(
        f"SELECT count(*) FROM audit WHERE patient_uuid IN ({_marks(uuids)})", tuple(map(bytes.fromhex, uuids))
    )
    return int(found.fetchone()[0])


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
