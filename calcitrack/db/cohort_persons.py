"""Persons of whom several records tell, as cohorts see them: one person, with what all of the records say.

Derived rows stand under the record that goes on. Trials, judgements, diagnoses, antibodies and background facts stand
under whom they were written: the first two are found through the records of a person, of the others those that the
record that goes on lacks are handed to SQL as rows beside the tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calcitrack.db import merging, patients
from calcitrack.db.driver import Connection
from calcitrack.domain.merging import joined, letter
from calcitrack.domain.patient import Patient
from calcitrack.domain.vocabulary import Answer

SURVIVOR = "coalesce(o.merged_into, o.id)"
"""The record that goes on, of a patient ``o``."""

Fact = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Persons:
    """Which records are read with which.

    Attributes:
        members: By the record that goes on, the others of the same person in the order of their letters.
    """

    members: Mapping[int, tuple[int, ...]]

    def records(self, ids: Iterable[int]) -> list[int]:
        """All records of some persons."""
        return [record for one in ids for record in (one, *self.members.get(one, ()))]

    def survivors(self) -> dict[int, int]:
        """The record that goes on, by each that is read with it."""
        return {other: one for one, others in self.members.items() for other in others}

    def crossing(self) -> list[tuple[int, int]]:
        """Each pair of different records of one person, both ways."""
        groups = [(one, *others) for one, others in self.members.items()]
        return [(a, b) for group in groups for a in group for b in group if a != b]


@dataclass(frozen=True, slots=True)
class Lacking:
    """What other records say of persons whose own record does not.

    Attributes:
        diseases: Patient and disease; the third is empty.
        antibodies: Patient, name and result.
        facts: Patient, background fact and answer.
    """

    diseases: Sequence[Fact] = ()
    antibodies: Sequence[Fact] = ()
    facts: Sequence[Fact] = ()

    def values(self) -> dict[str, Any]:
        """What ``with_lacking`` names."""
        return {name: json.dumps(getattr(self, name)) for name in ("diseases", "antibodies", "facts")}


def with_lacking(table: str) -> str:
    """A table of what patients say of themselves, with the rows of ``Lacking`` after its own."""
    name, columns = _LACKED[table]
    beside = ", ".join(f"json_extract(value, '$[{n}]')" for n in range(len(columns)))
    return f"(SELECT {', '.join(columns)} FROM {table} UNION ALL SELECT {beside} FROM json_each(:{name}))"


def read_persons(connection: Connection) -> Persons:
    """Every person of whom more than one record tells."""
    rows = connection.execute(
        "SELECT DISTINCT merged_into FROM patient WHERE merged_into IS NOT NULL AND removed_at IS NULL"
    ).fetchall()
    return Persons({one: tuple(other for other, _ in merging.members(connection, one)) for (one,) in rows})


def read_lacking(connection: Connection, persons: Persons) -> Lacking:
    """What the others of each person's records add, by the rule by which a chart reads them together."""
    diseases: list[Fact] = []
    antibodies: list[Fact] = []
    facts: list[Fact] = []
    for one, others in persons.members.items():
        own, *rest = (_patient(connection, record) for record in (one, *others))
        whole, known = joined(own, rest), own.background
        diseases += [(one, added.disease.value, "") for added in whole.diagnoses[len(own.diagnoses) :]]
        antibodies += [(one, a.name, a.result.value) for a in whole.antibodies if a not in own.antibodies]
        facts += [(one, f.value, a.value) for f, a in whole.background.items() if known.get(f, Answer.UNKNOWN) is not a]
    return Lacking(diseases, antibodies, facts)


def letters(connection: Connection, persons: Persons) -> list[tuple[int, str]]:
    """Each record that is read with another, with what stands before the numbers of its lesions."""
    return [(row, letter(place)) for one in persons.members for row, place in merging.members(connection, one)]


def _patient(connection: Connection, record: int) -> Patient:
    found = patients.read(connection, record)
    assert found is not None, "read in the same instant"
    return found


_LACKED = {
    "diagnosis": ("diseases", ("patient_id", "disease")),
    "antibody": ("antibodies", ("patient_id", "name", "result")),
    "background": ("facts", ("patient_id", "fact", "answer")),
}
