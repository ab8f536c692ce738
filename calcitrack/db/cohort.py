"""Cohorts read by sets: every number comes from one statement over derived rows, none from whole records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from calcitrack.db.cohort_filter import COVERED, LIVING, Choosing, age_group
from calcitrack.db.cohort_persons import SURVIVOR, Persons, with_lacking
from calcitrack.db.driver import Connection
from calcitrack.domain.cohort.answer import PlaceCount
from calcitrack.domain.cohort.criteria import Criteria, Question, Standing
from calcitrack.domain.vocabulary import Side

_IN = "IN (SELECT value FROM json_each(:ids))"
_OF_ALL = "IN (SELECT value FROM json_each(:records))"
"""Under any of the records of the persons."""
_LAST_ON = f"(SELECT x.last_on FROM patient_total x WHERE x.patient_id = {SURVIVOR})"


class Cohort:
    """The patients that criteria choose, and what is counted of them.

    Args:
        connection: Where they are.
        criteria: What chooses them.
        choosing: What the criteria need beside themselves.
        persons: Which records are read with which.
        ids: Some of these patients, where it is known already who they are.
    """

    def __init__(
        self,
        connection: Connection,
        criteria: Criteria,
        choosing: Choosing,
        persons: Persons,
        ids: Sequence[int] | None = None,
    ) -> None:
        self._connection, self._criteria, self._persons = connection, criteria, persons
        self.ids = members(connection, criteria, choosing) if ids is None else list(ids)
        condition, values = choosing.lesions(criteria)
        self._lesions = f"FROM lesion_total l WHERE l.patient_id {_IN} AND {condition}"
        self._chosen = f"SELECT l.lesion_id {self._lesions}"
        self._values = {
            **choosing.values(),
            **values,
            "ids": json.dumps(self.ids),
            "records": json.dumps(persons.records(self.ids)),
            "crossing": json.dumps(persons.crossing()),
        }

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows of a statement that names the patients by ``:ids``."""
        return self._connection.execute(statement, self._values).fetchall()  # type: ignore[no-any-return]

    def diseases(self) -> list[tuple[str, int]]:
        """Patients by disease; one with two diseases stands under both."""
        return self.rows(
            f"SELECT disease, count(DISTINCT patient_id) FROM {with_lacking('diagnosis')} WHERE patient_id {_IN} "
            "GROUP BY disease"
        )

    def antibodies(self) -> list[tuple[str, int]]:
        """Patients by antibody found positive, in small letters."""
        return self.rows(
            f"SELECT lower(trim(name)) AS named, count(DISTINCT patient_id) FROM {with_lacking('antibody')} "
            f"WHERE patient_id {_IN} AND result = 'positive' GROUP BY named"
        )

    def with_disease(self) -> int:
        """Patients with any diagnosis."""
        return self._one(f"SELECT count(DISTINCT patient_id) FROM {with_lacking('diagnosis')} WHERE patient_id {_IN}")

    def tested(self) -> tuple[int, int]:
        """Patients with any known result of an antibody, and with a positive one."""
        found = self.rows(
            "SELECT count(DISTINCT patient_id), count(DISTINCT CASE result WHEN 'positive' THEN patient_id END) "
            f"FROM {with_lacking('antibody')} WHERE patient_id {_IN} AND result <> 'unknown'"
        )
        return found[0][0], found[0][1]

    def facts(self) -> list[tuple[str, str, int]]:
        """Patients by background fact and answer, those who answered yes or no."""
        return self.rows(
            f"SELECT fact, answer, count(*) FROM {with_lacking('background')} WHERE patient_id {_IN} "
            "AND answer <> 'unknown' GROUP BY fact, answer"
        )

    def of_patient(self, question: Question) -> list[tuple[str, int]]:
        """Patients by what stands in their own row: sex, status or age group."""
        column = age_group() if question is Question.AGE else f"p.{question.value}"
        return self.rows(f"SELECT {column} AS answer, count(*) FROM patient p WHERE p.id {_IN} GROUP BY answer")

    def with_lesions(self) -> tuple[int, int, int]:
        """The lesions chosen, those of them that are open, and the patients who have them."""
        found = self.rows(
            f"SELECT count(*), coalesce(sum(l.standing = '{Standing.OPEN}'), 0), count(DISTINCT l.patient_id) "
            f"{self._lesions}"
        )
        return found[0][0], found[0][1], found[0][2]

    def of_lesions(self, question: Question) -> list[tuple[str, int, int]]:
        """Patients and lesions by an answer of the lesions; sites by their first part, each that a lesion covers."""
        if question is not Question.SITE:
            return self.rows(
                f"SELECT coalesce(l.{question.value}, '') AS answer, count(DISTINCT l.patient_id), count(*) "
                f"{self._lesions} GROUP BY answer"
            )
        return self.rows(
            "SELECT answer, count(DISTINCT patient_id), count(*) FROM "
            f"(SELECT l.patient_id, {_part('l.site')} AS answer {self._lesions} UNION ALL "
            "SELECT patient_id, answer FROM (SELECT DISTINCT k.lesion_id, k.patient_id, "
            f"{_part('k.site')} AS answer FROM {COVERED} JOIN lesion_total s ON s.lesion_id = k.lesion_id "
            f"WHERE k.lesion_id IN ({self._chosen}) AND answer <> {_part('s.site')})) GROUP BY answer"
        )

    def places(self) -> tuple[PlaceCount, ...]:
        """Lesions by site and side, each that a lesion covers, most first."""
        found = self.rows(
            f"SELECT site, side, count(*) AS lesions, sum(standing = '{Standing.OPEN}'), count(DISTINCT patient_id) "
            f"FROM (SELECT l.site, l.side, l.standing, l.patient_id {self._lesions} UNION ALL "
            f"SELECT k.site, k.side, k.standing, k.patient_id FROM {COVERED} WHERE k.lesion_id IN ({self._chosen})) "
            "GROUP BY site, side ORDER BY lesions DESC, site, side"
        )
        return tuple(PlaceCount(site, Side(side), *counts) for site, side, *counts in found)

    def sizes(self) -> Iterable[tuple[int, str]]:
        """Patient and, as JSON, what each visit says of a lesion's size, of the lesions chosen; by patient."""
        return self._connection.execute(  # type: ignore[no-any-return]
            f"SELECT l.patient_id, l.sizes {self._lesions} ORDER BY l.patient_id", self._values
        )

    def days(self) -> Iterable[tuple[int, int]]:
        """Patient and day of each visit that counts, oldest first; only how far they lie apart matters."""
        return self._connection.execute(  # type: ignore[no-any-return]
            "SELECT patient_id, CAST(julianday(visited_on) AS INTEGER) FROM visit_total "
            f"WHERE patient_id {_IN} ORDER BY patient_id, visited_on",
            self._values,
        )

    def changes(self) -> Iterable[tuple[int, float, int, int, int]]:
        """Patient, per cent, days since the first measured visit, k and n: the last visit of each year after it."""
        return self._connection.execute(  # type: ignore[no-any-return]
            "SELECT c.patient_id, c.percent, CAST(julianday(c.visited_on) - julianday(b.visited_on) AS INTEGER), "
            "c.compared, c.of, max(c.nth) FROM visit_change c JOIN visit_change b ON b.patient_id = c.patient_id "
            f"AND b.nth = 0 WHERE c.nth > 0 AND c.patient_id {_IN} "
            "GROUP BY c.patient_id, CAST((julianday(c.visited_on) - julianday(b.visited_on)) / 365.25 AS INTEGER) "
            "ORDER BY c.patient_id, max(c.nth)",
            self._values,
        )

    def spans(self) -> tuple[tuple[int, int], ...]:
        """Patient and days from the first to the last signed visit that counts, longest first."""
        found = self.rows(
            "SELECT patient_id, CAST(julianday(max(visited_on)) - julianday(min(visited_on)) AS INTEGER) AS days "
            f"FROM visit_total WHERE patient_id {_IN} GROUP BY patient_id ORDER BY days DESC, patient_id"
        )
        return tuple((patient_id, days) for patient_id, days in found)

    def lines(self) -> list[tuple[int, int, float]]:
        """Patient, days since the first measured visit and per cent, of every visit that is compared with it."""
        return self.rows(
            "SELECT c.patient_id, CAST(julianday(c.visited_on) - julianday(b.visited_on) AS INTEGER), c.percent "
            "FROM visit_change c JOIN visit_change b ON b.patient_id = c.patient_id AND b.nth = 0 "
            f"WHERE c.patient_id {_IN} ORDER BY c.patient_id, c.nth"
        )

    def times(self) -> dict[int, tuple[str, date, date]]:
        """Record number, first and last signed visit of each patient who has one."""
        found = self.rows(
            "SELECT p.id, p.mrn, min(v.visited_on), max(v.visited_on) FROM patient p "
            f"JOIN visit_total v ON v.patient_id = p.id WHERE p.id {_IN} GROUP BY p.id"
        )
        return {row_id: (mrn, date.fromisoformat(a), date.fromisoformat(b)) for row_id, mrn, a, b in found}

    def trials(self) -> list[Trial]:
        """The trials of the cohort with their end: the stop, or the last signed visit where it runs on."""
        found = self.rows(
            f"SELECT t.id, {SURVIVOR}, t.therapy, coalesce(t.route, '') = 'procedure', t.start_on, t.stop_on, "
            f"{_LAST_ON} FROM trial t JOIN patient o ON o.id = t.patient_id WHERE t.removed_at IS NULL "
            f"AND t.patient_id {_OF_ALL} ORDER BY t.id"
        )
        return [_trial(row) for row in found]

    def judged(self) -> list[tuple[int, str | None, int]]:
        """Trial, word, lesions: the lesions that a trial covers, by the judgement that stands; None for none.

        Targets, or with all lesions those of the person first seen until the trial's end; of them the lesions that the
        filter chooses. A judgement made blind stands beside that of the first reader and never in its place.
        """
        chosen = f"WHERE lesion IN ({self._chosen})" if self._criteria.asks_of_lesions else ""
        return self.rows(
            f"WITH trials AS MATERIALIZED (SELECT t.id, t.patient_id, t.all_lesions, coalesce(CASE WHEN t.route = "
            f"'procedure' OR t.stop_on IS NULL THEN {_LAST_ON} ELSE t.stop_on END, '9999') AS ends FROM trial t "
            f"JOIN patient o ON o.id = t.patient_id WHERE t.removed_at IS NULL AND t.patient_id {_OF_ALL}), "
            "covered AS (SELECT t.id AS trial, g.lesion_id AS lesion FROM trials t JOIN trial_target g "
            "ON g.trial_id = t.id WHERE t.all_lesions = 0 UNION ALL "
            "SELECT t.id, i.id FROM trials t JOIN lesion i ON i.patient_id = t.patient_id "
            "WHERE t.all_lesions = 1 AND i.first_seen <= t.ends UNION ALL "
            "SELECT t.id, i.id FROM json_each(:crossing) j "  # in this order, for there are few such pairs
            "CROSS JOIN trials t ON t.patient_id = json_extract(j.value, '$[0]') "
            "CROSS JOIN lesion i ON i.patient_id = json_extract(j.value, '$[1]') "
            "WHERE t.all_lesions = 1 AND i.first_seen <= t.ends), "
            "stands AS (SELECT trial_id, lesion_id, balin, max(id) FROM judgement WHERE blind = 0 "
            f"AND patient_id {_OF_ALL} GROUP BY trial_id, lesion_id) "
            "SELECT c.trial, s.balin, count(*) FROM covered c "
            f"LEFT JOIN stands s ON s.trial_id = c.trial AND s.lesion_id = c.lesion {chosen} GROUP BY c.trial, s.balin"
        )

    def _one(self, statement: str) -> int:
        return int(self.rows(statement)[0][0])


