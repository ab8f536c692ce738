"""The questions of a cohort as conditions of SQL: sets of patients and of lesions, never one record after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from calcitrack.db.cohort_persons import SURVIVOR, Lacking, with_lacking
from calcitrack.domain.cohort.criteria import (
    ABOUT_LESIONS,
    AGE_LIMITS,
    NONE_POSITIVE,
    NOT_RECORDED,
    Criteria,
    Question,
    fact_of,
)
from calcitrack.domain.vocabulary import Answer

LIVING = "p.removed_at IS NULL AND p.merged_into IS NULL"

_DAY = "coalesce((SELECT t.last_on FROM patient_total t WHERE t.patient_id = p.id), :today)"
_YOUNGEST = "p.birth_date || CASE length(p.birth_date) WHEN 4 THEN '-12-31' WHEN 7 THEN '-31' ELSE '' END"
_OLDEST = "p.birth_date || CASE length(p.birth_date) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' ELSE '' END"
# As text: a day that no calendar has, such as 29 February of a common year, still compares rightly.
_AGED = "printf('%04d', substr({day}, 1, 4) - {years}) || substr({day}, 5) >= {born}"
_ANTIBODY = "lower(trim(name))"

COVERED = (
    "(SELECT c.lesion_id, c.patient_id, j.value AS site, c.side, c.standing FROM lesion_total c, json_each(c.covers) j "
    "WHERE c.covers IS NOT NULL) k"
)
"""The further sites of sheets and exoskeletons, a row for each."""

Condition = tuple[str, dict[str, Any]]


@dataclass(slots=True)
class _Bound:
    """Gives values their names in the statement."""

    prefix: str
    values: dict[str, Any] = field(default_factory=dict)

    def marks(self, values: Sequence[Any]) -> str:
        return ", ".join(self.mark(value) for value in values)

    def mark(self, value: Any) -> str:
        name = f"{self.prefix}{len(self.values)}"
        self.values[name] = value
        return f":{name}"


@dataclass(frozen=True, slots=True)
class Choosing:
    """What a filter needs beside its criteria.

    Attributes:
        today: For the age of whoever has no signed visit.
        spellings: The recorded names that mean a therapy, by its code or name.
        lacking: What other records of the same persons add.
    """

    today: date
    spellings: Mapping[str, Sequence[str]]
    lacking: Lacking = field(default_factory=Lacking)

    def patients(self, criteria: Criteria, also: Sequence[tuple[str, str]] = ()) -> Condition:
        """The condition on ``p`` for the patients; ``also`` narrows it by one more answer each."""
        bound = _Bound("c")
        asked = [*criteria.answers, *((question, (answer,)) for question, answer in also)]
        of_patients = [(question, found) for question, found in asked if question not in ABOUT_LESIONS]
        parts = [LIVING, *(self._of_patient(question, found, bound) for question, found in of_patients)]
        parts += _limits(criteria, bound)
        if len(of_patients) < len(asked):
            condition, values = self.lesions(criteria, also)
            parts.append(f"p.id IN (SELECT l.patient_id FROM lesion_total l WHERE {condition})")
            bound.values.update(values)
        return " AND ".join(parts), {**bound.values, **self.values()}

    def values(self) -> dict[str, Any]:
        """What conditions on patients name beside their own values."""
        return {"today": self.today.isoformat(), **self.lacking.values()}

    def lesions(self, criteria: Criteria, also: Sequence[tuple[str, str]] = ()) -> Condition:
        """The condition on ``l`` for the lesions; true for all without a question about lesions."""
        bound = _Bound("l")
        asked = [*criteria.answers, *((question, (answer,)) for question, answer in also)]
        parts = [_of_lesion(question, found, bound) for question, found in asked if question in ABOUT_LESIONS]
        return " AND ".join(parts) or "1", bound.values

    def _of_patient(self, question: str, answers: Sequence[str], bound: _Bound) -> str:
        return "(" + " OR ".join(self._one(question, answer, bound) for answer in answers) + ")"

    def _one(self, question: str, answer: str, bound: _Bound) -> str:
        fact = fact_of(question)
        if fact is not None:
            known = (
                f"SELECT patient_id FROM {with_lacking('background')} WHERE fact = {bound.mark(fact.value)} AND answer"
            )
            if answer == Answer.UNKNOWN:
                return f"p.id NOT IN ({known} <> 'unknown')"
            return f"p.id IN ({known} = {bound.mark(answer)})"
        match Question(question):
            case Question.DISEASE:
                return _among("diagnosis", "disease", answer, bound)
            case Question.ANTIBODY:
                return _antibody(answer, bound)
            case Question.THERAPY:
                return self._therapy(answer, bound)
            case Question.AGE:
                return f"{age_group()} = {bound.mark(answer)}"
            case other:
                return f"p.{other.value} = {bound.mark(answer)}"

    def _therapy(self, answer: str, bound: _Bound) -> str:
        known = f"SELECT {SURVIVOR} FROM trial JOIN patient o ON o.id = patient_id WHERE trial.removed_at IS NULL"
        if answer == NOT_RECORDED:
            return f"p.id NOT IN ({known})"
        return f"p.id IN ({known} AND therapy IN ({bound.marks(self.spellings.get(answer, ()))}))"


def age_group() -> str:
    """The age group of ``p`` as an expression; empty where the birth date is not exact enough to tell."""
    cases = []
    limits = list(AGE_LIMITS.items())
    for place, (group, least) in enumerate(limits):
        upper = limits[place + 1][1] if place + 1 < len(limits) else None
        above = _aged(least, _YOUNGEST) if least else "1"
        below = f"NOT {_aged(upper, _OLDEST)}" if upper else "1"
        cases.append(f"WHEN {above} AND {below} THEN '{group.value}'")
    return f"CASE {' '.join(cases)} ELSE '' END"


def _limits(criteria: Criteria, bound: _Bound) -> list[str]:
    parts = []
    if criteria.age_from is not None:
        parts.append(_aged(criteria.age_from, _YOUNGEST))
    if criteria.age_to is not None:
        parts.append(f"NOT {_aged(criteria.age_to + 1, _OLDEST)}")
    if criteria.seen_from or criteria.seen_to:
        first = bound.mark(criteria.seen_from.isoformat() if criteria.seen_from else "")
        last = bound.mark(criteria.seen_to.isoformat() if criteria.seen_to else "9999")
        parts.append(
            "EXISTS (SELECT 1 FROM visit_total v WHERE v.patient_id = p.id "
            f"AND v.visited_on BETWEEN {first} AND {last})"
        )
    return parts


def _aged(years: int, born: str) -> str:
    """Whether ``p`` surely has this age (by the last possible birthday), or can have it (by the first)."""
    return "(" + _AGED.format(day=_DAY, years=years, born=born) + ")"


def _among(table: str, column: str, answer: str, bound: _Bound) -> str:
    if answer == NOT_RECORDED:
        return f"p.id NOT IN (SELECT patient_id FROM {with_lacking(table)})"
    return f"p.id IN (SELECT patient_id FROM {with_lacking(table)} WHERE {column} = {bound.mark(answer)})"


def _antibody(answer: str, bound: _Bound) -> str:
    tested = f"SELECT patient_id FROM {with_lacking('antibody')} WHERE result <> 'unknown'"
    positive = f"SELECT patient_id FROM {with_lacking('antibody')} WHERE result = 'positive'"
    if answer == NOT_RECORDED:
        return f"p.id NOT IN ({tested})"
    if answer == NONE_POSITIVE:
        return f"(p.id IN ({tested}) AND p.id NOT IN ({positive}))"
    return f"p.id IN ({positive} AND {_ANTIBODY} = {bound.mark(answer)})"


def _of_lesion(question: str, answers: Sequence[str], bound: _Bound) -> str:
    if question == Question.SITE:
        return "(" + " OR ".join(_below(answer, bound) for answer in answers) + ")"
    known = [answer for answer in answers if answer != NOT_RECORDED]
    parts = [f"l.{question} IN ({bound.marks(known)})"] if known else []
    if len(known) < len(answers):
        parts.append(f"l.{question} IS NULL")
    return "(" + " OR ".join(parts) + ")"


def _below(site: str, bound: _Bound) -> str:
    """The site itself and everything below it, and whatever covers such a site; a slash is the sign after the dot."""
    marks = exact, first, last = [bound.mark(site + end) for end in ("", ".", "/")]
    there = "({0} = {1} OR ({0} > {2} AND {0} < {3}))"
    covering = f"SELECT k.lesion_id FROM {COVERED} WHERE {there.format('k.site', *marks)}"
    return f"({there.format('l.site', exact, first, last)} OR l.lesion_id IN ({covering}))"
