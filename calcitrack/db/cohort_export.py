"""The rows of a cohort's export, some patients at a time: every first cell is the patient's permanent identity."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from calcitrack.db.driver import Connection
from calcitrack.domain.dates import PartialDate, age_on
from calcitrack.domain.vocabulary import BackgroundFact

Rows = list[Sequence[Any]]
_IN = "IN (SELECT value FROM json_each(:ids))"

_NTH = """SELECT count(*) FROM trial z WHERE z.patient_id = t.patient_id AND z.removed_at IS NULL AND z.id <= t.id"""
"""A number within the patient: a row number would join two exports."""
_PATIENTS = f"""
    SELECT lower(hex(p.uuid)), p.mrn, p.family_name, p.given_name, p.birth_date, p.sex, p.status, NULL,
        (SELECT group_concat(disease, '; ') FROM (SELECT disease FROM diagnosis WHERE patient_id = p.id
            ORDER BY position)),
        (SELECT group_concat(name, '; ') FROM (SELECT name FROM antibody WHERE patient_id = p.id
            AND result = 'positive' ORDER BY position)),
        (SELECT min(v.visited_on) FROM visit_total v WHERE v.patient_id = p.id),
        (SELECT t.last_on FROM patient_total t WHERE t.patient_id = p.id),
        c.percent, CAST(julianday(c.visited_on) - julianday(b.visited_on) AS INTEGER), c.compared, c.of, p.id
    FROM patient p LEFT JOIN visit_change b ON b.patient_id = p.id AND b.nth = 0
    LEFT JOIN visit_change c ON c.patient_id = p.id AND c.nth > 0
        AND c.nth = (SELECT max(x.nth) FROM visit_change x WHERE x.patient_id = p.id)
    WHERE p.id {_IN} ORDER BY p.id"""
_FACTS = f"SELECT patient_id, fact, answer FROM background WHERE patient_id {_IN} AND answer <> 'unknown'"
_AGE, _BIRTH, _LAST, _ID = 7, 4, 11, 16
_OTHERS: Mapping[str, str] = {
    "lesions": f"""
    SELECT lower(hex(p.uuid)), i.number, l.site, l.side, l.form, l.subtype, l.standing, i.first_seen
    FROM lesion_total l JOIN lesion i ON i.id = l.lesion_id JOIN patient p ON p.id = l.patient_id
    WHERE l.patient_id {_IN} ORDER BY p.id, i.number""",
    "visits": f"""
    SELECT lower(hex(p.uuid)), v.visited_on, v.area_mm2, v.measured, v.open, v.change_percent, v.compared
    FROM visit_total v JOIN patient p ON p.id = v.patient_id WHERE v.patient_id {_IN}
    ORDER BY p.id, v.visited_on, v.visit_id""",
    "sizes": f"""
    SELECT lower(hex(p.uuid)), i.number, v.visited_on, a.state, r.measured_on, r.length / 10.0, r.width / 10.0, r.method
    FROM visit_total v JOIN patient p ON p.id = v.patient_id
    JOIN assessment a ON a.patient_id = v.patient_id AND a.visit_id = v.visit_id
    JOIN lesion i ON i.id = a.lesion_id
    LEFT JOIN reading r ON r.patient_id = a.patient_id AND r.visit_id = a.visit_id AND r.lesion_id = a.lesion_id
        AND r.revision = a.revision AND a.state = 'measured' AND r.ordinal = (
            SELECT min(x.ordinal) FROM reading x WHERE x.patient_id = a.patient_id AND x.visit_id = a.visit_id
            AND x.lesion_id = a.lesion_id AND x.revision = a.revision AND x.method = (
                SELECT s.tracking_method FROM lesion_setting s WHERE s.lesion_id = a.lesion_id
                ORDER BY s.position DESC LIMIT 1))
    WHERE v.patient_id {_IN} AND a.revision = (
        SELECT max(y.revision) FROM assessment y WHERE y.patient_id = a.patient_id AND y.visit_id = a.visit_id
        AND y.lesion_id = a.lesion_id)
    ORDER BY p.id, v.visited_on, v.visit_id, i.number""",
    "trials": f"""
    SELECT lower(hex(p.uuid)), ({_NTH}), t.therapy, coalesce(t.route, '') = 'procedure', t.start_on, t.stop_on
    FROM trial t JOIN patient p ON p.id = t.patient_id
    WHERE t.removed_at IS NULL AND t.patient_id {_IN} ORDER BY p.id, t.id""",
    "responses": f"""
    SELECT lower(hex(p.uuid)), ({_NTH}), i.number, j.balin, j.now
    FROM (SELECT trial_id, lesion_id, patient_id, balin, now, max(id) FROM judgement WHERE blind = 0
        AND patient_id {_IN} GROUP BY trial_id, lesion_id) j
    JOIN trial t ON t.id = j.trial_id AND t.removed_at IS NULL JOIN lesion i ON i.id = j.lesion_id
    JOIN patient p ON p.id = j.patient_id ORDER BY p.id, j.trial_id, i.number""",
}

RECORD_TABLES = ("patients", *_OTHERS)
AT_ONCE = 100
"""So many patients are read at a time: memory stays flat, and the work can be stopped between."""


def rows_of(connection: Connection, table: str, ids: Sequence[int]) -> Rows:
    """All rows of one table for these patients."""
    keys = {"ids": json.dumps(list(ids))}
    if table != "patients":
        return list(connection.execute(_OTHERS[table], keys).fetchall())
    facts: dict[int, dict[str, str]] = {}
    for patient_id, fact, answer in connection.execute(_FACTS, keys).fetchall():
        facts.setdefault(patient_id, {})[fact] = answer
    return [_patient(row, facts) for row in connection.execute(_PATIENTS, keys).fetchall()]


def in_blocks(connection: Connection, table: str, ids: Sequence[int]) -> Iterator[tuple[int, Rows]]:
    """The rows of one table, some patients after the other, each time with how many patients came before."""
    for first in range(0, len(ids), AT_ONCE):
        yield first, rows_of(connection, table, ids[first : first + AT_ONCE])


def _patient(row: Sequence[Any], facts: Mapping[int, Mapping[str, str]]) -> Sequence[Any]:
    """A patient's row with the age and the background facts."""
    cells, known = list(row[:_ID]), facts.get(row[_ID], {})
    if row[_LAST]:
        low, high = age_on(PartialDate(row[_BIRTH]), date.fromisoformat(row[_LAST]))
        cells[_AGE] = low if low == high else None
    return [*cells, *(known.get(fact.value) for fact in BackgroundFact)]