class Trial(NamedTuple):
    """What a trial says of itself."""

    id: int
    patient_id: int
    therapy: str
    is_procedure: bool
    start: date
    stop: date | None
    last_visit_on: date | None


def members(
    connection: Connection, criteria: Criteria, choosing: Choosing, also: Sequence[tuple[str, str]] = ()
) -> list[int]:
    """The patients that criteria choose, by name; ``also`` narrows them by one more answer each."""
    condition, values = choosing.patients(criteria, also)
    rows = connection.execute(f"SELECT p.id FROM patient p WHERE {condition} ORDER BY p.sort_name, p.id", values)
    return [patient_id for (patient_id,) in rows]


def everybody(connection: Connection) -> int:
    """How many patients there are."""
    return int(connection.execute(f"SELECT count(*) FROM patient p WHERE {LIVING}").fetchone()[0])


def therapies(connection: Connection) -> list[str]:
    """Every recorded name of a therapy."""
    rows = connection.execute("SELECT DISTINCT therapy FROM trial WHERE removed_at IS NULL ORDER BY therapy")
    return [name for (name,) in rows.fetchall()]


def of_site(
    connection: Connection,
    ids: Sequence[int],
    criteria: Criteria,
    choosing: Choosing,
    place: tuple[str, Side],
    *,
    only_open: bool,
) -> list[int]:
    """Those of the patients who have a lesion, or an open one, at or over just this place, in the order given."""
    condition, values = choosing.lesions(criteria)
    opened = f"AND l.standing = '{Standing.OPEN}'" if only_open else ""
    rows = connection.execute(
        "SELECT DISTINCT l.patient_id FROM lesion_total l WHERE (l.site = :exactly OR l.lesion_id IN "
        f"(SELECT k.lesion_id FROM {COVERED} WHERE k.site = :exactly)) AND l.side = :side {opened} AND {condition}",
        {**values, "exactly": place[0], "side": place[1].value},
    )
    found = {patient_id for (patient_id,) in rows}
    return [patient_id for patient_id in ids if patient_id in found]


def by_name(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Patients in the order of their names."""
    rows = connection.execute(f"SELECT p.id FROM patient p WHERE p.id {_IN} ORDER BY p.sort_name, p.id",
                              {"ids": json.dumps(list(ids))})  # fmt: skip
    return [patient_id for (patient_id,) in rows]


def _part(site: str) -> str:
    """The first part of a site."""
    return f"substr({site}, 1, coalesce(nullif(instr({site}, '.') - 1, -1), length({site})))"


def _trial(row: tuple[Any, ...]) -> Trial:
    row_id, patient_id, therapy, is_procedure, start, stop, last = row
    return Trial(row_id, patient_id, therapy, bool(is_procedure), date.fromisoformat(start), _day(stop), _day(last))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
