"""The hash of a signed visit, over its rows as they stand in the vault.

Lesions are named by uuid, never by number or row number, so that the hash means the same on every workstation. Orders
are no part of it: they are closed later.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from calcitrack.db.driver import Connection

RECIPE = 1

_VISIT = (
    "p.uuid AS patient, v.uuid AS visit, v.visited_on, v.entered_at, v.author, v.fever, v.disease_activity, v.extent, "
    "v.note, v.plan, v.follow_up_weeks"
)
_ASSESSMENT = (
    "l.uuid AS lesion, a.position, a.state, a.reason, a.resolved_basis, a.count, a.clinical_subtype, "
    "a.radiographic_subtype, a.visible, a.palpable, a.pain, a.ulcer, a.redness, a.swelling, a.discharge, a.infection, "
    "a.tendon_sheath, a.function_limited, a.nerve_compression"
)
_READING = (
    "l.uuid AS lesion, r.ordinal, r.length, r.width, r.thickness, r.method, r.measured_on, r.reader, r.unlikely_reason"
)
_EVENTS = (
    "SELECT e.uuid AS event, l.uuid AS lesion, e.happened_on, e.kind FROM lesion_event e "
    "JOIN lesion l ON l.id = e.lesion_id WHERE e.patient_id = ? AND e.visit_id = ? ORDER BY e.uuid"
)
_LINKS = (
    'SELECT e.uuid AS event, k.position, f.uuid AS "from", t.uuid AS "to" FROM lesion_event e '
    "JOIN lesion_link k ON k.event_id = e.id JOIN lesion f ON f.id = k.from_lesion_id "
    "JOIN lesion t ON t.id = k.to_lesion_id WHERE e.patient_id = ? AND e.visit_id = ? ORDER BY e.uuid, k.position"
)


def compute(connection: Connection, patient_id: int, visit_id: int, signed_by: str, signed_at: str | None) -> str:
    """SHA-256 (64 hex digits) over the visit's signed content by the present recipe."""
    key = (patient_id, visit_id)
    content = {
        "recipe": RECIPE,
        "signed_by": signed_by,
        "signed_at": signed_at,
        "visit": _rows(
            connection,
            f"SELECT {_VISIT} FROM visit v JOIN patient p ON p.id = v.patient_id WHERE p.id = ? AND v.id = ?",
            key,
        ),
        "assessments": _rows(
            connection,
            f"SELECT {_ASSESSMENT} FROM assessment a JOIN lesion l ON l.id = a.lesion_id "
            "WHERE a.patient_id = ? AND a.visit_id = ? AND a.revision = 0 ORDER BY l.uuid",
            key,
        ),
        "readings": _rows(
            connection,
            f"SELECT {_READING} FROM reading r JOIN lesion l ON l.id = r.lesion_id "
            "WHERE r.patient_id = ? AND r.visit_id = ? AND r.revision = 0 ORDER BY l.uuid, r.ordinal",
            key,
        ),
        "events": _rows(connection, _EVENTS, key),
        "links": _rows(connection, _LINKS, key),
        "labs": _list(connection, "lab", "name, value_json, unit, taken_on", visit_id),
        "antibiotics": _list(connection, "antibiotic", "name, route, start_on, stop_on", visit_id),
        "instruments": _list(
            connection, "instrument_answer", "instrument, definition_version, item, value_json, reporter", visit_id
        ),
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _list(connection: Connection, table: str, columns: str, visit_id: int) -> list[dict[str, Any]]:
    return _rows(connection, f"SELECT {columns} FROM {table} WHERE visit_id = ? ORDER BY position", (visit_id,))


def _rows(connection: Connection, sql: str, key: tuple[int, ...]) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, key)
    names = [column[0] for column in cursor.description]
    return [
        {name: value.hex() if isinstance(value, bytes) else value for name, value in zip(names, row, strict=True)}
        for row in cursor.fetchall()
    ]
