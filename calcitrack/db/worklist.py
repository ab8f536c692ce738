"""The worklist: ids chosen and sorted by SQL, rows loaded a screenful at a time."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from calcitrack.db.driver import Connection
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.vocabulary import Disease, PatientStatus, Sex
from calcitrack.domain.worklist import Attention, WorklistFilter, WorklistRow

_RUNS = (
    "r.removed_at IS NULL AND r.start_on <= :today AND (r.stop_on IS NULL OR r.stop_on >= :today) "
    "AND coalesce(r.route, '') <> 'procedure'"
)
_HIDDEN = "(x.removed_at IS NOT NULL OR x.merged_into IS NOT NULL)"
_NOT_RECALLED = f"(x.status <> 'active' OR {_HIDDEN})"
"""The dead, the discharged and the transferred are not recalled."""


def _none_left_out(of: str, condition: str) -> str:
    """That a patient is none of those left out. They are few and have an index, so that no patient's row is read."""
    return (
        f"NOT EXISTS (SELECT 1 FROM patient x INDEXED BY patient_left_out WHERE x.id = {of}.patient_id AND {condition})"
    )


def _with_merged(table: str, condition: str) -> str:
    """Patients with such a row, and those with whose record one is read that has such a row."""
    return (
        f"SELECT r.patient_id FROM {table} r WHERE {condition} UNION SELECT o.merged_into FROM patient o "
        f"JOIN {table} r ON r.patient_id = o.id WHERE o.merged_into IS NOT NULL AND {condition}"
    )


_FILTERS: Mapping[WorklistFilter, str] = {
    # Expected today, seen and signed today, or being seen: a visit that is there is shown whoever it is of.
    # One set of numbers: three conditions side by side would be asked of each patient.
    WorklistFilter.TODAY: (
        "SELECT patient_id FROM patient_total WHERE last_on = :today "
        "UNION SELECT d.patient_id FROM patient_total d "
        f"WHERE d.next_due_on = :today AND {_none_left_out('d', _NOT_RECALLED)} "
        "UNION SELECT patient_id FROM visit WHERE status = 'draft' AND visited_on = :today"
    ),
    WorklistFilter.OVERDUE: "SELECT patient_id FROM patient_total WHERE next_due_on < :today",
    WorklistFilter.PROGRESSING: "SELECT patient_id FROM patient_total WHERE progressing = 1",
    WorklistFilter.INFECTION: "SELECT patient_id FROM patient_total WHERE infection = 1",
    WorklistFilter.ON_TRIAL: _with_merged("trial", _RUNS),
    WorklistFilter.AWAITING: _with_merged("awaited", "r.closed_on IS NULL"),
    WorklistFilter.DRAFTS: "SELECT DISTINCT patient_id FROM visit WHERE status = 'draft'",
}
"""Patients that a filter chooses, each once; it shows those of them that are not left out."""

_RECALLING = frozenset(
    {WorklistFilter.OVERDUE, WorklistFilter.PROGRESSING, WorklistFilter.INFECTION, WorklistFilter.ON_TRIAL}
)

_ALL_LISTED = "p.removed_at IS NULL AND p.merged_into IS NULL"
_LISTED = "+p.removed_at IS NULL AND +p.merged_into IS NULL"
"""The sign keeps SQLite from walking all names in their order, which is right for everyone and slow for a few."""

_SORTS: Mapping[str, str] = {
    "name": "p.sort_name",
    "mrn": "p.mrn",
    "birth": "p.birth_date",
    "lesions": "t.open",
    "change": "t.change_percent",
    "last": "t.last_on",
    "due": "t.next_due_on",
}


def ids(
    connection: Connection, chosen: WorklistFilter, today: date, sort: str = "name", *, descending: bool = False
) -> list[int]:
    """Patients of a filter in the order asked for; those without a value come last."""
    column = _SORTS[sort]
    direction = "DESC" if descending else "ASC"
    nulls = "" if column.startswith("p.") else f"{column} IS NULL, "
    # One text instead of a hundred thousand rows takes half the time. An aggregate that depends on the order of its
    # rows keeps SQLite from dropping the inner one.
    row = connection.execute(
        f"SELECT json_group_array(id) FROM (SELECT p.id FROM {_source(chosen, column)} "
        f"ORDER BY {nulls}{column} {direction}, p.id)",
        {"today": today.isoformat()},
    ).fetchone()
    found: list[int] = json.loads(row[0])
    return found


def first_ids(connection: Connection, many: int) -> list[int]:
    """The first of all patients by name, walked in that order: the others are not read."""
    rows = connection.execute(
        f"SELECT p.id FROM patient p WHERE {_ALL_LISTED} ORDER BY p.sort_name, p.id LIMIT ?", (many,)
    ).fetchall()
    return [int(row[0]) for row in rows]


def count(connection: Connection, chosen: WorklistFilter, today: date) -> int:
    """How many patients a filter shows: from indexes alone, because a window that opens waits for it."""
    if chosen is WorklistFilter.EVERYONE:
        sql = f"SELECT count(*) FROM patient p INDEXED BY patient_kept WHERE {_ALL_LISTED}"
    else:
        left_out = _NOT_RECALLED if chosen in _RECALLING else _HIDDEN
        sql = f"SELECT count(*) FROM ({_FILTERS[chosen]}) s WHERE {_none_left_out('s', left_out)}"
    return int(connection.execute(sql, {"today": today.isoformat()}).fetchone()[0])


