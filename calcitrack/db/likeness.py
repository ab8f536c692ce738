"""Patients who may be the one that is being entered, found through the indexes that search and sorting use."""

from __future__ import annotations

from calcitrack.db import merging, patients
from calcitrack.db.driver import Connection
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.folding import words
from calcitrack.domain.likeness import bare_number, may_be_same
from calcitrack.domain.patient import Patient

_LAST = "\U0010ffff"


def same_person(connection: Connection, patient: Patient) -> tuple[Patient, ...]:
    """Other patients whose names agree and who can be born on the same day, in the order entered."""
    born = patient.birth_date.text
    # Two partial dates can be one day exactly when the text of one begins the other's: 1968 and 1968-05-03.
    known = [born[:length] for length in (len("1968"), len("1968-05")) if length < len(born)]
    rows = connection.execute(
        "SELECT id, mrn, family_name, given_name, birth_date FROM patient "
        f"WHERE (birth_date IN ({', '.join('?' * len(known))}) OR birth_date >= ? AND birth_date < ?) "
        "AND removed_at IS NULL ORDER BY id",
        (*known, born, born + _LAST),
    ).fetchall()
    names = (Patient(mrn, family, given, PartialDate(text), id=n) for n, mrn, family, given, text in rows)
    return _whole(connection, [one.id for one in names if may_be_same(patient, one)], but=patient.id)


def numbered_like(connection: Connection, mrn: str) -> tuple[Patient, ...]:
    """Patients whose record number differs in blanks, signs and large letters at most, in the order entered.

    A number that was stored with a blank in it and is typed without one is not found.
    """
    bare = bare_number(mrn)
    # A short part such as the year of 2026-0815 stands in thousands of numbers.
    asked = list(dict.fromkeys([bare, *(word for word in words(mrn) if 2 * len(word) >= len(bare))]))
    rows = connection.execute(
        "SELECT DISTINCT p.id, p.mrn FROM patient_word w JOIN patient p ON p.id = w.patient_id "
        f"WHERE w.word IN ({', '.join('?' * len(asked))}) AND p.removed_at IS NULL ORDER BY p.id",
        asked,
    ).fetchall()
    return _whole(connection, [row_id for row_id, stored in rows if bare and bare_number(stored) == bare])


def _whole(connection: Connection, ids: list[int], but: int = 0) -> tuple[Patient, ...]:
    """The patients; for a merged record the one into whose record it was merged, each once."""
    standing = dict.fromkeys(merging.survivor_of(connection, row_id) for row_id in ids)
    found = (patients.read(connection, row_id) for row_id in standing if row_id != but)
    return tuple(one for one in found if one is not None)
