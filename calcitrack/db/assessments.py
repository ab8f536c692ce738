"""Assessments and readings: the rows of which a vault has most, kept together patient by patient."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from operator import attrgetter
from typing import Any

from calcitrack.db.driver import Connection
from calcitrack.db.unit import Unit
from calcitrack.domain.visit import Assessment, Reading
from calcitrack.domain.vocabulary import Discharge, Infection, Method, ResolvedBasis, State, Subtype

_FINDINGS = ("visible", "palpable", "ulcer", "redness", "swelling", "tendon_sheath", "function_limited",
             "nerve_compression")  # fmt: skip
_WORDS: Mapping[str, Any] = {
    "resolved_basis": ResolvedBasis,
    "clinical_subtype": Subtype,
    "radiographic_subtype": Subtype,
    "discharge": Discharge,
    "infection": Infection,
}
_PLAIN = ("reason", "count", "pain")
_COLUMNS = ("visit_id", "lesion_id", "revision", "position", "state", *_PLAIN, *_WORDS, *_FINDINGS)


def put(unit: Unit, patient_id: int, visit_id: int, found: Sequence[Assessment]) -> bool:
    """Write assessments of a draft with their readings; returns whether anything differed.

    What stands there of these lesions is read once, so that a save costs little more than its rows.
    """
    scope = (patient_id, visit_id)
    stored = {row["lesion_id"]: row for row in unit.select(_OF_DRAFT.format(table="assessment"), scope)}
    next_position = max((row["position"] for row in stored.values()), default=-1) + 1
    keys = [{"patient_id": patient_id, "visit_id": visit_id, "lesion_id": a.lesion_id, "revision": 0} for a in found]
    rows, readings = [], []
    for key, assessment in zip(keys, found, strict=True):
        before = stored.get(assessment.lesion_id)
        position = before["position"] if before else next_position
        next_position += before is None
        rows.append({**key, "position": position, **_columns(assessment)})
        readings += _reading_rows(key, assessment)
    ids = {a.lesion_id for a in found}
    known = [row for lesion, row in stored.items() if lesion in ids]
    # No reading stands without its assessment, so a lesion's first save need not look for any.
    stood = unit.select(_OF_DRAFT.format(table="reading"), scope) if known else []
    old_readings = [row for row in stood if row["lesion_id"] in ids]
    differs = unit.reconcile("assessment", known, rows)
    return unit.reconcile("reading", old_readings, readings) or differs


_OF_DRAFT = "SELECT * FROM {table} WHERE patient_id = ? AND visit_id = ? AND revision = 0"


def put_all(unit: Unit, patient_id: int, visit_id: int, wanted: Sequence[Assessment]) -> bool:
    """Make all that a draft says of lesions be this, in this order; returns whether anything differed."""
    scope = (patient_id, visit_id)
    keys = [{"patient_id": patient_id, "visit_id": visit_id, "lesion_id": a.lesion_id, "revision": 0} for a in wanted]
    pairs = list(zip(keys, wanted, strict=True))
    rows = [{**key, "position": n, **_columns(a)} for n, (key, a) in enumerate(pairs)]
    readings = [row for key, a in pairs for row in _reading_rows(key, a)]
    stored = unit.select(_OF_DRAFT.format(table="assessment"), scope)
    old_readings = unit.select(_OF_DRAFT.format(table="reading"), scope)
    gone = {row["lesion_id"] for row in stored} - {a.lesion_id for a in wanted}
    # A reading cannot stand without its assessment: those of lesions that go, go first.
    unit.reconcile("reading", [row for row in old_readings if row["lesion_id"] in gone], [])
    differs = unit.reconcile("assessment", stored, rows)
    kept = [row for row in old_readings if row["lesion_id"] not in gone]
    return unit.reconcile("reading", kept, readings) or differs or bool(gone)


def add_all(unit: Unit, patient_id: int, visit_id: int, found: Sequence[Assessment], *, revision: int = 0) -> None:
    """Insert assessments in the order given."""
    keys = [
        {"patient_id": patient_id, "visit_id": visit_id, "lesion_id": a.lesion_id, "revision": revision} for a in found
    ]
    pairs = list(zip(keys, found, strict=True))
    unit.insert_many("assessment", [{**key, "position": n, **_columns(a)} for n, (key, a) in enumerate(pairs)])
    unit.insert_many("reading", [row for key, a in pairs for row in _reading_rows(key, a)])


def remove(unit: Unit, patient_id: int, visit_id: int, lesion_id: int) -> None:
    """Take back what a draft says of a lesion."""
    key = {"patient_id": patient_id, "visit_id": visit_id, "lesion_id": lesion_id, "revision": 0}
    unit.replace("reading", key, [])
    unit.delete("assessment", key)


def remove_all(unit: Unit, patient_id: int, visit_id: int) -> None:
    """Take back all that a draft says."""
    scope = {"patient_id": patient_id, "visit_id": visit_id}
    unit.replace("reading", scope, [])
    unit.replace("assessment", scope, [])


def read(connection: Connection, patient_id: int) -> dict[int, tuple[Assessment, ...]]:
    """Assessments of a patient by visit, each lesion's highest revision, in the order entered."""
    readings = _read_readings(connection, patient_id)
    latest: dict[int, dict[int, tuple[int, Assessment]]] = defaultdict(dict)
    for row in connection.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM assessment WHERE patient_id = ? ORDER BY visit_id, lesion_id, revision",
        (patient_id,),
    ):
        visit_id, lesion_id, revision, position = row[:4]
        of_lesion = tuple(readings[visit_id, lesion_id, revision])
        before = latest[visit_id].get(lesion_id)
        # A correction stands where the lesion stood when the visit was signed.
        place = before[0] if before else position
        latest[visit_id][lesion_id] = (place, _assessment(row, of_lesion))
    return {
        visit_id: tuple(a for _, a in sorted(found.values(), key=lambda pair: pair[0]))
        for visit_id, found in latest.items()
    }


