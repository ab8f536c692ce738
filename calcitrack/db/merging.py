"""Records of one person: which were merged into which, and whose a row is.

A merge is one pointer. Every row stays under the patient under whom it was written, signed ones with their hashes; the
readers of the record read them together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from calcitrack.db.driver import Connection
from calcitrack.db.merge_guards_1 import NAMING_LESIONS
from calcitrack.db.retelling import OF_PATIENT
from calcitrack.db.unit import Unit
from calcitrack.domain.crossing import Crossing

TAKEN_IN = "take in the record of the same person"
"""What the audit calls it with the record that goes on; it counts the letters."""

MERGED = "merge into the record of the same person"
"""What the audit calls it with the record that ends."""

GIVEN_BACK = "separate the merged record"
SEPARATED = "stand for itself again"

READ_TOGETHER = frozenset(
    {"visit", "lab", "antibiotic", "instrument_answer", "lesion", "lesion_setting", "lesion_extent", "lesion_event",
     "lesion_link", "addendum", "assessment", "reading", "awaited", "trial", "trial_step", "adverse_effect",
     "trial_target", "judgement", "settlement", "attachment"}
)  # fmt: skip
"""Tables of which all rows of a merged record are read with the other."""

READ_WHERE_LACKING = frozenset({"patient", "allergy", "background", "diagnosis", "antibody"})
"""Tables of which the other's rows stand, and a merged record's where they say less or nothing, or differ in a known
result (``domain.merging.joined``); a change of the chart writes none of them (``own_part``)."""

READ_ALONE = frozenset({"dismissal"})
"""Tables that a merged record keeps to itself: what was dismissed rested on the facts of that record alone."""


def members(connection: Connection, patient_id: int) -> tuple[tuple[int, int], ...]:
    """The records merged into a patient's, as (row number, position); positions are given once and stay."""
    rows = connection.execute(
        "SELECT id, uuid FROM patient WHERE merged_into = ? AND removed_at IS NULL ORDER BY id", (patient_id,)
    ).fetchall()
    if not rows:
        return ()
    taken = connection.execute(
        "SELECT a.entity_uuid FROM audit a JOIN patient p ON p.uuid = a.patient_uuid WHERE p.id = ? AND a.action = ? "
        "ORDER BY a.id",
        (patient_id, TAKEN_IN),
    ).fetchall()
    last = {bytes(uuid): position for position, (uuid,) in enumerate(taken, start=1)}
    unknown = iter(range(len(taken) + 1, len(taken) + len(rows) + 1))
    found = [(row_id, last.get(bytes(uuid)) or next(unknown)) for row_id, uuid in rows]
    return tuple(sorted(found, key=lambda one: one[1]))


def next_position(connection: Connection, patient_uuid: str) -> int:
    """The position that the next record has which is merged into a patient's."""
    row = connection.execute(
        "SELECT count(*) FROM audit WHERE patient_uuid = ? AND action = ?", (bytes.fromhex(patient_uuid), TAKEN_IN)
    ).fetchone()
    return int(row[0]) + 1


def survivor_of(connection: Connection, patient_id: int) -> int:
    """The patient whose record a row number leads to: itself, unless it was merged into another."""
    row = connection.execute("SELECT merged_into FROM patient WHERE id = ?", (patient_id,)).fetchone()
    return patient_id if row is None or row[0] is None else int(row[0])


def owner_of(connection: Connection, table: str, row_id: int) -> int | None:
    """Row number of the patient under whom a row was written; None when there is no such row."""
    row = connection.execute(f"SELECT patient_id FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return None if row is None else int(row[0])


def count_rows(connection: Connection, patient_id: int) -> dict[str, int]:
    """How many rows a patient has in each table that holds patients' rows."""
    return {
        table: int(connection.execute(f"SELECT count(*) FROM {table} WHERE {where}", (patient_id,)).fetchone()[0])
        for table, where in OF_PATIENT.items()
    }


def point(unit: Unit, patient_id: int, survivor: int | None) -> None:
    """Merge a record into another, or let it stand for itself again; its version goes up."""
    version = _version(unit, patient_id)
    unit.update("patient", {"id": patient_id}, {"merged_into": survivor, "version": version + 1})


def raise_version(unit: Unit, patient_id: int) -> None:
    """Count a merge as a change of the record that goes on."""
    unit.update("patient", {"id": patient_id}, {"version": _version(unit, patient_id) + 1})


def crossings(connection: Connection, one: int, other: int) -> tuple[Crossing, ...]:
    """What was written of one record that names a lesion of the other, oldest first."""
    found = {each for pair in ((one, other), (other, one)) for each in _crossing(connection, *pair)}
    return tuple(sorted(found))


def _crossing(connection: Connection, owner: int, lesions_of: int) -> Iterator[Crossing]:
    for table, columns in NAMING_LESIONS.items():
        what, day = _DAYS[table]
        for column in columns:
            rows = connection.execute(
                f"SELECT DISTINCT {what}, {day} FROM {table} x JOIN lesion l ON l.id = x.{column} "
                "WHERE x.patient_id = ? AND l.patient_id = ?",
                (owner, lesions_of),
            )
            yield from (Crossing(date.fromisoformat(on), kind) for kind, on in rows.fetchall())


_OF_VISIT = "(SELECT visited_on FROM visit v WHERE v.id = x.visit_id)"
_OF_DRAFT = "(SELECT CASE v.status WHEN 'draft' THEN 'draft' ELSE 'visit' END FROM visit v WHERE v.id = x.visit_id)"
_OF_TRIAL = "(SELECT start_on FROM trial t WHERE t.id = x.trial_id)"
_DAYS = {
    "assessment": (_OF_DRAFT, _OF_VISIT),
    "lesion_event": ("'event'", "x.happened_on"),
    "lesion_link": ("'event'", "(SELECT happened_on FROM lesion_event e WHERE e.id = x.event_id)"),
    "trial_target": ("'therapy'", _OF_TRIAL),
    "judgement": ("'judgement'", "substr(x.judged_at, 1, 10)"),
    "attachment": ("'picture'", "substr(x.added_at, 1, 10)"),
}


def _version(unit: Unit, patient_id: int) -> int:
    return int(unit.run("SELECT version FROM patient WHERE id = ?", (patient_id,)).fetchone()[0])
