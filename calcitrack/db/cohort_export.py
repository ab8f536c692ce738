"""The rows of a cohort's export, some patients at a time: every first cell is the patient's permanent identity."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from calcitrack.db.cohort_filter import Choosing
from calcitrack.db.cohort_persons import letters, read_persons, with_lacking
from calcitrack.db.driver import Connection
from calcitrack.domain.cohort.answer import LastChange
from calcitrack.domain.cohort.criteria import Criteria
from calcitrack.domain.dates import PartialDate, age_on
from calcitrack.domain.vocabulary import BackgroundFact

Cells = Sequence[Any]
_IN = "IN (SELECT value FROM json_each(:ids))"

_OF_ALL = "IN (SELECT value FROM json_each(:records))"
_PERSON = "JOIN patient o ON o.id = {0}.patient_id JOIN patient p ON p.id = coalesce(o.merged_into, o.id)"
"""The record that goes on, ``p``, of a row under any record of the person."""
_NTH = """SELECT count(*) FROM trial z WHERE z.removed_at IS NULL AND z.id <= t.id AND z.patient_id IN
    (SELECT p.id UNION ALL SELECT m.id FROM patient m WHERE m.merged_into = p.id)"""
"""A number within the patient: a row number would join two exports."""
_NUMBER = """CASE i.patient_id WHEN p.id THEN i.number ELSE (SELECT json_extract(j.value, '$[1]') FROM
    json_each(:letters) j WHERE json_extract(j.value, '$[0]') = i.patient_id) || '-' || i.number END"""
"""As the chart has it: a lesion of a merged record bears that one's letter."""
_PATIENTS = f"""
    SELECT lower(hex(p.uuid)), p.mrn, p.family_name, p.given_name, p.birth_date, p.sex, p.status, NULL,
        (SELECT group_concat(disease, '; ') FROM (SELECT disease FROM {with_lacking("diagnosis")}
            WHERE patient_id = p.id)),
        (SELECT group_concat(name, '; ') FROM (SELECT name FROM {with_lacking("antibody")}
            WHERE patient_id = p.id AND result = 'positive')),
        (SELECT min(v.visited_on) FROM visit_total v WHERE v.patient_id = p.id),
        (SELECT t.last_on FROM patient_total t WHERE t.patient_id = p.id), p.id
    FROM patient p WHERE p.id {_IN} ORDER BY p.id"""
_FACTS = f"""SELECT patient_id, fact, answer FROM {with_lacking("background")} WHERE patient_id {_IN}
    AND answer <> 'unknown'"""
_AGE, _BIRTH, _LAST, _ID = 7, 4, 11, 12
_OTHERS: Mapping[str, str] = {
    "lesions": f"""
    SELECT lower(hex(p.uuid)), {_NUMBER}, l.site, l.side, l.form, l.subtype, l.standing, i.first_seen,
        (SELECT group_concat(value, '; ') FROM json_each(l.covers)), {{chosen}}
    FROM lesion_total l JOIN lesion i ON i.id = l.lesion_id JOIN patient p ON p.id = l.patient_id
    WHERE l.patient_id {_IN} ORDER BY p.id, i.patient_id <> p.id, i.patient_id, i.number""",
    "visits": f"""
    SELECT lower(hex(p.uuid)), v.visited_on, v.area_mm2, v.measured, v.open, v.change_percent, v.compared
    FROM visit_total v JOIN patient p ON p.id = v.patient_id WHERE v.patient_id {_IN}
    ORDER BY p.id, v.visited_on, v.visit_id""",
    "sizes": f"""
    SELECT lower(hex(p.uuid)), {_NUMBER}, v.visited_on, a.state, r.measured_on, r.length / 10.0, r.width / 10.0,
        r.method
    FROM visit_total v JOIN patient p ON p.id = v.patient_id JOIN visit w ON w.id = v.visit_id
    JOIN assessment a ON a.patient_id = w.patient_id AND a.visit_id = w.id
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
    ORDER BY p.id, v.visited_on, v.visit_id, i.patient_id <> p.id, i.patient_id, i.number""",
    "trials": f"""
    SELECT lower(hex(p.uuid)), ({_NTH}), t.therapy, coalesce(t.route, '') = 'procedure', t.start_on, t.stop_on
    FROM trial t {_PERSON.format("t")}
    WHERE t.removed_at IS NULL AND t.patient_id {_OF_ALL} ORDER BY p.id, t.id""",
    "responses": f"""
    SELECT lower(hex(p.uuid)), ({_NTH}), {_NUMBER}, j.balin, j.now
    FROM (SELECT trial_id, lesion_id, patient_id, balin, now, max(id) FROM judgement WHERE blind = 0
        AND patient_id {_OF_ALL} GROUP BY trial_id, lesion_id) j
    JOIN trial t ON t.id = j.trial_id AND t.removed_at IS NULL JOIN lesion i ON i.id = j.lesion_id
    {_PERSON.format("j")} ORDER BY p.id, j.trial_id, i.patient_id <> p.id, i.patient_id, i.number""",
}

RECORD_TABLES = ("patients", *_OTHERS)
AT_ONCE = 100
"""So many patients are read at a time: memory stays flat, and the work can be stopped between."""


class Rows:
    """Reads the tables of some persons.

    Args:
        connection: Where they are.
        choosing: Says which of their lesions a filter chooses.
        criteria: That filter.
        changes: The last change of each patient who can be compared.
    """

    def __init__(
        self, connection: Connection, choosing: Choosing, criteria: Criteria, changes: Iterable[LastChange]
    ) -> None:
        self._connection, self._changes = connection, {one.patient_id: one for one in changes}
        self._persons = read_persons(connection)
        chosen, values = choosing.lesions(criteria)
        self._others = {table: statement.replace("{chosen}", chosen) for table, statement in _OTHERS.items()}
        self._values = {
            **choosing.values(), **values, "letters": json.dumps(letters(connection, self._persons)),
        }  # fmt: skip

    def blocks(self, table: str, ids: Sequence[int]) -> Iterator[tuple[int, list[Cells]]]:
        """The rows of one table, some patients after the other, each time with how many patients came before."""
        for first in range(0, len(ids), AT_ONCE):
            yield first, self._of(table, ids[first : first + AT_ONCE])

    def _of(self, table: str, ids: Sequence[int]) -> list[Cells]:
        keys = {**self._values, "ids": json.dumps(list(ids)), "records": json.dumps(self._persons.records(ids))}
        if table != "patients":
            return list(self._connection.execute(self._others[table], keys).fetchall())
        facts: dict[int, dict[str, str]] = {}
        for patient_id, fact, answer in self._connection.execute(_FACTS, keys).fetchall():
            facts.setdefault(patient_id, {})[fact] = answer
        return [self._patient(row, facts) for row in self._connection.execute(_PATIENTS, keys).fetchall()]

    def _patient(self, row: Cells, facts: Mapping[int, Mapping[str, str]]) -> Cells:
        """A patient's row with the age, the change and the background facts."""
        cells, known, change = list(row[:_ID]), facts.get(row[_ID], {}), self._changes.get(row[_ID])
        if row[_LAST]:
            low, high = age_on(PartialDate(row[_BIRTH]), date.fromisoformat(row[_LAST]))
            cells[_AGE] = low if low == high else None
        changed = (change.percent, change.days, change.compared, change.of) if change else (None,) * 4
        return [*cells, *changed, *(known.get(fact.value) for fact in BackgroundFact)]