def _source(chosen: WorklistFilter, column: str = "") -> str:
    """The tables and the condition of a filter, with what it is sorted by."""
    join = "LEFT JOIN patient_total t ON t.patient_id = p.id" if column.startswith("t.") else ""
    if chosen is WorklistFilter.EVERYONE:
        return f"patient p {join} WHERE {_ALL_LISTED}"
    active = " AND p.status = 'active'" if chosen in _RECALLING else ""
    return f"patient p {join} WHERE {_LISTED} AND p.id IN ({_FILTERS[chosen]}){active}"


def rows(connection: Connection, wanted: Sequence[int], today: date) -> tuple[WorklistRow, ...]:
    """The rows of these patients, in this order; a patient that is gone is left out."""
    parts = _Parts(connection, wanted, today)
    marks = _marks(wanted)
    found = connection.execute(
        "SELECT p.id, p.family_name, p.given_name, p.mrn, p.birth_date, p.sex, p.status, t.open, t.change_percent, "
        "t.last_on, t.next_due_on, v.compared, v.attention, v.spark FROM patient p "
        "LEFT JOIN patient_total t ON t.patient_id = p.id LEFT JOIN visit_total v ON v.visit_id = t.visit_id "
        f"WHERE p.id IN ({marks}) AND p.removed_at IS NULL",
        list(wanted),
    ).fetchall()
    by_id = {row[0]: _row(row, parts) for row in found}
    return tuple(by_id[patient_id] for patient_id in wanted if patient_id in by_id)


class _Parts:
    """What else the rows show, each table read once for the whole screenful."""

    def __init__(self, connection: Connection, wanted: Sequence[int], today: date) -> None:
        whose = _whose(connection, wanted)
        marks, key = _marks(list(whose)), list(whose)
        self.diseases = _lists(
            connection,
            f"SELECT patient_id, disease FROM diagnosis WHERE patient_id IN ({marks}) ORDER BY position",
            whose,
        )
        self.antibodies = _lists(
            connection,
            f"SELECT patient_id, name FROM antibody WHERE patient_id IN ({marks}) AND result = 'positive' "
            "ORDER BY position",
            whose,
        )
        self.drafts = dict(
            connection.execute(
                f"SELECT patient_id, min(visited_on) FROM visit WHERE patient_id IN ({marks}) AND status = 'draft' "
                "GROUP BY patient_id",
                key,
            ).fetchall()
        )
        self.awaiting: Counter[int] = Counter()
        for patient_id, waiting in connection.execute(
            f"SELECT patient_id, count(*) FROM awaited WHERE patient_id IN ({marks}) AND closed_on IS NULL "
            "GROUP BY patient_id",
            key,
        ).fetchall():
            self.awaiting[whose[patient_id]] += waiting
        self.therapies = _therapies(connection, whose, today)


def _whose(connection: Connection, wanted: Sequence[int]) -> dict[int, int]:
    """The patients and those whose records were merged into theirs, each with the patient whose row shows it."""
    merged = connection.execute(
        f"SELECT id, merged_into FROM patient WHERE merged_into IN ({_marks(wanted)})", list(wanted)
    ).fetchall()
    return {patient_id: patient_id for patient_id in wanted} | dict(merged)


def _therapies(connection: Connection, whose: Mapping[int, int], today: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for patient_id, therapy, dose, start in connection.execute(
        "SELECT t.patient_id, t.therapy, coalesce((SELECT s.dose FROM trial_step s WHERE s.trial_id = t.id "
        "AND s.from_on <= ? ORDER BY s.position DESC LIMIT 1), t.dose), t.start_on FROM trial t "
        f"WHERE t.patient_id IN ({_marks(list(whose))}) AND t.removed_at IS NULL AND t.start_on <= ? "
        "AND (t.stop_on IS NULL OR t.stop_on >= ?) AND coalesce(t.route, '') <> 'procedure' ORDER BY t.id",
        [today.isoformat(), *whose, today.isoformat(), today.isoformat()],
    ).fetchall():
        week = (today - date.fromisoformat(start)).days // 7
        named = f"{therapy} {dose}" if dose else therapy
        found[whose[patient_id]].append(f"{named} · wk {week}")
    return found


def _lists(connection: Connection, sql: str, whose: Mapping[int, int]) -> dict[int, list[str]]:
    """What stands in a list of each patient, their own first; what a merged record says again is not said twice."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = connection.execute(sql, list(whose)).fetchall()
    for patient_id, value in sorted(rows, key=lambda row: whose[row[0]] != row[0]):
        shown_with = whose[patient_id]
        if patient_id == shown_with or value not in found[shown_with]:
            found[shown_with].append(value)
    return found


def _row(row: tuple[Any, ...], parts: _Parts) -> WorklistRow:
    (patient_id, family, given, mrn, born, sex, status, open_, change, last_on, due, compared, attention, spark) = row
    draft = parts.drafts.get(patient_id)
    return WorklistRow(
        patient_id=patient_id,
        name=f"{family}, {given}" if given else family,
        mrn=mrn,
        birth_date=PartialDate(born),
        sex=Sex(sex),
        status=PatientStatus(status),
        diseases=tuple(Disease(word) for word in parts.diseases.get(patient_id, ())),
        antibodies=tuple(parts.antibodies.get(patient_id, ())),
        open_lesions=open_,
        spark=tuple((int(day), area) for day, area in json.loads(spark or "[]")),
        change_percent=change,
        compared=compared or 0,
        therapies=tuple(parts.therapies.get(patient_id, ())),
        attention=tuple(Attention(word) for word in json.loads(attention or "[]")),
        last_visit_on=_day(last_on),
        next_due_on=_day(due),
        draft_on=_day(draft),
        awaiting=parts.awaiting[patient_id],
    )


def _marks(wanted: Sequence[int]) -> str:
    return ", ".join("?" * len(wanted))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