def read_revisions(connection: Connection, patient_id: int, visit_id: int) -> tuple[Assessment, ...]:
    """Every revision at one visit, for showing what was signed beside what corrects it."""
    readings = _read_readings(connection, patient_id)
    rows = connection.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM assessment WHERE patient_id = ? AND visit_id = ? "
        "ORDER BY lesion_id, revision",
        (patient_id, visit_id),
    )
    return tuple(_assessment(row, tuple(readings[row[:3]])) for row in rows)


def _columns(assessment: Assessment) -> dict[str, Any]:
    return dict(zip(_VALUES, map(_stored, _values_of(assessment)), strict=True))


_VALUES = ("state", *_PLAIN, *_WORDS, *_FINDINGS)
_values_of = attrgetter(*_VALUES)


def _stored(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return int(value) if isinstance(value, bool) else value


def _reading_rows(key: Mapping[str, int], assessment: Assessment) -> list[dict[str, Any]]:
    return [
        {
            **key,
            "ordinal": n,
            "length": r.length,
            "width": r.width,
            "thickness": r.thickness,
            "method": r.method.value,
            "measured_on": r.measured_on.isoformat(),
            "reader": r.reader,
            "unlikely_reason": r.unlikely_reason,
        }
        for n, r in enumerate(assessment.readings)
    ]


def _read_readings(connection: Connection, patient_id: int) -> dict[tuple[int, int, int], list[Reading]]:
    found: dict[tuple[int, int, int], list[Reading]] = defaultdict(list)
    for visit_id, lesion_id, revision, length, width, thickness, method, on, reader, reason in connection.execute(
        "SELECT visit_id, lesion_id, revision, length, width, thickness, method, measured_on, reader, unlikely_reason "
        "FROM reading WHERE patient_id = ? ORDER BY visit_id, lesion_id, revision, ordinal",
        (patient_id,),
    ):
        found[visit_id, lesion_id, revision].append(
            Reading(length, width, Method(method), date.fromisoformat(on), reader, thickness, reason)
        )
    return found


def _assessment(row: tuple[Any, ...], readings: tuple[Reading, ...]) -> Assessment:
    named = dict(zip(_COLUMNS, row, strict=True))
    words = {name: (word(named[name]) if named[name] is not None else None) for name, word in _WORDS.items()}
    findings: dict[str, Any] = {name: (None if named[name] is None else bool(named[name])) for name in _FINDINGS}
    return Assessment(
        lesion_id=named["lesion_id"],
        state=State(named["state"]),
        readings=readings,
        revision=named["revision"],
        **{name: named[name] for name in _PLAIN},
        **words,
        **findings,
    )
